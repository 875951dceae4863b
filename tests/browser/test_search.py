"""Searching by words: what is found, said aloud, put in the address and brought back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import Gate, first_number, has_stayed, stay, total

NAMES = "#results .result h3"


def test_words_and_enter_lead_from_the_home_page_to_results(window: Page) -> None:
    window.goto("/")
    window.get_by_label("Search programs").fill("adoption")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/programs\?q=adoption$"))
    expect(window.locator("#total")).to_contain_text("for “adoption”")
    expect(window.locator(NAMES)).to_have_count(min(total(window), 20))


def test_words_on_the_search_page_bring_results_without_a_reload(window: Page) -> None:
    window.goto("/programs")
    stay(window)
    window.get_by_label("Search programs").fill("homebuilders")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/programs\?q=homebuilders$"))
    expect(window).to_have_title(re.compile("^“homebuilders”"))
    expect(window.locator(NAMES).first).to_have_text("Homebuilders®")
    expect(window.get_by_role("status")).to_have_text(f"{window.locator('#total').inner_text()} found")
    assert has_stayed(window)


def test_the_search_button_does_what_enter_does(window: Page) -> None:
    window.goto("/programs")
    window.get_by_label("Search programs").fill("kinship")
    window.get_by_role("button", name="Search").click()
    expect(window.locator("#total")).to_contain_text("for “kinship”")


def test_back_and_forward_walk_through_the_searches(window: Page) -> None:
    window.goto("/programs?q=adoption")
    adoption = window.locator("#total").inner_text()
    stay(window)
    window.get_by_label("Search programs").fill("kinship")
    window.keyboard.press("Enter")
    expect(window.locator("#total")).to_contain_text("for “kinship”")
    kinship = window.locator("#total").inner_text()

    window.go_back()
    expect(window.locator("#total")).to_have_text(adoption)
    expect(window.get_by_label("Search programs")).to_have_value("adoption")
    expect(window).to_have_title(re.compile("^“adoption”"))

    window.go_forward()
    expect(window.locator("#total")).to_have_text(kinship)
    expect(window.get_by_label("Search programs")).to_have_value("kinship")
    assert has_stayed(window)


def test_the_same_search_again_is_no_further_step(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    stay(desk)
    steps = desk.evaluate("history.length")
    desk.get_by_label("Search programs").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("found")
    assert desk.evaluate("history.length") == steps


def test_a_jump_inside_the_page_leaves_half_typed_words_alone(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    asked: list[str] = []
    desk.get_by_label("Search programs").fill("adoption and kin")
    desk.on(
        "request",
        lambda request: (
            asked.append(request.url)
            if request.resource_type == "fetch" and "/programs" in request.url
            else None
        ),
    )
    desk.evaluate("location.hash = '#results'")
    expect(desk).to_have_url(re.compile("#results$"))
    desk.evaluate("() => new Promise(requestAnimationFrame)")
    assert asked == []
    expect(desk.get_by_label("Search programs")).to_have_value("adoption and kin")


def test_another_order_is_one_choice_away(window: Page) -> None:
    window.goto("/programs")
    stay(window)
    window.get_by_label("Sorted by").focus()
    window.get_by_label("Sorted by").select_option(label="name")
    expect(window).to_have_url(re.compile(r"/programs\?sort=name$"))
    shown = window.locator(NAMES).all_inner_texts()
    assert shown == sorted(shown, key=str.casefold)
    expect(window.get_by_label("Sorted by")).to_be_focused()
    expect(window.get_by_role("status")).to_contain_text("found")
    assert has_stayed(window)


def test_the_best_match_is_offered_once_there_are_words(window: Page) -> None:
    window.goto("/programs")
    order = window.get_by_label("Sorted by")
    expect(order.locator("option:checked")).to_have_text("strongest rating")
    window.get_by_label("Search programs").fill("kinship")
    window.keyboard.press("Enter")
    expect(order.locator("option:checked")).to_have_text("best match")


def test_further_pages_come_without_a_reload_and_take_the_focus_along(window: Page) -> None:
    window.goto("/programs?per_page=5")
    stay(window)
    before = window.locator(NAMES).all_inner_texts()
    window.get_by_role("link", name="Next").click()
    expect(window.get_by_text("Page 2 of")).to_be_visible()
    expect(window).to_have_url(re.compile("page=2"))
    expect(window.locator("#results")).to_be_focused()
    assert not set(before) & set(window.locator(NAMES).all_inner_texts())
    assert has_stayed(window)


def test_an_empty_result_says_what_to_drop_and_keeps_its_word(window: Page) -> None:
    window.goto("/programs?topic=post-permanency-services&rating=1")
    expect(window.get_by_text("No program matches all of this.")).to_be_visible()
    ways = [
        (way.inner_text(), way.get_by_role("link").get_attribute("href"))
        for way in window.locator(".empty li").all()
    ]
    assert len(ways) == 2
    for said, address in ways:
        window.goto(address or "")
        assert total(window) == first_number(said.rsplit(": ", 1)[1]) > 0


def test_an_older_slow_answer_never_covers_a_newer_one(desk: Page) -> None:
    desk.goto("/programs")
    slow = Gate()
    desk.route(re.compile(r"/programs\?q=adoption$"), slow)
    for words in ("adoption", "kinship"):
        desk.get_by_label("Search programs").fill(words)
        desk.keyboard.press("Enter")
    expect(desk.locator("#total")).to_contain_text("for “kinship”")

    with desk.expect_event("requestfinished"):
        slow.open()
    desk.evaluate("() => new Promise(requestAnimationFrame)")
    expect(desk.locator("#total")).to_contain_text("for “kinship”")
    expect(desk).to_have_url(re.compile(r"q=kinship$"))
    expect(desk.locator("#results")).to_have_attribute("aria-busy", "false")


def test_without_a_connection_the_page_stays_and_says_so(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    before = desk.locator("#total").inner_text()
    stay(desk)
    desk.route("**/programs?*", lambda route: route.abort())
    desk.get_by_label("Search programs").fill("kinship")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("There is no connection")
    expect(desk.get_by_role("alert")).to_be_in_viewport()
    expect(desk.locator("#total")).to_have_text(before)
    expect(desk.locator("#results")).to_have_attribute("aria-busy", "false")
    assert has_stayed(desk)
    desk.unroute("**/programs?*")
    desk.get_by_role("button", name="Search").click()
    expect(desk.locator("#total")).to_contain_text("for “kinship”")
    expect(desk.locator("#offline")).to_be_hidden()


def test_when_the_site_refuses_the_browser_goes_there_itself(desk: Page) -> None:
    desk.goto("/programs")
    stay(desk)
    desk.route(
        "**/programs?*",
        lambda route: (
            route.fulfill(status=500) if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    desk.get_by_label("Search programs").fill("kinship")
    desk.keyboard.press("Enter")
    expect(desk.locator("#total")).to_contain_text("for “kinship”")
    assert not has_stayed(desk)


def test_results_are_busy_while_others_are_fetched(desk: Page) -> None:
    desk.goto("/programs")
    slow = Gate()
    desk.route(re.compile(r"/programs\?q=kinship$"), slow)
    desk.get_by_label("Search programs").fill("kinship")
    desk.keyboard.press("Enter")
    expect(desk.locator("#results")).to_have_attribute("aria-busy", "true")
    slow.open()
    expect(desk.locator("#results")).to_have_attribute("aria-busy", "false")
    expect(desk.locator("#total")).to_contain_text("for “kinship”")
