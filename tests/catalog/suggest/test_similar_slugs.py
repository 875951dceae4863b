"""A slug that does not exist leads to those that are written like it."""

import pytest

from app.catalog.suggest.similar_slugs import find_similar

KNOWN = ("homebuilders", "keep", "keep-safe", "generationpmto", "triple-p-level-4", "triple-p-system", "safecare")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("homebuilder", ["homebuilders"]),
        ("generation-pmto", ["generationpmto"]),
        ("triple-p", ["triple-p-system", "triple-p-level-4"]),
        ("safe-care", ["safecare"]),
        ("wp-login.php", []),
        ("", []),
    ],
)
def test_a_slip_finds_what_was_meant_and_chance_finds_nothing(written: str, meant: list[str]) -> None:
    assert find_similar(written, KNOWN, most=2) == meant
