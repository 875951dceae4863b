"""The changes that the feed of a search carries: of its programs, and of those that joined or left it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.catalog.search.retired import Filters, fits, fits_membership, read_retired
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.facets import NOT_RECORDED
from app.catalog.snapshot.recorded_changes import RecordedChange
from app.catalog.snapshot.snapshot import Card, CurrentRating, Snapshot

OF_RATINGS = ("rating", "differs")
"""The facets whose value a published rating changes. Of any other an entry records only what is so today."""


def list_followed_changes(snapshot: Snapshot, wanted: SearchRequest) -> Iterator[RecordedChange]:
    """Latest date first. A retired program is followed by filters alone, since words do not find it."""
    retired = {} if wanted.q else read_retired(snapshot)
    inside = _find(snapshot, wanted, retired).keys()
    others = {name: values for name, values in wanted.chosen.items() if name not in OF_RATINGS}
    of_ratings = {name: values for name, values in wanted.chosen.items() if name in OF_RATINGS}
    around = _find(snapshot, replace(wanted, chosen=others), retired) if of_ratings else {}
    for change in snapshot.changes:
        card = around.get(change.program)
        if change.program in inside or (card and _crosses(snapshot, change, card, others, of_ratings)):
            yield change


def _find(snapshot: Snapshot, wanted: SearchRequest, retired: Mapping[str, Card]) -> dict[str, Card]:
    """Every program that a search finds by its address, and the retired ones that it would find."""
    everything = replace(wanted, page=1, per_page=max(len(snapshot.cards), 1))
    found = {hit.card.slug: hit.card for hit in search(snapshot, everything, passages=False).hits}
    return found | {slug: card for slug, card in retired.items() if fits(card, wanted.chosen)}


def _crosses(
    snapshot: Snapshot, change: RecordedChange, card: Card, others: Filters, of_ratings: Filters
) -> bool:
    """Whether the filters of ratings hold before the change or after it, in the topic of the change."""
    membership = next((each for each in card.memberships if each.topic == change.topic), None)
    if change.published is None or membership is None or not fits_membership(membership, others):
        return False
    levels = (change.level_before, change.published.level)
    return any(_holds(snapshot, change, membership, level, of_ratings) for level in levels)


def _holds(
    snapshot: Snapshot, change: RecordedChange, membership: CurrentRating, level: str | None, chosen: Filters
) -> bool:
    """Whether the filters hold while this level is in force, by what our records say today."""
    if "rating" in chosen and level not in chosen["rating"]:
        return False
    if "differs" not in chosen:
        return True
    page = snapshot.page(change.program)
    verdict = page.verdict(membership.topic) if page else None
    if level in (None, NOT_RECORDED) or membership.differs is None or verdict is None:
        return False
    return ("no" if str(level).upper() in verdict.reachable else "yes") in chosen["differs"]
