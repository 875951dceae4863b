"""Every program beside every registry that rated it, each in its own words: as a page and as CSV."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from app.catalog.snapshot.published_ratings import RegistryRating
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.ratings_over_time import may_be_out_of_date, parse_period
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


@crosswalk.get("/crosswalk")
def crosswalk_page() -> str:
    shown, (registry, sort) = snapshot(), _requested()
    rows = _rows(shown)
    counts = Counter(row.registry for row in rows if row.registry)
    listed = {id: counts[id] for id in shown.words["registries"] if counts[id] or id == registry}
    lines, asked = _choose(rows, registry, sort), {"registry": registry, "sort": sort}
    total = len(shown.published)
    return render_template("pages/crosswalk.html", asked=asked, lines=lines, listed=listed, total=total)


@crosswalk.get("/crosswalk.csv")
def crosswalk_file() -> Response:
    rows = _choose(_rows(snapshot()), *_requested())
    return answer_csv(HEAD, [_cells(row) for row in rows], "crosswalk.csv")


def _requested() -> tuple[str | None, str]:
    """The registry and the sort that the request asks for. Raises BadParameter."""
    registry = read_choice(request.args, "registry", snapshot().words["registries"])
    return registry, read_choice(request.args, "sort", CROSSWALK_SORTS) or "program"


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


def _choose(rows: list[CrosswalkRow], registry: str | None, sort: str) -> list[CrosswalkRow]:
    """The rows of the registry, sorted; ties stay in the order of names."""
    kept = [row for row in rows if registry in (None, row.registry)]
    return sorted(kept, key=lambda row: _sort_key(row, sort))


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
        return (row.name, address, None, NO_RATING, *[None] * (len(COLUMNS) - 4))
    old = ("yes" if row.is_old else "no") if published.as_of else None
    return (
        row.name, address, published.by, published.rating, published.scope, published.as_of, old,
        published.seen, published.seen_copy, published.source, published.note,
    )  # fmt: skip
