"""Models of a study as recorded: its citation, design, comparison condition and findings."""

from typing import Literal

from app.evidence.entry.value_types import (  # isort: skip
    Count, Day, Decimal, Doi, Entry, Flag, Line, Months, Outcome, Percent, Pmid, Probability, Quantity,
    Slug, Text, TreatmentMonths, Url, Year,
)  # fmt: skip

Design = Literal["rct", "quasi-experimental", "single-group", "meta-analysis", "other"]
Direction = Literal["favorable", "no-difference", "unfavorable", "mixed"]
EffectKind = Literal[
    "percent", "percentage-points", "mean-difference", "d", "g", "or", "rr", "hr", "irr", "other"
]
Counted = Literal["families", "children", "youth", "caregivers", "parents", "placements"]
Characteristic = Literal[
    "race-ethnicity", "gender", "age", "place", "income", "language", "care-status", "other"
]
SoughtFact = Literal[
    "usual_care", "comparison", "months_after_treatment", "sample", "peer_reviewed", "controlled",
    "significant", "treatment_months", "participants", "design", "findings", "citation",
    "manual",
]  # fmt: skip
ComparisonType = Literal["usual-care", "active", "placebo", "wait-list", "no-treatment", "none"]


class Citation(Entry):
    """A reference; `title` or `url` is required (rule citation-unfindable). Authors as "Surname, A. B."."""

    authors: tuple[Line, ...] | None = None
    year: Year | None = None
    title: Line | None = None
    container: Line | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    url: Url | None = None


class Comparison(Entry):
    """The comparison condition: what the other group received."""

    type: ComparisonType | None = None
    note: Text | None = None


class AgesStudied(Entry):
    """Ages of those who took part, in years."""

    min: Quantity | None = None
    max: Quantity | None = None
    mean: Quantity | None = None


class Share(Entry):
    """A part of those who took part, in percent as the report gives it, never computed."""

    characteristic: Characteristic
    value: Line
    percent: Percent | None = None
    note: Text | None = None


class Participants(Entry):
    """How many took part, and who; `unit` says of what (families, children, caregivers)."""

    n: Count | None = None
    unit: Line | None = None
    ages: AgesStudied | None = None
    shares: tuple[Share, ...] = ()
    note: Text | None = None


class LookedFor(Entry):
    """A fact that somebody sought in vain, so that nobody has to seek it again there."""

    fact: SoughtFact
    on: Day
    where: Text


class Effect(Entry):
    """Figures of one finding; `of` says of what a percentage is.

    `treatment` and `comparison` are the two groups' own values, `value` the contrast, `ci` its 95 % interval
    [low, high].
    """

    kind: EffectKind
    of: Counted | None = None
    label: Line | None = None
    treatment: Decimal | None = None
    comparison: Decimal | None = None
    value: Decimal | None = None
    ci: tuple[Decimal, Decimal] | None = None


class Finding(Entry):
    """One outcome at one time. `direction` is what the report claims;
    months count from the END of treatment unless said otherwise."""

    outcome: Outcome
    measure: Line | None = None
    months_after_treatment: Months | None = None
    months_after_baseline: Months | None = None
    timing: Line | None = None
    direction: Direction
    significant: Flag | None = None
    p: Probability | None = None
    n: Count | None = None
    controlled: Flag | None = None
    subgroup: Line | None = None
    effect: Effect | None = None
    source: Url | None = None
    note: Text | None = None


class Study(Entry):
    """One study; publications of one trial share `sample`. Null flags mean not recorded, never no.

    `added`: when it came into the entry. `registration`: its id at a registry of trials.
    `usual_care_inferred`: the setting was read off a registry's rating.
    """

    id: Slug
    sample: Slug | None = None
    citation: Citation
    design: Design
    peer_reviewed: Flag | None = None
    retracted: Flag | None = None
    usual_care: Flag | None = None
    usual_care_inferred: Flag | None = None
    valid_measures: Flag | None = None
    developer_involved: Flag | None = None
    comparison: Comparison | None = None
    participants: Participants | None = None
    location: Line | None = None
    treatment_months: TreatmentMonths | None = None
    added: Day | None = None
    registration: Line | None = None
    looked_for: tuple[LookedFor, ...] = ()
    sources: tuple[Url, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: Text | None = None
