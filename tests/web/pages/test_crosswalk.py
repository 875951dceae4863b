"""Every rating by registry: page and CSV agree, are sorted and filtered, and no cell is a formula."""

import csv
import datetime
import io
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import BuildResult, build
from app.settings import Settings
from app.web.response.csv import write_csv
from tests.conftest import CONTENT, TODAY
from tests.web.pages.test_program_page import text_of

PAGE, FILE = "/crosswalk", "/crosswalk.csv"
QUERIES = (
    "",
    "?sort=program",
    "?sort=registry",
    "?sort=date",
    "?registry=title-iv-e",
    "?registry=cebc&sort=date",
)
TIERS = {
    "strong": "Strong evidence", "moderate": "Moderate evidence", "promising": "Promising evidence",
    "no-effect": "No effect found", "not-shown": "Not enough evidence",
}  # fmt: skip
ADDED = """other_ratings:
  - {registry: blueprints, as_printed: "=HYPERLINK(1)", scope: "+1 domain", as_of: 2024-11-21,
     source: https://example.org/a, seen: 2026-11-20, copy: live, note: "-quoted"}
  - {registry: nrepp, rating: promising, as_printed: "@rated", as_of: 2024, source: https://example.org/b, seen: 2026-11-20}
"""


class Rows(HTMLParser):
    """The cells of the rows of a table's body, as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html[html.index("<tbody>") : html.index("</tbody>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = f"{self.rows[-1][-1]}{data}".strip()


def page_rows(client: FlaskClient, query: str = "") -> list[list[str]]:
    return Rows(client.get(PAGE + query).get_data(as_text=True)).rows


def file_rows(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(FILE + query).get_data(as_text=True))))


def client_on(content: Path, catalog: Path, day: str) -> FlaskClient:
    app = create_app(
        Settings(content=content, catalog=catalog), today=lambda: datetime.date.fromisoformat(day)
    )
    return app.test_client()


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], FlaskClient]:
    """A registry in which ADOPTS has ratings that look like formulas and Pathways Home is retired."""
    folder = tmp_path_factory.mktemp("crosswalk")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    for slug, old, new in (
        ("adopts-therapy", "\nsources:\n", f"\n{ADDED}sources:\n"),
        (
            "pathways-home",
            "status: active",
            "status: retired\nretired: {date: 2026-11-01, reason: No longer offered, successor: keep}",
        ),
    ):
        entry = content / "programs" / f"{slug}.md"
        text = entry.read_text("utf-8")
        entry.write_text(text.replace(old, new, 1), "utf-8")
    built = build(content, folder / "catalog", TODAY)
    assert built.generation is not None, built.problems
    return lambda day: client_on(content, folder / "catalog", day)


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_and_the_file_agree(query: str, client: FlaskClient) -> None:
    page, file = page_rows(client, query), file_rows(client, query)
    assert [row[0] for row in page] == [row["program"] for row in file]
    for cells, row in zip(page, file, strict=True):
        if not row["registry"]:
            assert cells[1:] == [row["rating"]] == ["No published rating seen"]
            continue
        words = row["as_printed"] or row["rating"]
        assert cells[1:3] == [row["registry"], words if row["in_force"] == "yes" else f"{words}superseded"]
        assert (cells[3] == TIERS.get(row["tier"])) == bool(row["tier"] and row["in_force"] == "yes")
        assert cells[4] == (row["scope"] or "not recorded")
        assert (row["may_be_out_of_date"] == "yes") == ("may be out of date" in cells[5])
        assert (row["date_of_rating"] == "") == (cells[5] == "not recorded")
        assert row["note"] in cells[6]
        assert ("source" in cells[6]) == bool(row["source"])


def test_every_active_program_has_a_line_and_a_retired_one_none(
    changed: Callable[[str], FlaskClient],
) -> None:
    client = changed("2026-11-21")
    first = client.get("/api/v1/programs?per_page=100").get_json()
    pages = [
        client.get(f"/api/v1/programs?per_page=100&page={number}").get_json()
        for number in range(2, -(-first["total"] // 100) + 1)
    ]
    active = {result["name"] for page in (first, *pages) for result in page["results"]}
    assert len(active) == first["total"]
    assert {row["program"] for row in file_rows(client)} == active
    assert "Pathways Home" not in active


def test_ratings_of_our_topics_and_of_other_registries_stand_together(client: FlaskClient) -> None:
    rows = [row for row in file_rows(client) if row["program"] == "Homebuilders®"]
    assert {"registry": rows[0]["registry"], "rating": rows[0]["rating"], "scope": rows[0]["scope"]} == {
        "registry": "California Evidence-Based Clearinghouse for Child Welfare",
        "rating": "2 – Supported by Research Evidence", "scope": "Post-Permanency Services",
    }  # fmt: skip
    assert ("Title IV-E Prevention Services Clearinghouse", "Well-Supported") in {
        (row["registry"], row["rating"]) for row in rows
    }
    assert {row["address"] for row in rows} == {"http://localhost/programs/homebuilders"}
    assert {row["seen"] for row in rows} == {"2026-11-21"}
    assert {row["copy"] for row in rows} == {"stored"}


def test_the_usual_order_is_that_of_names(client: FlaskClient) -> None:
    names = [row["program"].casefold() for row in file_rows(client)]
    assert names == sorted(names)
    assert file_rows(client, "?sort=program") == file_rows(client)


def test_by_registry_programs_without_a_rating_come_last(client: FlaskClient) -> None:
    registries = [row["registry"].casefold() for row in file_rows(client, "?sort=registry")]
    rated = [registry for registry in registries if registry]
    assert rated == sorted(rated)
    assert registries == rated + [""] * registries.count("")


def test_by_date_the_newest_come_first_and_those_without_a_date_last(
    changed: Callable[[str], FlaskClient],
) -> None:
    rows = file_rows(changed("2026-11-21"), "?sort=date")
    dates = [row["date_of_rating"] for row in rows]
    known = [date for date in dates if date]
    assert {"2024", "2024-11-21", "2019-06-20", "2012-02-01", "2011-07"} <= set(known)
    years = [date[:4] for date in known]
    assert years == sorted(years, reverse=True)
    assert set(dates[len(known) :]) == {""}
    assert [bool(row["registry"]) for row in rows] == sorted(
        (bool(row["registry"]) for row in rows), reverse=True
    )


def test_the_heads_sort_and_say_how_the_table_is_sorted(client: FlaskClient) -> None:
    for sort, order, name in (
        ("program", "ascending", "Program"),
        ("registry", "ascending", "Registry"),
        ("date", "descending", "Date of rating"),
    ):
        html = client.get(f"{PAGE}?sort={sort}&registry=cebc").get_data(as_text=True)
        assert html.count("aria-sort") == 1
        assert f"{name}, sort by this" in text_of(
            html.split(f'aria-sort="{order}">', 1)[1].split("</th>", 1)[0]
        )
        assert 'href="/crosswalk?registry=cebc&amp;sort=date"' in html
        assert 'href="/crosswalk?registry=cebc"' in html


def test_one_registry_alone(client: FlaskClient) -> None:
    rows = file_rows(client, "?registry=title-iv-e")
    assert {row["registry"] for row in rows} == {"Title IV-E Prevention Services Clearinghouse"}
    assert '<option value="title-iv-e" selected>' in client.get(f"{PAGE}?registry=title-iv-e").get_data(
        as_text=True
    )


def test_one_tier_alone_holds_the_ratings_in_force(client: FlaskClient) -> None:
    rows = file_rows(client, "?tier=moderate")
    assert ("kinship-navigator-childrens-home-network", "cebc", "2") in {
        (row["slug"], row["registry_id"], row["rating_id"]) for row in rows
    }
    assert {(row["tier"], row["in_force"]) for row in rows} == {("moderate", "yes")}
    replaced = {row["slug"] for row in file_rows(client) if row["in_force"] == "no"}
    assert "sobriety-treatment-and-recovery-teams" in replaced
    assert len(page_rows(client, "?tier=moderate")) == len(rows)
    assert "is recorded" in text_of(client.get(f"{PAGE}?tier=negative").get_data(as_text=True))


def test_the_same_rows_as_json(client: FlaskClient) -> None:
    answer = client.get("/crosswalk.json?tier=strong").get_json()
    assert answer["total"] == len(answer["results"]) == len(file_rows(client, "?tier=strong"))
    assert answer["results"][0]["tier"] == "strong"


def test_a_registry_without_a_rating_says_so(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    registries = content / "vocabulary" / "registries.yaml"
    registries.write_text(
        registries.read_text("utf-8") + "silent:\n  label: Silent Registry\n  definition: It rates nobody.\n",
        "utf-8",
    )
    build_content()
    client = client_on(content, tmp_path / "catalog", "2026-11-22")
    assert "No rating by Silent Registry is recorded." in client.get(f"{PAGE}?registry=silent").get_data(
        as_text=True
    )
    assert file_rows(client, "?registry=silent") == []


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize(
    "query, said",
    [
        ("?registry=nonsense", "“nonsense” is not a value of registry"),
        ("?sort=age", "“age” is not a value of sort"),
    ],
)
def test_an_unknown_registry_or_order_is_refused_and_named(
    path: str, query: str, said: str, client: FlaskClient
) -> None:
    answer = client.get(path + query)
    assert answer.status_code == 400
    assert said in text_of(answer.get_data(as_text=True))


def test_the_file_is_utf_8_csv_with_a_header_row(client: FlaskClient) -> None:
    answer = client.get(FILE)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=crosswalk.csv"
    assert answer.data.decode("utf-8").startswith(
        "program,address,registry,rating,scope,date_of_rating,may_be_out_of_date,seen,copy,source,note,"
        "slug,registry_id,rating_id,tier,topic,in_force,as_printed\r\n"
    )
    assert "ETag" in answer.headers


def test_no_cell_of_the_file_is_a_formula(changed: Callable[[str], FlaskClient]) -> None:
    client = changed("2026-11-21")
    first, second = (row for row in file_rows(client) if row["program"].startswith("ADOPTS"))
    assert (first["as_printed"], first["scope"], first["note"]) == ("'=HYPERLINK(1)", "'+1 domain", "'-quoted")
    assert (second["rating"], second["as_printed"]) == ("Promising", "'@rated")
    assert ">=HYPERLINK(1)</td>" in client.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize("cell, written", [
    ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", '"\'\ra"'),
    ("a=1", "a=1"), ('a, "b"', '"a, ""b"""'), (None, '""'), ("", '""'),
])  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_starts_with_an_apostrophe(
    cell: str | None, written: str
) -> None:
    assert write_csv(["head"], [[cell]]) == f"head\r\n{written}\r\n"


@pytest.mark.parametrize("day, by_day, by_year", [
    ("2026-11-21", "no", "no"), ("2026-11-22", "yes", "no"), ("2026-12-31", "yes", "no"),
    ("2027-01-01", "yes", "yes"),
])  # fmt: skip
def test_a_rating_is_marked_24_months_after_the_end_of_its_date(
    day: str, by_day: str, by_year: str, changed: Callable[[str], FlaskClient]
) -> None:
    client = changed(day)
    marks = [row["may_be_out_of_date"] for row in file_rows(client) if row["program"].startswith("ADOPTS")]
    assert marks == [by_day, by_year]
    assert ["may be out of date" in row[5] for row in page_rows(client) if row[0].startswith("ADOPTS")] == [
        mark == "yes" for mark in marks
    ]
    others = client.get("/programs/adopts-therapy").get_data(as_text=True).split('id="others"', 1)[1]
    assert others.split("</table>", 1)[0].count("may be out of date") == marks.count("yes")


def test_a_new_day_is_a_new_page(shipped: Path, content: Path) -> None:
    today, tomorrow = client_on(content, shipped, "2026-11-21"), client_on(content, shipped, "2026-11-22")
    tag = {"If-None-Match": today.get(PAGE).headers["ETag"]}
    assert today.get(PAGE, headers=tag).status_code == 304
    assert tomorrow.get(PAGE, headers=tag).status_code == 200


def test_the_footer_and_the_other_registries_of_a_program_lead_there(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    assert html.split('id="others"', 1)[1].split("</section>", 1)[0].count(f'href="{PAGE}"') == 1
    assert f'<a href="{PAGE}">Ratings by registry</a>' in client.get("/").get_data(as_text=True)
