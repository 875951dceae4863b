"""Models of a program entry as its editor records it; a missing or null value means "not recorded"."""

from typing import Literal

from pydantic import Field

from app.evidence.entry.implementation import (
    Adaptation,
    BenefitCost,
    Cost,
    Fidelity,
    FoundStatement,
    Manual,
    Purveyor,
    Searched,
    Span,
    Staff,
    Support,
    Training,
    TraumaInformed,
)
from app.evidence.entry.study import Study

from app.evidence.entry.value_types import (  # isort: skip
    Age, Day, Email, Entry, Flag, Format, Language, Line, PartialDate, Permanency, Population, Problem,
    RegistryId,
    Served, Setting, Slug, Summary, Text, TopicId, Url, Weeks,
)  # fmt: skip

Level = Literal["1", "2", "3", "4", "5", "nr"]
Relevance = Literal["high", "medium", "low"]
Copy = Literal["live", "stored"]
Harmful = Literal["none_known", "present", "unknown"]
Status = Literal["active", "retired"]


class Retired(Entry):
    """Why and when something left the registry, and what took its place."""

    date: Day
    reason: Text
    successor: Slug | None = None


class Dates(Entry):
    """When the entry came into the registry and when an editor last compared it with its sources."""

    added: Day
    reviewed: Day


class Contact(Entry):
    """Whom to ask about the program."""

    name: Line | None = None
    organization: Line | None = None
    email: Email | None = None
    phone: Line | None = None
    url: Url | None = None


class Ages(Entry):
    """Ages of the child in whole years; a missing bound is open."""

    min: Age | None = None
    max: Age | None = None


class TargetPopulation(Entry):
    """Whom the program is meant for."""

    description: Text
    groups: tuple[Population, ...] = ()
    ages: Ages | None = None


class WeekSpan(Entry):
    """How many weeks the program usually lasts."""

    min: Weeks | None = None
    max: Weeks | None = None


class Delivery(Entry):
    """How, where, how much and by whom the program is delivered. Languages are BCP 47 tags."""

    serves: tuple[Served, ...] = ()
    formats: tuple[Format, ...] = ()
    settings: tuple[Setting, ...] = ()
    intensity: Text | None = None
    duration: Text | None = None
    weeks: WeekSpan | None = None
    sessions: Span | None = None
    hours_a_week: Span | None = None
    delivered_by: Text | None = None
    languages: tuple[Language, ...] = ()


class Harm(Entry):
    """Risk of harm: `case` is case data, `basis` a legal or empirical basis; `unknown` means not assessed.
    `since`: when somebody first recorded it."""

    case: Harmful = "unknown"
    basis: Harmful = "unknown"
    since: PartialDate | None = None
    note: Text | None = None
    source: Url | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether a risk is recorded as present."""
        return "present" in (self.case, self.basis)


class PublishedRating(Entry):
    """A scientific rating that somebody published: `level` by whom, as of when, seen where and when,
    in a live or a stored copy."""

    level: Level
    by: Line
    as_of: PartialDate | None = None
    source: Url | None = None
    seen: Day | None = None
    seen_copy: Copy | None = Field(default=None, alias="copy")
    note: Text | None = None


class TopicMembership(Entry):
    """A program in a topic area. `ratings` newest first;
    empty means no published rating seen, which is not NR."""

    topic: TopicId
    relevance: Relevance | None = None
    ratings: tuple[PublishedRating, ...] = ()
    note: Text | None = None


class OtherRating(Entry):
    """What another registry says: `rating` is an id or label of its scale, `scope` what it is said about.

    `as_printed`: the words of the page where they are no step of the scale, or more than its word.
    `in_force` settles what the dates do not tell.
    """

    registry: RegistryId
    rating: Line | None = None
    as_printed: Line | None = None
    scope: Line | None = None
    as_of: PartialDate | None = None
    in_force: Flag | None = None
    source: Url | None = None
    seen: Day | None = None
    seen_copy: Copy | None = Field(default=None, alias="copy")
    note: Text | None = None


class Program(Entry):
    """One program. Required: name, summary, status, target_population.description,
    topics, sources and dates.

    `found` stands before the sentences that are made from the findings, `families` on the printed sheet.
    """

    name: Line
    aliases: tuple[Line, ...] = ()
    former_slugs: tuple[Slug, ...] = ()
    summary: Summary
    status: Status
    retired: Retired | None = None
    developer: Line | None = None
    website: Url | None = None
    contact: Contact | None = None
    target_population: TargetPopulation
    presenting_problems: tuple[Problem, ...] = ()
    exclusions: tuple[Text, ...] = ()
    permanency: tuple[Permanency, ...] = ()
    delivery: Delivery | None = None
    goals: tuple[Text, ...] = ()
    components: tuple[Text, ...] = ()
    manual: Manual | None = None
    training: Training | None = None
    fidelity: Fidelity | None = None
    support: Support | None = None
    purveyor: Purveyor | None = None
    staff: Staff | None = None
    costs: tuple[Cost, ...] = ()
    benefit_cost: tuple[BenefitCost, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    trauma_informed: TraumaInformed | None = None
    harm: Harm | None = None
    found: FoundStatement | None = None
    families: Text | None = None
    topics: tuple[TopicMembership, ...]
    other_ratings: tuple[OtherRating, ...] = ()
    studies: tuple[Study, ...] = ()
    searched: Searched | None = None
    sources: tuple[Url, ...]
    dates: Dates
