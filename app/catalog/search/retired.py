"""Retired programs by the filters of a search: no search finds them, but whoever follows one wants to hear that a program left it."""

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
    with snapshot.engine.connect() as connection:
        cards = [card_from_json(row.card) for row in connection.execute(select(program.card).where(program.status != "active"))]
    return frozenset(card.slug for card in cards if _fits(card, chosen))


def _fits(card: Card, chosen: Filters) -> bool:
    """As in a search: OR inside a facet, AND across, facets of a topic membership all on the same one."""
    of_membership = {name for name in chosen if FACET[name].of_membership}
    if not all(set(chosen[name]) & set(card.values(FACET[name])) for name in chosen.keys() - of_membership):
        return False
    return any(all(current.value(name) in chosen[name] for name in of_membership) for current in card.memberships)
