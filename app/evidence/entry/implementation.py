"""Models of what it takes to run a program; a missing or null value means "not recorded".

Each block has its own `source` and `seen`, because whether something can be had ages faster than evidence.
"""

from typing import Literal

from pydantic import Field

from app.evidence.entry.value_types import (  # isort: skip
    Count, Credential, Currency, Day, Decimal, Email, Entry, Flag, Line, Money, PartialDate, Percent,
    Population, Quantity, RegistryId, Slug, Text, Url, Year,
)  # fmt: skip

Available = Literal["yes", "no", "unknown"]
Mode = Literal["in-person", "online", "blended"]
CostItem = Literal["start-up", "training", "licence", "materials", "staff", "family", "other"]
OwnEvidence = Literal["own", "none", "unknown"]


class Span(Entry):
    """At least and at most; a missing bound is open."""

    min: Quantity | None = None
    max: Quantity | None = None


class Manual(Entry):
    """Whether a manual exists, which, and how to get it.
    `inferred` means concluded from a registry that requires one."""

    available: Available
    title: Line | None = None
    edition: Line | None = None
    year: Year | None = None
    url: Url | None = None
    obtain: Text | None = None
    inferred: Flag | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class Training(Entry):
    """Whether training exists, who gives it, and what it takes."""

    available: Available
    provider: Line | None = None
    mode: tuple[Mode, ...] = ()
    days: Quantity | None = None
    hours: Quantity | None = None
    certification: Available | None = None
    refresher: Text | None = None
    inferred: Flag | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class Fidelity(Entry):
    """Whether a measure of fidelity exists, and who scores it how often."""

    available: Available
    tool: Line | None = None
    scored_by: Line | None = None
    frequency: Line | None = None
    required: Available | None = None
    validated: Available | None = None
    inferred: Flag | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class Support(Entry):
    """Coaching, consultation or a data system that can be had after training."""

    available: Available
    what: Text | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


Material = Manual | Training | Fidelity | Support


class Purveyor(Entry):
    """From whom the program is obtained."""

    name: Line
    url: Url | None = None
    email: Email | None = None
    phone: Line | None = None
    takes_new_sites: Available | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class Caseload(Entry):
    """How many families or children one worker has at a time; `unit` says of what."""

    min: Count | None = None
    max: Count | None = None
    unit: Line | None = None


class Staff(Entry):
    """Who may deliver the program, and how many cases a worker has."""

    credentials: tuple[Credential, ...] = ()
    caseload: Caseload | None = None
    supervision: Text | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class Amount(Entry):
    """A sum of money, or a range of it."""

    min: Money | None = None
    max: Money | None = None


class Cost(Entry):
    """One item and what it costs, as one source says it; nothing is added up across sources."""

    item: CostItem
    amount: Amount | None = None
    currency: Currency = "USD"
    per: Line | None = None
    price_year: Year | None = None
    place: Line | None = None
    note: Text | None = None
    source: Url | None = None
    seen: Day | None = None


class BenefitCost(Entry):
    """What somebody reckons the program to bring and to cost; `chance` is in percent, as published."""

    by: RegistryId
    benefits: Decimal | None = None
    costs: Decimal | None = None
    net: Decimal | None = None
    ratio: Decimal | None = None
    chance: Percent | None = None
    dollars_of: Year | None = None
    place: Line | None = None
    as_of: PartialDate | None = None
    source: Url | None = None
    seen: Day | None = None


class Adaptation(Entry):
    """A changed version for somebody; its studies never lift the rating of the program."""

    name: Line
    meant_for: Line | None = Field(default=None, alias="for")
    groups: tuple[Population, ...] = ()
    change: Text | None = None
    by: Line | None = None
    evidence: OwnEvidence | None = None
    note: Text | None = None
    source: Url | None = None


class FoundStatement(Entry):
    """One sentence of the editor's on what studies found, and which studies it is about."""

    text: Text
    studies: tuple[Slug, ...] = ()


class TraumaInformed(Entry):
    """Whether somebody states that the program is trauma-informed."""

    statement: Available
    by: Line | None = None
    source: Url | None = None


class Searched(Entry):
    """When somebody last looked for new studies, and where."""

    on: Day
    where: Text | None = None
    terms: Text | None = None
    note: Text | None = None
