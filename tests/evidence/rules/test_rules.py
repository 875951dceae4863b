"""The rules beyond their examples (test_rule_examples.py): nearest words, explanations, missing values."""

import re
from pathlib import Path

import pytest

from app.evidence.check.problem import Problem
from app.evidence.check.rulebook import RULEBOOK, RULES
from tests.shipped import read_beside_shipped, read_shipped

GOOD = (Path(__file__).parent.parent / "good_entry.md").read_text("utf-8")


def problems_of(text: str, folder: Path, name: str = "kitchen-table-coaching.md") -> list[Problem]:
    """The problems of one entry, checked beside the shipped content."""
    path = folder / name
    path.write_text(text, "utf-8")
    _, problems = read_beside_shipped(path)
    return [problem for problem in problems if problem.path == path]


def test_rule_ids_are_unique_and_say_why() -> None:
    assert len(RULEBOOK) == len(RULES)
    assert all(
        re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id) and rule.about.endswith(".") for rule in RULES
    )


@pytest.mark.parametrize("written, remedy", [
    ("develloper: A county agency", "Did you mean developer?"),
    ("developer: A county agency\nzzz: x", "Known here: name, aliases"),
])  # fmt: skip
def test_an_unknown_key_names_the_nearest_known_one(written: str, remedy: str, tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("developer: A county agency", written), tmp_path)
    assert problem.rule == "unknown-key"
    assert problem.hint.startswith(remedy)


@pytest.mark.parametrize("written, doi", [
    ("https://journals.sagepub.com/doi/10.1234/abc.5?icid=int.sj-x", "10.1234/abc.5"),
    ("https://link.springer.com/article/10.1234/abc-4#Sec1", "10.1234/abc-4"),
    ("https://www.tandfonline.com/doi/10.1234/abc.2019.1/full", "10.1234/abc.2019.1"),
    ("https://link.springer.com/content/pdf/10.1234/abc-4.pdf", "10.1234/abc-4"),
    ("https://example.org/cite?doi=10.1234%2Fabc&format=ris", "10.1234/abc"),
    ("10.1234/abc.046, accessed 2024", "10.1234/abc.046"),
    ("(doi: 10.1234/0145(90)90005).", "10.1234/0145(90)90005"),
    ("https://doi.org/10.1234/(SICI)1099(1999)29:1%3C1::AID-E9%3E3.0.CO;2-%23",
     "10.1234/(SICI)1099(1999)29:1<1::AID-E9>3.0.CO;2-#"),
    ("doi:10.1234/(SICI)1099(1999)29:1<1::AID-E9>3.0.CO;2-#",
     "10.1234/(SICI)1099(1999)29:1<1::AID-E9>3.0.CO;2-#"),
])  # fmt: skip
def test_the_remedy_names_the_doi_without_what_stands_around_it(
    written: str, doi: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(GOOD.replace("doi: 10.1234/abc.5", f'doi: "{written}"'), tmp_path)
    assert problem.rule == "doi-syntax"
    assert problem.hint == f"Write {doi} alone."


@pytest.mark.parametrize(
    "written", ["abc", "https://doi.org/10.1234/.", f"https://doi.org/10.1234/{'.' * 2_000}x"]
)
def test_where_no_doi_is_found_the_remedy_says_what_one_looks_like(written: str, tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("doi: 10.1234/abc.5", f'doi: "{written}"'), tmp_path)
    assert problem.hint.startswith("A DOI starts with 10.")


def test_a_misspelt_id_names_the_nearest_and_where_the_ids_are(tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("[reunified-families]", "[reunifed-families]"), tmp_path)
    assert "Did you mean reunified-families?" in problem.hint
    assert "content/vocabulary/populations.yaml" in problem.hint


def test_a_note_explains_a_sample_with_two_designs(tmp_path: Path) -> None:
    second = "    citation: {title: The same trial two years on}\n    design: rct"
    noted = GOOD.replace(
        second, second.replace("rct", "quasi-experimental\n    note: Controls had been treated by then")
    )
    assert problems_of(noted, tmp_path) == []


def test_numbers_and_quoted_numbers_are_the_same(tmp_path: Path) -> None:
    quoted = (
        GOOD.replace("level: 3", 'level: "3"')
        .replace("n: 120", 'n: "120"')
        .replace("year: 2020", 'year: "2020"')
    )
    assert problems_of(quoted, tmp_path) == []


def test_a_comma_that_split_a_text_is_explained(tmp_path: Path) -> None:
    (problem,) = problems_of(
        GOOD.replace("unit: families}", "unit: families, note: in care, then home}"), tmp_path
    )
    assert problem.rule == "unknown-key"
    assert "quotes" in problem.hint


@pytest.mark.parametrize("key", [
    "aliases: [KTC]", "former_slugs: [kitchen-coaching]", "permanency: [reunification]",
    "developer: A county agency", "website: https://example.org/ktc",
    "  groups: [reunified-families]", "  ages: {min: 2, max: 12}", "  languages: [en, es]",
    "  weeks: {min: 20, max: 26}",
    "manual: {available: yes, source: https://example.org/manual}", "harm: {case: unknown, basis: unknown}",
    "    relevance: high",
    "    peer_reviewed: true", "    comparison: {type: usual-care}\n    participants",
    "    treatment_months: 6", "        p: 0.03", "        controlled: true",
])  # fmt: skip
def test_null_means_not_recorded_wherever_a_key_may_be_left_out(key: str, tmp_path: Path) -> None:
    name = key.split(":")[0]
    assert problems_of(GOOD.replace(key, key.replace(key.split("\n")[0], f"{name}: null"), 1), tmp_path) == []


def test_a_required_key_that_holds_null_is_missing(tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("status: active", "status: null"), tmp_path)
    assert (problem.rule, problem.line) == ("missing-key", 6)


@pytest.mark.parametrize("old, new, rule", [
    ("as_of: 2024-05", "as_of: 2020-02-45", "date-syntax"),
    ("as_of: 2024-05", "as_of: 2019-02-29", "date-syntax"), ("as_of: 2024-05", "as_of: 0000", "date-syntax"),
    ("value: 0.2", "value: 1e999", "not-a-number"),
    ("n: 120", "n: 999999999999999999999999999999", "not-a-number"),
    ("ci: [-0.1, 0.5]", "ci: []", "wrong-type"),
    ("## About\n", "##About\n", "section-missing"),
])  # fmt: skip
def test_what_would_break_a_page_is_refused(old: str, new: str, rule: str, tmp_path: Path) -> None:
    assert rule in [problem.rule for problem in problems_of(GOOD.replace(old, new, 1), tmp_path)]


@pytest.mark.parametrize("design, rules", [
    ("rct", ["comparison-contradicts"]), ("quasi-experimental", ["comparison-contradicts"]),
    ("single-group", []), ("meta-analysis", []), ("other", []),
])  # fmt: skip
def test_g16_a_controlled_design_that_measured_nobody_else_is_a_contradiction(
    design: str, rules: list[str], tmp_path: Path
) -> None:
    second = "    sample: county\n    citation: {title: The same trial two years on}\n    design: rct"
    alone = second.replace("    sample: county\n", "").replace("rct", design)
    written = GOOD.replace(f"{second}\n    comparison: {{type: usual-care}}", f"{alone}\n    comparison: {{type: none}}")
    found = problems_of(written, tmp_path)
    assert [(problem.rule, problem.severity) for problem in found] == [(rule, "warning") for rule in rules]
    assert all("no-treatment" in problem.hint for problem in found)
    assert problems_of(written.replace("{type: none}", "{type: no-treatment}"), tmp_path) == []


@pytest.mark.parametrize("first, second, said", [
    ("usual_care: true", "usual_care: false", "setting"), ("peer_reviewed: true", "comparison: {type: wait-list}", "comparison"),
])  # fmt: skip
def test_g16_papers_of_one_sample_share_setting_and_comparison(
    first: str, second: str, said: str, tmp_path: Path
) -> None:
    last = "two years on}\n    design: rct\n    comparison: {type: usual-care}"
    other = last.replace("    comparison: {type: usual-care}", f"    {second}")
    text = GOOD.replace(last, other).replace("    peer_reviewed: true", f"    peer_reviewed: true\n    {first}", 1)
    text = text.replace("    peer_reviewed: true\n    peer_reviewed", "    peer_reviewed")
    (problem,) = (each for each in problems_of(text, tmp_path) if each.rule == "sample-differs")
    assert problem.severity == "warning"
    assert f"but not its {said}" in problem.message


def test_g16_no_shipped_entry_compares_with_nobody() -> None:
    registry, _ = read_shipped()
    studies = [study for item in registry.programs.values() for study in item.value.studies]
    alone = [study for study in studies if study.comparison and study.comparison.type == "none"]
    assert {study.design for study in alone} <= {"single-group", "other", "meta-analysis"}
