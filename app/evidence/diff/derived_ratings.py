"""Our own check of the studies, before and after, and which recorded fact made the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from app.evidence.diff.change import Change
from app.evidence.diff.names import ChangedProgram, DiffNames, compare_lists, to_sentence
from app.evidence.diff.studies import StudyChange, describe_results
from app.evidence.entry.implementation import Manual
from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Program, PublishedRating
from app.evidence.entry.wording import study_name
from app.evidence.rating.profiles import CEBC, Profile
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN
from app.evidence.rating.values import State, Verdict
from app.evidence.rating.verdict import Domains, Subject, rate
from app.evidence.rating.wording import reason_text, supported_levels

MOST_TRIED = 12
"""Beyond so many edits of a program none is tried by itself; the sentence says that they did it together."""
MOVED: dict[tuple[State, State], str] = {
    ("not_met", "met"): "Now met",
    ("unknown", "met"): "Now met",
    ("met", "not_met"): "Not met any more",
    ("unknown", "not_met"): "Now ruled out",
    ("met", "unknown"): "Not certain any more, because facts are not recorded",
    ("not_met", "unknown"): "Now possible, but facts that would settle it are not recorded",
}
"""What became of a condition: its state before and after."""
NO_MANUAL = Manual(available="unknown")
FACTS: dict[str, tuple[str, Callable[[Program], object]]] = {
    "harm": ("what is recorded about harm", lambda each: bool(each.harm and each.harm.is_recorded)),
    "manual": ("what is recorded about a manual", lambda each: (each.manual or NO_MANUAL).available),
}
"""Key of an entry that may move a rating -> how it is said, and the fact in it that counts."""
Answer = tuple[str | None, tuple[str, ...] | None, bool]


@dataclass(frozen=True, slots=True)
class RatedSide:
    """A program in a topic as it is rated: one side of the comparison."""

    slug: str
    program: Program
    topic_slug: str
    topic: Topic
    domains: Domains

    @property
    def published(self) -> PublishedRating | None:
        """The newest published rating in the topic."""
        ratings = (each.ratings for each in self.program.topics if each.topic == self.topic_slug)
        return next((each[0] for each in ratings if each), None)

    def verdict(self, profile: Profile) -> Verdict:
        return rate(Subject(self.slug, self.program, self.topic_slug, self.topic), profile, self.domains)

    def with_facts(self, **facts: object) -> RatedSide:
        return replace(self, program=self.program.model_copy(update=facts))


@dataclass(frozen=True, slots=True)
class ComparedSides:
    """A program in a topic before and after, and its studies that changed."""

    before: RatedSide
    after: RatedSide
    studies: list[StudyChange]
    names: DiffNames


@dataclass(frozen=True, slots=True)
class TriedEdit:
    """One edit that may have moved a rating: how it is said, and the side before with this edit alone."""

    said: str
    alone: RatedSide


def compare_derived(sides: ComparedSides, profile: Profile) -> Iterator[Change]:
    """A change where the two sides do not support the same."""
    old, new = sides.before.verdict(profile), sides.after.verdict(profile)
    if _answer(old) == _answer(new):
        return
    names, after, in_topic = sides.names, sides.after, profile is CEBC
    what = f"Our partial reading for the Title IV-E Clearinghouse of {after.program.name}"
    if in_topic:
        what = f"Our own check of the studies of {after.program.name} in {after.topic.name}"
    text = f"{what} changed from {describe_verdict(old, names)} to {describe_verdict(new, names)}."
    reasons = [
        *_causes(sides, old, profile),
        *_conditions(old, new),
        *(_untouched(sides) if in_topic else ()),
    ]
    program = ChangedProgram(after.slug, names, after.topic_slug if in_topic else None)
    yield program.change("derived-changed", text, *reasons)


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


def _causes(sides: ComparedSides, old: Verdict, profile: Profile) -> Iterator[str]:
    edits = list(_edits(sides))
    tried = edits if 1 < len(edits) <= MOST_TRIED else []
    decisive = [each.said for each in tried if _answer(each.alone.verdict(profile)) != _answer(old)]
    if len(edits) == 1:
        yield f"Because of {edits[0].said}."
    elif decisive:
        yield from (f"Because of {said}; this alone moves it." for said in decisive)
    elif edits:
        yield f"Because of these together: {'; '.join(edit.said for edit in edits)}."


def _edits(sides: ComparedSides) -> Iterator[TriedEdit]:
    before, after = sides.before, sides.after
    for change in sides.studies:
        others = [study for study in before.program.studies if study is not change.before]
        studies = (*others, *([change.after] if change.after else []))
        yield TriedEdit(_said(change, sides.names), before.with_facts(studies=studies))
    for field, (said, fact) in FACTS.items():
        if fact(before.program) != fact(after.program):
            yield TriedEdit(said, before.with_facts(**{field: getattr(after.program, field)}))
    if before.topic.rated_outcomes != after.topic.rated_outcomes:
        outcomes = compare_outcomes(before.topic, after.topic, sides.names)
        said = f"the outcomes that count in {after.topic.name}: {outcomes}"
        yield TriedEdit(said, replace(before, topic=after.topic))
    if before.domains != after.domains:
        yield TriedEdit("the domains of the outcomes", replace(before, domains=after.domains))


def compare_outcomes(before: Topic, after: Topic, names: DiffNames) -> str:
    """“added “Adoption”; removed “Guardianship””."""
    if after.rated_outcomes is None:
        return "they are not recorded any more"
    if before.rated_outcomes is None:
        return "they were not recorded before"
    words = (names.words("outcomes", each) for each in (before.rated_outcomes, after.rated_outcomes))
    return compare_lists(*words) or "in another order"


def _said(change: StudyChange, names: DiffNames) -> str:
    name, design = study_name(change.study), names.inside("designs", change.study.design)
    if change.before and change.after:
        return f"what changed in the study {name} ({'; '.join(change.changed)})"
    results = describe_results(change.study.findings, names)
    return f"the {'removed' if change.before else 'added'} study {name} ({design}: {results})"


def _conditions(old: Verdict, new: Verdict) -> Iterator[str]:
    """The conditions of the levels in question that changed, and why a program cannot be rated now."""
    levels = {*old.reachable, *new.reachable}
    was = {(each.level, each.id): each.state for each in old.conditions}
    changed = [
        each for each in new.conditions if each.level in levels and was[each.level, each.id] != each.state
    ]
    moved = {each.text: MOVED[was[each.level, each.id], each.state] for each in changed}
    yield from (f"{said}: “{text}”." for text, said in moved.items())
    if new.reason and new.reason != OUTCOMES_UNKNOWN:
        yield to_sentence(reason_text(new))


def _untouched(sides: ComparedSides) -> Iterator[str]:
    old, new = sides.before.published, sides.after.published
    if new and old and old.level == new.level:
        yield f"The published rating stays {sides.names.level(new.level)} by {new.by}."
