"""The shipped registry, and the same one after an editor changed some of its files."""

import hashlib
import shutil
from functools import lru_cache
from pathlib import Path

from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.diff.change import Change
from app.evidence.diff.compare import compare_registries, find_faulty_entries
from app.evidence.entry.registry import Outline, Registry, outline
from tests.conftest import CONTENT, TODAY
from tests.shipped import read_shipped

SOURCE = "https://www.cebc4cw.org/program/keeping-foster-and-kin-parents-supported-and-trained/"
KEEP, HOMEBUILDERS = "programs/keep.md", "programs/homebuilders.md"
NULL_STUDY = """studies:
  - id: made-up-2026
    sample: made-up-2026
    citation: {authors: ["Example, A.", "Sample, B."], year: 2026, title: A made-up trial}
    design: rct
    peer_reviewed: true
    usual_care: true
    comparison: {type: usual-care}
    participants: {n: 240, unit: families}
    findings:
      - {outcome: placement-disruption, months_after_treatment: 12, direction: no-difference, controlled: true}
      - {outcome: reunification, months_after_treatment: 12, direction: favorable, significant: false, controlled: true}
"""


@lru_cache(maxsize=1)
def shipped() -> Registry:
    registry, problems = read_shipped()
    assert not [problem for problem in problems if problem.is_error]
    return registry


class Editing:
    """The shipped content as an editor changed it. Only what was changed is read anew, as a build does."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(shutil.copytree(CONTENT, folder))

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def replace(self, path: str, *pairs: tuple[str, str]) -> None:
        """Exchange the first place of each old text, which must be there."""
        text = self.text(path)
        for old, new in pairs:
            assert old in text, f"{path} has no {old!r}"
            text = text.replace(old, new, 1)
        self.write(path, text)

    def move(self, old: str, new: str) -> None:
        (self.folder / old).rename(self.folder / new)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def registry(self) -> tuple[Registry, list[Problem]]:
        registry, problems = read_content(self.folder, TODAY, remembered=_as_shipped)
        same = {slug: shipped().programs[slug] for slug in registry.unchanged}
        registry.programs = dict(sorted({**same, **registry.programs}.items()))
        return registry, problems

    def changes(self) -> list[Change]:
        after, problems = self.registry()
        return compare_registries(shipped(), after, find_faulty_entries(problems, self.folder))


def _as_shipped(path: Path) -> Outline | None:
    item = shipped().programs.get(path.stem)
    return (
        outline(item.value) if item and hashlib.sha256(path.read_bytes()).hexdigest() == item.digest else None
    )


def said(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.kind, change.sentence) for change in changes]


def only(changes: list[Change], kind: str) -> Change:
    """The one change of a kind."""
    (found,) = [change for change in changes if change.kind == kind]
    return found
