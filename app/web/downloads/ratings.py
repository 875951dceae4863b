"""Every published rating as a row of its own, with ids: CSV and JSON."""

from flask import Blueprint, Response, jsonify

from app.catalog.snapshot.published_ratings import RegistryRating
from app.catalog.snapshot.snapshot import Snapshot
from app.web.openapi.answers import RatingAnswer, RatingsAnswer
from app.web.request.context import base_url, snapshot
from app.web.response.csv import CsvColumn, answer_csv

rating_rows = Blueprint("rating_rows", __name__)

# fmt: off
COLUMNS = (
    CsvColumn("program", "the permanent id of the program"),
    CsvColumn("name", "its name"),
    CsvColumn("url", "the permanent address of its page", format="uri"),
    CsvColumn("registry", "id of the registry that published the rating"),
    CsvColumn("by", "its name"),
    CsvColumn("rating_id", "id of the rating on its scale; empty where the program is only listed there"),
    CsvColumn("rating", "the rating in the words of its scale"),
    CsvColumn("as_printed", "the words of the page, where they are none of the scale or say more"),
    CsvColumn("tier", "our reading of the rating: strong, moderate, promising, mixed, no-effect, negative or "
              "not-shown"),
    CsvColumn("topic", "id of our topic area, where the rating is about one"),
    CsvColumn("scope", "what it is about, in words"),
    CsvColumn("as_of", "date of the rating, as precise as it is known"),
    CsvColumn("in_force", "no where a newer rating took its place", values=("yes", "no")),
    CsvColumn("seen", "day on which somebody saw it", type="date"),
    CsvColumn("copy", "whether it was seen on the live page or in a stored copy", values=("live", "stored")),
    CsvColumn("source", "the page on which it stands", format="uri"),
    CsvColumn("note", "what a reader must know"),
)
# fmt: on
"""Also the keys of `/api/v1/ratings`: new ones come at the end, none is renamed."""


@rating_rows.get("/ratings.csv")
def rating_table() -> Response:
    rows = ([_cell(value) for value in row.values()] for row in _rows(snapshot()))
    return answer_csv([column.name for column in COLUMNS], rows, "ratings.csv")


@rating_rows.get("/api/v1/ratings")
def rating_list() -> Response:
    rows = _rows(snapshot())
    answer: RatingsAnswer = {"total": len(rows), "results": rows, "generation": snapshot().generation}
    return jsonify(answer)


def _rows(shown: Snapshot) -> list[RatingAnswer]:
    names = {card.slug: card.name for card in shown.cards}
    return [_row(each, names[each.program], base_url()) for each in shown.published]


def _row(given: RegistryRating, name: str, base: str) -> RatingAnswer:
    return {
        "program": given.program, "name": name, "url": f"{base}/programs/{given.program}",
        "registry": given.registry, "by": given.by, "rating_id": given.rating_id, "rating": given.rating,
        "as_printed": given.as_printed, "tier": given.tier, "topic": given.topic, "scope": given.scope,
        "as_of": given.as_of, "in_force": given.in_force, "seen": given.seen, "copy": given.seen_copy,
        "source": given.source, "note": given.note,
    }  # fmt: skip


def _cell(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
