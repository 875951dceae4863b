"""How good the results are: graded without a look at them, in `tests/catalog/judgments.yaml`."""

from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Snapshot

JUDGMENTS = Path(__file__).parent.parent / "judgments.yaml"
KINDS = {"known-item", "acronym", "typo", "natural-language", "topic", "population"}
LEAST_NDCG, LEAST_MRR = 0.92, 0.98
SEEN = 10
"""Results that are looked at."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and how well programs fit it: 3 exactly that, 2 clearly, 1 somewhat; others not at all."""

    q: str
    kind: str
    grades: dict[str, int]


@pytest.fixture(scope="module")
def judgments() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(JUDGMENTS.read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def judged(judgments: dict[str, Any]) -> list[JudgedQuery]:
    return [JudgedQuery(**each) for each in judgments["queries"]]


def found(snapshot: Snapshot, q: str) -> list[str]:
    return [hit.card.slug for hit in search(snapshot, SearchRequest(q=q, per_page=100)).hits]


def gain(grades: list[int]) -> float:
    """Discounted: what stands further down is worth less."""
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:SEEN]))


def ndcg(snapshot: Snapshot, judged: JudgedQuery) -> float:
    """The gain of what was found, as a share of what the best order would give."""
    best = sorted(judged.grades.values(), reverse=True)
    return gain([judged.grades.get(slug, 0) for slug in found(snapshot, judged.q)]) / gain(best)


def reciprocal_rank(snapshot: Snapshot, judged: JudgedQuery) -> float:
    """1 when the first result is one that was meant, a half when the second is, 0 when none is."""
    highest = max(judged.grades.values())
    grades = [judged.grades.get(slug) for slug in found(snapshot, judged.q)]
    ranks = [rank for rank, grade in enumerate(grades, 1) if grade == highest]
    return 1 / ranks[0] if ranks else 0


def worst(scores: dict[str, float]) -> str:
    lowest = sorted(scores.items(), key=lambda item: item[1])[:5]
    return ", ".join(f"{q!r} {score:.2f}" for q, score in lowest)


def test_enough_is_judged_about_programs_that_exist(judged: list[JudgedQuery], snapshot: Snapshot) -> None:
    assert len({each.q for each in judged}) == len(judged) >= 220
    assert {each.kind for each in judged} == KINDS
    assert {slug for each in judged for slug in each.grades} <= set(snapshot.position)
    assert {grade for each in judged for grade in each.grades.values()} == {1, 2, 3}


def test_the_first_ten_results_are_in_nearly_the_best_order(
    judged: list[JudgedQuery], snapshot: Snapshot
) -> None:
    scores = {each.q: ndcg(snapshot, each) for each in judged}
    mean = sum(scores.values()) / len(scores)
    assert mean >= LEAST_NDCG, f"nDCG@{SEEN} {mean:.3f}; worst: {worst(scores)}"


def test_a_program_asked_for_by_name_comes_first(judged: list[JudgedQuery], snapshot: Snapshot) -> None:
    scores = {each.q: reciprocal_rank(snapshot, each) for each in judged if each.kind == "known-item"}
    mean = sum(scores.values()) / len(scores)
    assert mean >= LEAST_MRR, f"MRR {mean:.3f}; worst: {worst(scores)}"


def test_no_sentence_finds_nothing(judgments: dict[str, Any], snapshot: Snapshot) -> None:
    sentences = judgments["sentences"]
    assert len(sentences) >= 50
    assert [sentence for sentence in sentences if not found(snapshot, sentence)] == []
