"""Published ratings: who changed which, as of when, where it was seen, and whether the history was kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.matching import ItemMatches, Keys, find_matches
from app.evidence.diff.names import NUMBERED, DiffNames, say_from_to, to_sentence
from app.evidence.editing.writing import write_flow
from app.evidence.entry.program import PublishedRating
from app.evidence.entry.wording import day

Ratings = tuple[PublishedRating, ...]
COPIES = {"live": "on the live page", "stored": "in a stored copy of the page"}
SAME: Keys[PublishedRating] = (
    lambda line: line,
    lambda line: (line.level, line.by, line.as_of),
    lambda line: (line.level, line.by),
)
"""The surest way first: other details of the same rating may have become known."""


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A program in a topic, with their names."""

    program: str
    topic: str
    names: DiffNames

    @property
    def where(self) -> str:
        return f"{self.names.program(self.program)} in {self.names.topic(self.topic)}"

    def change(self, kind: str, text: str, *reasons: str, remedy: str | None = None) -> Change:
        return Change(
            kind, text, tuple(reason for reason in reasons if reason), self.program, self.topic, remedy
        )


def compare_published(rated: RatingLine, before: Ratings, after: Ratings) -> Iterator[Change]:
    """Everything that happened to the published ratings of a program in a topic; `before` and `after` newest first."""
    if before == after:
        return
    found = find_matches(before, after, SAME)
    yield from _problems(rated, found)
    yield from _current(rated, before, after, found)
    yield from (
        rated.change(
            "rating-history",
            f"An older rating of {rated.where} was recorded: {_rating(rated, each)}.",
            provenance(each),
        )
        for each in found.added
        if each is not after[0]
    )
    yield from (_details(rated, old, new) for old, new in found.kept if old != new)


def provenance(rating: PublishedRating) -> str:
    """“As of May 2026. Seen on 21 November 2026 on the live page (https://…).”"""
    as_of = f"As of {day(rating.as_of)}." if rating.as_of else "The date of the rating is not recorded."
    seen = (
        f"Seen on {day(rating.seen)} {COPIES.get(rating.seen_copy or '', '')}".strip()
        if rating.seen
        else "When it was seen is not recorded"
    )
    source = f" ({rating.source})" if rating.source else ""
    note = f" Note: {rating.note}" if rating.note else ""
    return f"{as_of} {seen}{source}.{note}"


def as_line(rating: PublishedRating) -> str:
    """The rating as the line of front matter that an editor can put back."""
    return f"- {write_flow(rating.model_dump(exclude_none=True)).replace('`', '’')}"


def _problems(rated: RatingLine, found: ItemMatches[PublishedRating]) -> Iterator[Change]:
    for place, lost in enumerate(found.lost):
        new = found.added[place] if place < len(found.added) else None
        what = (
            f"The published rating of {rated.where} was overwritten: it was {_rating(rated, lost)} and now reads {_rating(rated, new)}."
            if new
            else f"A published rating of {rated.where} was deleted: {_rating(rated, lost)}."
        )
        remedy = (
            "Put the new rating on top as a line of its own, with its `as_of` or `seen`, and keep the old one below it:"
            if new
            else "Put the line back:"
        )
        why = "The history is lost: nobody can look up any more what was published before."
        typed = (
            "If the old rating was never published and this puts a mistake right, say so in the pull request."
        )
        yield rated.change("rating-history-lost", what, why, typed, remedy=f"{remedy} `{as_line(lost)}`")
    exact = {id(new) for old, new in found.kept if old == new}
    for line in (*found.added, *(new for _, new in found.kept if id(new) not in exact)):
        if not line.as_of and not line.seen:
            yield rated.change(
                "rating-undated",
                f"The rating of {rated.where}, {_rating(rated, line)}, has no date.",
                "It says neither as of when it was published nor when it was seen, so it has no place in the history.",
                remedy="Add `as_of` (the publisher's date) or `seen` (the day on which you saw it) to the line.",
            )


def _current(
    rated: RatingLine, before: Ratings, after: Ratings, found: ItemMatches[PublishedRating]
) -> Iterator[Change]:
    """What became of the rating that counts: the newest."""
    if not after:
        yield rated.change(
            "rating-removed",
            f"No published rating of {rated.where} is recorded any more. It was {_rating(rated, before[0])}.",
        )
        return
    new = after[0]
    if not before:
        said = f"A published rating of {rated.where} is recorded: {_rating(rated, new)}. Before, none had been seen."
        yield rated.change("rating-added", said, provenance(new))
        return
    old = before[0]
    if (old.level, old.by) != (new.level, new.by):
        moved = "" if found.added else "No new line was added: the lines of the history changed."
        yield rated.change(
            "rating-changed", _said(rated, old, new, found), provenance(new), _previous(old), moved
        )
    elif new in found.added:
        said = f"{_by(new)} still gives {rated.where} the rating {rated.names.level(new.level)}: a newer line was recorded."
        yield rated.change("rating-confirmed", said, provenance(new))


def _said(
    rated: RatingLine, old: PublishedRating, new: PublishedRating, found: ItemMatches[PublishedRating]
) -> str:
    """A publisher is said to have acted only where the record has a new line for it."""
    levels = f"from {rated.names.level(old.level)} to {rated.names.level(new.level)}"
    if old.by != new.by:
        return f"The newest published rating of {rated.where} is now {_rating(rated, new)}. Before, it was {_rating(rated, old)}."
    if new in found.added and not found.lost:
        return f"{_by(new)} {_verb(old.level, new.level)} its rating of {rated.where} {levels}."
    return f"The published rating of {rated.where} by {new.by} now reads {rated.names.level(new.level)} instead of {rated.names.level(old.level)}."


def _verb(old: str, new: str) -> str:
    if old in NUMBERED and new in NUMBERED:
        return "raised" if NUMBERED.index(new) > NUMBERED.index(old) else "lowered"
    return "changed"


def _previous(rating: PublishedRating) -> str:
    return f"The rating before it was as of {day(rating.as_of)}." if rating.as_of else ""


def _details(rated: RatingLine, old: PublishedRating, new: PublishedRating) -> Change:
    rows = (
        ("its date", day(old.as_of), day(new.as_of)),
        ("the day on which it was seen", day(old.seen), day(new.seen)),
        ("the copy that was seen", old.seen_copy or "not recorded", new.seen_copy or "not recorded"),
        ("its source", old.source or "not recorded", new.source or "not recorded"),
        ("its note", f"“{old.note}”" if old.note else "none", f"“{new.note}”" if new.note else "none"),
    )
    changed = tuple(to_sentence(say_from_to(label, was, now)) for label, was, now in rows if was != now)
    return rated.change(
        "rating-details",
        f"What is recorded about the rating of {rated.where}, {_rating(rated, new)}, changed.",
        *changed,
    )


def _rating(rated: RatingLine, rating: PublishedRating) -> str:
    return f"{rated.names.level(rating.level)} by {rating.by}"


def _by(rating: PublishedRating) -> str:
    return rating.by[:1].upper() + rating.by[1:]
