"""Topics, guides, rating levels, words and the site: what the registry says besides programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.evidence.diff.change import Change
from app.evidence.diff.derived_ratings import compare_outcomes
from app.evidence.diff.matching import Pair, pair_entries
from app.evidence.diff.names import DiffNames, compare_lists, say_from_to, to_sentence
from app.evidence.diff.program_fields import compare_sections
from app.evidence.entry.pages import Guide, RatingLevel, Topic, VocabularyWord
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.value_types import Entry
from app.evidence.entry.wording import NOT_RECORDED, join_words, number_of

LONGEST_SHOWN = 90
Model = Guide | Topic | VocabularyWord
TOPIC_LABELS = {
    "name": "its name", "definition": "its definition", "target_population": "whom it is for", "services": "the services that fit",
    "delivered_by": "who delivers them", "inclusion": "what it takes to be included", "rating_criteria": "what it takes to be rated",
    "chosen": "why it was chosen", "expert": "its expert", "added": "the year in which it was added",
    "unnamed": "how many programs its source counts without naming them", "source": "its source", "retired": "why it was retired",
}  # fmt: skip
WORD_LABELS = {
    "definition": "its definition", "synonyms": "other names for it", "said": "what people say for it", "ages": "its ages", "domain": "its domain",
    "url": "its link", "source": "its source", "retired": "why it was retired",
}  # fmt: skip
GUIDE_LABELS = {
    "title": "its title",
    "summary": "its summary",
    "sources": "its sources",
    "dates": "its dates",
    "retired": "why it was retired",
}
LEVEL_LABELS = {"label": "its name", "short": "its short name", "text": "its text", "source": "its source"}


@dataclass(frozen=True, slots=True)
class DescribedEntry:
    """How things of one kind are said: “the topic X”, and what their keys are called. `address` is where their pages are, if they have one."""

    called: str
    labels: Mapping[str, str]
    folder: str
    name: str = "name"
    address: str | None = None
    within: str = ""

    def of(self, entry: Entry) -> str:
        return f"{self.called} “{getattr(entry, self.name)}”{self.within}"


TOPIC = DescribedEntry("the topic", TOPIC_LABELS, "topics", address="/topics/")
GUIDE = DescribedEntry("the guide", GUIDE_LABELS, "guides", name="title", address="/guides/")


def compare_topics_and_words(
    before: Registry, after: Registry, names: DiffNames, aside: frozenset[str], moved: Mapping[str, int]
) -> Iterator[Change]:
    """`aside` holds what cannot be compared, “topics/x”; `moved` how many derived ratings changed in each topic."""
    yield from _entries(TOPIC, before.topics, after.topics, names, aside)
    yield from _outcomes(before, after, names, aside, moved)
    yield from _entries(GUIDE, before.guides, after.guides, names, aside)
    yield from _levels(before, after, aside)
    for vocabulary in dict.fromkeys([*before.vocabulary, *after.vocabulary]):
        if f"vocabulary/{vocabulary}" not in aside:
            yield from _words(vocabulary, before, after)
    if before.site != after.site and before.site and after.site and "site" not in aside:
        keys = [
            key
            for key in type(after.site).model_fields
            if getattr(before.site, key) != getattr(after.site, key)
        ]
        yield Change(
            "frame-changed",
            f"What the site says of itself changed: {join_words(key.replace('_', ' ') for key in keys)}.",
        )


def _entries(
    kind: DescribedEntry,
    before: Mapping[str, Item[Any]],
    after: Mapping[str, Item[Any]],
    names: DiffNames,
    aside: frozenset[str],
) -> Iterator[Change]:
    old, new = ({slug: item.value for slug, item in side.items()} for side in (before, after))
    found = pair_entries(old, new)
    yield from (
        _lost(kind, address, old) for address in found.lost if f"{kind.folder}/{address}" not in aside
    )
    for pair in found.pairs:
        if {f"{kind.folder}/{pair.old}", f"{kind.folder}/{pair.new}"} & aside:
            continue
        yield from _status(kind, pair, names)
        if pair.before and pair.after and pair.old and pair.new:
            bodies = compare_sections(before[pair.old].body, after[pair.new].body)
            yield from _described(
                kind,
                pair.before,
                pair.after,
                [text for _, text in bodies],
                topic=pair.new if kind is TOPIC else None,
            )


def _status(kind: DescribedEntry, pair: Pair[Any], names: DiffNames) -> Iterator[Change]:
    topic = (pair.new or pair.old) if kind is TOPIC else None
    if pair.after is None:
        return  # its address is lost, which is a problem of its own, or was merged
    if pair.before is None:
        yield Change("frame-added", to_sentence(f"{kind.of(pair.after)} is new"), topic=topic)
        return
    if pair.old != pair.new and kind.address:
        said = f"the address of {kind.of(pair.after)} changed: {kind.address}{pair.old} is now {kind.address}{pair.new}"
        yield Change(
            "frame-moved", to_sentence(said), ("Every old link leads to the new page.",), topic=topic
        )
    if pair.before.status != pair.after.status:
        yield _retired(kind, pair.after, names, topic)


def _retired(kind: DescribedEntry, entry: Model, names: DiffNames, topic: str | None) -> Change:
    if entry.retired is None or entry.status == "active":
        return Change("frame-retired", to_sentence(f"{kind.of(entry)} is active again"), topic=topic)
    successor = entry.retired.successor
    called = names.topic(successor) if kind is TOPIC and successor else names.word(kind.folder, successor)
    after = f"In its place: {called}." if successor else "Nothing takes its place."
    return Change(
        "frame-retired",
        to_sentence(f"{kind.of(entry)} is retired: {entry.retired.reason}"),
        (after,),
        topic=topic,
    )


def _lost(kind: DescribedEntry, address: str, old: Mapping[str, Any]) -> Change:
    named = kind.of(old[address]) if address in old else f"{kind.called} that was once at “{address}”"
    return Change(
        "address-lost",
        to_sentence(f"{named} is gone, and nothing says what became of it"),
        (f"Every link to {kind.address}{address} would break.",),
        topic=address if kind is TOPIC else None,
        remedy="Keep the file with `status: retired` and its reason, or name the old address in `former_slugs` of what it has become.",
    )


def _described(
    kind: DescribedEntry, was: Entry, now: Entry, texts: list[str], topic: str | None
) -> Iterator[Change]:
    keys = [key for key in kind.labels if getattr(was, key) != getattr(now, key)]
    if keys or texts:
        labels = [kind.labels[key] for key in keys] + (["its text"] if texts else [])
        shown = [
            text for key in keys if (text := _shown(kind.labels[key], getattr(was, key), getattr(now, key)))
        ]
        yield Change(
            "frame-changed",
            to_sentence(f"changed in {kind.of(now)}: {join_words(labels)}"),
            (*shown, *texts),
            topic=topic,
        )


def _shown(label: str, was: Any, now: Any) -> str:
    """Both values where they are short enough to be read side by side, items of a list one by one."""
    if (
        isinstance(was, tuple)
        and isinstance(now, tuple)
        and all(isinstance(item, str) for item in (*was, *now))
    ):
        return to_sentence(f"{label}: {compare_lists(was, now) or 'the same, in another order'}")
    said = [
        f"“{value}”" if isinstance(value, str | int) else NOT_RECORDED if value is None else ""
        for value in (was, now)
    ]
    return (
        to_sentence(say_from_to(f"{label}:", *said))
        if all(said) and max(map(len, said)) <= LONGEST_SHOWN
        else ""
    )


def _outcomes(
    before: Registry, after: Registry, names: DiffNames, aside: frozenset[str], moved: Mapping[str, int]
) -> Iterator[Change]:
    """What counts for a rating in a topic, and how many derived ratings that moved."""
    for slug, item in after.topics.items():
        old = before.topics.get(slug)
        if old is None or f"topics/{slug}" in aside or old.value.rated_outcomes == item.value.rated_outcomes:
            continue
        number = moved.get(slug, 0)
        reason = (
            f"{number_of(number, 'derived rating')} moved because of it: see above."
            if number
            else "No derived rating moved because of it."
        )
        said = f"The outcomes that count for a rating in {item.value.name} changed: {compare_outcomes(old.value, item.value, names)}."
        yield Change("topic-outcomes", said, (reason,), topic=slug)


def _levels(before: Registry, after: Registry, aside: frozenset[str]) -> Iterator[Change]:
    for level in (each for each in after.levels if each in before.levels and f"ratings/{each}" not in aside):
        was, now = before.levels[level], after.levels[level]
        kind = DescribedEntry(f"rating {level.upper()}", LEVEL_LABELS, "ratings", name="label")
        value: RatingLevel = now.value
        yield from _described(
            kind, was.value, value, [text for _, text in compare_sections(was.body, now.body)], topic=None
        )


def _words(vocabulary: str, before: Registry, after: Registry) -> Iterator[Change]:
    names = DiffNames(after, before)
    kind = DescribedEntry(
        "the word", WORD_LABELS, vocabulary, name="label", within=f" of the vocabulary “{vocabulary}”"
    )
    old, new = before.vocabulary.get(vocabulary, {}), after.vocabulary.get(vocabulary, {})
    found = pair_entries(old, new)
    for address in found.lost:
        called = f"“{old[address].label}”" if address in old else f"that was once “{address}”"
        said = f"The word {called} of “{vocabulary}” is gone, and nothing says what to use instead."
        why = "Entries that use it would fail the check, and searches that filter by it would be refused."
        remedy = "Keep it with `status: retired` and `retired: {date, reason, successor}`, or name it in `former_slugs` of another word."
        yield Change("address-lost", said, (why,), remedy=remedy)
    for pair in found.pairs:
        yield from _status(kind, pair, names)
        if pair.before and pair.after:
            if pair.before.label != pair.after.label:
                said = f"In “{vocabulary}”, “{pair.before.label}” is now called “{pair.after.label}”."
                yield Change(
                    "frame-moved",
                    said,
                    ("Every page and filter shows the new name; entries need no change.",),
                )
            yield from _described(kind, pair.before, pair.after, [], topic=None)
