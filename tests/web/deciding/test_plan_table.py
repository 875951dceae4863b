"""The plan table: the registry columns of published state tables by one address, and every way of taking it away."""

import csv
import io
import re
from html import unescape

import cmarkgfm
import pytest
import yaml
from flask.testing import FlaskClient

from tests.conftest import ROOT
from tests.web.deciding.pages import main_of, rows_of, text_of

TABLES = yaml.safe_load((ROOT / "tests/web/deciding/state_tables.yaml").read_text("utf-8"))
REGISTRIES = {"iv-e": "rated.title-iv-e", "cebc": "rated.cebc"}
MEANS = {
    "well-supported": r"(1 – )?Well-Supported( by Research Evidence)?\b",
    "supported": r"(2 – )?Supported( by Research Evidence)?\b",
    "promising": r"(3 – )?Promising( Research Evidence)?\b",
    "does not meet criteria": r"Does Not Currently Meet Criteria\b",
    "not able to be rated": r"NR – Not able to be Rated\b",
}
"""The word of a plan -> how the registry itself has it."""
THREE = "program=homebuilders&program=intercept&program=nurturing-parenting-programs"


def csv_of(client: FlaskClient, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/shortlist/table.csv?{query}").text)))


@pytest.mark.parametrize("state", TABLES)
def test_one_address_rebuilds_the_registry_columns_of_a_published_table(state: str, client: FlaskClient) -> None:
    programs = TABLES[state]["programs"]
    query = "&".join([*(f"program={slug}" for slug in programs), "column=program", *(f"column={each}" for each in REGISTRIES.values())])
    answer = client.get(f"/api/v1/shortlist/table?{query}").get_json()
    (part,) = answer["parts"]
    assert [column["label"] for column in part["columns"]] == ["Program", "Title IV-E rating", "CEBC rating"]
    assert [row["id"] for row in part["rows"]] == list(programs)
    for row in part["rows"]:
        printed = programs[row["id"]]
        for registry, cell in zip(REGISTRIES, row["cells"][1:], strict=True):
            now, why = printed.get("now", {}).get(registry, (printed[registry], ""))
            if now is None:
                assert (cell["text"], cell["recorded"]) == ("not recorded", False)
            else:
                assert re.match(MEANS[now.lower()], cell["text"]), (state, row["id"], why)
                assert cell["recorded"]
                assert all(fact["footnotes"] for fact in cell["facts"])
    told = csv_of(client, query)
    assert [[each["Title IV-E rating"], each["CEBC rating"]] for each in told] == [
        [cell["text"] for cell in row["cells"][1:]] for row in part["rows"]
    ]


def test_columns_stand_in_the_order_in_which_they_are_asked_for(client: FlaskClient) -> None:
    page = rows_of(client.get(f"/shortlist/table?{THREE}&column=ages&column=program&column=reason&column=ages").text)
    assert page[0] == ["Ages", "Program", "Why it was selected"]
    assert re.fullmatch(r"0–17 \d+", page[1][0])
    assert page[1][1:] == ["Homebuilders®", "[to fill in]"]


def test_without_columns_the_usual_ones_stand(client: FlaskClient) -> None:
    usual = yaml.safe_load((ROOT / "content/documents.yaml").read_text("utf-8"))["plan_table"]["usual"]
    answer = client.get(f"/api/v1/shortlist/table?{THREE}").get_json()
    assert [column["id"] for column in answer["parts"][0]["columns"]] == usual


def test_a_recorded_harm_adds_its_column(client: FlaskClient) -> None:
    query = "program=homebuilders&program=scared-straight-juvenile-awareness&column=program"
    answer = client.get(f"/api/v1/shortlist/table?{query}").get_json()
    assert [column["id"] for column in answer["parts"][0]["columns"]] == ["program", "harm"]
    assert answer["parts"][0]["rows"][1]["cells"][1]["text"].startswith("A risk of harm is recorded.")
    alone = client.get("/api/v1/shortlist/table?program=homebuilders&column=program").get_json()
    assert [column["id"] for column in alone["parts"][0]["columns"]] == ["program"]


def test_no_cell_is_empty_in_csv_and_blanks_say_so(client: FlaskClient) -> None:
    every = "".join(f"&column={id}" for id in ("cost", "languages", "trauma-informed", "category", "evaluation", "coverage"))
    for row in csv_of(client, THREE + every):
        assert all(value for value in row.values())
        assert row["How it will be evaluated"] == row["Where it will be offered"] == "[to fill in]"


def test_the_page_says_what_the_csv_says(client: FlaskClient) -> None:
    head, *page = rows_of(client.get(f"/shortlist/table?{THREE}").text)
    rows = csv_of(client, THREE)
    for shown, row in zip(page, rows, strict=True):
        for name, cell in zip(head, shown, strict=True):
            words = re.sub(r"\s+", " ", row[name].removeprefix("'"))
            without_notes = re.sub(r"(?<=\S)( \d+,?)+(?= |$)", "", cell)
            assert re.sub(r"\W|\d", "", without_notes) == re.sub(r"\W|\d", "", words), name


def test_markdown_is_read_as_the_same_table_with_footnotes(client: FlaskClient) -> None:
    text = client.get(f"/shortlist/table.md?{THREE}").text
    html = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_FOOTNOTES)
    rows = rows_of(html.replace("<td align=", "<td ").replace("<table ", "<table>"))
    csv_rows = csv_of(client, THREE)
    assert rows[0] == [name for name in csv_rows[0] if name not in ("slug", "sources")]
    assert [row[0] for row in rows[1:]] == ["Homebuilders®", "Intercept", "Nurturing Parenting Programs"]
    answer = client.get(f"/api/v1/shortlist/table?{THREE}").get_json()
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == len(answer["footnotes"])
    assert html.count('id="fn-') == len(answer["footnotes"])


def test_html_to_paste_holds_every_cell_and_whole_addresses(client: FlaskClient) -> None:
    page = client.get(f"/shortlist/table?{THREE}").text
    pasted = unescape(page.split('<code id="paste">')[1].split("</code>")[0])
    assert [row[0] for row in rows_of(pasted.replace('<table border="1">', "<table>"))] == [
        "Program", "Homebuilders®", "Intercept", "Nurturing Parenting Programs",
    ]  # fmt: skip
    assert "class=" not in pasted
    assert all(address.startswith("http") for address in re.findall(r'href="([^"]+)"', pasted))


def test_every_figure_has_a_footnote_with_a_date(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/shortlist/table?{THREE}&column=rated.title-iv-e&column=outcomes&column=cost").get_json()
    numbers = {note["number"]: note["text"] for note in answer["footnotes"]}
    assert list(numbers) == list(range(1, len(numbers) + 1))
    facts = [fact for row in answer["parts"][0]["rows"] for cell in row["cells"] if cell["recorded"] for fact in cell["facts"]]
    assert all(fact["footnotes"] for fact in facts if re.search(r"\d", fact["text"]))
    assert all(re.search(r"\d{4}|year not recorded", text) for text in numbers.values())


# States


@pytest.mark.parametrize("path", ["/shortlist/table", "/shortlist/table.csv", "/shortlist/table.md", "/api/v1/shortlist/table"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("program=homebuilders&column=price", "“price” is not a value of column"),
        ("program=homebuilders&column=rated.nobody", "“rated.nobody” is not a value of column"),
        ("program=nix", "“nix” is no program of this registry."),
    ],
)  # fmt: skip
def test_an_unknown_column_or_program_is_named(path: str, query: str, said: str, client: FlaskClient) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert said in text_of(answer.text)


def test_without_programs_the_page_leads_to_a_shortlist_and_the_csv_has_its_head(client: FlaskClient) -> None:
    page = client.get("/shortlist/table").text
    assert "No program is chosen yet." in text_of(page)
    assert 'href="/shortlist"' in main_of(page)
    assert client.get("/shortlist/table.csv").text.startswith("slug,Program,Title IV-E rating")


def test_the_permanent_link_reopens_the_table_with_the_ratings_of_its_day(client: FlaskClient) -> None:
    answer = client.get("/api/v1/shortlist/table?program=family-centered-treatment&column=rated.title-iv-e&as_of=2021-01-01").get_json()
    assert answer["parts"][0]["rows"][0]["cells"][0]["text"] == "not recorded"
    assert answer["permanent"].endswith("program=family-centered-treatment&as_of=2021-01-01&column=rated.title-iv-e")
    today = client.get("/api/v1/shortlist/table?program=family-centered-treatment&column=rated.title-iv-e").get_json()
    assert today["parts"][0]["rows"][0]["cells"][0]["text"].startswith("Supported")
    assert re.search(r"&as_of=\d{4}-\d\d-\d\d$", today["permanent"])
