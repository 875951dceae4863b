"""The programs that `program=` names, on the day that `as_of` names: for compare, shortlist and documents."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.suggest.similar_slugs import find_similar
from app.evidence.entry.program import Retired
from app.evidence.entry.ratings_over_time import ProgramOnDay, show_program_on
from app.evidence.entry.registry_ratings import ProgramInCatalog, RatingElsewhere, find_elsewhere_on
from app.evidence.entry.wording import day as written_day
from app.evidence.rating.values import Verdict
from app.web.openapi.answers import ChosenProgramAnswer
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import BadParameter, read_past_day

PROGRAM, AS_OF = "program", "as_of"


@dataclass(frozen=True, slots=True)
class ChosenProgram:
    """A program that a reader weighs, retired ones too. `program` has the ratings of today or of the day,
    `recorded` all that is recorded.

    Of the topics in `unknown` it is not known which rating was in force on the day. `verdicts` are ours.
    """

    slug: str
    url: str
    program: ProgramInCatalog
    recorded: ProgramInCatalog
    verdicts: Mapping[str, Verdict]
    unknown: frozenset[str]
    is_dated: bool
    successor: str | None

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def retired(self) -> Retired | None:
        """Date, reason and successor of a retired program."""
        return self.program.retired if self.program.status == "retired" else None


@dataclass(frozen=True, slots=True)
class ChosenPrograms:
    """The programs in the order in which they are asked for, each once; `day` is that of `as_of`."""

    programs: tuple[ChosenProgram, ...]
    day: datetime.date | None

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(each.slug for each in self.programs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As the parameters of an address."""
        chosen = [(PROGRAM, slug) for slug in self.slugs]
        return [*chosen, *([(AS_OF, str(self.day))] if self.day else [])]


def read_chosen_programs(most: int) -> ChosenPrograms:
    """The programs that the request names. Raises BadParameter for an unknown one, and for too many."""
    shown, day = snapshot(), read_past_day(request.args, AS_OF, today())
    slugs = read_slugs(request.args, shown)
    if len(slugs) > most:
        raise BadParameter(PROGRAM, f"{len(slugs)} programs are asked for; at most {most} fit here.")
    return ChosenPrograms(tuple(_choose(slug, shown, day) for slug in slugs), day)


def read_slugs(arguments: MultiDict[str, str], shown: Snapshot) -> tuple[str, ...]:
    """Present slugs, each once; a former one stands for the present one. Raises BadParameter."""
    written = [each.strip().lower() for each in arguments.getlist(PROGRAM)]
    present = [shown.former.get(("program", slug), slug) for slug in written if slug]
    return tuple(slug for slug in dict.fromkeys(present) if _require(slug, shown))


def say_retired(chosen: ChosenProgram) -> str:
    """“Retired on 1 March 2026: merged with another. In its place: Homebuilders®.”; empty if it is active."""
    retired = chosen.retired
    if chosen.program.status != "retired":
        return ""
    if retired is None:
        return "Retired; when and why is not recorded."
    instead = f"In its place: {chosen.successor}." if chosen.successor else "Nothing took its place."
    return f"Retired on {written_day(retired.date)}: {retired.reason.rstrip('.')}. {instead}"


def program_answers(chosen: ChosenPrograms) -> list[ChosenProgramAnswer]:
    return [
        {"slug": each.slug, "name": each.name, "url": each.url, "retired": say_retired(each) or None}
        for each in chosen.programs
    ]


def _require(slug: str, shown: Snapshot) -> bool:
    if slug in shown.position or shown.page(slug):
        return True
    close = find_similar(slug, shown.position, most=1)
    hint = f" Did you mean {close[0]}?" if close else " Use the last part of a program's address."
    raise BadParameter(PROGRAM, f"“{slug}” is no program of this registry.{hint}")


def _choose(slug: str, shown: Snapshot, day: datetime.date | None) -> ChosenProgram:
    page = shown.page(slug)
    assert page is not None
    program = page.program
    then = show_program_on(program, day) if day else None
    if then and day:
        program = _on_day(program, then, find_elsewhere_on(program.other_ratings, day))
    verdicts = {each.topic: each for each in page.verdicts}
    unknown = then.unknown if then else frozenset()
    successor = program.retired.successor if program.retired else None
    url = absolute_url(f"/programs/{slug}")
    return ChosenProgram(
        slug, url, program, page.program, verdicts, unknown, then is not None, _name(successor, shown)
    )


def _on_day(
    program: ProgramInCatalog, then: ProgramOnDay, others: tuple[RatingElsewhere, ...]
) -> ProgramInCatalog:
    return program.model_copy(update={"topics": then.program.topics, "other_ratings": others})


def _name(slug: str | None, shown: Snapshot) -> str | None:
    page = shown.page(slug) if slug else None
    return page.program.name if page else slug
