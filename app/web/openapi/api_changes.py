"""What the API gained and how it may be used, in words: the index and the page of the API say the same."""

from dataclasses import dataclass

HOW_OFTEN = (
    "There is no key and no limit. Be considerate: a crawler asks once or twice a second, one request at a "
    "time. Whoever wants everything takes a download, which is one request. Send the ETag of an answer that "
    "you have as If-None-Match: while nothing changed, the answer is an empty 304."
)


@dataclass(frozen=True, slots=True)
class ApiChange:
    """What was added on a day (ISO 8601); within v1 nothing is taken away."""

    day: str
    added: tuple[str, ...]


API_CHANGES = (
    ApiChange("2026-11-29", (
        "`/api/v1`: an index of every address.",
        "`/api/v1/fit`: what each program answers to what a family needs.",
        "Searches: `query.near`, `query.recognised`, `also` and `ignored`; the filters `tier`, `rated`, "
        "`problem`, `credential`, `fidelity`, `training`, `better` and `domain`; results with "
        "`other_ratings`, `tiers`, `ages`, `populations`, `permanency` and `reviewed`.",
        "`/api/v1/ratings`, `/ratings.csv` and `/crosswalk.json`: every published rating with ids.",
        "`/api/v1/map`, `/map.csv` and `/map.svg`: the evidence map.",
        "`/api/v1/compare` and `/compare.csv`; `/api/v1/shortlist` and its plan table, memo and Hexagon "
        "sheet.",
        "A program: `as_of_note`, where a day was asked for; `/programs/<slug>.jsonld`.",
        "Whose the outcomes of a topic are: `rated_outcomes_basis`, and `outcomes_basis` in `derived`.",
        "Tables: `bom=yes`, and ids beside labels at the end of `/programs.csv`.",
        "`/registry.sqlite`: the views `v_program`, `v_study` and `v_rating`.",
        "`/datapackage.json` and `/dataset.jsonld`: what the files hold.",
        "`Link`: `cite-as`, `describedby`, `item`, `license`, `type`, `collection` and `describes`.",
    )),
    ApiChange("2026-11-22", (
        "`/api/openapi.json`; `ETag`, `Cache-Control`, `Link` and CORS at every machine address.",
        "`/api/v1/suggest`; `passages` and `also_known_as` in searches.",
        "`/programs.csv`, `/programs.json`, `/registry.sqlite` and `/programs/<slug>.md`.",
        "BibTeX, RIS and CSL JSON of a program; badges, cards and oEmbed.",
        "`/feed.atom`, `/feed.json`, feeds of any search, and `/changes.ics`.",
    )),
    ApiChange("2026-11-21", (
        "`/api/v1/programs`, `/api/v1/topics` and `/api/v1/vocabulary`; one program and one topic.",
        "A program on any day (`as_of`), with `ratings_known`.",
        "`derived`, and the filters `derived`, `nr_reason` and `differs`.",
        "`/crosswalk.csv`.",
    )),
)  # fmt: skip
"""Latest first."""
