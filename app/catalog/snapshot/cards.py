"""Program cards as JSON, one text a program: all that loading a generation reads of its programs."""

import json
from collections.abc import Iterable
from typing import Any

from app.catalog.snapshot.snapshot import Card, CurrentRating, OtherRegistryRating
from app.catalog.store.tables import Row
from app.catalog.text.analysis import squeeze, stem_words
from app.evidence.entry.implementation import Material
from app.evidence.entry.pages import Tier
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.registry_ratings import ProgramInCatalog, RatingElsewhere


def card_to_json(
    slug: str, program: ProgramInCatalog, verdicts: Iterable[Row], tiers: tuple[Tier, ...]
) -> str:
    """The card of a program; `verdicts` are its rows of that table, `tiers` those that it matches."""
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
    return json.dumps([*head, ratings, words, harm, *called, others, tiers, exists], ensure_ascii=False)


def card_from_json(document: str) -> Card:
    slug, name, summary, low, high, reviewed, aliases, ratings, words, harm, *rest = json.loads(document)
    called, squeezed, others, tiers, exists = rest
    rated = tuple(CurrentRating(*each) for each in ratings)
    ids = {vocabulary: tuple(ids) for vocabulary, ids in words.items()}
    elsewhere = tuple(OtherRegistryRating(*each) for each in others)
    head = slug, name, summary, low, high, reviewed, tuple(aliases)
    return Card(*head, rated, ids, harm, tuple(called), tuple(squeezed), elsewhere, tuple(tiers), *exists)


def words_by_vocabulary(program: Program) -> dict[str, list[str]]:
    """The ids that describe the program, each once; outcomes and designs are of studies not retracted."""
    delivery = program.delivery
    studies = [study for study in program.studies if not study.retracted]
    words = {
        "populations": program.target_population.groups,
        "permanency": program.permanency,
        "problems": program.presenting_problems,
        "settings": delivery.settings if delivery else (),
        "formats": delivery.formats if delivery else (),
        "languages": delivery.languages if delivery else (),
        "credentials": program.staff.credentials if program.staff else (),
        "outcomes": tuple(finding.outcome for study in studies for finding in study.findings),
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
