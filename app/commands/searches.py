"""What `homeward report --searches` prints: the words that found nothing, as text or as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from app.catalog.search.search_counts import SearchedWord
from app.evidence.entry.wording import number_of

TITLE = "Words of searches that no program holds: the last 90 days of this machine, in steps of five"
NONE = "none, or they are not counted (HOMEWARD_COUNT_SEARCHES=yes counts them)"


def as_text(words: Sequence[SearchedWord]) -> str:
    lines = [
        f"{each.word:30} {each.times:5}  on {number_of(each.days, 'day')}, last on {each.last}"
        for each in words
    ]
    return "\n".join([TITLE, *(f"  {line}" for line in lines or [NONE])])


def as_json(words: Sequence[SearchedWord]) -> str:
    return json.dumps([asdict(each) for each in words], indent=2)


FORMATS: Mapping[str, Callable[[Sequence[SearchedWord]], str]] = {"text": as_text, "json": as_json}
