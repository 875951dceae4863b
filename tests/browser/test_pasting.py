"""Everything that a program's page gives to paste works in a blank file on somebody's disk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown import markdown
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STILL

SNIPPETS = "code[id^=paste-]"


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A page of nobody's site."""
    context = browser.new_context(**STILL, viewport={"width": 700, "height": 900})
    yield context.new_page()
    context.close()


def as_html(id: str, snippet: str) -> str:
    """What the place that a snippet is made for turns it into."""
    if id.endswith("-markdown"):
        return markdown(snippet)
    if id.endswith("-wiki"):
        return re.sub(r"\[(\S+) ([^\]]+)\]", r'<p><a href="\1">\2</a></p>', snippet)
    return f"<p>{snippet}</p>"


@pytest.mark.parametrize("slug, badges", [("homebuilders", 4), ("attachment-holding-therapy", 1)])
def test_every_snippet_works_in_a_blank_file(desk: Page, blank: Page, tmp_path: Path, site: str, slug: str, badges: int) -> None:
    desk.goto(f"/programs/{slug}")
    snippets: list[list[str]] = desk.eval_on_selector_all(SNIPPETS, "all => all.map(each => [each.id, each.textContent])")
    assert len(snippets) == 3 * badges + 1 + 3
    file = tmp_path / "blank.html"
    file.write_text("<!doctype html><meta charset=utf-8><title>Blank</title>" + "\n".join(as_html(*each) for each in snippets), "utf-8")
    blank.goto(file.as_uri())

    widths: list[int] = blank.eval_on_selector_all("img", "all => all.map(each => each.naturalWidth)")
    assert len(widths) == 2 * badges
    assert min(widths) > 150
    links: list[str] = blank.eval_on_selector_all("a", "all => all.map(each => each.href)")
    assert len(links) == len(snippets) - 1
    assert set(links) == {f"{site}/programs/{slug}"}
    assert all(blank.eval_on_selector_all("a", "all => all.map(each => Boolean(each.textContent.trim() || each.querySelector('img').alt))"))
    card = blank.frame_locator("iframe")
    expect(card.locator("h1")).to_have_text(desk.locator("h1").inner_text())
    assert card.locator("html").evaluate("card => card.scrollHeight <= card.clientHeight")


@pytest.mark.parametrize("width", [600, 320])
def test_a_card_shows_all_of_itself(browser: Browser, site: str, width: int) -> None:
    """The page that frames it cannot ask how high it is: the frame that we give is high enough at the width that we say."""
    context = browser.new_context(**STILL, base_url=site, viewport={"width": width, "height": 600})
    page = context.new_page()
    for slug in ("homebuilders", "attachment-holding-therapy", "support-groups-grandparent-caregivers-developmental-disabilities"):
        said = page.request.get("/oembed", params={"url": f"{site}/programs/{slug}", "maxwidth": width}).json()
        page.set_viewport_size({"width": said["width"], "height": said["height"]})
        page.goto(f"/embed/{slug}")
        needed = page.evaluate("document.querySelector('main').offsetHeight")
        assert needed <= said["height"] < needed * 1.35 + 60
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_badge_is_shown_beside_its_snippets_once_they_are_unfolded(phone: Page) -> None:
    phone.goto("/programs/homebuilders#cite")
    image = phone.locator("details.snippets img").first
    expect(image).to_be_hidden()
    phone.get_by_text("A badge for your page").click()
    expect(image).to_be_visible()
    phone.wait_for_function("image => image.naturalWidth > 0", arg=image.element_handle())
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_snippet_is_one_press_away_from_the_clipboard(desk: Page) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto("/programs/keep")
    desk.get_by_text("A card for your page").click()
    desk.get_by_role("button", name="Copy the HTML of the card").click()
    expect(desk.get_by_role("button", name="Copied")).to_be_visible()
    assert desk.evaluate("navigator.clipboard.readText()") == desk.locator("#paste-card").inner_text()


def test_snippets_are_not_for_paper(desk: Page) -> None:
    desk.emulate_media(media="print")
    desk.goto("/programs/homebuilders")
    expect(desk.locator("details.snippets").first).to_be_hidden()
    expect(desk.locator("#cite-apa")).to_be_visible()
