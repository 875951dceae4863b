"""Where a problem belongs in the form: at the field that holds its value, or at the section that its line stands in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.editor.fields import program_fields
from app.editor.form_data import name_at
from app.evidence.check.problem import Problem
from app.evidence.reading.document import Document
from app.evidence.rules.body import find_headings

MISSING_SECTION = re.compile(r"“## (.+)”")


class PlacedProblems(NamedTuple):
    """A problem at a control, row or list of the form; `name` is "" when it is about the whole entry."""

    name: str
    problem: Problem

    @property
    def is_error(self) -> bool:
        return self.problem.is_error


def place_problems(problems: Iterable[Problem], document: Document, rows: Mapping[str, Sequence[str]]) -> list[PlacedProblems]:
    """Each problem with the name of what shows its value."""
    sections = [(heading.line, heading.text) for heading in find_headings(document.body, document.body_line) if heading.level == 2]
    return [PlacedProblems(_name(problem, document, sections, rows), problem) for problem in problems]


def group_by_name(found: Iterable[PlacedProblems]) -> dict[str, list[PlacedProblems]]:
    names: dict[str, list[PlacedProblems]] = {}
    for each in found:
        names.setdefault(each.name, []).append(each)
    return names


def _name(problem: Problem, document: Document, sections: Sequence[tuple[int, str]], rows: Mapping[str, Sequence[str]]) -> str:
    if problem.at:
        return name_at(program_fields(), problem.at, rows)
    if problem.line < document.body_line:
        return ""
    if problem.rule == "section-missing" and (named := MISSING_SECTION.search(problem.message)):
        return f"text.{named[1]}"
    above = [text for line, text in sections if line <= problem.line]
    return f"text.{above[-1]}" if above else ""
