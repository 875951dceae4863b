"""With JavaScript off, everything works through links and buttons."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STILL
from tests.browser.pages import every_page, first_number, total

ADOPTIVE = "#population-adoptive-families"


@pytest.fixture(scope="module")
def plain_window(browser: Browser, site: str) -> Iterator[Page]:
    """Like `window`, without JavaScript."""
    context = browser.new_context(**STILL, base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


@every_page
def test_every_page_shows_its_content_and_no_button_that_needs_a_script(plain_window: Page, path: str) -> None:
    plain_window.goto(path)
    expect(plain_window.get_by_role("heading", level=1)).to_have_count(1)
    expect(plain_window.get_by_role("main")).to_contain_text(re.compile(r"\w+ \w+"))
    expect(plain_window.locator(".needs-script:visible")).to_have_count(0)


def test_words_are_searched(without_script: Page) -> None:
    without_script.goto("/")
    without_script.get_by_role("searchbox").fill("homebuilders")
    without_script.keyboard.press("Enter")
    expect(without_script).to_have_url(re.compile(r"/programs\?q=homebuilders$"))
    expect(without_script.locator("#results h3").first).to_have_text("Homebuilders®")


def test_filters_apply_with_the_button_and_keep_the_words(without_script: Page) -> None:
    without_script.goto("/programs?q=adoption")
    expected = first_number(without_script.locator(f"label:has({ADOPTIVE}) .value-count").inner_text())
    without_script.locator(ADOPTIVE).check()
    without_script.get_by_role("button", name="Show programs").click()
    expect(without_script).to_have_url(re.compile(r"q=adoption&.*population=adoptive-families"))
    expect(without_script.locator(ADOPTIVE)).to_be_checked()
    expect(without_script.get_by_role("searchbox")).to_have_value("adoption")
    assert total(without_script) == expected


def test_a_chip_removes_its_filter(without_script: Page) -> None:
    without_script.goto("/programs?rating=none&population=adoptive-families")
    without_script.get_by_role("link", name="Remove the filter Adoptive families").click()
    expect(without_script).to_have_url(re.compile(r"/programs\?rating=none$"))


def test_the_order_changes_with_its_button(without_script: Page) -> None:
    without_script.goto("/programs?rating=none")
    without_script.get_by_label("Sorted by").select_option(label="name")
    without_script.get_by_role("button", name="Sort").click()
    expect(without_script).to_have_url(re.compile("rating=none&sort=name$"))
    shown = without_script.locator("#results h3").all_inner_texts()
    assert shown == sorted(shown, key=str.casefold)


def test_pages_follow_each_other_until_every_program_was_seen(without_script: Page) -> None:
    without_script.goto("/programs?per_page=25&sort=name")
    seen = without_script.locator("#results h3").all_inner_texts()
    while without_script.get_by_role("link", name="Next").is_visible():
        without_script.get_by_role("link", name="Next").click()
        without_script.wait_for_load_state()
        seen += without_script.locator("#results h3").all_inner_texts()
    assert len(seen) == len(set(seen)) == total(without_script)
    expect(without_script).to_have_url(re.compile("per_page=25"))
    expect(without_script.get_by_role("link", name="Previous")).to_be_visible()


def test_on_a_phone_the_filter_sheet_opens_applies_and_closes(without_script: Page) -> None:
    without_script.set_viewport_size({"width": 390, "height": 844})
    without_script.goto("/programs")
    without_script.get_by_role("link", name=re.compile("^Filter")).click()
    without_script.locator(ADOPTIVE).check()
    without_script.get_by_role("button", name="Show programs").click()
    expect(without_script.locator("#filters")).to_be_hidden()
    expect(without_script.get_by_role("link", name="Filter 1 on")).to_be_visible()


def test_a_program_is_read_and_its_studies_are_reached(without_script: Page) -> None:
    without_script.goto("/programs/homebuilders")
    expect(without_script.get_by_role("heading", level=1)).to_have_text("Homebuilders®")
    record = without_script.locator("#study-walton-1993")
    expect(record).to_be_hidden()
    without_script.locator(".witnesses").get_by_role("link").first.click()
    expect(record).to_be_in_viewport()  # an anchor inside opens its fold
    without_script.goto("/programs/homebuilders#verdict-interventions-for-neglect")
    expect(without_script.locator("#verdict-interventions-for-neglect").locator("xpath=ancestor::details")).to_have_attribute("open", "")
    expect(without_script.locator("#permalink")).to_be_visible()
