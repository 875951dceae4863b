"""Which levels a program can have under a profile: one case decides, all cases make the set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.rating.conditions import Case
from app.evidence.rating.contributions import Scope
from app.evidence.rating.profiles import JUDGEMENT, Profile, ProfileRow
from app.evidence.rating.scenarios import extreme_scenarios, find_scenarios
from app.evidence.rating.tallies import Scenario

MANUAL: dict[str, tuple[bool, ...]] = {"yes": (True,), "no": (False,), "unknown": (True, False)}


@dataclass(frozen=True, slots=True)
class Cases:
    """Every case of a program: one for each scenario, two where the manual is not recorded.

    `signs`: how many samples of each sign there are, at least and at most; `steps` and `followed`
    are those of the scenarios.
    """

    scenarios: frozenset[Scenario]
    manual: tuple[bool, ...]
    harm: bool
    signs: Mapping[str, tuple[int, int]]
    steps: int = 0
    followed: bool = True

    def __iter__(self) -> Iterator[Case]:
        return (Case(scenario, manual, self.harm) for manual in self.manual for scenario in self.scenarios)


def cases(program: Program, scope: Scope, apart: Sequence[Study] = (), follow: bool = True) -> Cases:
    """The cases of a program, with further studies of samples `apart`.

    Harm counts only when recorded as present.

    Without `follow`, samples that may overlap are covered by a bound at once.
    """
    recorded = program.manual.available if program.manual else None
    harm = bool(program.harm and program.harm.is_recorded)
    found = find_scenarios(program.studies, scope, apart, follow)
    manual = MANUAL[recorded or "unknown"]
    return Cases(found.every, manual, harm, found.signs, found.steps, found.followed)


def extreme_cases(program: Program, scope: Scope, apart: Sequence[Study] = ()) -> Cases:
    """Two of the cases, quickly: what they disagree on is not certain."""
    recorded = program.manual.available if program.manual else None
    harm = bool(program.harm and program.harm.is_recorded)
    return Cases(extreme_scenarios(program.studies, scope, apart), MANUAL[recorded or "unknown"], harm, {})


@lru_cache(maxsize=65_536)
def levels_of(case: Case, profile: Profile) -> frozenset[str]:
    """The level of one case; the candidates, where somebody has to judge."""
    row = _deciding(case, profile)
    if row is None:
        return frozenset({profile.otherwise})
    return _candidates(case, profile) if row.level is JUDGEMENT else frozenset({row.level})


def needs_judgement(case: Case, profile: Profile) -> bool:
    """Whether the weight of evidence is mixed in this case, so that no rule gives a level."""
    row = _deciding(case, profile)
    return row is not None and row.level is JUDGEMENT


def level_set(found: Cases, profile: Profile) -> frozenset[str]:
    """Every level that some case has."""
    return frozenset(level for case in found for level in levels_of(case, profile))


def certain_level(found: Cases, profile: Profile) -> str | None:
    """The level that every case has, None when they differ. Stops at the first that differs."""
    certain: frozenset[str] | None = None
    for case in found:
        levels = levels_of(case, profile)
        if len(levels) > 1 or (certain is not None and levels != certain):
            return None
        certain = levels
    return next(iter(certain)) if certain else None


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
        and all(each.holds(case) for each in row.conditions if each.id not in profile.judged_without)
    }
    return frozenset({*held, profile.otherwise})
