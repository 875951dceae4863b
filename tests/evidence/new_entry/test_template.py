"""A new entry: valid as it stands, with a note beside every key, and told apart from the programs that are there."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from app.evidence.entry.program import Delivery, Program, TargetPopulation
from app.evidence.entry.registry import Registry
from app.evidence.new_entry.facts_file import check_fact, check_facts
from app.evidence.new_entry.key_notes import KEY_NOTES
from app.evidence.new_entry.similar_names import find_clash, make_slug
from app.evidence.new_entry.template import start_entry
from app.evidence.reading.document import read_markdown_document
from app.evidence.reading.source import read_source
from tests.conftest import TODAY
from tests.shipped import read_beside_shipped, read_shipped

FACTS: dict[str, Any] = {
    "name": "Kitchen Table Coaching: week by week",
    "summary": "A coach visits reunified families every week for half a year.",
    "target_population": {
        "description": "Families whose child came home, or will soon",
        "groups": ["reunified-families"],
    },
    "topics": [{"topic": "post-permanency-services", "relevance": None, "ratings": []}],
    "sources": ["https://example.org/coaching"],
}
RICH: dict[str, Any] = {
    **FACTS,
    "aliases": ["KTC", "no"],
    "former_slugs": ["kitchen-coaching"],
    "delivery": {"weeks": {"min": "20", "max": "26"}, "languages": ["en"]},
    "manual": {"available": "yes", "note": "Yes: a binder # of 40 pages", "source": "https://example.org/manual"},
    "studies": [{"id": "rivera-2020", "citation": {"title": "A trial", "year": "2020"}, "design": "rct", "sources": ["https://example.org/trial"],
                 "findings": [{"outcome": "re-entry", "direction": "no-difference", "source": "https://example.org/finding"}]}],
    "dates": {"added": "2026-11-02"},
    "sections": {"Notes on the evidence": "One trial.", "About": "A coach sits down with the family."},
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Registry:
    return read_shipped()[0]


@pytest.mark.parametrize("facts", [FACTS, RICH], ids=["few", "many"])
def test_a_new_entry_is_valid_and_holds_the_facts(
    facts: dict[str, Any], registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "kitchen-table-coaching.md"
    path.write_text(start_entry(facts, registry, TODAY), "utf-8")
    assert [problem for problem in read_beside_shipped(path)[1] if problem.path == path] == []
    values = read_markdown_document(read_source(path, tmp_path)).values
    for key in set(facts) - {"sections", "sources", "dates", "target_population", "delivery"}:
        assert values[key] == facts[key]
    assert values["target_population"] == {**facts["target_population"], "ages": None}
    assert values["dates"] == {
        "added": facts.get("dates", {}).get("added", str(TODAY)),
        "reviewed": str(TODAY),
    }


def test_every_key_stands_there_with_a_note_and_with_the_words_it_may_hold(registry: Registry) -> None:
    text = start_entry(FACTS, registry, TODAY)
    for guide in (guide for guide in KEY_NOTES if not guide.rare):
        assert re.search(
            rf"(?:# [^\n]+\n){'?' if not guide.about else ''} *{guide.key.rpartition('.')[2]}:", text
        ), guide.key
    assert "placement-prevention, relational\npermanency: null" in text
    assert "former_slugs" not in text
    assert max(map(len, text.splitlines())) <= 120


def test_the_notes_cover_the_entry_format() -> None:
    def keys(model: type[BaseModel], below: str = "") -> list[str]:
        return [f"{below}{field.alias or name}" for name, field in model.model_fields.items()]

    covered = {*keys(Program), *keys(TargetPopulation, "target_population."), *keys(Delivery, "delivery.")}
    assert {guide.key for guide in KEY_NOTES} == covered


def test_about_starts_with_the_summary_and_sections_stand_in_their_order(registry: Registry) -> None:
    assert start_entry(FACTS, registry, TODAY).endswith(f"---\n\n## About\n\n{FACTS['summary']}\n")
    assert start_entry(RICH, registry, TODAY).endswith(
        "## About\n\nA coach sits down with the family.\n\n## Notes on the evidence\n\nOne trial.\n"
    )


def test_every_page_that_a_fact_names_is_among_the_sources(registry: Registry) -> None:
    text = start_entry(RICH, registry, TODAY)
    sources = text[text.index("\nsources:") : text.index("\ndates:")]
    assert re.findall(r"  - (\S+)", sources) == [
        f"https://example.org/{page}" for page in ("coaching", "manual", "trial", "finding")
    ]


def test_an_example_becomes_an_item_when_its_marks_are_deleted(registry: Registry, tmp_path: Path) -> None:
    text = start_entry({**FACTS, "topics": []}, registry, TODAY).replace(
        "components: null\n# In place of null, for example:\n#   - …", "components:\n  - Visits"
    )
    assert "components:\n  - Visits\n" in text
    path = tmp_path / "kitchen-table-coaching.md"
    path.write_text(text, "utf-8")
    assert read_markdown_document(read_source(path, tmp_path)).values["components"] == ["Visits"]


@pytest.mark.parametrize("name, slug", [
    ("KEEP (Keeping Foster and Kin Parents Supported)", "keep"), ("Homebuilders®", "homebuilders"), ("Mother’s & Child’s Café™", "mothers-and-childs-cafe"),
    ("3-5-7 Model", "3-5-7-model"), ("(Only Brackets)", "only-brackets"), ("家庭", ""),
])  # fmt: skip
def test_a_name_suggests_its_address(name: str, slug: str) -> None:
    assert make_slug(name) == slug


@pytest.mark.parametrize("name, kind, holder", [
    ("KEEP", "address", "keep"), ("Home Builders", "near", "homebuilders"), ("The KEEP Safe Program", "name", "keep-safe"), ("Safe Care®", "near", "safecare"),
    ("Triple P", "name", "triple-p-system"), ("Treatment Foster Care Oregon", "near", "treatment-foster-care-oregon-adolescents"),
])  # fmt: skip
def test_a_program_that_is_there_is_found_by_its_names(
    name: str, kind: str, holder: str, registry: Registry
) -> None:
    found = find_clash(name, make_slug(name), [], registry)
    assert found is not None
    assert (found.kind, found.slug) == (kind, holder)
    assert f"programs/{holder}.md" in found.sentence


def test_a_new_name_and_names_of_two_words_in_common_are_no_clash(registry: Registry) -> None:
    assert find_clash("Kitchen Table Coaching", "kitchen-table-coaching", ["KTC"], registry) is None
    assert find_clash("Family Finding and Family Connections United", "fffcu", [], registry) is None


def test_an_alias_of_the_new_program_counts_too(registry: Registry) -> None:
    found = find_clash("Coaching for Foster Homes", "coaching-for-foster-homes", ["keep"], registry)
    assert found is not None
    assert (found.kind, found.slug) == ("name", "keep")


def test_facts_are_judged_as_an_entry_is(registry: Registry) -> None:
    wrong = {
        **FACTS,
        "essential_components": [],
        "manual": {"available": True},
        "sources": "https://example.org",
        "sections": {"Evidense": "x", "About": []},
    }
    assert {(fault.rule, fault.at) for fault in check_facts(wrong, registry, TODAY)} == {
        ("unknown-key", ("essential_components",)), ("unknown-choice", ("manual", "available")), ("wrong-type", ("sources",)),
        ("section-unknown", ("sections", "Evidense")), ("wrong-type", ("sections", "About")),
    }  # fmt: skip
    ages = {**FACTS, "target_population": {"description": "x", "ages": {"min": "9", "max": "3"}}}
    assert [fault.rule for fault in check_facts(ages, registry, TODAY)] == ["ages-order"]
    assert [fault.rule for fault in check_fact("summary", {"summary": "s" * 241}, registry, TODAY)] == [
        "summary-too-long"
    ]
