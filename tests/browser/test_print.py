"""On paper: the entry and its sources, black on white, without the machinery around it."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def paper(desk: Page) -> Page:
    """What goes to the printer, for somebody who reads in the dark."""
    desk.emulate_media(media="print", color_scheme="dark")
    return desk


def test_a_program_prints_its_content_without_navigation(paper: Page) -> None:
    paper.goto("/programs/homebuilders")
    expect(paper.get_by_role("navigation")).to_have_count(0)
    expect(paper.locator("button:visible, input:visible, .skip:visible")).to_have_count(0)
    for part in ("In brief", "What studies found", "About", "Cite and link"):
        expect(paper.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(paper.get_by_role("heading", name="Why this rating", exact=True)).to_be_hidden()
    expect(paper.get_by_text("independent of the California Evidence-Based Clearinghouse").first).to_be_visible()


def test_one_sheet_is_printed_unless_the_full_entry_is_asked_for(paper: Page) -> None:
    paper.goto("/programs/homebuilders")
    assert sheets(paper) == 1
    paper.goto("/programs/homebuilders?print=full")
    for part in ("Why this rating", "Each study", "Sources"):
        expect(paper.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(paper.locator("#study-walton-1993")).to_be_visible()
    assert sheets(paper) > 4


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter")))


def test_results_print_without_filters(paper: Page) -> None:
    paper.goto("/programs?q=adoption&rating=none")
    for part in ("#filters", ".search-form", ".sort"):
        expect(paper.locator(part)).to_be_hidden()
    expect(paper.locator("#total")).to_be_visible()
    expect(paper.locator("#results .result").first).to_be_visible()


def test_paper_is_white_and_ink_is_dark_in_every_scheme(paper: Page) -> None:
    paper.goto("/programs/homebuilders")
    expect(paper.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(paper.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    in_the_dark = paper.locator(".badge").first.evaluate("badge => getComputedStyle(badge).color")
    paper.emulate_media(color_scheme="light")
    expect(paper.locator(".badge").first).to_have_css("color", in_the_dark)


def test_a_table_is_printed_whole(paper: Page) -> None:
    paper.goto("/crosswalk?registry=wsipp")
    expect(paper.get_by_role("region", name="Ratings by registry, table")).to_have_css("overflow-x", "visible")


THREE = "program=homebuilders&program=intercept&program=keep"


def pages_of(paper: Page, path: str) -> int:
    """How many sheets of letter paper come out."""
    paper.goto(path)
    return len(re.findall(rb"/Type\s*/Page\b", paper.pdf(format="Letter")))


def test_a_memo_of_three_programs_fits_on_four_pages(paper: Page) -> None:
    """The two longest entries are in it."""
    assert pages_of(paper, f"/shortlist/memo?{THREE}") <= 4
    longest = "program=the-incredible-years&program=nurse-family-partnership&program=multisystemic-therapy"
    assert pages_of(paper, f"/shortlist/memo?{longest}") <= 4


def test_a_memo_prints_its_questions_blanks_and_sources_without_the_machinery(paper: Page) -> None:
    paper.goto(f"/shortlist/memo?{THREE}")
    expect(paper.get_by_role("heading", name="Sources")).to_be_visible()
    expect(paper.get_by_text("[to fill in: Why this program, for these families, here.]").first).to_be_visible()
    expect(paper.locator("button:visible, input:visible, .snippets:visible, .full:visible")).to_have_count(0)


def test_compare_prints_every_column(paper: Page) -> None:
    paper.goto(f"/compare?{THREE}")
    expect(paper.locator("thead th:visible")).to_have_count(3)
    expect(paper.get_by_role("region", name="Programs side by side, table")).to_have_css("overflow-x", "visible")
