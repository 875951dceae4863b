"""A first view weighs little, asks nobody but this site, and leaves the console empty."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.pages import PAGES
from tests.conftest import ROOT

LARGEST_VIEW, LARGEST_STYLES, LARGEST_SCRIPTS = 60_000, 22_000, 10_000
STATIC = ROOT / "app" / "web" / "static"


@dataclass
class View:
    """What one first view of a page cost and said."""

    path: str
    bytes_received: list[float] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=list(PAGES.values()), ids=list(PAGES))
def view(request: pytest.FixtureRequest, window: Page, site: str) -> View:
    """A page seen for the first time: nothing comes from a cache."""
    seen = View(request.param)
    devtools = window.context.new_cdp_session(window)
    devtools.on(
        "Network.loadingFinished", lambda event: seen.bytes_received.append(event["encodedDataLength"])
    )
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    listeners: dict[str, Callable[[Any], None]] = {
        "request": lambda request: seen.asked.append(request.url),
        "pageerror": lambda error: seen.complaints.append(str(error)),
        "console": lambda message: (
            seen.complaints.append(message.text)
            if not _is_the_answer_itself(message, site + seen.path)
            else None
        ),
    }
    for name, listener in listeners.items():
        window.on(name, listener)  # type: ignore[call-overload]
    window.goto(seen.path)
    for name, listener in listeners.items():
        window.remove_listener(name, listener)
    devtools.detach()
    return seen


def _is_the_answer_itself(message: ConsoleMessage, url: str) -> bool:
    """Chromium logs that a page answered 404 or 400, as the error pages must."""
    return message.location["url"] == url and "the server responded with a status of 40" in message.text


def test_a_first_view_is_light(view: View) -> None:
    assert len(view.bytes_received) >= len({"page", "colours.css", "site.css", "print.css", "site.js"})
    assert sum(view.bytes_received) < LARGEST_VIEW


def test_a_page_asks_only_this_site_and_complains_of_nothing(view: View, site: str) -> None:
    assert [url for url in view.asked if not url.startswith(site + "/")] == []
    assert view.complaints == []


def test_styles_and_scripts_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in STATIC.glob("*.css")}
    of_every_page = sum(sizes.pop(name) for name in ("colours.css", "site.css", "print.css"))
    assert of_every_page + max(sizes.values()) < LARGEST_STYLES  # a page has one more at most
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) < LARGEST_SCRIPTS
