"""Without a mouse: everything is reached in reading order, shows where it is, and answers to the usual keys."""

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CONTROLS = "a[href], button, input, select, summary, [tabindex='0']"
# Numbers the controls that can be seen, then writes down which of them gets the focus, how far down, and whether a ring is drawn.
WATCH = """(controls) => {
    const all = [...document.querySelectorAll(controls)].filter((each) => each.checkVisibility({ visibilityProperty: true }));
    const drawn = (element) => getComputedStyle(element).opacity === "0" ? element.nextElementSibling : element;
    const ring = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    window.visited = [];
    document.addEventListener("focusin", ({ target }) => {
        const { top, left, right } = target.getClientRects()[0];
        const seen = ring(getComputedStyle(drawn(target)));
        window.visited.push({ number: all.indexOf(target), name: target.outerHTML.slice(0, 120), ring: seen, top: top + scrollY, left, right });
    });
    return all.length;
}"""
COVERED = """() => {
    const { x, y, width, height } = document.activeElement.getBoundingClientRect();
    const over = document.elementFromPoint(x + width / 2, y + height / 2);
    return document.activeElement.contains(over) || over?.contains(document.activeElement) ? null : document.activeElement.outerHTML;
}"""
OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until it leaves the page; what got the focus, in order."""
    count: int = page.evaluate(WATCH, CONTROLS)
    for _ in range(count):
        page.keyboard.press("Tab")
    for _ in range(count):  # a date is one control of several stops
        if page.evaluate("document.activeElement === document.body"):
            break
        page.keyboard.press("Tab")
    visited: list[dict[str, Any]] = page.evaluate("window.visited")
    assert [stop["number"] for stop in visited] == list(range(count)), (
        "Tab visits every control once, in the order of the page"
    )
    return visited


@pytest.mark.parametrize(
    "path",
    ["/", "/programs?q=adoption&rating=none", "/programs/homebuilders", "/topics/post-permanency-services"],
)
def test_tab_reaches_every_control_and_shows_where_it_is(desk: Page, path: str) -> None:
    desk.goto(path)
    desk.evaluate(OPEN_ALL)
    assert [stop["name"] for stop in tab_through(desk) if not stop["ring"]] == []


@pytest.mark.parametrize("path", ["/programs", "/programs/homebuilders"])
def test_tab_goes_down_a_narrow_page_and_never_back_up(phone: Page, path: str) -> None:
    phone.goto(path)
    stops = tab_through(phone)[1:]
    assert [
        (one["name"], after["name"]) for one, after in itertools.pairwise(stops) if is_back_up(one, after)
    ] == []


def is_back_up(one: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a stop lies more than a line above the one before it, and not in a column to its right."""
    a_line = 40
    return bool(after["top"] < one["top"] - a_line and after["left"] < one["right"])


def test_nothing_in_the_filter_sheet_is_focused_out_of_sight(phone: Page) -> None:
    phone.goto("/programs#filters")
    phone.evaluate(OPEN_ALL)
    phone.get_by_role("link", name="Close").focus()
    covered = []
    for _ in phone.locator("#facets :is(input, summary)").all():
        phone.keyboard.press("Tab")
        covered.append(phone.evaluate(COVERED))
    assert [name for name in covered if name] == []


def test_the_first_tab_offers_to_skip_to_the_content(desk: Page) -> None:
    desk.goto("/programs/homebuilders")
    skip = desk.get_by_role("link", name="Skip to content")
    expect(skip).not_to_be_in_viewport()
    desk.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("main").get_by_role("link").first).to_be_focused()


def test_space_ticks_a_box_and_the_focus_stays_on_it(window: Page) -> None:
    window.goto("/programs")
    box = window.locator("#rating-2")
    box.focus()
    window.keyboard.press("Space")
    expect(window).to_have_url(re.compile(r"/programs\?rating=2$"))
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    window.keyboard.press("Space")
    expect(window).to_have_url(re.compile(r"/programs$"))
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()


def test_a_box_that_was_folded_away_keeps_the_focus_when_ticked(window: Page) -> None:
    window.goto("/programs")
    more = window.locator("#more-population-family")
    more.locator("summary").focus()
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    name = more.locator("input").first.get_attribute("id")
    window.keyboard.press("Space")
    expect(window).to_have_url(re.compile("population="))
    expect(window.locator(f"#{name}")).to_be_checked()
    expect(window.locator(f"#{name}")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_group_of_filters_opens_and_closes_with_a_key(window: Page, key: str) -> None:
    window.goto("/programs")
    group = window.locator("#for-delivery")
    group.locator("summary").first.focus()
    window.keyboard.press(key)
    expect(group.locator("input").first).to_be_visible()
    window.keyboard.press(key)
    expect(group.locator("input").first).to_be_hidden()


def test_removing_a_chip_hands_the_focus_to_the_results(window: Page) -> None:
    window.goto("/programs?rating=2")
    window.get_by_role("link", name=re.compile("^Remove the filter")).focus()
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/programs$"))
    expect(window.get_by_role("region", name="Results")).to_be_focused()
    window.keyboard.press("Tab")
    expect(window.get_by_label("Sorted by")).to_be_focused()


def test_arrow_keys_move_a_wide_table(window: Page) -> None:
    window.set_viewport_size({"width": 768, "height": 900})
    window.goto("/crosswalk?registry=wsipp")
    table = window.get_by_role("region", name="Ratings by registry, table")
    table.evaluate(
        "region => { window.moved = new Promise((done) => region.addEventListener('scroll', done, { once: true })); }"
    )
    table.focus()
    window.keyboard.press("ArrowRight")
    window.evaluate("async () => { await window.moved; }")
    assert table.evaluate("region => region.scrollLeft") > 0
