"""Filters on a phone: a sheet that opens over the results, says how many it would show, and closes onto them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Gate, has_stayed, stay, total

ADOPTIVE = "#population-adoptive-families"


@pytest.fixture
def sheet(phone: Page) -> Iterator[Locator]:
    """The open filter sheet of the search page."""
    phone.goto("/programs")
    stay(phone)
    phone.get_by_role("link", name=re.compile("^Filter")).tap()
    found = phone.get_by_role("complementary", name="Filters")
    expect(found).to_be_visible()
    yield found
    assert has_stayed(phone)


def test_filters_wait_behind_a_button_that_counts_them(phone: Page) -> None:
    phone.goto("/programs?rating=none&population=adoptive-families")
    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.get_by_role("link", name="Filter 2 on")).to_be_visible()


def test_the_sheet_covers_the_screen(sheet: Locator) -> None:
    assert sheet.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}


def test_a_filter_is_counted_at_once_and_shown_when_the_sheet_closes(sheet: Locator, phone: Page) -> None:
    sheet.locator(ADOPTIVE).tap()
    expect(phone).to_have_url(re.compile("population=adoptive-families"))
    expect(sheet).to_be_visible()
    expect(sheet.locator(ADOPTIVE)).to_be_checked()
    sheet.get_by_role("button", name=f"Show {total(phone)} program").tap()
    expect(sheet).to_be_hidden()
    expect(phone.locator("#total")).to_be_in_viewport()
    expect(phone.get_by_role("link", name="Filter 1 on")).to_be_visible()
    expect(phone.locator("#results .result")).to_have_count(total(phone))


def test_closing_without_a_choice_changes_nothing(sheet: Locator, phone: Page) -> None:
    everything = total(phone)
    sheet.get_by_role("link", name="Close").tap()
    expect(sheet).to_be_hidden()
    assert total(phone) == everything


def test_back_closes_the_sheet(sheet: Locator, phone: Page) -> None:
    phone.go_back()
    expect(sheet).to_be_hidden()


def test_closing_leaves_no_step_in_the_history(sheet: Locator, phone: Page) -> None:
    sheet.get_by_role("link", name="Close").tap()
    expect(sheet).to_be_hidden()
    expect(phone).to_have_url(re.compile("/programs$"))
    expect(phone.get_by_role("link", name=re.compile("^Filter"))).to_be_focused()


def test_everything_chosen_in_the_sheet_is_one_step_back(sheet: Locator, phone: Page) -> None:
    steps = phone.evaluate("history.length")
    sheet.locator(ADOPTIVE).tap()
    expect(phone).to_have_url(re.compile("population="))
    sheet.locator("#age-9").tap()
    expect(phone).to_have_url(re.compile("age=9"))
    sheet.get_by_role("button", name=re.compile("^Show")).tap()
    expect(sheet).to_be_hidden()
    assert phone.evaluate("history.length") == steps
    phone.go_back()
    expect(phone).to_have_url(re.compile("/programs$"))
    expect(sheet).to_be_hidden()
    expect(phone.locator(".chip")).to_have_count(0)
    expect(phone.locator(ADOPTIVE)).not_to_be_checked()


def test_a_sheet_that_was_reloaded_closes_too(sheet: Locator, phone: Page) -> None:
    phone.reload()
    sheet.get_by_role("link", name="Close").tap()
    expect(sheet).to_be_hidden()
    stay(phone)


def test_age_and_need_come_first(sheet: Locator, phone: Page) -> None:
    tops = {
        id: (phone.locator(f"#{id}").bounding_box() or {"y": 0})["y"]
        for id in ("for-age", "for-need", "for-family", "for-rating")
    }
    assert sorted(tops, key=lambda id: tops[id]) == ["for-age", "for-need", "for-family", "for-rating"]
    phone.locator("#for-age input").last.focus()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('#for-need') !== null")


@pytest.mark.parametrize("height, covers", [(844, True), (400, False)])
def test_the_bar_of_the_sheet_does_not_cover_a_low_screen(
    sheet: Locator, phone: Page, height: int, covers: bool
) -> None:
    phone.set_viewport_size({"width": 390, "height": height})
    button = phone.locator(".apply .button")
    assert (
        button.evaluate(
            "(each) => { const { top } = each.getBoundingClientRect(); return top < innerHeight; }"
        )
        == covers
    )


def test_clearing_all_leaves_the_sheet_open(sheet: Locator, phone: Page) -> None:
    sheet.locator(ADOPTIVE).tap()
    sheet.get_by_role("link", name="Clear all").tap()
    expect(sheet.locator("input:checked")).to_have_count(0)
    expect(sheet).to_be_visible()


def test_the_keyboard_stays_in_the_sheet_and_escape_closes_it(sheet: Locator, phone: Page) -> None:
    results = phone.locator("#results")
    expect(results).to_have_js_property("inert", True)
    sheet.locator(ADOPTIVE).tap()
    sheet.get_by_role("link", name="Clear all").press("Enter")
    expect(sheet.get_by_role("link", name="Close")).to_be_focused()
    sheet.locator(ADOPTIVE).tap()
    expect(phone).to_have_url(re.compile("population="))
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(results).to_be_focused()
    expect(results).to_have_js_property("inert", False)


def test_on_a_screen_that_grows_wide_nothing_is_covered_any_more(sheet: Locator, phone: Page) -> None:
    phone.set_viewport_size({"width": 1280, "height": 844})
    expect(phone.locator("#results")).to_have_js_property("inert", False)


def test_closing_before_the_answer_came_loses_no_choice(sheet: Locator, phone: Page) -> None:
    slow = Gate()
    phone.route(re.compile("population="), slow)
    sheet.locator(ADOPTIVE).tap()
    sheet.get_by_role("button", name=re.compile("^Show")).tap()
    expect(sheet).to_be_hidden()
    slow.open()
    expect(phone.get_by_role("link", name="Filter 1 on")).to_be_visible()
    expect(phone.get_by_role("link", name="Remove the filter Adoptive families")).to_be_visible()
    expect(phone).to_have_url(re.compile("population="))


def test_words_not_yet_sent_survive_opening_the_sheet(phone: Page) -> None:
    phone.goto("/programs")
    phone.get_by_label("Search programs").fill("kinship")
    phone.get_by_label("Search programs").blur()  # a tap elsewhere closes the suggestions
    phone.get_by_role("link", name=re.compile("^Filter")).tap()
    phone.locator(ADOPTIVE).tap()
    expect(phone).to_have_url(re.compile(r"q=kinship&population="))
    expect(phone.get_by_label("Search programs")).to_have_value("kinship")
