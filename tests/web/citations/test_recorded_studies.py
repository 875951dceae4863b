"""A study as recorded, in every place that cites it."""

import json
import re
from pathlib import Path

import pytest
import rispy
from flask.testing import FlaskClient
from markupsafe import escape

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with

DOI = "10.1002/1097-0000(20001215)52:4<199::AID-X1>3.0.CO;2-#"
ADDRESS = "https://doi.org/10.1002/1097-0000(20001215)52:4%3C199::AID-X1%3E3.0.CO;2-%23"
AUTHORS = '["Gordon", "Department of Family Services, Bureau of Kin", "Lee, Jr., J.", "et al"]'


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """KEEP, whose first study has many things in its citation."""
    folder = tmp_path_factory.mktemp("cited")
    content = copy_with(("keep",), folder / "content")
    entry: Path = content / "programs" / "keep.md"
    citation = f'{{authors: {AUTHORS}, year: 2001, title: A title, container: A journal, volume: "2", pages: "12 — 15", doi: "{DOI}"}}'
    text = entry.read_text("utf-8")
    changed = re.sub(
        r"(  - id: .*\n)(?:    .*\n)*?    citation:.*\n(?:      .*\n)*",
        rf"\1    citation: {citation}\n",
        text,
        count=1,
    )
    assert changed != text
    entry.write_text(changed, "utf-8")
    made = build(content, folder / "catalog", TODAY)
    assert made.generation, made.problems
    return create_app(Settings(content=content, catalog=folder / "catalog")).test_client()


def first_study(cited: FlaskClient) -> str:
    found = re.search(r'<article id="study-([a-z0-9-]+)"', cited.get("/programs/keep").text)
    assert found
    return found[1]


def test_c1_and_c2_the_page_names_authors(cited: FlaskClient) -> None:
    page = cited.get("/programs/keep").text
    assert "Gordon and others, 2001" in page
    assert "Gordon, Department of Family Services, Bureau of Kin, Lee, J., Jr., et al. (2001)." in page
    assert "and et al" not in page


def test_c2_files_tell_persons_from_organizations(cited: FlaskClient) -> None:
    id = first_study(cited)
    bib = cited.get(f"/programs/keep.bib?study={id}").text
    assert (
        "author = {{Gordon} and {Department of Family Services, Bureau of Kin} and Lee, Jr., J. and others}"
        in bib
    )
    assert rispy.loads(cited.get(f"/programs/keep.ris?study={id}").text)[0]["authors"] == [
        "Gordon", "Department of Family Services Bureau of Kin", "Lee, J., Jr.",
    ]  # fmt: skip
    assert json.loads(cited.get(f"/programs/keep.csl.json?study={id}").text)[0]["author"] == [
        {"literal": "Gordon"}, {"literal": "Department of Family Services, Bureau of Kin"},
        {"family": "Lee", "given": "J.", "suffix": "Jr."},
    ]  # fmt: skip


def test_c3_every_link_of_a_doi_leads_there(cited: FlaskClient) -> None:
    page = cited.get("/programs/keep").text
    assert f'href="{escape(ADDRESS)}"' in page
    assert f'"sameAs": "{ADDRESS}"' in page or f'"sameAs":"{ADDRESS}"' in page
    assert {
        link for link in re.findall(r'https://doi\.org/[^"\s]+', page) if "<" in link or "#" in link
    } == set()
    assert json.loads(cited.get(f"/programs/keep.csl.json?study={first_study(cited)}").text)[0]["DOI"] == DOI


def test_c4_pages_in_every_format(cited: FlaskClient) -> None:
    id = first_study(cited)
    ris = cited.get(f"/programs/keep.ris?study={id}").text
    assert "SP  - 12\r\nEP  - 15\r\n" in ris
    assert "pages = {12--15}" in cited.get(f"/programs/keep.bib?study={id}").text
    assert json.loads(cited.get(f"/programs/keep.csl.json?study={id}").text)[0]["page"] == "12-15"
    assert ", 12–15." in cited.get("/programs/keep").text
