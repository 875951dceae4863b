"""Rules over one program entry, studies and Markdown aside."""

from collections.abc import Iterator
from itertools import pairwise

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.program import Program
from app.evidence.entry.value_checks import SLUG


def check_program(program: Program) -> Iterator[RuleFinding]:
    yield from _spans(program)
    yield from _sources(program)
    yield from _topics(program)
    yield from _status(program)
    if program.dates.reviewed < program.dates.added:
        yield RuleFinding(
            "reviewed-before-added",
            ("dates", "reviewed"),
            f"reviewed on {program.dates.reviewed}, before it was added on {program.dates.added}",
            "A new entry counts as reviewed on the day on which it was added.",
        )


def check_file_name(stem: str, suffix: str, expected: str) -> Iterator[RuleFinding]:
    """The name of a file under content: `stem` is the slug, `expected` the suffix that its folder takes."""
    if not SLUG.fullmatch(stem) or suffix != expected:
        yield RuleFinding(
            "file-name",
            (),
            f"“{stem}{suffix}” is not a file name for an entry",
            f"Use small letters, digits and single hyphens, then {expected}: on-the-way-home{expected}",
            line=1,
        )


def _spans(program: Program) -> Iterator[RuleFinding]:
    ages = program.target_population.ages
    if ages and ages.min is not None and ages.max is not None and ages.min > ages.max:
        yield RuleFinding(
            "ages-order",
            ("target_population", "ages", "min"),
            f"the youngest age {ages.min} is above the oldest {ages.max}",
            "Exchange the two.",
        )
    weeks = program.delivery.weeks if program.delivery else None
    if weeks and weeks.min is not None and weeks.max is not None and weeks.min > weeks.max:
        yield RuleFinding(
            "weeks-order",
            ("delivery", "weeks", "min"),
            f"the shortest duration {weeks.min:g} is above the longest {weeks.max:g}",
            "Exchange the two.",
        )


def _sources(program: Program) -> Iterator[RuleFinding]:
    if not program.sources:
        yield RuleFinding(
            "no-source",
            ("sources",),
            "no source is named",
            "List every page from which a fact came, at least one.",
        )
    for place, membership in enumerate(program.topics):
        for number, rating in enumerate(membership.ratings):
            if not rating.source:
                yield RuleFinding(
                    "rating-without-source",
                    ("topics", place, "ratings", number),
                    f"the rating {rating.level} by {rating.by} has no source",
                    "Add `source:` with the address of the page on which the rating was seen.",
                )
    for number, other in enumerate(program.other_ratings):
        if not other.source:
            yield RuleFinding(
                "rating-without-source",
                ("other_ratings", number),
                f"the rating “{other.rating}” has no source",
                "Add `source:` with the address of the page on which the rating was seen.",
            )
    harm = program.harm
    if harm and "present" in (harm.case, harm.basis) and not (harm.note and harm.source):
        yield RuleFinding(
            "harm-without-source",
            ("harm",),
            "a harm is recorded as present without a note and a source",
            "Say in `note` what happened and give the page in `source`; otherwise write unknown.",
        )


def _topics(program: Program) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for place, membership in enumerate(program.topics):
        if membership.topic in seen:
            yield RuleFinding(
                "topic-twice",
                ("topics", place, "topic"),
                f"“{membership.topic}” stands here a second time",
                "Move its ratings to the first one.",
            )
        seen.add(membership.topic)
        dated = [(number, rating.as_of) for number, rating in enumerate(membership.ratings) if rating.as_of]
        late = next((number for (_, above), (number, below) in pairwise(dated) if below > above), None)
        if late is not None:
            yield RuleFinding(
                "ratings-order",
                ("topics", place, "ratings", late),
                "this rating is newer than one above it",
                "Put the newest rating first.",
            )


def _status(program: Program) -> Iterator[RuleFinding]:
    if program.status == "retired" and not program.retired:
        yield RuleFinding(
            "retired-without-reason",
            ("status",),
            "the entry is retired without a date and a reason",
            "Add `retired: {date: …, reason: …, successor: slug or null}`.",
        )
    if program.status == "active" and program.retired:
        yield RuleFinding(
            "retired-without-reason",
            ("retired",),
            "an active entry says why it was retired",
            "Write `status: retired`, or delete `retired`.",
        )
