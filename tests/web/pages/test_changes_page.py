"""The page of what changed: by month, by kind, in pages, each change with its date and where it was seen."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with
from tests.web.pages.test_program_page import text_of

PAGE = "/changes"


def months(html: str) -> list[str]:
    return re.findall(r'<h2 id="month-\d+">(.*?)</h2>', html)


def everything(client: FlaskClient, kind: str = "") -> str:
    """The main part of every page, one after the other."""
    html, number = "", 1
    while True:
        page = client.get(f"{PAGE}?kind={kind}&page={number}").get_data(as_text=True)
        html += page.split("<main", 1)[1].split("</main>", 1)[0]
        if 'rel="next"' not in page:
            return html
        number += 1


def test_every_change_is_listed_once_under_its_month(client: FlaskClient, snapshot: Snapshot) -> None:
    html = everything(client)
    assert html.count("<li>") == len(snapshot.changes)
    headings = list(dict.fromkeys(months(html)))
    assert headings[0] == "November 2026"
    assert {"July 2011", "2019, month not recorded", "2003, month not recorded"} <= set(headings)
    assert (
        headings.index("June 2019") < headings.index("2019, month not recorded") < headings.index("May 2018")
    )


def test_a_change_says_who_rated_what_when_and_where_it_was_seen(client: FlaskClient) -> None:
    listed = text_of(everything(client, "rating"))
    assert (
        "Homebuilders®: Does not meet criteria, rated by Home Visiting Evidence of Effectiveness "
        "(Homebuilders (Birth to Age 5), as an evidence-based early childhood model)."
    ) in listed
    assert (
        "Date of rating: July 2011; seen on 21 November 2026 in a stored copy. Source: homvee.acf.hhs.gov."
        in listed
    )
    assert "Date of rating not recorded; seen on 21 November 2026 in a stored copy." in listed


@pytest.mark.parametrize(
    "kind, said, other",
    [("added", "new in the registry", "rated by"), ("rating", "rated by", "new in the registry")],
)
def test_one_kind_alone(kind: str, said: str, other: str, client: FlaskClient, snapshot: Snapshot) -> None:
    html = everything(client, kind)
    assert (
        html.count("<li>")
        == (
            html.count("<strong>new")
            if kind == "added"
            else len(re.findall(r"</strong>, (?:rated|listed) by", html))
        )
        == sum(change.kind == kind for change in snapshot.changes)
    )
    assert f"<strong>{other}" not in html if kind == "rating" else other not in html
    assert f'<option value="{kind}" selected>' in html


def test_a_recorded_risk_of_harm_is_told_with_every_change(client: FlaskClient, snapshot: Snapshot) -> None:
    harmful = {card.name for card in snapshot.cards if card.harm}
    for item in everything(client).split("<li>")[1:]:
        assert ("Warning: a risk of harm is recorded." in item) == (
            text_of(item).split(":", 1)[0].strip() in harmful
        )
    assert harmful


def test_nothing_of_a_kind_says_so_and_leads_on(client: FlaskClient) -> None:
    html = client.get(f"{PAGE}?kind=retired").get_data(as_text=True)
    assert "No program has been retired." in html
    assert '<a href="/changes">See everything that changed</a>' in html


@pytest.mark.parametrize("query, status, said", [
    ("kind=nonsense", 400, "“nonsense” is not a value of kind."),
    ("page=0", 400, "“0” is not a value of page."),
    ("page=999", 404, "There is no page 999 of these changes: the last one is page "),
])  # fmt: skip
def test_what_cannot_be_answered_is_refused_and_named(
    query: str, status: int, said: str, client: FlaskClient
) -> None:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == status
    assert said in text_of(answer.get_data(as_text=True))


def test_a_change_of_rating_and_a_retirement_are_told_with_what_was_before_and_what_comes_after(
    tmp_path: Path,
) -> None:
    folder = copy_with(("keep", "homebuilders"), tmp_path / "content")
    entry = folder / "programs" / "homebuilders.md"
    source = "source: 'mailto:ratings@example.org', seen: 2026-11-22, copy: live"
    new = f"{{level: 1, by: CEBC, as_of: 2026-11, {source}}}"
    before, ratings = "    ratings:\n", "      - level: 2\n"
    text = entry.read_text("utf-8").replace(before + ratings, f"{before}      - {new}\n{ratings}", 1)
    entry.write_text(
        text.replace(
            "status: active",
            "status: retired\nretired: {date: 2026-11-22, reason: No longer offered., successor: keep}",
        ),
        "utf-8",
    )
    made = build(folder, tmp_path / "catalog", TODAY)
    assert made.generation, made.problems
    html = (
        create_app(Settings(content=folder, catalog=tmp_path / "catalog"))
        .test_client()
        .get(PAGE)
        .get_data(as_text=True)
    )
    said = text_of(html)
    assert "in Post-Permanency Services; before: 2 – Supported by Research Evidence. Date of rating: " in said
    assert ". Date of rating: November 2026; seen on 22 November 2026 on the live page." in said
    assert "Homebuilders®: retired. No longer offered. In its place: keep" in said
    assert '<a href="/programs/keep">keep</a>' in html


def test_home_footer_and_about_lead_there(client: FlaskClient) -> None:
    assert client.get("/").get_data(as_text=True).count(f'href="{PAGE}"') == 2
    assert f'href="{PAGE}"' in client.get("/about").get_data(as_text=True).split("</main>")[0]
