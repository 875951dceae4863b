"""What it takes to run a program, and what it costs, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.evidence.entry.implementation import (
    Adaptation,
    Amount,
    BenefitCost,
    Caseload,
    Cost,
    Fidelity,
    Manual,
    Material,
    Purveyor,
    Span,
    Staff,
    Support,
    Training,
    TraumaInformed,
)
from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.program import Program
from app.evidence.entry.wording import join_words
from app.evidence.questions.questions import QUESTIONS

Words = Mapping[str, Mapping[str, VocabularyWord]]
AVAILABLE = {"yes": "Available", "no": "None", "unknown": "Not known"}
ANSWERS = {"yes": "yes", "no": "no", "unknown": "not known"}
MODES = {"in-person": "in person", "online": "online", "blended": "partly online"}
COST_ITEMS = {
    "start-up": "Start-up", "training": "Training", "licence": "License", "materials": "Materials",
    "staff": "Staff", "family": "All costs of one family", "other": "Other",
}  # fmt: skip
OWN_EVIDENCE = {
    "own": "Studied in this form.", "none": "Not studied in this form.",
    "unknown": "",
}  # fmt: skip
SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One thing that it takes. `lines` say it; `part` has its links, note, source and day."""

    name: str
    lines: tuple[str, ...]
    part: Material | Purveyor | Staff

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than that nothing is known."""
        return self.lines == ("Not known",) and not (self.part.note or self.part.source)

    @property
    def purveyor(self) -> Purveyor | None:
        return self.part if isinstance(self.part, Purveyor) else None

    @property
    def page(self) -> str | None:
        """The address of a page about it; a purveyor's is behind its name."""
        return None if self.purveyor else getattr(self.part, "url", None)


def list_requirements(program: Program, words: Words) -> list[RequirementRow]:
    """What of it is recorded, one row for each part of the entry."""
    rows = []
    for name, part in (
        ("From whom", program.purveyor),
        ("Manual", program.manual),
        ("Training", program.training),
        ("Fidelity measure", program.fidelity),
        ("Support after training", program.support),
        ("Staff", program.staff),
    ):
        if part is not None:
            rows.append(RequirementRow(name, tuple(_describe(part, words)), part))
    return [row for row in rows if not row.is_bare]


def tell_answered(program: Program, rows: list[RequirementRow]) -> tuple[str, list[str]]:
    """“14 of the 19 questions answered, each with a source”, and on which of the others nothing is recorded.

    What the rows call unknown is not said again.
    """
    shown = {id(row.part) for row in rows}
    states = [(each, each.state(program)) for each in QUESTIONS]
    answered = sum(state == "answered" for _, state in states)
    sourced = ", each with a source" if answered > 1 else ""
    missing = [
        each.words
        for each, state in states
        if state == "missing" or (state == "unknown" and id(getattr(program, each.part)) not in shown)
    ]
    return f"{answered} of the {len(QUESTIONS)} questions answered{sourced}", missing


def money(number: float, currency: str = "USD") -> str:
    """“$36,000”, “−$3,011”, “AUD 1,200.50”."""
    sign = SIGNS.get(currency, f"{currency} ")
    written = f"{abs(number):,.0f}" if number == int(number) else f"{abs(number):,.2f}"
    return f"{'−' if number < 0 else ''}{sign}{written}"


def amount(cost: Cost) -> str:
    """“$1,200”, “$1,200 to $1,600”, “$1,200 or more”, “up to $1,600”; empty when not recorded."""
    span = cost.amount or Amount()
    low, high = (each if each is None else money(each, cost.currency) for each in (span.min, span.max))
    return _between(low, high, " to ")


def span(value: Span | Caseload | None) -> str:
    """“12–16”, “12 or more”, “up to 16”; empty when not recorded."""
    if value is None:
        return ""
    low, high = (each if each is None else f"{each:g}" for each in (value.min, value.max))
    return _between(low, high, "–")


def prices_of(cost: Cost) -> str:
    """“USA, prices of 2015”; that the year is not recorded is said, because prices rise."""
    year = f"prices of {cost.price_year}" if cost.price_year else "year of the prices not recorded"
    return f"{cost.place}, {year}" if cost.place else f"{year[0].upper()}{year[1:]}"


def reckoned(estimate: BenefitCost) -> str:
    """“Benefits $1,563; costs $4,574; benefits minus costs −$3,011.”"""
    sums = [
        f"{name} {money(number)}"
        for name, number in (
            ("benefits", estimate.benefits), ("costs", estimate.costs), ("benefits minus costs", estimate.net)
        )
        if number is not None
    ]  # fmt: skip
    if estimate.ratio is not None:
        sums.append(f"{money(estimate.ratio)} of benefits for each dollar of costs")
    if estimate.chance is not None:
        sums.append(f"a chance of {estimate.chance:g} % that benefits exceed costs")
    said = "; ".join(sums)
    return f"{said[:1].upper()}{said[1:]}."


def own_evidence(adaptation: Adaptation) -> str:
    return OWN_EVIDENCE[adaptation.evidence] if adaptation.evidence else ""


def trauma_stated(stated: TraumaInformed) -> str:
    """“Yes, as stated by NREPP.”"""
    answer = {"yes": "Yes", "no": "No", "unknown": "Not known"}[stated.statement]
    return _end(f"{answer}, as stated by {stated.by}" if stated.by else answer)


def _describe(part: Material | Purveyor | Staff, words: Words) -> Iterator[str]:
    if isinstance(part, Purveyor):
        yield from _labelled(("Takes new sites", part.takes_new_sites and ANSWERS[part.takes_new_sites]))
    elif isinstance(part, Staff):
        yield from _staff(part, words)
    else:
        yield from _material(part)


def _material(part: Material) -> Iterator[str]:
    is_inferred = not isinstance(part, Support) and part.inferred
    status = "Inferred, not seen" if is_inferred else AVAILABLE[part.available]
    first, *rest = _details(part)
    yield f"{status}{first}"
    yield from rest


def _details(part: Material) -> Iterator[str]:
    match part:
        case Manual():
            return _manual(part)
        case Training():
            return _training(part)
        case Fidelity():
            return _fidelity(part)
        case Support():
            return iter([_after_colon(part.what)])


def _manual(part: Manual) -> Iterator[str]:
    """“: “A Guide for Therapists”, 3rd edition, 2019” or, without a title, “, 3rd edition, 2019”."""
    edition = part.edition and (f"edition {part.edition}" if part.edition.isdigit() else part.edition)
    year = str(part.year) if part.year and str(part.year) not in (part.edition or "") else None
    pieces = [f": “{part.title}”" if part.title else "", edition, year]
    yield ", ".join(piece for piece in pieces if piece is not None)
    yield from _labelled(("To get it", part.obtain))


def _training(part: Training) -> Iterator[str]:
    lengths = [_counted(part.days, "day"), _counted(part.hours, "hour")]
    pieces = [
        f"given by {part.provider}" if part.provider else "",
        join_words([MODES[each] for each in part.mode], "or") if part.mode else "",
        " or ".join(each for each in lengths if each),
    ]
    yield _after_colon("; ".join(piece for piece in pieces if piece))
    certificate = part.certification and ANSWERS[part.certification]
    yield from _labelled(("Certification", certificate), ("Later", part.refresher))


def _fidelity(part: Fidelity) -> Iterator[str]:
    yield _after_colon(part.tool)
    yield from _labelled(
        ("Scored by", part.scored_by),
        ("How often", part.frequency),
        ("Required", part.required and ANSWERS[part.required]),
        ("Validated", part.validated and ANSWERS[part.validated]),
    )


def _staff(part: Staff, words: Words) -> Iterator[str]:
    labels = [words["credentials"][each].label for each in part.credentials]
    cases = span(part.caseload)
    unit = part.caseload.unit if part.caseload else None
    yield from _labelled(
        ("Credentials", "; ".join(labels)),
        ("Caseload of a worker", f"{cases} {unit}" if cases and unit else cases or unit),
        ("Supervision", part.supervision),
    )


def _after_colon(words: str | None) -> str:
    return f": {words}" if words else ""


def _labelled(*pairs: tuple[str, str | None]) -> Iterator[str]:
    return (f"{name}: {value}" for name, value in pairs if value)


def _counted(number: float | None, unit: str) -> str:
    return "" if number is None else f"{number:g} {unit}{'' if number == 1 else 's'}"


def _between(low: str | None, high: str | None, dash: str) -> str:
    if low is None or high is None:
        return f"{low} or more" if low else f"up to {high}" if high else ""
    return low if low == high else f"{low}{dash}{high}"


def _end(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


FILTERS = {
    "money": money, "amount": amount, "span": span, "reckoned": reckoned, "own_evidence": own_evidence,
    "prices_of": prices_of, "trauma_stated": trauma_stated,
}  # fmt: skip
GLOBALS = {
    "list_requirements": list_requirements, "tell_answered": tell_answered,
    "cost_items": COST_ITEMS,
}  # fmt: skip
