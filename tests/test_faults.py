"""Every fault that was seen on the product has a test of its own, named after the row in which it was written down."""

import re

import pytest

from tests.conftest import ROOT

FAULTS = {
    "s": 8,  # searching
    "e": 16,  # entries and pages
    "c": 11,  # citations, files, commands
    "r": 11,  # server, build, editor
    "g": 16,  # the rating, and what is said around it
}
"""Letter of the rows -> how many there are; a test of row 3 of the searches is called `test_s3_…`."""
ROWS = [f"{letter}{number}" for letter, rows in FAULTS.items() for number in range(1, rows + 1)]
NAMED = set(
    re.findall(
        r"^ *def test_([secrg]\d+)_",
        "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")),
        re.MULTILINE,
    )
)


@pytest.mark.parametrize("row", ROWS)
def test_each_fault_has_a_test_of_its_own(row: str) -> None:
    assert row in NAMED
