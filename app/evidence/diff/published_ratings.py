"""Published ratings: who changed which, as of when, where it was seen, and whether the history was kept."""

from collections.abc import Iterator

from app.evidence.diff.change import Change
from app.evidence.diff.matching import ItemMatches, Keys, find_matches
from app.evidence.diff.names import NUMBERED, ChangedProgram, list_moves, to_sentence
from app.evidence.editing.writing import write_flow
from app.evidence.entry.program import PublishedRating
from app.evidence.entry.wording import NOT_RECORDED, day

Ratings = tuple[PublishedRating, ...]
COPIES = {"live": "on the live page", "stored": "in a stored copy of the page"}
SAME: Keys[PublishedRating] = (
    lambda line: line,
    lambda line: (line.level, line.by, line.as_of),
    lambda line: (line.level, line.by),
)
"""The surest way first: other details of the same rating may have become known."""
HISTORY_LOST = (
    "The history is lost: nobody can look up any more what was published before.",
    "If the old rating was never published and this puts a mistake right, say so in the pull request.",
)
ON_TOP = "Put the new rating on top as a line of its own, with its `as_of` or `seen`,"
NO_PLACE = "It says neither as of when it was published nor when it was seen,"
ADD_A_DATE = "Add `as_of` (the publisher's date) or `seen` (the day on which you saw it) to the line."


def compare_published(place: ChangedProgram, before: Ratings, after: Ratings) -> Iterator[Change]:
    """What happened to the published ratings of a program in a topic; `before` and `after` newest first."""
    if before == after:
        return
    found = find_matches(before, after, SAME)
    yield from _lost(place, found)
    yield from _undated(place, found)
    yield from _current(place, before, after, found)
    for each in found.added:
        if each is not after[0]:
            text = f"An older rating of {place.where} was recorded: {_rating(place, each)}."
            yield place.change("rating-history", text, provenance(each))
    yield from (_details(place, old, new) for old, new in found.kept if old != new)


def provenance(rating: PublishedRating) -> str:
    """“As of May 2026. Seen on 21 November 2026 on the live page (https://…).”"""
    as_of = f"As of {day(rating.as_of)}." if rating.as_of else "The date of the rating is not recorded."
    seen = f"Seen on {day(rating.seen)} {COPIES.get(rating.seen_copy or '', '')}".strip()
    source = f" ({rating.source})" if rating.source else ""
    note = f" Note: {rating.note}" if rating.note else ""
    return f"{as_of} {seen if rating.seen else 'When it was seen is not recorded'}{source}.{note}"


def as_line(rating: PublishedRating) -> str:
    """The rating as the line of front matter that an editor can put back."""
    return f"- {write_flow(rating.model_dump(exclude_none=True)).replace('`', '’')}"


def _lost(place: ChangedProgram, found: ItemMatches[PublishedRating]) -> Iterator[Change]:
    """Lines that were overwritten or deleted, which is a problem."""
    for number, lost in enumerate(found.lost):
        was, remedy = _rating(place, lost), "Put the line back:"
        text = f"A published rating of {place.where} was deleted: {was}."
        if number < len(found.added):
            now, remedy = _rating(place, found.added[number]), f"{ON_TOP} and keep the old one below it:"
            text = f"The published rating of {place.where} was overwritten: it was {was} and now reads {now}."
        yield place.change("rating-history-lost", text, *HISTORY_LOST, remedy=f"{remedy} `{as_line(lost)}`")


def _undated(place: ChangedProgram, found: ItemMatches[PublishedRating]) -> Iterator[Change]:
    for line in (*found.added, *(new for old, new in found.kept if old != new)):
        if not line.as_of and not line.seen:
            text = f"The rating of {place.where}, {_rating(place, line)}, has no date."
            why = f"{NO_PLACE} so it has no place in the history."
            yield place.change("rating-undated", text, why, remedy=ADD_A_DATE)


def _current(
    place: ChangedProgram, before: Ratings, after: Ratings, found: ItemMatches[PublishedRating]
) -> Iterator[Change]:
    """What became of the rating that counts: the newest."""
    if not after:
        text = f"The published rating of {place.where} is not recorded any more."
        yield place.change("rating-removed", f"{text} It was {_rating(place, before[0])}.")
        return
    new = after[0]
    if not before:
        text = f"A published rating of {place.where} is recorded: {_rating(place, new)}."
        yield place.change("rating-added", f"{text} Before, none had been seen.", provenance(new))
        return
    old = before[0]
    if (old.level, old.by) != (new.level, new.by):
        previous = f"The rating before it was as of {day(old.as_of)}." if old.as_of else ""
        moved = "" if found.added else "No new line was added: the lines of the history changed."
        is_new = new in found.added and not found.lost
        text = _changed(place, old, new, is_new)
        yield place.change("rating-changed", text, provenance(new), previous, moved)
    elif new in found.added:
        rating = f"{place.where} the rating {place.names.level(new.level)}"
        text = f"{_by(new)} still gives {rating}: a newer line was recorded."
        yield place.change("rating-confirmed", text, provenance(new))


def _changed(place: ChangedProgram, old: PublishedRating, new: PublishedRating, is_new: bool) -> str:
    """A publisher is said to have acted only where the record has a new line for it."""
    was, now = place.names.level(old.level), place.names.level(new.level)
    if old.by != new.by:
        rating = f"The newest published rating of {place.where} is now {_rating(place, new)}."
        return f"{rating} Before, it was {_rating(place, old)}."
    if is_new:
        return f"{_by(new)} {_verb(old.level, new.level)} its rating of {place.where} from {was} to {now}."
    return f"The published rating of {place.where} by {new.by} now reads {now} instead of {was}."


def _verb(old: str, new: str) -> str:
    if old in NUMBERED and new in NUMBERED:
        return "raised" if NUMBERED.index(new) > NUMBERED.index(old) else "lowered"
    return "changed"


def _details(place: ChangedProgram, old: PublishedRating, new: PublishedRating) -> Change:
    rows = (
        ("its date", day(old.as_of), day(new.as_of)),
        ("the day on which it was seen", day(old.seen), day(new.seen)),
        ("the copy that was seen", old.seen_copy or NOT_RECORDED, new.seen_copy or NOT_RECORDED),
        ("its source", old.source or NOT_RECORDED, new.source or NOT_RECORDED),
        ("its note", f"“{old.note}”" if old.note else "none", f"“{new.note}”" if new.note else "none"),
    )
    text = f"What is recorded about the rating of {place.where}, {_rating(place, new)}, changed."
    return place.change("rating-details", text, *map(to_sentence, list_moves(rows)))


def _rating(place: ChangedProgram, rating: PublishedRating) -> str:
    return f"{place.names.level(rating.level)} by {rating.by}"


def _by(rating: PublishedRating) -> str:
    return rating.by[:1].upper() + rating.by[1:]
