"""What GitHub and pre-commit read: forms for issues, the text of a pull request, hooks."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.cli import main
from tests.conftest import CONTENT, ROOT

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yaml"))
KINDS = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}
"""Kind of a form's field -> the attributes that it must have."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_there_is_a_form_for_each_thing_that_readers_tell_us() -> None:
    assert [path.stem for path in FORMS] == [
        "link-dead",
        "new-program",
        "rating-changed",
        "something-is-wrong",
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_shows(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "labels", "body"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(re.fullmatch(r"[a-z-]+", field["id"]) for field in fields)
    for field in form["body"]:
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert (
            KINDS[field["type"]]
            <= set(field["attributes"])
            <= KINDS[field["type"]] | {"description", "placeholder"}
        )
        options = [str(option) for option in field["attributes"].get("options", [])]
        assert len(options) == len(set(options))


def test_a_form_asks_for_what_the_entry_needs() -> None:
    def required(name: str) -> set[str]:
        return {
            field["id"]
            for field in read(ROOT / ".github/ISSUE_TEMPLATE" / f"{name}.yaml")["body"]
            if field.get("validations", {}).get("required")
        }

    assert {"name", "source", "who"} <= required("new-program")
    assert {"publisher", "topic", "rating", "date", "source", "seen"} <= required("rating-changed")


def test_the_text_of_a_pull_request_names_the_check() -> None:
    assert "homeward check" in (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")


@pytest.mark.parametrize(
    "hook",
    [*read(ROOT / ".pre-commit-hooks.yaml"), *read(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]],
    ids=lambda hook: hook["id"],
)
def test_a_hook_runs_a_command_that_exists_on_the_files_that_it_can_check(hook: dict[str, Any]) -> None:
    words = shlex.split(hook["entry"].split("homeward ", 1)[1])
    command, options = words[0], set(words[1:])
    known = {name for parameter in main.commands[command].params for name in parameter.opts}
    assert options <= known
    files = [str(path.relative_to(ROOT)) for path in CONTENT.rglob("*") if path.suffix in (".md", ".yaml")]
    taken = [file for file in files if re.search(hook["files"], file)]
    assert "content/programs/keep.md" in taken
    assert not re.search(hook["files"], "README.md")


def test_the_hooks_have_the_names_that_the_documentation_gives() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [hook["id"] for hook in read(ROOT / ".pre-commit-hooks.yaml")] == [
        "homeward-check",
        "homeward-fix",
    ]
    assert "- id: homeward-check" in contributing
    assert "- id: homeward-fix" in contributing
