"""CONTRIBUTING.md is followed word by word in one copy of the content; the site shows what came of it."""

import datetime
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.cli import main
from app.settings import Settings
from tests.commands.test_diff_command import commit, git
from tests.conftest import ROOT
from tests.recipes import Step, recipes
from tests.small_content import copy_with

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = recipes(CONTRIBUTING)
COACHING, TABLE, PORCH = (
    "/programs/kitchen-table-coaching",
    "/programs/table-coaching",
    "/programs/front-porch-mentoring",
)
OUTCOMES = {
    "Add a program": [
        (COACHING, 200, "They look at what went well"),
        ("/programs?q=kitchen+table", 200, COACHING),
        (COACHING, 200, "2–12"),
    ],
    "Add a program from a file of facts": [
        (PORCH, 200, "A neighbor comes by once a week"),
        (f"{PORCH}.json", 200, '"porch-2019"'),
    ],
    "Update a rating": [
        (COACHING, 200, "rated by CEBC"),
        (f"{COACHING}?as_of=2024-12-01", 200, "Promising"),
        (f"/api/v1{COACHING}", 200, '"level":"2"'),
    ],
    "Review an entry": [(f"{PORCH}.json", 200, '"reviewed":"2026-11-22"')],
    "Retire a program": [(PORCH, 410, "The agency no longer offers it."), (PORCH, 410, COACHING)],
    "Rename a slug": [(COACHING, 308, TABLE), (TABLE, 200, "Kitchen Table Coaching"), (PORCH, 410, TABLE)],
    "Add a topic": [
        ("/topics/support-by-neighbors", 200, "Kitchen Table Coaching"),
        (TABLE, 200, "Support by Neighbors"),
    ],
    "Add a vocabulary word": [
        ("/populations/families-new-in-town", 200, "Kitchen Table Coaching"),
        ("/programs?q=newcomers", 200, TABLE),
    ],
    "Retire a vocabulary word": [(TABLE, 200, "Reunified families")],
}


class Desk:
    """A copy of the registry at which an editor works: types commands, changes files, looks at the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        copy_with(("on-the-way-home",), folder / "content")
        (folder / ".gitignore").write_text("catalog/\n", "utf-8")
        self.printed = ""

    def follow(self, step: Step) -> None:
        if step.what == "type":
            self.printed = "".join(self.type(line) for line in step.text.splitlines())
        elif step.what == "printed":
            assert [line for line in step.text.splitlines() if line not in self.printed] == [], self.printed
            self.printed = ""
        else:
            file = self.folder / step.file
            before = file.read_text("utf-8") if file.exists() else ""
            file.write_text(self.changed(before, step), "utf-8")

    def changed(self, before: str, step: Step) -> str:
        if step.what == "make":
            assert before == "", f"{step.file} is there already"
            return step.text
        if step.what == "add":
            return before + step.text
        old, new = step.old.rstrip("\n"), step.text.rstrip("\n")
        assert before.count(old) == 1, f"this stands {before.count(old)} times in {step.file}:\n{old}"
        return before.replace(old, new)

    def type(self, line: str) -> str:
        command, *words = shlex.split(line)
        if command == "mv":
            (self.folder / words[0]).rename(self.folder / words[1])
            return ""
        assert command == ".venv/bin/homeward", f"the test cannot type {command}"
        result = CliRunner().invoke(main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == (
            1 if re.search(r"^[1-9]\d* errors?,", result.output, re.MULTILINE) else 0
        ), result.output
        return result.output

    def site(self) -> FlaskClient:
        built = build(self.folder / "content", self.folder / "catalog", datetime.date.today())
        assert built.generation is not None, built.problems
        return create_app(
            Settings(content=self.folder / "content", catalog=self.folder / "catalog")
        ).test_client()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk, here = Desk(tmp_path_factory.mktemp("desk")), Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOMEWARD_CONTENT", "content")
        patch.setenv("HOMEWARD_CATALOG", "catalog")
        os.chdir(desk.folder)
        desk.type(".venv/bin/homeward schema --write")
        git(desk.folder, "init", "--quiet")
        commit(desk.folder, "The registry")
        yield desk
        os.chdir(here)


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_followed_word_by_word_does_what_it_says(title: str, desk: Desk) -> None:
    for step in RECIPES[title]:
        desk.follow(step)
    assert not re.search(r"^[1-9]\d* errors?,", desk.printed, re.MULTILINE), desk.printed
    client = desk.site()
    for address, status, said in OUTCOMES[title]:
        answer = client.get(address)
        assert answer.status_code == status, address
        assert said in answer.get_data(as_text=True) + answer.headers.get("Location", ""), address


def test_what_is_published_is_all_that_the_recipes_changed_and_can_be_taken_back(desk: Desk) -> None:
    (desk.folder / "facts.yaml").unlink()  # “has done its work and can be deleted”
    (added,) = re.findall(r"^git (add .+)$", CONTRIBUTING, re.MULTILINE)
    git(desk.folder, *shlex.split(added))
    changed = git(desk.folder, "status", "--porcelain").split("\n")
    assert "content/schema/program.schema.json" in "".join(changed)
    assert [line for line in changed if line[1] != " "] == []
    git(desk.folder, "reset", "--quiet")
    sentence = (
        r"^To take practice back, delete `(.+?)` and the two new files in `(.+?)`, and type `git (.+?)`"
    )
    (topic, programs, restored) = re.findall(sentence, CONTRIBUTING, re.MULTILINE)[0]
    new = git(desk.folder, "ls-files", "--others", programs).split("\n")
    assert len(new) == 2
    for file in (topic, *new):
        (desk.folder / file).unlink()
    git(desk.folder, *shlex.split(restored))
    assert git(desk.folder, "status", "--porcelain") == ""


def test_every_recipe_that_editors_need_is_there() -> None:
    assert list(RECIPES) == list(OUTCOMES)
    assert "## Read a pull request's summary" in CONTRIBUTING


def test_every_command_and_option_it_names_exists() -> None:
    for words in (match.split() for match in re.findall(r"\.venv/bin/homeward ([a-z][^`\n]*)", CONTRIBUTING)):
        command = main.commands.get(words[0])
        assert command is not None, words[0]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known
