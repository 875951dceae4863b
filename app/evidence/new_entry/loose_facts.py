"""Facts with other keys than those of an entry: what has a place is put there, the rest is named once."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.registry import Registry
from app.evidence.new_entry.facts_file import Facts, check_facts
from app.evidence.new_entry.similar_names import make_slug
from app.evidence.rules.authors import split_authors

OTHER_NAMES = {
    "source_url": "source", "source_urls": "sources", "exists": "available", "format": "formats",
    "essential_components": "components", "external_ratings": "other_ratings", "journal": "container",
    "child_welfare_relevance": "relevance", "setting_location": "location",
}  # fmt: skip
"""A key that people write -> the key of an entry that means the same."""
BELONGS = {
    "cebc_rating": "`topics` › `ratings`, as {level, by: CEBC, as_of, source, seen, copy}",
    "outcomes": "`studies` › `findings`, each with an id of vocabulary/outcomes.yaml and a `direction`",
    "effect_size": "`findings` › `effect`", "ci": "`findings` › `effect` › `ci`",
    "follow_up_months": "`findings` › `months_after_treatment`", "follow_up_note": "`findings` › `timing`",
    "groups": "`target_population` › `groups`, as ids of vocabulary/populations.yaml",
    "settings": "`delivery` › `settings`, as ids of vocabulary/settings.yaml",
    "formats": "`delivery` › `formats`, as ids of vocabulary/formats.yaml",
    "languages": "`delivery` › `languages`, as tags: [en, es]",
    "notes": "the section Notes on the evidence", "contradictions": "the section Notes on the evidence",
    "rating": "`other_ratings` › `rating`, a step of the registry's scale, or `as_printed`",
    "registry": "`other_ratings` › `registry`, an id of vocabulary/registries.yaml",
    "looked_up": "`seen` of what was looked up", "dates_reviewed": "`dates` › `reviewed`",
    "other_cebc_topics": "`topics`, or `other_ratings` with the registry cebc",
}  # fmt: skip
"""Where a key that is left out belongs, if an entry has a place for it."""
AGE = re.compile(r"(?:child_)?age_(min|max)(?:_years)?")
MISSING = ("missing-key", "no-source")


def fit_facts(
    given: Facts, registry: Registry, today: datetime.date
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The facts that an entry can hold, and each key that was left out with where it belongs."""
    facts = _rename(deepcopy(dict(given)))
    facts["sources"] = list(dict.fromkeys((*_named_sources(given), *_items_of(facts, "sources"))))
    for key in ("developer", "website"):
        facts[key] = _only_value(facts.get(key))
    _place_people(facts)
    for study in _items(facts, "studies"):
        _place_study(study)
    for rating in _items(facts, "other_ratings"):
        _place_rating(rating, registry)
    left_out: dict[str, str] = {}
    while wrong := [each for each in check_facts(facts, registry, today) if not _is_of_entry(each)]:
        places = {_cut(each, facts): each for each in wrong}
        for at in sorted(places, key=_from_the_end, reverse=True):
            left_out.setdefault(_name(at), _where(at, places[at]))
            _delete(facts, at)
    return facts, sorted(left_out.items())


def _rename(value: Any) -> Any:
    """The value with the keys of an entry; what is null is left out."""
    if isinstance(value, list):
        return [_rename(each) for each in value if each is not None]
    if not isinstance(value, dict):
        return value
    given = {str(key): _rename(each) for key, each in value.items() if each is not None}
    renamed = {OTHER_NAMES.get(key, key): each for key, each in given.items()}
    return {**renamed, **{key: each for key, each in given.items() if key not in OTHER_NAMES}}


def _place_people(facts: dict[str, Any]) -> None:
    people = facts.get("target_population")
    if not isinstance(people, dict):
        return
    ages = {found[1]: people.pop(key) for key in list(people) if (found := AGE.fullmatch(key))}
    if ages and "ages" not in people:
        people["ages"] = ages
    groups = people.get("groups")
    if isinstance(groups, list) and groups and not people.get("description"):
        people["description"] = "; ".join(map(str, groups))


def _place_study(study: dict[str, Any]) -> None:
    people = {"n": study.pop("n", None), "note": study.pop("population", None)}
    if known := {key: value for key, value in people.items() if value is not None}:
        study.setdefault("participants", known)
    for key, place in (("comparison", "note"), ("citation", "title")):
        if isinstance(study.get(key), str):
            study[key] = {place: study[key]}
    if isinstance(study.get("setting"), str):
        study.setdefault("location", study.pop("setting"))
    if isinstance(study.get("source"), str):
        study.setdefault("sources", [study.pop("source")])
    citation = study.get("citation")
    if isinstance(citation, dict):
        if isinstance(citation.get("authors"), str):
            citation["authors"] = split_authors(citation["authors"])
        for key in [key for key in ("year", "doi", "pmid") if key in study]:
            citation.setdefault(key, study.pop(key))
        first = str((citation.get("authors") or [citation.get("title", "study")])[0])
        study.setdefault("id", make_slug(f"{first.split(',')[0][:30]} {citation.get('year', '')}"))


def _place_rating(rating: dict[str, Any], registry: Registry) -> None:
    if "date" in rating:
        rating.setdefault("as_of", rating.pop("date"))
    words = registry.vocabulary.get("registries", {})
    named = str(rating.get("registry", "")).partition(" (")[0].casefold()
    for id, word in words.items():
        if named in {id, *(name.casefold() for name in (word.label, *word.synonyms, word.short or ""))}:
            rating["registry"] = id
            scale = {step.label for step in word.scale.values()} | set(word.scale)
            if scale and "rating" in rating and rating["rating"] not in scale:
                rating["as_printed"] = rating.pop("rating")


def _named_sources(value: Any, key: str = "") -> Iterator[str]:
    """Every address under a key that speaks of a source."""
    if isinstance(value, Mapping):
        for inner, each in value.items():
            yield from _named_sources(each, str(inner))
    elif isinstance(value, list):
        for each in value:
            yield from _named_sources(each, key)
    elif "source" in key and str(value).startswith("http"):
        yield str(value)


def _only_value(value: Any) -> Any:
    """The name or the address, where keys stand in its place."""
    if not isinstance(value, Mapping):
        return value
    return next((value[key] for key in ("name", "url") if isinstance(value.get(key), str)), None)


def _items_of(facts: Mapping[str, Any], key: str) -> list[Any]:
    return facts[key] if isinstance(facts.get(key), list) else []


def _items(facts: Mapping[str, Any], key: str) -> Sequence[dict[str, Any]]:
    return [each for each in _items_of(facts, key) if isinstance(each, dict)]


def _is_of_entry(finding: RuleFinding) -> bool:
    """Whether something is missing that only its writer can give: the name, the summary, a source."""
    return finding.rule in MISSING and not any(isinstance(part, int) for part in finding.at)


def _cut(finding: RuleFinding, facts: Facts) -> At:
    """What has to go: the value, or the item of a list in which something is missing."""
    at = finding.at
    if finding.rule in MISSING:
        last = max(number for number, part in enumerate(at) if isinstance(part, int))
        return at[: last + 1]
    held: Any = facts
    for number, part in enumerate(at):
        if not _has(held, part):
            return at[:number]
        held = held[part]
    return at


def _has(held: Any, part: str | int) -> bool:
    if isinstance(part, int):
        return isinstance(held, list) and part < len(held)
    return isinstance(held, Mapping) and part in held


def _from_the_end(at: At) -> list[tuple[int, str]]:
    """Later items of a list first, and what is inside before what holds it."""
    return [(part, "") if isinstance(part, int) else (-1, part) for part in at]


def _delete(facts: dict[str, Any], at: At) -> None:
    held: Any = facts
    for part in at[:-1]:
        held = held[part]
    if _has(held, at[-1]):
        del held[at[-1]]


def _name(at: At) -> str:
    return ".".join(part for part in at if isinstance(part, str))


def _where(at: At, finding: RuleFinding) -> str:
    key = next(part for part in reversed(at) if isinstance(part, str))
    if key in BELONGS:
        return f"belongs in {BELONGS[key]}"
    if "source" in key and "note" not in key:
        return "stands among the sources of the entry"
    if finding.rule in MISSING:
        return f"an item is not complete: {finding.hint}"
    is_list = finding.hint.startswith("Known")
    return "has no place in an entry; the text may say it" if is_list else finding.hint
