"""Decides what of a program is searched, and how much each part counts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from app.catalog.text.analysis import WORDS
from app.catalog.text.segment import HEAD_END, LABEL_END, PASSAGE_END
from app.catalog.text.synonyms import make_marker
from app.catalog.text.words.normal_form import normalize_text
from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Ages, Program
from app.evidence.entry.registry import Vocabulary
from app.evidence.entry.study import Study

WEIGHTS = {
    "names": 5.0, "acronyms": 4.5, "labels": 4.0, "summary": 2.5,
    "components": 2.0, "synonyms": 1.5, "body": 1.0, "studies": 0.5,
}  # fmt: skip
FIELDS = tuple(WEIGHTS)
ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)*")
BLOCK = re.compile(r"</?(?:blockquote|br|div|h\d|hr|li|ol|p|pre|t[abdhr]\w*|ul)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
Html = Mapping[str, str]
LONGEST_ACRONYM = 12
LEAST_INITIALS = 3
MOSTLY, PARTLY = 1 / 3, 0.0
"""Above which share of a program's ages a stage of life is among its labels, or else its synonyms."""


@dataclass(frozen=True, slots=True)
class VocabularyTexts:
    """The labels and synonyms that stand for the ids of vocabularies and topics."""

    vocabulary: Vocabulary
    topics: Mapping[str, Topic]

    def labels(self, vocabulary: str, ids: Iterable[str]) -> list[str]:
        words = self.vocabulary.get(vocabulary, {})
        return [words[id].label for id in ids if id in words]

    def stages(self, ages: Ages | None, share: float) -> list[str]:
        """Labels of the stages of life that make up more of some ages than `share`."""
        stages = {word.label: word.ages for word in self.vocabulary.get("ages", {}).values() if word.ages}
        oldest = max((stage.max or 0 for stage in stages.values()), default=0)
        return [label for label, stage in stages.items() if ages and _shared(ages, stage, oldest) > share]

    def synonyms(self, vocabulary: str, ids: Iterable[str]) -> list[str]:
        words = self.vocabulary.get(vocabulary, {})
        return [synonym for id in ids if id in words for synonym in words[id].synonyms]


def make_document(slug: str, program: Program, html: Html, texts: VocabularyTexts) -> dict[str, str]:
    """Field of the index -> text of one program, with its `slug` and what results show of it (`shown`).

    `html` is its rendered Markdown by section.
    """
    population, studies = program.target_population, program.studies
    names = tuple(map(normalize_text, (program.name, *program.aliases)))
    outcomes = dict.fromkeys(finding.outcome for study in studies for finding in study.findings)
    topics = [texts.topics[each.topic].name for each in program.topics if each.topic in texts.topics]
    recorded = list(_recorded_ids(program))
    labels = [label for name, ids in recorded for label in texts.labels(name, ids)]
    synonyms = [synonym for name, ids in recorded for synonym in texts.synonyms(name, ids)]
    cited = [each for study in studies for each in _cited_texts(study)]
    parts = {
        "names": names,
        "acronyms": find_acronyms(*names),
        "labels": (*topics, *labels, *texts.stages(population.ages, MOSTLY)),
        "summary": (program.summary, population.description),
        "components": (*program.goals, *program.components),
        "synonyms": (*synonyms, *texts.stages(population.ages, PARTLY), *map(make_marker, population.groups)),
        "body": map(strip_tags, html.values()),
        "studies": (*cited, *texts.labels("outcomes", outcomes), program.developer or ""),
    }
    shown = join_shown_text((program.name, program.summary, *program.aliases), list_passages(program, html))
    return {"slug": slug, "shown": shown, **{name: "\n".join(part) for name, part in parts.items()}}


def _recorded_ids(program: Program) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(vocabulary, ids) of what describes a program."""
    yield "populations", program.target_population.groups
    yield "problems", program.presenting_problems
    yield "permanency", program.permanency
    if delivery := program.delivery:
        yield "settings", delivery.settings
        yield "formats", delivery.formats
        yield "languages", delivery.languages


def _cited_texts(study: Study) -> Iterator[str]:
    texts = (study.citation.title, study.location, *(study.citation.authors or ()))
    return (text for text in texts if text)


def list_passages(program: Program, html: Html) -> list[tuple[str, str]]:
    """(what it is, plain text) of everything that is searched and that a program's card does not show."""
    titles = [study.citation.title for study in program.studies if study.citation.title]
    labelled = [
        ("For", program.target_population.description),
        ("Goals", " · ".join(program.goals)),
        ("Essential components", " · ".join(program.components)),
        *((heading, strip_tags(section)) for heading, section in html.items()),
        ("Studies", " · ".join(titles)),
    ]
    return [(label, text) for label, text in labelled if text]


def join_shown_text(head: Sequence[str], passages: Iterable[tuple[str, str]]) -> str:
    """All that results show of a program: what every card shows (`head`), then labelled passages.

    Three marks keep them apart.
    """
    # split() takes the marks for white space, so that no passage can hold them.
    pairs = ((" ".join(label.split()), " ".join(text.split())) for label, text in passages)
    return PASSAGE_END.join(head) + HEAD_END + PASSAGE_END.join(map(LABEL_END.join, pairs))


def strip_tags(html: str) -> str:
    """The text of sanitised HTML."""
    return " ".join(unescape(TAG.sub("", BLOCK.sub(" ", html))).split())


def _shared(ages: Ages, stage: Ages, oldest: int) -> float:
    """How much of some ages a stage of life is; `oldest` is where open ages end."""
    low, high = ages.min or 0, oldest if ages.max is None else ages.max
    first, last = max(low, stage.min or 0), min(high, oldest if stage.max is None else stage.max)
    return max(0, last - first + 1) / max(1, high - low + 1)


def find_acronyms(*names: str) -> list[str]:
    """Short forms that the names hold, also written together (TF-CBT, TFCBT), and initials of long names."""
    pieces = [piece for name in names for piece in ACRONYM.findall(name)]
    short = [form for piece in pieces for form in _short_forms(piece)]
    return list(dict.fromkeys([*short, *(initials for name in names for initials in _initials(name))]))


def _short_forms(piece: str) -> Iterator[str]:
    capitals = sum(letter.isupper() or letter.isdigit() for letter in piece)
    if capitals >= 2 and 2 * capitals > len(piece.replace("-", "")) and len(piece) <= LONGEST_ACRONYM:
        yield piece
        if "-" in piece:
            yield piece.replace("-", "")


def _initials(name: str) -> Iterator[str]:
    words = WORDS.findall(name.partition("(")[0])
    for chosen in (words, [word for word in words if word[0].isupper()]):
        if len(chosen) >= LEAST_INITIALS:
            yield "".join(word[0] for word in chosen)
