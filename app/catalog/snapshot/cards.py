"""Program cards as JSON, one text a program: all that loading a generation reads of its programs."""

import json
from collections.abc import Iterable
from typing import Any

from app.catalog.snapshot.snapshot import Card, CurrentRating, OtherRegistryRating
from app.catalog.snapshot.studied_outcomes import Domains, facets_of_findings, studied_outcomes
from app.catalog.store.tables import Row
from app.catalog.text.analysis import squeeze, stem_words
from app.evidence.entry.implementation import Material
from app.evidence.entry.pages import Tier
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.registry_ratings import ProgramInCatalog, RatingElsewhere
from app.evidence.found.sentences import FactBox


def card_to_json(
    slug: str,
    program: ProgramInCatalog,
    verdicts: Iterable[Row],
    tiers: tuple[Tier, ...],
    domains: Domains,
    box: FactBox,
) -> str:
    """The card of a program; `verdicts` are its rows of that table, `tiers` those that it matches.

    `box` is what its studies found.
    """
    derived = {values["topic"]: values for _, values in verdicts}
    ages = program.target_population.ages
    bounds = (ages.min, ages.max) if ages else (None, None)
    ratings = [_rating(membership, derived.get(membership.topic, {})) for membership in program.topics]
    words = {vocabulary: ids for vocabulary, ids in words_by_vocabulary(program).items() if ids}
    harm = bool(program.harm and program.harm.is_recorded)
    names = (program.name, *program.aliases)
    called = [" ".join(stem_words(name)) for name in names], [squeeze(name) for name in names]
    head = [slug, program.name, program.summary, *bounds, str(program.dates.reviewed), program.aliases]
    others = [_other(each) for each in program.other_ratings]
    exists = available(program.fidelity), available(program.training)
    findings = {facet: ids for facet, ids in facets_of_findings(program, domains).items() if ids}
    rest = harm, *called, others, tiers, exists, findings, _found(program, box), *_length(program)
    return json.dumps([*head, ratings, words, *rest], ensure_ascii=False)


def _found(program: Program, box: FactBox) -> str:
    """The editor's sentence, else the first outcomes and all bad news, counted."""
    if program.found:
        return program.found.text
    told = [each for place, each in enumerate(box.shown) if place < 2 or each.is_bad_news]
    return " ".join(f"{each.label}: {each.counts}." for each in told)


def _length(program: Program) -> tuple[float | None, float | None, str | None]:
    """The weeks that it takes, at least and at most, and its duration in the words of the entry."""
    delivery = program.delivery
    weeks = delivery.weeks if delivery else None
    return weeks.min if weeks else None, weeks.max if weeks else None, delivery.duration if delivery else None


def card_from_json(document: str) -> Card:
    slug, name, summary, low, high, reviewed, aliases, ratings, words, harm, *rest = json.loads(document)
    called, squeezed, others, tiers, exists, findings, *more = rest
    rated = tuple(CurrentRating(*each) for each in ratings)
    ids = {vocabulary: tuple(ids) for vocabulary, ids in words.items()}
    elsewhere = tuple(OtherRegistryRating(*each) for each in others)
    head = slug, name, summary, low, high, reviewed, tuple(aliases)
    facets = {facet: tuple(ids) for facet, ids in findings.items()}
    names, (fidelity, training) = (tuple(called), tuple(squeezed)), exists
    return Card(*head, rated, ids, harm, *names, elsewhere, tuple(tiers), fidelity, training, facets, *more)


def words_by_vocabulary(program: Program) -> dict[str, list[str]]:
    """The ids that describe the program, each once; outcomes and designs are of studies not retracted.

    Outcomes are those of findings on all who took part.
    """
    delivery = program.delivery
    studies = [study for study in program.studies if not study.retracted]
    words = {
        "populations": program.target_population.groups,
        "permanency": program.permanency,
        "problems": program.presenting_problems,
        "serves": delivery.serves if delivery else (),
        "settings": delivery.settings if delivery else (),
        "formats": delivery.formats if delivery else (),
        "languages": delivery.languages if delivery else (),
        "credentials": program.staff.credentials if program.staff else (),
        "outcomes": studied_outcomes(program),
        "designs": tuple(study.design for study in studies),
    }
    return {vocabulary: list(dict.fromkeys(ids)) for vocabulary, ids in words.items()}


def available(material: Material | None) -> str | None:
    """“yes” or “no”; None where it is not recorded or not known."""
    return material.available if material and material.available != "unknown" else None


def _other(other: RatingElsewhere) -> list[str | bool | None]:
    """The values of `OtherRegistryRating`, in its order."""
    said = other.registry, other.rating, other.rating_id, other.tier
    return [*said, other.scope, other.as_of, other.in_force, other.as_printed]


def _rating(membership: TopicMembership, verdict: dict[str, Any]) -> list[str | None]:
    """The values of `CurrentRating`, in its order."""
    current = membership.ratings[0] if membership.ratings else None
    published = (current.level, current.by, current.as_of) if current else (None, None, None)
    derived, differs = verdict.get("derived"), verdict.get("differs")
    reason = verdict.get("reason") if derived == "nr" else None
    return [membership.topic, membership.relevance, *published, derived, reason, differs]
