"""A real Chromium, found on the machine: tests skip with a loud line without one, unless HOMEWARD_BROWSER=required."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from app.settings import Settings
from tests.conftest import CONTENT

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


@pytest.fixture(scope="session")
def at_a_desk(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """1280 pixels wide, light, on the running site."""
    yield from _kept_warm(browser.new_context(**STILL, base_url=site, viewport={"width": 1280, "height": 900}))


@pytest.fixture(scope="session")
def on_a_phone(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """390 pixels wide, with touch."""
    yield from _kept_warm(browser.new_context(**STILL, base_url=site, viewport={"width": 390, "height": 844}, has_touch=True))


@pytest.fixture(scope="session")
def in_plain_html(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """At a desk, where no JavaScript runs."""
    yield from _kept_warm(browser.new_context(**STILL, base_url=site, viewport={"width": 1280, "height": 900}, java_script_enabled=False))


def _kept_warm(context: BrowserContext) -> Iterator[BrowserContext]:
    """One page stays open, so that the others find their process running and the styles in its cache."""
    context.new_page().goto("/about")
    yield context
    context.close()


@pytest.fixture
def desk(at_a_desk: BrowserContext) -> Iterator[Page]:
    yield from _page(at_a_desk)


@pytest.fixture
def phone(on_a_phone: BrowserContext) -> Iterator[Page]:
    yield from _page(on_a_phone)


@pytest.fixture
def without_script(in_plain_html: BrowserContext) -> Iterator[Page]:
    yield from _page(in_plain_html)


@pytest.fixture(scope="module")
def window(at_a_desk: BrowserContext) -> Iterator[Page]:
    """One page for all tests of a file that leave nothing behind: opening a fresh one each time takes longer than looking."""
    yield from _page(at_a_desk)


@pytest.fixture
def clocked(browser: Browser, site: str) -> Iterator[Page]:
    """A desk whose clock a test may set: there is one clock for all pages that are opened together."""
    context = browser.new_context(**STILL, base_url=site, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def edited_programs(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a copy of the shipped content that a form may change."""
    folder = tmp_path_factory.mktemp("editing")
    shutil.copytree(shipped, folder / "catalog")
    return Path(shutil.copytree(CONTENT, folder / "content")) / "programs"


@pytest.fixture(scope="module")
def editor_site(edited_programs: Path) -> Iterator[str]:
    """The address of a server over that copy, with the form editor."""
    app = create_app(Settings(content=edited_programs.parent, catalog=edited_programs.parent.parent / "catalog", watch=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
