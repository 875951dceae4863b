"""How sites are asked: real requests to sites on this machine, with a clock that only the test moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.evidence.links import find_links
from app.evidence.reading.document import read_markdown_document
from app.evidence.reading.source import Source
from app.links.answers import judge
from app.links.checking import group_by_site
from app.links.http import LinkClient, RateLimiter, encode_address
from tests.links.sites import Page, Site, site

AGENT = "Homeward-link-check/1.0 (+https://registry.example.org)"


@dataclass
class Time:
    """Seconds that pass only while somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(time: Time, monkeypatch: pytest.MonkeyPatch) -> LinkClient:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    return LinkClient(AGENT, RateLimiter(lambda: time.now, time.sleep), lambda: time.now, timeout=5)


@pytest.fixture
def pages() -> Iterator[Site]:
    with site({
        "/good": Page(), "/no-head": Page(to_head=405), "/gone": Page(410), "/refuses": Page(403),
        "/robots": Page(503, body=b"<title>Captcha</title>"), "/moved": Page(301, {"Location": "/good"}),
        "/caf%C3%A9": Page(), "/circle": Page(302, {"Location": "/circle"}),
        "/mail": Page(301, {"Location": "mailto:a@example.org"}),
        "/busy": Page(once=429, headers={"Retry-After": "7"}), "/closed": Page(429, {"Retry-After": "3600"}),
        "/dated": Page(once=503, headers={"Retry-After": "Thu, 01 Jan 1970 00:17:00 GMT"}),
    }) as running:  # fmt: skip
        yield running


def methods(asked: Site) -> list[str]:
    return [method for method, _, _ in asked.asked]


def test_a_page_that_is_there_is_asked_once_without_its_text(
    client: LinkClient, pages: Site, time: Time
) -> None:
    assert judge(client(f"{pages.address}/good")).state == "ok"
    assert pages.asked == [("HEAD", "/good", AGENT)]
    assert time.slept == []


@pytest.mark.parametrize("path, state, asked", [
    ("/no-head", "ok", ["HEAD", "GET"]), ("/gone", "dead", ["HEAD"]), ("/nothing", "dead", ["HEAD", "GET"]),
    ("/refuses", "blocked", ["HEAD", "GET"]), ("/robots", "blocked", ["HEAD", "GET"]),
    ("/moved", "moved", ["HEAD", "HEAD"]), ("/café", "ok", ["HEAD"]),
    ("/mail", "unreachable", ["HEAD", "GET"]),
])  # fmt: skip
def test_get_is_asked_only_where_head_is_not_enough(
    path: str, state: str, asked: list[str], client: LinkClient, pages: Site
) -> None:
    assert judge(client(pages.address + path)).state == state
    assert methods(pages) == asked


def test_a_circle_ends(client: LinkClient, pages: Site) -> None:
    assert judge(client(f"{pages.address}/circle")).said == "leads from page to page without an end"


def test_one_site_is_asked_once_a_second_and_another_meanwhile(
    client: LinkClient, pages: Site, time: Time
) -> None:
    with site({"/good": Page()}, "localhost") as other:
        for address in (pages.address, other.address, pages.address, pages.address):
            client(f"{address}/good")
    assert time.slept == [1, 1]


def test_a_short_pause_is_kept_and_the_page_asked_again(client: LinkClient, pages: Site, time: Time) -> None:
    assert judge(client(f"{pages.address}/busy")).state == "ok"
    assert time.slept == [7]


def test_a_pause_may_name_the_time_of_day(client: LinkClient, pages: Site, time: Time) -> None:
    assert judge(client(f"{pages.address}/dated")).state == "ok"
    assert time.slept == [20]


def test_a_long_pause_is_not_waited_for(client: LinkClient, pages: Site, time: Time) -> None:
    found = client(f"{pages.address}/closed")
    assert (judge(found).state, found.pause, time.slept) == ("blocked", 3600, [])


def test_nobody_there_is_unreachable(client: LinkClient) -> None:
    with site({}) as closed:
        address = closed.address
    answer = judge(client(f"{address}/good"))
    assert answer.state == "unreachable"
    assert "could not be reached" in answer.said


@pytest.mark.parametrize("written, sent", [
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("https://example.org/a%20b?q=[x]", "https://example.org/a%20b?q=[x]"),
    ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
    ("https://example.org/(a);b", "https://example.org/(a);b"),
])  # fmt: skip
def test_an_address_goes_over_the_wire_in_ascii(written: str, sent: str) -> None:
    assert encode_address(written) == sent


def test_an_address_that_is_none_is_told_and_stops_nothing(client: LinkClient, pages: Site) -> None:
    written = "See [here](https://[a.b/c#d) and [there](https://example.org/x#y)."
    found = list(
        find_links(read_markdown_document(Source(Path("entry.md"), f"---\nname: A\n---\n{written}\n", "")))
    )
    assert [link.url for link in found] == ["https://[a.b/c", "https://example.org/x"]
    assert list(group_by_site(link.url for link in found)) == ["https://[a.b/c", "example.org"]
    assert judge(client("https://[a.b/c")).said == "could not be reached: Invalid IPv6 URL"
