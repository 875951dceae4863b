"""Two registries become one list of changes, most important first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

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
from app.evidence.entry.value_types import Entry
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.verdict import domains_of

EntryType = TypeVar("EntryType", bound=Entry)
KEEP_IT = (
    "Keep the file with `status: retired` and `retired: {date, reason, successor}`; or, if the program has "
    "another address now, add the old one to `former_slugs` of its entry."
)


def compare_registries(
    before: Registry, after: Registry, aside: frozenset[str] = frozenset()
) -> list[Change]:
    """What happened between two registries, both read in full, most important first.

    `aside` names what cannot be compared ("programs/keep"): see `find_faulty_entries`.
    """
    compared = _compared(_with_moved_topics(before, after), after, aside)
    found = pair_entries(_values(before.programs), _values(after.programs))
    changes = [
        *_programs(compared, found),
        *_merged(compared, found),
        *_lost(compared, found),
        *_taken(compared),
    ]
    moved = Counter(change.topic for change in changes if change.kind == "derived-changed" and change.topic)
    return sort_changes([*changes, *compare_topics_and_words(DiffNames(after, before), aside, moved)])


READABLE = ("rating-off-scale",)
"""Errors that leave an entry comparable: revisions before ratings had scales hold free words."""


def find_faulty_entries(problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """The files of `folder` that have errors, "programs/keep": what was read of them proves nothing."""
    errors = (problem for problem in problems if problem.is_error and problem.rule not in READABLE)
    paths = (problem.path.relative_to(folder) for problem in errors)
    return frozenset(str(path.with_suffix("")) for path in paths)


def _with_moved_topics(before: Registry, after: Registry) -> Registry:
    """Topics at their new address, because programs in a topic that moved have not left anything."""
    pairs = pair_entries(_values(before.topics), _values(after.topics)).pairs
    moved = {pair.old: pair.new for pair in pairs if pair.old and pair.new and pair.old != pair.new}
    if not moved:
        return before
    topics = {moved.get(slug, slug): item for slug, item in before.topics.items()}
    programs = {slug: _in_moved_topics(item, moved) for slug, item in before.programs.items()}
    return replace(before, topics=topics, programs=programs)


def _in_moved_topics(item: Item[Program], moved: Mapping[str, str]) -> Item[Program]:
    """Without a digest, because these are not the bytes that were read."""
    before = item.value.topics
    if not any(each.topic in moved for each in before):
        return item
    topics = tuple(each.model_copy(update={"topic": moved.get(each.topic, each.topic)}) for each in before)
    return Item(item.slug, item.value.model_copy(update={"topics": topics}), item.body, "")


def _values(items: Mapping[str, Item[EntryType]]) -> dict[str, EntryType]:
    return {slug: item.value for slug, item in items.items()}


def _compared(before: Registry, after: Registry, aside: frozenset[str]) -> ComparedRegistries:
    topics = frozenset(slug for slug in {*before.topics} & {*after.topics} if f"topics/{slug}" not in aside)
    profiles = tuple(PROFILES) if "vocabulary/outcomes" not in aside else (CEBC.id,)
    return ComparedRegistries(before, after, DiffNames(after, before), topics, profiles, aside)


def _programs(compared: ComparedRegistries, found: Pairing[Program]) -> Iterator[Change]:
    rerated = _rerated(compared)
    for pair in found.pairs:
        if compared.is_aside(pair.old, pair.new) or pair.new is None:
            continue
        now = compared.after.programs[pair.new]
        if pair.old is None:
            yield from describe_added(compared, pair.new, now.value)
            continue
        was = compared.before.programs[pair.old]
        yield from compare_address(pair, compared.names)
        if was.digest != now.digest:
            yield from compare_program(compared, pair.new, was, now)
        elif rerated is None or rerated & {membership.topic for membership in now.value.topics}:
            yield from compare_verdicts(compared, pair.new, now.value)


def _rerated(compared: ComparedRegistries) -> frozenset[str] | None:
    """The topics in which other outcomes count now; None: all, because outcomes have other domains."""
    if domains_of(compared.before) != domains_of(compared.after):
        return None
    was, now = _values(compared.before.topics), _values(compared.after.topics)
    return frozenset(each for each in compared.topics if was[each].rated_outcomes != now[each].rated_outcomes)


def _merged(compared: ComparedRegistries, found: Pairing[Program]) -> Iterator[Change]:
    for old, heir in found.merged.items():
        was, now = compared.names.program(old), compared.program(heir)
        leads = f"/programs/{old} leads to /programs/{heir}"
        yield now.change("program-merged", f"{was} is now part of {now.name}: {leads}.")


def _lost(compared: ComparedRegistries, found: Pairing[Program]) -> Iterator[Change]:
    """Old links that would break."""
    for address in (each for each in found.lost if not compared.is_aside(each)):
        text, remedy = f"The old address /programs/{address} leads nowhere any more.", KEEP_IT
        if address in compared.before.programs:
            text = f"{compared.names.program(address)} is gone, and nothing says what became of it."
        if namesake := _namesake(compared, address):
            line = f"add `former_slugs: [{address}]` to `programs/{namesake}.md`"
            remedy = f"It looks as if its file was renamed: {line}."
        why = f"Every link to /programs/{address} would break."
        yield compared.program(address).change("address-lost", text, why, remedy=remedy)


def _taken(compared: ComparedRegistries) -> Iterator[Change]:
    """Addresses at which another program stands now, while the one that had them is in a new file."""
    before, after = _values(compared.before.programs), _values(compared.after.programs)
    for address in (slug for slug in before if slug in after):
        was, now = before[address].name, after[address].name
        namesake = _namesake(compared, address) if was.casefold() != now.casefold() else None
        if namesake and not compared.is_aside(address, namesake):
            text = f"The address /programs/{address} was given to another program: {was} had it,"
            leads = f"Every link to /programs/{address} would lead to something else."
            reason = f"{leads} What is said below of {now} compares the two."
            line = f"add `former_slugs: [{address}]` to `programs/{namesake}.md`"
            remedy = f"Rename the file of {now}, and {line}."
            program = compared.program(address)
            yield program.change("address-lost", f"{text} and {now} has it now.", reason, remedy=remedy)


def _namesake(compared: ComparedRegistries, address: str) -> str | None:
    """The slug of a new program with the very name that the one at `address` had."""
    before, after = _values(compared.before.programs), _values(compared.after.programs)
    if address not in before:
        return None
    name = before[address].name.casefold()
    return next((slug for slug in after if slug not in before and after[slug].name.casefold() == name), None)
