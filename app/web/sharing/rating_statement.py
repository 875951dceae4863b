"""What badges, cards and pictures say of a program's published ratings; never a derived level."""

from dataclasses import dataclass, replace
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.evidence.entry.wording import day, number_of
from app.web.request.parameters import BadParameter
from app.web.wording.registry_ratings import NO_CEBC_RATING, find_unfavorable, say_elsewhere
from app.web.wording.shown_ratings import ShownRating, list_ratings
from app.web.wording.values import NO_RATING

State = Literal["rated", "several", "elsewhere", "unrated", "retired"]
STEPS = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
HARM = "Warning: a risk of harm is recorded"


@dataclass(frozen=True, slots=True)
class Statement:
    """A level with its label, its topic (`where`), who gave it and when; a text is empty if there is none.

    `level` is None unless one published rating on our scale is stated; `outside` is a rating by another
    registry, or by CEBC outside of our topics. `beside`: what may not hide behind the rating that is stated.
    `harm`: a risk of harm is recorded.
    """

    state: State
    level: str | None
    label: str
    where: str
    who: str = ""
    seen: str = ""
    in_a_copy: bool = False
    harm: bool = False
    outside: ShownRating | None = None
    beside: tuple[str, ...] = ()

    @property
    def capsule(self) -> ShownRating | None:
        """The rating of another scale, which has another outline and its own steps."""
        return self.outside if self.outside and not self.level else None

    @property
    def numeral(self) -> str:
        """The text of the outline; a number is always a level."""
        if self.capsule:
            return self.capsule.short
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
        return f"{self.numeral} – {self.label}" if self.level and not self.outside else self.label

    @property
    def sentence(self) -> str:
        """All of it in one line, for screen readers."""
        said = (self.headline, *self.beside, self.where, self.who, self.seen_how, HARM if self.harm else "")
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


def state_rating(program: ProgramInCatalog, topic: str | None, shown: Snapshot) -> Statement:
    """What a badge says: of one topic; without one, the only rating there is, or how many topics have one.

    Where CEBC has none to tell of, the strongest rating of another registry or topic.
    """
    harm = _is_harmful(program)
    if program.status == "retired":
        since = f"Since {day(program.retired.date)}" if program.retired else "Date not recorded"
        return Statement("retired", None, "Retired from this registry", "", since, harm=harm)
    ratings = list_ratings(program, shown)
    stated = _state_one(program, topic, ratings, shown)
    unfavorable = [each for each in find_unfavorable(ratings) if not _says(stated, each)]
    return replace(stated, beside=tuple(f"{each.name}: {each.word}" for each in unfavorable))


def state_topic(membership: TopicMembership, harm: bool, shown: Snapshot) -> Statement:
    """The rating in force in one topic, or that none was seen."""
    where = shown.topics[membership.topic][0].name
    if not membership.ratings:
        return Statement("unrated", None, "Not rated in this topic", where, NO_RATING, harm=harm)
    rating = membership.ratings[0]
    who = f"Rated by {rating.by}, {day(rating.as_of) if rating.as_of else 'date not recorded'}"
    seen = f"Seen {day(rating.seen)}" if rating.seen else ""
    label, in_a_copy = shown.levels[rating.level][0].label, rating.seen_copy == "stored"
    return Statement("rated", rating.level, label, where, who, seen, in_a_copy, harm)


def state_outside(rating: ShownRating, label: str, where: str, harm: bool) -> Statement:
    """A rating by another registry, or by CEBC outside of our topics."""
    who = rating.details[:1].upper() + rating.details[1:]
    return Statement("elsewhere", rating.level, label, where, who, harm=harm, outside=rating)


def state_each_topic(program: ProgramInCatalog, topic: str | None, shown: Snapshot) -> tuple[Statement, ...]:
    """One statement for each topic area of a program, or for the one that is asked for; then those of other
    registries that may not hide behind them.
    """
    harm, ratings = _is_harmful(program), list_ratings(program, shown)
    is_rated, rated = any(each.word for each in ratings), any(each.ratings for each in program.topics)
    if topic is not None or not program.topics or (is_rated and not rated):
        first = state_rating(program, topic, shown)
        stated = [replace(first, beside=())]
    else:
        none_seen = NO_CEBC_RATING if is_rated else ""
        stated = [_state_listed(membership, none_seen, harm, shown) for membership in program.topics]
    unfavorable = [each for each in find_unfavorable(ratings) if not any(_says(one, each) for one in stated)]
    return *stated, *(state_outside(each, f"{each.name}: {each.word}", "", harm) for each in unfavorable)


def warn_and_summarize(program: Program) -> str:
    """The summary as it stands away from the page: a recorded risk of harm comes first."""
    return f"{HARM}. {program.summary}" if _is_harmful(program) else program.summary


def _is_harmful(program: Program) -> bool:
    return bool(program.harm and program.harm.is_recorded)


def _state_one(
    program: ProgramInCatalog, topic: str | None, ratings: tuple[ShownRating, ...], shown: Snapshot
) -> Statement:
    harm, rated = _is_harmful(program), [membership for membership in program.topics if membership.ratings]
    asked = [membership for membership in program.topics if membership.topic == topic]
    if topic is None and len(rated) > 1:
        publishers = ", ".join(sorted({membership.ratings[0].by for membership in rated}))
        who = f"Rated by {publishers}; each holds for its topic"
        return Statement("several", None, f"Rated in {len(rated)} topics", "", who, harm=harm)
    told = rated if topic is None else [membership for membership in asked if membership.ratings]
    if told:
        return state_topic(told[0], harm, shown)
    if ratings and ratings[0].word:
        where = f"{NO_CEBC_RATING} in {shown.topics[topic][0].name}" if topic else ""
        return state_outside(ratings[0], say_elsewhere(ratings[0]), where, harm)
    if topic is not None:
        return state_topic(TopicMembership(topic=topic), harm, shown)
    if len(program.topics) == 1:
        return state_topic(program.topics[0], harm, shown)
    areas = number_of(len(program.topics), "topic area")
    placed = f"In {areas}" if program.topics else "In no topic area of this registry"
    return Statement("unrated", None, NO_RATING, "", placed, harm=harm)


def _state_listed(membership: TopicMembership, none_seen: str, harm: bool, shown: Snapshot) -> Statement:
    stated = state_topic(membership, harm, shown)
    return replace(stated, label=none_seen, who="") if none_seen and not membership.ratings else stated


def _says(stated: Statement, rating: ShownRating) -> bool:
    """Whether a statement is of this word of this registry."""
    if stated.outside:
        return stated.outside.title == rating.title
    return rating.level is not None and stated.level == rating.level
