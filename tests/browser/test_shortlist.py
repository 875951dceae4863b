"""The shortlist in a browser: remembered with script, carried by its address without, and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(autouse=True)
def nothing_remembered(request: pytest.FixtureRequest) -> Iterator[None]:
    """The browser is shared by tests, so each leaves it as it found it."""
    page = request.getfixturevalue("desk") if "desk" in request.fixturenames else None
    yield
    if page:
        page.evaluate("localStorage.clear()")


def test_the_browser_remembers_what_is_added(desk: Page) -> None:
    desk.goto("/programs?per_page=5")
    first, second = desk.locator("[data-add]").nth(0), desk.locator("[data-add]").nth(1)
    slugs = [first.get_attribute("data-add"), second.get_attribute("data-add")]
    second.click()
    first.click()
    link = desk.get_by_role("link", name="On your shortlist (2)")
    expect(link).to_be_visible()
    link.click()
    expect(desk).to_have_url(f"/shortlist?program={slugs[1]}&program={slugs[0]}")
    desk.goto("/shortlist")
    desk.get_by_role("link", name="Open the list that this browser remembers").click()
    desk.locator("[data-remove]").first.click()
    expect(desk).to_have_url(f"/shortlist?program={slugs[0]}")
    desk.goto("/about")
    assert desk.locator("footer [data-shortlist]").get_attribute("href") == f"/shortlist?program={slugs[0]}"


def test_what_was_added_is_told_by_keyboard_too(desk: Page) -> None:
    desk.goto("/programs/homebuilders")
    link = desk.locator("[data-add]")
    link.focus()
    desk.keyboard.press("Enter")
    focused = desk.locator(":focus")
    expect(focused).to_contain_text("On your shortlist")
    expect(focused).to_have_attribute("href", "/shortlist?program=homebuilders")


def test_a_list_is_made_without_script(without_script: Page) -> None:
    without_script.goto("/programs/homebuilders")
    without_script.get_by_role("link", name="Add to shortlist").click()
    expect(without_script).to_have_url("/shortlist?program=homebuilders")
    without_script.get_by_role("searchbox").fill("intercept")
    without_script.get_by_role("button", name="Search").click()
    without_script.get_by_role("link", name="Add Intercept").click()
    expect(without_script).to_have_url("/shortlist?program=homebuilders&program=intercept")
    without_script.get_by_role("link", name="Compare", exact=True).first.click()
    expect(without_script.get_by_role("heading", level=1)).to_have_text("Homebuilders®, Intercept")
    without_script.go_back()
    without_script.get_by_label("What changed since").fill("2026-01-01")
    without_script.get_by_role("button", name="Show").click()
    expect(without_script.get_by_role("heading", name="What changed since 1 January 2026")).to_be_visible()
