"""Two registries become one list of changes, most important first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from app.evidence.check.problem import Problem
from app.evidence.diff.change import Change, sort_changes
from app.evidence.diff.matching import Pairing, pair_entries
from app.evidence.diff.names import DiffNames
from app.evidence.diff.programs import (
    ComparedRegistries,
    compare_address,
    compare_program,
    compare_verdicts,
    describe_added,
)
from app.evidence.diff.topics_and_words import compare_topics_and_words
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.verdict import domains_of

REMEDY = (
    "Keep the file with `status: retired` and `retired: {date, reason, successor}`; or, if the program has another address now, add the old one "
    "to `former_slugs` of its entry."
)


def compare_registries(
    before: Registry, after: Registry, aside: frozenset[str] = frozenset()
) -> list[Change]:
    """What happened between two registries, both read in full. `aside` names what cannot be compared ("programs/keep"): see `with_errors`."""
    compared = _compared(_with_topics_where_they_are_now(before, after), after, aside)
    found = pair_entries(_values(before.programs), _values(after.programs))
    changes = [
        *_programs(compared, found, aside),
        *_addresses(compared, found, aside),
        *_taken(compared, aside),
    ]
    moved = Counter(change.topic for change in changes if change.kind == "derived-changed" and change.topic)
    changes += compare_topics_and_words(
        before,
        after,
        DiffNames(after, before),
        aside,
        {topic: number for topic, number in moved.items() if topic},
    )
    return sort_changes(changes)


def find_faulty_entries(problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """The entries and vocabularies of `folder` that have errors, "programs/keep": what was read of them proves nothing."""
    return frozenset(
        str(problem.path.relative_to(folder).with_suffix("")) for problem in problems if problem.is_error
    )


def _with_topics_where_they_are_now(before: Registry, after: Registry) -> Registry:
    """A topic that moved is still the same topic: programs in it have not left anything."""
    pairs = pair_entries(
        *({slug: item.value for slug, item in side.topics.items()} for side in (before, after))
    ).pairs
    moved = {pair.old: pair.new for pair in pairs if pair.old and pair.new and pair.old != pair.new}
    if not moved:
        return before
    topics = {moved.get(slug, slug): item for slug, item in before.topics.items()}
    return replace(
        before,
        topics=topics,
        programs={slug: _in_moved_topics(item, moved) for slug, item in before.programs.items()},
    )


def _in_moved_topics(item: Item[Program], moved: Mapping[str, str]) -> Item[Program]:
    """Without a digest, because these are not the bytes that were read."""
    if not any(membership.topic in moved for membership in item.value.topics):
        return item
    topics = tuple(
        each.model_copy(update={"topic": moved.get(each.topic, each.topic)}) for each in item.value.topics
    )
    return Item(item.slug, item.value.model_copy(update={"topics": topics}), item.body, "")


def _values(items: Mapping[str, Item[Program]]) -> dict[str, Program]:
    return {slug: item.value for slug, item in items.items()}


def _compared(before: Registry, after: Registry, aside: frozenset[str]) -> ComparedRegistries:
    topics = frozenset(
        slug for slug in after.topics if slug in before.topics and f"topics/{slug}" not in aside
    )
    profiles = tuple(PROFILES) if "vocabulary/outcomes" not in aside else (CEBC.id,)
    return ComparedRegistries(before, after, DiffNames(after, before), topics, profiles)


def _programs(
    compared: ComparedRegistries, found: Pairing[Program], aside: frozenset[str]
) -> Iterator[Change]:
    rerated = _rerated(compared)
    for pair in found.pairs:
        if {f"programs/{pair.old}", f"programs/{pair.new}"} & aside or pair.new is None:
            continue
        now = compared.after.programs[pair.new]
        if pair.old is None:
            yield from describe_added(compared, pair.new, now)
            continue
        was = compared.before.programs[pair.old]
        yield from compare_address(pair, compared.names)
        if was.digest != now.digest:
            yield from compare_program(compared, pair.new, was, now)
        elif rerated is None or rerated & {membership.topic for membership in now.value.topics}:
            yield from compare_verdicts(compared, pair.new, now.value)


def _rerated(compared: ComparedRegistries) -> frozenset[str] | None:
    """The topics in which every program has to be rated again, because other outcomes count; None: in all, because outcomes have other domains."""
    if domains_of(compared.before) != domains_of(compared.after):
        return None
    was, now = compared.before.topics, compared.after.topics
    return frozenset(
        slug for slug in compared.topics if was[slug].value.rated_outcomes != now[slug].value.rated_outcomes
    )


def _addresses(
    compared: ComparedRegistries, found: Pairing[Program], aside: frozenset[str]
) -> Iterator[Change]:
    """Programs that became part of another, and old links that would break."""
    programs, names = compared.before.programs, compared.names
    for old, heir in found.merged.items():
        said = f"{names.program(old)} is now part of {names.program(heir)}: /programs/{old} leads to /programs/{heir}."
        yield Change("program-merged", said, program=heir)
    for address in found.lost:
        if f"programs/{address}" in aside:
            continue
        said = (
            f"{programs[address].value.name} is gone, and nothing says what became of it."
            if address in programs
            else f"The old address /programs/{address} leads nowhere any more."
        )
        yield Change(
            "address-lost",
            said,
            (f"Every link to /programs/{address} would break.",),
            program=address,
            remedy=_remedy(compared, address),
        )


def _taken(compared: ComparedRegistries, aside: frozenset[str]) -> Iterator[Change]:
    """Addresses at which another program stands now, while the one that had them is in a new file."""
    before, after = _values(compared.before.programs), _values(compared.after.programs)
    for address, was, now in (
        (slug, before[slug].name, after[slug].name) for slug in before if slug in after
    ):
        namesake = _namesake(compared, address) if was.casefold() != now.casefold() else None
        if namesake and not {f"programs/{address}", f"programs/{namesake}"} & aside:
            said = f"The address /programs/{address} was given to another program: {was} had it, and {now} has it now."
            why = f"Every link to /programs/{address} would lead to something else. What is said below of {now} compares the two."
            remedy = (
                f"Rename the file of {now}, and add `former_slugs: [{address}]` to `programs/{namesake}.md`."
            )
            yield Change("address-lost", said, (why,), program=address, remedy=remedy)


def _remedy(compared: ComparedRegistries, address: str) -> str:
    """With the line to write, where a new program has the very name of the one that is gone."""
    namesake = _namesake(compared, address)
    return (
        f"It looks as if its file was renamed: add `former_slugs: [{address}]` to `programs/{namesake}.md`."
        if namesake
        else REMEDY
    )


def _namesake(compared: ComparedRegistries, address: str) -> str | None:
    """The slug of a new program with the very name that the one at `address` had."""
    gone = compared.before.programs.get(address)
    new = (
        (slug, item.value.name)
        for slug, item in compared.after.programs.items()
        if slug not in compared.before.programs
    )
    return next((slug for slug, name in new if gone and name.casefold() == gone.value.name.casefold()), None)
