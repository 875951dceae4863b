"""YAML 1.2 without its traps, with the place of every value.

Only null, true and false are resolved; every other plain scalar stays as written, and the model decides.
So `no` is text, `010` and `1:30` are never quietly 8 or 90, and a volume `1.10` keeps its zero.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from app.evidence.check.problem import At, RuleFinding
from app.evidence.reading.signs import CONTROL, find_escapes, find_signs
from app.evidence.reading.yaml_errors import explain_syntax_error, find_place, place_finding

DEEPEST, MOST_VALUES, LONGEST_VALUE = 12, 10_000, 20_000
SWALLOWED = re.compile(r"\s+#[^\s#]")
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
    """`values` (dicts, lists, str, bool, None), the place of each, and objections with lines of this text.

    `signs` are objections to what was read well and should not stand in an entry: what nobody sees.
    """

    values: Any = None
    places: dict[At, Place] = field(default_factory=dict)
    objections: list[RuleFinding] = field(default_factory=list)
    signs: list[RuleFinding] = field(default_factory=list)


class _StopReading(Exception):
    pass


def read_yaml(text: str) -> YamlText:
    """Read one YAML document. A syntax error gives one objection and `values` None.

    Duplicate keys, anchors, tags and invisible signs (controls are read as spaces) give one objection each.
    """
    result = YamlText()
    for found in find_signs(text):
        (result.objections if found.rule == "control-character" else result.signs).append(found)
    readable = CONTROL.sub(" ", text) if CONTROL.search("".join(set(text))) else text
    reader = _Reader(yaml.parse(readable, Loader=yaml.CSafeLoader), readable.split("\n"), result)
    try:
        result.values = reader.document()
    except yaml.MarkedYAMLError as error:
        if readable == text:  # else where a line should have ended may be all that is wrong
            result.objections.append(explain_syntax_error(error, reader.lines, reader.latest))
    except _StopReading:
        result.values = None
    return result


class _Reader:
    def __init__(self, events: Iterator[yaml.Event], lines: list[str], result: YamlText) -> None:
        self.lines = lines
        self.events = self.followed(events)
        self.result = result
        self.latest: yaml.Event | None = None
        self.count = 0

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
        if at not in self.result.places:
            self.result.places[at] = Place(_mark(event))
        self.refuse_size(event, at)
        self.refuse_reference_and_tag(event, at)
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_swallowed_hash(event, at)
            self.refuse_escaped_signs(event, at)
            return CONSTANTS.get(event.value, event.value) if event.implicit[0] else event.value
        if len(at) >= DEEPEST:
            self.refuse_depth(event, at)
        return self.mapping(at) if isinstance(event, yaml.MappingStartEvent) else self.sequence(at)

    def refuse_size(self, event: yaml.Event, at: At = ()) -> None:
        self.count += 1
        length = len(event.value) if isinstance(event, yaml.ScalarEvent) else 0
        if self.count > MOST_VALUES or length > LONGEST_VALUE:
            message = f"there are more than {MOST_VALUES:,} values"
            if length > LONGEST_VALUE:
                message = f"this value has {length:,} characters; at most {LONGEST_VALUE:,}"
            hint = "Delete what was pasted here by mistake; a file holds what a person can read."
            self.object("yaml-too-large", event, message, hint, at)
            raise _StopReading

    def refuse_depth(self, event: yaml.Event, at: At = ()) -> None:
        hint = "An entry never needs this: check the indentation and brackets."
        self.object("yaml-too-deep", event, f"values are nested more than {DEEPEST} deep", hint, at)
        raise _StopReading

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
            self.refuse_escaped_signs(event, at)
            return str(event.value)
        self.object("yaml-syntax", event, "a key must be one word", "Write `key: value`.", at)
        raise _StopReading

    def skip(self, event: yaml.Event) -> None:
        depth = 0
        while True:
            self.refuse_size(event)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth <= 0:
                return
            if depth > DEEPEST:
                self.refuse_depth(event)
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
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if SWALLOWED.match(line, end.column):  # no slice: a line may hold thousands of values
            message = f"“{line[end.column :].strip()}” is read as a comment"
            self.object("hash-in-value", event, message, "Put the whole value in quotes.", at)

    def refuse_escaped_signs(self, event: yaml.ScalarEvent, at: At) -> None:
        if event.style != '"':  # no other style has escapes
            return
        (first, start), (last, end) = find_place(event.start_mark), find_place(event.end_mark)
        written = [*self.lines[first:last], self.lines[last][:end]]
        written[0] = " " * start + written[0][start:]
        for line, column, finding in find_escapes(written, at):
            self.result.signs.append(replace(finding, line=first + line + 1, column=column + 1))

    def object(self, rule: str, event: yaml.Event, message: str, hint: str, at: At = ()) -> None:
        if rule == "anchor" and any(earlier.rule == rule for earlier in self.result.objections):
            return  # a file full of them is one misunderstanding, not a thousand problems
        self.result.objections.append(place_finding(rule, _mark(event), message, hint, at))


def _mark(event: yaml.Event) -> tuple[int, int]:
    return find_place(event.start_mark)
