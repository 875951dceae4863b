"""Problems as SARIF 2.1.0, as annotations of GitHub, and the last line on a terminal."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.evidence.check.problem import Problem
from app.evidence.check.problem_report import FORMATS, as_github, as_sarif, as_text
from app.evidence.check.rulebook import RULEBOOK
from tests.conftest import ROOT

DOCS = "https://registry.example.org/docs/rules"
MISSPELT = Problem(
    Path("/elsewhere/a b/käse.md"),
    7,
    13,
    "unknown-choice",
    "“100%” is not one of: a, b",
    "Did you mean a?\nOr b.",
    "status: 100%",
)
OLD = Problem(Path("content/programs/keep.md"), 1, 1, "crlf", "Windows, line ends", "Save it with LF.")


def run_of(docs: str = "") -> dict[str, Any]:
    log = json.loads(as_sarif([MISSPELT, OLD, MISSPELT], docs))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_sarif_describes_each_rule_once_and_each_result_points_to_it() -> None:
    run = run_of(DOCS)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["crlf", "unknown-choice"]
    assert rules[1]["shortDescription"]["text"] == RULEBOOK["unknown-choice"].about
    assert rules[0]["defaultConfiguration"] == {"level": "warning"}
    assert all(rule["help"]["text"] for rule in rules)
    assert [(result["ruleId"], result["ruleIndex"], result["level"]) for result in run["results"]] == [
        ("unknown-choice", 1, "error"), ("crlf", 0, "warning"), ("unknown-choice", 1, "error"),
    ]  # fmt: skip


def test_sarif_counts_columns_as_the_check_does_and_encodes_paths() -> None:
    run = run_of()
    assert run["columnKind"] == "unicodeCodePoints"
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0] == {
        "artifactLocation": {"uri": "file:///elsewhere/a%20b/k%C3%A4se.md"},
        "region": {"startLine": 7, "startColumn": 13},
    }
    assert places[1]["artifactLocation"]["uri"] == "content/programs/keep.md"


def test_sarif_links_rules_only_where_there_is_an_absolute_address() -> None:
    assert [rule["helpUri"] for rule in run_of(DOCS)["tool"]["driver"]["rules"]] == [
        f"{DOCS}#crlf",
        f"{DOCS}#unknown-choice",
    ]
    assert all("helpUri" not in rule for rule in run_of()["tool"]["driver"]["rules"])


def test_an_annotation_is_one_line_whatever_it_says() -> None:
    first, second = as_github([MISSPELT, OLD]).split("\n")
    assert first == (
        "::error file=/elsewhere/a b/käse.md,line=7,col=13,title=unknown-choice"
        "::“100%25” is not one of: a, b. Did you mean a?%0AOr b."
    )
    assert second.startswith(
        "::warning file=content/programs/keep.md,line=1,col=1,title=crlf::Windows, line ends."
    )
    odd = Problem(Path("a,b:c.md"), 1, 1, "crlf", "x", "y.")
    assert as_github([odd]).startswith("::warning file=a%2Cb%3Ac.md,line=1,")
    assert as_github([OLD], DOCS).endswith(f"Save it with LF. {DOCS}#crlf")


def test_the_terminal_says_once_where_a_rule_is_explained() -> None:
    last = as_text([MISSPELT, OLD]).split("\n")[-2:]
    assert last == ["1 error, 1 warning.", "Why, with an example: homeward rules unknown-choice"]
    assert as_text([OLD], DOCS).endswith(f"homeward rules crlf, or {DOCS}#crlf")
    assert as_text([]) == "No problems."


@pytest.mark.parametrize("form", FORMATS)
def test_no_problem_is_said_in_every_format(form: str) -> None:
    assert (
        FORMATS[form]([], DOCS) in ("No problems.", "[]", "")
        or json.loads(FORMATS[form]([], DOCS))["runs"][0]["results"] == []
    )


def test_the_shipped_task_reads_what_the_check_prints() -> None:
    pattern = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"][0]["problemMatcher"][
        "pattern"
    ]
    told = [
        found for line in as_text([MISSPELT, OLD]).split("\n") if (found := re.match(pattern["regexp"], line))
    ]
    read = [{key: found[number] for key, number in pattern.items() if key != "regexp"} for found in told]
    assert read[0]["file"] == "/elsewhere/a b/käse.md"
    assert [(each["line"], each["column"], each["code"], each["severity"]) for each in read] == [
        ("7", "13", "unknown-choice", None), ("1", "1", "crlf", "warning"),
    ]  # fmt: skip
