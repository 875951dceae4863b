"""A block of YAML cut into the lines of each key or item, with the comments that belong to it.

A comment at the same column directly above a key or item, with no blank line between, belongs to it; one that
is indented deeper belongs to the one above. Any other comment and every blank line stay when neighbors go.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.evidence.editing.parts import split_lines
from app.evidence.editing.yaml_tree import Child, Node, line_end, line_start

COMMENT = re.compile(r"([ \t]*)#")


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one child, text[line:stop]. `loose` stays at its place, `lead` travels with the child.

    `pad` is the spaces before its first character where that is behind a dash.
    """

    child: Child
    loose: str
    lead: str
    line: int
    stop: int
    pad: str = ""


def cut_pieces(text: str, node: Node, first: int, stop: int) -> tuple[list[Piece], str]:
    """The pieces of the block `node`, which has text[first:stop], and the lines after them.

    `first` is its start or that of a line above it.
    """
    found: list[Piece] = []
    at = first
    for child, following in zip(node.children, [*node.children[1:], None], strict=True):
        behind_dash = child is node.children[0] and first == node.start and first != line_start(text, first)
        line = child.start if behind_dash else line_start(text, child.start)
        loose, lead = _above(text[at:line], node.column)
        limit = line_start(text, following.start) if following else stop
        at = _extent(text, child.node.end, limit, node.column)
        found.append(Piece(child, loose, lead, line, at, " " * node.column if behind_dash else ""))
    return found, text[at:stop]


def rewrite_inside(text: str, piece: Piece, newline: str, rewrite: Callable[[int], str]) -> str:
    """The piece with its block rewritten: `rewrite` gives its lines from an offset on, at its column."""
    child, node = piece.child, piece.child.node
    if line_start(text, node.start) > child.start:
        first = line_end(text, child.mark_end)
        return piece.pad + text[piece.line : first] + rewrite(first)
    block, dash = rewrite(node.start).lstrip("\r\n"), text[piece.line : node.start]
    if block[: node.column].strip():
        return piece.pad + dash.rstrip() + newline + block
    return piece.pad + dash + block[node.column :]


def _above(between: str, column: int) -> tuple[str, str]:
    lines = split_lines(between)
    own = len(lines)
    while own and (comment := COMMENT.match(lines[own - 1])) and len(comment[1]) == column:
        own -= 1
    return "".join(lines[:own]), "".join(lines[own:])


def _extent(text: str, end: int, limit: int, column: int) -> int:
    """Where a child ends: behind its last line, or behind the last of the deeper comments that follow."""
    at = last = line_end(text, end)
    for line in split_lines(text[at:limit]):
        at += len(line)
        comment = COMMENT.match(line)
        if comment and len(comment[1]) <= column:
            break
        last = at if comment else last
    return last
