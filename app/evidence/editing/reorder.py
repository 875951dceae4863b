"""The keys of an entry in the order of the entry format; comments go with the key they belong to."""

from functools import partial

from pydantic import BaseModel

from app.evidence.check.problem import At
from app.evidence.editing.key_order import sort_keys
from app.evidence.editing.rewrite import A_COMMENT
from app.evidence.editing.yaml_blocks import Piece, cut_pieces, rewrite_inside
from app.evidence.editing.yaml_tree import Child, Node, find_gaps


class KeySorter:
    """One YAML text being put in order. `moved`: each key that had to move, with the key above it now."""

    def __init__(self, text: str, newline: str, model: type[BaseModel]) -> None:
        self.text = text
        self.newline = newline
        self.model = model
        self.moved: list[tuple[At, str]] = []

    def block(self, node: Node, first: int, stop: int, at: At = ()) -> str:
        """The lines text[first:stop], which hold the block `node`, in order."""
        found, tail = cut_pieces(self.text, node, first, stop)
        order = self.order(node, at) if isinstance(node.value, dict) else list(range(len(found)))
        lines: list[str] = []
        for number in order:
            piece = found[number]
            lines += [piece.loose * bool(number), piece.lead, self.piece(piece, at)]
        return "".join([found[0].loose, *lines, tail])

    def piece(self, piece: Piece, at: At) -> str:
        """The lines of one key or item, what it holds in order."""
        node, inside = piece.child.node, (*at, piece.child.step)
        if node.is_block:
            rewrite = partial(self.block, node, stop=piece.stop, at=inside)
            return rewrite_inside(self.text, piece, self.newline, rewrite)
        before, after = self.text[piece.line : node.start], self.text[node.end : piece.stop]
        return piece.pad + before + self.brackets(node, inside) + after

    def brackets(self, node: Node, at: At) -> str:
        """A value in `{ }` or `[ ]`, in order: what stands between its parts stays where it is."""
        if not node.children or not node.flow:
            return self.text[node.start : node.end]
        order = list(range(len(node.children)))
        gaps = find_gaps(self.text, node)
        if isinstance(node.value, dict) and not any(A_COMMENT.search(gap) for gap in gaps):
            order = self.order(node, at)
        parts = [self.part(node.children[number], at) for number in order]
        return gaps[0] + "".join(part + gap for part, gap in zip(parts, gaps[1:], strict=True))

    def part(self, child: Child, at: At) -> str:
        return self.text[child.start : child.node.start] + self.brackets(child.node, (*at, child.step))

    def order(self, node: Node, at: At) -> list[int]:
        """The numbers of the keys of a map in the order of the format; those that have to move are noted."""
        keys = [child.key for child in node.children]
        order = [keys.index(key) for key in sort_keys(keys, at, self.model)]
        highest = -1
        for above, number in zip([0, *order], order, strict=False):
            if number < highest:
                self.moved.append(((*at, keys[number]), keys[above]))
            highest = max(highest, number)
        return order
