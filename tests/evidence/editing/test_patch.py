"""An edit changes the lines of what was edited, and no others."""

import difflib
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.evidence.editing.equality import are_alike, is_recorded
from app.evidence.editing.parts import CannotEdit, parse_sections, parse_values
from app.evidence.editing.patch import edit
from tests.conftest import CONTENT

ENTRIES = sorted((CONTENT / "programs").glob("*.md"))
COMMENTED = Path(__file__).with_name("commented_entry.md").read_text("utf-8")
Change = Callable[[dict[str, Any]], Any]


def raw(path: Path) -> str:
    return path.read_bytes().decode()


def changed(text: str, change: Change, **sections: str) -> str:
    values = parse_values(text)
    change(values)
    return edit(text, values, {**parse_sections(text), **sections})


def difference(before: str, after: str) -> list[str]:
    """The lines that went (-) and came (+), in the order of the file."""
    old, new = before.split("\n"), after.split("\n")
    found = [
        span
        for span in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if span[0] != "equal"
    ]
    return [
        line
        for _, a, b, c, d in found
        for line in (*(f"-{gone}" for gone in old[a:b]), *(f"+{came}" for came in new[c:d]))
    ]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every scalar."""
    if not isinstance(value, dict | list):
        yield at
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places(inner, (*at, key))


def put(values: Any, at: tuple[Any, ...], new: Any) -> None:
    for key in at[:-1]:
        values = values[key]
    values[at[-1]] = new


def holds_another(before: Any, after: Any) -> bool:
    """Whether some item of a list has nothing left of what it said, or says what another one said: comments go with their item."""
    if isinstance(before, dict):
        return any(holds_another(before[key], after[key]) for key in before)
    if not isinstance(before, list):
        return False
    if any(old != new and new in before for old, new in zip(before, after, strict=True)):
        return True
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if isinstance(old, dict)]
    return any(
        not any(is_recorded(old[key]) and are_alike(old[key], new[key]) for key in old)
        or holds_another(old, new)
        for old, new in pairs
    )


def lines_of_one_place(before: str, after: str) -> bool:
    """Whether all that changed is one run of lines: it begins at one key or item, and the rest of it is indented below that."""
    old, new = before.split("\n"), after.split("\n")
    start = next(number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    same_at_end = next(
        number
        for number, pair in enumerate(zip(reversed(old), reversed(new), strict=False))
        if pair[0] != pair[1]
    )
    gone = old[start : len(old) - same_at_end]
    first = (
        start if gone and re.match(r" *(- )*[\w-]+:|  *- ", gone[0]) else start - 1
    )  # of folded text, its first line may stay
    return all(
        indent(line) > indent(old[first]) for line in old[first + 1 : len(old) - same_at_end] if line.strip()
    )


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


@pytest.mark.parametrize(
    "entries", [ENTRIES[start::4] for start in range(4)], ids=lambda entries: entries[0].stem
)
def test_a_shipped_entry_with_nothing_edited_keeps_every_byte(entries: list[Path]) -> None:
    for path in entries:
        text = raw(path)
        assert edit(text, parse_values(text), parse_sections(text)) == text


@pytest.mark.parametrize(
    "entries", [ENTRIES[start::4] for start in range(4)], ids=lambda entries: entries[0].stem
)
def test_one_edited_value_of_a_shipped_entry_changes_its_lines_alone(entries: list[Path]) -> None:
    for path in entries:
        text, chance = raw(path), random.Random(path.name)
        sections, places_of_it = parse_sections(text), sorted(places(parse_values(text)), key=str)
        for at in chance.sample(places_of_it, 2):
            values = parse_values(text)
            put(values, at, "Something else: said")
            after = edit(text, values, sections)  # which reads it again, as the site will
            assert lines_of_one_place(text, after), (path.name, at)


def test_a_section_of_a_shipped_entry_changes_alone() -> None:
    for path in ENTRIES[::6]:
        text = raw(path)
        after = edit(text, parse_values(text), {**parse_sections(text), "About": "New.\n\nWords."})
        assert parse_sections(after) == {**parse_sections(text), "About": "New.\n\nWords."}
        assert after.startswith(text[: text.index("## About")])
        assert after.endswith(text[text.index("\n## ", text.index("## About") + 1) :])


CASES: list[tuple[str, Change, list[str]]] = [
    ("a scalar keeps the comment on its line", lambda values: values.update(name="Porch Coaching"),
     ["-name: Kitchen Table Coaching # told by phone", "+name: Porch Coaching # told by phone"]),
    ("a scalar keeps its quotes", lambda values: values.update(status="retired"), ['-status: "active"', '+status: "retired"']),
    ("folded text keeps the comment of its first line", lambda values: values.update(summary="Short."),
     ["-summary: >- # one sentence", "-  A coach visits families", "-  every week.", "+summary: Short. # one sentence"]),
    ("text on two lines", lambda values: values.update(developer="x"), ["-developer:", "-  a plain text", "-  on two lines # both", "+developer: x # both"]),
    ("null gets a value", lambda values: values.update(website="https://x.org"), ["-website: null", "+website: https://x.org"]),
    ("an item of a list", lambda values: put(values, ("goals", 1), "Less joy"), ["-    - >-", "-      More", "-      joy", "+    - Less joy"]),
    ("an item below its dash", lambda values: put(values, ("goals", 3), "x"), ["-    -", "-      On a line of its own", "+    - x"]),
    ("an item of a list without indentation", lambda values: put(values, ("permanency", 1), "kinship"),
     ["-- adoption   # second", "+- kinship   # second"]),
    ("one more item", lambda values: values["goals"].insert(1, "Rest"), ["+    - Rest"]),
    ("one more word in brackets", lambda values: values["target_population"]["groups"].append("new"),
     ["-  groups: [ reunified-families, kinship-families ] # in brackets", "+  groups: [ reunified-families, kinship-families, new ] # in brackets"]),
    ("a value in brackets keeps its neighbors' spaces", lambda values: put(values, ("target_population", "ages", "max"), 13),
     ["-  ages: { min: 2 , max: 12 }", "+  ages: { min: 2 , max: 13 }"]),
    ("a new key goes where the format has it", lambda values: values.update(harm={"basis": "unknown", "case": "unknown"}),
     ["+harm: {case: unknown, basis: unknown}"]),
    ("a key that goes takes the comment directly above it", lambda values: values.pop("name"),
     ["-# the name on the developer's page", "-name: Kitchen Table Coaching # told by phone"]),
    ("the first key of an item goes", lambda values: values["studies"][0].pop("id"),
     ["-  - id: rivera-2020   # the first study", "-    # whose sample", "+  - # whose sample"]),
    ("a finding more", lambda values: values["studies"][0]["findings"].insert(1, {"direction": "mixed", "outcome": "education"}),
     ["+      - outcome: education", "+        direction: mixed"]),
    ("a finding less; what stands between findings stays", lambda values: values["studies"][0]["findings"].pop(2),
     ["-      - outcome: adoption", "-        direction: favorable", "-        note: |-", "-          one", "-          two"]),
    ("a comment in a bracket that is written anew moves above it", lambda values: values["delivery"]["formats"].pop(0),
     ['-delivery: {weeks: {min: 20, max: 26}, formats: [family, "group work",', "-  'it''s'  # inside the brackets", "-  ]}",
      "+# inside the brackets", "+delivery: {weeks: {min: 20, max: 26}, formats: [\"group work\", 'it''s']}"]),
    ("a list becomes empty", lambda values: values.update(permanency=[]), ["-permanency:", "-- reunification", "-# between two words", "-- adoption   # second"]),
    ("a study gets another id", lambda values: put(values, ("studies", 2, "id"), "west-2024"), ["-    id: west-2023", "+    id: west-2024"]),
    ("topics are said to be empty", lambda values: values.update(topics=[{"topic": "a", "ratings": []}]),
     ["-topics: []", "+topics:", "+  - topic: a", "+    ratings: []"]),
]  # fmt: skip


@pytest.mark.parametrize("change, expected", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_edit_of_an_entry_full_of_comments(change: Change, expected: list[str]) -> None:
    assert difference(COMMENTED, changed(COMMENTED, change)) == expected


def test_studies_change_places_with_their_comments() -> None:
    after = changed(COMMENTED, lambda values: values["studies"].append(values["studies"].pop(0)))
    assert sorted(after.split("\n")) == sorted(COMMENTED.split("\n"))
    assert (
        after.index("# about the second study")
        < after.index("# a third one")
        < after.index("# the first study")
        < after.index("# after all")
    )


@pytest.mark.parametrize("empty", [None, "", " ", [], {}, {"min": None, "max": ""}], ids=repr)
def test_what_is_not_recorded_stays_as_it_is_written(empty: Any) -> None:
    assert (
        changed(COMMENTED, lambda values: values.update(website=empty, former_slugs=empty, contact=empty))
        == COMMENTED
    )


def test_numbers_of_a_form_are_alike_to_the_text_of_the_file() -> None:
    assert (
        changed(COMMENTED, lambda values: values["target_population"].update(ages={"min": 2, "max": 12.0}))
        == COMMENTED
    )
    assert changed(COMMENTED, lambda values: put(values, ("status",), " active\r\n")) == COMMENTED


@pytest.mark.parametrize("start, newline", [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
def test_the_marks_of_other_systems_stay(start: str, newline: str) -> None:
    text = start + COMMENTED.replace("\n", newline)
    after = changed(
        text, lambda values: values.update(name="Porch", harm={"case": "unknown"}), About="One\ntwo"
    )
    assert after == start + changed(
        COMMENTED, lambda values: values.update(name="Porch", harm={"case": "unknown"}), About="One\ntwo"
    ).replace("\n", newline)


@pytest.mark.parametrize("sections, expected", [
    ({"Delivery": "At school.\r\n\r\nLate.\r\n"}, ["-At home.", "+At school.", "-### With an interpreter", "-", "-Too.", "+Late."]),
    ({"Training and materials": "One day."}, ["+## Training and materials", "+", "+One day.", "+"]),
    ({"Notes on the evidence": "None."}, ["+None."]),
    ({"About": "A coach sits down with the family."}, ["-", "-```", "-## not a heading", "-```"]),
], ids=str)  # fmt: skip
def test_sections_are_changed_filled_and_added_in_their_order(
    sections: dict[str, str], expected: list[str]
) -> None:
    after = changed(COMMENTED, lambda values: None, **sections)
    assert sorted(difference(COMMENTED, after)) == sorted(expected)
    assert list(parse_sections(after))[:2] == ["About", "Delivery"]


def test_a_section_that_goes_leaves_the_others() -> None:
    after = changed(COMMENTED, lambda values: None, Delivery="")
    assert list(parse_sections(after)) == ["About", "Notes on the evidence"]
    assert "Above the sections." in after


@pytest.mark.parametrize("text, values, sections, line, said", [
    ("name: A\n", {}, {}, 1, "does not start with front matter"),
    ("---\nname: A\n", {}, {}, 1, "never closed"),
    ("---\nname: A: B\n---\n", {}, {}, 2, "cannot be read"),
    ("---\nname: A\nname: B\n---\n", {"name": "C"}, {}, 3, "a second time"),
    ("---\nname: &a A\n---\n", {"name": "C"}, {}, 2, "Anchors (&)"),
    ("---\n? name\n: A\n---\n", {"name": "C"}, {}, 2, "marked with ?"),
    ("---\nname: A\n---\n## About\nx\n## About\ny\n", {"name": "A"}, {"About": "z"}, 6, "a second time"),
    ("---\nname: A\n---\n## About\nx\n", {"name": "A"}, {"About": "x\n## Delivery\ny"}, 1, "Use ###"),
    ("---\nname: A\n---\n", {"name": "\ud800"}, {}, 1, "not a character"),
])  # fmt: skip
def test_what_cannot_be_edited_is_refused_with_its_line(
    text: str, values: dict[str, Any], sections: dict[str, str], line: int, said: str
) -> None:
    with pytest.raises(CannotEdit, match=re.escape(said)) as refused:
        edit(text, values, sections)
    assert refused.value.line == line


def test_a_heading_that_stands_twice_is_read_as_both_and_does_not_stop_other_edits() -> None:
    text = "---\nname: A\n---\n## About\nx\n## Delivery\nd\n## About\ny\n"
    assert parse_sections(text) == {"About": "x\n\ny", "Delivery": "d"}
    assert edit(text, {"name": "B"}, {"About": "x\n\ny", "Delivery": "e"}) == text.replace(
        "name: A", "name: B"
    ).replace("\nd\n", "\ne\n")


TEXTS = [
    "x",
    "null",
    "true",
    "a: b",
    "a #b",
    "- x",
    "it's",
    "one\ntwo",
    "long words " * 15,
    "0.50",
    "https://a.org/?b=[1]#c",
    "x\u2028y",
    True,
    7,
    0.5,
]
COMMENTS = re.findall(r"(?m)(?:^|\s)(# .*)$", COMMENTED)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_edit_is_read_back_and_other_values_cost_no_comment(data: st.DataObject) -> None:
    values = parse_values(COMMENTED)
    for at in data.draw(
        st.lists(st.sampled_from(sorted(places(values), key=str)), min_size=1, max_size=4, unique=True)
    ):
        put(values, at, data.draw(st.sampled_from(TEXTS)))
    assume(not holds_another(parse_values(COMMENTED), values))
    values["studies"] = [values["studies"][number] for number in data.draw(st.permutations(range(3)))]
    after = edit(COMMENTED, values, parse_sections(COMMENTED))
    assert are_alike(parse_values(after), values)
    assert edit(after, parse_values(after), parse_sections(after)) == after
    assert all(comment in after for comment in COMMENTS)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_keys_and_items_that_go_leave_the_others_as_they_were(data: st.DataObject) -> None:
    values = parse_values(COMMENTED)
    at = data.draw(st.sampled_from(sorted(places(values), key=str)))
    holder = values
    for key in at[:-1]:
        holder = holder[key]
    del holder[at[-1]]
    after = edit(COMMENTED, values, parse_sections(COMMENTED))
    assert are_alike(parse_values(after), values)
    assert len([line for line in difference(COMMENTED, after) if line.startswith("+")]) <= 2
