"""The head of a program page: ratings of all registries in rows that each say one thing, and the fact box."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Delivery, Program, PublishedRating, TopicMembership
from app.evidence.found.sentences import FactBox, FoundSentence, say_what_was_found
from app.evidence.rating.values import Verdict
from app.evidence.rating.wording import CANNOT_TELL, compare_with_published
from app.web.wording.requirements import span
from app.web.wording.shown_ratings import ShownRating
from app.web.wording.values import weeks

FACTS_MISSING = f"{CANNOT_TELL}: facts are missing"


@dataclass(frozen=True, slots=True)
class TopicsRatedAlike:
    """Topics in which one organization gave the same rating on the same day; None where none was seen.

    `also` are topics that this registry lacks.
    """

    rating: PublishedRating | None
    topics: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """What our own check says of topics in the same words; no `topics` where that is all of them."""

    said: str
    topics: tuple[str, ...]


def group_by_rating(
    memberships: Sequence[TopicMembership], outside: Sequence[ShownRating] = ()
) -> tuple[list[TopicsRatedAlike], list[ShownRating]]:
    """The topics of a program by the rating in force there, those without one last, and what else was rated.

    A level that CEBC gave in topics of another registry too is not said a second time.
    """
    groups: dict[tuple[str, str, str | None] | None, list[TopicMembership]] = {}
    for each in memberships:
        rating = each.ratings[0] if each.ratings else None
        groups.setdefault((rating.level, rating.by, rating.as_of) if rating else None, []).append(each)
    alike, others = [], list(outside)
    for group in groups.values():
        rating = group[0].ratings[0] if group[0].ratings else None
        same = [each for each in others if rating and each.level == rating.level and each.scope]
        others = [each for each in others if each not in same]
        scopes = tuple(each.scope for each in same if each.scope)
        alike.append(TopicsRatedAlike(rating, tuple(each.topic for each in group), scopes))
    return sorted(alike, key=lambda each: each.rating is None), others


def published_alike(
    memberships: Sequence[TopicMembership], unknown: Collection[str]
) -> list[tuple[TopicMembership, ...]]:
    """The topics of a program by level, publisher, date and relevance: a table says each once.

    `unknown` are topics whose rating on the day shown nobody knows, which is not the same as none.
    """
    groups: dict[object, list[TopicMembership]] = {}
    for each in memberships:
        rating = each.ratings[0] if each.ratings else None
        said = (rating.level, rating.by, rating.as_of) if rating else each.note
        groups.setdefault((said, each.relevance, each.topic in unknown), []).append(each)
    return [tuple(group) for group in groups.values()]


def say_own_checks(
    memberships: Sequence[TopicMembership], verdicts: Sequence[Verdict | None]
) -> list[OwnCheck]:
    """What our own check says, each sentence once. `verdicts` are those of the memberships."""
    compared = [
        (membership.topic, compare_with_published(verdict, next(iter(membership.ratings), None)))
        for membership, verdict in zip(memberships, verdicts, strict=True)
        if verdict
    ]
    several = len({each.short for _, each in compared if each.short.startswith(CANNOT_TELL)}) > 1
    said: dict[str, list[str]] = {}
    for topic, each in compared:
        words = FACTS_MISSING if several and each.short.startswith(CANNOT_TELL) else each.short
        said.setdefault(words, []).append(topic)
    if len(said) == 1:
        return [OwnCheck(words, ()) for words in said]
    return [OwnCheck(words, tuple(topics)) for words, topics in said.items()]


def fact_box(program: Program, shown: Snapshot) -> FactBox:
    """What studies found, on the outcomes that count for the program's ratings first."""
    rated = [shown.topics[each.topic][0].rated_outcomes or () for each in program.topics]
    return say_what_was_found(program.studies, shown.words["outcomes"], list(chain(*rated)))


def name_together(box: FactBox) -> tuple[list[FoundSentence], list[FoundSentence]]:
    """What is shown and what is folded; outcomes of which the same is said are one line, at the first."""
    groups: dict[str, list[FoundSentence]] = {}
    for each in (*box.shown, *box.folded):
        groups.setdefault(each.text, []).append(each)
    lines = {
        text: replace(group[0], label=", ".join(each.label for each in group)) if group[1:] else group[0]
        for text, group in groups.items()
    }
    shown = list(dict.fromkeys(each.text for each in box.shown))
    return [lines.pop(text) for text in shown], list(lines.values())


def how_long(delivery: Delivery | None) -> str:
    """Its weeks or else its sessions in numbers, else its duration in the words of the entry."""
    if delivery is None:
        return ""
    sessions = span(delivery.sessions)
    counted = weeks(delivery.weeks) or (f"{sessions} sessions" if sessions else "")
    return counted or delivery.duration or ""


def name_missing(named: Sequence[tuple[str, object]]) -> str:
    """“languages, manual”: the names of the values that are not recorded."""
    return ", ".join(name for name, value in named if not value)


FUNCTIONS = (
    fact_box, group_by_rating, how_long, name_missing, name_together, published_alike, say_own_checks,
)  # fmt: skip
