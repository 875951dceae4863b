"""What may be said of a program's published ratings away from its page: on badges, cards and pictures. Never a derived level."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Program, PublishedRating, TopicMembership
from app.web.request.parameters import BadParameter
from app.web.wording.values import day, number_of

State = Literal["rated", "several", "unrated", "retired"]
STEPS = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
HARM = "Warning: a risk of harm is recorded"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of a program: a level with its label, where it holds, who gave it and when; `harm`: a risk is recorded.

    `level` is None unless one published rating is stated; `where` is the name of its topic; what there is not to say is empty.
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
        """What stands in the square: never a number that is not a level."""
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
        """All of it in one line, for those who hear it."""
        said = (self.headline, self.where, self.who, self.seen_how, HARM if self.harm else "")
        return ". ".join(part for part in said if part) + "."


def topic_asked(written: str | None, shown: Snapshot) -> str | None:
    """The topic that a parameter names, by its present or a former address; None when it names none. Raises BadParameter."""
    if not written:
        return None
    slug = shown.renamed["topic"].get(written, written)
    if slug not in shown.topics:
        raise BadParameter("topic", f"“{written}” is not a value of topic. Use one of: {', '.join(shown.topics)}.")
    return slug


def statement(program: Program, topic: str | None, shown: Snapshot) -> Statement:
    """What a badge says: of one topic; without one, the only rating there is, or how many topics have one."""
    harm = bool(program.harm and program.harm.is_recorded)
    if program.status == "retired":
        since = f"Since {day(program.retired.date)}" if program.retired else "Date not recorded"
        return Statement("retired", None, "Retired from this registry", "", since, harm=harm)
    if topic is not None:
        membership = next((each for each in program.topics if each.topic == topic), None)
        return of_topic(membership or TopicMembership(topic=topic), harm, shown)
    rated = [membership for membership in program.topics if membership.ratings]
    if len(rated) > 1:
        return _several(rated, harm, shown)
    if rated or len(program.topics) == 1:
        return of_topic((rated or program.topics)[0], harm, shown)
    placed = f"In {number_of(len(program.topics), 'topic area')}" if program.topics else "In no topic area of this registry"
    return Statement("unrated", None, "No published rating seen", "", placed, harm=harm)


def of_topic(membership: TopicMembership, harm: bool, shown: Snapshot) -> Statement:
    """The rating in force in one topic, or that none was seen."""
    where = shown.topics[membership.topic][0].name
    if not membership.ratings:
        return Statement("unrated", None, "Not rated in this topic", where, "No published rating seen", harm=harm)
    rating = membership.ratings[0]
    dated = day(rating.as_of) if rating.as_of else "date not recorded"
    return Statement(
        "rated",
        rating.level,
        shown.levels[rating.level][0].label,
        where,
        f"Rated by {rating.by}, {dated}",
        _seen(rating),
        rating.seen_copy == "stored",
        harm,
    )


def stated_topics(program: Program, topic: str | None, shown: Snapshot) -> tuple[Statement, ...]:
    """One statement for each topic area of a program, or for the one that is asked for."""
    if topic is not None or not program.topics:
        return (statement(program, topic, shown),)
    harm = bool(program.harm and program.harm.is_recorded)
    return tuple(of_topic(membership, harm, shown) for membership in program.topics)


def described_alone(program: Program) -> str:
    """The summary as it stands where nothing else of the page does: a recorded risk of harm is said first."""
    return f"{HARM}. {program.summary}" if program.harm and program.harm.is_recorded else program.summary


def _several(rated: Sequence[TopicMembership], harm: bool, shown: Snapshot) -> Statement:
    publishers = sorted({membership.ratings[0].by for membership in rated})
    return Statement("several", None, f"Rated in {len(rated)} topics", "", f"Rated by {', '.join(publishers)}; each holds for its topic", harm=harm)


def _seen(rating: PublishedRating) -> str:
    return f"Seen {day(rating.seen)}" if rating.seen else ""
