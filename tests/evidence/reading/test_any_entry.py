"""Whatever an editor does to an entry, the check answers: no text makes it fail."""

import random
from pathlib import Path

import pytest

from tests.shipped import read_beside_shipped

LINES = (Path(__file__).parent.parent / "good_entry.md").read_text("utf-8").split("\n")


def damaged(seed: int) -> str:
    """The good entry after some lines were lost, doubled, indented, cut or scribbled on."""
    chance = random.Random(seed)
    lines = list(LINES)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = chance.choice([
            [], [line, line], [f"  {line}"], [line.lstrip()], [line[: len(line) // 2]], [f"- {line}"],
            [line.replace(":", "")],
            [line.replace("[", "")], [line.replace("{", "[")], ["null"], ["---"], [line.replace("a", "é")],
            ["\t" + line], [line + " #", "x: [1"],
        ]) or [""]  # fmt: skip
    return "\n".join(lines)


@pytest.mark.parametrize("seeds", [range(start, start + 25) for start in range(0, 150, 25)], ids=str)
def test_a_damaged_entry_is_answered(seeds: range, tmp_path: Path) -> None:
    paths = [tmp_path / f"entry-{seed}.md" for seed in seeds]
    for seed, path in zip(seeds, paths, strict=True):
        path.write_text(damaged(seed), "utf-8")
    registry, problems = read_beside_shipped(*paths)
    answered = {problem.path for problem in problems} | {
        path for path in paths if path.stem in registry.programs
    }
    assert answered >= set(paths)
    assert all(problem.hint and problem.line >= 1 and problem.column >= 1 for problem in problems)
