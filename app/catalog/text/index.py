"""Keeps the durable index of a generation: Whoosh writes it, and what is new is compiled once into arrays.

index/                   Whoosh's own files
index/arrays/<a>+<b>     the segments that one build wrote, as one file; the next generation links it
index/english            the words of English, to tell a misspelled word from one that no program holds
index/numbers/<number>   which program each of their documents is in this generation, in that order
index/scores/<number>    what is computed from both; files.txt has the order of the files
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
from whoosh.writing import MERGE_SMALL, NO_MERGE, OPTIMIZE

from app.catalog.store.workers import parallel_map
from app.catalog.text.analysis import make_text_field, split_words
from app.catalog.text.compile import compile_segment
from app.catalog.text.fields import FIELDS
from app.catalog.text.scores import write_numbers, write_scores
from app.catalog.text.segment import Segment, open_segment
from app.catalog.text.synonyms import Synonyms
from app.catalog.text.whoosh_reader import WhooshSegment, join_segments, read_segment
from app.catalog.text.words.compounds import find_compounds
from app.catalog.text.words.english import write_english

TEXT_FIELDS = {name: make_text_field() for name in FIELDS}
SCHEMA = Schema(slug=ID(stored=True, unique=True), shown=STORED, **TEXT_FIELDS)
DEFAULT_NAME = "MAIN"
"""What Whoosh calls an index without a name."""
JOIN, ENGLISH = "+", "english"
ARRAYS, NUMBERS, SCORES, ORDER = "arrays", "numbers", "scores", "files.txt"
Document = Mapping[str, str]
"""The text of each of FIELDS, the `slug`, and in `shown` what results show of it."""
MOST_SEGMENTS, LEAST_ALIVE = 8, 0.5
ArraysFile = tuple[Segment, list[Written]]
"""A file of arrays and the Whoosh segments that it holds."""
MEGABYTES = 512
"""What a writing process may hold before it sorts on disk, which costs a third more time."""


def write_index(
    folder: Path, changed: Iterable[Document], gone: Iterable[str], synonyms: Synonyms, processes: int = 1
) -> None:
    """Bring the Whoosh index in `folder` up to date (made when absent) and compile what is new.

    `changed` documents replace their old versions, `gone` slugs leave. Several `processes` may write a new
    index, a segment each.
    """
    folder.mkdir(exist_ok=True)
    is_new = not index.exists_in(str(folder))
    opened = index.create_in(str(folder), SCHEMA) if is_new else index.open_dir(str(folder))
    before = [] if is_new else _segments(folder)
    held = [(open_segment(path), joined) for path, joined in _files(folder, before).items()]
    numbers, merge = _document_numbers(before, held), _choose_merge(before)
    merged = [segment for segment, _ in held if merge is not NO_MERGE]
    spoken = {word for segment in merged for word in segment.spoken}
    compounds = {word for segment in merged for word in segment.compounds}
    several = {"procs": processes, "multisegment": True} if is_new and processes > 1 else {}
    writer = opened.writer(limitmb=MEGABYTES, codec=W3Codec(compression=0), **several)
    # By its number: to delete a document by its slug, Whoosh would open every segment.
    for slug in gone:
        if slug in numbers:
            writer.delete_document(numbers.pop(slug))
    for document in changed:
        for name in FIELDS:
            spoken.update(split_words(document[name]))
            compounds |= find_compounds(document[name])
        if document["slug"] in numbers:
            writer.delete_document(numbers.pop(document["slug"]))
        writer.add_document(**document)
    writer.commit(mergetype=merge)
    opened.close()
    write_english(folder / ENGLISH)
    _compile(
        folder, partial(compile_segment, spoken=spoken, compounds=compounds, synonyms=synonyms), processes
    )


def write_weights(folder: Path, numbers: Mapping[str, int]) -> None:
    """Compute the scores of this generation; `numbers` is slug -> number of each program that is shown."""
    scores = folder / SCORES
    for each in (scores, folder / NUMBERS):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    files = _files(folder, _segments(folder))
    opened = [(open_segment(path), _deleted(segments)) for path, segments in files.items()]
    write_numbers(folder / NUMBERS, opened, numbers)
    write_scores(scores, [segment for segment, _ in opened], folder / NUMBERS)
    (scores / ORDER).write_text("\n".join(path.name for path in files), "utf-8")


def compute_scores(folder: Path) -> None:
    """Write the scores of an index that came without them, from its arrays and numbers."""
    names = read_order(folder)
    write_scores(folder / SCORES, [open_segment(folder / ARRAYS / name) for name in names], folder / NUMBERS)


def read_order(folder: Path) -> list[str]:
    """The names of the files of arrays, in the order in which scores and numbers count them."""
    return (folder / SCORES / ORDER).read_text("utf-8").split()


def open_segments(folder: Path) -> list[tuple[Segment, Path]]:
    """Each file of arrays of a finished index as a segment, with the file of its scores."""
    scores, names = folder / SCORES, read_order(folder)
    return [(open_segment(folder / ARRAYS / name), scores / str(place)) for place, name in enumerate(names)]


def _choose_merge(segments: Sequence[Written]) -> Callable[..., object]:
    """The small segments once there are many; all, as slow as a full build, once a good part is deleted."""
    everything = sum(segment.doc_count_all() for segment in segments)
    if sum(segment.deleted_count() for segment in segments) > everything * (1 - LEAST_ALIVE):
        return OPTIMIZE  # type: ignore[no-any-return]
    return MERGE_SMALL if len(segments) >= MOST_SEGMENTS else NO_MERGE  # type: ignore[no-any-return]


def _document_numbers(segments: Sequence[Written], held: Iterable[ArraysFile]) -> dict[str, int]:
    """Slug -> Whoosh's number of its document."""
    starts = {segment.segment_id(): start for start, segment in _with_starts(segments)}
    numbers: dict[str, int] = {}
    for arrays, joined in held:
        slugs = iter(arrays.slugs)
        for segment in joined:
            own = enumerate(islice(slugs, segment.doc_count_all()), starts[segment.segment_id()])
            deleted = {starts[segment.segment_id()] + at for at in segment.deleted_docs()}
            numbers.update((slug, number) for number, slug in own if number not in deleted)
    return numbers


def _deleted(segments: Sequence[Written]) -> set[int]:
    """The documents that are deleted from a file of arrays, by their number in it."""
    return {start + at for start, segment in _with_starts(segments) for at in segment.deleted_docs()}


def _with_starts(segments: Sequence[Written]) -> Iterator[tuple[int, Written]]:
    """Each segment with the number of its first document."""
    ends = accumulate(segment.doc_count_all() for segment in segments)
    return zip((0, *ends), segments, strict=False)


def _compile(folder: Path, make: Callable[[WhooshSegment], Segment], processes: int) -> None:
    arrays, segments = folder / ARRAYS, _segments(folder)
    arrays.mkdir(exist_ok=True)
    files = _files(folder, segments)
    for path in arrays.iterdir():
        if path not in files:
            path.unlink()
    compiled = {segment.segment_id() for joined in files.values() for segment in joined}
    new = [segment for segment in segments if segment.segment_id() not in compiled]
    if new:
        # One file, not one for each: a search asks every file for every word.
        whole = join_segments(list(parallel_map(partial(_read, folder), new, processes)))
        name = JOIN.join(segment.segment_id() for segment in new)
        make(whole).save(arrays / name)


def _read(folder: Path, segment: Written) -> WhooshSegment:
    # Opened anew: two processes that share a file share its position.
    reader = SegmentReader(FileStorage(str(folder)), SCHEMA, segment)
    found = read_segment(reader)
    reader.close()
    return found


def _segments(folder: Path) -> list[Written]:
    """The segments of the last commit, from Whoosh's table of contents: opening an index reads every file."""
    found: list[Written] = TOC.read(FileStorage(str(folder)), DEFAULT_NAME).segments
    return [segment for segment in found if segment.doc_count_all()]


def _files(folder: Path, segments: Sequence[Written]) -> dict[Path, list[Written]]:
    """The files of arrays of which every segment is still there, each with its segments in order."""
    by_id = {segment.segment_id(): segment for segment in segments}
    ids = {path: path.name.split(JOIN) for path in sorted((folder / ARRAYS).glob("*"))}
    return {path: [by_id[id] for id in own] for path, own in ids.items() if by_id.keys() >= set(own)}
