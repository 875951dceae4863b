"""The content folder as values: every file read, checked on its own and against the others."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, get_args

from app.evidence.addresses import GUIDES, PROGRAMS, TOPICS
from app.evidence.check.problem import At, Problem, RuleFinding, sort_problems
from app.evidence.entry.documents import Documents
from app.evidence.entry.nearest_words import NamedIds
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program
from app.evidence.entry.registry import (
    CHOICES,
    LEVEL_IDS,
    VOCABULARIES,
    Item,
    Model,
    OutlineLookup,
    Registry,
    list_names,
    outline,
    scales_of,
)
from app.evidence.entry.value_checks import Context
from app.evidence.reading.document import Document, read_markdown_document, read_yaml_document
from app.evidence.reading.source import Source, read_source
from app.evidence.reading.validation import validate
from app.evidence.rules.body import check_program_body
from app.evidence.rules.derived import check_derived, check_publishers
from app.evidence.rules.documents import check_documents
from app.evidence.rules.files import check_file_name, check_id, find_stray_files, is_stray
from app.evidence.rules.other_ratings import check_other_ratings
from app.evidence.rules.page_links import SitePages, check_page_links
from app.evidence.rules.program import check_program
from app.evidence.rules.registry import check_addresses, check_aliases
from app.evidence.rules.study import check_studies
from app.evidence.rules.text import check_text
from app.evidence.rules.topic import check_topic

MARKDOWN_FOLDERS = ("programs", "topics", "guides", "ratings")


class ProgramReading(NamedTuple):
    """One program as far as it can be read, what is wrong with it by itself, and its document if kept.

    `unread` is the slug of one that cannot be read at all.
    """

    item: Item[Program] | None
    problems: list[Problem]
    document: Document | None = None
    unread: str = ""


Spread = Callable[[Callable[[Source], ProgramReading], Sequence[Source]], Iterable[ProgramReading]]
"""`map`, or the same over several processes."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that one reading gives: values, problems in order of place, and the document of every file."""

    registry: Registry
    problems: list[Problem]
    documents: dict[Path, Document]


def read_content(
    folder: Path,
    today: datetime.date,
    more: tuple[Path, ...] = (),
    remembered: OutlineLookup = lambda path: None,
    spread: Spread = map,
) -> tuple[Registry, list[Problem]]:
    """Read and check `folder`, and the program entries in `more` as if they stood in it.

    Never raises for bad content: problems come sorted by place.
    """
    reader = _ContentReader(folder, today)
    reader.read(more, remembered, spread)
    return reader.registry, sort_problems(reader.problems)


def read_documents(folder: Path, today: datetime.date, more: tuple[Path, ...] = ()) -> Content:
    """The same with the document of every file: Markdown in order of path, then `more`, then YAML."""
    reader = _ContentReader(folder, today, keeps_documents=True)
    reader.read(more, lambda path: None, map)
    paths = sorted(reader.documents, key=lambda path: (path.suffix == ".yaml", path in more, str(path)))
    documents = {path: reader.documents[path] for path in paths}
    return Content(reader.registry, sort_problems(reader.problems), documents)


class _ContentReader:
    def __init__(self, folder: Path, today: datetime.date, keeps_documents: bool = False) -> None:
        self.folder = folder
        self.keeps_documents = keeps_documents
        self.registry = Registry()
        self.problems: list[Problem] = []
        self.documents: dict[Path, Document] = {}
        self.files_by_slug: dict[tuple[str, str], tuple[Path, Path]] = {}
        self.known = Context(today, {})

    def read(self, more: tuple[Path, ...], remembered: OutlineLookup, spread: Spread) -> None:
        self.read_vocabularies()
        self.read_site()
        self.read_documents()
        self.read_markdown("ratings", RatingLevel, self.registry.levels)
        self.read_markdown("topics", Topic, self.registry.topics)
        self.read_markdown("guides", Guide, self.registry.guides)
        self.known = replace(self.known, names=list_names(self.registry))
        self.check_levels()
        self.check_files()
        self.read_programs(more, remembered, spread)
        self.check_across()

    def read_vocabularies(self) -> None:
        words: dict[str, dict[str, str | None]] = {}
        words["topics"] = {path.stem: None for path in self.list_files("topics", ".md")}
        names: dict[str, NamedIds] = {}
        self.known = Context(self.known.today, words, names)
        documents = {path.stem: self.read_yaml(path) for path in self.list_files("vocabulary", ".yaml")}
        for name in (*VOCABULARIES, *documents):  # in this order: outcomes name their domains
            if name in documents and name not in self.registry.vocabulary:
                held = self.registry.vocabulary[name] = self.read_vocabulary(documents[name])
                replacements = {id: word.replacement for id, word in held.items()}
                read = {name: dict.fromkeys(documents[name].values) | replacements}
                words |= read if documents[name].readable else {}  # a word with a mistake is a word
        names |= list_names(self.registry)
        self.check_vocabularies()

    def read_vocabulary(self, document: Document) -> dict[str, VocabularyWord]:
        read: dict[str, VocabularyWord] = {}
        objections = list(document.objections)
        self.note_unread(document)
        for id, values in document.values.items():
            if not isinstance(values, dict):
                message = f"“{id}” should hold keys of its own (key: value)"
                hint = "Write `label:` and `definition:` indented below it."
                objections.append(RuleFinding("wrong-type", (id,), message, hint))
                continue
            word, found, _ = validate(VocabularyWord, values, self.known)
            objections += check_id(id)
            objections += [replace(each, at=(id, *each.at)) for each in found]
            if word:
                read[id] = word
        outlines = {id: outline(word) for id, word in read.items()}
        objections += [replace(each, at=(id, *each.at)) for id, each in check_addresses(outlines)]
        self.report(document, objections)
        return read

    def check_vocabularies(self) -> None:
        for name in VOCABULARIES:
            if f"vocabulary/{name}" in self.registry.unread:
                continue
            held = self.registry.vocabulary.get(name)
            missing = [id for id in get_args(CHOICES.get(name)) if id not in (held or {})]
            if missing:
                said = f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no word"
            else:
                said = "the vocabulary is missing"
            if missing or held is None:
                path = self.folder / "vocabulary" / f"{name}.yaml"
                self.report_incomplete(path, said, "Add `id:` with `label:` and `definition:`.")

    def check_levels(self) -> None:
        there = self.registry.levels.keys() | self.registry.unread_in("ratings")
        for level in (level for level in LEVEL_IDS if level not in there):
            path = self.folder / "ratings" / f"{level}.md"
            self.report_incomplete(path, f"the page of level {level} is missing", "Add the file.")

    def read_site(self) -> None:
        document = self.read_yaml(self.folder / "site.yaml")
        objections = list(document.objections)
        if document.readable:
            self.registry.site, found, _ = validate(Site, document.values, self.known)
            objections += found
            about = self.registry.site.about if self.registry.site else ""
            objections += [replace(each, at=("about",), line=None) for each in check_text(about, 1)]
        self.report(document, objections)

    def read_documents(self) -> None:
        """documents.yaml, which a registry can do without."""
        path = self.folder / "documents.yaml"
        if not path.exists():
            return
        document = self.read_yaml(path)
        objections = list(document.objections)
        if document.readable:
            found: list[RuleFinding]
            self.registry.documents, found, _ = validate(Documents, document.values, self.known)
            objections += found
            if self.registry.documents and not found:
                objections += check_documents(self.registry.documents, self.registry)
        self.report(document, objections)

    def read_yaml(self, path: Path) -> Document:
        self.documents[path] = read_yaml_document(read_source(path, self.folder))
        return self.documents[path]

    def read_markdown(self, folder: str, model: type[Model], into: dict[str, Item[Model]]) -> None:
        for path in self.list_files(folder, ".md"):
            source = read_source(path, self.folder)
            document = self.documents[path] = read_markdown_document(source)
            self.note_unread(document)
            self.files_by_slug[folder, path.stem] = path, self.folder
            objections = list(document.objections)
            if document.readable:
                value, found, _ = validate(model, document.values, self.known)
                objections += [*found, *check_text(document.body, document.body_line)]
                if isinstance(value, Topic) and not found:
                    objections += check_topic(value)
                if value:
                    into[path.stem] = Item(path.stem, value, document.body, source.digest)
            self.report(document, objections)

    def read_programs(self, more: tuple[Path, ...], remembered: OutlineLookup, spread: Spread) -> None:
        inside = dict.fromkeys(self.list_files("programs", ".md"))
        changed: list[Source] = []
        for path in {**inside, **dict.fromkeys(more)}:
            root = self.folder if path in inside else path.parent
            self.files_by_slug["programs", path.stem] = path, root
            known = remembered(path)
            if known:
                self.registry.unchanged[path.stem] = known
            else:
                changed.append(read_source(path, root))
        read = partial(_read_program, known=self.known, keeps_document=self.keeps_documents)
        for reading in spread(read, changed):
            self.problems += reading.problems
            if reading.item:
                self.registry.programs[reading.item.slug] = reading.item
            elif reading.unread:
                self.registry.unread.add(f"programs/{reading.unread}")
            if reading.document:
                self.documents[reading.document.path] = reading.document

    def check_across(self) -> None:
        programs = self.registry.outlines()
        self.report_across("programs", check_addresses(programs, self.registry.unread_in("programs")))
        self.report_across("programs", check_aliases(programs))
        faulty = {problem.path.stem for problem in self.problems if problem.is_error}
        check_ratings = partial(check_other_ratings, scales=scales_of(self.registry))
        for slug, item in self.registry.programs.items():
            if slug not in faulty:  # what was mended to be read on proves nothing about its studies
                for check in (check_publishers, check_ratings, check_derived):
                    self.report_across("programs", ((slug, each) for each in check(item, self.registry)))
        for folder, entries in (("topics", self.registry.topics), ("guides", self.registry.guides)):
            outlines = {slug: outline(item.value) for slug, item in entries.items()}
            self.report_across(folder, check_addresses(outlines, self.registry.unread_in(folder)))
        self.check_links_inside()

    def check_links_inside(self) -> None:
        pages, held = SitePages(self.registry), self.registry
        for kind, items in ((PROGRAMS, held.programs), (TOPICS, held.topics), (GUIDES, held.guides)):
            for slug, item in items.items():
                self.report_in_body(kind.folder, slug, check_page_links(pages, item.body, kind, slug))
        for slug, level in held.levels.items():
            self.report_in_body("ratings", slug, check_page_links(pages, level.body, None, slug))
        for slug, known in held.unchanged.items():
            if any(map(pages.find_fault, known.links)):
                body = self.document_of("programs", slug).body
                self.report_in_body("programs", slug, check_page_links(pages, body, PROGRAMS, slug))

    def list_files(self, folder: str, suffix: str) -> list[Path]:
        """The files of a folder that end in `suffix`, in order of name; wrong names are reported once."""
        found = sorted(
            (path for path in (self.folder / folder).glob("*") if not is_stray(path.name)), key=str
        )
        for path in found:
            for objection in check_file_name(path.stem, path.suffix, suffix):
                problem = Document(path).problem(objection)
                if problem not in self.problems:
                    self.problems.append(problem)
        return [path for path in found if path.suffix == suffix]

    def check_files(self) -> None:
        """Files that nothing reads, and links, which a save or another editor would follow."""
        read = [self.folder / name for name in (*MARKDOWN_FOLDERS, "vocabulary")]
        for path, objection in find_stray_files(self.folder, read):
            self.problems.append(Document(path).problem(objection))

    def note_unread(self, document: Document) -> None:
        if not document.readable:
            place = document.path.relative_to(self.folder).with_suffix("")
            self.registry.unread.add(place.as_posix())

    def report(self, document: Document, objections: Iterable[RuleFinding]) -> None:
        self.problems += [document.problem(each) for each in objections]

    def report_incomplete(self, path: Path, message: str, hint: str) -> None:
        self.report(Document(path), [RuleFinding("vocabulary-incomplete", (), message, hint, line=1)])

    def report_across(self, folder: str, found: Iterator[tuple[str, RuleFinding]]) -> None:
        for slug, objection in found:
            self.report(self.document_of(folder, slug), [objection])

    def report_in_body(self, folder: str, slug: str, found: Iterator[RuleFinding]) -> None:
        """Report what was found on lines of a body, which is read again only then."""
        for objection in found:
            document = self.document_of(folder, slug)
            self.report(document, [replace(objection, line=(objection.line or 1) + document.body_line - 1)])

    def document_of(self, folder: str, slug: str) -> Document:
        path, root = self.files_by_slug[folder, slug]
        return self.documents.get(path) or read_markdown_document(read_source(path, root))


def _read_program(source: Source, known: Context, keeps_document: bool) -> ProgramReading:
    document = read_markdown_document(source)
    item, objections = None, document.objections
    if document.readable:
        program, found, mended = validate(Program, document.values, known)
        objections = [*objections, *found, *check_program_body(document.body, document.body_line)]
        if program is not None:
            judged = (*check_program(program), *check_studies(program.studies))
            objections += [each for each in judged if not _rests_on(each.at, mended)]
            item = Item(source.path.stem, program, document.body, source.digest, source.written)
    problems = [document.problem(each) for each in objections]
    unread = "" if item else source.path.stem
    return ProgramReading(item, problems, document if keeps_document else None, unread)


def _rests_on(at: At, mended: set[At]) -> bool:
    """Whether a value, one around it, or what it must hold was mended: nothing is known of what it lacks."""
    inside = any((*at, key) in mended for key in ("source", "title", "url", "note"))
    return inside or any(at[:length] in mended for length in range(1, len(at) + 1))
