"""The durable Whoosh index of a generation: what of a program is searched, written once, and which documents match a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from whoosh import index, query
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.fields import ID, TEXT, Schema
from whoosh.support.charset import accent_map

from app.evidence.pages import Topic
from app.evidence.program import Program
from app.evidence.registry import Item, Vocabulary

WORDS = r"[\w]+(?:[.’'][\w]+)*"
# Accents and trademark signs are folded before stemming, so that Homebuilders® and Homebuilders are one word.
ANALYZER = RegexTokenizer(WORDS) | LowercaseFilter() | CharsetFilter(accent_map) | StopFilter(minsize=1) | StemFilter()
WEIGHTS = {"names": 8.0, "labels": 4.0, "summary": 3.0, "components": 2.0, "body": 1.0, "studies": 0.5}
SCHEMA = Schema(slug=ID(stored=True, unique=True), **{name: TEXT(analyzer=ANALYZER, field_boost=boost) for name, boost in WEIGHTS.items()})
MOST_SEGMENTS = 8


@dataclass(frozen=True, slots=True)
class Words:
    """Labels and synonyms by vocabulary and id, for the text that stands for an id."""

    vocabulary: Vocabulary
    topics: Mapping[str, Topic]

    def of(self, vocabulary: str, ids: Iterable[str]) -> list[str]:
        words = self.vocabulary.get(vocabulary, {})
        return [text for id in ids if id in words for text in (words[id].label, *words[id].synonyms)]


def searched_text(item: Item[Program], words: Words) -> dict[str, str]:
    """Field of the index -> text of one program."""
    program = item.value
    delivery = program.delivery
    labels = [
        *(words.topics[membership.topic].name for membership in program.topics if membership.topic in words.topics),
        *words.of("populations", program.target_population.groups),
        *words.of("permanency", program.permanency),
        *words.of("settings", delivery.settings if delivery else ()),
        program.target_population.description,
    ]
    studies = [text for study in program.studies for text in (study.citation.title, study.location, *(study.citation.authors or ())) if text]
    outcomes = words.of("outcomes", dict.fromkeys(finding.outcome for study in program.studies for finding in study.findings))
    return {
        "slug": item.slug,
        "names": "\n".join((program.name, *program.aliases)),
        "labels": "\n".join(labels),
        "summary": program.summary,
        "components": "\n".join((*program.goals, *program.components)),
        "body": item.body,
        "studies": "\n".join((*studies, *outcomes, program.developer or "")),
    }


def write_index(folder: Path, changed: Iterable[dict[str, str]], gone: Iterable[str]) -> None:
    """Bring the index in `folder` up to date (made when absent): `changed` documents replace their old versions, `gone` slugs leave."""
    folder.mkdir(exist_ok=True)
    found = index.open_dir(str(folder)) if index.exists_in(str(folder)) else index.create_in(str(folder), SCHEMA)
    # Merging small segments on every save costs more than it brings; once there are many, all become one.
    optimize = len(found._segments()) >= MOST_SEGMENTS if hasattr(found, "_segments") else False
    writer = found.writer()
    for slug in gone:
        writer.delete_by_term("slug", slug)
    for document in changed:
        writer.update_document(**document)
    writer.commit(merge=False, optimize=optimize)
    found.close()


class TextSearch:
    """Reads the index of one generation. Whoosh's own searcher does the scoring."""

    def __init__(self, folder: Path) -> None:
        self.index = index.open_dir(str(folder), readonly=True)
        self.searcher = self.index.searcher()
        self._one_at_a_time = Lock()  # Whoosh shares file positions between the readers of a searcher

    def scores(self, text: str) -> tuple[dict[str, float], bool]:
        """Slug -> score of the programs that hold every word of `text` (in any field); when none does, of those that hold any.

        The flag says which: True for every word. Words in double quotes must stand together.
        """
        parts = [part for phrase in _parts(text) if (part := _anywhere(phrase)) is not None]
        if not parts:
            return {}, True
        every = self._run(query.And(parts))
        return (every, True) if every or len(parts) == 1 else (self._run(query.Or(parts)), False)

    def _run(self, wanted: query.Query) -> dict[str, float]:
        with self._one_at_a_time:
            return {hit["slug"]: hit.score for hit in self.searcher.search(wanted, limit=None)}


def stems(text: str) -> list[str]:
    """The words of a text as the index holds them."""
    return [token.text for token in ANALYZER(text)]


def _parts(text: str) -> list[list[str]]:
    pieces = text.split('"')
    phrases = [stems(piece) for piece in pieces[1::2]]
    return [*([stem] for piece in pieces[::2] for stem in stems(piece)), *phrases]


def _anywhere(words: list[str]) -> query.Query | None:
    if not words:
        return None
    return query.Or([query.Term(field, words[0]) if len(words) == 1 else query.Phrase(field, words) for field in WEIGHTS])
