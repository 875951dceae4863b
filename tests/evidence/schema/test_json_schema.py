"""The generated schemas: as the models are, as the shipped files are, accepting every entry and refusing what a schema can refuse."""

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter, ValidationError

from app.commands.schema import generate_files
from app.evidence.check.rule_examples import EXPLANATIONS
from app.evidence.content import read_content
from app.evidence.entry import value_types
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import Context
from app.evidence.reading.document import read_markdown_document, read_yaml_document
from app.evidence.reading.source import read_source
from app.evidence.reading.yaml_reader import read_yaml
from app.evidence.schema.json_schema import MODELS
from tests.conftest import CONTENT, TODAY
from tests.evidence.check.test_rule_examples import broken_by, mended_by
from tests.shipped import read_shipped

FOLDERS = {
    "program": "programs/*.md",
    "topic": "topics/*.md",
    "guide": "guides/*.md",
    "rating": "ratings/*.md",
    "vocabulary": "vocabulary/*.yaml",
    "site": "site.yaml",
    "documents": "documents.yaml",
}
# What one key holds, apart from days to come and from what other keys, entries or the text say.
REFUSED = (
    "unknown-key", "missing-key", "wrong-type", "empty-value", "unknown-choice", "not-true-or-false", "not-a-number", "summary-too-long", "slug-syntax",
    "url-syntax", "doi-syntax", "pmid-syntax", "date-syntax", "year-range", "age-range", "months-range", "weeks-range", "count-range", "p-range",
    "unknown-word", "unknown-topic",
)  # fmt: skip


class EditorsYaml(yaml.SafeLoader):
    """YAML 1.2 as editors read it: the core schema, in which yes is text and dates are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+0123456789.")),
):
    EditorsYaml.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
EditorsYaml.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
EditorsYaml.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


@cache
def registry() -> Registry:
    return read_shipped()[0]


@cache
def made() -> dict[Path, str]:
    return generate_files(registry())


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(made()[Path("schema") / f"{kind}.schema.json"]), format_checker=FormatChecker(["date"])
    )


def faults(kind: str, values: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(values)]


def as_editors_read(text: str) -> Any:
    front_matter = text.split("\n---\n")[0].removeprefix("---\n") if text.startswith("---\n") else text
    return yaml.load(front_matter, EditorsYaml)


def content_files() -> Iterator[tuple[str, Path]]:
    return ((kind, path) for kind, pattern in FOLDERS.items() for path in sorted(CONTENT.glob(pattern)))


def test_the_shipped_files_are_as_generated_from_the_models() -> None:
    differing = [str(path) for path, text in made().items() if (CONTENT / path).read_text("utf-8") != text]
    assert differing == [], "run `homeward schema --write`"
    assert {path.name for path in (CONTENT / "schema").iterdir()} == {
        f"{kind}.schema.json" for kind in MODELS
    }


@pytest.mark.parametrize("kind", MODELS)
def test_each_schema_is_a_draft_2020_12_schema(kind: str) -> None:
    Draft202012Validator.check_schema(validator(kind).schema)
    assert validator(kind).schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_shipped_file_is_accepted_as_the_check_and_as_an_editor_reads_it() -> None:
    refused = {}
    for kind, path in content_files():
        source = read_source(path, CONTENT)
        read = read_yaml_document(source) if path.suffix == ".yaml" else read_markdown_document(source)
        for values in (read.values, as_editors_read(source.text or "")):
            if told := faults(kind, values):
                refused[path.name] = told
    assert refused == {}


@pytest.mark.parametrize("rule", REFUSED)
def test_a_schema_refuses_what_is_wrong_with_one_value(rule: str) -> None:
    for example in EXPLANATIONS[rule].examples:
        broken = broken_by(example).replace("⟦", "")
        as_checked = read_yaml(broken.split("\n---\n")[0].removeprefix("---\n")).values
        assert faults("program", as_editors_read(broken)) or faults("program", as_checked), (
            example.bad
        )  # 0120 is a number to an editor


def test_a_schema_accepts_what_the_remedies_write() -> None:
    mended = [
        example for each in EXPLANATIONS.values() for example in each.examples if example.kind == "entry"
    ]
    assert {
        example.good: told
        for example in mended
        if (told := faults("program", as_editors_read(mended_by(example))))
    } == {}


def test_a_retired_word_is_not_offered(content: Path) -> None:
    retired = EXPLANATIONS["retired-word"].examples[0].given
    populations = content / "vocabulary" / "populations.yaml"
    populations.write_text(f"{populations.read_text('utf-8')}{retired}\n", "utf-8")
    schema = json.loads(generate_files(read_content(content, TODAY)[0])[Path("schema/program.schema.json")])
    offered = schema["$defs"]["populations-ids"]["enum"]
    assert "kinship-caregivers" in offered
    assert retired.split(":")[0] not in offered


PROBES: tuple[Any, ...] = (
    "", " ", "x", "a b", "a-", "a-b", "a--b", "A", "0", "-1", "1", "1.5", ".5", "007", "12,5", "1e3", "25", "26", "600", "601", "1000", "1001", "1849", "1850", "2100",
    "2101", "8404251", "PMC1", "10.1234/a", "10.12/a", "doi:10.1234/a", "https://example.org", "http://localhost:8000/a", "https://a b.org", "example.org",
    "mailto:a@example.org", "ftp://example.org", "2026-11-21", "2026-11", "2026-13", "2026-02-30", "21.11.2026", "x" * 240, "x" * 241, True, ["a"], {"a": "b"},
)  # fmt: skip
KINDS = {
    "Text": value_types.Text, "Summary": value_types.Summary, "Flag": value_types.Flag, "Whole": value_types.Whole, "Decimal": value_types.Decimal, "Slug": value_types.Slug, "Url": value_types.Url,
    "Doi": value_types.Doi, "Pmid": value_types.Pmid, "Day": value_types.Day, "PartialDate": value_types.PartialDate, "Year": value_types.Year, "Age": value_types.Age, "Months": value_types.Months,
    "TreatmentMonths": value_types.TreatmentMonths, "Weeks": value_types.Weeks, "Count": value_types.Count, "Probability": value_types.Probability,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_value_and_its_check_agree(kind: str) -> None:
    """On values as an editor reads them. Where 007 and 1e3 have become numbers, or a month has no such day, the check alone can refuse."""
    adapter: TypeAdapter[Any] = TypeAdapter(KINDS[kind], config={"coerce_numbers_to_str": True})
    schema = Draft202012Validator(adapter.json_schema(), format_checker=FormatChecker(["date"]))
    known = Context(datetime.date(9999, 1, 1))
    disagreed = []
    for written in PROBES:
        read = as_editors_read(written) if isinstance(written, str) and written.strip() else written
        try:
            adapter.validate_python(written, context=known)
            accepted = True
        except ValidationError:
            accepted = False
        respelled = isinstance(read, int | float) and str(read) != str(written)
        if (
            schema.is_valid(read) != accepted
            and not (respelled and not accepted)
            and (kind, written) != ("PartialDate", "2026-02-30")
        ):
            disagreed.append((written, accepted))
    assert disagreed == []


def test_every_choice_says_what_it_means() -> None:
    lists = [node for node in _nodes(validator("program").schema) if "enumDescriptions" in node]
    assert len(lists) > 10
    assert all(
        len(node["enum"]) == len(node["enumDescriptions"]) and all(node["enumDescriptions"]) for node in lists
    )


def test_every_key_of_a_program_has_a_label() -> None:
    schema = validator("program").schema
    keys = [
        node for model in (schema, *schema["$defs"].values()) for node in model.get("properties", {}).values()
    ]
    assert [key for key in keys if not key.get("title")] == []


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _nodes(part)
