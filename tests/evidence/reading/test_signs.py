"""Signs that nobody sees are told by name and place, in every field, text and kind of file."""

from pathlib import Path

import pytest

from app.evidence.content import read_content
from app.evidence.reading.signs import find_signs
from tests.conftest import TODAY
from tests.evidence.rules.test_rules import GOOD, problems_of
from tests.small_content import copy_with

FIELDS = (
    "name: Kitchen Table Coaching", "developer: A county agency", "summary: A coach", "  - Weekly visits",
    "title: A trial", "unit: families", "Families whose child", "A coach sits down", "level: 3, by: CEBC",
)  # fmt: skip
SIGNS = {
    "\x0b": ("control-character", "error", "U+000B LINE TABULATION"),
    "\x1b": ("control-character", "error", "U+001B ESCAPE"),
    "\x9f": ("control-character", "error", "U+009F CONTROL CHARACTER"),
    "\ufffe": ("control-character", "error", "U+FFFE NO CHARACTER"),
    "\u2029": ("control-character", "error", "U+2029 PARAGRAPH SEPARATOR"),
    "\u202e": ("hidden-direction", "error", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "\u2066": ("hidden-direction", "error", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    "\u200b": ("invisible-character", "warning", "U+200B ZERO WIDTH SPACE"),
    "\xad": ("invisible-character", "warning", "U+00AD SOFT HYPHEN"),
    "\ufeff": ("invisible-character", "warning", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    "\uf0b7": ("invisible-character", "warning", "U+F0B7 PRIVATE USE"),
    "\U000e0041": ("invisible-character", "warning", "U+E0041 TAG LATIN CAPITAL LETTER A"),
}
RULES = {rule for rule, _, _ in SIGNS.values()}


@pytest.mark.parametrize("field", FIELDS)
def test_e3_r4_each_sign_is_told_by_name_where_it_stands_in_every_field(field: str, tmp_path: Path) -> None:
    text = GOOD.replace(field, f"{field[:-1]}{'x'.join(SIGNS)}{field[-1]}", 1)
    found = [each for each in problems_of(text, tmp_path) if each.rule in RULES]
    start = text.index(next(iter(SIGNS)))
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    assert [(each.rule, each.severity) for each in found] == [(rule, how) for rule, how, _ in SIGNS.values()]
    assert [(each.line, each.column) for each in found] == [(line, column + 2 * n) for n in range(len(SIGNS))]
    assert all(name in each.message for each, (_, _, name) in zip(found, SIGNS.values(), strict=True))


@pytest.mark.parametrize("old, new, rule, name", [
    ("name: Kitchen", 'name: "Family\\x01Care"\naliases: [Kitchen', "control-character", "U+0001"),
    ("by: CEBC, as_of: 2024-05", 'by: "CE\\0BC", as_of: 2024-05', "control-character", "U+0000 NULL"),
    ("unit: families", 'unit: "fami\\uFFFElies"', "control-character", "U+FFFE"),
    ("unit: families", 'unit: "fami\\Llies"', "control-character", "U+2028 LINE SEPARATOR"),
    ("unit: families", 'unit: "fami\\u202Elies"', "hidden-direction", "RIGHT-TO-LEFT OVERRIDE"),
    ("status: active", 'status: retired\nretired: {date: 2026-01-01, reason: "clo\\x0bsed"}',
     "control-character", "U+000B"),
    ("A coach sits", "A&#x202e; coach sits", "hidden-direction", "U+202E"),
    ("A coach sits", "A&#11; coach sits", "control-character", "U+000B"),
    ("A coach sits", "A&ZeroWidthSpace; coach sits", "invisible-character", "U+200B"),
])  # fmt: skip
def test_e3_a_sign_written_by_its_number_is_the_sign(
    old: str, new: str, rule: str, name: str, tmp_path: Path
) -> None:
    text = GOOD.replace(old, new, 1).replace(
        "aliases: [Kitchen Table Coaching\naliases: [KTC]", "aliases: [KTC]"
    )
    found = [each for each in problems_of(text, tmp_path) if each.rule == rule]
    assert [name in each.message for each in found] == [True]
    assert "\\" in found[0].source_line or "&" in found[0].source_line


@pytest.mark.parametrize("file, old", [
    ("site.yaml", "title: "), ("topics/post-permanency-services.md", "name: "), ("ratings/3.md", "label: "),
    ("vocabulary/populations.yaml", "label: "), ("vocabulary/glossary.yaml", "definition: "),
])  # fmt: skip
def test_e3_every_kind_of_file_is_looked_at(file: str, old: str, tmp_path: Path) -> None:
    content = copy_with(("keep",), tmp_path / "content")
    path = content / file
    path.write_text(path.read_text("utf-8").replace(old, f"{old}a\u202eb", 1), "utf-8")
    _, problems = read_content(content, TODAY)
    found = [(each.path, each.rule) for each in problems if each.rule != "page-unknown"]  # no guides here
    assert found == [(path, "hidden-direction")]


@pytest.mark.parametrize("text", [
    "👩\u200d👧 and 1\ufe0f\u20e3 and ❤\ufe0f", "می\u200cخواهم", "שלום\u200f! (1)", "क्\u200dष", "Montréal «\xa0a\xa0»",
    "tab\tand\nline",
])  # fmt: skip
def test_r4_what_a_script_or_a_picture_needs_is_left_alone(text: str) -> None:
    assert list(find_signs(text)) == []


@pytest.mark.parametrize("text", ["a\u200db", "in\u200cto", "a\u200fb", "a\ufe0fb"])
def test_r4_the_same_signs_among_latin_letters_are_told(text: str) -> None:
    assert [each.rule for each in find_signs(text)] == ["invisible-character"]


@pytest.mark.parametrize("field", ["name", "developer", "    title", "unit"])
@pytest.mark.parametrize("written", ['"Kitchen\\nTable"', '"Kitchen\\tTable"'])
def test_r4_names_and_titles_stand_on_one_line(field: str, written: str, tmp_path: Path) -> None:
    old = {"name": "name: Kitchen Table Coaching", "developer": "developer: A county agency"}
    key = field.strip()
    value = old.get(key) or {"title": "title: A trial", "unit": "unit: families"}[key]
    (problem,) = problems_of(GOOD.replace(value, f"{key}: {written}", 1), tmp_path)
    assert problem.rule == "line-break"
    assert "Kitchen Table" in problem.hint
