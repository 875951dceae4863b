"""The durable index of a generation: Whoosh writes it, and every new segment is compiled once into arrays beside it.

index/                      Whoosh's own files
index/arrays/<segment>      a segment as arrays; linked, not copied, by the next generation
index/scores/<number>       what depends on the whole generation, in the order of the segments
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from whoosh import index
from whoosh.codec.base import Segment as Written
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL, NO_MERGE, OPTIMIZE, IndexWriter

from app.catalog.processes import each
from app.catalog.text.analysis import words
from app.catalog.text.compiling import compiled
from app.catalog.text.fields import FIELDS
from app.catalog.text.places import searched_field
from app.catalog.text.scores import write_scores
from app.catalog.text.segment import Segment, open_segment
from app.catalog.text.synonyms import Synonyms

SCHEMA = Schema(slug=ID(stored=True, unique=True), shown=STORED, **{name: searched_field() for name in FIELDS})
DEFAULT_NAME = "MAIN"
"""What Whoosh calls an index without a name."""
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
    before = [] if is_new else _segments(folder)
    segments = [open_segment(_arrays(folder, segment)) for segment in before]
    spoken: set[str] = set()
    merge = _merging(before)
    if merge is not NO_MERGE:
        spoken.update(*(segment.spoken for segment in segments))
    several = {"procs": processes, "multisegment": True} if is_new and processes > 1 else {}
    writer = opened.writer(limitmb=MEGABYTES, codec=W3Codec(compression=0), **several)
    leave = partial(_leave, writer, _places(before, segments))
    for slug in gone:
        leave(slug)
    for document in changed:
        spoken.update(word for name in FIELDS for word in words(document[name]))
        leave(document["slug"])
        writer.add_document(**document)
    writer.commit(mergetype=merge)
    opened.close()
    _compile(folder, partial(_compile_one, spoken=spoken, synonyms=synonyms), processes)


def write_weights(folder: Path, numbers: Mapping[str, int]) -> None:
    """Work out the scores of this generation; `numbers` is slug -> number of each program that is shown."""
    scores = folder / "scores"
    shutil.rmtree(scores, ignore_errors=True)
    scores.mkdir()
    segments = _segments(folder)
    write_scores(scores, [(open_segment(_arrays(folder, each)), set(each.deleted_docs())) for each in segments], numbers)
    (scores / "segments.txt").write_text("\n".join(each.segment_id() for each in segments), "utf-8")


def segments_of(folder: Path) -> list[tuple[Segment, Path]]:
    """Each segment of a finished index, with the file of its scores."""
    scores = folder / "scores"
    names = (scores / "segments.txt").read_text("utf-8").split()
    return [(open_segment(folder / "arrays" / name), scores / str(place)) for place, name in enumerate(names)]


def _merging(segments: Sequence[Written]) -> Callable[..., object]:
    """Merging on every save costs more than it brings. Once there are many segments the small ones become one.

    The large ones only when a good part of them is deleted, because that takes as long as a full build.
    """
    everything = sum(each.doc_count_all() for each in segments)
    if sum(each.deleted_count() for each in segments) > everything * (1 - LEAST_ALIVE):
        return OPTIMIZE  # type: ignore[no-any-return]
    return MERGE_SMALL if len(segments) >= MOST_SEGMENTS else NO_MERGE  # type: ignore[no-any-return]


def _leave(writer: IndexWriter, places: dict[str, int], slug: str) -> None:
    """Delete a document by its place; by its slug, Whoosh would open every segment to find it."""
    if (place := places.pop(slug, None)) is not None:
        writer.delete_document(place)


def _places(before: Sequence[Written], segments: Sequence[Segment]) -> dict[str, int]:
    """Slug -> the number by which Whoosh deletes its document."""
    places: dict[str, int] = {}
    start = 0
    for written, segment in zip(before, segments, strict=True):
        deleted = set(written.deleted_docs())
        places.update((slug, start + at) for at, slug in enumerate(segment.slugs) if at not in deleted)
        start += written.doc_count_all()
    return places


def _compile(folder: Path, one: Callable[[Path], None], processes: int) -> None:
    wanted = [_arrays(folder, segment) for segment in _segments(folder)]
    (folder / "arrays").mkdir(exist_ok=True)
    for path in (folder / "arrays").iterdir():
        if path not in wanted:
            path.unlink()
    for _ in each(one, [path for path in wanted if not path.exists()], processes):
        pass


def _compile_one(path: Path, spoken: set[str], synonyms: Synonyms) -> None:
    folder = path.parent.parent
    segment = next(segment for segment in _segments(folder) if _arrays(folder, segment) == path)
    reader = SegmentReader(FileStorage(str(folder)), SCHEMA, segment)
    compiled(reader, spoken, synonyms).save(path)
    reader.close()


def _segments(folder: Path) -> list[Written]:
    """The segments of the last commit, from Whoosh's table of contents: opening an index reads every file of it."""
    found: list[Written] = TOC.read(FileStorage(str(folder)), DEFAULT_NAME).segments
    return [segment for segment in found if segment.doc_count_all()]


def _arrays(folder: Path, segment: Written) -> Path:
    return folder / "arrays" / str(segment.segment_id())
