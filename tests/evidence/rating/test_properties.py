"""What must hold for any program: order never matters, unknown is never false, and every promise of a change is kept."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.entry.program import Program
from app.evidence.entry.study import Comparison, Finding, Study
from app.evidence.rating.conditions import Condition
from app.evidence.rating.contributions import Scope
from app.evidence.rating.levels import cases, level_set
from app.evidence.rating.open_questions import fill, unrecorded
from app.evidence.rating.profiles import CEBC, PROFILES, TITLE_IV_E, Profile, ProfileRow
from app.evidence.rating.samples import share_conditions
from app.evidence.rating.scenarios import extreme_scenarios, find_scenarios
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import Subject, rate
from tests.evidence.rating.studies import DOMAINS, PERMANENCY, program, study, verdict

maybe = st.sampled_from([True, False, None])
SCOPE = Scope(frozenset(PERMANENCY.rated_outcomes or ()))

findings = st.builds(
    Finding,
    outcome=st.sampled_from(["re-entry", "reunification", "child-mental-health"]),
    direction=st.sampled_from(["favorable", "favorable", "no-difference", "unfavorable", "mixed"]),
    months_after_treatment=st.sampled_from([0.0, 5.9, 6.0, 12.0, None]),
    controlled=maybe,
    significant=maybe,
    subgroup=st.sampled_from([None, None, None, "boys"]),
)
comparisons = st.sampled_from(
    [
        Comparison(type="usual-care"),
        Comparison(type="no-treatment"),
        Comparison(type="none"),
        Comparison(),
        None,
    ]
)
papers = st.lists(
    st.tuples(
        st.sampled_from(["rct", "rct", "quasi-experimental", "single-group", "meta-analysis"]),
        st.sampled_from([None, "one", "two", "three"]),
        maybe, maybe, st.sampled_from([None, None, True, False]), comparisons, st.lists(findings, max_size=3),
    ),
    max_size=4,
)  # fmt: skip


def programs_of(
    parts: list[
        tuple[str, str | None, bool | None, bool | None, bool | None, Comparison | None, list[Finding]]
    ],
) -> Program:
    made: list[Study] = [
        study(
            f"s{number}",
            *found,
            design=design,
            sample=sample,
            peer_reviewed=reviewed,
            usual_care=usual,
            retracted=retracted,
            comparison=comparison,
        )
        for number, (design, sample, reviewed, usual, retracted, comparison, found) in enumerate(parts)
    ]
    return program(*made, manual="yes")


programs = papers.map(programs_of)
profiles = st.sampled_from([CEBC, TITLE_IV_E])


def of(rated: Program, profile: Profile) -> Verdict:
    return rate(Subject("a-program", rated, "post-permanency", PERMANENCY), profile, DOMAINS)


def reach(found: Verdict) -> set[str]:
    return {found.level} if found.level else set(found.candidates or ())


@settings(max_examples=300, deadline=None)
@given(programs, profiles, st.randoms(use_true_random=False))
def test_the_order_of_studies_and_findings_never_matters(
    rated: Program, profile: Profile, chance: random.Random
) -> None:
    shuffled = list(rated.studies)
    chance.shuffle(shuffled)
    other = of(rated.model_copy(update={"studies": tuple(shuffled)}), profile)
    first = of(rated, profile)
    assert (first.level, first.range, set(first.candidates or ()), first.reason, first.weight) == (
        other.level, other.range, set(other.candidates or ()), other.reason, other.weight,
    )  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(programs, profiles)
def test_filling_in_a_fact_moves_only_inside_the_announced_set(rated: Program, profile: Profile) -> None:
    before = reach(of(rated, profile))
    scope = Scope(SCOPE.outcomes if profile is CEBC else frozenset(DOMAINS), profile.needs_peer_review)
    for missing in unrecorded(rated, scope):
        for value in missing.values:
            assert reach(of(fill(rated, missing, value), profile)) <= before


@settings(max_examples=600, deadline=None)
@given(programs, profiles)
def test_unknown_is_never_false(rated: Program, profile: Profile) -> None:
    """Whatever a recorded false would give is among what the unknown gives. What another paper of the trial records is not unknown."""
    rated = rated.model_copy(
        update={"studies": tuple(share_conditions(rated.studies, Scope(None, profile.needs_peer_review)))}
    )
    for number, each in enumerate(rated.studies):
        for fact in ("peer_reviewed", "usual_care"):
            if getattr(each, fact) is None:
                studies = list(rated.studies)
                same_trial = [
                    place
                    for place, other in enumerate(studies)
                    if place == number
                    or (each.sample and other.sample == each.sample and getattr(other, fact) is None)
                ]
                for place in same_trial if fact == "usual_care" else [number]:
                    studies[place] = studies[place].model_copy(update={fact: False})
                assert reach(of(rated.model_copy(update={"studies": tuple(studies)}), profile)) <= reach(
                    of(rated, profile)
                )


@settings(max_examples=600, deadline=None)
@given(programs)
def test_one_more_favorable_study_never_lowers_a_level(rated: Program) -> None:
    before = of(rated, CEBC)
    if before.level is None:
        return
    good = study(
        "good", Finding(outcome="re-entry", direction="favorable", months_after_treatment=12, controlled=True)
    )
    after = of(rated.model_copy(update={"studies": (*rated.studies, good)}), CEBC)
    order = CEBC.order
    if after.level is not None:
        assert order.index(after.level) >= order.index(before.level)


@settings(max_examples=60, deadline=None)
@given(programs)
def test_the_range_holds_the_verdict_of_every_way_of_filling_everything_in(rated: Program) -> None:
    announced = level_set(cases(rated, SCOPE), CEBC)
    chance = random.Random(3)
    for _ in range(10):
        changed = rated
        for missing in unrecorded(rated, SCOPE):
            changed = fill(changed, missing, chance.choice(missing.values))
        assert level_set(cases(changed, SCOPE), CEBC) <= announced


@settings(max_examples=600, deadline=None)
@given(programs)
def test_the_extremes_are_among_the_scenarios(rated: Program) -> None:
    assert extreme_scenarios(rated.studies, SCOPE) <= find_scenarios(rated.studies, SCOPE).every


def test_a_profile_of_three_conditions_is_a_table() -> None:
    from app.evidence.rating.conditions import CONTROLLED_BENEFIT, MANUAL, NO_HARM

    plain = Profile(
        id="plain",
        name="Plain",
        version="1",
        rows=(ProfileRow("helps", (CONTROLLED_BENEFIT, NO_HARM, MANUAL)),),
        otherwise="unclear",
        order=("unclear", "helps"),
    )
    good = study(
        "a", Finding(outcome="re-entry", direction="favorable", months_after_treatment=0, controlled=True)
    )
    assert verdict(program(good), profile=plain).level == "helps"
    assert verdict(program(), profile=plain).level == "unclear"
    assert verdict(program(good, manual=None), profile=plain).range == ("unclear", "helps")


def test_conditions_of_a_profile_are_told_apart_by_their_ids() -> None:
    for profile in PROFILES.values():
        conditions: dict[str, Condition] = {}
        for row in profile.rows:
            for condition in row.conditions:
                assert conditions.setdefault(condition.id, condition) == condition
