"""The filter column: its groups, its folds, and results that stay in view whatever is chosen."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from app.catalog.snapshot.facets import FACETS
from tests.browser.pages import total

HEADINGS = [
    "Child’s age", "Family", "Need", "Rating", "Language", "How and where", "More filters", "For researchers",
]  # fmt: skip
OPEN_ALL = "for (const each of document.querySelectorAll('#facets details')) each.open = true"
NAMES = [facet.name for facet in FACETS]
MOST_STOPS = 12
JOBS = (
    "9 year old adopted, aggressive", "grandmother with two grandchildren, money and support",
    "16 year old home from residential care, school", "baby, mother in opioid treatment",
    "Spanish-speaking foster parents",
)  # fmt: skip


def some_box(page: Page, facet: str) -> Locator:
    """A checkbox of a facet that finds something, from the lower end of its list."""
    counted = f"#facets label:not(.nothing) > input[name={facet}]"
    return page.locator(counted).last


def result_is_in_view(page: Page) -> None:
    expect(page.locator("#total")).to_be_in_viewport(ratio=1)
    expect(page.locator("#results .result h3").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("q", JOBS)
def test_two_cards_stand_in_the_first_screen_of_a_phone(phone: Page, q: str) -> None:
    """The second to the start of its sentence: name, rating, for whom, ages, how long and where."""
    phone.goto("/programs?" + urlencode({"q": q}))
    first, second = (phone.locator("#results .result").nth(place) for place in (0, 1))
    expect(first).to_be_in_viewport(ratio=1)
    for part in (second.locator("h3"), second.locator(".badges"), second.locator(".short").first):
        expect(part).to_be_in_viewport(ratio=1)


def test_the_groups_stand_in_the_order_in_which_people_ask(window: Page) -> None:
    window.goto("/programs")
    assert window.locator("#facets > details > summary").all_inner_texts() == HEADINGS


def test_every_facet_is_in_the_column(window: Page) -> None:
    window.goto("/programs")
    assert set(NAMES) == set(
        window.locator("#facets input").evaluate_all("all => all.map((each) => each.name)")
    )


@pytest.mark.parametrize("facet", NAMES)
def test_after_any_choice_the_count_and_a_result_are_in_view_at_a_desk(window: Page, facet: str) -> None:
    window.set_viewport_size({"width": 1280, "height": 800})
    window.goto("/programs")
    window.evaluate(OPEN_ALL)
    window.locator("#results .result").last.scroll_into_view_if_needed()
    some_box(window, facet).check()
    expect(window).to_have_url(re.compile(f"{facet}="))
    expect(window.get_by_role("status")).to_contain_text("found")
    result_is_in_view(window)
    expect(window.locator(f"#facets input[name={facet}]:checked")).to_be_visible()


@pytest.mark.parametrize("facet", NAMES)
def test_after_any_choice_the_count_and_a_result_are_in_view_on_a_phone(phone: Page, facet: str) -> None:
    phone.goto("/programs")
    phone.locator("#results .result").nth(9).scroll_into_view_if_needed()
    phone.evaluate("location.hash = 'filters'")
    phone.evaluate(OPEN_ALL)
    some_box(phone, facet).check()
    expect(phone).to_have_url(re.compile(f"{facet}="))
    expect(phone.get_by_role("status")).to_contain_text("found")
    phone.get_by_role("button", name=re.compile("^Show")).tap()
    expect(phone.locator("#filters")).to_be_hidden()
    result_is_in_view(phone)


@pytest.mark.parametrize("facet", NAMES)
def test_a_fold_that_holds_a_choice_is_open(window: Page, facet: str) -> None:
    window.goto("/programs")
    value = window.locator(f"#facets input[name={facet}]").last.get_attribute("value")
    window.goto(f"/programs?{facet}={value}")
    expect(window.locator(f"#facets input[name={facet}][value='{value}']")).to_be_checked()
    assert window.locator(f"#facets input[name={facet}][value='{value}']").evaluate(
        "each => each.checkVisibility()"
    )


def test_folds_without_a_choice_are_closed(window: Page) -> None:
    window.goto("/programs?age=9")
    opened = window.locator("#facets > details[open] > summary").all_inner_texts()
    assert opened == HEADINGS[:4]
    expect(window.locator("#facets details.more[open]")).to_have_count(0)


def test_what_was_found_better_is_counted_apart_from_what_was_studied(window: Page) -> None:
    window.goto("/programs")
    better, studied = (window.locator(f"#{name}-re-entry") for name in ("better", "outcome"))
    expect(better).to_have_accessible_name(re.compile(r"^Re-entry to care \(found better\): \d+ programs?$"))
    expect(studied).to_have_accessible_name(re.compile(r"^Re-entry to care \(studied\): \d+ programs?$"))
    counts = [
        int(re.findall(r"\d+", each.evaluate("each => each.labels[each.labels.length - 1].textContent"))[0])
        for each in (better, studied)
    ]
    assert 0 < counts[0] < counts[1]
    window.locator("label:has(#better-re-entry)").click(position={"x": 5, "y": 10})
    expect(better).to_be_checked()
    expect(window.get_by_role("list", name="Filters that are on")).to_contain_text(
        "Found better: Re-entry to care"
    )
    assert total(window) == counts[0]


def test_every_facet_links_the_programs_that_do_not_record_it(window: Page) -> None:
    window.goto("/programs")
    links = window.locator("#facets p.value:not(.heads)")
    said = [
        (each.locator("a").get_attribute("href") or "", each.locator(".value-count").text_content() or "")
        for each in links.all()
    ]
    assert {re.findall(r"[?]([a-z]+)=none$", address)[0] for address, _ in said} >= {
        "age",
        "population",
        "outcome",
        "language",
        "setting",
        "credential",
        "training",
    }
    for address, count in said:
        window.goto(address)
        assert total(window) == int(count.split()[0])
        expect(window.locator("#facets input:checked")).to_have_count(1)


def test_the_populations_stand_in_three_named_groups(window: Page) -> None:
    window.goto("/programs?population=children-with-trauma&population=professionals")
    for id, kind in (
        ("for-family", "adoptive-families"),
        ("fold-population-difficulty", "children-with-trauma"),
        ("fold-population-staff", "professionals"),
    ):
        expect(window.locator(f"#{id} #population-{kind}")).to_be_attached()


@pytest.mark.parametrize("height", [800, 500])
def test_the_column_scrolls_by_itself_and_stays_beside_the_results(window: Page, height: int) -> None:
    window.set_viewport_size({"width": 1280, "height": height})
    window.goto("/programs")
    window.locator("#results .result").nth(10).scroll_into_view_if_needed()
    box = window.locator("#filters").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 1
    assert box["height"] <= height
    before = window.evaluate("scrollY")
    window.locator("#for-research summary").first.scroll_into_view_if_needed()
    assert window.evaluate("scrollY") == before
    assert window.locator("#filters").evaluate("each => each.scrollTop") > 0


def test_a_choice_leaves_the_column_where_it_was(window: Page) -> None:
    window.set_viewport_size({"width": 1280, "height": 800})
    window.goto("/programs")
    window.evaluate(OPEN_ALL)
    box = window.locator("#training-yes")
    box.scroll_into_view_if_needed()
    before = box.evaluate(
        "each => each.getBoundingClientRect().top - each.closest('#filters').getBoundingClientRect().top"
    )
    box.check()
    expect(window.get_by_role("status")).to_contain_text("found")
    after = box.evaluate(
        "each => each.getBoundingClientRect().top - each.closest('#filters').getBoundingClientRect().top"
    )
    assert abs(after - before) < 40


@pytest.mark.parametrize(
    "path",
    [
        "/programs",
        "/programs?q=adoption",
        "/programs?age=9&better=child-behavior",
        "/programs?q=9+year+old+adopted,+aggressive",
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_search_box_to_the_first_result_are_few_stops(window: Page, path: str, width: int) -> None:
    window.set_viewport_size({"width": width, "height": 844})
    window.goto(path)
    assert stops_to_the_first_result(window) <= MOST_STOPS


def test_the_stops_are_few_without_script_too(without_script: Page) -> None:
    without_script.goto("/programs?age=9&better=child-behavior")
    assert stops_to_the_first_result(without_script) <= MOST_STOPS


def stops_to_the_first_result(page: Page) -> int:
    page.locator("#q").focus()
    first = page.locator("#results .result h3 a").first
    for stops in range(1, 100):
        page.keyboard.press("Tab")
        if first.evaluate("each => each === document.activeElement"):
            return stops
    raise AssertionError("Tab never reached a result")


def test_the_first_stop_of_a_search_page_skips_to_the_results(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to results")).to_be_focused()
    expect(desk.get_by_role("link", name="Skip to results")).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.locator("#results")).to_be_focused()


def test_the_second_skips_to_the_filters(desk: Page) -> None:
    desk.goto("/programs?q=adoption")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to filters")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('#filters') !== null")
