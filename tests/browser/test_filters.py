"""Filters beside the results: ticked, counted, announced, removed, and brought back by the Back button."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import first_number, has_stayed, stay, total

ADOPTIVE = "#population-adoptive-families"
UNRATED = "#rating-none"


def promised(page: Page, box: str) -> int:
    """How many programs the count beside a checkbox promises."""
    return first_number(page.locator(f"label:has({box}) .value-count").text_content() or "")


def test_a_filter_brings_what_its_count_promised_without_a_reload(window: Page) -> None:
    window.goto("/programs")
    stay(window)
    expected = promised(window, ADOPTIVE)
    window.locator(ADOPTIVE).check()
    expect(window).to_have_url(re.compile(r"/programs\?population=adoptive-families$"))
    expect(window.get_by_role("status")).to_have_text(f"{expected} programs found")
    expect(window.locator("#results .result")).to_have_count(expected)
    assert total(window) == expected
    assert has_stayed(window)


def test_the_announcer_is_polite_and_silent_until_something_changes(window: Page) -> None:
    window.goto("/programs")
    expect(window.get_by_role("status")).to_have_attribute("aria-live", "polite")
    expect(window.get_by_role("status")).to_be_empty()


def test_choices_widen_inside_a_facet_and_narrow_across(window: Page) -> None:
    window.goto("/programs?rating=2")
    two, expected_one = total(window), promised(window, "#rating-1")
    window.locator("#rating-1").check()
    expect(window.get_by_role("status")).to_contain_text("found")
    assert max(two, expected_one) <= total(window) <= two + expected_one
    both, across = total(window), promised(window, "#permanency-reunification")
    window.locator("#for-more > summary").click()
    window.locator("#fold-permanency > summary").click()
    window.locator("#permanency-reunification").check()
    expect(window.get_by_role("status")).to_have_text(re.compile(rf"^{across} "))
    assert across <= both


def test_words_and_filters_work_together(window: Page) -> None:
    window.goto("/programs?population=adoptive-families")
    window.get_by_label("Search programs").fill("training")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/programs\?q=training&population=adoptive-families$"))
    expect(window.locator(ADOPTIVE)).to_be_checked()


def test_an_age_is_one_press_of_its_number(window: Page) -> None:
    window.goto("/programs")
    expected = first_number(window.locator("label:has(#age-5)").get_attribute("title") or "")
    window.get_by_role("checkbox", name=re.compile(r"^Age 5\b")).check()
    expect(window.get_by_role("status")).to_have_text(f"{expected} programs found")
    expect(window.get_by_role("list", name="Filters that are on")).to_contain_text("Age: 5")


def test_back_restores_results_boxes_and_words_step_by_step(window: Page) -> None:
    window.goto("/programs?q=adoption")
    stay(window)
    words_only = total(window)
    window.locator(UNRATED).check()
    expect(window).to_have_url(re.compile("rating=none"))
    one_filter = total(window)
    window.locator(ADOPTIVE).check()
    expect(window).to_have_url(re.compile("population="))

    window.go_back()
    expect(window.locator(ADOPTIVE)).not_to_be_checked()
    expect(window.locator(UNRATED)).to_be_checked()
    assert total(window) == one_filter

    window.go_back()
    expect(window.locator(UNRATED)).not_to_be_checked()
    expect(window.locator(".chip")).to_have_count(0)
    expect(window.get_by_label("Search programs")).to_have_value("adoption")
    assert total(window) == words_only

    window.go_forward()
    expect(window.locator(UNRATED)).to_be_checked()
    assert total(window) == one_filter
    assert has_stayed(window)


def test_back_from_a_program_finds_the_filtered_results_again(window: Page) -> None:
    window.goto("/programs")
    window.locator(ADOPTIVE).check()
    expect(window).to_have_url(re.compile("population="))
    filtered = total(window)
    window.locator("#results h3 a").first.click()
    expect(window).to_have_url(re.compile(r"/programs/[a-z]"))
    window.go_back()
    expect(window.locator(ADOPTIVE)).to_be_checked()
    assert total(window) == filtered


def test_a_filtered_search_can_be_shared_by_its_address(window: Page) -> None:
    window.goto("/programs")
    window.locator(ADOPTIVE).check()
    expect(window).to_have_url(re.compile("population="))
    filtered = window.locator("#results").inner_text()
    window.goto(window.url)
    assert window.locator("#results").inner_text() == filtered
    expect(window.locator(ADOPTIVE)).to_be_checked()


def test_a_chip_removes_its_filter_and_leaves_the_others(window: Page) -> None:
    window.goto("/programs?rating=none&population=adoptive-families")
    stay(window)
    window.get_by_role("link", name="Remove the filter Adoptive families").click()
    expect(window).to_have_url(re.compile(r"/programs\?rating=none$"))
    expect(window.locator(ADOPTIVE)).not_to_be_checked()
    expect(window.locator(UNRATED)).to_be_checked()
    expect(window.locator(".chip")).to_have_count(1)
    expect(window.locator("#results")).to_be_focused()
    assert has_stayed(window)


def test_all_filters_go_at_once_and_the_words_stay(window: Page) -> None:
    window.goto("/programs?q=adoption&rating=none&population=adoptive-families")
    window.get_by_role("list", name="Filters that are on").get_by_role("link", name="Clear all").click()
    expect(window).to_have_url(re.compile(r"/programs\?q=adoption$"))
    expect(window.locator("#facets input:checked")).to_have_count(0)
    expect(window.get_by_label("Search programs")).to_have_value("adoption")


def test_a_group_that_was_opened_or_closed_stays_so(window: Page) -> None:
    window.goto("/programs")
    age, delivery = (window.locator(f"#{id}") for id in ("for-age", "for-delivery"))
    expect(age).to_have_attribute("open", "")
    expect(delivery).not_to_have_attribute("open", "")
    for group in (age, delivery):
        group.locator("summary").first.click()
    window.locator(UNRATED).check()
    expect(window).to_have_url(re.compile("rating=none"))
    expect(age).not_to_have_attribute("open", "")
    expect(delivery).to_have_attribute("open", "")
