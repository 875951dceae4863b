"""Compare: programs side by side in fixed groups, nothing mixed and nothing empty; the CSV says what the page says."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from tests.web.deciding.pages import main_of, rows_of, text_of

TWO = "program=homebuilders&program=intercept"
THREE = f"{TWO}&program=nurturing-parenting-programs"
FOUR = f"{THREE}&program=scared-straight-juvenile-awareness"
SETS = (TWO, FOUR, f"{FOUR}&only=differences", f"{THREE}&as_of=2020-05-01")
GROUPS = ["Safety", "For whom", "What happens", "Who delivers it", "What it takes", "Cost", "Evidence by outcome and time", "Ratings"]


def csv_of(client: FlaskClient, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/compare.csv?{query}").text)))


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("query", SETS)
def test_the_csv_says_what_the_page_says(query: str, client: FlaskClient) -> None:
    """Each cell of the page is the cell of the CSV, followed by links to its sources."""
    head, *page = [row for row in rows_of(client.get(f"/compare?{query}").text) if len(row) > 1]
    first, *told = csv_of(client, query)
    slugs = [name for name in first if f"{name}_sources" in first]
    assert head[1:] == [first[slug] for slug in slugs]
    assert [row[0] for row in page] == [row["row"] for row in told]
    for shown, row in zip(page, told, strict=True):
        for cell, slug in zip(shown[1:], slugs, strict=True):
            words = spaced(row[slug].removeprefix("'"))
            sources = [line.rsplit(": ", 1)[0] for line in row[f"{slug}_sources"].splitlines()]
            linked = [text for text in sources if "entry reviewed" not in text or "in the entry reviewed" in text]
            assert cell.replace(" ;", ";") == f"{words} From: {'; '.join(linked)}".removesuffix(" From: ")


@pytest.mark.parametrize("query", SETS)
def test_json_says_the_same(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/compare?{query}").get_json()
    slugs = [each["slug"] for each in answer["programs"]]
    told = [(row["id"], [cell["text"] for cell in row["cells"]]) for group in answer["groups"] for row in group["rows"]]
    rows = csv_of(client, query)[1:]
    assert [(id, [text.replace("\n", " ") for text in cells]) for id, cells in told] == [
        (row["row_id"], [row[slug].removeprefix("'").replace("\n", " ") for slug in slugs]) for row in rows
    ]


def test_the_groups_stand_in_a_fixed_order(client: FlaskClient) -> None:
    rows = rows_of(client.get(f"/compare?{FOUR}").text)
    assert [row[0] for row in rows if len(row) == 1] == GROUPS


def test_no_cell_is_empty_or_a_dash(client: FlaskClient) -> None:
    for row in csv_of(client, FOUR):
        cells = [row[name] for name in row if f"{name}_sources" in row]
        assert all(re.search(r"\w{2}|\d", cell) for cell in cells), row["row"]
        assert not {"—", "-", "0", "no", "none"} & set(cells), row["row"]


def test_a_fact_that_nobody_recorded_is_not_recorded_in_words(client: FlaskClient) -> None:
    rows = {row["row_id"]: row for row in csv_of(client, "program=adopts-therapy&program=30-days-to-family")}
    assert rows["exclusions"]["30-days-to-family"] == "not recorded"


def test_a_harm_stands_first(client: FlaskClient) -> None:
    safety = rows_of(client.get(f"/compare?{FOUR}").text)[2]
    assert safety[0] == "Harm"
    assert safety[4].startswith("A risk of harm is recorded.")


def test_only_differences_hides_rows_in_which_all_say_the_same(client: FlaskClient) -> None:
    whole = client.get(f"/api/v1/compare?{THREE}").get_json()
    fewer = client.get(f"/api/v1/compare?{THREE}&only=differences").get_json()
    every = [row for group in whole["groups"] for row in group["rows"]]
    kept = [row for group in fewer["groups"] for row in group["rows"]]
    assert kept == [row for row in every if len({cell["text"] for cell in row["cells"]}) > 1]
    assert fewer["hidden"] == len(every) - len(kept) > 0
    assert whole["hidden"] == 0
    assert f"{fewer['hidden']} rows in which all say the same are left out." in text_of(client.get(f"/compare?{THREE}&only=differences").text)


def test_figures_on_the_same_measure_at_the_same_time_share_a_row(client: FlaskClient) -> None:
    query = "program=emdr-child-adolescent&program=trauma-focused-cognitive-behavioral-therapy"
    row = next(row for row in csv_of(client, query) if row["row_id"] == "figures-child-mental-health-1")
    assert row["row"].endswith("figures: Mean difference, PTSD symptoms (CAPS-CA), when treatment ended")
    assert row["emdr-child-adolescent"] == row["trauma-focused-cognitive-behavioral-therapy"]


def test_figures_that_do_not_agree_are_not_shown_and_say_why(client: FlaskClient) -> None:
    """One has odds ratios or percentages where the other has standardized differences."""
    answer = client.get("/api/v1/compare?program=functional-family-therapy&program=multisystemic-therapy").get_json()
    evidence = next(group for group in answer["groups"] if group["id"] == "evidence")
    apart = [cell["text"] for row in evidence["rows"] if row["id"].startswith("figures-") for cell in row["cells"]]
    assert apart
    assert all(text.startswith(("not set side by side: ", "figures not recorded", "no finding")) for text in apart)


def test_one_row_names_the_clause_that_makes_our_own_checks_differ(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/compare?{TWO}").get_json()
    row = answer["groups"][-1]["rows"][-1]
    assert row["id"] == "own-check"
    assert all("What keeps it from more: " in cell["text"] for cell in row["cells"][1:])


def test_programs_without_a_shared_topic_say_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/compare?program=homebuilders&program=seeking-safety-adults").get_json()
    texts = {cell["text"] for cell in answer["groups"][-1]["rows"][-1]["cells"]}
    assert texts == {"they share no topic area, so our own checks of them cannot be set side by side"}


def test_a_day_shows_the_ratings_of_that_day(client: FlaskClient) -> None:
    """The Title IV-E clearinghouse did not exist in 2015."""
    answer = client.get(f"/api/v1/compare?{TWO}&as_of=2015-01-01").get_json()
    ratings = {row["id"] for row in answer["groups"][-1]["rows"]}
    assert answer["as_of"] == "2015-01-01"
    assert not {"rated.title-iv-e", "own-check"} & ratings
    assert "Ratings as on 1 January 2015" in text_of(client.get(f"/compare?{TWO}&as_of=2015-01-01").text)


# States


def test_without_a_program_the_page_says_what_it_is_for_and_finds_the_first(client: FlaskClient) -> None:
    page = main_of(client.get("/compare").text)
    assert "Two to four programs side by side" in page
    assert 'name="q"' in page
    assert "<table" not in page
    assert 'href="/compare?program=homebuilders"' in client.get("/compare?q=homebuilders").text


def test_with_one_program_the_page_asks_for_another(client: FlaskClient) -> None:
    page = main_of(client.get("/compare?program=homebuilders").text)
    assert "Homebuilders® is chosen. Add at least one more" in text_of(page)
    found = client.get("/compare?program=homebuilders&q=intercept").text
    assert 'href="/compare?program=homebuilders&amp;program=intercept"' in found
    assert "No program for “zzzz”" in client.get("/compare?program=homebuilders&q=zzzz").text


@pytest.mark.parametrize("path", ["/compare", "/compare.csv", "/api/v1/compare"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("program=homebuilder&program=keep", "“homebuilder” is no program of this registry. Did you mean homebuilders?"),
        (f"{FOUR}&program=keep", "5 programs are asked for; at most 4 fit here."),
        (f"{TWO}&only=everything", "“everything” is not a value of only"),
        (f"{TWO}&as_of=yesterday", "“yesterday” is not a day"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_named(path: str, query: str, said: str, client: FlaskClient) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert said in text_of(answer.text)


def test_a_repeated_program_counts_once(client: FlaskClient) -> None:
    repeated = client.get(f"/api/v1/compare?{FOUR}&program=homebuilders&program=").get_json()
    assert repeated == client.get(f"/api/v1/compare?{FOUR}").get_json()


def test_a_former_name_stands_for_the_present_one_and_a_retired_program_keeps_its_column(changed: FlaskClient) -> None:
    answer = changed.get("/api/v1/compare?program=keep-old&program=pathways-home").get_json()
    assert [each["slug"] for each in answer["programs"]] == ["keep", "pathways-home"]
    said = "Retired on 1 November 2026: No longer offered. In its place: KEEP"
    assert answer["programs"][0]["retired"] is None
    assert answer["programs"][1]["retired"].startswith(said)
    rows = rows_of(changed.get("/compare?program=keep-old&program=pathways-home").text)
    assert rows[2][:2] == ["In this registry", "active"]
    assert rows[2][2].startswith(said)


def test_unknown_names_are_told_and_change_nothing(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/compare?{TWO}&color=red").get_json()
    assert answer.pop("ignored") == ["color"]
    usual = client.get(f"/api/v1/compare?{TWO}").get_json()
    assert usual.pop("ignored") == []
    assert answer == usual


def test_a_choice_is_not_indexed_and_the_plain_page_is(client: FlaskClient) -> None:
    assert "noindex" not in client.get("/compare").text
    assert "noindex" in client.get(f"/compare?{TWO}").text


def test_downloads_are_of_what_the_page_shows(client: FlaskClient) -> None:
    page = client.get(f"/compare?{TWO}&only=differences").text.replace("&amp;", "&")
    assert f'href="/compare.csv?{TWO}&bom=yes&only=differences"' in page
    assert f'href="/api/v1/compare?{TWO}&only=differences"' in page
