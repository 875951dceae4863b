"""Changing values of a YAML text: each key and item keeps its lines and brackets unless its value changed."""

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from app.evidence.check.problem import At
from app.evidence.editing.equality import SHOWN_EMPTY, are_alike, is_recorded, match_items
from app.evidence.editing.key_order import find_place, last_key, order_value
from app.evidence.editing.writing import WIDTH, write_block, write_flow, write_key, write_scalar, write_value
from app.evidence.editing.yaml_blocks import Piece, cut_pieces, rewrite_inside
from app.evidence.editing.yaml_tree import (
    Child,
    Node,
    block_header_end,
    find_gaps,
    line_end,
    line_start,
    strip_line_end,
)

A_COMMENT = re.compile(r"#[^\r\n]*")
TRAILING = re.compile(r"[ \t]+#[^\r\n]*|[ \t]*")


class BlockRewriter:
    """One YAML text being rewritten; `newline` is how its lines end."""

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline

    def block(self, node: Node, wanted: Any, first: int, stop: int, at: At) -> str:
        """The lines text[first:stop], which hold the block `node`, with the wanted map or list."""
        rewrite = self.mapping if isinstance(node.value, dict) else self.sequence
        return rewrite(node, wanted, first, stop, at)

    def mapping(self, node: Node, wanted: Any, first: int, stop: int, at: At) -> str:
        """Keys keep their order; a new one goes where the format has it; one that goes takes its comments."""
        found, tail = cut_pieces(self.text, node, first, stop)
        by_key = {piece.child.key: piece for piece in found}
        keys = list(by_key)
        for key in wanted:
            if key not in by_key and is_recorded(wanted[key]):
                keys.insert(find_place(key, keys, at), key)
        out = [found[0].loose]
        for key in keys:
            piece = by_key.get(key)
            if piece is None:
                out += self.lines(write_key(key, order_value(wanted[key], (*at, key)), node.column))
                continue
            out += [piece.loose] if piece is not found[0] else []
            out += self.key(piece, wanted.get(key), node, (*at, key))
        return "".join([*out, tail])

    def key(self, piece: Piece, wanted: Any, node: Node, at: At) -> list[str]:
        key, value = piece.child.key, piece.child.node.value
        if are_alike(value, wanted):
            return [piece.lead, self.as_it_was(piece)]
        if is_recorded(wanted) or key in SHOWN_EMPTY:
            return [piece.lead, self.changed(piece, wanted if is_recorded(wanted) else [], node.column, at)]
        return []

    def sequence(self, node: Node, wanted: Any, first: int, stop: int, at: At) -> str:
        """Items are matched with those that were there: one that moved takes its lines and comments along."""
        found, tail = cut_pieces(self.text, node, first, stop)
        was = match_items(node.value, wanted)
        kept = [old for old in was if old is not None]
        moved = any(above > below for above, below in pairwise(kept))
        loose = {old: [piece.loose] for old, piece in enumerate(found)}
        for gone in reversed([old for old in loose if old not in kept and not moved]):
            below = min((old for old in kept if old > gone), default=len(found))
            loose.setdefault(below, []).insert(0, found[gone].loose)
        out: list[str] = []
        for item, old in zip(wanted, was, strict=True):
            if old is None:
                out += self.lines(write_block([order_value(item, at)], node.column, str(at[-1])))
                continue
            piece = found[old]
            out += [*loose[old], piece.lead]
            if are_alike(piece.child.node.value, item):
                out.append(self.as_it_was(piece))
            else:
                out.append(self.changed(piece, item, node.column, (*at, old)))
        return "".join([*out, *loose.get(len(found), []), tail])

    def as_it_was(self, piece: Piece) -> str:
        return piece.pad + self.text[piece.line : piece.stop]

    def changed(self, piece: Piece, wanted: Any, column: int, at: At) -> str:
        """The lines of a key or item with another value."""
        node, child = piece.child.node, piece.child
        same_kind = _is_same_kind(node, wanted)
        if node.is_block and same_kind:
            rewrite = partial(self.block, node, wanted, stop=piece.stop, at=at)
            return rewrite_inside(self.text, piece, self.newline, rewrite)
        if node.flow and node.children and same_kind:
            value, comments = rewrite_flow(self.text, node, wanted, at)
            width = max(WIDTH, node.end - node.start)
            if "\n" in value or column + len(value) + child.mark_end - child.start <= width:
                above = self.lines([f"{' ' * column}{comment}" for comment in comments])
                before, after = self.text[piece.line : node.start], self.text[node.end : piece.stop]
                return "".join([*above, piece.pad, before, value, after])
        return piece.pad + self.replaced(piece, wanted, column, at)

    def replaced(self, piece: Piece, wanted: Any, column: int, at: At) -> str:
        """Another value behind a key or dash; a comment on its line stays there, those below come after."""
        node, child = piece.child.node, piece.child
        mark_end = self.mark_end(child)
        taken = mark_end - child.start + 1
        first, rest = write_value(order_value(wanted, at), column, last_key(at), taken)
        if not rest and node.style in ("'", '"') and isinstance(wanted, str):
            first = write_scalar(wanted, quotes=node.style)
        below = self.text[line_end(self.text, node.end) : piece.stop]
        if rest:
            below = re.sub(r"(?m)^[ \t]+(?=#)", " " * column, below)
        line = [self.text[piece.line : mark_end], first and f" {first}", self.comment(child), self.newline]
        return "".join([*line, *self.lines(rest), below])

    def mark_end(self, child: Child) -> int:
        """Behind the colon of the key, or behind the dash."""
        return child.mark_end if child.is_item else self.text.index(":", child.mark_end) + 1

    def comment(self, child: Child) -> str:
        """The comment on the line of the key, or behind the value."""
        node, ends = child.node, [self.mark_end(child)]
        if node.style in ("|", ">"):
            ends = [block_header_end(self.text, node.start)]
        elif not node.is_block:
            ends = [node.end] if line_start(self.text, node.start) <= child.start else [*ends, node.end]
        found = [TRAILING.match(strip_line_end(self.text[end : line_end(self.text, end)])) for end in ends]
        return next((comment for one in found if one and (comment := one[0].rstrip())), "")

    def lines(self, lines: list[str]) -> list[str]:
        return [line + self.newline for line in lines]


Flow = tuple[str, list[str]]
"""A text in brackets, and the comments that lost their place in it."""


def rewrite_flow(text: str, node: Node, wanted: Any, at: At) -> Flow:
    """The text of `node`, which stands in brackets, with the wanted value."""
    if are_alike(node.value, wanted):
        return text[node.start : node.end], []
    if not node.children or not node.flow or not _is_same_kind(node, wanted):
        return _anew(node, wanted, last_key(at)), []
    return _map(text, node, wanted, at) if isinstance(wanted, Mapping) else _list(text, node, wanted, at)


def _is_same_kind(node: Node, wanted: Any) -> bool:
    """Whether both are maps or both are lists."""
    return isinstance(wanted, Mapping if isinstance(node.value, dict) else list)


def _anew(node: Node, wanted: Any, key: str) -> str:
    if isinstance(wanted, Mapping | list):
        return write_flow(wanted, key)
    return write_scalar(wanted, in_brackets=True, quotes=node.style if node.style in ("'", '"') else "")


def _map(text: str, node: Node, wanted: Mapping[str, Any], at: At) -> Flow:
    written: dict[str, Flow] = {}
    for child in node.children:
        if is_recorded(wanted.get(child.key)) or not is_recorded(child.node.value):
            written[child.key] = _child(text, child, wanted.get(child.key), (*at, child.key))
    keys = list(written)
    for key in wanted:
        if key not in written and is_recorded(wanted[key]):
            keys.insert(find_place(key, keys, at), key)
            written[key] = f"{write_scalar(key, in_brackets=True)}: {write_flow(wanted[key], key)}", []
    in_place = keys == [child.key for child in node.children]
    return _joined(text, node, [written[key] for key in keys], in_place)


def _list(text: str, node: Node, wanted: list[Any], at: At) -> Flow:
    was, written = match_items(node.value, wanted), list[Flow]()
    for item, old in zip(wanted, was, strict=True):
        if old is None:
            written.append((_anew(node.children[0].node, item, str(at[-1])), []))
        else:
            written.append(_child(text, node.children[old], item, (*at, old)))
    return _joined(text, node, written, in_place=was == list(range(len(node.children))))


def _child(text: str, child: Child, wanted: Any, at: At) -> Flow:
    if are_alike(child.node.value, wanted):
        return text[child.start : child.node.end], []
    value, lost = rewrite_flow(text, child.node, wanted, at)
    mark = text[child.start : child.node.start]
    if not child.is_item and ":" not in text[child.mark_end : child.node.start]:
        mark = f"{text[child.start : child.mark_end]}: "
    return (mark if not mark or mark[-1].isspace() else f"{mark} ") + value, lost


def _joined(text: str, node: Node, parts: list[Flow], in_place: bool) -> Flow:
    lost = [comment for _, comments in parts for comment in comments]
    gaps = find_gaps(text, node)
    if in_place:
        return gaps[0] + "".join(part + gap for (part, _), gap in zip(parts, gaps[1:], strict=True)), lost
    opening, closing = ("{", "}") if isinstance(node.value, dict) else ("[", "]")
    space = " " if re.match(r". \S", text[node.start : node.start + 3]) else ""
    comments = [comment for gap in gaps for comment in A_COMMENT.findall(gap)]
    return opening + space + ", ".join(part for part, _ in parts) + space + closing, [*comments, *lost]
