"""From a small phone to a wide desk: no page is wider than its window, and a wide table scrolls by itself."""

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


def test_on_a_phone_the_wide_tables_scroll_inside_their_regions(phone: Page) -> None:
    phone.goto("/programs/homebuilders")
    region = phone.get_by_role("region", name="Studies, table")
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
