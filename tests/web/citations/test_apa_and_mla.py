"""The page of a program in APA and MLA, by the manuals' rules for a web page of an organization."""

import datetime

import pytest
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Page, Snapshot
from app.evidence.entry.pages import Site
from app.web.citations.apa_and_mla import SHORT_MONTHS, Pieces, write_apa, write_mla
from app.web.citations.references import CitedReference, cite_page
from tests.web.pages.test_program_page import text_of

ADDRESS = "https://registry.example.org/programs/keep"


def said(pieces: Pieces) -> str:
    return "".join(f"*{text}*" if is_italic else text for text, is_italic in pieces)


@pytest.fixture
def keep(snapshot: Snapshot) -> Page:
    page = snapshot.page("keep")
    assert page is not None
    dates = page.program.dates.model_copy(update={"reviewed": datetime.date(2026, 9, 5)})
    return Page(
        page.slug, page.program.model_copy(update={"name": "KEEP", "dates": dates}), page.html, page.verdicts
    )


def cited(page: Page, site: Site, **changed: str) -> CitedReference:
    names = {"name": changed.pop("name")} if "name" in changed else {}
    changed_page = Page(page.slug, page.program.model_copy(update=names), page.html, page.verdicts)
    return cite_page(changed_page, site.model_copy(update=changed), ADDRESS)


@pytest.mark.parametrize("changed, in_apa, in_mla", [
    ({"title": "Homeward", "publisher": "Homeward"},
     f"Homeward. (2026, September 5). *KEEP*. {ADDRESS}",
     f"“KEEP.” *Homeward*, 5 Sept. 2026, {ADDRESS}."),
    ({"title": "Family Registry", "publisher": "Institute for Families"},
     f"Institute for Families. (2026, September 5). *KEEP*. Family Registry. {ADDRESS}",
     f"“KEEP.” *Family Registry*, Institute for Families, 5 Sept. 2026, {ADDRESS}."),
    ({"title": "Homeward", "publisher": "Families, Inc."},
     f"Families, Inc. (2026, September 5). *KEEP*. Homeward. {ADDRESS}",
     f"“KEEP.” *Homeward*, Families, Inc, 5 Sept. 2026, {ADDRESS}."),
    ({"title": "Homeward", "publisher": "Homeward", "name": "Who “Cares”?"},
     f"Homeward. (2026, September 5). *Who “Cares”?* {ADDRESS}",
     f"“Who ‘Cares’?” *Homeward*, 5 Sept. 2026, {ADDRESS}."),
])  # fmt: skip
def test_the_two_styles(
    changed: dict[str, str], in_apa: str, in_mla: str, keep: Page, snapshot: Snapshot
) -> None:
    reference = cited(keep, snapshot.site, **changed)
    assert said(write_apa(reference)) == in_apa
    assert said(write_mla(reference)) == in_mla


def test_the_page_shows_both_and_every_file(client: FlaskClient, snapshot: Snapshot) -> None:
    shown = snapshot.page("homebuilders")
    assert shown
    day = shown.program.dates.reviewed
    in_apa, in_mla = f"{day:%Y, %B} {day.day}", f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    section = html.split('id="cite">', 1)[1].split("</section>", 1)[0]
    text = text_of(section)
    assert f"Homeward. ({in_apa}). Homebuilders®. http://localhost/programs/homebuilders" in text
    assert f"“Homebuilders®.” Homeward, {in_mla}, http://localhost/programs/homebuilders." in text
    assert f"This page and its {len(shown.program.studies)} studies as BibTeX, RIS or CSL JSON." in text
    for ending in ("bib", "ris", "csl.json", "json", "md"):
        assert f'href="/programs/homebuilders.{ending}"' in section
    pages = (snapshot.page(card.slug) for card in snapshot.cards)
    without = next(page.slug for page in pages if page and not page.program.studies)
    assert "This page as BibTeX" in text_of(client.get(f"/programs/{without}").get_data(as_text=True))


def test_each_study_offers_its_own_citation(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    record = html.split('id="study-kirk-2004"', 1)[1].split("</article>", 1)[0]
    assert "Cite this study: BibTeX of Kirk and Griffith, 2004 (kirk-2004), RIS" in text_of(record)
    for ending in ("bib", "ris", "csl.json"):
        assert f'href="/programs/homebuilders.{ending}?study=kirk-2004"' in record
