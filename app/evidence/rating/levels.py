"""Which levels a program can have under a profile: one world decides, all worlds make the set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.rating.conditions import Case
from app.evidence.rating.contributions import UNKNOWN, Scope, Truth
from app.evidence.rating.profiles import JUDGEMENT, Profile, ProfileRow
from app.evidence.rating.scenarios import Scenario, scenarios

MANY_CASES = 600
"""Beyond so many cases no single fact is tried for what it would change."""
MANUAL: dict[str, Truth] = {"yes": frozenset({True}), "no": frozenset({False}), "unknown": UNKNOWN}


@dataclass(frozen=True, slots=True)
class Cases:
    """Every case of a program: one for each scenario, two where the manual is unknown. Hashable and cheap."""

    scenarios: frozenset[Scenario]
    manual: Truth
    harm: bool

    def __iter__(self) -> Iterator[Case]:
        return (Case(world, has_manual, self.harm) for has_manual in self.manual for world in self.scenarios)

    def __len__(self) -> int:
        return len(self.scenarios) * len(self.manual)


def cases(
    program: Program, scope: Scope, of: Callable[[Sequence[Study], Scope], frozenset[Scenario]] = scenarios
) -> Cases:
    """The cases of a program in all scenarios, or in those of `of`.

    Harm counts only when recorded as present.
    """
    manual = MANUAL[program.manual.available if program.manual else "unknown"]
    harm = bool(program.harm and program.harm.is_recorded)
    return Cases(of(program.studies, scope), manual, harm)


def levels_of(case: Case, profile: Profile) -> frozenset[str]:
    """The level of one case; the candidates, where somebody has to judge."""
    row = _deciding(case, profile)
    if row is None:
        return frozenset({profile.otherwise})
    return _candidates(case, profile) if row.level is JUDGEMENT else frozenset({row.level})


def needs_judgement(case: Case, profile: Profile) -> bool:
    row = _deciding(case, profile)
    return row is not None and row.level is JUDGEMENT


@lru_cache(maxsize=512)
def level_set(found: Cases, profile: Profile) -> frozenset[str]:
    return frozenset(level for case in found for level in levels_of(case, profile))


def certain_level(found: Cases, profile: Profile) -> str | None:
    """The level that every case has, None when they differ or somebody has to judge.

    Stops at the first that differs.
    """
    certain: str | None = None
    for case in found:
        row = _deciding(case, profile)
        level = row.level if row else profile.otherwise
        if level is JUDGEMENT or (certain is not None and level != certain):
            return None
        certain = level
    return certain


@lru_cache(maxsize=16_384)
def _deciding(case: Case, profile: Profile) -> ProfileRow | None:
    return next(
        (row for row in profile.rows if all(condition.holds(case) for condition in row.conditions)), None
    )


def _candidates(case: Case, profile: Profile) -> frozenset[str]:
    after = profile.rows.index(next(row for row in profile.rows if row.level is JUDGEMENT))
    asked: tuple[ProfileRow, ...] = (*profile.rows[after + 1 :], *profile.judged_also)
    held = {
        row.level
        for row in asked
        if row.level
        and all(
            condition.holds(case)
            for condition in row.conditions
            if condition.id not in profile.judged_without
        )
    }
    return frozenset({*held, profile.otherwise})
