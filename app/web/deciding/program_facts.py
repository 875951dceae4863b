"""What is recorded of a program, one fact after another, in words and with sources.

The same words stand in compare, plan table, memo and Hexagon sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.implementation import (
    Adaptation,
    Cost,
    Fidelity,
    Manual,
    Purveyor,
    Staff,
    Support,
    Training,
)
from app.evidence.entry.program import Delivery
from app.evidence.entry.study import Study
from app.evidence.entry.wording import day, study_name
from app.evidence.found.sentences import UNCOMPARED, FoundSentence
from app.web.deciding.chosen_programs import ChosenProgram
from app.web.deciding.cited_facts import CitedFact, FactCell, FactSource, absent, cell_of, cell_of_text
from app.web.deciding.rating_facts import rated_by_all
from app.web.wording.program_head import fact_box, how_long
from app.web.wording.requirements import (
    COST_ITEMS,
    amount,
    list_requirements,
    own_evidence,
    prices_of,
    reckoned,
    span,
    trauma_stated,
)
from app.web.wording.values import ages
from app.web.wording.verdicts import say_harm

Tell = Callable[[ChosenProgram, Snapshot], FactCell]
Part = Manual | Training | Fidelity | Support | Purveyor | Staff
FILES = (".md", ".pdf", ".html", ".aspx", ".htm", ".docx")
"""Endings by which a file is named beside its site."""
NO_STUDY = "no study is recorded"


def entry_source(chosen: ChosenProgram) -> FactSource:
    """The entry itself, which has the sources of what has none of its own."""
    return FactSource(chosen.url, f"{chosen.name}, entry reviewed {day(chosen.program.dates.reviewed)}")


def tell_harm(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    harm = chosen.program.harm
    if harm is None:
        return cell_of_text(say_harm(harm), entry_source(chosen))
    since = f"First recorded in {day(harm.since)}." if harm.since else ""
    text = " ".join(filter(None, (say_harm(harm), harm.note, since)))
    return cell_of_text(text, _read_at(harm.source, None, chosen))


def tell_ages(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    text = ages(chosen.program.target_population.ages)
    return cell_of_text(text.removeprefix("Ages ").removeprefix("Age "), entry_source(chosen))


def tell_length(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """Weeks or sessions in numbers, then the entry's own words where they say more."""
    delivery = chosen.program.delivery
    counted, duration = how_long(delivery), delivery.duration if delivery else None
    says_more = duration and duration.lower().replace(" to ", "–") != counted.lower()
    text = f"{counted} ({duration})" if says_more else counted
    return cell_of_text(text, entry_source(chosen))


def tell_staff(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """Credentials, else who delivers it in the entry's words."""
    staff, delivery = chosen.program.staff, chosen.program.delivery
    if staff and staff.credentials:
        labels = "; ".join(_labels("credentials", staff.credentials, shown))
        return cell_of_text(labels, _source_of(staff, chosen))
    return cell_of_text(delivery.delivered_by if delivery else None, entry_source(chosen))


def tell_credentials(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    staff = chosen.program.staff
    labels = _labels("credentials", staff.credentials, shown) if staff else []
    return cell_of(CitedFact(each, (_source_of(staff, chosen),)) for each in labels if staff)


def tell_caseload(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    staff = chosen.program.staff
    if staff is None or staff.caseload is None:
        return absent()
    return cell_of_text(
        " ".join(filter(None, (span(staff.caseload), staff.caseload.unit))), _source_of(staff, chosen)
    )


def tell_supervision(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    staff = chosen.program.staff
    return cell_of_text(staff.supervision, _source_of(staff, chosen)) if staff else absent()


def tell_requirement(name: str, chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """One row of what it takes, as the page says it: “Manual”, “Training”, …"""
    rows = [row for row in list_requirements(chosen.program, shown.words) if row.name == name]
    return cell_of(
        CitedFact(line, (_source_of(row.part, chosen),))
        for row in rows
        for line in _lines(row.part, row.lines)
    )


def tell_cost(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """Item by item: nothing is added up."""
    return cell_of(
        CitedFact(_cost(each), (_read_at(each.source, each.seen, chosen),)) for each in chosen.program.costs
    )


def tell_benefit_cost(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    registries = shown.words["registries"]
    return cell_of(
        CitedFact(
            f"{reckoned(each)} ({registries[each.by].label}{f', {each.place}' if each.place else ''})",
            (_read_at(each.source, each.seen, chosen),),
        )
        for each in chosen.program.benefit_cost
    )


def tell_adaptations(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """Changed versions by name, for whom, and whether they were studied."""
    return cell_of(
        CitedFact(
            " ".join(filter(None, (_adapted(each), own_evidence(each)))),
            (_read_at(each.source, None, chosen),),
        )
        for each in chosen.program.adaptations
    )


def _adapted(adaptation: Adaptation) -> str:
    meant_for = f", for {adaptation.meant_for}" if adaptation.meant_for else ""
    return f"{adaptation.name}{meant_for}."


def tell_trauma(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    stated = chosen.program.trauma_informed
    return cell_of_text(trauma_stated(stated), _read_at(stated.source, None, chosen)) if stated else absent()


def tell_found(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """What studies found: the sentences of the fact box, bad news included, each with its studies."""
    box, studies = fact_box(chosen.program, shown), chosen.program.studies
    if not studies:
        return absent(NO_STUDY)
    facts = [CitedFact(f"{each.label}: {each.text}", found_in(each, chosen)) for each in box.shown]
    if box.uncompared:
        text = f"{', '.join(box.uncompared)}: {UNCOMPARED}."
        facts.append(CitedFact(text, (entry_source(chosen),)))
    if box.folded:
        text = f"Also measured: {', '.join(each.label for each in box.folded)}."
        facts.append(CitedFact(text, (entry_source(chosen),)))
    return cell_of(facts)


def found_in(sentence: FoundSentence, chosen: ChosenProgram) -> tuple[FactSource, ...]:
    """The studies that a sentence rests on."""
    return tuple(study_source(each) for each in chosen.program.studies if each.id in sentence.studies)


def study_source(study: Study) -> FactSource:
    citation = study.citation
    address = next(iter(study.sources), None) or citation.url
    name, tells_year = study_name(study), citation.year or citation.authors
    return FactSource(address, name if tells_year else f"{name}, year not recorded")


def tell_text(*keys: str) -> Tell:
    """What stands under a key of the entry, as text."""

    def tell(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
        return cell_of_text(_value(chosen, keys), entry_source(chosen))

    return tell


def tell_list(key: str) -> Tell:
    """A list of texts under a key of the entry."""

    def tell(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
        return cell_of(CitedFact(each, (entry_source(chosen),)) for each in getattr(chosen.program, key))

    return tell


def tell_words(vocabulary: str, *keys: str) -> Tell:
    """The labels of ids under a key of the entry, in one line."""

    def tell(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
        labels = _labels(vocabulary, _value(chosen, keys) or (), shown)
        return cell_of_text("; ".join(labels), entry_source(chosen))

    return tell


def tell_span(key: str) -> Tell:
    """A span of numbers of the delivery."""

    def tell(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
        delivery: Delivery | None = chosen.program.delivery
        return cell_of_text(span(getattr(delivery, key)) if delivery else None, entry_source(chosen))

    return tell


def requirement(name: str) -> Tell:
    return lambda chosen, shown: tell_requirement(name, chosen, shown)


FACTS: Mapping[str, Tell] = {
    "summary": tell_text("summary"),
    "population": tell_text("target_population", "description"),
    "exclusions": tell_list("exclusions"),
    "groups": tell_words("populations", "target_population", "groups"),
    "ages": tell_ages,
    "permanency": tell_words("permanency", "permanency"),
    "problems": tell_words("problems", "presenting_problems"),
    "components": tell_list("components"),
    "serves": tell_words("serves", "delivery", "serves"),
    "formats": tell_words("formats", "delivery", "formats"),
    "settings": tell_words("settings", "delivery", "settings"),
    "intensity": tell_text("delivery", "intensity"),
    "length": tell_length,
    "sessions": tell_span("sessions"),
    "hours": tell_span("hours_a_week"),
    "languages": tell_words("languages", "delivery", "languages"),
    "trauma-informed": tell_trauma,
    "staff": tell_staff,
    "delivered-by": tell_text("delivery", "delivered_by"),
    "credentials": tell_credentials,
    "caseload": tell_caseload,
    "supervision": tell_supervision,
    "manual": requirement("Manual"),
    "training": requirement("Training"),
    "fidelity": requirement("Fidelity measure"),
    "support": requirement("Support after training"),
    "purveyor": requirement("From whom"),
    "cost": tell_cost,
    "benefit-cost": tell_benefit_cost,
    "adaptations": tell_adaptations,
    "outcomes": tell_found,
    "registries": rated_by_all,
    "harm": tell_harm,
}
"""What can be asked of a program, by id."""


def _value(chosen: ChosenProgram, keys: Iterable[str]) -> Any:
    value: Any = chosen.program
    for key in keys:
        value = getattr(value, key) if value is not None else None
    return value


def _labels(vocabulary: str, ids: Iterable[str], shown: Snapshot) -> list[str]:
    return [shown.words[vocabulary][id].label for id in ids]


def _lines(part: Part, lines: Iterable[str]) -> Iterator[str]:
    """What the page says in the row; a purveyor is named with the ways to reach it."""
    if isinstance(part, Purveyor):
        yield ", ".join(filter(None, (part.name, part.phone, part.email)))
    yield from lines


def _cost(cost: Cost) -> str:
    """“Training: $1,200 per worker (USA, prices of 2015)”."""
    per = f" per {cost.per}" if cost.per else ""
    return f"{COST_ITEMS[cost.item]}: {amount(cost) or 'sum not recorded'}{per} ({prices_of(cost)})"


def _source_of(part: Part, chosen: ChosenProgram) -> FactSource:
    return _read_at(part.source, part.seen, chosen)


def _read_at(url: str | None, seen: object, chosen: ChosenProgram) -> FactSource:
    """The page where something was read, with the day; the entry where it names none."""
    if url is None:
        return entry_source(chosen)
    reviewed = chosen.program.dates.reviewed
    looked = f"seen {day(str(seen))}" if seen else f"in the entry reviewed {day(reviewed)}"
    host, *path = url.split("/")[2:] if "//" in url else [url]
    page = next((part for part in reversed(path) if part), "")
    return FactSource(url, f"{f'{host}/…/{page}' if page.endswith(FILES) else host}, {looked}")
