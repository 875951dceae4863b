"""What our records support, before and after, and which recorded fact made the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.names import DiffNames, compare_lists, to_sentence
from app.evidence.diff.studies import StudyChange, describe_results
from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Program
from app.evidence.entry.wording import study_name
from app.evidence.rating.profiles import CEBC, Profile
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN, REASONS
from app.evidence.rating.values import State, Verdict
from app.evidence.rating.verdict import Domains, Subject, rate
from app.evidence.rating.wording import supported_levels

MOST_TRIED = 12
"""Beyond so many edits of one program, none is tried by itself: the sentence then says that they did it together."""
MOVED: dict[tuple[State, State], str] = {
    ("not_met", "met"): "Now met",
    ("unknown", "met"): "Now met",
    ("met", "not_met"): "Not met any more",
    ("unknown", "not_met"): "Now ruled out",
    ("met", "unknown"): "Not certain any more, because facts are not recorded",
    ("not_met", "unknown"): "Now possible, but facts that would settle it are not recorded",
}
"""What became of a condition: its state before and after."""
Answer = tuple[str | None, tuple[str, ...] | None, bool]


@dataclass(frozen=True, slots=True)
class RatedSide:
    """A program in a topic as it is rated: one side of the comparison."""

    slug: str
    program: Program
    topic_slug: str
    topic: Topic
    domains: Domains

    def verdict(self, profile: Profile) -> Verdict:
        return rate(Subject(self.slug, self.program, self.topic_slug, self.topic), profile, self.domains)

    def with_program(self, program: Program) -> RatedSide:
        return RatedSide(self.slug, program, self.topic_slug, self.topic, self.domains)


@dataclass(frozen=True, slots=True)
class TriedEdit:
    """One edit that may have moved a rating: how it is said, and the side before with this edit alone."""

    said: str
    alone: RatedSide


def compare_derived(
    before: RatedSide, after: RatedSide, studies: list[StudyChange], names: DiffNames, profile: Profile
) -> Iterator[Change]:
    """A change where the two sides do not support the same."""
    old, new = before.verdict(profile), after.verdict(profile)
    if _answer(old) == _answer(new):
        return
    where = f"{after.program.name} in {after.topic.name}" if profile is CEBC else after.program.name
    what = (
        "What our records support for"
        if profile is CEBC
        else "Our partial reading for the Title IV-E Clearinghouse of"
    )
    yield Change(
        "derived-changed",
        f"{what} {where} changed from {describe_verdict(old, names)} to {describe_verdict(new, names)}.",
        (
            *_causes(before, after, old, studies, names, profile),
            *_conditions(old, new),
            *_untouched(before, after, profile, names),
        ),
        program=after.slug,
        topic=after.topic_slug if profile is CEBC else None,
    )


def describe_verdict(verdict: Verdict, names: DiffNames) -> str:
    """“3 (Promising Research Evidence)”, “not determined (anything from NR (…) to 3 (…))”."""
    if verdict.reason == OUTCOMES_UNKNOWN:
        return "not determined (which outcomes count in this topic is not recorded)"
    levels = supported_levels(verdict, lambda level: names.derived_level(level, verdict.profile))
    if verdict.level:
        return levels
    judge = ": somebody has to judge" if verdict.judgement else ""
    return f"not determined ({'' if judge else 'anything from '}{levels}{judge})"


def _answer(verdict: Verdict) -> Answer | None:
    """What is compared; None where nothing can be said, because nobody recorded which outcomes count."""
    if verdict.reason == OUTCOMES_UNKNOWN:
        return None
    return verdict.level, verdict.candidates, verdict.judgement


def _causes(
    before: RatedSide,
    after: RatedSide,
    old: Verdict,
    studies: list[StudyChange],
    names: DiffNames,
    profile: Profile,
) -> Iterator[str]:
    edits = list(_edits(before, after, studies, names))
    known = len(edits) <= MOST_TRIED
    decisive = [
        edit.said
        for edit in edits
        if known and len(edits) > 1 and _answer(edit.alone.verdict(profile)) != _answer(old)
    ]
    if len(edits) == 1:
        yield f"Because of {edits[0].said}."
    elif decisive:
        yield from (f"Because of {said}; this alone moves it." for said in decisive)
    elif edits:
        yield f"Because of these together: {'; '.join(edit.said for edit in edits)}."


def _edits(
    before: RatedSide, after: RatedSide, studies: list[StudyChange], names: DiffNames
) -> Iterator[TriedEdit]:
    was, now = before.program, after.program
    for change in studies:
        replaced = tuple(study for study in was.studies if study is not change.before)
        added = (change.after,) if change.after else ()
        yield TriedEdit(
            _said(change, names), before.with_program(was.model_copy(update={"studies": (*replaced, *added)}))
        )
    facts: tuple[tuple[str, str, Callable[[Program], object]], ...] = (
        (
            "harm",
            "what is recorded about harm",
            lambda program: bool(program.harm and program.harm.is_recorded),
        ),
        (
            "manual",
            "what is recorded about a manual",
            lambda program: program.manual.available if program.manual else "unknown",
        ),
    )
    for field, said, fact in facts:
        if fact(was) != fact(now):
            yield TriedEdit(said, before.with_program(was.model_copy(update={field: getattr(now, field)})))
    if before.topic.rated_outcomes != after.topic.rated_outcomes:
        said = f"the outcomes that count in {after.topic.name}: {compare_outcomes(before.topic, after.topic, names)}"
        yield TriedEdit(said, RatedSide(before.slug, was, before.topic_slug, after.topic, before.domains))
    if before.domains != after.domains:
        yield TriedEdit(
            "the domains of the outcomes",
            RatedSide(before.slug, was, before.topic_slug, before.topic, after.domains),
        )


def compare_outcomes(before: Topic, after: Topic, names: DiffNames) -> str:
    """“added “Adoption”; removed “Guardianship””."""
    if before.rated_outcomes is None or after.rated_outcomes is None:
        return (
            "they are not recorded any more"
            if after.rated_outcomes is None
            else "they were not recorded before"
        )
    return (
        compare_lists(
            names.words("outcomes", before.rated_outcomes), names.words("outcomes", after.rated_outcomes)
        )
        or "in another order"
    )


def _said(change: StudyChange, names: DiffNames) -> str:
    name = study_name(change.study)
    design = names.inside("designs", change.study.design)
    if change.before is None:
        return f"the added study {name} ({design}: {describe_results(change.study.findings, names)})"
    if change.after is None:
        return f"the removed study {name} ({design}: {describe_results(change.study.findings, names)})"
    return f"what changed in the study {name} ({'; '.join(change.changed)})"


def _conditions(old: Verdict, new: Verdict) -> Iterator[str]:
    """The conditions of the levels in question whose answer changed, and what readers are told when a program cannot be rated."""
    levels = {*old.reachable, *new.reachable}
    was = {(each.level, each.id): each.state for each in old.conditions}
    moved = {each.text: MOVED[was[each.level, each.id], each.state] for each in new.conditions
             if each.level in levels and was[each.level, each.id] != each.state}  # fmt: skip
    yield from (f"{said}: “{text}”." for text, said in moved.items())
    if new.reason and new.reason != OUTCOMES_UNKNOWN:
        yield to_sentence(REASONS[new.reason][1])


def _untouched(before: RatedSide, after: RatedSide, profile: Profile, names: DiffNames) -> Iterator[str]:
    if profile is not CEBC:
        return
    old, new = (
        next(
            (
                member.ratings[0]
                for member in side.program.topics
                if member.topic == side.topic_slug and member.ratings
            ),
            None,
        )
        for side in (before, after)
    )
    if new and old and old.level == new.level:
        yield f"The published rating stays {names.level(new.level)} by {new.by}."
