"""What machines can ask: one operation for each endpoint; the docstring of the folder says how to add one."""

from app.evidence.entry.pages import Topic
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.web.openapi import answers, parameters
from app.web.openapi.fit_results import FitResultsAnswer
from app.web.request.formats import FORMAT, JSON_LD

from app.web.openapi.model import (  # isort: skip
    ATOM, CALENDAR, CSV, HTML, JSON, JSON_FEED, PNG, SVG, TEXT, XML, Operation,
)  # fmt: skip

GROUPS = {
    "Programs": "Search and read the registry.",
    "Topics and words": "What programs are sorted and described by.",
    "Files": "Everything at once, to take away.",
    "Citations": "The page of a program and its studies, for reference managers.",
    "Badges and cards": "A program on other people’s pages. "
    "They state published ratings only, never a derived one.",
    "Changes": "What is new, to subscribe to.",
    "Discovery": "For crawlers, browsers and those who run the site.",
}
PROGRAM, WORDS, FILES, CITE, SHOW, CHANGES, DISCOVER = GROUPS
MARKDOWN, BIB, RIS, CSL = (FORMAT[id].media_type for id in ("md", "bib", "ris", "csl"))
SEARCH_ABOUT = "A parameter that is repeated finds any of its values; different parameters must all hold."
WHOLE = f"{SEARCH_ABOUT} All programs found are in the answer: `page` and `per_page` are ignored."
AN_EXAMPLE = "topic={topic}"

OPERATIONS = (
    Operation("api.program_list", PROGRAM, "Search programs",
        f"{SEARCH_ABOUT} The search page of the site takes the same parameters.",
        {JSON: answers.SearchAnswer}, (*parameters.SELECTION, *parameters.PAGING, parameters.PASSAGES),
        (404,), "topic={topic}&per_page=1"),
    Operation("api.program", PROGRAM, "One program",
        "The whole entry, with its texts as HTML and what Homeward derives from its studies.",
        {JSON: ProgramInCatalog}, (parameters.AS_OF,), example="", tombstone=JSON),
    Operation("api.program_file", PROGRAM, "One program, as a file", "The same document beside its page.",
        {JSON: ProgramInCatalog}, (parameters.AS_OF,), tombstone=JSON),
    Operation("downloads.entry_file", PROGRAM, "The entry as its editor wrote it",
        "Markdown with YAML front matter: the bytes that the generation was built from.", {MARKDOWN: None},
        example="", tombstone=TEXT),
    Operation("api.fit", PROGRAM, "What fits a family",
        "For each program what it answers to each thing asked: `fits`, `does-not`, `not-named` (its list "
        "names others, and such lists are seldom complete) or `not-recorded`, with what its entry says. "
        "All programs are listed, those that fit first. A parameter that is repeated asks for any of its "
        "values, but every `age` must fit. The page `/fit` takes the same parameters.",
        {JSON: FitResultsAnswer}, (*parameters.FIT, *parameters.PAGING), (404,),
        "age=8&topic={topic}&per_page=1"),
    Operation("suggestions.suggest", PROGRAM, "Suggest names",
        "At most eight programs, topics, populations, guides, ratings and words; forgives one typing error.",
        {JSON: answers.SuggestionsAnswer}, (parameters.BEGIN,), example="q={begin}"),
    Operation("api.topic_list", WORDS, "All topic areas",
        "With the number of programs at each published rating.", {JSON: answers.TopicsAnswer}, example=""),
    Operation("api.topic", WORDS, "One topic area", "With its programs, strongest published rating first.",
        {JSON: Topic}, example="", tombstone=JSON),
    Operation("api.vocabulary", WORDS, "Every word",
        "The ids that entries and parameters use, with label and meaning; "
        "the levels of the rating scale under `ratings`.", {JSON: answers.VocabularyAnswer}, example=""),
    Operation("downloads.program_table", FILES, "Programs as CSV",
        f"{WHOLE} A cell that a spreadsheet would run as a formula starts with an apostrophe.", {CSV: None},
        (*parameters.SELECTION, parameters.BOM), example=AN_EXAMPLE),
    Operation("downloads.program_documents", FILES, "Programs as JSON",
        f"{WHOLE} Each is the document of that program.", {JSON: answers.ProgramsAnswer},
        parameters.SELECTION, example=AN_EXAMPLE),
    Operation("crosswalk.crosswalk_file", FILES, "Ratings by registry, as CSV",
        "Every published rating of every active program, in its publisher’s words.", {CSV: None},
        (parameters.REGISTRY, parameters.TIER, parameters.LINES, parameters.BOM), example=""),
    Operation("crosswalk.crosswalk_document", FILES, "Ratings by registry, as JSON",
        "The same rows, by name of column.", {JSON: answers.CrosswalkAnswer},
        (parameters.REGISTRY, parameters.TIER, parameters.LINES), example=""),
    Operation("rating_rows.rating_table", FILES, "Published ratings as CSV",
        "One row for each rating of each active program by any registry, with ids; "
        "superseded ones have `in_force` no.", {CSV: None}, (parameters.BOM,), example=""),
    Operation("rating_rows.rating_list", FILES, "Published ratings as JSON", "The same rows.",
        {JSON: answers.RatingsAnswer}, example=""),
    Operation("downloads.database", FILES, "The database",
        "SQLite, read-only, as this generation is served from it; `Range` is answered. "
        "Its tables may change between releases; its views `v_program`, `v_study` and `v_rating` do not.",
        {"application/vnd.sqlite3": None}, errors=(206, 416)),
    Operation("discovery.data_package", FILES, "What the files hold",
        "A Frictionless Data Package: the tables with all columns, the database, licence and sources.",
        {JSON: answers.DataPackageAnswer}, example=""),
    Operation("discovery.data_set", FILES, "The data set, as DCAT",
        "JSON-LD with publisher, licence and files, for portals that list data sets.",
        {JSON_LD: answers.LinkedDataAnswer}, example=""),
    Operation("citation_files.bib", CITE, "BibTeX", "ASCII where LaTeX has a name for a sign.", {BIB: None},
        (parameters.STUDY,), example="study={study}", tombstone=TEXT),
    Operation("citation_files.ris_file", CITE, "RIS", "For EndNote, Zotero, Mendeley and others.",
        {RIS: None}, (parameters.STUDY,), example="study={study}", tombstone=TEXT),
    Operation("citation_files.csl_file", CITE, "CSL JSON",
        "An array of items; what is not recorded has no key.", {CSL: list[answers.CslItem]},
        (parameters.STUDY,), example="study={study}", tombstone=JSON),
    Operation("discovery.program_data", CITE, "JSON-LD",
        "What the page says to machines in the vocabulary of schema.org; nothing derived is in it.",
        {JSON_LD: answers.LinkedDataAnswer}, example="", tombstone=JSON),
    Operation("badges.badge_svg", SHOW, "Badge",
        "Level, label, topic, who rated and when. Says “retired” of a retired program, with 200.",
        {SVG: None}, (parameters.STATED_TOPIC,), example="topic={topic}"),
    Operation("badges.badge_json", SHOW, "Badge for shields.io",
        "The endpoint form. Says “retired” of a retired program, with 200.", {JSON: answers.ShieldAnswer},
        (parameters.STATED_TOPIC,), example="topic={topic}"),
    Operation("embeds.card", SHOW, "Card for an iframe", "May be framed by any site; links open a new page.",
        {HTML: None}, (parameters.STATED_TOPIC,), error_type=HTML, tombstone=HTML),
    Operation("oembed.description", SHOW, "oEmbed",
        "For sites that make a card of an address. "
        "Answers for this site’s addresses alone and fetches nothing.",
        {JSON: answers.OembedAnswer, "text/xml": None}, parameters.OEMBED, (404, 410, 501), "url={page}"),
    Operation("pictures.program_picture", SHOW, "Picture of a program",
        "1200 × 630 pixels, for link previews.", {PNG: None}, tombstone=JSON),
    Operation("pictures.site_picture", SHOW, "Picture of the registry",
        "1200 × 630 pixels, for link previews.", {PNG: None}),
    Operation("feeds.everything_atom", CHANGES, "All changes, as Atom",
        "The newest hundred: published ratings, new and retired programs.", {ATOM: None}, example=""),
    Operation("feeds.everything_json", CHANGES, "All changes, as JSON Feed",
        "The same; `_homeward` holds the facts as plain values.", {JSON_FEED: answers.JsonFeed}, example=""),
    Operation("feeds.search_atom", CHANGES, "Changes to the programs of a search, as Atom", WHOLE,
        {ATOM: None}, parameters.SELECTION, example=AN_EXAMPLE),
    Operation("feeds.search_json", CHANGES, "Changes to the programs of a search, as JSON Feed", WHOLE,
        {JSON_FEED: answers.JsonFeed}, parameters.SELECTION, example=AN_EXAMPLE),
    Operation("review_calendar.changes", CHANGES, "When programs are due for review",
        "A calendar to subscribe to.", {CALENDAR: None}, example=""),
    Operation("api.index", DISCOVER, "Where to begin",
        "Every address with its media types, the serving generation, terms, and how often one may ask.",
        {JSON: answers.IndexAnswer}, example=""),
    Operation("api_docs.document", DISCOVER, "This description", "OpenAPI 3.1.",
        {JSON: answers.OpenApiAnswer}),
    Operation("operations.generation", DISCOVER, "Which generation serves",
        "Its id, as searches, programs and downloads name it.", {TEXT: None}, example="",
        has_validator=False),
    Operation("operations.healthz", DISCOVER, "Is it alive", "Runs a real search.",
        {JSON: answers.HealthAnswer}, example="", has_validator=False),
    Operation("operations.readyz", DISCOVER, "Can it serve", "503 until a generation is loaded.",
        {TEXT: None}, example="", has_validator=False),
    Operation("discovery.sitemap", DISCOVER, "Sitemap", "Every page; beyond 50,000 an index of several.",
        {XML: None}),
    Operation("discovery.sitemap_part", DISCOVER, "A part of the sitemap", "Numbered from 1.", {XML: None}),
    Operation("discovery.opensearch", DISCOVER, "OpenSearch description", "Adds the search to a browser.",
        {"application/opensearchdescription+xml": None}),
    Operation("discovery.robots", DISCOVER, "robots.txt", "Everything may be read.", {TEXT: None}),
    Operation("discovery.llms", DISCOVER, "llms.txt", "How to read this registry, for language models.",
        {TEXT: None}),
)  # fmt: skip
OPERATION = {each.endpoint: each for each in OPERATIONS}
PARAMETER_NAMES = {parameter.name for each in OPERATIONS for parameter in each.parameters}
"""Every name that a query may have."""
