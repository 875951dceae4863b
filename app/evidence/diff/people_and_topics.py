"""Whom a program is for, and whether it may harm."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.evidence.diff.change import Change
from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import DiffNames, compare_lists, say_from_to, to_sentence
from app.evidence.diff.published_ratings import RatingLine, compare_published
from app.evidence.entry.program import Harm, OtherRating, Program, TargetPopulation, TopicMembership
from app.evidence.entry.wording import NOT_RECORDED, age_range, day

HARM = {"none_known": "none known", "present": "present", "unknown": "not assessed"}


def compare_population(
    slug: str, before: TargetPopulation, after: TargetPopulation, names: DiffNames
) -> Iterator[Change]:
    old, new = (names.words("populations", each.groups) for each in (before, after))
    was, now = _ages(before), _ages(after)
    if (old, was, before.description) == (new, now, after.description):
        return  # at most a word has another id now, which is a change of the vocabulary
    groups = compare_lists(old, new)
    said = [part for part in (groups, say_from_to("ages", was, now) if was != now else "") if part]
    reworded = before.description != after.description
    reasons = (
        [f"The description now reads “{after.description}” Before: “{before.description}”"]
        if reworded
        else []
    )
    what = "; ".join(said) or (
        "the description was reworded" if reworded else "the groups stand in another order"
    )
    yield Change(
        "population-changed",
        f"The target population of {names.program(slug)} changed: {what}.",
        tuple(reasons),
        program=slug,
    )


def compare_harm(slug: str, before: Harm | None, after: Harm | None, names: DiffNames) -> Iterator[Change]:
    was, now = before or Harm(), after or Harm()
    if was == now:
        return
    rows = (("case data", was.case, now.case), ("a legal or empirical basis", was.basis, now.basis))
    reasons = [
        to_sentence(say_from_to(f"risk of harm by {label}:", HARM[one], HARM[other]))
        for label, one, other in rows
        if one != other
    ]
    if now.note and now.note != was.note:
        reasons.append(f"Note: {now.note}")
    elif was.note and not now.note:
        reasons.append("Its note was removed.")
    if now.source and now.source != was.source:
        reasons.append(f"Source: {now.source}")
    said = (
        "A risk of harm is now recorded for {}."
        if now.is_recorded and not was.is_recorded
        else "What is recorded about harm by {} changed."
    )
    if was.is_recorded and not now.is_recorded:
        said = "No risk of harm is recorded for {} any more."
    yield Change("harm-changed", said.format(names.program(slug)), tuple(reasons), program=slug)


def _ages(population: TargetPopulation) -> str:
    ages = population.ages
    return (
        age_range(ages.min, ages.max).lower().removeprefix("ages ").removeprefix("age ") or NOT_RECORDED
        if ages
        else NOT_RECORDED
    )


def describe_audience(program: Program, names: DiffNames) -> str:
    """“For foster parents and kinship caregivers, ages 4–12.”"""
    groups = ", ".join(names.words("populations", program.target_population.groups)) or "no groups recorded"
    ages = program.target_population.ages
    said = age_range(ages.min, ages.max) if ages else ""
    return to_sentence(f"for: {groups}{'; ' + said.lower() if said else ''}")


Memberships = dict[str, TopicMembership]
NEWLY_PUBLISHED = ("rating-changed", "rating-added", "rating-confirmed")
SAME: Keys[OtherRating] = (
    lambda each: each,
    lambda each: (each.registry, each.scope),
    lambda each: each.registry,
)


def memberships(program: Program) -> Memberships:
    return {membership.topic: membership for membership in program.topics}


def compare_topics(
    slug: str, before: Memberships, after: Memberships, names: DiffNames, supports: Callable[[str], str]
) -> Iterator[Change]:
    """`supports` says what our records support in a topic: it stands beside whatever is newly published there."""
    for topic in dict.fromkeys([*after, *before]):
        old, new = before.get(topic), after.get(topic)
        rated = RatingLine(slug, topic, names)
        if new is None:
            yield from _left(rated, old)
            continue
        for change in compare_published(rated, old.ratings if old else (), new.ratings):
            yield (
                replace(change, reasons=(*change.reasons, supports(topic)))
                if change.kind in NEWLY_PUBLISHED
                else change
            )
        if old is None:
            rating = "" if new.ratings else "No published rating was seen there."
            said = f"{names.program(slug)} is now in the topic {names.topic(topic)}{_relevance(new, names)}."
            yield rated.change("topic-joined", said, rating, "" if new.ratings else supports(topic))
        elif old.relevance != new.relevance or old.note != new.note:
            yield _described(rated, old, new)


def compare_other_ratings(
    slug: str, before: tuple[OtherRating, ...], after: tuple[OtherRating, ...], names: DiffNames
) -> Iterator[Change]:
    found = find_matches(before, after, SAME)
    yield from (_other_changed(slug, was, now, names) for was, now in found.kept if was != now)
    for each in found.added:
        said = f"{_registry(each, names)} rates {names.program(slug)}{_scope(each)} “{each.rating}”: newly recorded."
        yield Change("other-rating-added", said, _seen(each), program=slug)
    for each in found.lost:
        said = f"The rating of {names.program(slug)}{_scope(each)} by {_registry(each, names)}, “{each.rating}”, is not recorded any more."
        yield Change("other-rating-removed", said, program=slug)


def _left(rated: RatingLine, old: TopicMembership | None) -> Iterator[Change]:
    name, topic = rated.names.program(rated.program), rated.names.topic(rated.topic)
    ratings = old.ratings if old else ()
    yield rated.change("topic-left", f"{name} is not in the topic {topic} any more.")
    if ratings:
        said = f"The published rating of {rated.where} is not shown any more, because the program has left the topic."
        yield rated.change(
            "rating-removed", said, f"It was {rated.names.level(ratings[0].level)} by {ratings[0].by}."
        )


def _described(rated: RatingLine, old: TopicMembership, new: TopicMembership) -> Change:
    was, now = (rated.names.inside("relevance", each.relevance) for each in (old, new))
    note = (
        f"Note: {new.note}"
        if new.note and new.note != old.note
        else "Its note was removed."
        if old.note and not new.note
        else ""
    )
    said = (
        say_from_to(f"the relevance of {rated.where} to child welfare changed", was, now)
        if was != now
        else f"the note on {rated.where} changed"
    )
    return rated.change("topic-relevance", to_sentence(said), note)


def _relevance(membership: TopicMembership, names: DiffNames) -> str:
    return (
        f" ({names.inside('relevance', membership.relevance)} to child welfare)"
        if membership.relevance
        else ""
    )


def _other_changed(slug: str, old: OtherRating, new: OtherRating, names: DiffNames) -> Change:
    where = f"{names.program(slug)}{_scope(new)}"
    if old.rating != new.rating:
        return Change(
            "other-rating-changed",
            f"{_registry(new, names)} now rates {where} “{new.rating}”; before, “{old.rating}”.",
            _seen(new),
            program=slug,
        )
    rows = (
        ("date", day(old.as_of), day(new.as_of)),
        ("seen on", day(old.seen), day(new.seen)),
        ("source", old.source or NOT_RECORDED, new.source or NOT_RECORDED),
        ("scope", old.scope or NOT_RECORDED, new.scope or NOT_RECORDED),
        ("note", old.note or "none", new.note or "none"),
    )
    reasons = tuple(to_sentence(say_from_to(f"{label}:", was, now)) for label, was, now in rows if was != now)
    return Change(
        "other-rating-changed",
        f"What is recorded about the rating of {where} by {_registry(new, names)} changed.",
        reasons,
        program=slug,
    )


def _registry(rating: OtherRating, names: DiffNames) -> str:
    label = names.word("registries", rating.registry)
    return f"The {label}" if "Clearinghouse" in label and not label.startswith("The ") else label


def _scope(rating: OtherRating) -> str:
    return f" in {rating.scope}" if rating.scope else ""


def _seen(rating: OtherRating) -> tuple[str, ...]:
    as_of = f"As of {day(rating.as_of)}." if rating.as_of else "The date of the rating is not recorded."
    source = f" ({rating.source})" if rating.source else ""
    return (f"{as_of} Seen: {day(rating.seen)}{source}.",)
