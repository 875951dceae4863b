"""The evidence map as page, table, picture and JSON: every number is the total of the search that it links."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app import create_app
from app.catalog.build.build import BuildResult
from app.catalog.search.search import search
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from app.web.request.parameters import read_search_request

ALL = [
    f"rows={rows}&columns={columns}&cells={cells}"
    for rows in ("topic", "population", "permanency")
    for columns in ("outcome", "domain")
    for cells in ("findings", "published")
]
every_map = pytest.mark.parametrize("query", ALL)
CELL = re.compile(r'<td><a href="([^"]+)" aria-label="[^"]+">(\d+)</a>(.*?)</td>')
SMALL_CELL = re.compile(r'<dd><a href="([^"]+)">(\d+) programs?</a>: ([^<]+)</dd>')
NOTE = re.compile(r'<span class="cell-note[^"]*">([^<]+)</span>')
SVG = "{http://www.w3.org/2000/svg}"


def total_at(address: str, snapshot: Snapshot) -> int:
    """The total of a search, read from its address as the search page reads it."""
    asked = MultiDict(parse_qsl(urlsplit(unescape(address)).query))
    return search(snapshot, read_search_request(asked, snapshot), passages=False).total


@every_map
def test_every_number_is_the_total_of_the_search_that_it_links(query: str, client: FlaskClient, snapshot: Snapshot) -> None:
    answer = client.get(f"/api/v1/map?{query}").get_json()
    groups, results = answer["groups"], answer["results"]
    columns = {each["column"] for each in results}
    assert len(results) == len(groups) * len(columns)
    totals = {urlsplit(each["url"]).query: each["programs"] for each in (*groups, *results)}
    assert totals == {query: total_at(f"/programs?{query}", snapshot) for query in totals}
    page = client.get(f"/map?{query}").text
    shown = [(urlsplit(unescape(address)).query, int(number)) for address, number, _ in CELL.findall(page)]
    opened = [(urlsplit(unescape(address)).query, int(number)) for address, number, _ in SMALL_CELL.findall(page)]
    assert dict(shown) == {query: totals[query] for query, _ in shown}
    full = {urlsplit(each["url"]).query for each in results if each["programs"]}
    assert {query for query, number in shown if number} == full
    assert dict(opened) == {query: totals[query] for query in full}


@every_map
def test_table_and_json_say_the_same(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/map?{query}").get_json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/map.csv?{query}").text)))
    assert len(rows) == len(answer["results"])
    for row, cell in zip(rows, answer["results"], strict=True):
        counts = {name.replace("-", "_"): count for name, count in (cell["found"] or cell["tiers"]).items()}
        levels = {f"level_{id}": count for id, count in (cell["levels"] or {}).items()}
        names = ("row", "row_name", "column", "column_name", "programs", "studied_not_on_it", "no_study", "url")
        told = {**{name: cell[name] for name in names}, **counts, **levels}
        assert row == {name: str(value) for name, value in told.items()}


def test_a_cell_says_in_words_what_its_numbers_say(client: FlaskClient) -> None:
    words = {
        "better": "better", "partly": "better in part", "same": "no different", "both": "better and worse",
        "worse": "worse", "uncompared": "no control group",
    }  # fmt: skip
    results = client.get("/api/v1/map").get_json()["results"]
    by_query = {urlsplit(each["url"]).query: each for each in results}
    seen: set[str] = set()
    for address, _, rest in CELL.findall(client.get("/map").text):
        cell, notes = by_query[urlsplit(unescape(address)).query], NOTE.findall(rest)
        if cell["programs"]:
            expected = [f"{count} {words[id]}" for id, count in cell["found"].items() if count]
            expected += [f"{cell['levels'][id]} at level {id}" for id in "12345" if cell["levels"][id]]
        else:
            rest_of_row = {"studied, not on this": cell["studied_not_on_it"], "no study recorded": cell["no_study"]}
            expected = [f"{count} {said}" for said, count in rest_of_row.items() if count]
        assert notes == expected
        seen |= {note.split(" ", 1)[1] for note in notes}
    assert {"no study recorded", "studied, not on this", "no control group", "no different"} <= seen


def test_the_page_explains_the_four_kinds_of_no_benefit(client: FlaskClient) -> None:
    page = client.get("/map").text
    terms = re.findall(r"<dt>([^<]+)</dt>", page.split('<dl class="facts compact">')[1].split("</dl>")[0])
    assert terms == ["no study recorded", "studied, not on this", "no control group", "no different"]


def test_the_table_has_a_caption_and_headers_for_every_row_and_column(client: FlaskClient) -> None:
    page = client.get("/map?rows=permanency&columns=domain").text
    table = page.split("<table>")[1].split("</table>")[0]
    head, *rows = table.split("<tr>")[1:]
    assert "<caption" in table
    assert head.count('<th scope="col">') == 7
    assert [row.count('<th scope="row">') for row in rows] == [1] * 6
    assert [row.count("<td>") for row in rows] == [6] * 6


def test_empty_rows_and_columns_are_left_out_and_named(client: FlaskClient) -> None:
    """Programs on safety and relational permanency are few, so most topics do not stand in their tables."""
    page, answer = client.get("/map").text, client.get("/api/v1/map").get_json()
    section = page.split('<h3 id="relational-permanency">')[1].split("</section>")[0]
    studied = {each["row_name"] for each in answer["results"] if each["column"] == "relational-permanency" and each["programs"]}
    left_out = {each["name"] for each in answer["groups"]} - studied
    note = section.split("was studied on these outcomes: ")[1].split(".</p>")[0]
    assert set(unescape(note).split("; ")) == left_out
    assert section.count('<th scope="row">') == len(studied)


def test_published_ratings_are_headed_as_what_they_are(client: FlaskClient) -> None:
    page = client.get("/map?cells=published").text
    assert "rated on all outcomes together" in page.split("<h2>")[1].split("</h2>")[0]
    assert "at level" not in page
    assert client.get("/api/v1/map?cells=published").get_json()["heading"].startswith("Programs by tier, rated on all outcomes together")


def test_levels_are_said_to_be_ours_where_they_stand(client: FlaskClient) -> None:
    assert "not ratings by CEBC" in client.get("/map").text
    assert "at level" not in client.get("/map?columns=domain").text
    assert "not ratings by CEBC" not in client.get("/map?rows=population").text


def test_programs_in_no_row_are_said(client: FlaskClient) -> None:
    count = client.get("/api/v1/map?rows=permanency").get_json()["in_no_row"]
    assert count
    assert f"{count} programs record no kind of permanency and stand in no row." in client.get("/map?rows=permanency").text


@pytest.mark.parametrize("path", ["/map", "/map.csv", "/map.svg", "/api/v1/map"])
@pytest.mark.parametrize(("name", "value"), [("rows", "registry"), ("columns", "age"), ("cells", "derived")])
def test_an_unknown_choice_is_named(path: str, name: str, value: str, client: FlaskClient) -> None:
    answer = client.get(f"{path}?{name}={value}")
    assert answer.status_code == 400
    assert f"“{value}” is not a value of {name}" in answer.text


def test_unknown_names_change_nothing_and_are_named(client: FlaskClient) -> None:
    answer = client.get("/api/v1/map?rows=permanency&page=2&color=red").get_json()
    assert answer.pop("ignored") == ["page", "color"]
    usual = client.get("/api/v1/map?rows=permanency").get_json()
    assert usual.pop("ignored") == []
    assert answer == usual


@pytest.mark.parametrize("query", [ALL[0], ALL[1], ALL[10]])
def test_the_picture_says_every_cell_in_words(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/map.svg?{query}")
    assert answer.mimetype == "image/svg+xml"
    picture = ElementTree.fromstring(answer.text)
    links = picture.findall(f"{SVG}a")
    cells = {each["url"]: each for each in client.get(f"/api/v1/map?{query}").get_json()["results"]}
    assert {url for url, cell in cells.items() if cell["programs"]} <= {link.get("href") for link in links}
    for link in links:
        cell = cells[link.get("href", "")]
        said = link.findtext(f"{SVG}title") or ""
        assert said.startswith(f"{cell['row_name']}, {cell['column_name']}: {cell['programs']} program")
        assert link.findtext(f"{SVG}text") == str(cell["programs"])


def test_no_two_shades_of_a_picture_are_alike_in_grey(client: FlaskClient) -> None:
    for query in (ALL[0], ALL[1]):
        picture = ElementTree.fromstring(client.get(f"/map.svg?{query}").text)
        swatches = [each.get("fill", "") for each in picture.findall(f"{SVG}rect") if each.get("x")]
        greys = sorted(int(fill.removeprefix("#")[:2] if len(fill) == 7 else "ff", 16) for fill in swatches if fill.startswith("#"))
        assert len(set(swatches)) == len(swatches) > 5
        assert all(lighter - darker >= 60 for darker, lighter in pairwise(greys))
        patterns = {f"url(#{each.get('id')})" for each in picture.iter(f"{SVG}pattern")}
        assert {fill for fill in swatches if not fill.startswith("#")} <= patterns


@every_map
def test_nothing_of_the_picture_is_cut_off(query: str, client: FlaskClient) -> None:
    picture = ElementTree.fromstring(client.get(f"/map.svg?{query}").text)
    straight = [text for text in picture.findall(f"{SVG}text") if text.get("textLength") and not text.get("transform")]
    assert straight
    assert all(float(text.get("x", "")) + float(text.get("textLength", "")) <= float(picture.get("width", "")) for text in straight)


def test_topics_and_the_foot_of_every_page_lead_to_the_map(client: FlaskClient) -> None:
    assert client.get("/topics").text.split("<footer")[0].count('href="/map"') == 1
    assert 'href="/map"' in client.get("/about").text.split("<footer")[1]


def test_a_chosen_map_is_not_indexed_and_the_plain_one_is(client: FlaskClient) -> None:
    assert "noindex" not in client.get("/map").text
    assert "noindex" in client.get("/map?columns=domain").text


def test_downloads_of_the_page_are_of_what_it_shows(client: FlaskClient) -> None:
    page = unescape(client.get("/map?rows=population&columns=domain&cells=published").text)
    same = "rows=population&columns=domain&cells=published"
    for address in (f"/map.csv?{same}&bom=yes", f"/map.svg?{same}", f"/api/v1/map?{same}"):
        assert f'href="{address}"' in page


def test_a_registry_of_none_and_of_one_program_have_a_map(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    entries = sorted((content / "programs").iterdir())
    one = next(each for each in entries if each.stem == "homebuilders")
    for entry in entries:
        if entry != one:
            entry.unlink()
    for guide in (content / "guides").iterdir():
        guide.unlink()
    assert build_content().programs == 1
    small = create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client()
    page = small.get("/map").text
    assert {number for _, number, _ in CELL.findall(page)} <= {"0", "1"}
    assert page.count("Left out, because") > 1
    one.unlink()
    assert build_content().programs == 0
    page = small.get("/map").text
    assert "No program of these rows has a study with a finding yet" in page
    assert "<table" not in page
    assert ElementTree.fromstring(small.get("/map.svg").text).findall(f"{SVG}a") == []
    assert all(each["programs"] == 0 for each in small.get("/api/v1/map").get_json()["results"])
