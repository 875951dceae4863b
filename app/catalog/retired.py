"""Retired programs by the filters of a search: no search finds them, but whoever follows one wants to hear that a program left it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.catalog.cards import card_of
from app.catalog.facets import FACET, NOT_RECORDED, ages_matched
from app.catalog.snapshot import Card, CurrentRating, Snapshot
from app.catalog.tables import ProgramRow, columns

Chosen = Mapping[str, tuple[str, ...]]


def retired_with(snapshot: Snapshot, chosen: Chosen) -> frozenset[str]:
    """The slugs of the retired programs that these filters would find if they were active."""
    program = columns(ProgramRow)
    with snapshot.engine.connect() as connection:
        cards = [card_of(row.card) for row in connection.execute(select(program.card).where(program.status != "active"))]
    return frozenset(card.slug for card in cards if _fits(card, chosen))


def _fits(card: Card, chosen: Chosen) -> bool:
    """As in a search: OR inside a facet, AND across, facets of a topic membership all on the same one."""
    of_membership = {name for name in chosen if FACET[name].of_membership}
    if not all(set(chosen[name]) & set(_values(card, name)) for name in chosen.keys() - of_membership):
        return False
    return not of_membership or any(all(_value(rating, name) in chosen[name] for name in of_membership) for rating in card.ratings or (_NOWHERE,))


_NOWHERE = CurrentRating("", None, None, None, None)


def _values(card: Card, name: str) -> tuple[str, ...]:
    return tuple(ages_matched(card.age_min, card.age_max)) if name == "age" else card.words.get(FACET[name].vocabulary, ())


def _value(rating: CurrentRating, name: str) -> str | None:
    return (rating.level or NOT_RECORDED) if name == "rating" else getattr(rating, name)
