"""*Emphasis*, **strong** and ~~struck out~~ by the rules of CommonMark, in time proportional to the text.

Python-Markdown's own patterns read `*a **b***` otherwise than GitHub, and can lose a letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX

RUN = re.compile(r"\*+|_+|~+")
TAGS = {
    ("*", 1): "em",
    ("*", 2): "strong",
    ("_", 1): "em",
    ("_", 2): "strong",
    ("~", 1): "del",
    ("~", 2): "del",
}

Made = tuple[Element | None, int | None, int | None]
"""The element of what was found, and where that starts and ends."""


class MarkPair(NamedTuple):
    """Marks from `start` and from `end` on, each `width` long."""

    start: int
    end: int
    width: int
    tag: str


@dataclass(slots=True)
class _Run:
    """Marks of one kind side by side; `start` to `end` are those not yet used."""

    mark: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    length: int

    def fits(self, closer: "_Run") -> bool:
        """Whether marks of this run and of `closer` may form a pair."""
        if self.mark == "~":
            return self.length == closer.length <= 2
        is_both = self.can_close or closer.can_open
        sum_of_three = (self.length + closer.length) % 3 == 0
        return not (is_both and sum_of_three and (self.length % 3 or closer.length % 3))


def find_pairs(text: str) -> list[MarkPair]:
    """The marks that belong together, from the first to the last; pairs never overlap in part."""
    found, openers = list[MarkPair](), list[_Run]()
    nothing_below: dict[tuple[str, bool, int], int] = {}
    for run in map(_run, RUN.finditer(text)):
        key = run.mark, run.can_open, run.length % 3
        while run.can_close and run.start < run.end:
            floor = min(nothing_below.get(key, 0), len(openers))
            at = next(
                (n for n in range(len(openers) - 1, floor - 1, -1) if _is_opener(openers[n], run)), None
            )
            if at is None:
                nothing_below[key] = len(openers)
                break
            del openers[at + 1 :]
            found.append(_join(openers[at], run))
            if openers[at].start == openers[at].end:
                openers.pop()
        if run.can_open and run.start < run.end:
            openers.append(run)
        nothing_below = {key: min(floor, len(openers)) for key, floor in nothing_below.items()}
    return sorted(found)


def _is_opener(opener: _Run, closer: _Run) -> bool:
    return opener.mark == closer.mark and opener.fits(closer)


def _join(opener: _Run, closer: _Run) -> MarkPair:
    width = min(2, opener.end - opener.start, closer.end - closer.start)
    opener.end -= width
    closer.start += width
    return MarkPair(opener.end, closer.start - width, width, TAGS[opener.mark, width])


def _run(found: re.Match[str]) -> _Run:
    text, (start, end) = found.string, found.span()
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    opens = not after.isspace() and (not _is_sign(after) or before.isspace() or _is_sign(before))
    closes = not before.isspace() and (not _is_sign(before) or after.isspace() or _is_sign(after))
    can_open, can_close = opens, closes
    if found[0][0] == "_":
        can_open = opens and (not closes or _is_sign(before))
        can_close = closes and (not opens or _is_sign(after))
    return _Run(found[0][0], start, end, can_open, can_close, end - start)


def _is_sign(letter: str) -> bool:
    """Punctuation; what stands for code, a link or an escaped sign begins and ends with some."""
    is_ascii_sign = letter.isascii() and not letter.isalnum() and not letter.isspace()
    return is_ascii_sign or unicodedata.category(letter)[0] == "P"


class Emphasis(InlineProcessor):
    """All pairs of a text at once, in a `span` that is taken away when the page is made safe."""

    def __init__(self) -> None:
        super().__init__(r"\A[^*_~]*[*_~]")

    def handleMatch(self, m: re.Match[str], data: str) -> Made:  # type: ignore[override]
        pairs = find_pairs(data)
        if not pairs:
            return None, None, None
        whole = MarkPair(0, len(data), 0, "span")
        return _element(data, [whole, *pairs], 0)[0], 0, len(data)


def _element(data: str, pairs: list[MarkPair], at: int) -> tuple[Element, int]:
    """The element of the pair at an index with all inside of it, and the index of the next pair behind."""
    pair = pairs[at]
    element, last, done, at = Element(pair.tag), None, pair.start + pair.width, at + 1
    while at < len(pairs) and pairs[at].start < pair.end:
        inner = pairs[at]
        _add_text(element, last, data[done : inner.start])
        last, at = _element(data, pairs, at)
        element.append(last)
        done = inner.end + inner.width
    _add_text(element, last, data[done : pair.end])
    return element, at


def _add_text(element: Element, last: Element | None, text: str) -> None:
    """Marks that are left are signs; they are not to be read a second time."""
    plain = RUN.sub(lambda run: f"{STX}{ord(run[0][0])}{ETX}" * len(run[0]), text)
    if last is None:
        element.text = plain
    else:
        last.tail = plain
