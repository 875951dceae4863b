"""Every type of page, by name: what is promised of all pages is tested on each of these."""

from typing import Literal

import pytest
from playwright.sync_api import Page, Route

Scheme = Literal["light", "dark"]
PAGES = {
    "home": "/",
    "search": "/programs",
    "search-filtered": "/programs?q=adoption&rating=1&rating=none&age=5&age=12&per_page=2&page=2",
    "search-empty": "/programs?q=zzzz&topic=post-permanency-services&rating=1",
    "fit": "/fit",
    "fit-answered": "/fit?age=8&setting=school&weeks=8&credential=nurse&per_page=7",
    "fit-none": "/fit?population=expectant-and-new-parents&problem=transition-to-adulthood&per_page=7",
    "program-many-studies": "/programs/homebuilders",
    "program-no-rating": "/programs/adopts-therapy",
    "program-on-a-day": "/programs/kinship-navigator-childrens-home-network?as_of=2024-05-01",
    "compare": "/compare?program=homebuilders&program=intercept&program=scared-straight-juvenile-awareness",
    "compare-empty": "/compare?program=homebuilders&q=keep",
    "shortlist": "/shortlist?program=homebuilders&program=intercept&since=2026-01-01&q=keep",
    "shortlist-empty": "/shortlist",
    "plan-table": "/shortlist/table?program=homebuilders&program=scared-straight-juvenile-awareness",
    "memo": "/shortlist/memo?program=homebuilders&program=intercept&program=keep&since=2026-01-01",
    "hexagon": "/shortlist/hexagon?program=adopts-therapy",
    "crosswalk": "/crosswalk",
    "crosswalk-filtered": "/crosswalk?sort=date&registry=title-iv-e",
    "map": "/map?rows=permanency",
    "changes": "/changes",
    "changes-empty": "/changes?kind=retired",
    "topics": "/topics",
    "topic": "/topics/post-permanency-services",
    "ratings": "/ratings",
    "populations": "/populations",
    "population": "/populations/adoptive-families",
    "guides": "/guides",
    "guide": "/guides/moving-beyond-legal-permanency",
    "glossary": "/glossary",
    "about": "/about",
    "links": "/about/links",
    "rules": "/docs/rules",
    "api": "/api",
    "error-404": "/programs/homebuilder",
    "error-400": "/programs?topic=nonsense",
}

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


def total(page: Page) -> int:
    """How many programs the search page says it found."""
    return first_number(page.locator("#total").inner_text())


def first_number(text: str) -> int:
    """4 of “4 programs for “kinship””."""
    return int(text.split()[0].replace(",", ""))


def stay(page: Page) -> None:
    """Leave a mark that a full reload would wipe out."""
    page.evaluate("window.stayed = true")


def has_stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


class Gate:
    """Holds back the answers it is a route handler for, until it is opened."""

    def __init__(self) -> None:
        self.waiting: list[Route] = []
        self.is_open = False

    def __call__(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.waiting.append(route)

    def open(self) -> None:
        self.is_open = True
        for route in self.waiting:
            route.continue_()
