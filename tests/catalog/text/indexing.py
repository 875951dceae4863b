"""How the tests of this folder write an index of their own and open it as a snapshot would."""

from collections.abc import Iterable
from pathlib import Path

from app.catalog.text.fields import FIELDS, join_shown_text
from app.catalog.text.index import Document, open_segments, write_index, write_weights
from app.catalog.text.lexicon import Lexicon
from app.catalog.text.segment_view import SegmentView
from app.catalog.text.synonyms import collect_synonyms

NO_SYNONYMS = collect_synonyms({})


def document(slug: str, **texts: str) -> dict[str, str]:
    return {"slug": slug, "shown": join_shown_text((slug, ""), ()), **dict.fromkeys(FIELDS, ""), **texts}


def write(
    folder: Path, changed: Iterable[Document] = (), gone: Iterable[str] = (), processes: int = 1
) -> None:
    write_index(folder, changed, gone, NO_SYNONYMS, processes)


def opened(folder: Path, slugs: Iterable[str]) -> Lexicon:
    """The index over these programs, numbered in their order."""
    numbers = {slug: number for number, slug in enumerate(slugs)}
    write_weights(folder, numbers)
    return Lexicon([SegmentView(*each) for each in open_segments(folder)], len(numbers))
