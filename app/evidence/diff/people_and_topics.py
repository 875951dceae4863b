"""Whom a program is for, whether it may harm, its topics, and its ratings by other registries."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.evidence.diff.change import Change
from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import ChangedProgram, DiffNames, compare_lists, list_moves, to_sentence
from app.evidence.diff.published_ratings import compare_published
from app.evidence.entry.nearest_words import plain_name
from app.evidence.entry.program import Harm, OtherRating, Program, TargetPopulation, TopicMembership
from app.evidence.entry.wording import NOT_RECORDED, age_range, day, yes_no

HARM = {"none_known": "none known", "present": "present", "unknown": "not assessed"}
HARM_NOW_AND_BEFORE = {
    (True, False): "A risk of harm is now recorded for {}.",
    (False, True): "No risk of harm is recorded for {} any more.",
}
NEWLY_PUBLISHED = ("rating-changed", "rating-added", "rating-confirmed")
SAME: Keys[OtherRating] = (
    lambda each: each,
    lambda each: (each.registry, each.scope),
    lambda each: each.registry,
)


def compare_population(
    program: ChangedProgram, before: TargetPopulation, after: TargetPopulation
) -> Iterator[Change]:
    old, new = (program.names.words("populations", each.groups) for each in (before, after))
    ages = list_moves([("ages", _ages(before), _ages(after))])
    reworded = before.description != after.description
    if old == new and not ages and not reworded:
        return  # at most a word has another id now, which is a change of the vocabulary
    reason = f"The description now reads “{after.description}” Before: “{before.description}”"
    otherwise = "the description was reworded" if reworded else "the groups stand in another order"
    what = "; ".join(filter(None, (compare_lists(old, new), *ages))) or otherwise
    text = f"The target population of {program.name} changed: {what}."
    yield program.change("population-changed", text, reason if reworded else "")


def compare_harm(program: ChangedProgram, before: Harm | None, after: Harm | None) -> Iterator[Change]:
    was, now = before or Harm(), after or Harm()
    if was == now:
        return
    rows = (
        ("risk of harm by case data:", HARM[was.case], HARM[now.case]),
        ("risk of harm by a legal or empirical basis:", HARM[was.basis], HARM[now.basis]),
        ("since when it is recorded:", day(was.since), day(now.since)),
    )
    source = f"Source: {now.source}" if now.source and now.source != was.source else ""
    reasons = (*map(to_sentence, list_moves(rows)), _note_change(was.note, now.note), source)
    otherwise = "What is recorded about harm by {} changed."
    text = HARM_NOW_AND_BEFORE.get((now.is_recorded, was.is_recorded), otherwise)
    yield program.change("harm-changed", text.format(program.name), *reasons)


def describe_audience(program: Program, names: DiffNames) -> str:
    """“For: Foster parents, Kinship caregivers; ages 4–12.”"""
    groups = ", ".join(names.words("populations", program.target_population.groups)) or "no groups recorded"
    ages = program.target_population.ages
    said = age_range(ages.min, ages.max).lower() if ages else ""
    return to_sentence(f"for: {groups}{f'; {said}' if said else ''}")


def memberships(program: Program) -> dict[str, TopicMembership]:
    return {membership.topic: membership for membership in program.topics}


def compare_topics(
    program: ChangedProgram, before: Program, after: Program, supports: Callable[[str], str]
) -> Iterator[Change]:
    """`supports` says what our own check gives in a topic: it stands beside what is newly published there."""
    was, now = memberships(before), memberships(after)
    for topic in dict.fromkeys([*now, *was]):
        old, new, place = was.get(topic), now.get(topic), program.in_topic(topic)
        if new is None:
            yield from _left(place, old)
            continue
        for change in compare_published(place, old.ratings if old else (), new.ratings):
            beside = (supports(topic),) if change.kind in NEWLY_PUBLISHED else ()
            yield replace(change, reasons=(*change.reasons, *beside))
        if old is None:
            reasons = () if new.ratings else ("No CEBC rating was seen there.", supports(topic))
            text = f"{program.name} is now in the topic {program.names.topic(topic)}{_relevance(place, new)}."
            yield place.change("topic-joined", text, *reasons)
        elif old.relevance != new.relevance or old.note != new.note:
            yield _described(place, old, new)


def compare_other_ratings(
    program: ChangedProgram, before: tuple[OtherRating, ...], after: tuple[OtherRating, ...]
) -> Iterator[Change]:
    found = find_matches(before, after, SAME)
    for was, now in found.kept:
        yield from _other_changed(program, was, now)
    for each in found.added:
        where = f"{program.name}{_scope(each)}"
        verb = "rates" if each.rating else "lists"
        said = f"“{program.names.rating(each)}”: newly recorded."
        text = f"{_registry(each, program.names)} {verb} {where} {said}"
        yield program.change("other-rating-added", text, _seen(each))
    for each in found.lost:
        said = f"{_registry(each, program.names)}, “{program.names.rating(each)}”,"
        rating = f"{program.name}{_scope(each)} by {said}"
        yield program.change("other-rating-removed", f"The rating of {rating} is not recorded any more.")


def _ages(population: TargetPopulation) -> str:
    ages = population.ages
    said = age_range(ages.min, ages.max).lower() if ages else ""
    return said.removeprefix("ages ").removeprefix("age ") or NOT_RECORDED


def _note_change(was: str | None, now: str | None) -> str:
    if now and now != was:
        return f"Note: {now}"
    return "Its note was removed." if was and not now else ""


def _left(place: ChangedProgram, old: TopicMembership | None) -> Iterator[Change]:
    topic = place.names.topic(place.topic or "")
    yield place.change("topic-left", f"{place.name} is not in the topic {topic} any more.")
    if old and old.ratings:
        why = "because the program has left the topic"
        text = f"The published rating of {place.where} is not shown any more, {why}."
        rating = f"It was {place.names.level(old.ratings[0].level)} by {old.ratings[0].by}."
        yield place.change("rating-removed", text, rating)


def _described(place: ChangedProgram, old: TopicMembership, new: TopicMembership) -> Change:
    was, now = (place.names.inside("relevance", each.relevance) for each in (old, new))
    moved = list_moves([(f"the relevance of {place.where} to child welfare changed", was, now)])
    text = moved[0] if moved else f"the note on {place.where} changed"
    return place.change("topic-relevance", to_sentence(text), _note_change(old.note, new.note))


def _relevance(place: ChangedProgram, membership: TopicMembership) -> str:
    label = place.names.inside("relevance", membership.relevance)
    return f" ({label} to child welfare)" if membership.relevance else ""


def _other_changed(program: ChangedProgram, old: OtherRating, new: OtherRating) -> Iterator[Change]:
    """Nothing where only the form of the rating changed, its label or words now written as an id."""
    registry, where = _registry(new, program.names), f"{program.name}{_scope(new)}"
    before, after = (program.names.rating(each) for each in (old, new))
    words = {each.as_printed or each.rating for each in (old, new)}
    if plain_name(before) != plain_name(after) and len(words) > 1:
        text = f"{registry} now rates {where} “{after}”; before, “{before}”."
        yield program.change("other-rating-changed", text, _seen(new))
        return
    rows = (
        ("in force:", yes_no(old.in_force), yes_no(new.in_force)),
        ("date:", day(old.as_of), day(new.as_of)),
        ("seen on:", day(old.seen), day(new.seen)),
        ("source:", old.source or NOT_RECORDED, new.source or NOT_RECORDED),
        ("scope:", old.scope or NOT_RECORDED, new.scope or NOT_RECORDED),
        ("note:", old.note or "none", new.note or "none"),
    )
    if moves := list_moves(rows):
        text = f"What is recorded about the rating of {where} by {registry} changed."
        yield program.change("other-rating-changed", text, *map(to_sentence, moves))


def _registry(rating: OtherRating, names: DiffNames) -> str:
    label = names.word("registries", rating.registry)
    return f"The {label}" if "Clearinghouse" in label and not label.startswith("The ") else label


def _scope(rating: OtherRating) -> str:
    return f" in {rating.scope}" if rating.scope else ""


def _seen(rating: OtherRating) -> str:
    as_of = f"As of {day(rating.as_of)}." if rating.as_of else "The date of the rating is not recorded."
    source = f" ({rating.source})" if rating.source else ""
    return f"{as_of} Seen: {day(rating.seen)}{source}."
