"""Suggestions while typing: by keyboard, mouse and touch, said aloud, never older than the words in the box, and never in the way."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Gate, Scheme, has_stayed, stay
from tests.browser.test_accessibility import EVERYTHING, violations

SUGGEST = "/api/v1/suggest?q="
TYPED = "kinship c"
NEXT_PICTURE = "() => new Promise(requestAnimationFrame)"
# Writes down every text that the list ever shows.
WATCH = """list => {
    window.shown = [];
    new MutationObserver(() => window.shown.push(list.textContent)).observe(list, { childList: true, subtree: true, attributes: true });
}"""
HIDDEN_BY = """option => {
    const { x, y, width, height } = option.getBoundingClientRect();
    const over = document.elementFromPoint(x + width / 2, y + height / 2);
    return option.contains(over) ? null : over?.outerHTML;
}"""

# A scheme changes nothing but colours, and a width nothing but places: the page under the list is asked once in each, the list in all four.
BOX_AND_LIST = ":has(> #suggestions)"
LOOKS: tuple[tuple[int, Scheme, str], ...] = (
    (1280, "light", "html"),
    (1280, "dark", BOX_AND_LIST),
    (390, "light", BOX_AND_LIST),
    (390, "dark", "html"),
)

both_pages = pytest.mark.parametrize("path", ["/", "/programs"])


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search programs")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def suggested(page: Page, words: str = TYPED) -> list[dict[str, str]]:
    """What the API suggests for words: there must be enough for the arrows to walk."""
    results: list[dict[str, str]] = page.request.get("/api/v1/suggest", params={"q": words}).json()["results"]
    assert len(results) >= 3
    return results


def texts(results: list[dict[str, str]]) -> list[str]:
    """What the options of suggestions say: the label, and the other name if it was that which matched."""
    return [" ".join(filter(None, (each["label"], each["detail"]))) for each in results]


def at(result: dict[str, str]) -> re.Pattern[str]:
    """The address that a suggestion leads to."""
    address = urlsplit(result["url"])
    return re.compile(re.escape(address.path + (f"#{address.fragment}" if address.fragment else "")) + "$")


def chosen(page: Page) -> str | None:
    """The text of the option that the keyboard is on, as a screen reader is told; None for none."""
    id = box(page).get_attribute("aria-activedescendant")
    selected = page.locator("[role=option][aria-selected=true]")
    if not id:
        expect(selected).to_have_count(0)
        return None
    expect(selected).to_have_attribute("id", id)
    return " ".join(selected.inner_text().split())


def type_words(page: Page, path: str = "/programs", words: str = TYPED) -> None:
    """Put words into the box of a page, all at once, and wait for their suggestions."""
    page.goto(path)
    box(page).fill(words)
    expect(options(page).first).to_be_visible()


@both_pages
def test_typing_suggests_programs_topics_and_populations_under_their_names(window: Page, path: str) -> None:
    type_words(window, path, "kinship")
    for name in ("Programs", "Topics", "Populations", "What it means"):
        expect(window.get_by_role("group", name=name).get_by_role("option").first).to_be_visible()
    assert window.locator("#suggestions > :not(:empty)").evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)") == [
        '"Programs"', '"Topics"', '"Populations"', '"What it means"',
    ]  # fmt: skip


@both_pages
def test_a_question_suggests_what_answers_it(window: Page, path: str) -> None:
    type_words(window, path, "what does NR mean")
    found = window.get_by_role("group", name="What it means").get_by_role("option")
    expect(found.first).to_have_text("NR – Not able to be Rated")
    expect(found.first).to_have_attribute("href", "/ratings#level-nr")
    expect(found.nth(1)).to_have_attribute("href", "/guides/not-able-to-be-rated")


@both_pages
def test_the_box_says_what_it_is_and_whether_the_list_is_open(window: Page, path: str) -> None:
    window.goto(path)
    expect(box(window)).to_have_attribute("aria-autocomplete", "list")
    expect(box(window)).to_have_attribute("aria-expanded", "false")
    assert window.locator(f"#{box(window).get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    box(window).press_sequentially("kin")
    expect(box(window)).to_have_attribute("aria-expanded", "true")
    assert chosen(window) is None


def test_at_sixty_words_a_minute_the_list_is_that_of_the_words_in_the_box(window: Page) -> None:
    window.goto("/")
    window.type("#q", "treatment foster", delay=100)
    expect(options(window)).to_have_text(texts(suggested(window, "treatment foster")))
    expect(box(window)).to_have_value("treatment foster")
    expect(box(window)).to_be_focused()


def test_a_fast_typist_asks_once(clocked: Page) -> None:
    asked: list[str] = []
    clocked.on("request", lambda request: asked.append(request.url.partition(SUGGEST)[2]) if SUGGEST in request.url else None)
    clocked.clock.install(time=0)
    clocked.goto("/programs")
    clocked.clock.pause_at(10_000)
    box(clocked).press_sequentially("kinship")
    assert asked == []
    clocked.clock.run_for(80)
    expect(options(clocked).first).to_be_visible()
    assert asked == ["kinship"]


def test_the_arrows_walk_round_the_list(window: Page) -> None:
    type_words(window)
    found = texts(suggested(window))
    expect(options(window)).to_have_text(found)
    walked = []
    for key in (*["ArrowDown"] * (len(found) + 1), "ArrowUp", "ArrowUp"):
        window.keyboard.press(key)
        walked.append(chosen(window))
    assert walked == [*found, found[0], found[-1], found[-2]]
    expect(box(window)).to_be_focused()
    expect(box(window)).to_have_value(TYPED)


def test_up_from_the_box_goes_to_the_last(window: Page) -> None:
    type_words(window)
    window.keyboard.press("ArrowUp")
    assert chosen(window) == texts(suggested(window))[-1]


@pytest.mark.parametrize("key, place", [("Home", 0), ("End", len(TYPED)), ("ArrowLeft", len(TYPED) - 1)])
def test_moving_in_the_words_leaves_the_list(window: Page, key: str, place: int) -> None:
    type_words(window)
    window.keyboard.press("ArrowDown")
    window.keyboard.press(key)
    assert chosen(window) is None
    assert box(window).evaluate("box => box.selectionStart") == place
    expect(options(window).first).to_be_visible()


def test_typing_on_leaves_the_list(window: Page) -> None:
    type_words(window)
    window.keyboard.press("ArrowDown")
    window.keyboard.type("a")
    assert chosen(window) is None


@both_pages
def test_enter_goes_where_the_arrows_are(window: Page, path: str) -> None:
    type_words(window, path)
    second = suggested(window)[1]
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    expect(window).to_have_url(at(second))


@both_pages
def test_enter_with_nothing_chosen_searches(window: Page, path: str) -> None:
    type_words(window, path)
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/programs\?q=kinship\+c$"))
    expect(window.locator("#total")).to_contain_text(f"for “{TYPED}”")
    expect(window.get_by_role("listbox")).to_be_hidden()


def test_escape_closes_the_list_and_then_empties_the_box(window: Page) -> None:
    type_words(window)
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Escape")
    expect(window.get_by_role("listbox")).to_be_hidden()
    expect(box(window)).to_have_attribute("aria-expanded", "false")
    expect(box(window)).to_have_value(TYPED)
    assert chosen(window) is None
    window.keyboard.press("Escape")
    expect(box(window)).to_have_value("")
    expect(box(window)).to_be_focused()


def test_down_opens_the_list_again_at_its_first(window: Page) -> None:
    type_words(window)
    window.keyboard.press("Escape")
    window.keyboard.press("ArrowDown")
    expect(options(window).first).to_have_attribute("aria-selected", "true")


def test_down_pressed_before_the_answer_came_chooses_from_the_answer(window: Page) -> None:
    type_words(window, words="kin")
    box(window).press_sequentially("ship c")
    window.keyboard.press("ArrowDown")
    expect(options(window)).to_have_text(texts(suggested(window)))
    expect(options(window).first).to_have_attribute("aria-selected", "true")


def test_tab_goes_on_and_closes_the_list(window: Page) -> None:
    type_words(window)
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Tab")
    expect(window.get_by_role("button", name="Search")).to_be_focused()
    expect(window.get_by_role("listbox")).to_be_hidden()
    expect(box(window)).to_have_value(TYPED)


@both_pages
def test_a_click_goes_there(window: Page, path: str) -> None:
    type_words(window, path)
    last = suggested(window)[-1]
    options(window).last.click()
    expect(window).to_have_url(at(last))


def test_the_box_keeps_the_focus_while_the_mouse_is_on_the_list(desk: Page) -> None:
    type_words(desk)
    options(desk).first.hover()
    desk.mouse.down()
    expect(box(desk)).to_be_focused()
    expect(options(desk).first).to_be_visible()


def test_a_click_elsewhere_closes_the_list(window: Page) -> None:
    type_words(window)
    window.locator(".brand").click(position={"x": 300, "y": 5})
    expect(window.get_by_role("listbox")).to_be_hidden()


def test_a_tap_goes_there(phone: Page) -> None:
    type_words(phone)
    first = suggested(phone)[0]
    options(phone).first.tap()
    expect(phone).to_have_url(at(first))


def test_the_number_of_suggestions_is_said_politely(window: Page) -> None:
    type_words(window, "/")
    expect(window.get_by_role("status")).to_have_attribute("aria-live", "polite")
    expect(window.get_by_role("status")).to_have_text(f"Suggestions: {len(suggested(window))}")
    box(window).press_sequentially("zzzz")
    expect(window.get_by_role("status")).to_have_text("Suggestions: 0")
    expect(window.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("typed, marked", [
    ("tfcbt", ["TF-CBT"]), ("kinship c", ["Kinship", "Kinship C", "Kinship c"]), ("childrens h", ["Children's H"]), ("therapy behav", ["Behav", "Therapy"]), ("hómeb", ["Homeb"]),
])  # fmt: skip
def test_what_was_typed_is_marked(window: Page, typed: str, marked: list[str]) -> None:
    type_words(window, words=typed)
    found = options(window).locator("mark").all_inner_texts()
    assert set(marked) <= set(found), found


def test_the_other_name_that_matched_is_shown_beside_the_label(window: Page) -> None:
    type_words(window, words="tf-c")
    expect(options(window).first).to_have_text("Trauma-Focused Cognitive Behavioral Therapy TF-CBT")


def hold_back(page: Page, words: str, path: str = "/programs") -> Gate:
    """Type words of which the suggestions do not come until the gate opens."""
    gate = Gate()
    page.route(f"**{SUGGEST}{words}", gate)
    page.goto(path)
    page.locator("#suggestions").evaluate(WATCH)
    with page.expect_request(f"**{SUGGEST}{words}"):
        box(page).fill(words)
    return gate


def test_a_question_that_was_overtaken_is_taken_back(desk: Page) -> None:
    hold_back(desk, "kin")
    with desk.expect_event("requestfailed", lambda request: request.url.endswith("=kin")):
        box(desk).press_sequentially("ship c")
    expect(options(desk)).to_have_text(texts(suggested(desk)))


@pytest.mark.parametrize("then", ["ship c", "zzzz"])
def test_a_late_answer_is_never_shown(desk: Page, then: str) -> None:
    desk.add_init_script("AbortController.prototype.abort = () => {}")
    slow = hold_back(desk, "kin")
    with desk.expect_response(f"**{SUGGEST}kin{then.replace(' ', '+')}"):
        box(desk).press_sequentially(then)
    with desk.expect_event("requestfinished", lambda request: request.url.endswith("=kin")):
        slow.open()
    desk.evaluate(NEXT_PICTURE)
    expect(options(desk)).to_have_text(texts(suggested(desk)) if then == "ship c" else [])
    assert [text for text in desk.evaluate("window.shown") if "KEEP" in text] == []


@pytest.mark.parametrize("key", ["Escape", "Enter", "Tab"])
def test_an_answer_that_is_no_longer_wanted_is_not_shown(desk: Page, key: str) -> None:
    hold_back(desk, "kin")
    with desk.expect_event("requestfailed", lambda request: request.url.endswith("=kin")):
        desk.keyboard.press(key)
    desk.evaluate(NEXT_PICTURE)
    expect(desk.get_by_role("listbox")).to_be_hidden()
    assert "".join(desk.evaluate("window.shown")) == ""


def test_results_that_arrive_leave_the_typing_alone(desk: Page) -> None:
    slow = Gate()
    desk.route(re.compile(r"/programs\?q=adoption$"), slow)
    desk.goto("/programs")
    stay(desk)
    box(desk).fill("adoption")
    desk.keyboard.press("Enter")
    box(desk).fill("adoption competency")
    expect(options(desk).first).to_have_text("Training for Adoption Competency")
    desk.keyboard.press("ArrowDown")
    slow.open()
    expect(desk.locator("#total")).to_contain_text("for “adoption”")
    expect(box(desk)).to_have_value("adoption competency")
    expect(box(desk)).to_be_focused()
    assert chosen(desk) == "Training for Adoption Competency"
    assert has_stayed(desk)


def test_a_filter_takes_the_words_along_and_closes_the_list(window: Page) -> None:
    type_words(window, words="adoption")
    window.locator("#population-adoptive-families").check(force=True)
    expect(window).to_have_url(re.compile("q=adoption&population=adoptive-families"))
    expect(window.get_by_role("listbox")).to_be_hidden()
    expect(box(window)).to_have_value("adoption")


def test_going_back_closes_the_list(window: Page) -> None:
    window.goto("/programs?q=adoption")
    box(window).fill("kinship")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile("q=kinship"))
    box(window).press_sequentially(" c")
    expect(options(window).first).to_be_visible()
    window.go_back()
    expect(box(window)).to_have_value("adoption")
    expect(window.get_by_role("listbox")).to_be_hidden()


def answer_with(page: Page, label: str) -> None:
    found = {"kind": "program", "label": label, "detail": label, "url": "http://localhost/programs/keep"}
    page.route(f"**{SUGGEST}*", lambda route: route.fulfill(body=json.dumps({"results": [found]}), content_type="application/json"))


def test_a_name_is_shown_as_text_whatever_it_holds(desk: Page) -> None:
    name = "<img src=x onerror=alert(1)> & <b>img</b>"
    answer_with(desk, name)
    type_words(desk, words="img")
    expect(options(desk).first).to_have_text(f"{name} {name}")
    expect(options(desk).locator("img, b")).to_have_count(0)


@pytest.mark.parametrize("handle", [
    lambda route: route.abort(), lambda route: route.fulfill(status=503, body='{"error": {}}'), lambda route: route.fulfill(body="not json"),
], ids=["network", "error", "nonsense"])  # fmt: skip
def test_without_an_answer_the_box_is_a_plain_box(desk: Page, handle: Any) -> None:
    complaints: list[str] = []
    desk.on("pageerror", lambda error: complaints.append(str(error)))
    type_words(desk, words="kin")
    desk.route(f"**{SUGGEST}*", handle)
    box(desk).press_sequentially("s")
    expect(desk.get_by_role("listbox")).to_be_hidden()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("q=kins$"))
    assert complaints == []


@both_pages
def test_without_script_the_box_is_a_plain_search_field(without_script: Page, path: str) -> None:
    without_script.goto(path)
    field = without_script.get_by_role("searchbox", name="Search programs")
    assert field.evaluate("box => box.getAttributeNames().filter((name) => name === 'role' || name.startsWith('aria-'))") == []
    expect(without_script.locator("[role=listbox], [role=combobox], #suggestions")).to_have_count(0)


@both_pages
def test_axe_finds_nothing_in_the_open_list(desk: Page, path: str) -> None:
    type_words(desk, path, "tf")
    desk.keyboard.press("ArrowDown")
    for width, scheme, part in LOOKS:
        desk.set_viewport_size({"width": width, "height": 844})
        desk.emulate_media(color_scheme=scheme)
        found = violations(desk, EVERYTHING, part)
        assert not found, f"{width} px, {scheme}: {found}"


@both_pages
def test_the_list_lies_over_the_page_and_moves_nothing(window: Page, path: str) -> None:
    window.goto(path)
    before = window.locator("main").bounding_box(), window.get_by_role("button", name="Search").bounding_box()
    box(window).fill("kinship")
    expect(options(window).first).to_be_visible()
    assert (window.locator("main").bounding_box(), window.get_by_role("button", name="Search").bounding_box()) == before


@both_pages
def test_on_a_phone_every_suggestion_is_whole_uncovered_and_a_finger_wide(phone: Page, path: str) -> None:
    type_words(phone, path, "tr")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    for option in options(phone).all():
        option.scroll_into_view_if_needed()
        place = option.bounding_box()
        assert place is not None
        assert place["height"] >= 44
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
        assert option.evaluate(HIDDEN_BY) is None


def test_the_arrows_bring_what_they_choose_into_sight(phone: Page) -> None:
    type_words(phone, "/", "tr")
    phone.keyboard.press("ArrowUp")
    expect(options(phone).last).to_be_in_viewport(ratio=0.9)


def test_the_chosen_row_is_ringed(window: Page) -> None:
    type_words(window)
    window.keyboard.press("ArrowDown")
    expect(options(window).first).to_have_css("outline-style", "solid")
    expect(options(window).last).to_have_css("outline-style", "none")


def test_the_list_is_not_printed(desk: Page) -> None:
    type_words(desk)
    desk.emulate_media(media="print")
    expect(desk.get_by_role("listbox")).to_be_hidden()
