"""YAML 1.2 without its traps, with the place of every value.

Only null, true and false are resolved; every other plain scalar stays as written, and the model decides.
So `no` is text, `010` and `1:30` are never quietly 8 or 90, and a volume `1.10` keeps its zero.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.evidence.check.problem import At, RuleFinding
from app.evidence.reading.yaml_errors import explain_syntax_error, find_place, place_finding

DEEPEST = 12
SWALLOWED = re.compile(r"\s+#[^\s#]")
SEPARATORS = {"\x85": "next line", "\u2028": "line separator", "\u2029": "paragraph separator"}
"""Characters that end a line for YAML, and for nothing else that reads an entry."""
SEPARATOR = re.compile(f"[{''.join(SEPARATORS)}]")
CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class Place:
    """0-based line and column of a value and, inside a mapping, of its key."""

    value: tuple[int, int]
    key: tuple[int, int] | None = None


@dataclass(slots=True)
class YamlText:
    """`values` (dicts, lists, str, bool, None), the place of each, and objections with lines of this text."""

    values: Any = None
    places: dict[At, Place] = field(default_factory=dict)
    objections: list[RuleFinding] = field(default_factory=list)


class _StopReading(Exception):
    pass


def read_yaml(text: str) -> YamlText:
    """Read one YAML document. A syntax error gives one objection and `values` None.

    Duplicate keys, anchors, tags and Unicode's line ends (read as spaces) give one objection each.
    """
    separators = [_separator(found, text) for found in SEPARATOR.finditer(text)]
    text = SEPARATOR.sub(" ", text)
    result = YamlText(objections=separators.copy())
    reader = _Reader(yaml.parse(text, Loader=yaml.CSafeLoader), text.split("\n"), result)
    try:
        result.values = reader.document()
    except yaml.MarkedYAMLError as error:
        if not separators:  # else where a line should have ended may be all that is wrong
            result.objections.append(explain_syntax_error(error, reader.lines, reader.latest))
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        place = before.count("\n"), len(before) - before.rfind("\n") - 1
        message, hint = "a control character stands here", "Delete the invisible character."
        result.objections.append(place_finding("yaml-syntax", place, message, hint))
    except _StopReading:
        result.values = None
    return result


class _Reader:
    def __init__(self, events: Iterator[yaml.Event], lines: list[str], result: YamlText) -> None:
        self.lines = lines
        self.events = self.followed(events)
        self.result = result
        self.latest: yaml.Event | None = None

    def followed(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        for event in events:
            self.latest = event
            yield event

    def document(self) -> Any:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                value = self.value(next(self.events), ())
                self.refuse_second_document()
                return value
        return None

    def refuse_second_document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                hint = "Keep one block of front matter; delete this line."
                self.object("yaml-syntax", event, "a second document starts here", hint)
                return

    def value(self, event: yaml.Event, at: At) -> Any:
        self.result.places.setdefault(at, Place(_mark(event)))
        self.refuse_reference_and_tag(event, at)
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_swallowed_hash(event, at)
            return CONSTANTS.get(event.value, event.value) if event.implicit[0] else event.value
        if len(at) >= DEEPEST:
            hint = "An entry never needs this: check the indentation and brackets."
            self.object("yaml-too-deep", event, f"values are nested more than {DEEPEST} deep", hint, at)
            raise _StopReading
        return self.mapping(at) if isinstance(event, yaml.MappingStartEvent) else self.sequence(at)

    def sequence(self, at: At) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*at, len(items))))
        return items

    def mapping(self, at: At) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, at)
            if key in items:
                hint = "Keep one of the two and delete the other."
                self.object("duplicate-key", event, f"“{key}” stands here a second time", hint, (*at, key))
                self.skip(next(self.events))
                continue
            inner, value_event = (*at, key), next(self.events)
            self.result.places[inner] = Place(_mark(value_event), _mark(event))
            items[key] = self.value(value_event, inner)
        return items

    def key(self, event: yaml.Event, at: At) -> str:
        self.refuse_reference_and_tag(event, at)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self.object("yaml-syntax", event, "a key must be one word", "Write `key: value`.", at)
        raise _StopReading

    def skip(self, event: yaml.Event) -> None:
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth <= 0:
                return
            event = next(self.events)

    def refuse_reference_and_tag(self, event: yaml.Event, at: At) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            hint = "Write the value out where it is needed, or put it in quotes."
            self.object("anchor", event, "anchors (&) and aliases (*) are not read", hint, at)
            if isinstance(event, yaml.AliasEvent):
                raise _StopReading  # what it stands for may be endless
        elif tag := getattr(event, "tag", None):
            hint = "Delete it (the word that starts with !), or put the value in quotes."
            self.object("tag", event, f"the tag {tag} is not read", hint, at)

    def refuse_swallowed_hash(self, event: yaml.ScalarEvent, at: At) -> None:
        """`name: Family #1` is read as “Family”: nobody writes a comment without a space after its #."""
        end = event.end_mark
        if not event.implicit[0] or end is None or not event.value:
            return
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if SWALLOWED.match(rest):
            message = f"“{rest.strip()}” is read as a comment"
            self.object("hash-in-value", event, message, "Put the whole value in quotes.", at)

    def object(self, rule: str, event: yaml.Event, message: str, hint: str, at: At = ()) -> None:
        if rule == "anchor" and any(earlier.rule == rule for earlier in self.result.objections):
            return  # a file full of them is one misunderstanding, not a thousand problems
        self.result.objections.append(place_finding(rule, _mark(event), message, hint, at))


def _mark(event: yaml.Event) -> tuple[int, int]:
    return find_place(event.start_mark)


def _separator(found: re.Match[str], text: str) -> RuleFinding:
    place = text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start()) - 1
    message = f"an invisible {SEPARATORS[found[0]]} (U+{ord(found[0]):04X}) stands here"
    hint = "Delete this one character, then type a space or press Enter."
    return place_finding("yaml-syntax", place, message, hint)
