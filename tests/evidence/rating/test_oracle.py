"""The engine beside one that follows every way, on random evidence sets; `scripts/compare_ratings` does many more."""

from random import Random

import pytest

from app.evidence.rating.profiles import CEBC, PROFILES, TITLE_IV_E
from tests.evidence.rating.agreement import broken_promises, disagreements
from tests.evidence.rating.evidence_sets import random_program

SETS, PROMISED = 3_000, 300


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    chance = Random(seed)
    for number in range(SETS // 3):
        rated = random_program(chance)
        for profile in PROFILES.values():
            assert list(disagreements(rated, profile)) == [], (seed, number, rated.studies)


def test_what_would_change_a_level_does_and_what_is_missing_matters() -> None:
    chance = Random(7)
    for number in range(PROMISED):
        rated = random_program(chance)
        for profile in (CEBC, TITLE_IV_E):
            assert list(broken_promises(rated, profile)) == [], (number, rated.studies)
