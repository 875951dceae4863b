"""What HTML shows, piece by piece: paragraphs, items, cells, each with where it stands and its marks."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

MARKS = {"em", "strong", "del", "code", "a", "sub", "sup"}
PLACES = {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "th", "td", "tr", "hr"}
POSITION = re.compile(r"([1-9]\d*):\d+-([1-9]\d*):")
BOXES = ("☐", "☑")


class ShownPiece(NamedTuple):
    """`place` (“ol”, “li2”) and `text` are what is compared; lines count from 1, 0 where HTML names none."""

    place: tuple[str, ...]
    text: str
    line: int = 0
    end: int = 0

    @property
    def shown(self) -> tuple[tuple[str, ...], str]:
        return self.place, self.text


def outline(html: str) -> list[ShownPiece]:
    """The pieces in the order of the page; links from a footnote back to the text are left out."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.found


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[ShownPiece] = []
        self.place: list[str] = []
        self.counts: list[int] = [0]
        self.text = ""
        self.lines: list[tuple[int, int]] = [(0, 0)]
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if self.skipped or (tag == "a" and "backref" in named.get("class", "")):
            self.skipped += tag == "a"
        elif tag in MARKS and not (tag == "code" and self.place[-1:] == ["pre"]):
            self.text += f"⟨{tag}⟩"
        elif tag in ("br", "img", "input"):
            self.text += _of_void(tag, named)
        elif tag != "code":
            self.enter(tag, named)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def enter(self, tag: str, named: dict[str, str]) -> None:
        self.finish()
        position = POSITION.match(named.get("data-sourcepos", ""))
        if position:
            self.lines[-1] = (int(position[1]), int(position[2]))
        if "footnote" in named.get("class", ""):
            self.place.append("footnotes")
        elif tag == "hr" and self.place[-1:] != ["footnotes"]:
            self.found.append(ShownPiece((*self.place, "hr"), "", *self.lines[-1]))
        elif tag in PLACES and tag != "hr":
            self.counts[-1] += 1
            number = self.counts[-1] if tag in ("li", "td", "th") else named.get("start", "")
            self.place.append(f"{tag}{number}")
            self.counts.append(0)
            self.lines.append(self.lines[-1])

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= tag == "a"
        elif tag in MARKS and not (tag == "code" and self.place[-1:] == ["pre"]):
            self.text += f"⟨/{tag}⟩"
        else:
            self.finish()
            if tag in PLACES and tag != "hr" and len(self.counts) > 1:
                self.place.pop()
                self.counts.pop()
                self.lines.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.text += data

    def finish(self) -> None:
        """End the piece that is open; space that no reader sees does not count."""
        is_code = self.place[-1:] == ["pre"]
        text = _code(self.text) if is_code else " ".join(self.text.split())
        if text in BOXES:  # of an item whose text follows in a paragraph
            self.text = f"{text} "
            return
        if text:
            self.found.append(ShownPiece(tuple(self.place), text, *self.lines[-1]))
        self.text = ""


def _code(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))


def _of_void(tag: str, named: dict[str, str]) -> str:
    if tag == "input":
        return BOXES["checked" in named] + " "
    return "⏎ " if tag == "br" else f"!⟨a⟩{named.get('alt', '')}⟨/a⟩"
