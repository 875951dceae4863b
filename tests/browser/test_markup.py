"""Every page is right HTML: it parses strictly, its ids are unique, and it carries no style or script of its own."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.browser.pages import PAGES, every_page

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def elements(client: FlaskClient, path: str) -> list[Element]:
    """The elements of a page; anything a browser would have to repair is an error."""
    return list(html5lib.HTMLParser(strict=True).parse(client.get(path).text).iter())


@pytest.mark.parametrize("name, path", PAGES.items(), ids=PAGES)
def test_a_page_answers_as_its_name_says(client: FlaskClient, name: str, path: str) -> None:
    expected = int(name.removeprefix("error-")) if name.startswith("error-") else 200
    assert client.get(path).status_code == expected


@every_page
def test_a_page_parses_without_repair(elements: list[Element]) -> None:
    assert [each.tag for each in elements].count(f"{HTML}main") == 1


@every_page
def test_ids_are_unique(elements: list[Element]) -> None:
    ids = Counter(each.get("id") for each in elements if each.get("id") is not None)
    assert [id for id, times in ids.items() if times > 1] == []


@every_page
def test_every_table_stands_in_a_named_region_that_the_keyboard_reaches(elements: list[Element]) -> None:
    regions = [each for each in elements if each.get("role") == "region" and each.get("tabindex") == "0"]
    names = [region.get("aria-label") for region in regions]
    assert all(names)
    assert len(set(names)) == len(names)
    inside = {id(table) for region in regions for table in region.iter(f"{HTML}table")}
    assert [table for table in elements if table.tag == f"{HTML}table" and id(table) not in inside] == []


@every_page
def test_a_page_has_no_inline_style_and_no_inline_script(elements: list[Element]) -> None:
    tags = [each.tag for each in elements]
    assert f"{HTML}style" not in tags
    scripts = [each for each in elements if each.tag == f"{HTML}script" and each.get("type") != "application/ld+json"]
    assert [each for each in scripts if each.text or not each.get("src")] == []
    attributes = {name for each in elements for name in each.attrib}
    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()
    assert [each.get("href") for each in elements if re.match(r"\s*javascript:", each.get("href") or "", re.I)] == []
