"""Problems as people, editors' tools and GitHub read them. The one place that prints them."""

import json
from collections.abc import Callable, Sequence

from app.evidence.check.problem import Problem, display_path
from app.evidence.check.sarif import as_sarif

WIDEST_LINE = 160


def as_text(problems: Sequence[Problem], docs: str = "") -> str:
    """`path:line:column: RULE message`, the source line with a caret, and what to write instead; a count at the end, and where rules are explained.

    `docs` is the address of the rules' page, when the registry has a public one.
    """
    blocks = [_block(problem) for problem in problems]
    errors = sum(problem.is_error for problem in problems)
    counts = f"{_counted(errors, 'error')}, {_counted(len(problems) - errors, 'warning')}"
    if not problems:
        return "No problems."
    page = f", or {docs}#{problems[0].rule}" if docs else ""
    return "\n".join(
        [*blocks, f"{counts}.", f"Why, with an example: homeward rules {problems[0].rule}{page}"]
    )


def as_json(problems: Sequence[Problem], docs: str = "") -> str:
    """A list of {path, line, column, rule, severity, message, hint}; [] when there is nothing."""
    return json.dumps([_record(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], docs: str = "") -> str:
    """Workflow annotations: one ::error or ::warning line each, with the address of the rule when there is one."""
    return "\n".join(
        f"::{problem.severity} file={_property(display_path(problem.path))},line={problem.line},col={problem.column},"
        f"title={_property(problem.rule)}::{_escaped(f'{problem.message}. {problem.hint}{_address(problem, docs)}')}"
        for problem in problems
    )


FORMATS: dict[str, Callable[[Sequence[Problem], str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _block(problem: Problem) -> str:
    mark = "" if problem.is_error else "warning: "
    lines = [
        f"{display_path(problem.path)}:{problem.line}:{problem.column}: {problem.rule} {mark}{problem.message}"
    ]
    if problem.source_line.strip():
        # A long line is cut so that the caret still points to its place.
        cut = max(0, problem.column - WIDEST_LINE // 2) if len(problem.source_line) > WIDEST_LINE else 0
        shown = problem.source_line[cut : cut + WIDEST_LINE].replace("\t", " ")
        lines += [f"    {shown}", f"    {' ' * (problem.column - 1 - cut)}^"]
    lines.append(f"    {problem.hint}\n")
    return "\n".join(lines)


def _record(problem: Problem) -> dict[str, str | int]:
    return {
        "path": display_path(problem.path),
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _address(problem: Problem, docs: str) -> str:
    return f" {docs}#{problem.rule}" if docs else ""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
