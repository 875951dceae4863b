"""The text of a new entry: the facts that are known, and beside every other key what belongs there."""

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.evidence.editing.key_order import order_keys
from app.evidence.editing.writing import write_key
from app.evidence.entry.registry import Registry
from app.evidence.new_entry.key_notes import KEY_NOTES, KeyNote
from app.evidence.rules.body import REQUIRED, SECTIONS

WIDEST = 110
NOT_KEYS = ("slug", "sections")
"""What facts may hold besides the keys of an entry: its address, and Markdown by heading."""
HEAD = (
    "Lines that start with # are notes for you and are not shown; delete them whenever you like.",
    "null means “not recorded”: put the value in its place when a source gives it, and leave null when none "
    "does.",
)
FOOT = (
    f"Below the next line stands the text, in Markdown. “## {REQUIRED}” is required; the other sections, as "
    "far as there is something to say:",
    *(f"## {section}" for section in SECTIONS if section != REQUIRED),
)


def start_entry(facts: Mapping[str, Any], registry: Registry, today: datetime.date) -> str:
    """A valid entry with `facts` (its keys, and `sections`: heading -> Markdown) and a note on other keys.

    `name`, `summary`, `target_population.description` and `sources` must be among the facts; status, topics,
    dates and the text under About are filled in: About starts with the summary until an editor writes it.
    """
    values = order_keys(complete_facts(facts, today))
    lines = ["---", *_comment(HEAD)]
    for note in KEY_NOTES:
        lines += _block(note, values, registry)
    lines += ["", *_comment(FOOT), "---"]
    return "\n".join([*lines, *_sections(facts.get("sections") or {}, str(values["summary"])), ""])


def complete_facts(facts: Mapping[str, Any], today: datetime.date) -> dict[str, Any]:
    """The facts with what every new entry has: active, added and reviewed today, with all its sources."""
    given = {key: value for key, value in facts.items() if key not in NOT_KEYS and value is not None}
    filled = {"status": "active", "topics": [], "sources": [], "dates": {}, **given}
    if isinstance(filled["dates"], Mapping):
        filled["dates"] = {"added": str(today), "reviewed": str(today), **filled["dates"]}
    if isinstance(filled["sources"], list):
        named = (each for each in dict.fromkeys(_named_sources(given)) if each not in filled["sources"])
        filled["sources"] = [*filled["sources"], *named]
    return filled


def _named_sources(value: Any) -> Iterator[str]:
    """Every address that stands under `source` or among a study's `sources`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _sources_under(key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named_sources(inner)


def _sources_under(key: str, value: Any) -> Iterable[str]:
    if key == "source" and isinstance(value, str):
        return [value]
    if key == "sources" and isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return _named_sources(value)


def _block(note: KeyNote, values: Mapping[str, Any], registry: Registry) -> list[str]:
    parent, _, key = note.key.rpartition(".")
    value = (values.get(parent) or {} if parent else values).get(key)
    if note.rare and not value:
        return []
    indent = 2 if parent else 0
    lines = ["", f"# {note.title.upper()}"] if note.title else []
    if not note.about:  # its keys follow, each with its own note
        return [*lines, f"{key}:"]
    lines += _comment((note.about,), indent)
    if note.words:
        lines += _comment((f"  {', '.join(list_choices(registry, note.words))}",), indent)
    return [*lines, *write_key(key, value, indent), *_example(note, value)]


def _example(note: KeyNote, value: Any) -> list[str]:
    """One item as it would be written, ready when the marks are deleted."""
    if not note.example:
        return []
    instead = f"In place of {'[]' if value == [] else 'null'}, for example:"
    said = "One more is written like this:" if value else instead
    return [f"# {said}", *(f"# {line}" for line in note.example)]


def list_choices(registry: Registry, vocabulary: str) -> list[str]:
    """The ids of a vocabulary (or "topics") that may be used, in their order."""
    if vocabulary == "topics":
        return [slug for slug, topic in registry.topics.items() if topic.value.status == "active"]
    return [id for id, word in registry.vocabulary.get(vocabulary, {}).items() if word.status == "active"]


def _comment(paragraphs: Iterable[str], indent: int = 0) -> list[str]:
    """Comment lines of at most `WIDEST` columns; a paragraph that is indented stays so on every line."""
    mark, lines = f"{' ' * indent}# ", list[str]()
    wrapper = textwrap.TextWrapper(WIDEST - len(mark), break_long_words=False, break_on_hyphens=False)
    for paragraph in paragraphs:
        wrapper.subsequent_indent = " " * (len(paragraph) - len(paragraph.lstrip()))
        lines += [f"{mark}{line}" for line in wrapper.wrap(paragraph)]
    return lines


def _sections(sections: Mapping[str, str], summary: str) -> list[str]:
    given = {heading: text.strip() for heading, text in sections.items() if text and text.strip()}
    texts = {REQUIRED: summary, **given}
    order = dict.fromkeys(heading for heading in (REQUIRED, *SECTIONS, *given) if heading in texts)
    return [line for heading in order for line in ("", f"## {heading}", "", texts[heading])]
