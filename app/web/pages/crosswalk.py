"""Every program beside every registry that rated it, each in its own words: as a page and as CSV."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from app.catalog.snapshot.published_ratings import RegistryRating
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.ratings_over_time import may_be_out_of_date, parse_period
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import read_choice
from app.web.response.csv import write_csv
from app.web.wording.values import NO_RATING

crosswalk = Blueprint("crosswalk", __name__)

COLUMNS = ("program", "address", "registry", "rating", "scope", "date_of_rating", "may_be_out_of_date", "seen", "copy", "source", "note")


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A program and one rating of it; `published` is None for a program of which no published rating was seen."""

    slug: str
    name: str
    published: RegistryRating | None
    is_old: bool

    @property
    def registry(self) -> str | None:
        return self.published.registry if self.published else None


@dataclass(frozen=True, slots=True)
class CrosswalkRequest:
    """Which lines a request wants, in which order."""

    registry: str | None
    sort: str


def _by_registry(line: CrosswalkRow) -> tuple[bool, str]:
    return (line.published is None, line.published.by.casefold() if line.published else "")


def _by_date(line: CrosswalkRow) -> tuple[bool, bool, int]:
    """Newest first, then those without a date, then those without a rating."""
    as_of = line.published.as_of if line.published else None
    return (line.published is None, as_of is None, -parse_period(as_of)[1].toordinal() if as_of else 0)


SORTS: dict[str, Callable[[CrosswalkRow], tuple[object, ...]]] = {"program": lambda line: (), "registry": _by_registry, "date": _by_date}
"""Ties, and the usual order, are the order of names, in which the snapshot keeps its programs."""


@crosswalk.get("/crosswalk")
def crosswalk_page() -> str:
    shown = snapshot()
    asked, everything = _asked(shown), _lines(shown)
    counts = Counter(line.registry for line in everything if line.registry)
    listed = {id: counts[id] for id in shown.words["registries"] if counts[id] or id == asked.registry}
    lines = _chosen(everything, asked)
    return render_template("pages/crosswalk.html", asked=asked, lines=lines, listed=listed, total=len(shown.published))


@crosswalk.get("/crosswalk.csv")
def crosswalk_file() -> Response:
    shown = snapshot()
    answer = Response(write_csv(COLUMNS, map(_cells, _chosen(_lines(shown), _asked(shown)))), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=crosswalk.csv"
    return answer


def _asked(shown: Snapshot) -> CrosswalkRequest:
    """Raises BadParameter."""
    return CrosswalkRequest(read_choice(request.args, "registry", shown.words["registries"]), read_choice(request.args, "sort", SORTS) or "program")


def _lines(shown: Snapshot) -> list[CrosswalkRow]:
    """Every rating of every active program, and a line for each program without any; programs in order of name."""
    found: dict[str, list[RegistryRating | None]] = {card.slug: [] for card in shown.cards}
    for published in shown.published:
        found[published.program].append(published)
    day = today()
    return [
        CrosswalkRow(card.slug, card.name, published, is_old=published is not None and may_be_out_of_date(published.as_of, day))
        for card in shown.cards
        for published in found[card.slug] or [None]
    ]


def _chosen(lines: list[CrosswalkRow], asked: CrosswalkRequest) -> list[CrosswalkRow]:
    return sorted((line for line in lines if asked.registry in (None, line.registry)), key=SORTS[asked.sort])


def _cells(line: CrosswalkRow) -> tuple[str | None, ...]:
    address, published = absolute_url(f"/programs/{line.slug}"), line.published
    if published is None:
        return (line.name, address, None, NO_RATING, *[None] * (len(COLUMNS) - 4))
    old = ("yes" if line.is_old else "no") if published.as_of else None
    return (
        line.name, address, published.by, published.rating, published.scope, published.as_of, old, published.seen, published.seen_copy, published.source,
        published.note,
    )  # fmt: skip
