"""The shortlist stands in its address; its states are designed, and recorded dates tell what changed since a day."""

import datetime
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with
from tests.web.deciding.pages import main_of, text_of

THREE = "program=homebuilders&program=intercept&program=keep"
TWELVE = (
    "homebuilders", "intercept", "keep", "keep-safe", "safecare", "theraplay", "family-finding", "family-check-up",
    "parents-as-teachers", "pathways-home", "project-connect", "multisystemic-therapy",
)  # fmt: skip
DOCUMENTS = ("/shortlist/table", "/shortlist/memo", "/shortlist/hexagon")


def query_of(slugs: tuple[str, ...]) -> str:
    return "&".join(f"program={slug}" for slug in slugs)


def test_every_card_and_program_page_can_be_added_without_script(client: FlaskClient) -> None:
    search = client.get("/programs?per_page=5").text
    assert search.count('data-add="') == search.count('<li class="result">') == 5
    page = client.get("/programs/homebuilders").text
    assert 'href="/shortlist?program=homebuilders" data-add="homebuilders"' in page
    population = client.get("/populations/adoptive-families").text
    assert population.count('data-add="') == population.count('<li class="result">') > 0


def test_the_foot_of_every_page_leads_to_shortlist_and_compare(client: FlaskClient) -> None:
    foot = client.get("/about").text.split("<footer")[1]
    assert 'href="/shortlist"' in foot
    assert 'href="/compare"' in foot


def test_the_search_of_the_page_adds_to_its_address(client: FlaskClient) -> None:
    page = client.get(f"/shortlist?{THREE}&q=safecare&as_of=2025-01-01").text
    assert f'href="/shortlist?{THREE}&program=safecare&as_of=2025-01-01"' in unescape(page)
    again = unescape(client.get("/shortlist?program=homebuilders&q=homebuilders").text)
    assert "program=homebuilders&program=homebuilders" not in again
    assert "No program for “zzzz”" in client.get("/shortlist?q=zzzz").text


def test_a_program_is_taken_off_by_a_link(client: FlaskClient) -> None:
    page = unescape(client.get(f"/shortlist?{THREE}").text)
    assert 'href="/shortlist?program=homebuilders&program=keep" data-remove="intercept"' in page


def test_it_leads_to_what_can_be_made_of_it(client: FlaskClient) -> None:
    page = unescape(client.get(f"/shortlist?{THREE}").text)
    for path in ("/compare", *DOCUMENTS):
        assert f'href="{path}?{THREE}"' in page
    answer = client.get(f"/api/v1/shortlist?{THREE}").get_json()
    assert [each["slug"] for each in answer["programs"]] == ["homebuilders", "intercept", "keep"]
    assert {kind: address.split("?")[1] for kind, address in answer["documents"].items()} == dict.fromkeys(("table", "memo", "hexagon"), THREE)


def test_of_more_than_four_programs_those_to_compare_are_ticked(client: FlaskClient) -> None:
    page = main_of(client.get(f"/shortlist?{query_of(TWELVE)}").text)
    assert page.count('type="checkbox"') == 12
    assert page.count(" checked>") == 4
    assert "The list is full: 12 programs fit." in text_of(page)
    assert 'name="q"' not in page


# States


def test_without_a_program_the_page_says_what_a_shortlist_is_for(client: FlaskClient) -> None:
    page = main_of(client.get("/shortlist").text)
    assert "Choose up to 12 programs" in page
    assert 'name="q"' in page
    assert client.get("/api/v1/shortlist").get_json()["programs"] == []


@pytest.mark.parametrize("path", ["/shortlist", "/api/v1/shortlist", *DOCUMENTS])
def test_unknown_and_too_many_programs_are_named(path: str, client: FlaskClient) -> None:
    answer = client.get(f"{path}?{query_of((*TWELVE, 'triple-p-system'))}")
    assert answer.status_code == 400
    assert "13 programs are asked for; at most 12 fit here." in answer.text
    answer = client.get(f"{path}?program=homebuilder")
    assert answer.status_code == 400
    assert "“homebuilder” is no program of this registry. Did you mean homebuilders?" in answer.text


@pytest.mark.parametrize("path", ["/shortlist", "/shortlist/memo", "/api/v1/shortlist", "/api/v1/shortlist/memo"])
@pytest.mark.parametrize("name", ["since", "as_of"])
def test_a_day_is_a_day_up_to_today(path: str, name: str, client: FlaskClient) -> None:
    assert client.get(f"{path}?{THREE}&{name}=soon").status_code == 400
    assert client.get(f"{path}?{THREE}&{name}=2999-01-01").status_code == 400


def test_a_repeated_program_counts_once(client: FlaskClient) -> None:
    twice = client.get(f"/api/v1/shortlist?{query_of((*TWELVE, *TWELVE))}").get_json()
    assert [each["slug"] for each in twice["programs"]] == list(TWELVE)


def test_a_former_name_and_a_retired_program(changed: FlaskClient) -> None:
    answer = changed.get("/api/v1/shortlist?program=keep-old&program=pathways-home&program=keep").get_json()
    assert [each["slug"] for each in answer["programs"]] == ["keep", "pathways-home"]
    said = "Retired on 1 November 2026: No longer offered. In its place: KEEP"
    assert answer["programs"][1]["retired"].startswith(said)
    for path in ("/shortlist", *DOCUMENTS):
        assert said in text_of(changed.get(f"{path}?program=homebuilders&program=pathways-home").text), path
    page = unescape(changed.get("/shortlist?program=homebuilders&program=pathways-home").text)
    assert 'href="/shortlist?program=homebuilders&program=keep"' in page


def test_a_choice_is_not_indexed_and_the_plain_page_is(client: FlaskClient) -> None:
    for path in ("/shortlist", *DOCUMENTS):
        assert "noindex" not in client.get(path).text
        assert "noindex" in client.get(f"{path}?{THREE}").text


def test_a_registry_without_the_file_makes_no_documents(tmp_path: Path) -> None:
    content = copy_with(("homebuilders",), tmp_path / "content")
    (content / "documents.yaml").unlink()
    assert build(content, tmp_path / "catalog", TODAY).generation
    client = create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client()
    for path in DOCUMENTS:
        assert client.get(f"{path}?program=homebuilders").status_code == 404
        assert client.get(f"/api/v1{path}?program=homebuilders").status_code == 404
    page = main_of(client.get("/shortlist?program=homebuilders").text)
    assert "/shortlist/" not in page
    assert client.get("/api/v1/shortlist?program=homebuilders").get_json()["documents"] == {}


# What changed


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """KEEP with a new rating, a rating of an uncertain date, a new study, a harm with a date; Pathways Home retired."""
    folder = tmp_path_factory.mktemp("since")
    content = copy_with(("keep", "pathways-home"), folder / "content")
    keep = content / "programs" / "keep.md"
    text = keep.read_text("utf-8")
    text = text.replace("harm: {case: unknown, basis: unknown}", "harm: {case: present, basis: unknown, since: 2026-10, note: A note, source: https://example.org/harm}", 1)
    assert "case: present" in text
    new = (
        "other_ratings:\n"
        "  - {registry: blueprints, rating: Promising, scope: new, as_of: 2026-09-02, source: https://example.org/w, seen: 2026-11-20}\n"
        "  - {registry: crimesolutions, rating: Promising, scope: odd, as_of: 2026, source: https://example.org/q, seen: 2026-11-20}\n"
    )
    text = text.replace("other_ratings:\n", new, 1)
    keep.write_text(text.replace("  - id: ", "  - added: 2026-10-05\n    id: ", 1), "utf-8")
    home = content / "programs" / "pathways-home.md"
    home.write_text(home.read_text("utf-8").replace("status: active", "status: retired\nretired: {date: 2026-11-01, reason: No longer offered, successor: keep}", 1), "utf-8")
    result = build(content, folder / "catalog", TODAY)
    assert result.generation, result.problems
    return create_app(Settings(content=content, catalog=folder / "catalog")).test_client()


def test_recorded_dates_tell_what_changed(dated: FlaskClient) -> None:
    report = dated.get("/api/v1/shortlist?program=keep&program=pathways-home&since=2026-08-01").get_json()["since"]
    told = [each["text"] for each in report["told"]]
    assert (report["since"], report["until"]) == ("2026-08-01", str(datetime.date.today()))
    for said in (
        ": a risk of harm was first recorded in October 2026.",
        "“Promising” (new), dated 2 September 2026.",
        "“Promising” (odd) is dated 2026; whether that was before 1 August 2026 is not recorded.",
        "2 studies added to the entry: ",
        "Retired on 1 November 2026: No longer offered.",
        "added to this registry on",
    ):
        assert any(said in text for text in told), said


def test_it_says_what_dates_cannot_tell(dated: FlaskClient) -> None:
    report = dated.get("/api/v1/shortlist?program=keep&program=pathways-home&since=2026-08-01").get_json()["since"]
    assert any("it is not recorded when they came into an entry" in text for text in report["untold"])
    assert report["untold"][-1].startswith("Corrections of texts, ages, costs and other facts carry no dates")


def test_the_page_and_the_memo_tell_the_same(dated: FlaskClient) -> None:
    query = "program=keep&program=pathways-home&since=2026-08-01"
    report = dated.get(f"/api/v1/shortlist?{query}").get_json()["since"]
    assert dated.get(f"/api/v1/shortlist/memo?{query}").get_json()["since"] == report
    for path in ("/shortlist", "/shortlist/memo"):
        page = text_of(dated.get(f"{path}?{query}").text)
        assert all(" ".join(each["text"].split()) in page for each in report["told"])
        assert all(text in page for text in report["untold"])


def test_nothing_is_told_of_a_time_without_dates(dated: FlaskClient) -> None:
    page = text_of(dated.get("/shortlist?program=pathways-home&since=2026-08-01&as_of=2026-08-15").text)
    assert "No recorded date falls into this time." in page
    report = dated.get("/api/v1/shortlist?program=keep&since=2026-08-01&as_of=2026-08-15").get_json()["since"]
    assert (report["since"], report["until"]) == ("2026-08-01", "2026-08-15")
    assert not any("2 September 2026" in each["text"] for each in report["told"])
