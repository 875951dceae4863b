"""The documents name what exists: every command, setting, route, rule, format and folder."""

import re

import pytest
from flask import Flask

from app.cli import main
from app.evidence.check.rulebook import RULEBOOK
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
WRITTEN = "\n".join([README, *DOCS.values()])
MOST_BYTES = 5_000


@pytest.mark.parametrize("command", sorted(main.commands))
def test_the_docs_name_every_command(command: str) -> None:
    assert f"`homeward {command}" in DOCS["commands.md"]


def test_the_docs_name_every_option_of_every_command() -> None:
    options = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if option not in WRITTEN} == set()


def test_the_docs_name_every_setting_and_no_other() -> None:
    source = (ROOT / "app" / "settings.py").read_text("utf-8") + "HOMEWARD_BROWSER HOMEWARD_CHROMIUM"
    used = set(re.findall(r"HOMEWARD_[A-Z_]+|\bPORT\b", source)) - {"HOMEWARD_WATCH"}
    assert {name for name in used if f"`{name}`" not in DOCS["settings.md"]} == set()
    assert set(re.findall(r"HOMEWARD_[A-Z_]+", WRITTEN)) <= used


def test_the_docs_name_every_address(app: Flask) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in ("static", "api.nothing")}
    assert {route for route in routes if f"`{route}`" not in DOCS["addresses.md"]} == set()


def test_the_readme_gives_the_two_commands_and_a_picture_that_exists() -> None:
    assert "./scripts/serve" in README
    assert "./scripts/test" in README
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_readme_is_short_and_leads_to_every_document() -> None:
    assert len(README.encode()) <= MOST_BYTES
    assert {name for name in DOCS if f"docs/{name}" not in README} == set()


def test_every_document_says_first_what_somebody_comes_for() -> None:
    for name, text in DOCS.items():
        title, blank, first = text.splitlines()[:3]
        assert title.startswith("# "), name
        assert blank == "", name
        assert len(first) > 40, name


def test_the_docs_name_every_rule() -> None:
    assert {rule for rule in RULEBOOK if f"| `{rule}` |" not in DOCS["commands.md"]} == set()


def test_every_file_that_the_documents_name_exists() -> None:
    named = set(re.findall(r"`((?:app|tests|scripts|content|deploy)/[A-Za-z_/.-]+)`", WRITTEN))
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_folder_has_a_row_in_the_architecture() -> None:
    folders = {path.relative_to(ROOT) for path in (ROOT / "app").rglob("__init__.py") for path in [path.parent]}
    assert {str(folder) for folder in folders if f"`{folder}/" not in WRITTEN and folder.name != "app"} == set()


def test_every_dependency_has_a_line_that_says_why() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text("utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    named = re.findall(r'^    "([A-Za-z][A-Za-z0-9_-]*)', project, re.MULTILINE)
    assert len(named) > 15
    assert {name for name in named if name.lower() not in decisions} == set()


def test_every_locked_file_is_pinned_by_hash() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text("utf-8")
        pins = re.findall(r"^[a-z0-9.-]+==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
