"""The answers of the API as types: views return them, and the OpenAPI document is made from them.

`…Keys` are what an answer adds to the keys of an entry's model. A key that is not a Python name stands in a
private base, since a class statement cannot hold it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from app.catalog.deciding.evidence_map import MapCells, MapColumnFacet, MapRowFacet
from app.catalog.search.explained import ExplanationKind
from app.catalog.snapshot.recorded_changes import Kind as ChangeKind
from app.catalog.snapshot.snapshot import DerivedLevel
from app.catalog.suggest.suggestions import Kind as SuggestionKind
from app.evidence.entry.pages import RatingLevel, Tier, Topic, VocabularyWord
from app.evidence.entry.program import Copy, Level, TopicMembership
from app.evidence.entry.registry_ratings import ProgramInCatalog, RatingElsewhere
from app.evidence.rating.values import Verdict

Counts = Mapping[str, int]
_PassageFrom = TypedDict("_PassageFrom", {"from": str})
_CslDateParts = TypedDict("_CslDateParts", {"date-parts": list[list[int]]})
_CslContainer = TypedDict("_CslContainer", {"container-title": NotRequired[str]})
_Profile = TypedDict("_Profile", {"$schema": str})
_Graph = TypedDict("_Graph", {"@context": str | dict[str, str], "@graph": list[dict[str, Any]]})


class ErrorDetails(TypedDict):
    """What went wrong. `pointer` is the parameter that cannot be answered, null where it is none of them."""

    status: int
    title: str
    detail: str
    pointer: str | None


class ErrorAnswer(TypedDict):
    """Every error has this shape."""

    error: ErrorDetails


class Tombstone(TypedDict):
    """What is left of a retired entry. `successor` is the slug of what took its place."""

    slug: str
    name: str
    date: str | None
    reason: str | None
    successor: str | None


class RetiredAnswer(ErrorAnswer):
    """The error of an entry that was retired."""

    tombstone: Tombstone


class ResultRating(TypedDict):
    """The published rating in force in one topic area; all but `topic` are null where none was seen, which is
    not NR."""

    topic: str
    level: Level | None
    label: str | None
    by: str | None
    as_of: str | None


class ResultAges(TypedDict):
    """Ages of the child in whole years; a bound that is null is open."""

    min: int | None
    max: int | None


class ResultOtherRating(TypedDict):
    """A rating outside of our topics. `rating` is null where the program is only listed, `as_printed`; `tier`
    is our reading of it. One that is not `in_force` was superseded."""

    registry: str
    rating: str | None
    rating_id: str | None
    tier: Tier | None
    scope: str | None
    as_of: str | None
    in_force: bool
    as_printed: str | None


class RatingAnswer(TypedDict):
    """One published rating. `registry` is null where the publisher is none that is known here; `rating` is
    null where the program is only listed, `as_printed`; `tier` is our reading of it."""

    program: str
    name: str
    url: str
    registry: str | None
    by: str
    rating_id: str | None
    rating: str | None
    as_printed: str | None
    tier: Tier | None
    topic: str | None
    scope: str | None
    as_of: str | None
    in_force: bool
    seen: str | None
    copy: Copy | None
    source: str | None
    note: str | None


class RatingsAnswer(TypedDict):
    """Every rating of every active program, in order of name; of a program its topics first."""

    total: int
    results: list[RatingAnswer]
    generation: str


class MapRowAnswer(TypedDict):
    """A row of the map: a group of programs, and of how many of them no study is recorded, retracted ones
    aside. `url` is the search that finds them."""

    id: str
    name: str
    programs: int
    no_study: int
    url: str


class MapCellAnswer(TypedDict):
    """The programs of a row that were studied on the outcome of a column: as many as the search at `url` has.

    Each counts once in `found`: better, partly (better in part), same (no different), both (better and
    worse), worse, uncompared (no control group). `tiers` stands in its place with `cells=published`; mixed,
    no-effect and negative ratings count beside the strongest. `levels` are ours, worked out from that outcome
    alone; null but for topics and outcomes. Of the other programs of the row some were studied, not on it,
    and of some there is no study."""

    row: str
    row_name: str
    column: str
    column_name: str
    programs: int
    found: Counts | None
    tiers: Counts | None
    levels: Counts | None
    studied_not_on_it: int
    no_study: int
    url: str


class MapAnswer(TypedDict):
    """The evidence map, row by row; cells without programs are in it. `in_no_row` counts programs that no row
    holds; a program may stand in several rows."""

    rows: MapRowFacet
    columns: MapColumnFacet
    cells: MapCells
    heading: str
    programs: int
    in_no_row: int
    groups: list[MapRowAnswer]
    results: list[MapCellAnswer]
    ignored: list[str]
    generation: str


class SourceAnswer(TypedDict):
    """Where something was read, and when; `url` is null where it is not recorded."""

    url: str | None
    text: str


class CompareCellAnswer(TypedDict):
    """What is said of one program; lines are several facts. Not `recorded`: it says that nothing is, or why
    nothing can be said."""

    text: str
    recorded: bool
    sources: list[SourceAnswer]


class CompareRowAnswer(TypedDict):
    """One row; `cells` are in the order of the programs. `same`: all cells say the same."""

    id: str
    label: str
    same: bool
    cells: list[CompareCellAnswer]


class CompareGroupAnswer(TypedDict):
    """Rows under one heading."""

    id: str
    heading: str
    rows: list[CompareRowAnswer]


class ChosenProgramAnswer(TypedDict):
    """A program of a comparison or a shortlist. `retired`: when and why, null for an active one."""

    slug: str
    name: str
    url: str
    retired: str | None


class CompareAnswer(TypedDict):
    """Programs side by side. `hidden` rows say the same of every program, with `only=differences`."""

    programs: list[ChosenProgramAnswer]
    as_of: str | None
    only: str | None
    hidden: int
    groups: list[CompareGroupAnswer]
    ignored: list[str]
    generation: str


class SinceSentenceAnswer(TypedDict):
    """One thing that recorded dates tell of a program."""

    program: str
    text: str


class SinceAnswer(TypedDict):
    """What recorded dates tell of the days from `since` to `until`, and what cannot be told."""

    since: str
    until: str
    told: list[SinceSentenceAnswer]
    untold: list[str]


class ShortlistAnswer(TypedDict):
    """The programs of a shortlist. `documents`: where the documents that can be made of it are."""

    programs: list[ChosenProgramAnswer]
    as_of: str | None
    since: SinceAnswer | None
    documents: Mapping[str, str]
    ignored: list[str]
    generation: str


class DocumentFactAnswer(TypedDict):
    """One fact of a cell, with the numbers of its footnotes."""

    text: str
    footnotes: list[int]


class DocumentCellAnswer(TypedDict):
    """What is said in one place. `blank`: it is left to be filled in, and `text` is empty."""

    text: str
    recorded: bool
    blank: bool
    facts: list[DocumentFactAnswer]


class DocumentRowAnswer(TypedDict):
    """A row of a table, or a question with one cell. `asks`: what a reader has to add."""

    id: str
    label: str
    asks: str | None
    cells: list[DocumentCellAnswer]


class DocumentColumnAnswer(TypedDict):
    """A column of a table."""

    id: str
    label: str


class DocumentPartAnswer(TypedDict):
    """Questions about one program, or a table where it has `columns`."""

    heading: str | None
    url: str | None
    columns: list[DocumentColumnAnswer]
    rows: list[DocumentRowAnswer]


class FootnoteAnswer(TypedDict):
    """Where something was read, and when."""

    number: int
    url: str | None
    text: str


class DocumentAnswer(TypedDict):
    """A plan table, memo or Hexagon sheet. `permanent` reopens it with the ratings of the day."""

    document: str
    title: str
    programs: list[ChosenProgramAnswer]
    as_of: str | None
    permanent: str
    parts: list[DocumentPartAnswer]
    footnotes: list[FootnoteAnswer]
    since: SinceAnswer | None
    ignored: list[str]
    generation: str


class CrosswalkAnswer(TypedDict):
    """The rows of the table of ratings by registry, by name of column."""

    total: int
    results: list[dict[str, str | None]]
    generation: str


class DerivedRating(TypedDict):
    """What Homeward derives from the recorded studies, or `undetermined`. Never a published rating."""

    topic: str
    level: DerivedLevel


class ResultPassage(_PassageFrom):
    """The piece of text that shows why a program was found, as HTML with <mark>; `from` is the name of the
    section."""

    html: str


class ResultCard(TypedDict):
    """The keys of a result that are the same in every search."""

    slug: str
    name: str
    summary: str
    url: str
    ratings: list[ResultRating]
    harm: bool
    derived: list[DerivedRating]
    other_ratings: list[ResultOtherRating]
    tiers: Sequence[Tier]
    ages: ResultAges | None
    populations: Sequence[str]
    permanency: Sequence[str]
    reviewed: str


class SearchResultAnswer(ResultCard):
    """A program in a list. `harm`: a risk of harm is recorded, say so wherever you list it. `highlight` is
    the summary as HTML with <mark>."""

    highlight: str | None
    also_known_as: str | None
    passage: NotRequired[ResultPassage | None]


class CorrectedWord(TypedDict):
    """A word that no program holds, and the close one that was looked for in its place."""

    typed: str
    used: str


class NearWordsAnswer(TypedDict):
    """A word of English or an acronym that no program holds: it is not replaced, and these are near to it."""

    typed: str
    words: list[str]


class RecognisedAnswer(TypedDict):
    """Words of the search that name a filter, which is not applied. With any of the `values` chosen, `total`
    programs would be found; words of a rating are left out of the search then. `value` is the first."""

    words: str
    parameter: str
    value: str
    values: Sequence[str]
    total: int


class QueryAnswer(TypedDict):
    """How the words of the search were taken: of `asked` things, `complete` programs have all. Words that no
    program holds are in `left_out`."""

    shown: str | None
    verbatim: str | None
    mended: list[CorrectedWord]
    left_out: Sequence[str]
    near: list[NearWordsAnswer]
    recognised: list[RecognisedAnswer]
    asked: int
    complete: int


class ExplanationAnswer(TypedDict):
    """A guide, a rating, a glossary word or a topic that the words of the search ask about; `text` says in a
    sentence or two what it is."""

    kind: ExplanationKind
    label: str
    text: str
    url: str


class SearchAnswer(TypedDict):
    """One page of the programs found. `facets` counts, per facet, the programs that each value would find
    beside the other choices. `also`: at most two things to read beside programs. `ignored` are names of
    parameters that no search knows."""

    total: int
    page: int
    per_page: int
    results: list[SearchResultAnswer]
    facets: Mapping[str, Counts]
    did_you_mean: str | None
    query: QueryAnswer
    also: list[ExplanationAnswer]
    ignored: list[str]
    generation: str


class MembershipKeys(TypedDict):
    """A program in a topic area. `ratings` newest first; empty means no published rating seen, which is
    not NR."""

    ratings_known: NotRequired[bool]


class ProgramKeys(TypedDict):
    """A program: the keys of its entry, null where nothing is recorded, and its texts as HTML by section.

    `derived` is what Homeward derives from the recorded studies; published ratings stand in `topics`.
    `as_of_note` says in words what `as_of` does: the ratings are those of that day, all else is today's.
    """

    as_of: NotRequired[str]
    as_of_note: NotRequired[str]
    slug: str
    url: str
    html: dict[str, str]
    derived: Sequence[Verdict]
    generation: str


class ProgramsAnswer(TypedDict):
    """All programs found, each as its own document."""

    total: int
    generation: str
    results: list[ProgramInCatalog]


class TopicCounts(TypedDict):
    """A topic area with its programs counted by published rating; `none` is no published rating seen."""

    slug: str
    name: str
    url: str
    counts: Counts


class TopicsAnswer(TypedDict):
    """All active topic areas."""

    total: int
    results: list[TopicCounts]


class TopicProgram(TypedDict):
    """A program of a topic area with its published rating in it."""

    slug: str
    name: str
    url: str
    level: Level | None


class TopicKeys(TypedDict):
    """A topic area: the keys of its entry, its texts as HTML, and its programs, strongest rating first."""

    slug: str
    url: str
    html: dict[str, str]
    programs: list[TopicProgram]


class VocabularyAnswer(TypedDict):
    """Every word by vocabulary and id, with its meaning; `ratings` are the levels of the scientific rating
    scale."""

    ratings: dict[str, RatingLevel]


class SuggestionResult(TypedDict):
    """`detail` is the other name that matched, null when the label did."""

    kind: SuggestionKind
    label: str
    detail: str | None
    url: str


class SuggestionsAnswer(TypedDict):
    """What somebody may mean who has begun to type."""

    query: str
    results: list[SuggestionResult]
    generation: str


class ShieldAnswer(TypedDict):
    """The shields.io endpoint form."""

    schemaVersion: Literal[1]
    label: str
    message: str
    color: str
    isError: bool
    cacheSeconds: int


class CslName(TypedDict):
    """A person, or `literal` as recorded."""

    family: NotRequired[str | None]
    given: NotRequired[str | None]
    suffix: NotRequired[str | None]
    literal: NotRequired[str | None]


class CslDate(_CslDateParts):
    """Year, or year, month and day."""


class CslItem(_CslContainer):
    """A reference in CSL JSON 1.0.2."""

    id: str
    type: str
    author: NotRequired[list[CslName]]
    title: NotRequired[str]
    volume: NotRequired[str]
    issue: NotRequired[str]
    page: NotRequired[str]
    issued: NotRequired[CslDate | None]
    DOI: NotRequired[str]
    PMID: NotRequired[str]
    URL: NotRequired[str]
    note: NotRequired[str]


class FeedAuthor(TypedDict):
    """Who publishes the registry."""

    name: str
    url: str


class ChangeFacts(TypedDict):
    """A change as plain values. `harm`: a risk of harm is recorded, say so wherever you list it. `before` is
    what the same publisher said before; of a retired program, `successor` is a slug or null."""

    kind: ChangeKind
    program: str
    name: str
    date: str | None
    entered: str
    harm: bool
    topic: NotRequired[str | None]
    level: NotRequired[Level | None]
    rating: NotRequired[str]
    by: NotRequired[str]
    registry: NotRequired[str | None]
    scope: NotRequired[str | None]
    as_of: NotRequired[str | None]
    seen: NotRequired[str | None]
    copy: NotRequired[Copy | None]
    source: NotRequired[str | None]
    before: NotRequired[str | None]
    reason: NotRequired[str]
    successor: NotRequired[str | None]


class FeedItem(TypedDict):
    """One change."""

    id: str
    url: str
    title: str
    content_html: str
    date_published: str
    date_modified: str
    tags: list[str]
    external_url: NotRequired[str]
    _homeward: ChangeFacts


class FeedRights(TypedDict):
    """On what terms the text of the registry may be used."""

    about: str
    rights: str
    licence: str


class JsonFeed(TypedDict):
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
    _homeward: FeedRights


class OembedAnswer(TypedDict):
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
    thumbnail_url: NotRequired[str]
    thumbnail_width: NotRequired[int]
    thumbnail_height: NotRequired[int]


class DataLicence(TypedDict):
    """A licence; `name` is its SPDX id."""

    name: str
    path: str
    title: str


class DataContributor(TypedDict):
    """Who publishes the registry."""

    title: str
    roles: list[str]


class DataSource(TypedDict):
    """A registry of which ratings are recorded."""

    title: str
    path: NotRequired[str]


class DataField(TypedDict):
    """A column of a table."""

    name: str
    type: str
    description: str
    format: NotRequired[str]
    constraints: NotRequired[dict[str, Any]]


class DataSchema(_Profile):
    """The columns of a table (Table Schema); a cell as in `missingValues` is "not recorded"."""

    fields: list[DataField]
    missingValues: list[str]


class DataResource(_Profile):
    """A file; `path` is relative to the description."""

    name: str
    title: str
    path: str
    format: str
    mediatype: str
    type: NotRequired[Literal["table"]]
    encoding: NotRequired[str]
    schema: NotRequired[DataSchema]


class DataPackageAnswer(_Profile):
    """A Frictionless Data Package, version 2; `version` is the generation."""

    name: str
    title: str
    description: str
    homepage: str
    version: str
    licenses: list[DataLicence]
    contributors: list[DataContributor]
    sources: list[DataSource]
    resources: list[DataResource]


class HealthAnswer(TypedDict):
    """A real search was run over the serving generation and found `matched` programs."""

    status: Literal["ok"]
    generation: str
    programs: int
    matched: int


class LinkedDataAnswer(_Graph):
    """JSON-LD; the context is in it, or is that of schema.org."""


class IndexLicence(TypedDict):
    """The licence of the registry's own text; `spdx` is its SPDX id."""

    name: str
    spdx: str | None
    url: str


class IndexEndpoint(TypedDict):
    """An address; `id` is its operationId. In a template, {slug} stands for an id that a list has."""

    id: str
    title: str
    url: str
    is_template: bool
    media_types: list[str]


class IndexAnswer(TypedDict):
    """Where everything is. `changed` is the day of the latest addition; `how_often` says how often one may
    ask."""

    name: str
    version: str
    generation: str
    documentation: str
    openapi: str
    changes: str
    changed: str
    terms_of_use: str
    licence: IndexLicence
    how_often: str
    endpoints: list[IndexEndpoint]


class OpenApiAnswer(TypedDict):
    """An OpenAPI 3.1 document."""

    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


PUBLIC_NAMES: dict[type, str] = {ProgramInCatalog: "Program", RatingElsewhere: "OtherRating"}
"""What a model is called in the OpenAPI document, where that is not the name of its class."""
ENTRY_KEYS: dict[type, Any] = {
    ProgramInCatalog: ProgramKeys, TopicMembership: MembershipKeys, Topic: TopicKeys,
}  # fmt: skip
"""What an answer adds to the keys of an entry."""
OTHER_KEYS: dict[Any, Any] = {VocabularyAnswer: dict[str, VocabularyWord]}
"""What the keys of an answer hold that it does not name."""
