"""How a change of the registry is said: in a line, with its date, and as its permanent address."""

from app.catalog.snapshot.recorded_changes import RecordedChange
from app.evidence.entry.wording import MONTHS, day
from app.web.request.context import public_host

SINCE = "2026"
"""When the registry's host began to give names: a tag address needs a year, and it never changes."""
COPIES = {"stored": " in a stored copy", "live": " on the live page", None: ""}


def tag(name: str) -> str:
    """The address of a feed or of an entry of one (RFC 4151): the same on every day and wherever it is asked
    from.
    """
    return f"tag:{public_host()},{SINCE}:{name}"


def headline(change: RecordedChange) -> str:
    """“Homebuilders® rated “2 – …” by … in Post-Permanency Services”."""
    if change.published is None:
        return f"{change.name} {'retired from' if change.kind == 'retired' else 'added to'} the registry"
    rating = change.published
    where = f" in {rating.scope}" if change.topic else f" ({rating.scope})" if rating.scope else ""
    verb = "rated" if rating.rating else "listed as"
    return f"{change.name} {verb} “{rating.words}” by {rating.by}{where}"


def dating(change: RecordedChange) -> str:
    """Of which day the change is, and who says so."""
    if change.published is None:
        return f"{'Retired' if change.kind == 'retired' else 'Added'} on {day(change.date)}"
    rating = change.published
    given = f"Date of rating: {day(rating.as_of)}" if rating.as_of else "Date of rating not recorded"
    return f"{given}; seen on {day(rating.seen)}{COPIES[rating.seen_copy]}" if rating.seen else given


def month_of(date: str | None) -> str:
    """The heading under which a change stands: “May 2024”, or what is known of it."""
    if date is None:
        return "Date not recorded"
    year, *rest = date.split("-")
    return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else f"{year}, month not recorded"


FILTERS = {"change_title": headline, "change_date": dating}
