"""A real Chromium, found on the machine: tests skip with a loud line without one, unless HOMEWARD_BROWSER=required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these, Chromium looks up its maker's hosts at every start, cannot run as root, and warms a spare process for every page.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",
)
# A smooth jump is a hundred pictures that no test looks at.
STILL: dict[str, Any] = {"reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("HOMEWARD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        said = "NO BROWSER: the browser tests did not run. Install chromium, or name one in HOMEWARD_CHROMIUM."
        if os.environ.get("HOMEWARD_BROWSER") == "required":
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A page 1280 pixels wide, light, on the running site."""
    yield from _page(browser.new_context(**STILL, base_url=site, viewport={"width": 1280, "height": 900}))


@pytest.fixture(scope="module")
def window(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all tests of a file that only look: opening a fresh one each time takes longer than looking."""
    yield from _page(browser.new_context(**STILL, base_url=site))


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A page 390 pixels wide with touch."""
    yield from _page(browser.new_context(**STILL, base_url=site, viewport={"width": 390, "height": 844}, has_touch=True))


@pytest.fixture
def without_script(browser: Browser, site: str) -> Iterator[Page]:
    """A page in which no JavaScript runs."""
    yield from _page(browser.new_context(**STILL, base_url=site, viewport={"width": 1280, "height": 900}, java_script_enabled=False))


def _page(context: BrowserContext) -> Iterator[Page]:
    yield context.new_page()
    context.close()
