"""Where a page would not show what GitHub shows, where entries are reviewed."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from app.evidence.markdown.outline import ShownPiece, outline
from app.evidence.markdown.renderer import MarkdownRenderer

# UNSAFE lets <sub> through; a text with other tags is refused before, and nobody sees this HTML.
OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
MOST_COMPARED = 400


class Difference(NamedTuple):
    """Lines of the text (from 1) that GitHub shows as `github`, and a page as `page`."""

    line: int
    end: int
    github: str
    page: str


def find_differences(text: str) -> Iterator[Difference]:
    """In the order of the text, which `find_excess` has accepted."""
    github = outline(github_flavored_markdown_to_html(text, OPTIONS))
    page = outline(_renderer().html(text))
    start = _same_at_start(github, page)
    github, page = github[start:], page[start:]
    if len(github) + len(page) > MOST_COMPARED:
        github, page = github[:MOST_COMPARED], page[:MOST_COMPARED]
    matcher = SequenceMatcher(None, [each.shown for each in github], [each.shown for each in page], False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            placed = [each for each in github[a:b] if each.line] or [each for each in github[b:] if each.line]
            line, end = (placed[0].line, max(each.end for each in placed)) if placed else (1, 1)
            yield Difference(line, end, _said(github[a:b]), _said(page[c:d]))


@cache
def _renderer() -> MarkdownRenderer:
    return MarkdownRenderer({})


def _same_at_start(github: list[ShownPiece], page: list[ShownPiece]) -> int:
    pairs = enumerate(zip(github, page, strict=False))
    return next((at for at, (a, b) in pairs if a.shown != b.shown), min(len(github), len(page)))


def _said(pieces: list[ShownPiece]) -> str:
    return " / ".join(piece.text for piece in pieces)
