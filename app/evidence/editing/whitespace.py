"""Space that nobody sees: at the ends of lines and of the file."""

import re

from app.evidence.editing.parts import lines_of
from app.evidence.editing.yaml_tree import Node, without_line_end
from app.evidence.rules.body import CODE_FENCE

HARD_BREAK = re.compile(r".*\S  +")


def trimmed_yaml(yaml: str, tree: Node) -> tuple[str, list[int]]:
    """Without the space at the ends of lines, and the numbers (from 0) of these lines. Text that keeps its lines (`|`) and quoted text stay."""
    kept = {number for node in _texts(tree) for number in range(_line(yaml, node.start), _line(yaml, node.end) + (node.style == "|"))}
    return _trimmed(lines_of(yaml), kept)


def trimmed_markdown(body: str) -> tuple[str, list[int]]:
    """Without the space at the ends of lines, and the numbers (from 0) of these lines. Line breaks (two spaces in a paragraph) and code stay."""
    lines, kept, in_code = lines_of(body), set[int](), False
    for number, line in enumerate(lines):
        if CODE_FENCE.match(line):
            in_code = not in_code
        goes_on = number + 1 < len(lines) and bool(lines[number + 1].strip())
        if in_code or (goes_on and HARD_BREAK.fullmatch(without_line_end(line))) or line.startswith(("    ", "\t")):
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
        content = without_line_end(line)
        if number not in kept and content != content.rstrip(" \t"):
            changed.append(number)
            line = content.rstrip(" \t") + line[len(content) :]
        found.append(line)
    return "".join(found), changed
