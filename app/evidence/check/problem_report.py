"""Problems as text, JSON, GitHub annotations and SARIF: the one place that prints them.

`docs` is the absolute address of the rules' page; "" while the registry has no public one.
"""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.evidence.check.one_line import COMMANDING, write_on_one_line
from app.evidence.check.problem import Problem, display_path
from app.evidence.check.rule_examples import EXPLANATIONS
from app.evidence.check.rulebook import RULEBOOK

WIDEST_LINE = 160
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(problems: Sequence[Problem], docs: str = "") -> str:
    """`path:line:column: RULE message`, the source line with a caret, and a remedy; counts at the end."""
    if not problems:
        return "No problems."
    errors = sum(problem.is_error for problem in problems)
    counts = f"{_counted(errors, 'error')}, {_counted(len(problems) - errors, 'warning')}"
    page = f", or {docs}#{problems[0].rule}" if docs else ""
    why = f"Why, with an example: homeward rules {problems[0].rule}{page}"
    return "\n".join([*map(_block, problems), f"{counts}.", why])


def as_json(problems: Sequence[Problem], docs: str = "") -> str:
    """A list of {path, line, column, rule, severity, message, hint}; [] when there is nothing."""
    keys = ("line", "column", "rule", "severity", "message", "hint")
    records = [
        {"path": display_path(each.path), **{key: getattr(each, key) for key in keys}} for each in problems
    ]
    return json.dumps(records, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], docs: str = "") -> str:
    """Workflow annotations: one ::error or ::warning line each, with the rule's address when there is one."""
    return "\n".join(_annotation(problem, f" {docs}#{problem.rule}" if docs else "") for problem in problems)


def as_sarif(problems: Sequence[Problem], docs: str = "") -> str:
    """SARIF 2.1.0, which code hosts and editors read: one run; without `docs` a rule has no helpUri."""
    rules = sorted({problem.rule for problem in problems})
    run = {
        "tool": {"driver": {"name": "homeward", "rules": [_sarif_rule(rule, docs) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    log = {"version": "2.1.0", "$schema": SARIF_SCHEMA, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


Format = Callable[[Sequence[Problem], str], str]
FORMATS: dict[str, Format] = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}


def _block(problem: Problem) -> str:
    mark = "" if problem.is_error else "warning: "
    place = f"{write_on_one_line(display_path(problem.path))}:{problem.line}:{problem.column}"
    lines = [f"{place}: {problem.rule} {mark}{write_on_one_line(problem.message)}"]
    if problem.source_line.strip():
        # A long line is cut so that the caret still points to its place.
        cut = max(0, problem.column - WIDEST_LINE // 2) if len(problem.source_line) > WIDEST_LINE else 0
        shown = _same_width(problem.source_line[cut : cut + WIDEST_LINE])
        lines += [f"    {shown}", f"    {' ' * (problem.column - 1 - cut)}^"]
    lines.append(f"    {write_on_one_line(problem.hint)}\n")
    return "\n".join(lines)


def _same_width(line: str) -> str:
    """A sign for each sign, so that the caret stays under its place."""
    return COMMANDING.sub("\ufffd", line.replace("\t", " ")).replace("##[", "#\ufffd[")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _annotation(problem: Problem, address: str) -> str:
    where = f"file={_property(display_path(problem.path))},line={problem.line},col={problem.column}"
    text = _escape(f"{problem.message}. {problem.hint}{address}")
    return f"::{problem.severity} {where},title={_property(problem.rule)}::{text}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(id: str, docs: str) -> dict[str, Any]:
    rule = RULEBOOK[id]
    described = {
        "id": id,
        "shortDescription": {"text": rule.about},
        "help": {"text": EXPLANATIONS[id].instead},
        "defaultConfiguration": {"level": rule.severity},
    }
    return {**described, "helpUri": f"{docs}#{id}"} if docs else described


def _sarif_result(problem: Problem, index: int) -> dict[str, Any]:
    shown = Path(display_path(problem.path))
    where = {
        "artifactLocation": {
            "uri": shown.as_uri() if shown.is_absolute() else quote(os.fsencode(shown.as_posix()))
        },
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": f"{problem.message}. {problem.hint}"},
        "locations": [{"physicalLocation": where}],
    }
