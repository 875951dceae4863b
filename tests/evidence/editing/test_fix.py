"""What `--fix` puts right, and what it leaves to a person."""

import re
from pathlib import Path

import pytest

from app.evidence.editing.fix import FixedText, fix
from app.evidence.editing.parts import CannotEdit, parse_values
from app.evidence.editing.text_fixes import quote_texts
from app.evidence.entry.pages import Topic
from app.evidence.entry.registry import build_context
from app.evidence.entry.value_checks import Context
from tests.conftest import CONTENT, TODAY
from tests.evidence.reading.test_any_entry import damaged
from tests.shipped import read_beside_shipped, read_shipped

GOOD = (Path(__file__).parent.parent / "good_entry.md").read_text("utf-8")
KNOWN = Context(
    TODAY, {"permanency": dict.fromkeys(("reunification", "kinship")), "registries": {"title-iv-e": None}}
)


def fix_after(old: str, new: str) -> FixedText:
    assert old in GOOD
    return fix(GOOD.replace(old, new), known=KNOWN)


def test_a_good_entry_has_nothing_to_fix() -> None:
    assert fix(GOOD, known=KNOWN) == FixedText(GOOD)


FIXES = [
    ("status: active", "status: Active", "status: active"),
    ("relevance: high", "relevance: HIGH", "relevance: high"),
    ("level: nr", "level: NR", "level: nr"),
    ("direction: no-difference", "direction: No difference", "direction: no-difference"),
    ("{case: unknown, basis", "{case: None known, basis", "{case: none_known, basis"),
    ("[reunification]", "[Reunification, kinship]", "[reunification, kinship]"),
    ("registry: title-iv-e", "registry: Title IV-E", "registry: title-iv-e"),
    ("peer_reviewed: true", "peer_reviewed: Yes", "peer_reviewed: true"),
    ("controlled: true", 'controlled: "false"', "controlled: false"),
    ("added: 2026-11-01", "added: 1 November 2026", "added: 2026-11-01"),
    ("added: 2026-11-01", "added: 2026-11-1", "added: 2026-11-01"),
    ("added: 2026-11-01", "added: 2026/1/5", "added: 2026-01-05"),
    ("reviewed: 2026-11-20", 'reviewed: "Nov. 20th, 2026"', "reviewed: 2026-11-20"),
    ("as_of: 2024-05", "as_of: May 2024", "as_of: 2024-05"),
    ("as_of: 2024-05", "as_of: 2024-5", "as_of: 2024-05"),
    ("10.1234/abc.5", "https://doi.org/10.1234/abc.5", "10.1234/abc.5"),
    ("10.1234/abc.5", "'DOI: 10.1234/abc.5'", "10.1234/abc.5"),
    (
        "10.1234/abc.5",
        "https://doi.org/10.1234/(SICI)1:1%3C1::AID-E9%3E3.0.CO;2-%23",
        "10.1234/(SICI)1:1<1::AID-E9>3.0.CO;2-#",
    ),
    ("pmid: 123456", "pmid: https://pubmed.ncbi.nlm.nih.gov/123456/", "pmid: 123456"),
    ("developer: A county agency", "developer: County: the agency", 'developer: "County: the agency"'),
    ("developer: A county agency", "developer: @county", 'developer: "@county"'),
    ("developer: A county agency", 'developer: "County" agency', "developer: '\"County\" agency'"),
    ("developer: A county agency", "developer: County #1 agency", 'developer: "County #1 agency"'),
    ("  - Weekly visits", "  - Visits: weekly # really", '  - "Visits: weekly" # really'),
    ("status: active", "status: active  ", "status: active"),
    ("## Delivery\n", "## Delivery \t\n", "## Delivery\n"),
]


@pytest.mark.parametrize("old, wrong, right", FIXES, ids=[case[1].strip() for case in FIXES])
def test_what_has_one_meaning_is_put_right_in_its_line(old: str, wrong: str, right: str) -> None:
    result = fix_after(old, wrong)
    assert result.text == GOOD.replace(old, right)
    assert len(result.changes) == 1
    line = result.text.split("\n")[result.changes[0].line - 1]
    assert right.split("\n")[0].strip() in line
    assert fix(result.text, known=KNOWN).changes == ()


@pytest.mark.parametrize("old, doubtful", [
    ("added: 2026-11-01", "added: 1/2/2026"), ("added: 2026-11-01", "added: 2026-2-30"), ("added: 2026-11-01", "added: May 2026"),
    ("as_of: 2024-05", "as_of: spring 2024"), ("relevance: high", "relevance: hihg"), ("peer_reviewed: true", "peer_reviewed: unknown"),
    ("available: yes", "available: true"), ("pmid: 123456", "pmid: PMC123456"), ("10.1234/abc.5", "https://example.org/10.1234/abc.5"),
    ("id: rivera-2020", "id: Rivera 2020"), ("developer: A county agency", "developer: County #later"), ("developer: A county agency", 'developer: "County'),
    ("10.1234/abc.5", "https://doi.org/10.1234/abc.5."), ("10.1234/abc.5", "https://doi.org/10.1234/abc.5/full"), ("10.1234/abc.5", "https://doi.org/10.1234/abc.5#Sec1"),
    ("n: 120", "n: 1,200"), ("[reunification]", "[reunifcation]"), ("At home.", "At home.  \nAnd outside."), ("A coach sits", "    code  \n\nA coach sits"),
    ("developer: A county agency", "developer: |\n  County  \n  agency"),
])  # fmt: skip
def test_what_is_doubtful_is_left_to_a_person(old: str, doubtful: str) -> None:
    assert fix_after(old, doubtful) == FixedText(GOOD.replace(old, doubtful))


def test_keys_come_in_order_and_comments_go_with_them() -> None:
    text = "---\n# the file\n\n# mine\nstatus: active\nodd: x\nname: A # told\nstudies:\n  - design: rct\n    # the id\n    id: a\nages: {max: 2, min: 1}\n---\n"
    result = fix(text)
    assert (
        result.text
        == "---\n# the file\n\nname: A # told\n# mine\nstatus: active\nodd: x\nstudies:\n  - # the id\n    id: a\n    design: rct\nages: {max: 2, min: 1}\n---\n"
    )
    assert [(change.line, change.said) for change in result.changes] == [
        (6, "“status” stands behind “name” now, as in the entry format."),
        (7, "“odd” stands behind “status” now, as in the entry format."),
        (11, "“design” stands behind “id” now, as in the entry format."),
    ]


def test_keys_in_brackets_come_in_order() -> None:
    assert fix_after("{min: 2, max: 12}", "{max: 12 , min: 2}").text == GOOD.replace(
        "{min: 2, max: 12}", "{min: 2 , max: 12}"
    )


def test_the_marks_of_other_systems_go() -> None:
    result = fix("\ufeff" + GOOD.rstrip("\n").replace("\n", "\r\n"), known=KNOWN)
    assert result.text == GOOD
    assert [change.line for change in result.changes] == [1, 1, GOOD.count("\n")]


def test_many_lines_with_spaces_are_one_sentence() -> None:
    result = fix(GOOD.replace("\n  - ", " \n  - "))
    assert result.text == GOOD
    assert [change.said for change in result.changes] == [
        "The spaces at the end of 5 lines are deleted, here first."
    ]


def test_an_entry_that_cannot_be_read_loses_only_the_marks_of_other_systems() -> None:
    assert fix("\ufeff---\nname: [A\nstatus: Active\n---\n").text == "---\nname: [A\nstatus: Active\n---\n"
    assert fix("no front matter\r\n").text == "no front matter\n"
    assert fix("a: Yes \r\n", model=None).text == "a: Yes \n"


def test_a_topic_is_fixed_by_its_own_format() -> None:
    assert (
        fix("---\nadded: 2009\nstatus: Active\nname: A\ndefinition: B\n---\n", Topic).text
        == "---\nname: A\ndefinition: B\nadded: 2009\nstatus: active\n---\n"
    )


def test_shipped_content_says_the_same_after_fixing_and_fixing_again_does_nothing() -> None:
    for path in sorted((CONTENT / "programs").glob("*.md"))[::3]:
        text = path.read_text("utf-8")
        result = fix(text)
        assert parse_values(result.text) == parse_values(text)
        assert _lines(result.text) == _lines(text)
        assert fix(result.text) == FixedText(result.text), path.name


def _lines(text: str) -> list[list[str]]:
    """The lines in whatever order, and so the fields of a mapping that stands on one of them."""
    return sorted(sorted(re.split(r"[{}]|, ", line)) for line in text.split("\n"))


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in (0, 50)], ids=str)
def test_whatever_is_wrong_a_second_fixing_does_nothing(seeds: range) -> None:
    for seed in seeds:
        text = damaged(seed)
        result = fix(text, known=KNOWN)
        assert bool(result.changes) == (result.text != text)
        assert fix(result.text, known=KNOWN) == FixedText(result.text), seed
        assert all(1 <= change.line <= len(result.text.split("\n")) for change in result.changes)


def test_fixing_takes_no_error_and_brings_none(tmp_path: Path) -> None:
    entry = tmp_path / "entry.md"
    entry.write_text(
        GOOD.replace("status: active", "status: Active").replace("as_of: 2024-05", "as_of: May 2024"), "utf-8"
    )
    before = read_beside_shipped(entry)[1]
    entry.write_text(fix(entry.read_text("utf-8")).text, "utf-8")
    after = read_beside_shipped(entry)[1]
    assert [problem.rule for problem in before if problem.path == entry] == ["unknown-choice", "date-syntax"]
    assert [problem for problem in after if problem.path == entry] == []


def test_a_text_that_is_read_after_fixing_holds_no_new_keys() -> None:
    for seed in range(60):
        try:
            before = parse_values(damaged(seed))
        except CannotEdit:
            continue
        assert set(parse_values(fix(damaged(seed), known=KNOWN).text)) == set(before)


def test_every_sentence_ends() -> None:
    wrong = (
        GOOD.replace("status: active", "status: Active ")
        .replace("relevance", "sample")
        .replace("added: 2026-11-01", "added: 2026-11-1")
    )
    assert all(re.fullmatch(r"[A-ZÀ-Ž“].*\.", change.said) for change in fix("\ufeff" + wrong).changes)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_separator_pasted_from_elsewhere_is_not_put_in_quotes(separator: str) -> None:
    yaml = f"name: A{separator}B\n"
    assert quote_texts(yaml) == (yaml, [])


@pytest.mark.parametrize("registry, written, fixed", [
    ("title-iv-e", "well supported", "well-supported"), ("title-iv-e", "DNMC", "does-not-currently-meet-criteria"),
    ("title-iv-e", "PROMISING", "promising"), ("cebc", "2 - Supported by Research Evidence", "2"),
    ("title-iv-e", "Promising", "Promising"), ("title-iv-e", "promissing", "promissing"),
    ("crimesolutions", "Promising - one study", "Promising - one study"), ("nrepp", "2.8-3.1", "2.8-3.1"),
])  # fmt: skip
def test_a_rating_of_another_registry_becomes_its_id_where_it_has_one_meaning(
    registry: str, written: str, fixed: str
) -> None:
    """Its id and label stay as they are; what would only be a guess is left to a person."""
    known = build_context(read_shipped()[0], TODAY)
    was = GOOD.replace("title-iv-e, rating: Promising", f"{registry}, rating: {written}")
    assert fix(was, known=known).text == GOOD.replace("title-iv-e, rating: Promising", f"{registry}, rating: {fixed}")
