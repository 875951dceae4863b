"""Problems as SARIF 2.1.0, the format in which code hosts and editors take findings from a checker."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.evidence.check.problem import Problem, display_path
from app.evidence.check.rule_examples import EXPLANATIONS
from app.evidence.check.rulebook import RULEBOOK


def as_sarif(problems: Sequence[Problem], docs: str = "") -> str:
    """One run. `docs`, the absolute address of the rules' page, gives each rule its helpUri; without one its help is text alone."""
    rules = sorted({problem.rule for problem in problems})
    run = {
        "tool": {"driver": {"name": "homeward", "rules": [_rule(rule, docs) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    return json.dumps(
        {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]},
        ensure_ascii=False,
        indent=2,
    )


def _rule(id: str, docs: str) -> dict[str, Any]:
    rule = RULEBOOK[id]
    described = {
        "id": id,
        "shortDescription": {"text": rule.about},
        "help": {"text": EXPLANATIONS[id].instead},
        "defaultConfiguration": {"level": rule.severity},
    }
    return {**described, "helpUri": f"{docs}#{id}"} if docs else described


def _result(problem: Problem, index: int) -> dict[str, Any]:
    where = {
        "artifactLocation": {"uri": _uri(problem.path)},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": f"{problem.message}. {problem.hint}"},
        "locations": [{"physicalLocation": where}],
    }


def _uri(path: Path) -> str:
    shown = Path(display_path(path))
    return shown.as_uri() if shown.is_absolute() else quote(shown.as_posix())
