"""Retired programs by the filters of a search, for feeds that report when a program leaves a search."""

from collections.abc import Mapping

from sqlalchemy import select

from app.catalog.snapshot.cards import card_from_json
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.store.tables import ProgramRow, columns

Filters = Mapping[str, tuple[str, ...]]


def find_retired(snapshot: Snapshot, chosen: Filters) -> frozenset[str]:
    """The slugs of the retired programs that these filters would find if they were active."""
    program = columns(ProgramRow)
    wanted = select(program.card).where(program.status != "active")
    with snapshot.engine.connect() as connection:
        cards = [card_from_json(row.card) for row in connection.execute(wanted)]
    return frozenset(card.slug for card in cards if _fits(card, chosen))


def _fits(card: Card, chosen: Filters) -> bool:
    """As in a search: OR inside a facet, AND across; facets of memberships hold for the same topic."""
    pairs = {name: values for name, values in chosen.items() if FACET[name].of_membership}
    others = chosen.keys() - pairs.keys()
    if not all(set(chosen[name]) & set(card.values(FACET[name])) for name in others):
        return False
    return any(all(each.value(name) in values for name, values in pairs.items()) for each in card.memberships)
