"""The content folder as values: every file read, checked on its own and against the others."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, get_args

from app.evidence.check.problem import At, Problem, RuleFinding, sort_problems
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program, Relevance
from app.evidence.entry.registry import LEVEL_IDS, VOCABULARIES, Item, Model, OutlineLookup, Registry, outline
from app.evidence.entry.study import ComparisonType, Design, Direction, EffectKind
from app.evidence.entry.value_checks import Context
from app.evidence.reading.document import Document, read_markdown_document, read_yaml_document
from app.evidence.reading.source import Source, read_source
from app.evidence.reading.validation import validate
from app.evidence.rules.body import check_program_body
from app.evidence.rules.derived import check_derived, check_publishers
from app.evidence.rules.program import check_file_name, check_program
from app.evidence.rules.registry import check_addresses, check_aliases
from app.evidence.rules.study import check_studies
from app.evidence.rules.text import check_text

MARKDOWN_FOLDERS = ("programs", "topics", "guides", "ratings")
CHOICES = {
    "designs": Design, "comparisons": ComparisonType, "directions": Direction,
    "effects": EffectKind, "relevance": Relevance,
}  # fmt: skip
"""Vocabularies of which the entry format itself knows the ids."""


class ProgramReading(NamedTuple):
    """One program as far as it can be read, what is wrong with it by itself, and its document if kept."""

    item: Item[Program] | None
    problems: list[Problem]
    document: Document | None = None


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
        self.read_markdown("ratings", RatingLevel, self.registry.levels)
        self.read_markdown("topics", Topic, self.registry.topics)
        self.read_markdown("guides", Guide, self.registry.guides)
        self.check_levels()
        self.read_programs(more, remembered, spread)
        self.check_across()

    def read_vocabularies(self) -> None:
        words: dict[str, dict[str, str | None]] = {}
        words["topics"] = {path.stem: None for path in self.list_files("topics", ".md")}
        self.known = Context(self.known.today, words)
        documents = {path.stem: self.read_yaml(path) for path in self.list_files("vocabulary", ".yaml")}
        for name in (*VOCABULARIES, *documents):  # in this order: outcomes name their domains
            if name in documents and name not in self.registry.vocabulary:
                self.registry.vocabulary[name] = self.read_vocabulary(documents[name])
                words[name] = {id: word.replacement for id, word in self.registry.vocabulary[name].items()}
        self.check_vocabularies()

    def read_vocabulary(self, document: Document) -> dict[str, VocabularyWord]:
        read: dict[str, VocabularyWord] = {}
        objections = list(document.objections)
        for id, values in document.values.items():
            if not isinstance(values, dict):
                message = f"“{id}” should hold keys of its own (key: value)"
                hint = "Write `label:` and `definition:` indented below it."
                objections.append(RuleFinding("wrong-type", (id,), message, hint))
                continue
            word, found, _ = validate(VocabularyWord, values, self.known)
            objections += [replace(each, at=(id, *each.at)) for each in found]
            if word:
                read[id] = word
        outlines = {id: outline(word) for id, word in read.items()}
        objections += [replace(each, at=(id, *each.at)) for id, each in check_addresses(outlines)]
        self.report(document, objections)
        return read

    def check_vocabularies(self) -> None:
        for name in VOCABULARIES:
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
        for level in (level for level in LEVEL_IDS if level not in self.registry.levels):
            path = self.folder / "ratings" / f"{level}.md"
            self.report_incomplete(path, f"the page of level {level} is missing", "Add the file.")

    def read_site(self) -> None:
        document = self.read_yaml(self.folder / "site.yaml")
        objections = list(document.objections)
        if document.readable:
            self.registry.site, found, _ = validate(Site, document.values, self.known)
            objections += found
        self.report(document, objections)

    def read_yaml(self, path: Path) -> Document:
        self.documents[path] = read_yaml_document(read_source(path, self.folder))
        return self.documents[path]

    def read_markdown(self, folder: str, model: type[Model], into: dict[str, Item[Model]]) -> None:
        for path in self.list_files(folder, ".md"):
            source = read_source(path, self.folder)
            document = self.documents[path] = read_markdown_document(source)
            self.files_by_slug[folder, path.stem] = path, self.folder
            objections = list(document.objections)
            if document.readable:
                value, found, _ = validate(model, document.values, self.known)
                objections += [*found, *check_text(document.body, document.body_line)]
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
            if reading.document:
                self.documents[reading.document.path] = reading.document

    def check_across(self) -> None:
        programs = self.registry.outlines()
        self.report_across("programs", check_addresses(programs))
        self.report_across("programs", check_aliases(programs))
        faulty = {problem.path.stem for problem in self.problems if problem.is_error}
        for slug, item in self.registry.programs.items():
            if slug not in faulty:  # what was mended to be read on proves nothing about its studies
                for check in (check_publishers, check_derived):
                    self.report_across("programs", ((slug, each) for each in check(item, self.registry)))
        for folder, entries in (("topics", self.registry.topics), ("guides", self.registry.guides)):
            outlines = {slug: outline(item.value) for slug, item in entries.items()}
            self.report_across(folder, check_addresses(outlines))

    def list_files(self, folder: str, suffix: str) -> list[Path]:
        """The files of a folder that end in `suffix`, in order of name; wrong names are reported once."""
        found = sorted((path for path in (self.folder / folder).glob("*") if path.name[0] != "."), key=str)
        for path in found:
            for objection in check_file_name(path.stem, path.suffix, suffix):
                problem = Document(path).problem(objection)
                if problem not in self.problems:
                    self.problems.append(problem)
        return [path for path in found if path.suffix == suffix]

    def report(self, document: Document, objections: Iterable[RuleFinding]) -> None:
        self.problems += [document.problem(each) for each in objections]

    def report_incomplete(self, path: Path, message: str, hint: str) -> None:
        self.report(Document(path), [RuleFinding("vocabulary-incomplete", (), message, hint, line=1)])

    def report_across(self, folder: str, found: Iterator[tuple[str, RuleFinding]]) -> None:
        for slug, objection in found:
            path, root = self.files_by_slug[folder, slug]
            document = self.documents.get(path) or read_markdown_document(read_source(path, root))
            self.report(document, [objection])


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
    return ProgramReading(item, problems, document if keeps_document else None)


def _rests_on(at: At, mended: set[At]) -> bool:
    """Whether a value, one around it, or its source was mended: then nothing is known of what it lacks."""
    return (*at, "source") in mended or any(at[:length] in mended for length in range(1, len(at) + 1))
