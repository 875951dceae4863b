"""Published ratings of a program as facts with their sources, each registry in its own words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.catalog.snapshot.published_ratings import RatingNames
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Copy
from app.evidence.entry.registry_ratings import OUR_SCALE
from app.evidence.entry.wording import day
from app.web.deciding.chosen_programs import ChosenProgram
from app.web.deciding.cited_facts import CitedFact, FactCell, FactSource, absent, cell_of
from app.web.wording.shown_ratings import name_registry
from app.web.wording.values import NO_RATING

NOT_KNOWN_THEN = "not known for this date"
COPIES: dict[Copy | None, str] = {"stored": " in a stored copy", "live": " on the live page", None: ""}


@dataclass(frozen=True, slots=True)
class GivenRating:
    """One rating in force: by which registry, its word, of what and when, and where that was read."""

    registry: str
    name: str
    word: str
    scope: str | None
    as_of: str | None
    closed: str | None
    source: FactSource


def given_ratings(chosen: ChosenProgram, shown: Snapshot) -> tuple[GivenRating, ...]:
    """The ratings in force, CEBC's in our topics first, in the editor's order."""
    return (*_in_topics(chosen, shown), *_elsewhere(chosen, shown))


def rated_by(chosen: ChosenProgram, registry: str, shown: Snapshot) -> FactCell:
    """What one registry says, each word once with all that it is said of; else “not recorded”."""
    given = [each for each in given_ratings(chosen, shown) if each.registry == registry]
    if not given and chosen.unknown and registry == OUR_SCALE:
        return absent(NOT_KNOWN_THEN)
    return cell_of(_merge(given, named=False))


def rated_by_all(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """What every registry says; “No published rating seen” where none is recorded."""
    given = given_ratings(chosen, shown)
    if not given:
        return absent(NOT_KNOWN_THEN if chosen.unknown else NO_RATING)
    return cell_of(_merge(given, named=True))


def scopes_of(chosen: ChosenProgram, registry: str, shown: Snapshot) -> FactCell:
    """What the ratings of a registry are about, in its words."""
    given = [each for each in given_ratings(chosen, shown) if each.registry == registry and each.scope]
    return cell_of(CitedFact(each.scope or "", (each.source,)) for each in given)


def _merge(given: Iterable[GivenRating], named: bool) -> Iterator[CitedFact]:
    groups: dict[tuple[str, str, str | None], list[GivenRating]] = {}
    for each in given:
        groups.setdefault((each.name, each.word, each.as_of), []).append(each)
    for group in groups.values():
        first = group[0]
        scopes = "; ".join(dict.fromkeys(each.scope for each in group if each.scope))
        dated = day(first.as_of) if first.as_of else ""
        ended = f"registry closed {first.closed}" if first.closed else ""
        word = f"{first.name}: {first.word}" if named else first.word
        text = ", ".join(filter(None, (word, scopes, dated, ended)))
        yield CitedFact(text, tuple(dict.fromkeys(each.source for each in group)))


def _in_topics(chosen: ChosenProgram, shown: Snapshot) -> Iterator[GivenRating]:
    names = RatingNames(shown.words["registries"], shown.levels, shown.topics)
    for membership in chosen.program.topics:
        for rating in membership.ratings[:1]:
            registry = names.registry_of(rating.by) or OUR_SCALE
            by = shown.words["registries"][registry].label
            word = f"{rating.level.upper()} – {shown.levels[rating.level][0].label}"
            scope = shown.topics[membership.topic][0].name
            source = _source(by, rating.as_of, rating.source, rating.seen, rating.seen_copy)
            yield GivenRating(registry, rating.by, word, scope, rating.as_of, None, source)


def _elsewhere(chosen: ChosenProgram, shown: Snapshot) -> Iterator[GivenRating]:
    for other in chosen.program.other_ratings:
        if other.in_force:
            registry = shown.words["registries"][other.registry]
            name = name_registry(registry)
            printed = other.as_printed if other.as_printed != other.rating else None
            word = other.rating or (f"listed (“{printed}”)" if printed else "listed, not rated")
            closed = registry.closed[:4] if registry.closed else None
            source = _source(registry.label, other.as_of, other.source, other.seen, other.seen_copy)
            yield GivenRating(other.registry, name, word, other.scope, other.as_of, closed, source)


def _source(by: str, as_of: str | None, url: str | None, seen: object, copy: Copy | None) -> FactSource:
    """“Title IV-E Prevention Services Clearinghouse, dated 2020, seen 21 November 2026 in a stored copy”."""
    dated = f"dated {day(as_of)}" if as_of else "no date given"
    looked = f"seen {day(str(seen))}{COPIES[copy]}" if seen else ""
    return FactSource(url, ", ".join(filter(None, (by, dated, looked))))
