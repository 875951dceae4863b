"""Models of what is not a program: topic areas, rating levels, guides, vocabulary words and the site."""

from typing import Literal

from pydantic import Field

from app.evidence.entry.program import Ages, Dates, Level, Retired, Status

from app.evidence.entry.value_types import (  # isort: skip
    Age, Count, Day, Domain, Email, Entry, Host, Language, Line, Outcome, PartialDate, Permanency,
    Population, Problem, Slug, Summary, Text, Url, Year,
)  # fmt: skip

OutcomesBasis = Literal["source", "source-in-part", "ours"]
"""Whose a topic's list of outcomes is: the source's rule for a rating names all of them; it gives examples or
wider words, and ours adds, narrows or leaves out; or the rule was not seen, and the list follows from the
definition of the topic."""


class Chosen(Entry):
    """Why a topic was chosen and who wrote so."""

    text: Text
    by: Line | None = None
    role: Line | None = None
    organization: Line | None = None
    place: Line | None = None


class Expert(Entry):
    """The topic expert."""

    name: Line
    since: Year | None = None
    note: Text | None = None


class Topic(Entry):
    """A topic area. `rated_outcomes` are the outcomes that count for a rating in it,
    `rated_outcomes_basis` says whose list that is; both are null only in a draft.

    `unnamed` counts, per level, programs that the source counts but does not name.
    """

    name: Line
    definition: Text
    target_population: Text | None = None
    services: Text | None = None
    delivered_by: Text | None = None
    inclusion: Text | None = None
    rating_criteria: Text | None = None
    rated_outcomes: tuple[Outcome, ...] | None = None
    rated_outcomes_basis: OutcomesBasis | None = None
    chosen: Chosen | None = None
    expert: Expert | None = None
    added: Year | None = None
    unnamed: dict[Level, Count] | None = None
    source: Url | None = None
    former_slugs: tuple[Slug, ...] = ()
    status: Status = "active"
    retired: Retired | None = None


Tier = Literal["strong", "moderate", "promising", "mixed", "no-effect", "negative", "not-shown"]
"""What the ratings of all registries are put beside, strongest first; the mapping is ours."""


class RatingLevel(Entry):
    """One level of the scientific rating scale, in words. `short` fits on a badge."""

    label: Line
    short: Line
    tier: Tier | None = None
    text: Text
    source: Url | None = None


class Reference(Entry):
    """A work that a guide draws on."""

    title: Line
    publisher: Line | None = None
    year: Line | None = None
    url: Url | None = None
    note: Text | None = None


class Guide(Entry):
    """A long read for practitioners."""

    title: Line
    summary: Summary
    sources: tuple[Reference, ...]
    dates: Dates
    former_slugs: tuple[Slug, ...] = ()
    status: Status = "active"
    retired: Retired | None = None


Better = Literal["lower", "higher"]
PopulationKind = Literal["family", "difficulty", "staff"]


class ScaleStep(Entry):
    """One rating that a registry gives, by its own word. Without a tier it says nothing about effects."""

    label: Line
    tier: Tier | None = None
    definition: Text
    synonyms: tuple[Line, ...] = ()
    source: Url
    note: Text | None = None


class VocabularyWord(Entry):
    """One word of a vocabulary: what it is called, what it means, other names for it.
    Outcomes carry their domain.

    `said` is how people put it who do not use the word: a search takes it for the word, and no page shows it.
    `ages`: a stage of life. `kind`: what sort of population it is. Of an outcome, `better` says which way is
    better of what it names, whatever a measure counts, and `share` is the verb of a percentage whose effect
    has no label of its own (“were reunited”). A registry has a `short` name for a
    badge, `known_as` in a sentence, its `scale`, strongest first, and `closed` where it has ended.
    """

    label: Line
    definition: Text | None = None
    synonyms: tuple[Line, ...] = ()
    said: tuple[Line, ...] = ()
    ages: Ages | None = None
    domain: Domain | None = None
    better: Better | None = None
    share: Line | None = None
    kind: PopulationKind | None = None
    url: Url | None = None
    source: Url | None = None
    short: Line | None = None
    known_as: Line | None = None
    closed: PartialDate | None = None
    closed_source: Url | None = None
    note: Text | None = None
    scale: dict[Slug, ScaleStep] = Field(default_factory=dict)
    former_slugs: tuple[Slug, ...] = ()
    status: Status = "active"
    retired: Retired | None = None

    @property
    def replacement(self) -> str | None:
        """None for a word in use; for a retired one the id that takes its place, "" without one."""
        if self.status == "active":
            return None
        return (self.retired.successor if self.retired else None) or ""


class SiteContact(Entry):
    """Where corrections go; null until the publisher sets it."""

    name: Line | None = None
    email: Email | None = None
    url: Url | None = None


class Licence(Entry):
    """The licence of the registry's own text, and what it does not cover. `spdx` is its SPDX id."""

    name: Line
    spdx: Line | None = None
    text: Text
    url: Url
    note: Text | None = None


class Need(Entry):
    """A need as somebody in a hurry names it, and the filters of a search that answer it."""

    label: Line
    age: tuple[Age, ...] = ()
    population: tuple[Population, ...] = ()
    permanency: tuple[Permanency, ...] = ()
    problem: tuple[Problem, ...] = ()
    language: tuple[Language, ...] = ()
    better: tuple[Outcome, ...] = ()
    outcome: tuple[Outcome, ...] = ()


class Home(Entry):
    """The first page. `guide` is one whose first table shows families, programs and findings side by side."""

    heading: Line
    lead: Line
    needs: tuple[Need, ...] = ()
    guide: Slug | None = None


class Site(Entry):
    """site.yaml: who publishes the registry and on what terms. `base_url` is scheme and host;
    null means where it is served."""

    title: Line
    tagline: Line
    publisher: Line
    contact: SiteContact
    base_url: Host | None = None
    licence: Licence
    independence: Text
    acknowledgement: Text
    disclaimer: Text
    about: Text
    home: Home | None = None
    reviewed: Day | None = None
