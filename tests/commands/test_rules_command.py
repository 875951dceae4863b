"""`homeward rules` and `homeward schema` as an editor types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.evidence.check.rulebook import RULEBOOK


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(words), env=environment)


def test_rules_lists_every_rule_and_how_to_read_on() -> None:
    result = run("rules")
    assert result.exit_code == 0
    assert [rule for rule in RULEBOOK if f"  {rule} " not in result.output] == []
    assert "homeward rules RULE" in result.output


def test_one_rule_is_explained_with_an_example() -> None:
    assert run("rules", "ages-order").output.split("\n") == [
        "ages-order (error)", "  The youngest age is not above the oldest.",
        "  Write the youngest age as `min` and the oldest as `max`.", "",
        "  Refused:", "    | ages: {min: 12, max: 2}", "  Accepted:", "    | ages: {min: 2, max: 12}", "",
    ]  # fmt: skip
    assert "only in homeward check --strict" in run("rules", "review-due").output


def test_a_misspelt_rule_names_the_nearest() -> None:
    result = run("rules", "age-order")
    assert result.exit_code == 2
    assert "there is no rule “age-order”; did you mean ages-order?" in result.output


def test_rules_for_tools_and_for_a_repository() -> None:
    records = json.loads(run("rules", "--format", "json").output)
    assert [record["rule"] for record in records] == list(RULEBOOK)
    assert set(records[0]) == {"rule", "severity", "when", "about", "instead", "refused", "accepted"}
    markdown = run("rules", "--format", "markdown").output
    assert [rule for rule in RULEBOOK if f"### {rule}\n" not in markdown] == []


@pytest.mark.parametrize("kind", ["program", "topic", "guide", "rating", "vocabulary", "site"])
def test_schema_prints_each_kind(kind: str) -> None:
    assert json.loads(run("schema", kind).output)["$schema"].endswith("2020-12/schema")


def test_schema_write_renews_what_is_shipped(content: Path) -> None:
    environment = {"HOMEWARD_CONTENT": str(content)}
    old = content / "schema" / "program.schema.json"
    old.write_text("{}", "utf-8")
    result = run("schema", "--write", **environment)
    assert result.exit_code == 0
    assert f"{old}: written" in result.output
    assert "site.schema.json: as it was" in result.output
    assert json.loads(old.read_text("utf-8"))["title"] == "Program"
    assert run("check", **environment).output == "No problems.\n"


@pytest.mark.parametrize(
    "words", [("schema", "study"), ("schema", "program", "--write"), ("rules", "--format", "yaml")]
)
def test_wrong_usage_is_exit_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
