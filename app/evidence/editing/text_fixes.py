"""Fixes that change no value: quotes where YAML would take text for something else, and space nobody sees."""

import re
from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.editing.parts import split_lines
from app.evidence.editing.writing import write_scalar
from app.evidence.editing.yaml_tree import Node, strip_line_end
from app.evidence.markdown.blocks import read_blocks
from app.evidence.markdown.limits import find_excess
from app.evidence.markdown.passages import code_lines
from app.evidence.reading.signs import CONTROL
from app.evidence.reading.source import normalize_text
from app.evidence.reading.yaml_reader import read_yaml

VALUE = re.compile(
    r"(?P<before>[ ]*(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>[^\s\[\]{}#&*!|>?,-].*?)(?P<after>[ \t]*)"
)
QUOTED_IN_PART = re.compile(r"""(["']).*\1\s*[^\s#].*|[^"'].*""")
NUMBER_SIGN = re.compile(r"[^#]*\s#\d[^#]*")
READ_AS_COMMENT = "hash-in-value"
HARD_BREAK = re.compile(r".*\S  +")


def quote_texts(yaml: str) -> tuple[str, list[int]]:
    """The text with quotes where they mend it, and the numbers (from 0) of the lines that got them.

    `title: Home: a trial` and `name: Family #1` get them; a line that stays unreadable is left alone.
    """
    changed: list[int] = []
    while mending := next(_mendings(yaml), None):
        number, yaml = mending
        changed.append(number)
    return yaml, changed


def _mendings(yaml: str) -> Iterator[tuple[int, str]]:
    objections = read_yaml(normalize_text(yaml)).objections
    for objection in objections:
        if objection.rule in ("yaml-syntax", READ_AS_COMMENT) and objection.line:
            mended = _with_quotes(yaml, objection.line - 1, objection.rule)
            if mended and _is_better(mended, objection, objections):
                yield objection.line - 1, mended


def _with_quotes(yaml: str, number: int, rule: str) -> str | None:
    lines = split_lines(yaml)
    line = strip_line_end(lines[number]) if number < len(lines) else ""
    found = VALUE.fullmatch(line)
    if not found or CONTROL.search(line) or not found["before"].strip():
        return None
    before, value, after = found["before"], found["value"], found["after"]
    may_be_comment = rule == READ_AS_COMMENT or re.search(
        r"\s#", value
    )  # but a number (#1) is sure to be text
    if not QUOTED_IN_PART.fullmatch(value) or (may_be_comment and not NUMBER_SIGN.fullmatch(value)):
        return None
    lines[number] = before + write_scalar(value, quotes='"') + after + lines[number][len(line) :]
    return "".join(lines)


def _is_better(mended: str, mended_one: RuleFinding, before: list[RuleFinding]) -> bool:
    after = read_yaml(normalize_text(mended)).objections
    if mended_one.rule == READ_AS_COMMENT:
        return len(after) < len(before)
    later = [objection.line or 0 for objection in after if objection.rule == "yaml-syntax"]
    return not later or min(later) > (mended_one.line or 0)


def trim_yaml(yaml: str, tree: Node) -> tuple[str, list[int]]:
    """Without the space at the ends of lines, and the numbers (from 0) of these lines.

    Text that keeps its lines (`|`) and quoted text stay.
    """
    kept: set[int] = set()
    for node in _texts(tree):
        kept.update(range(_line(yaml, node.start), _line(yaml, node.end) + (node.style == "|")))
    return _trimmed(split_lines(yaml), kept)


def trim_markdown(body: str) -> tuple[str, list[int]]:
    """The same in Markdown: line breaks (two spaces in a paragraph) and code stay."""
    lines, kept = split_lines(body), set[int]()
    if find_excess(body):
        return body, []
    code = code_lines(read_blocks(normalize_text(body), first_line=0))
    for number, line in enumerate(lines):
        goes_on = number + 1 < len(lines) and bool(lines[number + 1].strip())
        is_break = goes_on and HARD_BREAK.fullmatch(strip_line_end(line))
        if number in code or is_break or line.startswith(("    ", "\t")):
            kept.add(number)
    return _trimmed(lines, kept)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at)


def _texts(node: Node) -> list[Node]:
    if node.style == "|" or (node.style in ("'", '"') and not node.children):
        return [node]
    return [text for child in node.children for text in _texts(child.node)]


def _trimmed(lines: list[str], kept: set[int]) -> tuple[str, list[int]]:
    found, changed = [], []
    for number, line in enumerate(lines):
        content = strip_line_end(line)
        if number not in kept and content != content.rstrip(" \t"):
            changed.append(number)
            line = content.rstrip(" \t") + line[len(content) :]
        found.append(line)
    return "".join(found), changed
