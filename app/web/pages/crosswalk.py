"""Every program beside every registry that rated it, each in its own words: as a page, CSV and JSON."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request

from app.catalog.snapshot.published_ratings import RegistryRating
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.ratings_over_time import may_be_out_of_date, parse_period
from app.web.openapi.answers import CrosswalkAnswer
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import CROSSWALK_SORTS, read_choice
from app.web.response.csv import CsvColumn, answer_csv
from app.web.wording.values import NO_RATING

crosswalk = Blueprint("crosswalk", __name__)

# fmt: off
COLUMNS = (
    CsvColumn("program", "name of the program"),
    CsvColumn("address", "the permanent address of its page", format="uri"),
    CsvColumn("registry", "name of the registry that rated it; empty where no published rating was seen"),
    CsvColumn("rating", "the rating in the registry's own words; “No published rating seen” is not NR"),
    CsvColumn("scope", "what was rated: a topic area, or the registry's own words"),
    CsvColumn("date_of_rating", "day, month or year that the registry gives"),
    CsvColumn("may_be_out_of_date", "yes where that is more than 24 months ago, no where not",
              values=("yes", "no")),
    CsvColumn("seen", "day on which the rating was seen", type="date"),
    CsvColumn("copy", "whether it was seen on the live page or in a stored copy", values=("live", "stored")),
    CsvColumn("source", "where it was seen", format="uri"),
    CsvColumn("note", "what has to be known beside it"),
    CsvColumn("slug", "the permanent id of the program"),
    CsvColumn("registry_id", "id of the registry"),
    CsvColumn("rating_id", "id of the rating on the registry's scale"),
    CsvColumn("tier", "our reading of the rating: strong, moderate, promising, mixed, no-effect, negative or "
              "not-shown"),
    CsvColumn("topic", "id of our topic area, where the rating is about one"),
    CsvColumn("in_force", "no where a newer rating took its place", values=("yes", "no")),
    CsvColumn("as_printed", "the words of the page, where they are none of the scale or say more"),
)
# fmt: on
HEAD = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A program and one rating of it; `published` is None where no published rating was seen."""

    slug: str
    name: str
    published: RegistryRating | None
    is_old: bool

    @property
    def registry(self) -> str | None:
        return self.published.registry if self.published else None

    @property
    def tier(self) -> str | None:
        """Of a rating in force: what was superseded counts in none any more."""
        return self.published.tier if self.published and self.published.in_force else None


@dataclass(frozen=True, slots=True)
class CrosswalkRequest:
    """Rows of this registry and of this tier alone, in this order."""

    registry: str | None
    tier: str | None
    sort: str


@crosswalk.get("/crosswalk")
def crosswalk_page() -> str:
    shown, asked = snapshot(), _requested()
    rows = _rows(shown)
    registries, tiers = (Counter(getattr(row, name) for row in rows) for name in ("registry", "tier"))
    return render_template(
        "pages/crosswalk.html",
        asked=asked,
        lines=_choose(rows, asked),
        registries={id: registries[id] for id in shown.words["registries"] if registries[id]},
        tiers={id: tiers[id] for id in shown.words["tiers"] if tiers[id]},
        total=len(shown.published),
    )


@crosswalk.get("/crosswalk.csv")
def crosswalk_file() -> Response:
    rows = _choose(_rows(snapshot()), _requested())
    return answer_csv(HEAD, [_cells(row) for row in rows], "crosswalk.csv")


@crosswalk.get("/crosswalk.json")
def crosswalk_document() -> Response:
    rows = _choose(_rows(snapshot()), _requested())
    results = [dict(zip(HEAD, _cells(row), strict=True)) for row in rows]
    answer: CrosswalkAnswer = {"total": len(rows), "results": results, "generation": snapshot().generation}
    return jsonify(answer)


def _requested() -> CrosswalkRequest:
    """What the request asks for. Raises BadParameter."""
    words = snapshot().words
    return CrosswalkRequest(
        registry=read_choice(request.args, "registry", words["registries"]),
        tier=read_choice(request.args, "tier", words["tiers"]),
        sort=read_choice(request.args, "sort", CROSSWALK_SORTS) or "program",
    )


def _rows(shown: Snapshot) -> list[CrosswalkRow]:
    """Every rating of every active program, and a row for each program without any; sorted by name."""
    found: dict[str, list[RegistryRating | None]] = {card.slug: [] for card in shown.cards}
    for published in shown.published:
        found[published.program].append(published)
    day = today()
    return [
        CrosswalkRow(card.slug, card.name, each, each is not None and may_be_out_of_date(each.as_of, day))
        for card in shown.cards
        for each in found[card.slug] or [None]
    ]


def _choose(rows: list[CrosswalkRow], asked: CrosswalkRequest) -> list[CrosswalkRow]:
    """The rows that are asked for, sorted; ties stay in the order of names."""
    kept = [row for row in rows if asked.registry in (None, row.registry) and asked.tier in (None, row.tier)]
    return sorted(kept, key=lambda row: _sort_key(row, asked.sort))


def _sort_key(row: CrosswalkRow, sort: str) -> tuple[object, ...]:
    """By registry, or newest first; then rows without a date, then rows without a rating."""
    published = row.published
    if sort == "program":
        return ()
    if published is None:
        return (1,)
    if sort == "registry":
        return (0, published.by.casefold())
    return (0, 0, -parse_period(published.as_of)[1].toordinal()) if published.as_of else (0, 1)


def _cells(row: CrosswalkRow) -> tuple[str | None, ...]:
    address, published = absolute_url(f"/programs/{row.slug}"), row.published
    if published is None:
        nothing = [None] * (HEAD.index("slug") - 4)
        return (row.name, address, None, NO_RATING, *nothing, row.slug, *[None] * 6)
    old = ("yes" if row.is_old else "no") if published.as_of else None
    return (
        row.name, address, published.by, published.rating, published.scope, published.as_of, old,
        published.seen, published.seen_copy, published.source, published.note, row.slug, published.registry,
        published.rating_id, published.tier, published.topic, "yes" if published.in_force else "no",
        published.as_printed,
    )  # fmt: skip
