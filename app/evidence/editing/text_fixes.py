"""Quotes around text that YAML would take for something else: `title: Home: a trial`, `name: Family #1`."""

import re
from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.editing.parts import split_lines
from app.evidence.editing.writing import write_scalar
from app.evidence.editing.yaml_tree import Node, strip_line_end
from app.evidence.reading.source import normalize_text
from app.evidence.reading.yaml_reader import SEPARATOR, read_yaml
from app.evidence.rules.body import CODE_FENCE

VALUE = re.compile(
    r"(?P<before>[ ]*(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>[^\s\[\]{}#&*!|>?,-].*?)(?P<after>[ \t]*)"
)
QUOTED_IN_PART = re.compile(r"""(["']).*\1\s*[^\s#].*|[^"'].*""")
NUMBER_SIGN = re.compile(r"[^#]*\s#\d[^#]*")
READ_AS_COMMENT = "hash-in-value"


def quote_texts(yaml: str) -> tuple[str, list[int]]:
    """The text with quotes where they mend it, and the numbers (from 0) of the lines that got them. A line that stays unreadable is left alone."""
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
    if (
        not found
        or SEPARATOR.search(line)
        or not QUOTED_IN_PART.fullmatch(found["value"])
        or not found["before"].strip()
    ):
        return None
    if (rule == READ_AS_COMMENT or re.search(r"\s#", found["value"])) and not NUMBER_SIGN.fullmatch(
        found["value"]
    ):
        return None  # what follows # may be a comment: only a number sign (#1) is sure to be text
    lines[number] = (
        found["before"]
        + write_scalar(found["value"], quotes='"')
        + found["after"]
        + lines[number][len(line) :]
    )
    return "".join(lines)


def _is_better(mended: str, mended_one: RuleFinding, before: list[RuleFinding]) -> bool:
    after = read_yaml(normalize_text(mended)).objections
    if mended_one.rule == READ_AS_COMMENT:
        return len(after) < len(before)
    later = [objection.line or 0 for objection in after if objection.rule == "yaml-syntax"]
    return not later or min(later) > (mended_one.line or 0)


HARD_BREAK = re.compile(r".*\S  +")


def trim_yaml(yaml: str, tree: Node) -> tuple[str, list[int]]:
    """Without the space at the ends of lines, and the numbers (from 0) of these lines. Text that keeps its lines (`|`) and quoted text stay."""
    kept = {
        number
        for node in _texts(tree)
        for number in range(_line(yaml, node.start), _line(yaml, node.end) + (node.style == "|"))
    }
    return _trimmed(split_lines(yaml), kept)


def trim_markdown(body: str) -> tuple[str, list[int]]:
    """Without the space at the ends of lines, and the numbers (from 0) of these lines. Line breaks (two spaces in a paragraph) and code stay."""
    lines, kept, in_code = split_lines(body), set[int](), False
    for number, line in enumerate(lines):
        if CODE_FENCE.match(line):
            in_code = not in_code
        goes_on = number + 1 < len(lines) and bool(lines[number + 1].strip())
        if (
            in_code
            or (goes_on and HARD_BREAK.fullmatch(strip_line_end(line)))
            or line.startswith(("    ", "\t"))
        ):
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
