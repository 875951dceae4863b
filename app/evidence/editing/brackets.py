"""Changing what stands in `[ ]` or `{ }`: only the changed value, or the whole bracket when keys or items come, go or move."""

import re
from collections.abc import Mapping
from typing import Any

from app.evidence.check.problem import At
from app.evidence.editing.equality import alike, is_recorded
from app.evidence.editing.key_order import place_for
from app.evidence.editing.matching import matched
from app.evidence.editing.scalars import scalar
from app.evidence.editing.writing import bracketed
from app.evidence.editing.yaml_tree import Child, Node

A_COMMENT = re.compile(r"#[^\r\n]*")


def rebracketed(text: str, node: Node, wanted: Any, at: At) -> tuple[str, list[str]]:
    """The text of `node` with the wanted value, and the comments that lost their place in it."""
    key = next((str(part) for part in reversed(at) if isinstance(part, str)), "")
    if alike(node.value, wanted):
        return text[node.start : node.end], []
    if not node.children or not node.flow or isinstance(wanted, Mapping) != isinstance(node.value, dict) or not isinstance(wanted, Mapping | list):
        return _anew(node, wanted, key), []
    return _map(text, node, wanted, at) if isinstance(wanted, Mapping) else _list(text, node, wanted, at)


def _anew(node: Node, wanted: Any, key: str) -> str:
    if isinstance(wanted, Mapping | list):
        return bracketed(wanted, key)
    return scalar(wanted, in_brackets=True, quotes=node.style if node.style in ("'", '"') else "")


def _map(text: str, node: Node, wanted: Mapping[str, Any], at: At) -> tuple[str, list[str]]:
    kept = [child for child in node.children if is_recorded(wanted.get(child.key)) or not is_recorded(child.node.value)]
    written = {child.key: _child(text, child, wanted.get(child.key), (*at, child.key)) for child in kept}
    keys = list(written)
    for key in wanted:
        if key not in written and is_recorded(wanted[key]):
            keys.insert(place_for(key, keys, at), key)
            written[key] = f"{scalar(key, in_brackets=True)}: {bracketed(wanted[key], key)}", []
    in_place = keys == [child.key for child in node.children]
    return _joined(text, node, [written[key] for key in keys], in_place)


def _list(text: str, node: Node, wanted: list[Any], at: At) -> tuple[str, list[str]]:
    was = matched(node.value, wanted)
    written = [
        (_anew(node.children[0].node, item, str(at[-1])), []) if old is None else _child(text, node.children[old], item, (*at, old))
        for item, old in zip(wanted, was, strict=True)
    ]
    return _joined(text, node, written, in_place=was == list(range(len(node.children))))


def _child(text: str, child: Child, wanted: Any, at: At) -> tuple[str, list[str]]:
    if alike(child.node.value, wanted):
        return text[child.start : child.node.end], []
    value, lost = rebracketed(text, child.node, wanted, at)
    mark = text[child.start : child.node.start]
    if not child.is_item and ":" not in text[child.mark_end : child.node.start]:
        mark = f"{text[child.start : child.mark_end]}: "
    return (mark if not mark or mark[-1].isspace() else f"{mark} ") + value, lost


def _joined(text: str, node: Node, parts: list[tuple[str, list[str]]], in_place: bool) -> tuple[str, list[str]]:
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
