"""Fit in a browser: answered without a script, without a mouse, on a phone and on paper."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import OPEN_ALL, tab_through


def test_questions_are_answered_and_changed_without_a_script(without_script: Page) -> None:
    without_script.goto("/fit")
    without_script.get_by_label("Age 8").check()
    without_script.locator("#permanency-reunification").check()
    without_script.get_by_label("At most").fill("30")
    without_script.get_by_role("button", name="Show what fits").click()
    expect(without_script).to_have_url(re.compile(r"age=8&permanency=reunification&weeks=30"))
    expect(without_script.locator("#results h2").nth(1)).to_contain_text("Fits everything you asked")
    expect(without_script.get_by_label("Age 8")).to_be_checked()
    without_script.get_by_role("link", name="Leave out Plan: Reunification").click()
    expect(without_script).to_have_url(re.compile(r"/fit\?age=8&weeks=30$"))


def test_pages_follow_each_other_until_every_program_was_listed(without_script: Page) -> None:
    without_script.goto("/fit?age=8&per_page=50")
    seen = without_script.locator("#results h3").all_inner_texts()
    while without_script.get_by_role("link", name="Next").is_visible():
        without_script.get_by_role("link", name="Next").click()
        without_script.wait_for_load_state()
        seen += without_script.locator("#results h3").all_inner_texts()
    listed = without_script.locator(".results-head .note").inner_text()
    assert len(seen) == len(set(seen)) == int(listed.removeprefix("of "))


def test_tab_reaches_every_question_and_shows_where_it_is(desk: Page) -> None:
    desk.goto("/fit")
    desk.evaluate(OPEN_ALL)
    assert [stop["name"] for stop in tab_through(desk) if not stop["ring"]] == []


def test_on_a_phone_the_questions_are_a_sheet_over_the_results(phone: Page) -> None:
    phone.goto("/fit?age=8&setting=school")
    expect(phone.locator("#filters")).to_be_hidden()
    phone.get_by_role("link", name="Change the answers 2 given").click()
    phone.get_by_label("Age 9").check()
    phone.get_by_role("button", name="Show what fits").click()
    expect(phone).to_have_url(re.compile(r"age=8&age=9&setting=school"))
    expect(phone.locator("#filters")).to_be_hidden()


def test_answers_print_without_the_questions(desk: Page) -> None:
    desk.emulate_media(media="print")
    desk.goto("/fit?age=8&setting=school")
    expect(desk.locator("#filters")).to_be_hidden()
    expect(desk.locator(".checklist").first).to_be_visible()
    expect(desk.locator("button:visible, input:visible")).to_have_count(0)
    desk.emulate_media(media="screen")


def test_what_fits_is_a_page_of_its_own_after_a_search(desk: Page) -> None:
    desk.goto("/programs?q=9+year+old+adopted")
    desk.get_by_role("link", name=re.compile("See what fits")).click()
    expect(desk).to_have_url(re.compile(r"/fit\?age=9&permanency=adoption$"))
    expect(desk.get_by_role("heading", name="What fits this family?")).to_be_visible()
    desk.go_back()
    expect(desk).to_have_url(re.compile(r"/programs\?q="))
