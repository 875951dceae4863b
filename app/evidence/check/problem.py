"""What is wrong in a file, as a value: where, which rule, what to write instead."""

import dataclasses
from pathlib import Path

from app.evidence.check.rulebook import RULEBOOK

At = tuple[str | int, ...]
"""A place in front matter, keys and list indexes from the top: ("studies", 0, "citation", "doi")."""


@dataclasses.dataclass(frozen=True, slots=True)
class RuleFinding:
    """What a rule found: the document resolves `at` to a line, unless `line` (1-based) is given."""

    rule: str
    at: At
    message: str
    hint: str
    line: int | None = None
    column: int = 1
    on_key: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one file. Lines and columns (in characters) count from 1.

    `at` is the value it is about, () for the file or its text.
    """

    path: Path
    line: int
    column: int
    rule: str
    message: str
    hint: str
    source_line: str = ""
    at: At = ()

    @property
    def severity(self) -> str:
        """`error` stops a build and fails `homeward check`; `warning` does neither."""
        return RULEBOOK[self.rule].severity

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def sort_problems(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (str(each.path), each.line, each.column, each.rule))


def display_path(path: Path) -> str:
    """Relative to the current folder when inside it."""
    resolved, here = path.absolute(), Path.cwd()
    return str(resolved.relative_to(here)) if resolved.is_relative_to(here) else str(path)
