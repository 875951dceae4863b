"""The content folder as a whole: what ships is right, words retire, files answer for each other."""

from pathlib import Path

from app.evidence.content import read_content
from app.evidence.entry.registry import LEVEL_IDS, VOCABULARIES, glossary_terms
from tests.conftest import TODAY
from tests.shipped import read_shipped


def test_the_shipped_content_has_no_problem() -> None:
    registry, problems = read_shipped()
    assert [problem for problem in problems if problem.is_error] == []
    assert len(registry.programs) >= 14
    assert set(registry.vocabulary) == set(VOCABULARIES)
    assert tuple(sorted(registry.levels)) == LEVEL_IDS


def test_every_shipped_program_names_its_sources_and_dates() -> None:
    registry, _ = read_shipped()
    for item in registry.programs.values():
        assert item.value.sources
        assert item.value.dates.added <= item.value.dates.reviewed <= TODAY
        assert all(rating.source for membership in item.value.topics for rating in membership.ratings)


def test_a_retired_word_names_its_replacement(content: Path) -> None:
    populations = content / "vocabulary" / "populations.yaml"
    retired = (
        "kin-carers:\n  label: Kin carers\n  definition: An older word.\n  status: retired\n"
        "  retired: {date: 2026-01-01, reason: renamed, successor: kinship-caregivers}\n"
    )
    populations.write_text(populations.read_text("utf-8") + retired, "utf-8")
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("kinship-caregivers", "kin-carers", 1), "utf-8")
    _, problems = read_content(content, TODAY)
    assert [(problem.rule, problem.hint) for problem in problems] == [
        ("retired-word", "Write kinship-caregivers instead.")
    ]


def test_the_addresses_of_words_lead_to_one_place_and_their_successors_exist(content: Path) -> None:
    populations = content / "vocabulary" / "populations.yaml"
    before = populations.read_text("utf-8")
    words = """kin-carers:
  label: Kin carers
  former_slugs: [professionals]
  status: retired
  retired: {date: 2026-01-01, reason: renamed, successor: nobody}
"""
    populations.write_text(before + words, "utf-8")
    first = before.count("\n") + 1
    _, problems = read_content(content, TODAY)
    assert [(problem.rule, problem.line) for problem in problems] == [
        ("former-slug-claimed", first + 2),
        ("successor-unknown", first + 4),
    ]


def test_a_choice_without_a_word_is_reported(content: Path) -> None:
    designs = content / "vocabulary" / "designs.yaml"
    designs.write_text(
        designs.read_text("utf-8").replace("\nrct:", "\ntrial:").replace("rct:\n", "trial:\n", 1), "utf-8"
    )
    (content / "ratings" / "4.md").unlink()
    _, problems = read_content(content, TODAY)
    assert {(problem.path.name, problem.rule) for problem in problems} == {
        ("designs.yaml", "vocabulary-incomplete"),
        ("4.md", "vocabulary-incomplete"),
    }


def test_problems_come_in_order_of_file_and_line(content: Path) -> None:
    for name in ("keep.md", "homebuilders.md"):
        entry = content / "programs" / name
        entry.write_text(
            entry.read_text("utf-8")
            .replace("status: active", "status: activ")
            .replace("## About", "## Abuot"),
            "utf-8",
        )
    _, problems = read_content(content, TODAY)
    places = [(problem.path.name, problem.line) for problem in problems]
    assert places == sorted(places)
    assert {name for name, _ in places} == {"keep.md", "homebuilders.md"}


def test_the_glossary_is_marked_by_names_and_acronyms_not_by_common_words() -> None:
    registry, _ = read_shipped()
    terms = glossary_terms(registry.vocabulary)
    assert "RCT" in terms
    assert "controls" not in terms
