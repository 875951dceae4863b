"""From a small phone to a wide desk: no page is wider than its window, and a wide table scrolls by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import every_page

WIDTHS = (320, 390, 768, 1280, 1600)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@every_page
def test_no_page_scrolls_sideways(window: Page, path: str) -> None:
    window.goto(path)
    too_wide = {}
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        too_wide[width] = window.evaluate(TOO_WIDE)
    assert too_wide == dict.fromkeys(WIDTHS, 0)


STACKED = {
    "/": "What studies found, table",
    "/crosswalk?registry=wsipp": "Ratings by registry, table",
    "/ratings/registries": "Ratings of CrimeSolutions, table",
    "/programs/homebuilders": "Published ratings, table",
}


@pytest.mark.parametrize("path, name", STACKED.items())
def test_on_a_phone_the_cells_of_a_table_stand_below_each_other_with_their_names(
    phone: Page, path: str, name: str
) -> None:
    phone.goto(path)
    region = phone.get_by_role("region", name=name)
    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")
    expect(region.locator("thead")).to_be_hidden()
    row = region.locator("tbody tr").first
    named = row.locator("td[data-label]").last
    shown = named.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == f'"{named.get_attribute("data-label")}"'
    cells = [cell.bounding_box() for cell in row.locator("th, td").all()]
    tops = [box["y"] for box in cells if box]
    assert tops == sorted(set(tops))


def test_a_table_wider_than_its_window_scrolls_inside_its_region(window: Page) -> None:
    window.set_viewport_size({"width": 768, "height": 900})
    window.goto("/crosswalk?registry=wsipp")
    region = window.get_by_role("region", name="Ratings by registry, table")
    expect(region).to_have_css("overflow-x", "auto")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")


def test_on_a_desk_the_filters_stand_beside_the_results(desk: Page) -> None:
    desk.goto("/programs")
    filters, results = (desk.locator(part).bounding_box() for part in ("#filters", "#results"))
    assert filters is not None
    assert results is not None
    assert filters["x"] + filters["width"] < results["x"]
    assert filters["y"] == results["y"]
    assert filters["width"] == 17 * 16


def test_on_a_desk_the_table_of_contents_follows(desk: Page) -> None:
    desk.goto("/programs/homebuilders")
    desk.locator("#cite").scroll_into_view_if_needed()
    expect(desk.get_by_role("navigation", name="On this page")).to_be_in_viewport()
