"""The answers that are not entries, as models: only their schemas are used, so that answers stay as quick as they are. A test compares both with closed schemas.

What a view adds to an entry is a subclass of the entry's own model.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.snapshot.recorded_changes import Kind as ChangeKind
from app.catalog.suggest.suggestions import Kind as SuggestionKind
from app.evidence.entry.pages import RatingLevel, Topic, VocabularyWord
from app.evidence.entry.program import Copy, Level, Program, TopicMembership
from app.evidence.rating.values import Verdict

Counts = dict[str, int]

ONLY_WHEN_ASKED = {("Result", "passage"), ("ProgramDocument", "as_of"), ("Membership", "ratings_known")}
"""Keys that `passages=yes` and `as_of` bring."""
MAY_BE_LEFT_OUT = {"CslItem", "CslName", "FeedItem", "ChangeFacts", "Card"}
"""Models of foreign formats, in which what is not recorded has no key; all other keys are always there."""


class Shape(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)


class Fault(Shape):
    """What went wrong. `pointer` is the parameter that cannot be answered, null where it is none of them."""

    status: int
    title: str
    detail: str
    pointer: str | None


class Error(Shape):
    """Every error has this shape."""

    error: Fault


class Tombstone(Shape):
    """What is left of a retired entry. `successor` is the slug of what took its place."""

    slug: str
    name: str
    date: str | None
    reason: str | None
    successor: str | None


class RetiredEntry(Error):
    """The error of an entry that was retired."""

    tombstone: Tombstone


class ResultRating(Shape):
    """The published rating in force in one topic area; all but `topic` are null where none was seen, which is not NR."""

    topic: str
    level: Level | None
    label: str | None
    by: str | None
    as_of: str | None


class DerivedRating(Shape):
    """What Homeward derives from the recorded studies, or `undetermined`. Never a published rating."""

    topic: str
    level: Literal["1", "2", "3", "4", "5", "nr", "undetermined"]


class Passage(Shape):
    """The piece of text that shows why a program was found, as HTML with <mark>; `from` is the name of the section."""

    section: str = Field(alias="from")
    html: str


class Result(Shape):
    """A program in a list. `harm`: a risk of harm is recorded, say so wherever you list it. `highlight` is the summary as HTML with <mark>."""

    slug: str
    name: str
    summary: str
    url: str
    ratings: list[ResultRating]
    harm: bool
    derived: list[DerivedRating]
    highlight: str | None
    also_known_as: str | None
    passage: Passage | None = None


class Mended(Shape):
    """A word that no program holds, and the close one that was looked for in its place."""

    typed: str
    used: str


class Query(Shape):
    """How the words of the search were taken: of `asked` things, `complete` programs have all."""

    shown: str | None
    verbatim: str | None
    mended: list[Mended]
    left_out: list[str]
    asked: int
    complete: int


class SearchResults(Shape):
    """One page of the programs found. `facets` counts, per facet, the programs that each value would find beside the other choices."""

    total: int
    page: int
    per_page: int
    results: list[Result]
    facets: dict[str, Counts]
    did_you_mean: str | None
    query: Query
    generation: str


class Membership(TopicMembership):
    """A program in a topic area. `ratings` newest first; empty means no published rating seen, which is not NR."""

    ratings_known: bool = True


class ProgramDocument(Program):
    """A program: the keys of its entry, null where nothing is recorded, and its texts as HTML by section.

    `derived` is what Homeward derives from the recorded studies; published ratings stand in `topics`.
    """

    topics: tuple[Membership, ...]
    as_of: str = ""
    slug: str
    url: str
    html: dict[str, str]
    derived: list[Verdict]
    generation: str


class ProgramDocuments(Shape):
    """All programs found, each as its own document."""

    total: int
    generation: str
    results: list[ProgramDocument]


class TopicResult(Shape):
    """A topic area with its programs counted by published rating; `none` is no published rating seen."""

    slug: str
    name: str
    url: str
    counts: Counts


class TopicList(Shape):
    """All active topic areas."""

    total: int
    results: list[TopicResult]


class TopicProgram(Shape):
    """A program of a topic area with its published rating in it."""

    slug: str
    name: str
    url: str
    level: Level | None


class TopicDocument(Topic):
    """A topic area: the keys of its entry, its texts as HTML, and its programs, strongest rating first."""

    slug: str
    url: str
    html: dict[str, str]
    programs: list[TopicProgram]


class Vocabulary(BaseModel):
    """Every word by vocabulary and id, with its meaning; `ratings` are the levels of the scientific rating scale."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, dict[str, VocabularyWord]]
    ratings: dict[str, RatingLevel]


class Suggested(Shape):
    """`detail` is the other name that matched, null when the label did."""

    kind: SuggestionKind
    label: str
    detail: str | None
    url: str


class Suggestions(Shape):
    """What somebody may mean who has begun to type."""

    query: str
    results: list[Suggested]
    generation: str


class Shield(Shape):
    """The shields.io endpoint form."""

    schemaVersion: Literal[1]
    label: str
    message: str
    color: str
    isError: bool
    cacheSeconds: int


class CslName(Shape):
    """A person, or `literal` as recorded."""

    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    literal: str | None = None


class CslDate(Shape):
    """Year, or year, month and day."""

    date_parts: list[list[int]] = Field(alias="date-parts")


class CslItem(Shape):
    """A reference in CSL JSON 1.0.2."""

    id: str
    type: str
    author: list[CslName] = []
    title: str = ""
    container_title: str = Field("", alias="container-title")
    volume: str = ""
    issue: str = ""
    page: str = ""
    issued: CslDate | None = None
    DOI: str = ""
    PMID: str = ""
    URL: str = ""
    note: str = ""


class FeedAuthor(Shape):
    """Who publishes the registry."""

    name: str
    url: str


class ChangeFacts(Shape):
    """A change as plain values. `harm`: a risk of harm is recorded, say so wherever you list it. `before` is what the same publisher said before; of a retired program, `successor` is a slug or null."""

    kind: ChangeKind
    program: str
    name: str
    date: str | None
    entered: str
    harm: bool
    topic: str | None = None
    level: Level | None = None
    rating: str = ""
    by: str = ""
    registry: str | None = None
    scope: str | None = None
    as_of: str | None = None
    seen: str | None = None
    copied: Copy | None = Field(None, alias="copy")
    source: str | None = None
    before: str | None = None
    reason: str = ""
    successor: str | None = None


class FeedItem(Shape):
    """One change."""

    id: str
    url: str
    title: str
    content_html: str
    date_published: str
    date_modified: str
    tags: list[str]
    external_url: str = ""
    homeward: ChangeFacts = Field(alias="_homeward")


class FeedRights(Shape):
    """On what terms the text of the registry may be used."""

    about: str
    rights: str
    licence: str


class JsonFeed(Shape):
    """JSON Feed 1.1."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str
    icon: str
    language: str
    authors: list[FeedAuthor]
    items: list[FeedItem]
    homeward: FeedRights = Field(alias="_homeward")


class Card(Shape):
    """oEmbed 1.0, type "rich": `html` is an iframe with the card of the program."""

    version: Literal["1.0"]
    type: Literal["rich"]
    title: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str
    width: int
    height: int
    thumbnail_url: str = ""
    thumbnail_width: int = 0
    thumbnail_height: int = 0


class Health(Shape):
    """A real search was run over the serving generation and found `matched` programs."""

    status: Literal["ok"]
    generation: str
    programs: int
    matched: int


class Description(BaseModel):
    """An OpenAPI 3.1 document."""

    model_config = ConfigDict(extra="allow")
    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


SHAPES: tuple[type[BaseModel], ...] = (
    Error, RetiredEntry, SearchResults, ProgramDocument, ProgramDocuments, TopicList, TopicDocument, Vocabulary, Suggestions, Shield, CslItem, JsonFeed, Card,
    Health, Description,
)  # fmt: skip
