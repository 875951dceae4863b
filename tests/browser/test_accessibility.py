"""axe finds nothing, on every type of page, in both colour schemes, on a desk and on a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from tests.browser.pages import Scheme, every_page

# What axe checks by itself, and the size of targets (WCAG 2.2 AA).
EVERYTHING: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# A page is the same in both schemes and at every width but for its colours, its sizes and what has to scroll: only these are asked again.
NARROW = ("target-size", "scrollable-region-focusable", "color-contrast", "link-in-text-block")
ON_A_PHONE: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(NARROW)}}
VIEWS: tuple[tuple[int, Scheme, dict[str, Any]], ...] = ((1280, "light", EVERYTHING), (390, "dark", ON_A_PHONE))


def violations(page: Page, rules: dict[str, Any], part: str = "html") -> str:
    """What axe objects to in a page or a part of it, in words; empty when there is nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("([part, options]) => axe.run(part, options)", [part, {"resultTypes": ["violations"], **rules}]))
    return str(found.generate_report()) if found.violations_count else ""


@every_page
def test_axe_finds_nothing(window: Page, path: str) -> None:
    window.goto(path)
    for width, scheme, rules in VIEWS:
        window.set_viewport_size({"width": width, "height": 900})
        window.emulate_media(color_scheme=scheme)
        found = violations(window, rules)
        assert not found, f"{path}, {width} px, {scheme}: {found}"


def test_axe_finds_nothing_in_the_open_filter_sheet(phone: Page) -> None:
    phone.goto("/programs?rating=2&age=5#filters")
    phone.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = violations(phone, EVERYTHING)
    assert not found, found


def test_axe_finds_every_colour_readable_on_paper(desk: Page) -> None:
    desk.emulate_media(media="print", color_scheme="dark")
    desk.goto("/programs/homebuilders")
    found = violations(desk, COLOURS)
    assert not found, found
