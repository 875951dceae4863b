"""Finds the place of each problem in the form: the field that shows its value, or a section."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.editor.fields import program_fields
from app.editor.form_data import name_at
from app.evidence.check.problem import Problem
from app.evidence.reading.document import Document
from app.evidence.rules.body import find_headings

MISSING_SECTION = re.compile(r"“## (.+)”")


class PlacedProblem(NamedTuple):
    """A problem at a control, row or list of the form; `name` is "" when it is about the whole entry."""

    name: str
    problem: Problem

    @property
    def is_error(self) -> bool:
        return self.problem.is_error


ProblemsByName = Mapping[str, Sequence[PlacedProblem]]


def place_problems(
    problems: Iterable[Problem], document: Document, rows: Mapping[str, Sequence[str]]
) -> list[PlacedProblem]:
    """Each problem with the name of what shows its value, or of the section that its line is in."""
    found = (heading for heading in find_headings(document.body, document.body_line) if heading.level == 2)
    sections = [(heading.line, heading.text) for heading in found]

    def name(problem: Problem) -> str:
        if problem.at:
            return name_at(program_fields(), problem.at, rows)
        if problem.line < document.body_line:
            return ""
        if problem.rule == "section-missing" and (named := MISSING_SECTION.search(problem.message)):
            return f"text.{named[1]}"
        above = [text for line, text in sections if line <= problem.line]
        return f"text.{above[-1]}" if above else ""

    return [PlacedProblem(name(problem), problem) for problem in problems]


def group_by_name(found: Iterable[PlacedProblem]) -> dict[str, list[PlacedProblem]]:
    names: dict[str, list[PlacedProblem]] = {}
    for each in found:
        names.setdefault(each.name, []).append(each)
    return names
