"""The registry to take away: foreign readers open each file, and it says what the pages say."""

import asyncio
import csv
import hashlib
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from app.web.downloads.program_table import COLUMNS
from app.web.downloads.requirement_cells import write_cost
from tests.conftest import CONTENT, ROOT, TODAY
from tests.small_content import copy_with

SELECTIONS = (
    "",
    "?topic=post-permanency-services&rating=2",
    "?q=kinship+caregivers&sort=name",
    "?age=4&population=kinship-caregivers&per_page=0&page=x",
)


def table(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/programs.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8"), newline=""), strict=True))


def listed(client: FlaskClient, query: str) -> list[str]:
    """The slugs that the API lists for a search, from all of its pages."""
    without_pages = query.removesuffix("&per_page=0&page=x")
    found: list[str] = []
    for page in range(1, 99):
        answer = client.get(
            f"/api/v1/programs{without_pages}{'&' if without_pages else '?'}per_page=10&page={page}"
        ).get_json()
        found += [result["slug"] for result in answer.get("results", ())]
    return found


@pytest.mark.parametrize("query", SELECTIONS)
def test_the_files_hold_every_program_that_the_search_finds_in_its_order(
    query: str, client: FlaskClient
) -> None:
    expected = listed(client, query)
    assert len(expected) > 0
    assert [row["slug"] for row in table(client, query)] == expected
    document = client.get(f"/programs.json{query}").get_json()
    assert [program["slug"] for program in document["results"]] == expected
    assert document["total"] == len(expected)


def test_nothing_found_is_a_head_alone_and_an_empty_list(client: FlaskClient, snapshot: Snapshot) -> None:
    nothing = "?q=zyzzyva&topic=post-permanency-services&rating=5"
    assert (
        client.get(f"/programs.csv{nothing}").get_data(as_text=True)
        == ",".join(column.name for column in COLUMNS) + "\r\n"
    )
    assert client.get(f"/programs.json{nothing}").get_json() == {
        "total": 0,
        "generation": snapshot.generation,
        "results": [],
    }


@pytest.mark.parametrize("path", ["/programs.csv", "/programs.json"])
def test_an_unknown_value_is_refused_and_named(path: str, client: FlaskClient) -> None:
    answer = client.get(f"{path}?rating=9")
    assert answer.status_code == 400
    assert "“9” is not a value of rating" in answer.get_data(as_text=True)


def test_each_program_of_the_json_file_is_its_own_document(client: FlaskClient, snapshot: Snapshot) -> None:
    programs = client.get("/programs.json").get_json()["results"]
    assert len(programs) == len(snapshot.cards)
    for program in programs:
        assert program == client.get(f"/api/v1/programs/{program['slug']}").get_json()


def test_a_row_says_what_the_page_says_and_keeps_derived_and_published_apart(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    row = next(row for row in table(client) if row["slug"] == "homebuilders")
    assert row["url"] == "http://localhost/programs/homebuilders"
    assert row["published_ratings"].startswith(
        "Post-Permanency Services: 2 – Supported by Research Evidence (CEBC, date not recorded); "
    )
    assert row["homeward_derived_ratings"].startswith(
        "Post-Permanency Services: 2 – Supported by Research Evidence; "
        "Reunification Programs: 2 – Supported by Research Evidence; "
    )
    assert row["other_registries"].startswith(
        "Title IV-E Prevention Services Clearinghouse: Well-Supported; "
    )
    page = snapshot.page("homebuilders")
    assert page
    assert (row["age_min"], row["age_max"], row["studies"]) == ("0", "17", str(len(page.program.studies)))
    assert row["website"] == ""
    assert row["generation"] == snapshot.generation
    adopts = next(row for row in table(client) if row["slug"] == "adopts-therapy")
    assert "Post-Permanency Services: No CEBC rating seen" in adopts["published_ratings"]
    harmful = [row["slug"] for row in table(client, "?sort=name") if row["risk_of_harm"] == "yes"]
    assert harmful == [card.slug for card in snapshot.cards if card.harm]
    assert "attachment-holding-therapy" in harmful


def test_the_table_is_utf_8_csv_named_by_the_day(shipped: Path, snapshot: Snapshot) -> None:
    client = create_app(Settings(catalog=shipped), lambda: TODAY).test_client()
    answer = client.get("/programs.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=programs-{TODAY}.csv"
    assert answer.data.count(b"\r\n") == len(snapshot.cards) + 1
    assert client.get("/programs.csv", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


IDS_OF = {
    "population_ids": "populations",
    "permanency_ids": "permanency",
    "setting_ids": "settings",
    "format_ids": "formats",
    "outcome_ids": "outcomes",
    "design_ids": "designs",
}
NEWER_IDS = {"problem_ids": "problems", "credential_ids": "credentials"}


def test_ids_stand_beside_labels_in_the_same_order(client: FlaskClient) -> None:
    words = client.get("/api/v1/vocabulary").get_json()
    rows = table(client)
    for ids, labels in (IDS_OF | NEWER_IDS).items():
        assert any(row[ids] for row in rows)
        for row in rows:
            assert row[labels] == "; ".join(words[labels][id]["label"] for id in row[ids].split("; ") if id)


def test_what_a_program_takes_stands_in_the_table_and_in_the_view(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    rows = table(client)
    columns = ("sessions_min", "sessions_max", *NEWER_IDS, "manual", "training", "fidelity", "costs")
    with snapshot.engine.connect() as connection:
        asked = connection.exec_driver_sql(f"SELECT slug, {', '.join(columns)} FROM v_program")
        viewed = {slug: values for slug, *values in asked}
    for row in rows:
        shown = [row[column] for column in columns]
        assert shown == [_written(value) for value in viewed[row["slug"]]]
    assert {row["fidelity"] for row in rows} <= {"yes", "no", ""}
    assert any(row["costs"] for row in rows)


def _written(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:g}"


@pytest.mark.parametrize("cost, said", [
    ({"amount": {"min": 1200, "max": 1200}, "price_year": 2019}, "training: 1200 USD (2019)"),
    ({"amount": {"min": 1200.5, "max": 1500000}, "per": "site"}, "training: 1200.5–1500000 USD per site"),
    ({"amount": {"min": None, "max": 300}}, "training: up to 300 USD"),
    ({"amount": {"min": 300, "max": None}, "per": "per family; one"}, "training: 300 or more USD per family, one"),
    ({}, "training"),
])  # fmt: skip
def test_a_cost_is_one_text(cost: dict[str, Any], said: str) -> None:
    empty = {"item": "training", "currency": "USD", "amount": None, "per": None, "price_year": None}
    assert write_cost({**empty, **cost}) == said


def test_new_columns_stand_at_the_end_and_none_was_renamed(client: FlaskClient) -> None:
    first = "slug,name,other_names,url,summary,topics,published_ratings,homeward_derived_ratings"
    head = client.get("/programs.csv").text.splitlines()[0]
    assert head.startswith(f"{first},other_registries,risk_of_harm,populations,age_min,age_max,permanency,")
    assert f",added,reviewed,generation,{','.join(IDS_OF)}" in head


@pytest.mark.parametrize("path", ["/programs.csv", "/crosswalk.csv", "/ratings.csv"])
def test_for_spreadsheets_the_same_table_begins_with_a_byte_order_mark(
    path: str, client: FlaskClient
) -> None:
    plain, marked = client.get(path), client.get(f"{path}?bom=yes")
    assert marked.data == b"\xef\xbb\xbf" + plain.data
    assert client.get(f"{path}?bom=no").data == client.get(f"{path}?bom=").data == plain.data
    assert marked.headers["Content-Type"] == plain.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert marked.headers["ETag"] != plain.headers["ETag"]
    refused = client.get(f"{path}?bom=maybe")
    assert (refused.status_code, refused.get_json()["error"]["pointer"]) == (400, "bom")
    assert "“maybe” is not a value of bom. Use one of: yes, no." in refused.get_json()["error"]["detail"]


@pytest.mark.parametrize("page, file", [
    ("/programs", "/programs.csv?bom=yes"),
    ("/programs?topic=post-permanency-services", "/programs.csv?topic=post-permanency-services&amp;bom=yes"),
    ("/crosswalk", "/crosswalk.csv?bom=yes"),
    ("/crosswalk?registry=cebc&sort=date", "/crosswalk.csv?registry=cebc&amp;sort=date&amp;bom=yes"),
])  # fmt: skip
def test_a_page_offers_its_table_as_spreadsheets_open_it(page: str, file: str, client: FlaskClient) -> None:
    assert f'<a href="{file}">CSV</a> (opens in a spreadsheet)' in client.get(page).text


def test_the_docs_say_what_each_column_holds_in_their_order() -> None:
    docs = (ROOT / "docs" / "addresses.md").read_text("utf-8")
    table = docs.split("\n## Downloads\n", 1)[1].split("| column | holds |\n|---|---|\n", 1)[1]
    said = table.split("\n\n", 1)[0].splitlines()
    assert said == [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., FlaskClient]:
    """A registry of two programs after changes to their files, each `(slug, old, new)` in bytes."""
    content = copy_with(("keep", "homebuilders"), tmp_path / "content")

    def changed(*changes: tuple[str, bytes, bytes]) -> FlaskClient:
        for slug, old, new in changes:
            entry = content / "programs" / f"{slug}.md"
            assert old in entry.read_bytes()
            entry.write_bytes(entry.read_bytes().replace(old, new, 1))
        built = build(content, tmp_path / "catalog", TODAY)
        assert built.generation is not None, built.problems
        return create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client()

    return changed


def test_no_cell_of_the_table_is_a_formula(small: Callable[..., FlaskClient]) -> None:
    rows = table(
        small(
            ("keep", b"\nname: ", b'\nname: "=HYPERLINK(1)" # '),
            ("keep", b"\ndeveloper: ", b'\ndeveloper: "@sum, \\"quoted\\"" # '),
        )
    )
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    keep = next(row for row in rows if row["slug"] == "keep")
    assert (keep["name"], keep["developer"]) == ("'=HYPERLINK(1)", '\'@sum, "quoted"')


def test_an_entry_is_given_out_as_its_editor_wrote_it(client: FlaskClient, snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        answer = client.get(f"/programs/{card.slug}.md")
        assert answer.data == (CONTENT / "programs" / f"{card.slug}.md").read_bytes()
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"inline; filename={card.slug}.md"


def test_marks_of_other_systems_stay_in_the_file(small: Callable[..., FlaskClient], tmp_path: Path) -> None:
    entry = tmp_path / "content" / "programs" / "keep.md"
    entry.write_bytes(b"\xef\xbb\xbf" + entry.read_bytes().replace(b"\n", b"\r\n"))
    assert small().get("/programs/keep.md").data == entry.read_bytes()


def test_an_entry_that_is_being_mended_is_given_out_as_it_was_published(
    small: Callable[..., FlaskClient], tmp_path: Path
) -> None:
    client = small()
    entry = tmp_path / "content" / "programs" / "keep.md"
    published = entry.read_bytes()
    entry.write_bytes(published.replace(b"status: active", b"status: broken", 1))
    assert build(tmp_path / "content", tmp_path / "catalog", TODAY, keep_last_good=True).kept == 1
    assert client.get("/programs/keep.md").data == published


RETIRED = (
    "keep",
    b"status: active",
    b"status: retired\nretired: {date: 2026-11-01, reason: No longer offered}",
)


def test_a_retired_program_is_in_no_table_and_its_file_is_gone(small: Callable[..., FlaskClient]) -> None:
    client = small(RETIRED)
    assert [row["slug"] for row in table(client)] == ["homebuilders"]
    assert client.get("/programs.json").get_json()["total"] == 1
    for ending in ("md", "bib", "ris", "csl.json"):
        answer = client.get(f"/programs/keep.{ending}")
        assert answer.status_code == 410
        assert "No longer offered" in answer.get_data(as_text=True)


def test_old_addresses_and_capitals_lead_to_the_file(small: Callable[..., FlaskClient]) -> None:
    client = small(("keep", b"\nstatus:", b"\nformer_slugs: [keep-foster]\nstatus:"))
    for old in ("keep-foster", "KEEP"):
        for ending in ("md", "bib", "ris", "csl.json"):
            answer = client.get(f"/programs/{old}.{ending}?study=price-2015")
            assert (answer.status_code, answer.headers["Location"]) == (
                308,
                f"/programs/keep.{ending}?study=price-2015",
            )
    assert client.get("/programs/nothing.md").status_code == 404


@pytest.fixture
def file(client: FlaskClient, tmp_path: Path) -> Path:
    """The database as somebody downloads it."""
    with client.get("/registry.sqlite") as answer:
        assert answer.status_code == 200
        (tmp_path / "registry.sqlite").write_bytes(answer.data)
    return tmp_path / "registry.sqlite"


def test_the_database_is_the_file_that_serves(client: FlaskClient, snapshot: Snapshot, shipped: Path) -> None:
    served = shipped / "generations" / snapshot.generation / "registry.sqlite"
    with client.get("/registry.sqlite") as answer:
        assert answer.data == served.read_bytes()
        assert answer.headers["Content-Type"] == "application/vnd.sqlite3"
        assert (
            answer.headers["Content-Disposition"]
            == f"attachment; filename=registry-{snapshot.generation}.sqlite"
        )
        tag = answer.headers["ETag"]
    assert client.get("/registry.sqlite", headers={"If-None-Match": tag}).status_code == 304
    with client.get("/registry.sqlite", headers={"Range": "bytes=0-15", "If-Range": tag}) as part:
        assert (part.status_code, part.data) == (206, b"SQLite format 3\0")


def test_a_database_that_was_just_replaced_is_still_given_out(
    small: Callable[..., FlaskClient], tmp_path: Path
) -> None:
    client = small()
    with client.get("/registry.sqlite") as answer:
        before = answer.data
    for folder in (tmp_path / "catalog" / "generations").iterdir():
        shutil.rmtree(folder)  # what a switch does between the start of a request and its end
    with client.get("/registry.sqlite") as answer:
        assert answer.data == before


def test_datasette_shows_the_database(file: Path, snapshot: Snapshot) -> None:
    async def asked() -> tuple[set[str], list[dict[str, object]], list[dict[str, object]]]:
        reader = Datasette(immutables=[str(file)])
        await reader.invoke_startup()
        tables = (await reader.client.get("/registry.json")).json()["tables"]
        where = "/registry/program_topic.json?_shape=array&_size=max&topic=post-permanency-services&level=2"
        rated = (await reader.client.get(where)).json()
        joined = (
            await reader.client.get(
                "/registry.json",
                params={
                    "sql": "select name, count(study) as studies "
                    "from program join study on program = slug group by slug",
                    "_shape": "array",
                },
            )
        ).json()
        for database in reader.databases.values():
            database.close()
        reader.executor.shutdown()
        return {each["name"] for each in tables if not each["hidden"]}, rated, joined

    with ThreadPoolExecutor(
        1
    ) as apart:  # where a browser test ran before, this thread has an event loop of its own
        names, rated, joined = apart.submit(asyncio.run, asked()).result()
    assert {
        "program",
        "program_topic",
        "rating",
        "other_rating",
        "study",
        "finding",
        "verdict",
        "entry_file",
        "word",
        "level",
        "topic",
    } <= names
    assert {row["program"] for row in rated} >= {"homebuilders"}
    page = snapshot.page("homebuilders")
    assert page
    assert {"name": "Homebuilders®", "studies": len(page.program.studies)} in joined


@pytest.fixture
def rows(file: Path) -> Iterator[Callable[[str], list[tuple[str, ...]]]]:
    connection = sqlite3.connect(file)
    yield lambda question: connection.execute(question).fetchall()
    connection.close()


def test_the_database_holds_what_is_published_and_nothing_else(
    rows: Callable[[str], list[tuple[str, ...]]],
) -> None:
    """Every table is about the content; each file is the published one, byte for byte."""
    assert {name for (name,) in rows("select name from sqlite_master where type = 'table'")} == {
        "program", "entry_file", "former_slug", "program_alias", "program_topic", "rating", "other_rating",
        "program_word", "study", "finding",
        "verdict", "source", "topic", "guide", "level", "word", "site", "documents", "fit_details",
        "studied_outcome",
    }  # fmt: skip
    digests = dict(rows("select slug, digest from program"))
    assert digests == {
        slug: hashlib.sha256(text.encode()).hexdigest()
        for slug, text in rows("select program, text from entry_file")
    }
    everything = "".join(
        str(row)
        for (table,) in rows("select name from sqlite_master where type = 'table'")
        for row in rows(f"select * from {table}")
    )
    assert str(ROOT) not in everything


def test_what_an_editor_took_out_is_nowhere_in_the_file(small: Callable[..., FlaskClient]) -> None:
    small(("keep", b"## About\n", b"## About\n\nQuetzalcoatl was here.\n"))
    with small(("keep", b"Quetzalcoatl", b"Nobody")).get("/registry.sqlite") as answer:
        assert b"Nobody was here" in answer.data
        assert b"Quetzalcoatl" not in answer.data


@pytest.mark.parametrize("path", [
    "/programs.csv", "/programs.json", "/registry.sqlite", "/programs/keep.md", "/programs/keep.bib",
    "/programs/keep.ris", "/programs/keep.csl.json", "/programs/nothing.bib",
])  # fmt: skip
def test_any_site_may_read_any_file(path: str, client: FlaskClient) -> None:
    with client.get(path) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_documents_are_packed_while_they_are_sent(client: FlaskClient) -> None:
    packed = client.get("/programs.json", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(client.get("/programs.json").data) / 4


def test_the_search_page_offers_what_it_shows_as_files(client: FlaskClient) -> None:
    html = client.get("/programs?topic=post-permanency-services&per_page=5&page=2").get_data(as_text=True)
    assert 'href="/programs.csv?topic=post-permanency-services&amp;bom=yes"' in html
    assert 'href="/programs.json?topic=post-permanency-services"' in html
    assert "/programs.csv" not in client.get("/programs?q=zyzzyva").get_data(as_text=True)
