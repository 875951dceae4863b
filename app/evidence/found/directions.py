"""Where the findings of a program point on an outcome, all samples taken together in one word."""

from collections.abc import Collection, Iterable
from typing import Literal

from app.evidence.entry.study import Study
from app.evidence.found.outcome_results import Sign, result_by_outcome
from app.evidence.found.sentences import SIGN_WORDS

Direction = Literal["better", "partly", "same", "both", "worse", "uncompared"]
"""The words of a sign for all samples of a program, or that nobody measured it beside a control group.

`partly`: better in some samples, or in part, and no different in others; `worse`: worse in some, better in
none.
"""
UNCOMPARED_DIRECTION: Direction = "uncompared"
DIRECTIONS: tuple[Direction, ...] = ("better", "partly", "same", "both", "worse", UNCOMPARED_DIRECTION)
DIRECTION_WORDS: dict[Direction, str] = {
    **{sign: SIGN_WORDS[sign] for sign in SIGN_WORDS},
    UNCOMPARED_DIRECTION: "no control group",
}
"""In short, as the fact box says it."""


def directions_by_outcome(studies: Iterable[Study]) -> dict[str, Direction]:
    """Each outcome with a finding by a study that was not retracted -> where its findings point."""
    return {each.outcome: _join_signs(each.signs) for each in result_by_outcome(studies)}


def join_directions(given: Collection[Direction]) -> Direction:
    """The direction of several outcomes taken together; what was not compared says nothing beside others."""
    return _join_signs([each for each in given if each != UNCOMPARED_DIRECTION])


def _join_signs(signs: Collection[Sign | Direction]) -> Direction:
    is_better = not {"better", "partly", "both"}.isdisjoint(signs)
    if not {"worse", "both"}.isdisjoint(signs):
        return "both" if is_better else "worse"
    if is_better:
        return "better" if {"partly", "same"}.isdisjoint(signs) else "partly"
    return "same" if signs else UNCOMPARED_DIRECTION
