"""What badges, cards and pictures say of a program's published ratings; never a derived level."""

from dataclasses import dataclass
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.wording import day, number_of
from app.web.request.parameters import BadParameter

State = Literal["rated", "several", "unrated", "retired"]
STEPS = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
HARM = "Warning: a risk of harm is recorded"


@dataclass(frozen=True, slots=True)
class Statement:
    """A level with its label, its topic (`where`), who gave it and when; a text is empty if there is none.

    `level` is None unless one published rating is stated. `harm`: a risk of harm is recorded.
    """

    state: State
    level: str | None
    label: str
    where: str
    who: str = ""
    seen: str = ""
    in_a_copy: bool = False
    harm: bool = False

    @property
    def numeral(self) -> str:
        """The text of the square; a number is always a level."""
        return self.level.upper() if self.level else "…" if self.state == "several" else "–"

    @property
    def seen_how(self) -> str:
        return f"{self.seen} in a stored copy" if self.in_a_copy else self.seen

    @property
    def steps(self) -> int:
        """How many of the five steps of the meter are filled."""
        return STEPS.get(self.level or "", 0)

    @property
    def headline(self) -> str:
        """“2 – Supported by Research Evidence”; only the label where no one level is stated."""
        return f"{self.numeral} – {self.label}" if self.level else self.label

    @property
    def sentence(self) -> str:
        """All of it in one line, for screen readers."""
        said = (self.headline, self.where, self.who, self.seen_how, HARM if self.harm else "")
        return ". ".join(part for part in said if part) + "."


def parse_topic(written: str | None, shown: Snapshot) -> str | None:
    """The topic of a parameter, by its present or a former slug; None without one. Raises BadParameter."""
    if not written:
        return None
    slug = shown.renamed["topic"].get(written, written)
    if slug not in shown.topics:
        known = ", ".join(shown.topics)
        raise BadParameter("topic", f"“{written}” is not a value of topic. Use one of: {known}.")
    return slug


def state_rating(program: Program, topic: str | None, shown: Snapshot) -> Statement:
    """What a badge says: of one topic; without one, the only rating there is, or how many topics have one."""
    harm = _is_harmful(program)
    if program.status == "retired":
        since = f"Since {day(program.retired.date)}" if program.retired else "Date not recorded"
        return Statement("retired", None, "Retired from this registry", "", since, harm=harm)
    if topic is not None:
        membership = next((each for each in program.topics if each.topic == topic), None)
        return state_topic(membership or TopicMembership(topic=topic), harm, shown)
    rated = [membership for membership in program.topics if membership.ratings]
    if len(rated) > 1:
        publishers = ", ".join(sorted({membership.ratings[0].by for membership in rated}))
        who = f"Rated by {publishers}; each holds for its topic"
        return Statement("several", None, f"Rated in {len(rated)} topics", "", who, harm=harm)
    if rated or len(program.topics) == 1:
        return state_topic((rated or program.topics)[0], harm, shown)
    areas = number_of(len(program.topics), "topic area")
    placed = f"In {areas}" if program.topics else "In no topic area of this registry"
    return Statement("unrated", None, "No published rating seen", "", placed, harm=harm)


def state_topic(membership: TopicMembership, harm: bool, shown: Snapshot) -> Statement:
    """The rating in force in one topic, or that none was seen."""
    where = shown.topics[membership.topic][0].name
    if not membership.ratings:
        return Statement(
            "unrated", None, "Not rated in this topic", where, "No published rating seen", harm=harm
        )
    rating = membership.ratings[0]
    who = f"Rated by {rating.by}, {day(rating.as_of) if rating.as_of else 'date not recorded'}"
    seen = f"Seen {day(rating.seen)}" if rating.seen else ""
    label, in_a_copy = shown.levels[rating.level][0].label, rating.seen_copy == "stored"
    return Statement("rated", rating.level, label, where, who, seen, in_a_copy, harm)


def state_each_topic(program: Program, topic: str | None, shown: Snapshot) -> tuple[Statement, ...]:
    """One statement for each topic area of a program, or for the one that is asked for."""
    if topic is not None or not program.topics:
        return (state_rating(program, topic, shown),)
    return tuple(state_topic(membership, _is_harmful(program), shown) for membership in program.topics)


def warn_and_summarize(program: Program) -> str:
    """The summary as it stands away from the page: a recorded risk of harm comes first."""
    return f"{HARM}. {program.summary}" if _is_harmful(program) else program.summary


def _is_harmful(program: Program) -> bool:
    return bool(program.harm and program.harm.is_recorded)
