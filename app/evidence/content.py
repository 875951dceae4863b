"""The content folder as values: every file read, checked on its own and against the others."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from app.evidence.check.problem import At, Problem, RuleFinding, sort_problems
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program, Relevance
from app.evidence.entry.registry import (
    LEVEL_IDS,
    VOCABULARIES,
    Item,
    Model,
    OutlineLookup,
    Registry,
    outline,
    replacement,
)
from app.evidence.entry.study import ComparisonType, Design, Direction, EffectKind
from app.evidence.entry.value_checks import Context
from app.evidence.reading.document import Document, read_markdown_document, read_yaml_document
from app.evidence.reading.source import Source, read_source
from app.evidence.reading.validation import validate
from app.evidence.rules.body import check_markdown, check_program_body
from app.evidence.rules.derived import check_derived, check_publishers
from app.evidence.rules.program import check_file_name, check_program
from app.evidence.rules.registry import check_addresses, check_aliases
from app.evidence.rules.study import check_studies

CHOICES = {
    "designs": Design,
    "comparisons": ComparisonType,
    "directions": Direction,
    "effects": EffectKind,
    "relevance": Relevance,
}
"""Vocabularies of which the entry format itself knows the ids."""
Read = tuple[Item[Program] | None, list[Problem]]
"""One entry, as far as it can be read, and what is wrong with it by itself."""
Spread = Callable[[Callable[[Source], Read], Sequence[Source]], Iterable[Read]]
"""`map`, or the same over several processes."""


def read_content(
    folder: Path,
    today: datetime.date,
    more: tuple[Path, ...] = (),
    remembered: OutlineLookup = lambda path: None,
    spread: Spread = map,
) -> tuple[Registry, list[Problem]]:
    """Read and check `folder`, and the program entries in `more` as if they stood in it. Never raises for bad content: problems come sorted by place."""
    reading = _Reading(folder, today)
    reading.vocabularies()
    reading.site()
    reading.markdown("ratings", RatingLevel, reading.registry.levels)
    reading.markdown("topics", Topic, reading.registry.topics)
    reading.markdown("guides", Guide, reading.registry.guides)
    reading.programs(more, remembered, spread)
    reading.everything()
    return reading.registry, sort_problems(reading.problems)


class _Reading:
    def __init__(self, folder: Path, today: datetime.date) -> None:
        self.folder = folder
        self.registry = Registry()
        self.problems: list[Problem] = []
        self.documents: dict[tuple[str, str], Callable[[], Document]] = {}
        self.known = Context(today, {})

    def vocabularies(self) -> None:
        words: dict[str, dict[str, str | None]] = {
            "topics": {path.stem: None for path in self.files("topics", ".md")}
        }
        self.known = Context(self.known.today, words)
        documents = {
            path.stem: read_yaml_document(read_source(path, self.folder))
            for path in self.files("vocabulary", ".yaml")
        }
        for name in (*VOCABULARIES, *documents):  # in this order: outcomes name their domains
            if name in documents and name not in self.registry.vocabulary:
                self.registry.vocabulary[name] = self.vocabulary(documents[name])
                words[name] = {id: replacement(word) for id, word in self.registry.vocabulary[name].items()}
        self.complete_vocabulary()

    def vocabulary(self, document: Document) -> dict[str, VocabularyWord]:
        read: dict[str, VocabularyWord] = {}
        objections = list(document.objections)
        for id, values in document.values.items():
            if not isinstance(values, dict):
                objections.append(
                    RuleFinding(
                        "wrong-type",
                        (id,),
                        f"“{id}” should hold keys of its own (key: value)",
                        "Write `label:` and `definition:` indented below it.",
                    )
                )
                continue
            word, found, _ = validate(VocabularyWord, values, self.known)
            objections += [_below(objection, (id,)) for objection in found]
            if word:
                read[id] = word
        objections += [
            _below(objection, (id,))
            for id, objection in check_addresses({id: outline(word) for id, word in read.items()})
        ]
        self.report(document, objections)
        return read

    def complete_vocabulary(self) -> None:
        for name in VOCABULARIES:
            expected = get_args(CHOICES.get(name))
            missing = [id for id in expected if id not in self.registry.vocabulary.get(name, {})]
            if missing or name not in self.registry.vocabulary:
                said = (
                    f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no word"
                    if missing
                    else "the vocabulary is missing"
                )
                self.object(
                    self.folder / "vocabulary" / f"{name}.yaml",
                    "vocabulary-incomplete",
                    said,
                    "Add `id:` with `label:` and `definition:`.",
                )

    def site(self) -> None:
        path = self.folder / "site.yaml"
        document = read_yaml_document(read_source(path, self.folder))
        objections = list(document.objections)
        if document.readable:
            self.registry.site, found, _ = validate(Site, document.values, self.known)
            objections += found
        self.report(document, objections)

    def markdown(self, folder: str, model: type[Model], into: dict[str, Item[Model]]) -> None:
        for path in self.files(folder, ".md"):
            source = read_source(path, self.folder)
            document = read_markdown_document(source)
            objections = list(document.objections)
            if document.readable:
                value, found, _ = validate(model, document.values, self.known)
                objections += [*found, *check_markdown(document.body, document.body_line)]
                if value:
                    into[path.stem] = Item(path.stem, value, document.body, source.digest)
            self.report(document, objections)
            self.documents[folder, path.stem] = lambda document=document: document  # type: ignore[misc]
        if folder == "ratings":
            for level in (level for level in LEVEL_IDS if level not in into):
                self.object(
                    self.folder / folder / f"{level}.md",
                    "vocabulary-incomplete",
                    f"the page of level {level} is missing",
                    "Add the file.",
                )

    def programs(self, more: tuple[Path, ...], remembered: OutlineLookup, spread: Spread) -> None:
        inside = dict.fromkeys(self.files("programs", ".md"))
        changed: list[Source] = []
        for path in {**inside, **dict.fromkeys(more)}:
            root = self.folder if path in inside else path.parent
            known = remembered(path)
            if known:
                self.registry.unchanged[path.stem] = known
            else:
                changed.append(read_source(path, root))
            self.documents["programs", path.stem] = partial(_document, path, root)
        for item, problems in spread(partial(_program, known=self.known), changed):
            self.problems += problems
            if item:
                self.registry.programs[item.slug] = item

    def everything(self) -> None:
        programs = self.registry.outlines()
        self.report_across("programs", check_addresses(programs))
        self.report_across("programs", check_aliases(programs))
        faulty = {problem.path.stem for problem in self.problems if problem.is_error}
        for slug, item in self.registry.programs.items():
            if slug in faulty:  # what was mended to be read on proves nothing about its studies
                continue
            self.report_across(
                "programs",
                (
                    (slug, objection)
                    for check in (check_publishers, check_derived)
                    for objection in check(item, self.registry)
                ),
            )
        self.report_across(
            "topics",
            check_addresses({slug: outline(item.value) for slug, item in self.registry.topics.items()}),
        )
        self.report_across(
            "guides",
            check_addresses({slug: outline(item.value) for slug, item in self.registry.guides.items()}),
        )

    def files(self, folder: str, suffix: str) -> list[Path]:
        """The files of a folder in order of name; hidden ones aside, and others reported once by their name's rule."""
        found = sorted(
            (path for path in (self.folder / folder).glob("*") if not path.name.startswith(".")), key=str
        )
        for path in found:
            for objection in check_file_name(path.stem, path.suffix, suffix):
                problem = Document(path).problem(objection)
                if problem not in self.problems:
                    self.problems.append(problem)
        return [path for path in found if path.suffix == suffix]

    def object(self, path: Path, rule: str, message: str, hint: str) -> None:
        self.problems.append(Document(path).problem(RuleFinding(rule, (), message, hint, line=1)))

    def report(self, document: Document, objections: list[RuleFinding]) -> None:
        self.problems += [document.problem(objection) for objection in objections]

    def report_across(self, folder: str, found: Iterator[tuple[str, RuleFinding]]) -> None:
        for slug, objection in found:
            self.problems.append(self.documents[folder, slug]().problem(objection))


def _document(path: Path, root: Path) -> Document:
    return read_markdown_document(read_source(path, root))


def _program(source: Source, known: Context) -> Read:
    document = read_markdown_document(source)
    if not document.readable:
        return None, [document.problem(objection) for objection in document.objections]
    program, found, mended = validate(Program, document.values, known)
    objections = [*document.objections, *found, *check_program_body(document.body, document.body_line)]
    if program is not None:
        judged = (*check_program(program), *check_studies(program.studies))
        objections += [objection for objection in judged if not _rests_on(objection.at, mended)]
    item = (
        Item(source.path.stem, program, document.body, source.digest, source.written)
        if program is not None
        else None
    )
    return item, [document.problem(objection) for objection in objections]


def _below(objection: RuleFinding, at: At) -> RuleFinding:
    return RuleFinding(
        objection.rule,
        (*at, *objection.at),
        objection.message,
        objection.hint,
        objection.line,
        objection.column,
        objection.on_key,
    )


def _rests_on(at: At, mended: set[At]) -> bool:
    """Whether a value, one around it, or its source could not be read as it stands: then nothing is known of what it lacks."""
    return (*at, "source") in mended or any(at[:length] in mended for length in range(1, len(at) + 1))
