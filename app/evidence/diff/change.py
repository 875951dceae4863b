"""A change as a value, and the one table that says what matters most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes that are read together: the heading above them and how they are counted."""

    heading: str
    one: str
    many: str


PROBLEMS = ChangeGroup("To put right before this is merged", "problem to put right", "problems to put right")
PUBLISHED = ChangeGroup("Published ratings", "published rating", "published ratings")
DERIVED = ChangeGroup(
    "What our records support (worked out by Homeward, not published by anybody)",
    "derived rating",
    "derived ratings",
)
HARM = ChangeGroup("Risk of harm", "recorded risk of harm", "recorded risks of harm")
PROGRAMS = ChangeGroup(
    "Programs that came, went or have another name or address",
    "program that came, went or was renamed",
    "programs that came, went or were renamed",
)
POPULATIONS = ChangeGroup("Target populations", "target population", "target populations")
TOPICS = ChangeGroup("Programs in topics", "place in a topic", "places in topics")
STUDIES = ChangeGroup("Studies", "study", "studies")
OTHERS = ChangeGroup(
    "Ratings by other registries", "rating by another registry", "ratings by other registries"
)
FRAME = ChangeGroup(
    "Topics, words and pages of the registry", "topic, word or page", "topics, words and pages"
)
FACTS = ChangeGroup("Other facts", "entry with other facts", "entries with other facts")
TEXTS = ChangeGroup("Texts", "entry with other wording", "entries with other wording")

KINDS: dict[str, ChangeGroup] = {
    "rating-history-lost": PROBLEMS,
    "rating-undated": PROBLEMS,
    "address-lost": PROBLEMS,
    "rating-changed": PUBLISHED,
    "rating-added": PUBLISHED,
    "rating-removed": PUBLISHED,
    "rating-confirmed": PUBLISHED,
    "rating-history": PUBLISHED,
    "rating-details": PUBLISHED,
    "derived-changed": DERIVED,
    "harm-changed": HARM,
    "program-added": PROGRAMS,
    "program-retired": PROGRAMS,
    "program-restored": PROGRAMS,
    "program-moved": PROGRAMS,
    "program-merged": PROGRAMS,
    "program-renamed": PROGRAMS,
    "population-changed": POPULATIONS,
    "topic-joined": TOPICS,
    "topic-left": TOPICS,
    "topic-relevance": TOPICS,
    "study-added": STUDIES,
    "study-removed": STUDIES,
    "study-changed": STUDIES,
    "other-rating-added": OTHERS,
    "other-rating-changed": OTHERS,
    "other-rating-removed": OTHERS,
    "topic-outcomes": FRAME,
    "frame-added": FRAME,
    "frame-retired": FRAME,
    "frame-moved": FRAME,
    "frame-changed": FRAME,
    "facts-changed": FACTS,
    "texts-changed": TEXTS,
    "rewritten": TEXTS,
}
"""Kind of change -> its group. The order of this table is the order of importance."""
RANKS = {kind: rank for rank, kind in enumerate(KINDS, 1)}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a change of the content does. `sentence` and `reasons` are for people who do not program; `program` and `topic` are slugs.

    `remedy` says what to do instead; problems have one.
    """

    kind: str
    sentence: str
    reasons: tuple[str, ...] = ()
    program: str | None = None
    topic: str | None = None
    remedy: str | None = None

    @property
    def rank(self) -> int:
        """1 is the most important."""
        return RANKS[self.kind]

    @property
    def group(self) -> ChangeGroup:
        return KINDS[self.kind]

    @property
    def is_problem(self) -> bool:
        return self.group is PROBLEMS


def sort_changes(changes: list[Change]) -> list[Change]:
    return sorted(
        changes, key=lambda change: (change.rank, change.program or "", change.topic or "", change.sentence)
    )
