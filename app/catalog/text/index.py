"""The durable index of a generation: Whoosh writes it, and every new segment is compiled once into arrays beside it.

index/                      Whoosh's own files
index/arrays/<segment>/     a segment as arrays; linked, not copied, by the next generation
index/scores/               what depends on the whole generation, in the order of the segments
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from whoosh import index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, STORED, Schema
from whoosh.index import Index
from whoosh.reading import IndexReader
from whoosh.writing import MERGE_SMALL, NO_MERGE, OPTIMIZE

from app.catalog.processes import each
from app.catalog.text.analysis import words
from app.catalog.text.compiling import compiled
from app.catalog.text.fields import FIELDS
from app.catalog.text.places import searched_field
from app.catalog.text.scores import write_scores
from app.catalog.text.segment import Segment, open_segment
from app.catalog.text.synonyms import Synonyms

SCHEMA = Schema(slug=ID(stored=True, unique=True), shown=STORED, **{name: searched_field() for name in FIELDS})
MOST_SEGMENTS, LEAST_ALIVE = 8, 0.5
MEGABYTES = 512
"""What a writing process may hold before it sorts on disk, which costs a third more time."""


def write_index(folder: Path, changed: Iterable[Mapping[str, str]], gone: Iterable[str], synonyms: Synonyms, processes: int = 1) -> None:
    """Bring the Whoosh index in `folder` up to date (made when absent) and compile what is new.

    A document has the text of each of FIELDS, its `slug`, and in `shown` what results show of it. `changed` documents replace their old versions, `gone` slugs leave. A new index may be written by several `processes`, a segment each.
    """
    folder.mkdir(exist_ok=True)
    is_new = not index.exists_in(str(folder))
    opened = index.create_in(str(folder), SCHEMA) if is_new else index.open_dir(str(folder))
    compiled_before = list((folder / "arrays").glob("*"))
    spoken: set[str] = set()
    # Merging on every save costs more than it brings. Once there are many segments the small ones become one; the large ones only when a
    # good part of them is deleted, because that takes as long as a full build.
    merge = _merging(opened, len(compiled_before))
    if merge is not NO_MERGE:
        spoken.update(*(open_segment(path).spoken for path in compiled_before))
    several = {"procs": processes, "multisegment": True} if is_new and processes > 1 else {}
    writer = opened.writer(limitmb=MEGABYTES, codec=W3Codec(compression=0), **several)
    for slug in gone:
        writer.delete_by_term("slug", slug)
    for document in changed:
        spoken.update(word for name in FIELDS for word in words(document[name]))
        writer.add_document(**document) if is_new else writer.update_document(**document)
    writer.commit(mergetype=merge)
    _compile(folder, opened.reader(), partial(_compile_one, spoken=spoken, synonyms=synonyms), processes)
    opened.close()


def write_weights(folder: Path, numbers: Mapping[str, int]) -> None:
    """Work out the scores of this generation; `numbers` is slug -> number of each program that is shown."""
    opened = index.open_dir(str(folder), readonly=True)
    whole = opened.reader()
    scores = folder / "scores"
    shutil.rmtree(scores, ignore_errors=True)
    scores.mkdir()
    read = [(reader, open_segment(_arrays(folder, reader))) for reader in _segments(whole)]
    write_scores(scores, whole, read, numbers)
    (scores / "segments.txt").write_text("\n".join(_arrays(folder, reader).name for reader, _ in read), "utf-8")
    whole.close()
    opened.close()


def segments_of(folder: Path) -> list[tuple[Segment, Path]]:
    """Each segment of a finished index, with the beginning of the names of its score files."""
    scores = folder / "scores"
    names = (scores / "segments.txt").read_text("utf-8").split()
    return [(open_segment(folder / "arrays" / name), scores / str(place)) for place, name in enumerate(names)]


def _merging(opened: Index, segments: int) -> Callable[..., object]:
    merging: Callable[..., object] = MERGE_SMALL if segments >= MOST_SEGMENTS else NO_MERGE
    whole = opened.reader()  # one for both questions: the index opens a new one for each that it is asked
    too_few_alive = whole.doc_count() < whole.doc_count_all() * LEAST_ALIVE
    whole.close()
    return OPTIMIZE if too_few_alive else merging


def _compile(folder: Path, whole: IndexReader, one: Callable[[Path], None], processes: int) -> None:
    segments = _segments(whole)
    wanted = [_arrays(folder, reader) for reader in segments]
    whole.close()
    (folder / "arrays").mkdir(exist_ok=True)
    for path in (folder / "arrays").iterdir():
        if path not in wanted:
            shutil.rmtree(path)
    for _ in each(one, [path for path in wanted if not path.exists()], processes):
        pass


def _compile_one(path: Path, spoken: set[str], synonyms: Synonyms) -> None:
    opened = index.open_dir(str(path.parent.parent), readonly=True)  # anew: a file that two processes share has one position
    whole = opened.reader()
    compiled(next(reader for reader in _segments(whole) if _arrays(path.parent.parent, reader) == path), spoken, synonyms).save(path)
    whole.close()
    opened.close()


def _segments(whole: IndexReader) -> list[IndexReader]:
    return [reader for reader, _ in whole.leaf_readers() if reader.doc_count_all()]


def _arrays(folder: Path, reader: IndexReader) -> Path:
    return folder / "arrays" / str(reader.segment().segment_id())
