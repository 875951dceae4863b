"""A page is made once for a generation and a day; a kept answer is the one that would be made."""

import datetime
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from app.catalog.build.build import BuildResult, build
from app.settings import Settings
from app.web.page_cache.caching import MADE_FROM, PAGE_CACHE, PageCache, choose_encoding
from app.web.request.context import SITE_CONTEXT
from tests.conftest import TODAY
from tests.small_content import copy_with

PAGES = (
    "/", "/programs/keep", "/programs/homebuilders", "/topics", "/topics/post-permanency-services", "/ratings",
    "/ratings/how", "/populations/kinship-caregivers", "/glossary", "/about", "/about/links", "/changes", "/api",
)  # fmt: skip
ENCODINGS = ("", "br", "gzip", "gzip, deflate, br, zstd", "br;q=0.1, gzip", "identity", "*")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    copy_with(("keep", "homebuilders", "3-5-7-model"), folder / "content")
    build(folder / "content", folder / "catalog", TODAY)
    return folder


def make_site(folder: Path, today: Callable[[], datetime.date] = lambda: TODAY, **settings: Any) -> Flask:
    return create_app(Settings(folder / "content", folder / "catalog", **settings), today)


def cache_of(site: Flask) -> PageCache:
    cache: PageCache = site.extensions[PAGE_CACHE]
    return cache


def paths_in(site: Flask) -> set[str]:
    return {key.path for key in cache_of(site).pages}


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    headers = [each for each in answer.headers if each[0] != "Date"]
    is_zipped = answer.headers.get("Content-Encoding") == "gzip"
    body = answer.data[:4] + answer.data[8:] if is_zipped else answer.data  # the time is in between
    return answer.status_code, headers, body


def test_a_kept_answer_is_the_one_that_would_be_made(registry: Path) -> None:
    kept, made = make_site(registry).test_client(), make_site(registry, page_cache_mb=0).test_client()
    for path in PAGES:
        tag = kept.get(path).headers["ETag"]
        for accepted, condition in product(ENCODINGS, ("", tag, f'"other", {tag}', 'W/"other"')):
            headers = {"Accept-Encoding": accepted} | ({"If-None-Match": condition} if condition else {})
            for _ in range(2):
                assert told(kept.get(path, headers=headers)) == told(made.get(path, headers=headers)), headers
            assert told(kept.head(path, headers=headers)) == told(made.head(path, headers=headers)), headers
    assert paths_in(kept.application) == set(PAGES)


def test_a_page_is_made_once_for_each_encoding(registry: Path) -> None:
    site, counted = make_site(registry), []
    cache_of(site)._counted = counted.append
    client = site.test_client()
    for accepted in ("br", "gzip", "", "br, gzip", "gzip;q=1.0", "identity"):
        client.get("/programs/keep", headers={"Accept-Encoding": accepted})
    assert counted == [False] * 3 + [True] * 3


def test_who_refuses_an_encoding_does_not_get_it(registry: Path) -> None:
    client = make_site(registry).test_client()
    for _ in range(2):
        assert "Content-Encoding" not in client.get("/about", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_another_day_is_another_page(registry: Path) -> None:
    day = TODAY
    client = make_site(registry, lambda: day).test_client()
    before = told(client.get("/programs/keep"))
    day += datetime.timedelta(days=400)
    later = make_site(registry, lambda: day, page_cache_mb=0).test_client()
    assert told(client.get("/programs/keep")) == told(later.get("/programs/keep")) != before
    day = TODAY
    assert told(client.get("/programs/keep")) == before


def test_another_generation_is_another_page(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    build_content()
    site = make_site(tmp_path)
    client, entry = site.test_client(), content / "programs" / "keep.md"
    before = client.get("/programs/keep").text
    entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n"), "utf-8")
    build_content()
    assert "Zebras" not in before
    for _ in range(2):
        assert "Zebras" in client.get("/programs/keep").text
        assert client.get("/generation").text in client.get("/programs/homebuilders").text


def test_nothing_is_kept_while_somebody_edits(registry: Path) -> None:
    assert PAGE_CACHE not in make_site(registry, watch=True).extensions


def test_each_named_host_has_its_own_pages_where_there_is_no_public_address(registry: Path) -> None:
    site = make_site(registry, hosts=("registry.example.org",))
    client = site.test_client()
    for _ in range(2):
        for host in ("localhost", "registry.example.org", "127.0.0.1"):
            page = client.get("/programs/keep", headers={"Host": host}).text
            assert f'<link rel="canonical" href="http://{host}/programs/keep">' in page
        secure = client.get("/programs/keep", base_url="https://registry.example.org").text
        assert '<link rel="canonical" href="https://registry.example.org/programs/keep">' in secure
    assert len(cache_of(site).pages) == 4
    assert client.get("/programs/keep", headers={"Host": "evil.example"}).status_code == 400


def test_a_public_address_makes_one_page_for_all_named_hosts(registry: Path) -> None:
    site = make_site(registry, base_url="https://registry.example.org", hosts=("www.example.org",))
    client = site.test_client()
    hosts = ("localhost", "registry.example.org", "www.example.org")
    assert len({client.get("/about", headers={"Host": host}).data for host in hosts}) == 1
    assert len(cache_of(site).pages) == 1


@pytest.mark.parametrize(
    "path", ["/nowhere", "/programs", "/programs?q=family", "/programs/keep/", "/programs/KEEP",
             "/programs/keep?print=full", "/programs/keep.json", "/embed/keep", "/healthz", "/static/site.css"]
)  # fmt: skip
def test_only_pages_at_their_own_address_are_kept(path: str, registry: Path) -> None:
    site = make_site(registry)
    site.test_client().get(path)
    assert paths_in(site) == set()


def test_ten_thousand_odd_requests_leave_the_kept_pages_where_they_are(registry: Path) -> None:
    site = make_site(registry)
    context, made = site.extensions[SITE_CONTEXT], (site.extensions[SITE_CONTEXT].catalog.snapshot(), TODAY)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[MADE_FROM] = (*made, "/programs/<slug>")
        start_response("200 OK", [("ETag", 'W/"tag"')])
        return [b"x" * 50_000]

    cache = PageCache(answer, context, 1 << 20, lambda _: None)

    def ask(host: str, query: str = "", encoding: str = "br", path: str = "/programs/keep") -> None:
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host,
            "SERVER_PORT": "8000", "wsgi.url_scheme": "http", "HTTP_ACCEPT_ENCODING": encoding,
        }  # fmt: skip
        assert b"".join(cache(environ, lambda *_: None)) == b"x" * 50_000

    for path in PAGES:
        ask("localhost:8000", path=path)
    kept = [*cache.pages]
    assert len(kept) == len(PAGES)
    for number in range(2_500):
        ask("localhost:8000", query=f"x={number}")
        ask(f"{number}.example.org")
        ask(f"localhost:{number}")
        ask("localhost:8000", encoding=f"br;q=0.{number}, x{number}")
    assert set(cache.pages) - set(kept) <= {key for key in cache.pages if key.path == "/programs/keep"}
    assert set(kept) <= set(cache.pages)
    assert len(cache.pages) <= len(kept) + 1  # the answer above names no encoding


def test_right_after_a_switch_the_most_visited_pages_are_made_again(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    build_content()
    site = make_site(tmp_path)
    client, cache = site.test_client(), cache_of(site)
    for path in ("/programs/keep", "/about", "/programs/keep", "/topics", "/about", "/programs/keep"):
        client.get(path)
    cache.switched.clear()
    assert not cache.refill()
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n"), "utf-8")
    build_content()
    client.get("/ratings")
    assert cache.switched.is_set()
    while cache.refill():
        pass
    assert paths_in(site) == {"/ratings", "/programs/keep", "/about"}
    counted: list[bool] = []
    cache._counted = counted.append
    assert "Zebras" in client.get("/programs/keep").text
    assert counted == [True]


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""), ("br", "br"), ("gzip", "gzip"), ("gzip, br", "br"), ("GZIP;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0", ""), ("br;q=0, gzip;q=0.1", "gzip"), ("*", "br"), ("*;q=0", ""), ("deflate, zstd", ""),
        ("identity, br;q=0.5", ""), ("br;q=x", "br"), (", ,", ""),
    ],
)  # fmt: skip
def test_the_encoding_is_one_that_the_reader_takes(accepted: str, chosen: str) -> None:
    assert choose_encoding(accepted) == chosen
