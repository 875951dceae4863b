"""What an entry records for a question of fit, in words and with its source."""

import re
from dataclasses import dataclass

from app.catalog.fit.details import FitDetails
from app.catalog.snapshot.recorded_facts import LISTED
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.wording import age_range, week_range

NO_TOPIC = "in no topic area of this registry"


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """`text` is None where the entry says nothing.

    `source` is None where the entry has several pages and does not say which of them says this.
    """

    text: str | None
    source: str | None = None


def say_recorded(name: str, card: Card, details: FitDetails, shown: Snapshot) -> RecordedFact:
    """What the entry records for a criterion: a range, its list by labels, or else its words."""
    text, only = _say(name, card, details, shown), details.pages[0] if len(details.pages) == 1 else None
    return RecordedFact(text, details.sources.get(name, only) if text else None)


def _say(name: str, card: Card, details: FitDetails, shown: Snapshot) -> str | None:
    words = details.words.get(name)
    if name == "age":
        return age_range(card.age_min, card.age_max) or None
    if name == "weeks":
        return _say_duration(card, words)
    if name == "topic":
        return _join(*(_topic(each.topic, details, shown) for each in card.ratings)) or NO_TOPIC
    labels = [shown.words[LISTED[name]][id].label for id in card.words.get(LISTED[name], ())]
    return ", ".join(labels) or words


def _say_duration(card: Card, words: str | None) -> str | None:
    """The words of the entry, after the numbers of weeks where the words do not hold them."""
    numbers = [each for each in (card.weeks_min, card.weeks_max) if each is not None]
    is_said = words and all(re.search(rf"\b{number:g}\b", words) for number in numbers)
    return words if is_said else _join(week_range(card.weeks_min, card.weeks_max), words)


def _topic(topic: str, details: FitDetails, shown: Snapshot) -> str:
    name, note = shown.topics[topic][0].name, details.topic_notes.get(topic)
    return f"{name} ({note})" if note else name


def _join(*parts: str | None) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, parts))) or None
