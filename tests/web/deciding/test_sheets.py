"""Memo and Hexagon sheet: the same questions of each program, answered with sources or left blank.

One walk finds the sentence on each finding in fact box, compare, plan table, memo and Hexagon sheet.
"""

import re
from itertools import chain

import pytest
import yaml
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.found.outcome_results import result_by_outcome
from app.web.wording.program_head import fact_box, name_together
from tests.conftest import ROOT
from tests.web.deciding.pages import text_of

DOCUMENTS = yaml.safe_load((ROOT / "content/documents.yaml").read_text("utf-8"))
TWO = "program=homebuilders&program=adopts-therapy"


def rows_of(client: FlaskClient, kind: str, query: str = TWO) -> list[list[dict[str, object]]]:
    answer = client.get(f"/api/v1/shortlist/{kind}?{query}").get_json()
    return [part["rows"] for part in answer["parts"]]


def test_the_memo_asks_the_six_things_of_each_program_and_then_what_has_to_be_decided(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/shortlist/memo?{TWO}").get_json()
    *programs, decision = answer["parts"]
    asked = [question["heading"] for question in DOCUMENTS["memo"]["questions"].values()]
    assert len(asked) == 6
    for part, name in zip(programs, ("Homebuilders®", "ADOPTS"), strict=True):
        assert part["heading"].startswith(name)
        assert [row["label"] for row in part["rows"]] == asked
    assert [row["label"] for row in decision["rows"]] == ["Need", "Resources", "Equity", "Acceptability", "Feasibility"]
    assert all(cell["blank"] and cell["text"] == "" for row in decision["rows"] for cell in row["cells"])
    assert [column["id"] for column in decision["columns"]] == ["homebuilders", "adopts-therapy"]


def test_the_hexagon_sheet_fills_the_program_and_leaves_the_site_blank(client: FlaskClient) -> None:
    for rows in rows_of(client, "hexagon"):
        assert [row["id"] for row in rows] == ["evidence", "usability", "supports", "need", "fit", "capacity"]
        assert [row["cells"][0]["blank"] for row in rows] == [False] * 3 + [True] * 3
    page = client.get(f"/shortlist/hexagon?{TWO}").text
    assert f'href="{DOCUMENTS["hexagon"]["source"]}"' in page
    assert "National Implementation Research Network" in page


@pytest.mark.parametrize("kind", ["memo", "hexagon"])
def test_what_is_not_recorded_is_named_and_nothing_is_empty(kind: str, client: FlaskClient) -> None:
    missing = []
    for part in rows_of(client, kind):
        for row in part:
            for cell in row["cells"]:
                assert cell["blank"] or cell["text"]
                missing += [fact for fact in cell["facts"] if re.match(r"Not recorded: |not recorded", fact["text"])]
    assert missing


@pytest.mark.parametrize("kind", ["memo", "hexagon"])
def test_every_answer_has_a_footnote(kind: str, client: FlaskClient) -> None:
    for part in rows_of(client, kind):
        facts = [fact for row in part for cell in row["cells"] if cell["recorded"] for fact in cell["facts"]]
        assert {fact["text"] for fact in facts if not fact["footnotes"]} <= {"No published rating seen", "no study is recorded"}


@pytest.mark.parametrize("kind", ["memo", "hexagon"])
def test_markdown_says_what_the_page_says(kind: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/shortlist/{kind}?{TWO}").get_json()
    page = text_of(client.get(f"/shortlist/{kind}?{TWO}").text)
    file = client.get(f"/shortlist/{kind}.md?{TWO}")
    assert file.mimetype == "text/markdown"
    text = re.sub(r"\[\^\d+\]", "", re.sub(r"\\(.)", r"\1", file.text))
    facts = [fact["text"] for part in answer["parts"] for row in part["rows"] for cell in row["cells"] if not cell["blank"] for fact in cell["facts"]]
    assert facts
    for fact in facts:
        assert " ".join(fact.split()) in text
        assert " ".join(fact.split()) in page
    assert text.count("[to fill in") >= 3
    assert answer["permanent"] in text


def test_a_document_reopens_as_it_stood(client: FlaskClient) -> None:
    then = client.get("/api/v1/shortlist/memo?program=family-centered-treatment&as_of=2021-01-01").get_json()
    now = client.get("/api/v1/shortlist/memo?program=family-centered-treatment").get_json()
    rated = [each["parts"][0]["rows"][0]["cells"][0]["text"] for each in (then, now)]
    assert "Title IV-E" not in rated[0]
    assert "Title IV-E: Supported, In-home parent skill-based programs, October 2021" in rated[1]
    page = text_of(client.get("/shortlist/memo?program=family-centered-treatment&as_of=2021-01-01").text)
    assert "Ratings as on 1 January 2021, everything else as on" in page


def test_one_sentence_on_a_finding_stands_in_fact_box_compare_table_memo_and_sheet(client: FlaskClient, snapshot: Snapshot) -> None:
    """In compare each outcome has a row of its own, so what a sentence above had said is said again there."""
    slugs = [card.slug for card in snapshot.cards if card.words.get("outcomes")]
    seen = 0
    for start in range(0, len(slugs), 4):
        some = slugs[start : start + 4]
        query = "&".join(f"program={slug}" for slug in some)
        compared = {
            row["id"]: [cell["text"] for cell in row["cells"]]
            for group in client.get(f"/api/v1/compare?{query}").get_json()["groups"]
            for row in group["rows"]
        }
        table = client.get(f"/api/v1/shortlist/table?{query}&column=outcomes").get_json()["parts"][0]["rows"]
        memo = rows_of(client, "memo", query)
        sheet = rows_of(client, "hexagon", query)
        for place, slug in enumerate(some):
            page = snapshot.page(slug)
            assert page
            box, shown = fact_box(page.program, snapshot), text_of(client.get(f"/programs/{slug}").text)
            directions = {each.outcome: each for each in result_by_outcome(page.program.studies)}
            for said in chain(*name_together(box)):
                assert f"{said.label}. {said.text}" in shown  # outcomes of which the same is said stand together
            for each in (*box.shown, *box.folded):
                seen += 1
                assert compared[f"outcome-{each.outcome}"][place].startswith(f"{each.alone}\n")
                assert each.counts[1:] in each.text or directions[each.outcome].signs == ("better",)
                assert each.is_bad_news == bool({"worse", "both"} & set(directions[each.outcome].signs))
            for each in box.shown:
                said = f"{each.label}: {each.text}"
                for told in (table[place]["cells"][0], memo[place][5]["cells"][0], sheet[place][0]["cells"][0]):
                    assert said in told["text"].splitlines()
    assert seen > 150


def test_where_lower_is_better_a_lower_percentage_is_called_better(client: FlaskClient, snapshot: Snapshot) -> None:
    """The sentence follows what the outcome names (fewer placements), not which number is higher."""
    lower = [id for id, word in snapshot.words["outcomes"].items() if word.better == "lower"]
    told = 0
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        for each in fact_box(page.program, snapshot).shown if page else ():
            figures = re.match(r"Of 100 .*? with the program (?:about )?([\d.]+) .*; of 100 .*?, (?:about )?([\d.]+)\.", each.text)
            if figures and each.outcome in lower and not each.is_bad_news and each.counts.startswith("better in the one"):
                told += 1
                assert float(figures[1]) < float(figures[2]), (card.slug, each.text)
    assert told
