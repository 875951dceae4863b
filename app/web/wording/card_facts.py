"""What a card says of a program in a few words: who takes part, ages, how long and where."""

from collections.abc import Iterator

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.program import WeekSpan
from app.evidence.entry.wording import join_words
from app.web.wording.values import ages, weeks

LONGEST_DURATION = 40
STAFF = "staff"
"""The kind of population that is trained, where others take part."""


def card_facts(card: Card, shown: Snapshot) -> list[str]:
    """“Child and caregiver”, “Ages 4–12”, “12–16 weeks”, “Home or clinic”; only what is recorded."""
    return [fact for fact in _facts(card, shown) if fact]


def _facts(card: Card, shown: Snapshot) -> Iterator[str]:
    populations = card.words.get("populations", ())
    if any(shown.words["populations"][id].kind == STAFF for id in populations):
        yield "Trains professionals"
    yield _labels(card, "serves", shown)
    yield ages(card)
    yield how_long(card)
    yield _labels(card, "settings", shown, "or")


def _labels(card: Card, vocabulary: str, shown: Snapshot, last: str = "and") -> str:
    labels = [shown.words[vocabulary][id].label for id in card.words.get(vocabulary, ())]
    return join_words([*labels[:1], *map(_small, labels[1:])], last) if labels else ""


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def how_long(card: Card) -> str:
    """The weeks that it takes, else its duration where that is short enough for a line."""
    counted = weeks(WeekSpan(min=card.weeks_min, max=card.weeks_max))
    duration = card.duration or ""
    return counted or (duration if len(duration) <= LONGEST_DURATION else "")


FUNCTIONS = (card_facts,)
