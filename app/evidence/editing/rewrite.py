"""Changing what stands line by line: each key and item keeps its lines unless its own value changed."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from app.evidence.check.problem import At
from app.evidence.editing.equality import SHOWN_EMPTY, are_alike, is_recorded, match_items
from app.evidence.editing.key_order import find_place, order_value
from app.evidence.editing.writing import WIDTH, write_block, write_flow, write_key, write_scalar, write_value
from app.evidence.editing.yaml_blocks import Piece, cut_pieces, rewrite_inside
from app.evidence.editing.yaml_tree import (
    Child,
    Node,
    block_header_end,
    line_end,
    line_start,
    strip_line_end,
)

TRAILING = re.compile(r"[ \t]+#[^\r\n]*|[ \t]*")


class BlockRewriter:
    """One YAML text being rewritten; `newline` is how its lines end."""

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline

    def block(self, node: Node, wanted: Any, first: int, stop: int, at: At) -> str:
        """The lines text[first:stop], which hold the block `node`, with the wanted map or list."""
        return (
            self.mapping(node, wanted, first, stop, at)
            if isinstance(node.value, dict)
            else self.sequence(node, wanted, first, stop, at)
        )

    def mapping(self, node: Node, wanted: Mapping[str, Any], first: int, stop: int, at: At) -> str:
        """Keys keep their order; a new one goes where the format has it; one that goes takes its lines and its comments."""
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

    def sequence(self, node: Node, wanted: list[Any], first: int, stop: int, at: At) -> str:
        """Items are matched with those that were there: one that moved takes its lines and comments along."""
        found, tail = cut_pieces(self.text, node, first, stop)
        was = match_items(node.value, wanted)
        kept = [old for old in was if old is not None]
        moved = any(above > below for above, below in pairwise(kept))
        loose = {old: [piece.loose] for old, piece in enumerate(found)}
        if not moved:
            for gone in reversed([old for old in loose if old not in kept]):
                loose.setdefault(min((old for old in kept if old > gone), default=len(found)), []).insert(
                    0, found[gone].loose
                )
        out: list[str] = []
        for item, old in zip(wanted, was, strict=True):
            if old is None:
                out += self.lines(write_block([order_value(item, at)], node.column, str(at[-1])))
                continue
            piece = found[old]
            same = are_alike(piece.child.node.value, item)
            out += [
                *loose[old],
                piece.lead,
                self.as_it_was(piece) if same else self.changed(piece, item, node.column, (*at, old)),
            ]
        return "".join([*out, *loose.get(len(found), []), tail])

    def as_it_was(self, piece: Piece) -> str:
        return piece.pad + self.text[piece.line : piece.stop]

    def changed(self, piece: Piece, wanted: Any, column: int, at: At) -> str:
        """The lines of a key or item with another value."""
        node, child = piece.child.node, piece.child
        same_kind = isinstance(wanted, Mapping) == isinstance(node.value, dict) and isinstance(
            wanted, list
        ) == isinstance(node.value, list)
        if node.is_block and same_kind:
            return rewrite_inside(
                self.text, piece, self.newline, lambda first: self.block(node, wanted, first, piece.stop, at)
            )
        if node.flow and node.children and same_kind:
            value, comments = rewrite_flow(self.text, node, wanted, at)
            before = len(self.text[node.start : node.end])
            if "\n" in value or column + len(value) + child.mark_end - child.start <= max(WIDTH, before):
                above = self.lines([f"{' ' * column}{comment}" for comment in comments])
                return "".join(
                    [
                        *above,
                        piece.pad,
                        self.text[piece.line : node.start],
                        value,
                        self.text[node.end : piece.stop],
                    ]
                )
        return piece.pad + self.replaced(piece, wanted, column, at)

    def replaced(self, piece: Piece, wanted: Any, column: int, at: At) -> str:
        """Another value behind the same key or dash; a comment on the line stays there, those below come after."""
        node, child = piece.child.node, piece.child
        mark = self.text[piece.line : self.mark_end(child)]
        key = next((str(part) for part in reversed(at) if isinstance(part, str)), "")
        first, rest = write_value(
            order_value(wanted, at), column, key, self.mark_end(child) - child.start + 1
        )
        if not rest and node.style in ("'", '"') and isinstance(wanted, str):
            first = write_scalar(wanted, quotes=node.style)
        below = self.text[line_end(self.text, node.end) : piece.stop]
        if rest:
            below = re.sub(r"(?m)^[ \t]+(?=#)", " " * column, below)
        return "".join(
            [mark, first and f" {first}", self.comment(child), self.newline, *self.lines(rest), below]
        )

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


A_COMMENT = re.compile(r"#[^\r\n]*")


def rewrite_flow(text: str, node: Node, wanted: Any, at: At) -> tuple[str, list[str]]:
    """The text of `node` with the wanted value, and the comments that lost their place in it."""
    key = next((str(part) for part in reversed(at) if isinstance(part, str)), "")
    if are_alike(node.value, wanted):
        return text[node.start : node.end], []
    if (
        not node.children
        or not node.flow
        or isinstance(wanted, Mapping) != isinstance(node.value, dict)
        or not isinstance(wanted, Mapping | list)
    ):
        return _anew(node, wanted, key), []
    return _map(text, node, wanted, at) if isinstance(wanted, Mapping) else _list(text, node, wanted, at)


def _anew(node: Node, wanted: Any, key: str) -> str:
    if isinstance(wanted, Mapping | list):
        return write_flow(wanted, key)
    return write_scalar(wanted, in_brackets=True, quotes=node.style if node.style in ("'", '"') else "")


def _map(text: str, node: Node, wanted: Mapping[str, Any], at: At) -> tuple[str, list[str]]:
    kept = [
        child
        for child in node.children
        if is_recorded(wanted.get(child.key)) or not is_recorded(child.node.value)
    ]
    written = {child.key: _child(text, child, wanted.get(child.key), (*at, child.key)) for child in kept}
    keys = list(written)
    for key in wanted:
        if key not in written and is_recorded(wanted[key]):
            keys.insert(find_place(key, keys, at), key)
            written[key] = f"{write_scalar(key, in_brackets=True)}: {write_flow(wanted[key], key)}", []
    in_place = keys == [child.key for child in node.children]
    return _joined(text, node, [written[key] for key in keys], in_place)


def _list(text: str, node: Node, wanted: list[Any], at: At) -> tuple[str, list[str]]:
    was = match_items(node.value, wanted)
    written = [
        (_anew(node.children[0].node, item, str(at[-1])), [])
        if old is None
        else _child(text, node.children[old], item, (*at, old))
        for item, old in zip(wanted, was, strict=True)
    ]
    return _joined(text, node, written, in_place=was == list(range(len(node.children))))


def _child(text: str, child: Child, wanted: Any, at: At) -> tuple[str, list[str]]:
    if are_alike(child.node.value, wanted):
        return text[child.start : child.node.end], []
    value, lost = rewrite_flow(text, child.node, wanted, at)
    mark = text[child.start : child.node.start]
    if not child.is_item and ":" not in text[child.mark_end : child.node.start]:
        mark = f"{text[child.start : child.mark_end]}: "
    return (mark if not mark or mark[-1].isspace() else f"{mark} ") + value, lost


def _joined(
    text: str, node: Node, parts: list[tuple[str, list[str]]], in_place: bool
) -> tuple[str, list[str]]:
    lost = [comment for _, comments in parts for comment in comments]
    starts = [child.start for child in node.children]
    ends = [child.node.end for child in node.children]
    gaps = [text[end:start] for end, start in zip([node.start, *ends], [*starts, node.end], strict=True)]
    if in_place:
        return gaps[0] + "".join(part + gap for (part, _), gap in zip(parts, gaps[1:], strict=True)), lost
    opening, closing = ("{", "}") if isinstance(node.value, dict) else ("[", "]")
    space = " " if re.match(r". \S", text[node.start : node.start + 3]) else ""
    comments = [comment for gap in gaps for comment in A_COMMENT.findall(gap)]
    return opening + space + ", ".join(part for part, _ in parts) + space + closing, [*comments, *lost]
