"""Rules of `homeward check --strict`: the age of an entry, and facts that readers look for in vain."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.entry.implementation import Material
from app.evidence.entry.pages import Guide, VocabularyWord
from app.evidence.entry.program import OtherRating, Program, PublishedRating
from app.evidence.entry.ratings_over_time import next_review_day
from app.evidence.entry.registry import Registry, Vocabulary
from app.evidence.reading.document import Document


class ReaderQuestion(NamedTuple):
    """A fact that readers look for: its place and name, whether an entry has it, and how to write it.

    One that takes words of a `vocabulary` is asked only by a registry that has some.
    """

    at: At
    said: str
    is_recorded: Callable[[Program], bool]
    hint: str
    vocabulary: str = ""


def _delivery(key: str) -> Callable[[Program], bool]:
    return lambda program: bool(program.delivery and getattr(program.delivery, key))


def _known(material: Material | None) -> bool:
    return material is not None and material.available != "unknown"


def _ages(program: Program) -> bool:
    ages = program.target_population.ages
    return ages is not None and (ages.min is not None or ages.max is not None)


# fmt: off
LOOKED_FOR = (
    ReaderQuestion(("target_population", "ages"), "the ages of the child are", _ages,
        "Write `ages: {min: 4, max: 12}` under `target_population`; leave an open bound out."),
    ReaderQuestion(("target_population", "groups"), "the groups it is for are",
        lambda program: bool(program.target_population.groups),
        "Write `groups: [ids of content/vocabulary/populations.yaml]` under `target_population`.",
        "populations"),
    ReaderQuestion(("permanency",), "the kind of permanency is", lambda program: bool(program.permanency),
        "Write `permanency: [ids of content/vocabulary/permanency.yaml]`.", "permanency"),
    ReaderQuestion(("delivery", "formats"), "the format is", _delivery("formats"),
        "Write `formats: [ids of content/vocabulary/formats.yaml]` under `delivery`.", "formats"),
    ReaderQuestion(("delivery", "settings"), "the setting is", _delivery("settings"),
        "Write `settings: [ids of content/vocabulary/settings.yaml]` under `delivery`.", "settings"),
    ReaderQuestion(("delivery", "duration"), "how long it lasts is",
        lambda program: _delivery("duration")(program) or _delivery("weeks")(program),
        "Write `duration:` in words or `weeks: {min: …, max: …}` under `delivery`."),
    ReaderQuestion(("delivery", "delivered_by"), "who delivers it is", _delivery("delivered_by"),
        "Write `delivered_by:` under `delivery`: profession, training, role."),
    ReaderQuestion(("delivery", "languages"), "the languages are", _delivery("languages"),
        "Write `languages: [en, es]` under `delivery`.", "languages"),
    ReaderQuestion(("manual", "available"), "whether a manual exists is",
        lambda program: _known(program.manual),
        "Write `manual: {available: yes or no, source: the page that says so}`; a rating depends on it."),
    ReaderQuestion(("training", "available"), "whether training is offered is",
        lambda program: _known(program.training),
        "Write `training: {available: yes or no, source: the page that says so}`."),
)
# fmt: on
OUTCOMES = "outcomes"
IF_UNKNOWN = "If no source says, ask the developer; until then it stays as it is."


def check_strictly(
    documents: Iterable[Document], registry: Registry, problems: Iterable[Problem], today: datetime.date
) -> Iterator[Problem]:
    """Problems of programs and guides; those with errors among `problems` are left out."""
    faulty = {problem.path for problem in problems if problem.is_error}
    for document in documents:
        if document.path not in faulty:
            yield from (document.problem(each) for each in _check_entry(document, registry, today))


def _check_entry(document: Document, registry: Registry, today: datetime.date) -> Iterator[RuleFinding]:
    folder, slug = document.path.parent.name, document.path.stem
    if folder == "vocabulary" and slug == OUTCOMES:
        yield from check_directions(registry.vocabulary.get(OUTCOMES, {}))
    if folder == "guides" and slug in registry.guides:
        yield from check_review(registry.guides[slug].value, today)
    elif folder in ("guides", "topics", "ratings") or document.path.suffix != ".md":
        return
    elif slug in registry.programs:
        program = registry.programs[slug].value
        yield from check_review(program, today)
        yield from check_ratings_seen(program, today)
        yield from check_completeness(program, registry.vocabulary)


def check_review(entry: Program | Guide, today: datetime.date) -> Iterator[RuleFinding]:
    """Whether an entry that is in use is due to be compared with its sources."""
    due = next_review_day(entry.dates.reviewed)
    if entry.status == "active" and today >= due:
        message = f"last reviewed on {entry.dates.reviewed}: due again since {due}"
        hint = f"Compare the entry with its sources, correct what changed, then write `reviewed: {today}`."
        yield RuleFinding("review-due", ("dates", "reviewed"), message, hint)


def check_ratings_seen(program: Program, today: datetime.date) -> Iterator[RuleFinding]:
    """Ratings in force that nobody has looked up for 24 months; older ones of a history are left."""
    if program.status != "active":
        return
    in_force: list[tuple[At, PublishedRating | OtherRating]] = []
    for place, membership in enumerate(program.topics):
        in_force += [(("topics", place, "ratings", 0), rating) for rating in membership.ratings[:1]]
    in_force += [(("other_ratings", number), other) for number, other in enumerate(program.other_ratings)]
    hint = f"Open its source, compare the rating, then write `seen: {today}` and `copy: live` or `stored`."
    for at, rating in in_force:
        said = _level_and_source(rating)
        if rating.seen is None:
            message = f"when {said} was last seen is not recorded"
        elif today >= next_review_day(rating.seen):
            message = f"{said} was last seen on {rating.seen}, more than 24 months ago"
        else:
            continue
        yield RuleFinding("rating-not-seen-lately", (*at, "seen"), message, hint)


def check_completeness(program: Program, words: Vocabulary) -> Iterator[RuleFinding]:
    """What readers look for first and do not find."""
    if program.status != "active":
        return
    for each in LOOKED_FOR:
        is_asked = not each.vocabulary or words.get(each.vocabulary)
        if is_asked and not each.is_recorded(program):
            hint = f"{each.hint} {IF_UNKNOWN}"
            yield RuleFinding("fact-not-recorded", each.at, f"{each.said} not recorded", hint)
    if not program.topics:
        hint = "Add `- topic:` with an id of content/topics that fits, if one does."
        yield RuleFinding("no-topic", ("topics",), "the program is in no topic area", hint)
    for place, membership in enumerate(program.topics):
        if membership.relevance is None:
            said = f"how relevant it is to child welfare in “{membership.topic}” is not recorded"
            hint = "Write `relevance: high`, `medium` or `low` as the source of its rating says."
            at = ("topics", place, "relevance")
            yield RuleFinding("fact-not-recorded", at, said, f"{hint} {IF_UNKNOWN}")


def check_directions(outcomes: Mapping[str, VocabularyWord]) -> Iterator[RuleFinding]:
    """Outcomes in use that do not say which way is better; what took place in services need not."""
    for id, word in outcomes.items():
        if word.status == "active" and word.domain != "service" and word.better is None:
            message = f"which way is better of “{word.label}” is not recorded"
            hint = "Write `better: higher` or `better: lower` below its label."
            yield RuleFinding("outcome-without-direction", (id,), message, hint, on_key=True)


def _level_and_source(rating: PublishedRating | OtherRating) -> str:
    if isinstance(rating, PublishedRating):
        return f"the rating {rating.level.upper()} by {rating.by}"
    return f"the rating “{rating.rating}” by {rating.registry}"
