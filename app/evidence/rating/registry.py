"""Verdicts on the programs of a registry."""

from collections.abc import Iterable, Iterator

from app.evidence.entry.registry import Registry
from app.evidence.rating.profiles import Profile
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import Domains, Subject, rate


def domains_of(registry: Registry) -> Domains:
    return {id: word.domain for id, word in registry.vocabulary.get("outcomes", {}).items()}


def rate_programs(registry: Registry, slugs: Iterable[str], topic: str | None, profile: Profile) -> Iterator[Verdict]:
    """Each program in each of its topics; with `topic`, in that one, whether or not the program is in it."""
    domains = domains_of(registry)
    for slug in slugs:
        program = registry.programs[slug].value
        for name in [topic] if topic else [membership.topic for membership in program.topics]:
            yield rate(Subject(slug, program, name, registry.topics[name].value), profile, domains)


def published(registry: Registry) -> dict[tuple[str, str], str | None]:
    """(program, topic) -> the current published level, None when none was seen."""
    return {
        (slug, membership.topic): membership.ratings[0].level if membership.ratings else None
        for slug, item in registry.programs.items()
        for membership in item.value.topics
    }
