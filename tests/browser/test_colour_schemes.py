"""Light and dark follow the reader's setting; a rating is told without colour in both."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Scheme

BRIGHTNESS = "element => getComputedStyle(element)[%r].match(/\\d+/g).slice(0, 3).reduce((sum, each) => sum + Number(each), 0)"


@pytest.mark.parametrize("path", ["/", "/programs", "/programs/homebuilders"])
def test_dark_turns_paper_and_ink_round(window: Page, path: str) -> None:
    window.goto(path)
    seen = {}
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        body = window.locator("body")
        seen[scheme] = [body.evaluate(BRIGHTNESS % name) for name in ("backgroundColor", "color")]
    assert seen["light"][0] > 3 * 230 > 3 * 60 > seen["dark"][0]
    assert seen["light"][1] < 3 * 60 < 3 * 200 < seen["dark"][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_take_on_the_scheme(window: Page, scheme: Scheme) -> None:
    window.emulate_media(color_scheme=scheme)
    window.goto("/programs")
    paper, field = (window.locator(part).evaluate(BRIGHTNESS % "backgroundColor") for part in ("body", "#q"))
    assert abs(paper - field) < 3 * 20


@pytest.mark.parametrize("level, steps", [("1", 5), ("2", 4), ("3", 3), ("4", 2), ("5", 1), ("nr", 0)])
def test_a_badge_says_its_level_in_numeral_meter_and_words(window: Page, level: str, steps: int) -> None:
    window.goto("/ratings")
    section = window.locator(f"#level-{level}")
    badge = section.locator(".badge")
    expect(badge.locator(".badge-numeral")).to_have_text(level.upper())
    expect(badge.locator(".meter .on")).to_have_count(steps)
    expect(badge.locator(".badge-label")).to_have_text(re.compile(r"\w{4,}"))


@pytest.mark.parametrize("wish, scrolling", [("reduce", "auto"), ("no-preference", "smooth")])
def test_the_page_glides_only_for_those_who_do_not_mind(
    window: Page, wish: Literal["reduce", "no-preference"], scrolling: str
) -> None:
    window.goto("/ratings")
    window.emulate_media(reduced_motion=wish)
    expect(window.locator("html")).to_have_css("scroll-behavior", scrolling)


def test_a_chosen_age_is_seen_where_the_reader_sets_all_colours(desk: Page) -> None:
    desk.emulate_media(forced_colors="active")
    desk.goto("/programs?age=5")
    chosen, other = (
        desk.locator(f"#age-{age} + span").evaluate(
            "each => parseFloat(getComputedStyle(each).borderTopWidth)"
        )
        for age in (5, 6)
    )
    assert chosen >= other + 2


def test_the_menu_underlines_only_where_the_reader_is_in_colours_of_their_own(desk: Page) -> None:
    desk.emulate_media(forced_colors="active")
    desk.goto("/programs")
    links = desk.get_by_role("navigation", name="Main").get_by_role("link")
    lines = links.evaluate_all(
        "all => all.map((each) => [getComputedStyle(each).textDecorationLine, getComputedStyle(each).borderBottomWidth])"
    )
    assert [line for line, border in lines if border == "0px"] == [
        "underline",
        "none",
        "none",
        "none",
        "none",
    ]
