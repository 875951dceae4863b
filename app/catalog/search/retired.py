"""Retired programs by the filters of a search, for feeds that report when a program leaves a search."""

from collections.abc import Mapping

from sqlalchemy import select

from app.catalog.snapshot.cards import card_from_json
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, CurrentRating, Snapshot
from app.catalog.store.tables import ProgramRow, columns

Filters = Mapping[str, tuple[str, ...]]


def find_retired(snapshot: Snapshot, chosen: Filters) -> frozenset[str]:
    """The slugs of the retired programs that these filters would find if they were active."""
    return frozenset(slug for slug, card in read_retired(snapshot).items() if fits(card, chosen))


def read_retired(snapshot: Snapshot) -> dict[str, Card]:
    """The cards of all retired programs by slug."""
    program = columns(ProgramRow)
    wanted = select(program.card).where(program.status != "active")
    with snapshot.engine.connect() as connection:
        cards = [card_from_json(row.card) for row in connection.execute(wanted)]
    return {card.slug: card for card in cards}


def fits(card: Card, chosen: Filters) -> bool:
    """As in a search: OR inside a facet, AND across; facets of memberships hold for the same topic."""
    others = [name for name in chosen if not FACET[name].of_membership]
    if not all(set(chosen[name]) & set(card.values(FACET[name])) for name in others):
        return False
    return any(fits_membership(each, chosen) for each in card.memberships)


def fits_membership(membership: CurrentRating, chosen: Filters) -> bool:
    """Whether those of the filters that are about memberships hold for this one."""
    pairs = ((name, values) for name, values in chosen.items() if FACET[name].of_membership)
    return all(membership.value(name) in values for name, values in pairs)
