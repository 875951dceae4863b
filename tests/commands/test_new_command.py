"""`homeward new` as an editor types it: asked on a terminal, given by flags, read from a file."""

import datetime
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.evidence.entry.study import Finding, Study
from app.evidence.entry.value_checks import latest_day
from tests.commands.test_cli import HOMEWARD
from tests.small_content import copy_with

FACTS = ("--summary", "A coach visits.", "--population", "Families", "--source", "https://example.org/a")
New = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_with(("homebuilders", "keep", "safecare"), tmp_path / "content")


@pytest.fixture
def new(content: Path) -> New:
    return lambda *words: CliRunner().invoke(main, ["new", *words], env={"HOMEWARD_CONTENT": str(content)})


def test_it_writes_a_valid_entry_and_says_what_to_do_next(new: New, content: Path) -> None:
    result = new(
        "Kitchen Table Coaching",
        *FACTS,
        "--group",
        "reunified-families",
        "--topic",
        "post-permanency-services",
        "--alias",
        "KTC",
    )
    entry = content / "programs" / "kitchen-table-coaching.md"
    assert result.exit_code == 0, result.output
    assert f"Wrote {entry}." in result.output
    assert "./scripts/serve --watch" in result.output
    assert f"homeward check {entry}" in result.output
    checked = CliRunner().invoke(main, ["check", str(entry)], env={"HOMEWARD_CONTENT": str(content)})
    assert checked.output == "No problems.\n"
    assert not [path for path in entry.parent.iterdir() if path.name.startswith(".")]


def test_print_writes_to_the_terminal_alone(new: New, content: Path) -> None:
    before = sorted((content / "programs").iterdir())
    result = new("Kitchen Table Coaching", *FACTS, "--print")
    assert result.stdout.startswith("---\n")
    assert "\n## About\n" in result.stdout
    assert sorted((content / "programs").iterdir()) == before


def test_print_shows_the_lines_of_which_errors_speak(new: New) -> None:
    result = new(
        "Zz Yy",
        "--summary",
        "## About",
        "--population",
        "Families",
        "--source",
        "https://example.org/a",
        "--print",
    )
    assert result.exit_code == 1
    lines = result.stdout.split("\n")
    assert f"zz-yy.md:{lines.index('## About') + 1}:1: section-empty" in result.stderr


@pytest.mark.parametrize("words, exit_code, said", [
    (("Kitchen Table Coaching",), 2, "--summary, --population, --source"),
    ((), 2, "NAME"),
    (("KEEP", *FACTS), 1, "The address “keep” is taken"),
    (("KEEP", *FACTS, "--another"), 1, "another address with --slug"),
    (("Home Builders", *FACTS), 1, "“Home Builders” is close to “HOMEBUILDERS” (programs/homebuilders.md)"),
    (("家庭", *FACTS), 2, "give one with --slug"),
    (("Kitchen Table Coaching", *FACTS, "--slug", "Kitchen Table"), 2, "“Kitchen Table” is not an address"),
    (("Kitchen Table Coaching", *FACTS, "--group", "reunified-familys"), 1,
     "Did you mean reunified-families?"),
    (("Kitchen Table Coaching", *FACTS, "--source", "example.org"), 1, "“example.org” is not a web address"),
    (("Kitchen Table Coaching", *FACTS, "--summary", ""), 1, "summary: this is empty"),
    (("Kitchen Table Coaching", *FACTS, "--population", " "), 1,
     "target_population.description: this is empty"),
    (("--from", "nowhere.yaml"), 2, "there is no file nowhere.yaml"),
])  # fmt: skip
def test_what_is_missing_taken_or_wrong_is_refused_with_the_remedy(
    words: tuple[str, ...], exit_code: int, said: str, new: New, content: Path
) -> None:
    before = sorted((content / "programs").iterdir())
    result = new(*words)
    assert (result.exit_code, said in result.output) == (exit_code, True), result.output
    assert sorted((content / "programs").iterdir()) == before


def test_another_program_of_a_similar_name_is_written_when_one_says_so(new: New, content: Path) -> None:
    assert new("Home Builders", *FACTS, "--another").exit_code == 0
    assert (content / "programs" / "home-builders.md").is_file()


def test_facts_come_from_json_as_from_yaml_and_flags_win(new: New, content: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    given = {
        "name": "Kitchen Table Coaching",
        "slug": "table",
        "summary": "Café",
        "target_population": {"description": "x", "ages": {"min": 3}},
    }
    facts.write_text(json.dumps(given, indent="\t"), "utf-8")
    assert (
        new(
            "--from", str(facts), "--summary", "A coach visits.", "--source", "https://example.org/a"
        ).exit_code
        == 0
    )
    text = (content / "programs" / "table.md").read_text("utf-8")
    assert "\nsummary: A coach visits.\n" in text
    assert "\n  ages: {min: 3}\n" in text


def test_each_problem_of_a_facts_file_is_told_at_its_place(new: New, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "name: Kitchen Table Coaching\nessential_components: [visits]\nmanual: {available: true}\n", "utf-8"
    )
    result = new("--from", str(facts))
    assert result.exit_code == 1
    assert f"{facts}:2:1: unknown-key “essential_components” is not a key" in result.output
    assert "Did you mean components?" in result.output
    assert f"{facts}:3:21: unknown-choice" in result.output
    assert result.output.endswith("Nothing was written.\n")
    facts.write_text("name: [", "utf-8")
    assert "yaml-syntax" in new("--from", str(facts)).output


LOOSE = """
name: Kitchen Table Coaching
essential_components: [visits]
developer: {name: A county, source_url: https://example.org/county}
target_population: {groups: [families at home], child_age_min: 3, child_age_max: null}
topics: [{topic: post-permanency-services, child_welfare_relevance: high, cebc_rating: 3, seen_as: a list}]
manual: {exists: unknown}
training: {exists: "yes", source_url: https://example.org/training}
studies:
  - citation: {authors: "Doe, J., Roe, A. B., et al.", year: 2019, title: A trial, journal: A journal}
    design: rct
    n: 40
    comparison: usual services
    outcomes: [{domain: parenting}]
  - {design: rct, outcomes: []}
external_ratings:
  - {registry: CrimeSolutions (NIJ), rating: Effective - one study, date: 2016, source_url: https://example.org/rating}
  - {registry: Nobody, rating: good}
looked_up: 2026-11-21
"""


def test_loose_facts_become_a_draft_and_what_has_no_place_is_named_once(
    new: New, content: Path, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(LOOSE, "utf-8")
    assert new("--from", str(facts), "--summary", "A coach visits.").exit_code == 1
    result = new("--from", str(facts), "--loose", "--summary", "A coach visits.")
    assert result.exit_code == 0, result.output
    text = (content / "programs" / "kitchen-table-coaching.md").read_text("utf-8")
    for written in (
        "components:\n  - visits", "description: families at home", "ages: {min: 3}", "relevance: high",
        "container: A journal", '"et al."', "participants: {n: 40}", "registry: crimesolutions",
        "as_printed: Effective - one study", "developer: A county", "https://example.org/county",
    ):  # fmt: skip
        assert written.replace('"', "") in text.replace('"', "")
    left_out = result.output.split("Left out of the file of --from:\n")[1].splitlines()
    named = [line.split(": ", 1) for line in left_out]
    assert len({key for key, _ in named}) == len(named)
    places = {key.strip(): where for key, where in named}
    assert places["topics.cebc_rating"].startswith("belongs in `topics` › `ratings`")
    assert places["studies.outcomes"].startswith("belongs in `studies` › `findings`")
    assert "registries.yaml" in places["other_ratings.registry"]
    assert {"target_population.groups", "topics.seen_as", "looked_up", "studies"} <= places.keys()


@pytest.mark.parametrize("slug", ["true", "[a]"])
def test_a_slug_that_is_not_text_is_told_at_its_line(slug: str, new: New, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(f"goals: [Rest]\nslug: {slug}\n", "utf-8")
    result = new("Kitchen Table Coaching", *FACTS, "--from", str(facts))
    assert result.exit_code == 1
    assert f"{facts}:2:7: wrong-type “slug” should hold text" in result.output
    facts.write_text("goals: [Rest]\n", "utf-8")
    assert (
        f"{facts}:1:1: empty-value summary: this is empty"
        in new("Kitchen", *FACTS, "--summary", "", "--from", str(facts)).output
    )


def test_a_warning_is_shown_and_does_not_stop(new: New, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "topics: [{topic: post-permanency-services, ratings: [{level: 3, by: CEBC, source: https://example.org/r}]}]\n",
        "utf-8",
    )
    result = new("Kitchen Table Coaching", *FACTS, "--from", str(facts))
    assert result.exit_code == 0
    assert "rating-differs warning:" in result.output


def test_on_a_terminal_it_asks_and_asks_again(content: Path) -> None:
    answers = ["Safe Care", "y", "s" * 241, "A coach visits.", "Families",
               "reunified-familys", "reunified-families, kinship-caregivers", "",
               "example.org", "https://example.org/a"]  # fmt: skip
    keyboard, terminal = pty.openpty()
    os.write(keyboard, "".join(f"{answer}\n" for answer in answers).encode())
    command = [str(Path(sys.executable).with_name("homeward")), "new"]
    environment = {**os.environ, "HOMEWARD_CONTENT": str(content)}
    result = subprocess.run(
        command, stdin=terminal, env=environment, capture_output=True, text=True, timeout=60
    )
    os.close(keyboard)
    os.close(terminal)
    assert result.returncode == 0, result.stderr
    for said in (
        "is close to “SafeCare”",
        "241 characters; at most 240",
        "Did you mean reunified-families?",
        "is not a web address",
    ):
        assert said in result.stderr
    assert "  groups: [reunified-families, kinship-caregivers]\n" in (
        content / "programs" / "safe-care.md"
    ).read_text("utf-8")


def test_e13_the_entry_has_every_key_that_a_rating_asks_for(new: New) -> None:
    text = new("Kitchen Table Coaching", *FACTS, "--print").stdout
    keys = [*Study.model_fields, *Finding.model_fields, "manual", "training", "harm"]
    written = set(re.findall(r"^#? *(?:- )?([a-z_]+):", text, re.MULTILINE))
    assert set(keys) - {"note", "effect", "source", "usual_care_inferred"} <= written
    assert "papers of one trial share it" in " ".join(text.replace("#", " ").split())


@pytest.mark.parametrize("port, said", [(None, "http://127.0.0.1:8000"), ("8123", "http://127.0.0.1:8123")])
def test_e13_what_comes_next_is_said_for_here(port: str | None, said: str, content: Path) -> None:
    given = {"HOMEWARD_CONTENT": str(content), "PORT": port}
    output = CliRunner().invoke(main, ["new", "Kitchen Table Coaching", *FACTS], env=given).output
    assert f"{said}/programs/kitchen-table-coaching" in output
    assert f"HOMEWARD_CONTENT={content} " in output
    assert ("PORT=8123 " in output) == (port is not None)


def test_e13_outside_a_checkout_the_installed_command_is_said(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.commands.new.command.ROOT", tmp_path)
    output = (
        CliRunner()
        .invoke(main, ["new", "Kitchen Table Coaching", *FACTS], env={"HOMEWARD_CONTENT": str(content)})
        .output
    )
    assert " homeward serve --watch shows it" in output
    assert "scripts/serve" not in output


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Honolulu", "Etc/GMT+12"])
def test_e16_what_was_written_where_the_day_begins_first_has_no_date_in_the_future(
    zone: str, content: Path
) -> None:
    def homeward(zone: str, *words: str) -> subprocess.CompletedProcess[str]:
        given = {**os.environ, "HOMEWARD_CONTENT": str(content), "TZ": zone}
        return subprocess.run([HOMEWARD, *words], env=given, capture_output=True, text=True)

    written = homeward("Pacific/Kiritimati", "new", "Kitchen Table Coaching", *FACTS)
    assert written.returncode == 0, written.stderr
    assert "date-in-future" not in homeward(zone, "check").stdout


def test_e16_the_rule_is_the_day_of_the_latest_zone() -> None:
    now = datetime.datetime(2026, 11, 29, 10, 0, tzinfo=datetime.UTC)
    assert latest_day(now) == datetime.date(2026, 11, 30)
    assert latest_day(now - datetime.timedelta(minutes=1)) == datetime.date(2026, 11, 29)
