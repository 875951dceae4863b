"""A change as a value, and the table that says what matters most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes that are read together: the heading above them and how they are counted."""

    heading: str
    one: str
    many: str


PROBLEMS = ChangeGroup("To put right before this is merged", "problem to put right", "problems to put right")
PUBLISHED = ChangeGroup("Published ratings", "published rating", "published ratings")
OURS = "Our own check of the studies (worked out by Homeward, not published by anybody)"
DERIVED = ChangeGroup(OURS, "derived rating", "derived ratings")
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

KINDS_BY_GROUP: dict[ChangeGroup, str] = {
    PROBLEMS: "rating-history-lost rating-undated address-lost",
    PUBLISHED: "rating-changed rating-added rating-removed rating-confirmed rating-history rating-details",
    DERIVED: "derived-changed",
    HARM: "harm-changed",
    PROGRAMS: "program-added program-retired program-restored program-moved program-merged program-renamed",
    POPULATIONS: "population-changed",
    TOPICS: "topic-joined topic-left topic-relevance",
    STUDIES: "study-added study-removed study-changed",
    OTHERS: "other-rating-added other-rating-changed other-rating-removed",
    FRAME: "topic-outcomes frame-added frame-retired frame-moved frame-changed",
    FACTS: "facts-changed",
    TEXTS: "texts-changed rewritten",
}
"""The order of this table is the order of importance."""
KINDS = {kind: group for group, kinds in KINDS_BY_GROUP.items() for kind in kinds.split()}
RANKS = {kind: rank for rank, kind in enumerate(KINDS, 1)}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a change of the content does, for people who do not program.

    `program` and `topic` are slugs; `remedy` says what to do instead, and only problems have one.
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
