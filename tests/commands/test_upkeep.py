"""`check --strict`, `check --links` and `stale` as an editor types them, with sites on this machine."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.evidence.links import find_links
from app.evidence.reading.document import read_markdown_document
from app.evidence.reading.source import read_source
from tests.conftest import ROOT
from tests.links.sites import Page, Site, site

GOOD = (ROOT / "tests" / "evidence" / "good_entry.md").read_text("utf-8")
Run = Callable[..., Result]


@pytest.fixture
def content(content: Path) -> Path:
    """A registry of few programs: these commands are about each entry by itself."""
    for path in (content / "programs").glob("*.md"):
        if path.stem not in ("3-5-7-model", "keep", "safecare"):
            path.unlink()
    return content


@pytest.fixture
def run(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    environment = {
        "HOMEWARD_CONTENT": str(content),
        "HOMEWARD_CATALOG": str(tmp_path / "catalog"),
        "HOMEWARD_BASE_URL": "https://registry.example.org",
    }
    return lambda *words, **more: CliRunner().invoke(main, list(words), env={**environment, **more})


@pytest.fixture
def good_site() -> Iterator[Site]:
    with site({"/": Page()}) as running:
        yield running


@pytest.fixture
def gone_site() -> Iterator[Site]:
    with site({"/page": Page(410)}, "localhost") as running:
        yield running


@pytest.fixture
def entry(content: Path, good_site: Site, gone_site: Site) -> Path:
    """An entry with one link that is good (in every place but one) and one that is dead (its website)."""
    path = content / "programs" / "kitchen-table-coaching.md"
    path.write_text(GOOD, "utf-8")
    found = {link.url for link in find_links(read_markdown_document(read_source(path, content)))}
    for link in sorted(found, key=len, reverse=True):
        path.write_text(path.read_text("utf-8").replace(link, f"{good_site.address}/"), "utf-8")
    text = path.read_text("utf-8").replace("doi: 10.1234/abc.5", "doi: null")
    path.write_text(
        text.replace(f"website: {good_site.address}/", f"website: {gone_site.address}/page"), "utf-8"
    )
    return path


def test_strict_makes_age_and_completeness_a_failure_and_plain_does_not(run: Run, content: Path) -> None:
    entry = str(content / "programs" / "3-5-7-model.md")
    assert run("check", entry).exit_code == 0
    strict = run("check", "--strict", entry)
    assert strict.exit_code == 1
    assert "fact-not-recorded warning:" in strict.output
    assert "0 errors," in strict.output


def test_a_dead_link_is_an_error_with_its_place_and_what_to_do(
    run: Run, entry: Path, gone_site: Site
) -> None:
    result = run("check", "--links", str(entry), "--format", "json")
    (problem,) = json.loads(result.stdout)
    line = next(
        number
        for number, line in enumerate(entry.read_text("utf-8").split("\n"), 1)
        if line.startswith("website:")
    )
    assert result.exit_code == 1
    assert (problem["rule"], problem["severity"], problem["line"], problem["column"]) == (
        "link-dead",
        "error",
        line,
        10,
    )
    assert problem["message"] == f"{gone_site.address}/page answers 410 Gone"
    assert "No check has seen it good yet." in problem["hint"]
    assert "web.archive.org" in problem["hint"]
    assert "2 links: 1 good, 1 dead (2 asked now)." in result.stderr


def test_sites_are_told_who_asks_and_not_asked_again_within_a_week(
    run: Run, entry: Path, good_site: Site, gone_site: Site
) -> None:
    run("check", "--links", str(entry))
    again = run("check", "--links", str(entry))
    assert again.exit_code == 1
    assert "(0 asked now, the others within 7 days)" in again.stderr
    assert gone_site.asked == [("HEAD", "/page", "Homeward-link-check/1.0 (+https://registry.example.org)")]
    run("check", "--links", "--fresh", str(entry))
    assert [len(each.asked) for each in (good_site, gone_site)] == [2, 2]


def test_a_blocked_link_is_a_warning(run: Run, entry: Path, gone_site: Site) -> None:
    gone_site.pages["/page"] = Page(429)
    result = run("check", "--links", str(entry))
    assert result.exit_code == 0
    assert "link-blocked warning:" in result.stdout
    assert "Open it in a browser" in result.stdout


def test_a_link_that_was_good_says_when(run: Run, entry: Path, gone_site: Site, tmp_path: Path) -> None:
    gone_site.pages["/page"] = Page()
    assert run("check", "--links", str(entry)).exit_code == 0
    kept = tmp_path / "catalog" / "links.json"
    day = json.loads(kept.read_text("utf-8"))["links"][f"{gone_site.address}/page"]["last_good"]
    gone_site.pages["/page"] = Page(410)
    assert f"It was last good on {day}." in run("check", "--links", "--fresh", str(entry)).stdout
    dead = run("stale").output
    assert f"{gone_site.address}/page answers 410 Gone, last good on {day}" in dead
    assert run("build").exit_code == 0
    assert kept.exists()


def test_a_plain_check_asks_nobody(run: Run, entry: Path, good_site: Site, gone_site: Site) -> None:
    assert run("check", str(entry)).exit_code == 0
    assert good_site.asked == gone_site.asked == []


def test_fresh_alone_and_a_broken_memory_are_refused_with_a_remedy(
    run: Run, entry: Path, tmp_path: Path
) -> None:
    assert run("check", "--fresh").exit_code == 2
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "links.json").write_text("{", "utf-8")
    result = run("check", "--links", str(entry))
    assert result.exit_code == 1
    assert "delete it" in result.stderr


def test_without_a_network_nothing_is_recorded(run: Run, content: Path, tmp_path: Path) -> None:
    with site({}) as one, site({}) as two, site({}) as three:
        closed = [one.address, two.address, three.address]
    path = content / "guides" / "kitchen-tables.md"
    links = " ".join(f"[a page]({address}/)" for address in closed)
    dates = "dates: {added: 2026-11-21, reviewed: 2026-11-21}"
    front = f"title: Tables\nsummary: On tables.\nsources: []\n{dates}\n"
    path.write_text(f"---\n{front}---\n\n## Tables\n\n{links}\n", "utf-8")
    result = run("check", "--links", str(path))
    assert result.exit_code == 1
    assert "is this machine on line? Nothing was recorded" in result.stderr
    assert not (tmp_path / "catalog" / "links.json").exists()


def test_stale_says_what_is_due_on_a_day(run: Run) -> None:
    assert re.search(r"Nothing; the next is due on 2028-11-\d\d\.", run("stale").output)
    planned = run("stale", "--on", "2028-12-01")
    assert planned.exit_code == 0
    assert re.search(r"due since 2028-11-\d\d", planned.output)
    assert run("stale", "--on", "soon").exit_code == 2
    assert json.loads(run("stale", "--format", "json").output)["links_asked"] is None


def test_stale_leaves_out_entries_with_errors_and_says_so(run: Run, content: Path) -> None:
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("status: active", "status: activ"), "utf-8")
    result = run("stale", "--all")
    assert result.exit_code == 0
    assert "1 file with errors left out" in result.stderr
    assert "keep (" not in result.stdout
