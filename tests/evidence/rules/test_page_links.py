"""Links inside the registry lead to what exists, and a wrong one is told with the right form."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from app.catalog.build.build import build
from app.evidence.addresses import GUIDES
from app.evidence.content import read_content
from app.evidence.rules.page_links import PAGES, SitePages, check_page_links
from tests.conftest import CONTENT, TODAY
from tests.evidence.rules.test_rules import GOOD, problems_of

GUIDE = """---
title: How we visit
summary: What a visit is.
sources: [{title: A book}]
dates: {added: 2026-11-01, reviewed: 2026-11-01}
---

## The first visit

LINK
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> SitePages:
    content = Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("links") / "content"))
    (content / "guides" / "visits.md").write_text(GUIDE, "utf-8")
    return SitePages(read_content(content, TODAY)[0])


@pytest.mark.parametrize("link, rule, hint", [
    ("/programs/homebuilder", "page-unknown", "Did you mean /programs/homebuilders?"),
    ("/programs/zzz", "page-unknown", "Write the file name of a program without .md."),
    ("/programs/homebuilder.json", "page-unknown", "Did you mean /programs/homebuilders?"),
    ("/topics/zzz", "page-unknown", "Write the file name of a topic without .md."),
    ("/guides/not-able-to-be-ratd?x=1#y", "page-unknown", "Did you mean /guides/not-able-to-be-rated?"),
    ("/populations/reunified-familys", "page-unknown", "Did you mean /populations/reunified-families?"),
    ("/glosary", "page-unknown", "Did you mean /glossary?"),
    ("/programs/Homebuilders", "page-moved", "Write /programs/homebuilders."),
    ("(not-able-to-be-rated.md)", "link-scheme", "Write /guides/not-able-to-be-rated instead."),
    ("homebuilders.md", "link-scheme", "Write /programs/homebuilders instead."),
    ("../programs/homebuilders.md#studies", "link-scheme", "Write /programs/homebuilders instead."),
    ("../programs/homebuilder.md", "link-scheme", "Did you mean /programs/homebuilders?"),
    ("not-able-to-be-rated", "link-scheme", "Write /guides/not-able-to-be-rated instead."),
    ("www.example.org", "link-scheme",
     "Write the whole address, with https://; a page of this site starts with a slash: /programs/…."),
    ("#the-frst-visit", "anchor-unknown", "Did you mean #the-first-visit?"),
    ("/programs/homebuilders#zzz", "anchor-unknown", "Write the address without what stands after #."),
])  # fmt: skip
def test_e8_a_link_inside_the_registry_is_checked_and_the_right_form_told(
    link: str, rule: str, hint: str, pages: SitePages
) -> None:
    (found,) = check_page_links(pages, f"Text.\n\nSee [it]({link.strip('()')}).", GUIDES, "visits")
    assert (found.rule, found.line, found.column, found.hint) == (rule, 3, 10, hint)


@pytest.mark.parametrize("link", [
    "/programs/homebuilders", "/programs/homebuilders.json", "/programs/homebuilders#studies",
    "/programs?population=reunified-families", "/topics", "/", "/glossary#rct", "#the-first-visit",
    "/guides/visits#sources", "https://example.org/x#y", "mailto:a@example.org", "/about/",
    "/embed/homebuilders", "/static/site.css", "/populations/reunified-families", "/ratings#level-1",
])  # fmt: skip
def test_e8_a_link_that_leads_somewhere_is_fine(link: str, pages: SitePages) -> None:
    assert list(check_page_links(pages, f"See [it]({link}).", GUIDES, "visits")) == []


def test_e8_the_check_names_file_line_and_column_in_guides_and_topics(content: Path) -> None:
    guide, topic = content / "guides" / "visits.md", content / "topics" / "post-permanency-services.md"
    guide.write_text(GUIDE.replace("LINK", "See [it](/programs/zzz)."), "utf-8")
    topic.write_text(f"{topic.read_text('utf-8')}\n[It](homebuilders.md)\n", "utf-8")
    last = topic.read_text("utf-8").count("\n")
    _, problems = read_content(content, TODAY)
    assert [(each.path, each.rule, each.line, each.column) for each in problems] == [
        (guide, "page-unknown", 10, 10), (topic, "link-scheme", last, 6),
    ]  # fmt: skip


def test_e8_a_former_address_leads_on_and_the_present_one_is_named(tmp_path: Path) -> None:
    text = GOOD.replace("At home.", "At home: [KTC](/programs/kitchen-coaching.bib).\n\n[KTC][k]\n\n[k]: kitchen-coaching.md")  # fmt: skip
    moved, relative = problems_of(text, tmp_path)
    assert (moved.rule, moved.hint) == ("page-moved", "Write /programs/kitchen-table-coaching.bib.")
    assert (relative.rule, relative.hint) == (
        "link-scheme",
        "Write /programs/kitchen-table-coaching instead.",
    )


def test_e8_a_build_notices_that_the_target_of_an_unchanged_entry_is_gone(
    content: Path, tmp_path: Path
) -> None:
    entries = content / "programs"
    for name in ("ktc", "other"):
        own = GOOD.replace("kitchen-coaching", f"former-{name}").replace("[KTC]", "[]").replace("Kitchen Table Coaching", name)  # fmt: skip
        link = "[other](/programs/other)" if name == "ktc" else "home"
        (entries / f"{name}.md").write_text(own.replace("At home.", f"At {link}."), "utf-8")
    assert build(content, tmp_path / "catalog", TODAY).generation
    (entries / "other.md").unlink()
    found = build(content, tmp_path / "catalog", TODAY)
    assert [(each.path.name, each.rule) for each in found.problems] == [("ktc.md", "page-unknown")]


def test_e8_the_pages_that_may_be_linked_are_those_of_the_site(app: Flask) -> None:
    served = {rule.rule for rule in app.url_map.iter_rules() if not rule.arguments}
    assert served == PAGES
