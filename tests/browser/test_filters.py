"""Filters beside the results: ticked, counted, announced, removed, and brought back by the Back button."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import first_number, has_stayed, stay, total

ADOPTIVE = "#population-adoptive-families"
UNRATED = "#rating-none"


def promised(page: Page, box: str) -> int:
    """How many programs the count beside a checkbox promises."""
    return first_number(page.locator(f"label:has({box}) .value-count").inner_text())


def test_a_filter_brings_what_its_count_promised_without_a_reload(desk: Page) -> None:
    desk.goto("/programs")
    stay(desk)
    expected = promised(desk, ADOPTIVE)
    desk.locator(ADOPTIVE).check()
    expect(desk).to_have_url(re.compile(r"/programs\?population=adoptive-families$"))
    expect(desk.get_by_role("status")).to_have_text(f"{expected} programs found")
    expect(desk.locator("#results .result")).to_have_count(expected)
    assert total(desk) == expected
    assert has_stayed(desk)


def test_the_announcer_is_polite_and_silent_until_something_changes(desk: Page) -> None:
    desk.goto("/programs")
    expect(desk.get_by_role("status")).to_have_attribute("aria-live", "polite")
    expect(desk.get_by_role("status")).to_be_empty()


def test_choices_widen_inside_a_facet_and_narrow_across(desk: Page) -> None:
    desk.goto("/programs?rating=2")
    two, expected_one = total(desk), promised(desk, "#rating-1")
    desk.locator("#rating-1").check()
    expect(desk.get_by_role("status")).to_contain_text("found")
    assert max(two, expected_one) <= total(desk) <= two + expected_one
    both, across = total(desk), promised(desk, "#permanency-reunification")
    desk.locator("#permanency-reunification").check()
    expect(desk.get_by_role("status")).to_have_text(re.compile(rf"^{across} "))
    assert across <= both


def test_words_and_filters_work_together(desk: Page) -> None:
    desk.goto("/programs?population=adoptive-families")
    desk.get_by_label("Search programs").fill("training")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/programs\?q=training&population=adoptive-families$"))
    expect(desk.locator(ADOPTIVE)).to_be_checked()


def test_an_age_is_one_press_of_its_number(desk: Page) -> None:
    desk.goto("/programs")
    expected = first_number(desk.locator("label:has(#age-5)").get_attribute("title") or "")
    desk.get_by_role("checkbox", name=re.compile(r"^Age 5\b")).check()
    expect(desk.get_by_role("status")).to_have_text(f"{expected} programs found")
    expect(desk.get_by_role("list", name="Filters that are on")).to_contain_text("Age: 5")


def test_back_restores_results_boxes_and_words_step_by_step(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    stay(desk)
    words_only = total(desk)
    desk.locator(UNRATED).check()
    expect(desk).to_have_url(re.compile("rating=none"))
    one_filter = total(desk)
    desk.locator(ADOPTIVE).check()
    expect(desk).to_have_url(re.compile("population="))

    desk.go_back()
    expect(desk.locator(ADOPTIVE)).not_to_be_checked()
    expect(desk.locator(UNRATED)).to_be_checked()
    assert total(desk) == one_filter

    desk.go_back()
    expect(desk.locator(UNRATED)).not_to_be_checked()
    expect(desk.locator(".chip")).to_have_count(0)
    expect(desk.get_by_label("Search programs")).to_have_value("adoption")
    assert total(desk) == words_only

    desk.go_forward()
    expect(desk.locator(UNRATED)).to_be_checked()
    assert total(desk) == one_filter
    assert has_stayed(desk)


def test_back_from_a_program_finds_the_filtered_results_again(desk: Page) -> None:
    desk.goto("/programs")
    desk.locator(ADOPTIVE).check()
    expect(desk).to_have_url(re.compile("population="))
    filtered = total(desk)
    desk.locator("#results h3 a").first.click()
    expect(desk).to_have_url(re.compile(r"/programs/[a-z]"))
    desk.go_back()
    expect(desk.locator(ADOPTIVE)).to_be_checked()
    assert total(desk) == filtered


def test_a_filtered_search_can_be_shared_by_its_address(desk: Page) -> None:
    desk.goto("/programs")
    desk.locator(ADOPTIVE).check()
    expect(desk).to_have_url(re.compile("population="))
    filtered = desk.locator("#results").inner_text()
    desk.goto(desk.url)
    assert desk.locator("#results").inner_text() == filtered
    expect(desk.locator(ADOPTIVE)).to_be_checked()


def test_a_chip_removes_its_filter_and_leaves_the_others(desk: Page) -> None:
    desk.goto("/programs?rating=none&population=adoptive-families")
    stay(desk)
    desk.get_by_role("link", name="Remove the filter Adoptive families").click()
    expect(desk).to_have_url(re.compile(r"/programs\?rating=none$"))
    expect(desk.locator(ADOPTIVE)).not_to_be_checked()
    expect(desk.locator(UNRATED)).to_be_checked()
    expect(desk.locator(".chip")).to_have_count(1)
    expect(desk.locator("#results")).to_be_focused()
    assert has_stayed(desk)


def test_all_filters_go_at_once_and_the_words_stay(desk: Page) -> None:
    desk.goto("/programs?q=adoption&rating=none&population=adoptive-families")
    desk.get_by_role("list", name="Filters that are on").get_by_role("link", name="Clear all").click()
    expect(desk).to_have_url(re.compile(r"/programs\?q=adoption$"))
    expect(desk.locator("#facets input:checked")).to_have_count(0)
    expect(desk.get_by_label("Search programs")).to_have_value("adoption")


def test_a_group_that_was_opened_or_closed_stays_so(desk: Page) -> None:
    desk.goto("/programs")
    topic, setting = (desk.locator("details.facet", has=desk.locator(f"[name={name}]")) for name in ("topic", "setting"))
    expect(topic).to_have_attribute("open", "")
    expect(setting).not_to_have_attribute("open", "")
    for group in (topic, setting):
        group.locator("summary").first.click()
    desk.locator(UNRATED).check()
    expect(desk).to_have_url(re.compile("rating=none"))
    expect(topic).not_to_have_attribute("open", "")
    expect(setting).to_have_attribute("open", "")
