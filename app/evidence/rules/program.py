"""Rules over one program entry, studies and Markdown aside."""

from collections.abc import Iterator
from itertools import pairwise

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.program import Program
from app.evidence.rules.implementation import check_implementation


def check_program(program: Program) -> Iterator[RuleFinding]:
    yield from _spans(program)
    yield from check_implementation(program)
    yield from _sources(program)
    yield from _topics(program)
    yield from _status(program)
    if program.dates.reviewed < program.dates.added:
        message = f"reviewed on {program.dates.reviewed}, before it was added on {program.dates.added}"
        hint = "A new entry counts as reviewed on the day on which it was added."
        yield RuleFinding("reviewed-before-added", ("dates", "reviewed"), message, hint)


def _spans(program: Program) -> Iterator[RuleFinding]:
    ages = program.target_population.ages
    if ages and ages.min is not None and ages.max is not None and ages.min > ages.max:
        message = f"the youngest age {ages.min} is above the oldest {ages.max}"
        yield RuleFinding("ages-order", ("target_population", "ages", "min"), message, "Exchange the two.")
    weeks = program.delivery.weeks if program.delivery else None
    if weeks and weeks.min is not None and weeks.max is not None and weeks.min > weeks.max:
        message = f"the shortest duration {weeks.min:g} is above the longest {weeks.max:g}"
        yield RuleFinding("weeks-order", ("delivery", "weeks", "min"), message, "Exchange the two.")


def _sources(program: Program) -> Iterator[RuleFinding]:
    if not program.sources:
        hint = "List every page from which a fact came, at least one."
        yield RuleFinding("no-source", ("sources",), "no source is named", hint)
    for place, membership in enumerate(program.topics):
        for number, rating in enumerate(membership.ratings):
            if not rating.source:
                at = ("topics", place, "ratings", number)
                message = f"the rating {rating.level} by {rating.by} has no source"
                hint = "Add `source:` with the address of the page on which the rating was seen."
                yield RuleFinding("rating-without-source", at, message, hint)
    for number, other in enumerate(program.other_ratings):
        if not other.source:
            message = f"the rating “{other.rating or other.as_printed}” has no source"
            hint = "Add `source:` with the address of the page on which the rating was seen."
            yield RuleFinding("rating-without-source", ("other_ratings", number), message, hint)
    harm = program.harm
    if harm and "present" in (harm.case, harm.basis) and not (harm.note and harm.source):
        message = "a harm is recorded as present without a note and a source"
        hint = "Say in `note` what happened and give the page in `source`; otherwise write unknown."
        yield RuleFinding("harm-without-source", ("harm",), message, hint)


def _topics(program: Program) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for place, membership in enumerate(program.topics):
        if membership.topic in seen:
            message = f"“{membership.topic}” stands here a second time"
            hint = "Move its ratings to the first one."
            yield RuleFinding("topic-twice", ("topics", place, "topic"), message, hint)
        seen.add(membership.topic)
        dated = [(number, rating.as_of) for number, rating in enumerate(membership.ratings) if rating.as_of]
        late = next((number for (_, above), (number, below) in pairwise(dated) if below > above), None)
        if late is not None:
            message = "this rating is newer than one above it"
            hint = "Put the newest rating first."
            yield RuleFinding("ratings-order", ("topics", place, "ratings", late), message, hint)


def _status(program: Program) -> Iterator[RuleFinding]:
    if program.status == "retired" and not program.retired:
        message = "the entry is retired without a date and a reason"
        hint = "Add `retired: {date: …, reason: …, successor: slug or null}`."
        yield RuleFinding("retired-without-reason", ("status",), message, hint)
    if program.status == "active" and program.retired:
        message = "an active entry says why it was retired"
        hint = "Write `status: retired`, or delete `retired`."
        yield RuleFinding("retired-without-reason", ("retired",), message, hint)
