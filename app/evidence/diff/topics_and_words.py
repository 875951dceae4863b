"""Topics, guides, rating levels, words and the site: what the registry says besides programs."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.evidence.diff.change import Change
from app.evidence.diff.derived_ratings import compare_outcomes
from app.evidence.diff.matching import Pair, pair_entries
from app.evidence.diff.names import DiffNames, compare_lists, to_sentence
from app.evidence.diff.program_fields import compare_sections
from app.evidence.entry.pages import Guide, OutcomesBasis, Topic, VocabularyWord
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.value_types import Entry
from app.evidence.entry.wording import NOT_RECORDED, join_words, number_of

LONGEST_SHOWN = 90
WHOSE: dict[OutcomesBasis | None, str] = {
    "source": "the source's", "source-in-part": "the source's in part", "ours": "ours", None: NOT_RECORDED,
}  # fmt: skip
Items = Mapping[str, Item[Any]]
Model = Guide | Topic | VocabularyWord
TOPIC_LABELS = {
    "name": "its name", "definition": "its definition", "target_population": "whom it is for",
    "services": "the services that fit", "delivered_by": "who delivers them",
    "inclusion": "what it takes to be included", "rating_criteria": "what it takes to be rated",
    "chosen": "why it was chosen", "expert": "its expert", "added": "the year in which it was added",
    "unnamed": "how many programs its source counts without naming them", "source": "its source",
    "retired": "why it was retired",
}  # fmt: skip
WORD_LABELS = {
    "definition": "its definition", "synonyms": "other names for it", "said": "what people say for it",
    "ages": "its ages", "domain": "its domain", "url": "its link", "source": "its source",
    "retired": "why it was retired",
}  # fmt: skip
GUIDE_LABELS = {
    "title": "its title", "summary": "its summary", "sources": "its sources", "dates": "its dates",
    "retired": "why it was retired",
}  # fmt: skip
LEVEL_LABELS = {"label": "its name", "short": "its short name", "text": "its text", "source": "its source"}
KEEP_THE_FILE = (
    "Keep the file with `status: retired` and its reason, "
    "or name the old address in `former_slugs` of what it has become."
)
WORD_LOST = "Entries that use it would fail the check, and searches that filter by it would be refused."
KEEP_THE_WORD = (
    "Keep it with `status: retired` and `retired: {date, reason, successor}`, "
    "or name it in `former_slugs` of another word."
)
NEW_LABEL = "Every page and filter shows the new name; entries need no change."


@dataclass(frozen=True, slots=True)
class DescribedEntry:
    """How entries of one kind are called (“the topic X”), their keys too, and where their pages are."""

    called: str
    labels: Mapping[str, str]
    folder: str
    name: str = "name"
    address: str | None = None
    within: str = ""

    def topic(self, slug: str | None) -> str | None:
        """The topic that a change of this kind is about."""
        return slug if self.folder == "topics" else None

    def of(self, entry: Entry) -> str:
        return f"{self.called} “{getattr(entry, self.name)}”{self.within}"


TOPIC = DescribedEntry("the topic", TOPIC_LABELS, "topics", address="/topics/")
GUIDE = DescribedEntry("the guide", GUIDE_LABELS, "guides", name="title", address="/guides/")


def compare_topics_and_words(
    names: DiffNames, aside: Container[str], moved: Mapping[str, int]
) -> Iterator[Change]:
    """`aside`: what cannot be compared, “topics/x”; `moved`: how many derived ratings changed in a topic."""
    before, after = names.before, names.after
    yield from _entries(TOPIC, (before.topics, after.topics), names, aside)
    yield from _outcomes(names, aside, moved)
    yield from _entries(GUIDE, (before.guides, after.guides), names, aside)
    yield from _levels(before, after, aside)
    for vocabulary in dict.fromkeys([*before.vocabulary, *after.vocabulary]):
        if f"vocabulary/{vocabulary}" not in aside:
            yield from _words(vocabulary, names)
    if before.documents != after.documents and "documents" not in aside:
        yield Change("frame-changed", "The documents that can be made of a shortlist changed.")
    if before.site != after.site and before.site and after.site and "site" not in aside:
        keys = [
            key
            for key in type(after.site).model_fields
            if getattr(before.site, key) != getattr(after.site, key)
        ]
        what = join_words(key.replace("_", " ") for key in keys)
        yield Change("frame-changed", f"What the site says of itself changed: {what}.")


def _entries(
    kind: DescribedEntry, sides: tuple[Items, Items], names: DiffNames, aside: Container[str]
) -> Iterator[Change]:
    old, new = ({slug: item.value for slug, item in side.items()} for side in sides)
    found = pair_entries(old, new)
    yield from (
        _lost(kind, address, old) for address in found.lost if f"{kind.folder}/{address}" not in aside
    )
    for pair in found.pairs:
        if f"{kind.folder}/{pair.old}" in aside or f"{kind.folder}/{pair.new}" in aside:
            continue
        yield from _status(kind, pair, names)
        if pair.old and pair.new:
            yield from _described(kind, sides[0][pair.old], sides[1][pair.new])


def _status(kind: DescribedEntry, pair: Pair[Any], names: DiffNames) -> Iterator[Change]:
    topic = kind.topic(pair.new or pair.old)
    if pair.after is None:
        return  # its address is lost, which is a problem of its own, or was merged
    named = kind.of(pair.after)
    if pair.before is None:
        yield Change("frame-added", to_sentence(f"{named} is new"), topic=topic)
        return
    if pair.old != pair.new and kind.address:
        text = f"the address of {named} changed: {kind.address}{pair.old} is now {kind.address}{pair.new}"
        yield Change(
            "frame-moved", to_sentence(text), ("Every old link leads to the new page.",), topic=topic
        )
    if pair.before.status != pair.after.status:
        yield _retired(kind, pair.after, names, topic)


def _retired(kind: DescribedEntry, entry: Model, names: DiffNames, topic: str | None) -> Change:
    if entry.retired is None or entry.status == "active":
        return Change("frame-retired", to_sentence(f"{kind.of(entry)} is active again"), topic=topic)
    successor, after = entry.retired.successor, "Nothing takes its place."
    if successor:
        called = names.topic(successor) if kind is TOPIC else names.word(kind.folder, successor)
        after = f"In its place: {called}."
    text = f"{kind.of(entry)} is retired: {entry.retired.reason}"
    return Change("frame-retired", to_sentence(text), (after,), topic=topic)


def _lost(kind: DescribedEntry, address: str, old: Mapping[str, Any]) -> Change:
    named = kind.of(old[address]) if address in old else f"{kind.called} that was once at “{address}”"
    text = to_sentence(f"{named} is gone, and nothing says what became of it")
    why = f"Every link to {kind.address}{address} would break."
    return Change("address-lost", text, (why,), topic=kind.topic(address), remedy=KEEP_THE_FILE)


def _described(kind: DescribedEntry, old: Item[Any], new: Item[Any]) -> Iterator[Change]:
    was, now = old.value, new.value
    keys = [key for key in kind.labels if getattr(was, key) != getattr(now, key)]
    texts = [text for _, text in compare_sections(old.body, new.body)]
    if keys or texts:
        what = join_words([*(kind.labels[key] for key in keys), *(["its text"] if texts else [])])
        shown = (_shown(kind.labels[key], getattr(was, key), getattr(now, key)) for key in keys)
        reasons = (*filter(None, shown), *texts)
        text = to_sentence(f"changed in {kind.of(now)}: {what}")
        yield Change("frame-changed", text, reasons, topic=kind.topic(new.slug))


def _shown(label: str, was: Any, now: Any) -> str:
    """Both values where they are short enough to be read side by side, items of a list one by one."""
    if (
        isinstance(was, tuple)
        and isinstance(now, tuple)
        and all(isinstance(item, str) for item in (*was, *now))
    ):
        return to_sentence(f"{label}: {compare_lists(was, now) or 'the same, in another order'}")
    sides = [_short(was), _short(now)]
    is_short = all(sides) and max(map(len, sides)) <= LONGEST_SHOWN
    return to_sentence(f"{label}: from {sides[0]} to {sides[1]}") if is_short else ""


def _short(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str | int) else NOT_RECORDED if value is None else ""


def _outcomes(names: DiffNames, aside: Container[str], moved: Mapping[str, int]) -> Iterator[Change]:
    """What counts for a rating in a topic, and how many derived ratings that moved."""
    for slug, item in names.after.topics.items():
        old, new = names.before.topics.get(slug), item.value
        if old is None or f"topics/{slug}" in aside:
            continue
        was, now = old.value.rated_outcomes_basis, new.rated_outcomes_basis
        if was != now:
            text = f"Whose list of outcomes counts in {new.name} changed: from {WHOSE[was]} to {WHOSE[now]}."
            yield Change("topic-outcomes", text, topic=slug)
        if old.value.rated_outcomes == new.rated_outcomes:
            continue
        number, reason = moved.get(slug, 0), "No derived rating moved because of it."
        if number:
            reason = f"{number_of(number, 'derived rating')} moved because of it: see above."
        outcomes = compare_outcomes(old.value, new, names)
        text = f"The outcomes that count for a rating in {new.name} changed: {outcomes}."
        yield Change("topic-outcomes", text, (reason,), topic=slug)


def _levels(before: Registry, after: Registry, aside: Container[str]) -> Iterator[Change]:
    for level in (each for each in after.levels if each in before.levels and f"ratings/{each}" not in aside):
        kind = DescribedEntry(f"rating {level.upper()}", LEVEL_LABELS, "ratings", name="label")
        yield from _described(kind, before.levels[level], after.levels[level])


def _words(vocabulary: str, names: DiffNames) -> Iterator[Change]:
    within = f" of the vocabulary “{vocabulary}”"
    kind = DescribedEntry("the word", WORD_LABELS, vocabulary, name="label", within=within)
    old, new = (side.vocabulary.get(vocabulary, {}) for side in (names.before, names.after))
    found = pair_entries(old, new)
    for address in found.lost:
        called = f"“{old[address].label}”" if address in old else f"that was once “{address}”"
        text = f"The word {called} of “{vocabulary}” is gone, and nothing says what to use instead."
        yield Change("address-lost", text, (WORD_LOST,), remedy=KEEP_THE_WORD)
    for pair in found.pairs:
        yield from _status(kind, pair, names)
        if pair.before and pair.after and pair.old and pair.new:
            if pair.before.label != pair.after.label:
                text = f"In “{vocabulary}”, “{pair.before.label}” is now called “{pair.after.label}”."
                yield Change("frame-moved", text, (NEW_LABEL,))
            yield from _described(
                kind, Item(pair.old, pair.before, "", ""), Item(pair.new, pair.after, "", "")
            )
