"""`homeward rate`, as an editor types it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main


def run(content: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["rate", *words], env={"HOMEWARD_CONTENT": str(content)})


def test_a_verdict_names_each_condition_its_witnesses_and_what_would_change_it(content: Path) -> None:
    result = run(content, "homebuilders", "--topic", "post-permanency-services")
    assert result.exit_code == 0
    assert result.output.startswith("homebuilders in post-permanency-services: 2\n")
    assert "not a rating by CEBC" in result.output
    assert "The outcomes that count here are ours in part: the source's rule gives examples" in result.output
    assert "[x] In that same trial the benefit lasted 6 months or more" in result.output
    assert "<- walton-1993#2" in result.output
    assert (
        "to 1: one more peer-reviewed randomized controlled trial of a separate sample, in usual care"
        in result.output
    )


def test_json_has_the_promised_shape(content: Path) -> None:
    verdict = json.loads(
        run(content, "homebuilders", "--topic", "post-permanency-services", "--format", "json").output
    )
    promised = {
        "program",
        "topic",
        "profile",
        "version",
        "level",
        "range",
        "candidates",
        "reason",
        "weight",
        "conditions",
        "missing",
        "would_change",
    }
    assert promised <= set(verdict)
    assert (verdict["level"], verdict["range"], verdict["candidates"]) == ("2", None, None)
    assert verdict["outcomes_basis"] == "source-in-part"
    assert {"id", "for", "state", "text", "witnesses"} <= set(verdict["conditions"][0])
    assert {condition["state"] for condition in verdict["conditions"]} <= {"met", "not_met", "unknown"}
    assert set(verdict["would_change"][0]) == {"to", "needs"}


def test_without_a_topic_there_is_a_list(content: Path) -> None:
    verdicts = json.loads(run(content, "homebuilders", "--format", "json").output)
    assert verdicts[0]["topic"] == "post-permanency-services"
    assert len(verdicts) == 4


def test_all_programs_as_a_table_of_published_beside_derived(content: Path) -> None:
    result = run(content, "--all", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.output)))
    assert result.exit_code == 0
    in_a_topic = {
        path.stem
        for path in (content / "programs").glob("*.md")
        if "\ntopics: []" not in path.read_text("utf-8")
    }
    assert {row["program"] for row in rows} == in_a_topic
    homebuilders = next(
        row for row in rows if (row["program"], row["topic"]) == ("homebuilders", "post-permanency-services")
    )
    assert (homebuilders["published"], homebuilders["derived"]) == ("2", "2")


def test_another_scale_is_one_word_away(content: Path) -> None:
    result = run(content, "homebuilders", "--topic", "post-permanency-services", "--profile", "title-iv-e")
    assert result.exit_code == 0
    assert "design and execution standards are not evaluated" in result.output


@pytest.mark.parametrize("words, said", [
    (("homebuilder",), "did you mean homebuilders?"), (("homebuilders", "--topic", "reunification"), "did you mean reunification-programs?"),
    (("homebuilders", "--profile", "ebp"), "Invalid value"), ((), "name one program"), (("homebuilders", "--all"), "name one program"),
])  # fmt: skip
def test_what_is_unknown_is_exit_2_and_named(words: tuple[str, ...], said: str, content: Path) -> None:
    result = run(content, *words)
    assert result.exit_code == 2
    assert said in result.output


def test_an_entry_with_errors_is_exit_1_and_told_what_is_wrong(content: Path) -> None:
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("status: active", "status: activ"), "utf-8")
    result = run(content, "keep")
    assert result.exit_code == 1
    assert "unknown-choice" in result.output
    assert run(content, "homebuilders").exit_code == 0
