"""The evidence map by keyboard, by ear, on a phone and on paper: every number leads to as many programs."""

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import first_number, total
from tests.browser.test_keyboard import OPEN_ALL, tab_through

SMALL = "/map?rows=permanency&columns=domain"
CELLS = ".map-tables td a"
LISTED = ".map-rows dd a"


def test_tab_reaches_every_cell_and_enter_opens_its_search(desk: Page) -> None:
    desk.goto(SMALL)
    desk.evaluate(OPEN_ALL)
    cells = desk.locator(CELLS)
    names = [cell.get_attribute("aria-label") or "" for cell in cells.all()]
    stops = tab_through(desk)
    assert [stop["name"] for stop in stops if not stop["ring"]] == []
    walked = [stop["name"] for stop in stops if "aria-label" in stop["name"] and "<a" in stop["name"]]
    assert len(names) == len(set(names)) == 36
    assert len(walked) == len(names)
    name = max(names, key=first_number)
    desk.get_by_role("link", name=name, exact=True).focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#total")).to_be_visible()
    assert total(desk) == first_number(name)


def test_choices_are_made_by_keyboard(desk: Page) -> None:
    desk.goto("/map")
    desk.get_by_label("Rows", exact=True).focus()
    desk.keyboard.press("ArrowDown")
    desk.get_by_role("button", name="Show").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=2).first).to_have_text("What studies found: target populations and outcomes")


def accessibility_tree(page: Page) -> dict[str, dict[str, Any]]:
    """What Chromium hands to a screen reader, by id."""
    devtools = page.context.new_cdp_session(page)
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    devtools.detach()
    return {node["nodeId"]: node for node in nodes}


def inside(tree: dict[str, dict[str, Any]], node: dict[str, Any], role: str) -> list[dict[str, Any]]:
    """The nearest nodes of a role below a node, in the order in which they are read."""
    found = []
    for child in (tree[id] for id in node.get("childIds", ()) if id in tree):
        found += [child] if role_of(child) == role else inside(tree, child, role)
    return found


def role_of(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name_of(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def test_a_screen_reader_hears_row_and_column_of_every_number(desk: Page) -> None:
    desk.goto("/map")
    tree = accessibility_tree(desk)
    tables = [node for node in tree.values() if role_of(node) == "table"]
    assert [name_of(table).split(". ")[1] for table in tables] == [
        "Safety", "Permanency", "Relational permanency", "Child well-being", "Caregiver well-being", "Service and practice",
    ]  # fmt: skip
    for table in tables:
        head, *rows = inside(tree, table, "row")
        first, *columns = (name_of(each) for each in inside(tree, head, "columnheader"))
        assert first == "Topic areas"
        for row in rows:
            (title,) = inside(tree, inside(tree, row, "rowheader")[0], "link")
            cells = [inside(tree, cell, "link") for cell in inside(tree, row, "cell")]
            heard = [name_of(link).split(": ", 1)[1] for (link,) in cells]
            assert heard == [f"{name_of(title)}, {column}" for column in columns]


@pytest.mark.parametrize("kind", ["no study recorded", "studied, not on this", "no control group", "no different"])
def test_each_kind_of_no_benefit_is_explained_above_the_cells_that_say_it(desk: Page, kind: str) -> None:
    desk.goto("/map")
    term = desk.locator("dl.compact dt", has_text=kind)
    expect(term).to_have_count(1)
    assert len(term.locator("xpath=following-sibling::dd").inner_text().split()) > 7
    expect(desk.locator(".map-tables td .cell-note", has_text=kind).first).to_be_visible()


def test_a_phone_shows_a_row_at_a_time_with_the_same_numbers(phone: Page, desk: Page) -> None:
    phone.goto(SMALL)
    desk.goto(SMALL)
    phone.evaluate("for (const each of document.querySelectorAll('.map-rows details')) each.removeAttribute('name')")
    phone.evaluate(OPEN_ALL)
    expect(phone.locator(".map-tables")).to_be_hidden()
    expect(desk.locator(".map-rows")).to_be_hidden()
    listed = Counter(f"{link.get_attribute('href')} {first_number(link.inner_text())}" for link in phone.locator(LISTED).all())
    in_table = Counter(f"{link.get_attribute('href')} {link.inner_text()}" for link in desk.locator(CELLS).all() if link.inner_text() != "0")
    assert listed == in_table


def test_on_a_phone_one_row_is_open_at_a_time(phone: Page) -> None:
    phone.goto(SMALL)
    rows = phone.locator(".map-rows details")
    for number in (0, 1):
        rows.nth(number).locator("summary").tap()
        expect(phone.locator(".map-rows details[open]")).to_have_count(1)
        expect(rows.nth(number).locator("dd a").first).to_be_visible()


def test_paper_gets_the_tables_with_all_their_words(phone: Page) -> None:
    phone.emulate_media(media="print")
    phone.goto("/map")
    expect(phone.locator(".map-tables")).to_be_visible()
    expect(phone.locator(".map-rows, .line-form")).to_have_count(2)
    expect(phone.locator(".map-rows:visible, .line-form:visible")).to_have_count(0)
