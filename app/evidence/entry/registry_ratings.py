"""What each registry says of a program: the steps of its scale, what is in force, and the tier of each."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from app.evidence.entry.pages import RatingLevel, Tier, VocabularyWord
from app.evidence.entry.program import OtherRating, Program
from app.evidence.entry.ratings_over_time import parse_period

OUR_SCALE = "cebc"
"""The registry whose scale is content/ratings, so that it is not written twice."""
TIERS: tuple[Tier, ...] = get_args(Tier)
UNFAVORABLE: tuple[Tier, ...] = ("mixed", "no-effect", "negative")
"""Never hidden behind a stronger rating: a program matches each of these beside its strongest."""
NO_SCOPE = re.compile(r"\bnot (recorded|known|given|stated)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScaleRating:
    """One step of a scale; `names` are what people may write for its id, its own label first."""

    id: str
    label: str
    tier: Tier | None
    names: tuple[str, ...]


Scale = Mapping[str, ScaleRating]
"""Id -> step, strongest first."""


class RatingElsewhere(OtherRating):
    """A rating by another registry as the catalog holds it: `rating` is the label of its step.

    `tier` is ours. One without a `rating` is only listed there, in the words of `as_printed`.
    """

    rating_id: str | None = None
    tier: Tier | None = None
    in_force: bool = True


class ProgramInCatalog(Program):
    """A program of which it is known what its other ratings mean and which of them are in force."""

    other_ratings: tuple[RatingElsewhere, ...] = ()


def read_scales(
    registries: Mapping[str, VocabularyWord], levels: Mapping[str, RatingLevel]
) -> dict[str, Scale]:
    """The scale of each registry that has one."""
    scales: dict[str, Scale] = {}
    for registry, word in registries.items():
        steps = {
            id: ScaleRating(id, step.label, step.tier, (step.label, *step.synonyms))
            for id, step in word.scale.items()
        }
        ours = {id: _level(id, level) for id, level in levels.items()}
        scales[registry] = ours if registry == OUR_SCALE else steps
    return {registry: scale for registry, scale in scales.items() if scale}


def find_step(written: str, scale: Scale) -> ScaleRating | None:
    """The step with this id or label."""
    return next((step for step in scale.values() if written in (step.id, step.label)), None)


def with_scales(program: Program, scales: Mapping[str, Scale]) -> ProgramInCatalog:
    """The program as the catalog holds it."""
    current = find_in_force(program.other_ratings)
    read = zip(program.other_ratings, current, strict=True)
    others = tuple(_elsewhere(other, scales.get(other.registry, {}), in_force) for other, in_force in read)
    held = {name: getattr(program, name) for name in Program.model_fields}
    return ProgramInCatalog.model_construct(**{**held, "other_ratings": others})


def find_in_force(ratings: Sequence[OtherRating]) -> tuple[bool, ...]:
    """Which ratings of one program are in force: what an editor wrote, else what the dates tell.

    Of one registry and scope the newest; one without a scope gives way to any newer one of its registry.
    """
    return tuple(
        each.in_force if each.in_force is not None else not any(_replaces(other, each) for other in ratings)
        for each in ratings
    )


def find_elsewhere_on(ratings: Sequence[RatingElsewhere], day: datetime.date) -> tuple[RatingElsewhere, ...]:
    """What other registries had said by a day, and which of it was in force then, by the recorded dates.

    A rating counts from the first day that its date allows, undated from the day it was seen; without
    either it is not known to have been there. What an editor took out of force stays so.
    """
    begun = [each for each in ratings if _has_begun(each, day)]
    withdrawn = [
        not each.in_force and not any(_replaces(other, each) for other in ratings if other is not each)
        for each in begun
    ]
    return tuple(
        each.model_copy(update={"in_force": not out and not any(_replaces(other, each) for other in begun)})
        for each, out in zip(begun, withdrawn, strict=True)
    )


def find_doubts(ratings: Sequence[OtherRating]) -> list[tuple[int, int]]:
    """Places of ratings that disagree, two by two: both are in force, and no date tells which is newer."""
    current = find_in_force(ratings)
    numbered = [(place, each) for place, each in enumerate(ratings) if current[place] and each.rating]
    open_ones = [place for place, each in numbered if each.in_force is None]
    return [
        (one, other)
        for number, one in enumerate(open_ones)
        for other in open_ones[number + 1 :]
        if ratings[one].rating != ratings[other].rating and _compete(ratings[one], ratings[other])
    ]


def match_tiers(given: Iterable[tuple[str, Tier | None]], closed: Iterable[str]) -> tuple[Tier, ...]:
    """The tiers that a program matches, its strongest first; `given`: registry and tier of each in force.

    A closed registry counts only where no open one gives a tier.
    """
    known = [(registry, tier) for registry, tier in given if tier]
    ended = set(closed)
    still_open = [tier for registry, tier in known if registry not in ended]
    tiers = still_open or [tier for _, tier in known]
    strongest = sorted(set(tiers), key=TIERS.index)
    return tuple(tier for place, tier in enumerate(strongest) if place == 0 or tier in UNFAVORABLE)


def _level(id: str, level: RatingLevel) -> ScaleRating:
    written = id.upper()
    numbered = (f"{written} - {level.label}", f"{written} {level.short}", f"{written} {level.label}")
    return ScaleRating(id, f"{written} – {level.label}", level.tier, (level.label, level.short, *numbered))


def _elsewhere(other: OtherRating, scale: Scale, in_force: bool) -> RatingElsewhere:
    step = find_step(other.rating, scale) if other.rating else None
    held = {name: getattr(other, name) for name in OtherRating.model_fields}
    meant = dict(rating=step.label, rating_id=step.id, tier=step.tier) if step else {}
    return RatingElsewhere.model_construct(**{**held, **meant, "in_force": in_force})


def _replaces(newer: OtherRating, older: OtherRating) -> bool:
    if not newer.rating or (newer.scope is None and older.scope is not None):
        return False
    return _compete(newer, older) and _is_newer(newer.as_of, older.as_of)


def _has_begun(rating: OtherRating, day: datetime.date) -> bool:
    if rating.as_of:
        return parse_period(rating.as_of)[0] <= day
    return rating.seen is not None and rating.seen <= day


def _compete(one: OtherRating, other: OtherRating) -> bool:
    """Whether only one of two ratings can be in force: of what is said without a scope, the newer."""
    if one is other or one.registry != other.registry:
        return False
    scopes = one.scope, other.scope
    if any(scope and NO_SCOPE.search(scope) for scope in scopes):
        return False
    return None in scopes or _bare(one.scope) == _bare(other.scope)


def _bare(scope: str | None) -> str:
    return re.sub(r"[\W_]+", " ", (scope or "").casefold()).strip()


def _is_newer(one: str | None, other: str | None) -> bool:
    return bool(one and other) and parse_period(one or "")[0] > parse_period(other or "")[1]
