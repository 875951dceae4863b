"""The shipped content as values, read once for all tests of a process: nobody changes what was read."""

from functools import cache
from pathlib import Path

from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.entry.registry import Outline, Registry, outline
from tests.conftest import CONTENT, TODAY


@cache
def read_shipped() -> tuple[Registry, list[Problem]]:
    return read_content(CONTENT, TODAY)


@cache
def shipped_outlines() -> dict[str, Outline]:
    """What other entries need to know of a shipped program, by slug."""
    return {slug: outline(item.value) for slug, item in read_shipped()[0].programs.items()}


def read_beside_shipped(*paths: Path) -> tuple[Registry, list[Problem]]:
    """These entries as if they stood in the shipped content, of which no program is read again."""
    known = shipped_outlines()
    return read_content(
        CONTENT,
        TODAY,
        more=paths,
        remembered=lambda path: None if path in paths else known.get(path.stem),
    )
