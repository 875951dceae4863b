"""A file of facts from which a new entry is started, checked as an entry is, each problem at its line."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Registry, build_context
from app.evidence.new_entry.template import complete_facts
from app.evidence.reading.document import Document, read_yaml_document
from app.evidence.reading.source import read_source
from app.evidence.reading.validation import validate
from app.evidence.rules.body import SECTIONS
from app.evidence.rules.program import check_program
from app.evidence.rules.study import check_studies

Facts = Mapping[str, Any]


def read_facts(path: Path) -> Document:
    """The facts of a YAML or JSON file (JSON is YAML), with the place of each."""
    return read_yaml_document(read_source(path, path.parent))


def check_facts(facts: Facts, registry: Registry, today: datetime.date) -> list[RuleFinding]:
    """What is wrong with `facts` as the start of an entry. A required fact that is missing is among it."""
    program, found, _ = validate(Program, complete_facts(facts, today), build_context(registry, today))
    found += [*_slug_faults(facts.get("slug")), *_section_faults(facts.get("sections"))]
    if found or program is None:  # what was mended to be read on proves nothing
        return found
    return [*check_program(program), *check_studies(program.studies)]


def check_fact(key: str, facts: Facts, registry: Registry, today: datetime.date) -> list[RuleFinding]:
    """What is wrong with the value of one dotted key."""
    at = tuple(key.split("."))
    return [objection for objection in check_facts(facts, registry, today) if objection.at[: len(at)] == at]


def _slug_faults(slug: Any) -> Iterator[RuleFinding]:
    if slug is not None and not isinstance(slug, str):
        hint = "Put it in quotes, or delete the key: the name then makes the address."
        yield RuleFinding("wrong-type", ("slug",), "“slug” should hold text", hint)


def _section_faults(sections: Any) -> Iterator[RuleFinding]:
    known = ", ".join(SECTIONS)
    if sections is not None and not isinstance(sections, Mapping):
        message = "“sections” should hold keys of its own (heading: text)"
        yield RuleFinding("wrong-type", ("sections",), message, f"Known: {known}.")
        return
    for heading, text in (sections or {}).items():
        at = ("sections", heading)
        if heading not in SECTIONS:
            near = find_nearest(heading, SECTIONS)
            hint = f"Did you mean {near}?" if near else f"Use one of: {known}."
            message = f"“{heading}” is not a section of an entry"
            yield RuleFinding("section-unknown", at, message, hint, on_key=True)
        elif not isinstance(text, str):
            hint = "Write `|` after the colon and the Markdown indented below it."
            yield RuleFinding("wrong-type", at, f"“{heading}” should hold text", hint)
