"""The tree of a YAML text with the place of every key, dash and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.evidence.editing.parts import CannotEdit, split_lines
from app.evidence.reading.yaml_reader import CONSTANTS

LINE_END = re.compile(r"\r\n|\r|\n|\Z")
BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
TO_THE_DASH = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*-")


@dataclass(slots=True)
class Node:
    """A value at text[start:end]; comments and blank lines below a block are outside.

    `column`: where the keys or dashes of a block stand. `style`: "" plain, a quote mark, `|` or `>`.
    """

    start: int
    end: int
    value: Any
    flow: bool = False
    column: int = 0
    style: str = ""
    children: list[Child] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether this is a map or list written line by line."""
        return bool(self.children) and not self.flow


@dataclass(slots=True)
class Child:
    """A value and its key or dash, text[start:mark_end] ("" for an item in brackets)."""

    key: str
    start: int
    mark_end: int
    node: Node
    number: int | None = None

    @property
    def is_item(self) -> bool:
        """Whether this is an item of a list; a key may be "" too, in quotes."""
        return self.number is not None

    @property
    def step(self) -> str | int:
        """Its key or number: one step of a path."""
        return self.key if self.number is None else self.number


def parse_tree(text: str, first_line: int = 1) -> Node:
    """The tree of `text`, which was read without objections and begins at `first_line` of the file."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _TreeBuilder(text, first_line, events).node(next(events), -1)
    raise CannotEdit(first_line, "There are no keys here. Write `key: value` lines.")


def line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line after the one of `at` begins."""
    found = LINE_END.search(text, at)
    return found.end() if found else len(text)


def block_header_end(text: str, start: int) -> int:
    """Behind the `>-` or `|` of a block scalar that starts at `start`."""
    header = BLOCK_HEADER.match(text, start)
    return header.end() if header else start


def find_gaps(text: str, node: Node) -> list[str]:
    """What stands before, between and after the parts of a value in brackets."""
    starts = [*(child.start for child in node.children), node.end]
    ends = [node.start, *(child.node.end for child in node.children)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def strip_line_end(text: str) -> str:
    return text.rstrip("\r\n")


class _TreeBuilder:
    def __init__(self, text: str, first_line: int, events: Iterator[yaml.Event]) -> None:
        self.text = text
        self.first_line = first_line
        self.events = events

    def node(self, event: yaml.Event, indent: int) -> Node:
        """`indent` is the column of the block around it."""
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            value = CONSTANTS.get(event.value, event.value) if event.implicit[0] else event.value
            style = event.style or ""
            end = self.block_scalar_end(start, end, indent) if style in ("|", ">") else end
            return Node(start, end, value, style=style)
        column = start - line_start(self.text, start)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(Node(start, end, {}, bool(event.flow_style), column))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(Node(start, end, [], bool(event.flow_style), column))
        raise self.refusal(start, "References (&, *) are not read. Write the value out")

    def mapping(self, node: Node) -> Node:
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            start, end = _index(event.start_mark), _index(event.end_mark)
            before = self.text[line_start(self.text, start) : start].rstrip()
            if not isinstance(event, yaml.ScalarEvent) or before.endswith("?"):
                raise self.refusal(start, "A key that is marked with ? is not edited. Write `key: value`")
            value = self.node(next(self.events), node.column)
            node.children.append(Child(event.value, start, end, value))
            node.value[event.value] = value.value
        return self.closed(node, event)

    def sequence(self, node: Node) -> Node:
        after = node.start
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            start = _index(event.start_mark) if node.flow else self.dash(after)
            item = self.node(event, node.column)
            mark_end = start if node.flow else start + 1
            node.children.append(Child("", start, mark_end, item, len(node.children)))
            node.value.append(item.value)
            after = item.end
        return self.closed(node, event)

    def closed(self, node: Node, event: yaml.Event) -> Node:
        node.end = node.children[-1].node.end if node.is_block else _index(event.end_mark)
        return node

    def dash(self, after: int) -> int:
        found = TO_THE_DASH.match(self.text, after)
        if not found:
            raise self.refusal(after, "This list cannot be followed. Write one `- item` a line")
        return found.end() - 1

    def block_scalar_end(self, start: int, end: int, indent: int) -> int:
        """Where the text ends: its event reaches to the next token, over comments and blank lines."""
        mark = self.text[start : block_header_end(self.text, start)]
        at = line_end(self.text, start)
        number = re.search(r"\d", mark)
        last, deep = start + len(mark), max(indent, 0) + int(number[0]) if number else None
        for line in split_lines(self.text[at:end]):
            deep = deep if deep is not None or not line.strip() else len(line) - len(line.lstrip(" "))
            at += len(line)
            if line.strip() and (deep is None or not line.startswith(" " * deep) or deep <= indent):
                break
            if line.strip() or "+" in mark:
                last = at - len(line) + len(strip_line_end(line))
        return last

    def refusal(self, at: int, reason: str) -> CannotEdit:
        return CannotEdit(self.first_line + self.text.count("\n", 0, at), f"{reason}.")


def _index(mark: Any) -> int:
    """Offset in characters; the C loader's marks have a type of their own."""
    return int(mark.index)
