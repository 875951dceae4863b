"""The durable index of a generation: Whoosh writes it, and what is new is compiled once into arrays beside it.

index/                      Whoosh's own files
index/arrays/<a>+<b>        the segments that one build wrote, as one file of arrays; linked, not copied, by the next generation
index/scores/<number>       what depends on the whole generation, in the order of these files
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, islice
from pathlib import Path

from whoosh import index
from whoosh.codec.base import Segment as Written
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL, NO_MERGE, OPTIMIZE, IndexWriter

from app.catalog.store.workers import parallel_map
from app.catalog.text.analysis import split_words
from app.catalog.text.compile import compile_segment
from app.catalog.text.fields import FIELDS
from app.catalog.text.places import make_text_field
from app.catalog.text.scores import write_scores
from app.catalog.text.segment import Segment, open_segment
from app.catalog.text.synonyms import Synonyms
from app.catalog.text.whoosh_reader import WhooshSegment, read_segment, join_segments

SCHEMA = Schema(slug=ID(stored=True, unique=True), shown=STORED, **{name: make_text_field() for name in FIELDS})
DEFAULT_NAME = "MAIN"
"""What Whoosh calls an index without a name."""
JOIN = "+"
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
    held = [(open_segment(path), joined) for path, joined in _files(folder, before).items()]
    merge = _merging(before)
    spoken: set[str] = set() if merge is NO_MERGE else {word for segment, _ in held for word in segment.spoken}
    several = {"procs": processes, "multisegment": True} if is_new and processes > 1 else {}
    writer = opened.writer(limitmb=MEGABYTES, codec=W3Codec(compression=0), **several)
    leave = partial(_leave, writer, _places(before, held))
    for slug in gone:
        leave(slug)
    for document in changed:
        spoken.update(word for name in FIELDS for word in split_words(document[name]))
        leave(document["slug"])
        writer.add_document(**document)
    writer.commit(mergetype=merge)
    opened.close()
    _compile(folder, spoken, synonyms, processes)


def write_weights(folder: Path, numbers: Mapping[str, int]) -> None:
    """Work out the scores of this generation; `numbers` is slug -> number of each program that is shown."""
    scores = folder / "scores"
    shutil.rmtree(scores, ignore_errors=True)
    scores.mkdir()
    files = _files(folder, _segments(folder))
    write_scores(scores, [(open_segment(path), _deleted(segments)) for path, segments in files.items()], numbers)
    (scores / "files.txt").write_text("\n".join(path.name for path in files), "utf-8")


def open_segments(folder: Path) -> list[tuple[Segment, Path]]:
    """Each file of arrays of a finished index as a segment, with the file of its scores."""
    scores = folder / "scores"
    names = (scores / "files.txt").read_text("utf-8").split()
    return [(open_segment(folder / "arrays" / name), scores / str(place)) for place, name in enumerate(names)]


def _merging(segments: Sequence[Written]) -> Callable[..., object]:
    """Merging on every save costs more than it brings. Once there are many segments the small ones become one.

    The large ones only when a good part of them is deleted, because that takes as long as a full build.
    """
    everything = sum(parallel_map.doc_count_all() for parallel_map in segments)
    if sum(parallel_map.deleted_count() for parallel_map in segments) > everything * (1 - LEAST_ALIVE):
        return OPTIMIZE  # type: ignore[no-any-return]
    return MERGE_SMALL if len(segments) >= MOST_SEGMENTS else NO_MERGE  # type: ignore[no-any-return]


def _leave(writer: IndexWriter, places: dict[str, int], slug: str) -> None:
    """Delete a document by its place; by its slug, Whoosh would open every segment to find it."""
    if (place := places.pop(slug, None)) is not None:
        writer.delete_document(place)


def _places(segments: Sequence[Written], held: Iterable[tuple[Segment, list[Written]]]) -> dict[str, int]:
    """Slug -> the number by which Whoosh deletes its document. `held`: the files of arrays, each with its segments."""
    starts = dict(zip((segment.segment_id() for segment in segments), _starts(segments), strict=False))
    places: dict[str, int] = {}
    for arrays, joined in held:
        slugs = iter(arrays.slugs)
        for segment in joined:
            own = enumerate(islice(slugs, segment.doc_count_all()))
            start, deleted = starts[segment.segment_id()], set(segment.deleted_docs())
            places.update((slug, start + at) for at, slug in own if at not in deleted)
    return places


def _deleted(segments: Sequence[Written]) -> set[int]:
    """The documents that are deleted from a file of arrays, by their number in it."""
    return {start + at for start, segment in zip(_starts(segments), segments, strict=False) for at in segment.deleted_docs()}


def _starts(segments: Sequence[Written]) -> Iterator[int]:
    """The number of the first document of each, and the number after the last."""
    return accumulate((segment.doc_count_all() for segment in segments), initial=0)


def _compile(folder: Path, spoken: set[str], synonyms: Synonyms, processes: int) -> None:
    arrays, segments = folder / "arrays", _segments(folder)
    arrays.mkdir(exist_ok=True)
    files = _files(folder, segments)
    for path in arrays.iterdir():
        if path not in files:
            path.unlink()
    compiled_before = {parallel_map.segment_id() for joined in files.values() for parallel_map in joined}
    new = [parallel_map for parallel_map in segments if parallel_map.segment_id() not in compiled_before]
    if new:
        # One file, not one for each: a search asks every file for every word.
        held = join_segments(list(parallel_map(partial(_read, folder), new, processes)))
        compile_segment(held, spoken, synonyms).save(arrays / JOIN.join(parallel_map.segment_id() for parallel_map in new))


def _read(folder: Path, segment: Written) -> WhooshSegment:
    reader = SegmentReader(FileStorage(str(folder)), SCHEMA, segment)  # anew: a file that two processes share has one position
    held = read_segment(reader)
    reader.close()
    return held


def _segments(folder: Path) -> list[Written]:
    """The segments of the last commit, from Whoosh's table of contents: opening an index reads every file of it."""
    found: list[Written] = TOC.read(FileStorage(str(folder)), DEFAULT_NAME).segments
    return [segment for segment in found if segment.doc_count_all()]


def _files(folder: Path, segments: Sequence[Written]) -> dict[Path, list[Written]]:
    """The files of arrays of which every segment is still there, each with its segments in order."""
    by_name = {parallel_map.segment_id(): parallel_map for parallel_map in segments}
    named = {path: path.name.split(JOIN) for path in sorted((folder / "arrays").glob("*"))}
    return {path: [by_name[name] for name in names] for path, names in named.items() if by_name.keys() >= set(names)}
