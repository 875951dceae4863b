"""Front matter that nobody writes is refused with its line, and quickly."""

import time
from pathlib import Path

import pytest

from app.evidence.reading.yaml_reader import read_yaml
from tests.evidence.rules.test_rules import GOOD, problems_of

SECONDS_A_FILE = 2.0


@pytest.mark.parametrize("yaml, rule, line", [
    ("name: x\nx:\n" + " [\n" * 100_000, "yaml-too-deep", 14),
    ("name: x\nx:\n" + " {a:\n" * 100_000, "yaml-too-deep", 14),
    ("name: x\nname:\n" + "[\n" * 100_000, "duplicate-key", 2),
    ("\n".join(f"{' ' * depth}a:" for depth in range(500)), "yaml-too-deep", 13),
    ("name: x\nx: " + "[" * 900_000, "yaml-too-deep", 2),
    ("name: x\naliases: [" + "a, " * 300_000 + "]", "yaml-too-large", 2),
    ("name: x\nsummary: " + "a " * 400_000, "yaml-too-large", 2),
    ("aliases:\n" + "- a\n" * 200_000, "yaml-too-large", 10_000),
    ("name: x\nsummary:\n" + "  a word\n" * 100_000, "yaml-too-large", 3),
    ("name: x\n" * 100_000, "duplicate-key", 2),
    ("a: &a [x]\n" + "".join(f"b{number}: &b{number} [*a, *a]\n" for number in range(20_000)), "anchor", 1),
])  # fmt: skip
def test_r2_front_matter_that_nobody_writes_is_refused_quickly(yaml: str, rule: str, line: int) -> None:
    started = time.process_time()
    objections = read_yaml(yaml).objections
    assert time.process_time() - started < SECONDS_A_FILE
    assert (objections[0].rule, objections[0].line) == (rule, line)
    assert len(objections) <= 10_001


def test_r2_what_people_write_is_within_the_bounds() -> None:
    studies = "".join(f"- id: s{number}\n  design: rct\n  note: a word\n" for number in range(1_000))
    assert read_yaml(f"summary: {'a ' * 2_000}\nstudies:\n{studies}").objections == []


def test_r2_a_number_of_any_length_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("n: 120", f"n: {'9' * 400}"), tmp_path)
    assert problem.rule == "not-a-number"
