"""Markdown becomes safe HTML: glossary links at first use, headings, footnotes and tables."""

import re

import pytest

from app.evidence.markdown.renderer import MarkdownRenderer

TERMS = {
    "randomized controlled trial": ("rct", "People are assigned by chance."),
    "RCT": ("rct", "People are assigned by chance."),
}


@pytest.fixture
def prose() -> MarkdownRenderer:
    return MarkdownRenderer(TERMS)


@pytest.mark.parametrize("written, gone", [
    ("<script>alert(1)</script>", "script"),
    ("[x](javascript:alert(1))", "javascript"),
    ("<img src=x onerror=alert(1)>", "img"),
    ('<p style="color:red" onclick="x()">hi</p>', "style"),
    ("<iframe src='https://example.org'></iframe>", "iframe"),
    ("[x](data:text/html;base64,AAAA)", "data:"),
])  # fmt: skip
def test_nothing_that_runs_or_styles_survives(written: str, gone: str, prose: MarkdownRenderer) -> None:
    """A tag is shown as it is typed, a link of that kind leads nowhere."""
    html = prose.html(written)
    assert "<p>" in html
    assert not re.search(rf"<[^>]*{gone}", html)


def test_links_do_not_hand_the_page_over(prose: MarkdownRenderer) -> None:
    assert 'rel="noopener noreferrer"' in prose.html("[a page](https://example.org)")


def test_only_the_first_use_of_a_term_links_to_the_glossary(prose: MarkdownRenderer) -> None:
    html = prose.html("A randomized controlled trial (RCT) is a trial.\n\nAn RCT again.")
    assert html.count('href="/glossary#rct"') == 1
    link = '<a class="term" href="/glossary#rct" rel="noopener noreferrer">'
    assert f'{link}<abbr title="People are assigned by chance.">randomized' in html
    assert html.count("<abbr") == 1


def test_a_term_that_starts_a_sentence_is_known_too(prose: MarkdownRenderer) -> None:
    assert 'href="/glossary#rct"' in prose.html("Randomized controlled trial first.")


@pytest.mark.parametrize("written", ["## An RCT", "[an RCT](https://example.org)", "`RCT`"])
def test_headings_links_and_code_hold_no_glossary_link(written: str, prose: MarkdownRenderer) -> None:
    assert "/glossary" not in prose.html(written)


def test_sections_are_split_at_their_headings_and_footnotes_come_last(prose: MarkdownRenderer) -> None:
    text = "## About\n\nOne[^a].\n\n### Inside\n\nTwo.\n\n## Delivery\n\nAt home.\n\n[^a]: A note."
    sections = prose.sections(text)
    assert list(sections) == ["About", "Delivery", "Footnotes"]
    assert "<h3" in sections["About"]
    assert sections["Delivery"] == "<p>At home.</p>"
    assert "A note." in sections["Footnotes"]
    assert 'href="#fn:a"' in sections["About"]


def test_text_under_a_heading_of_the_page_starts_one_level_lower() -> None:
    assert '<h3 id="level-2-what-it-takes">' in MarkdownRenderer({}, headings_below=2).html(
        "## What it takes", "level-2-"
    )


def test_tables_align_by_class_and_name_their_columns(prose: MarkdownRenderer) -> None:
    html = prose.html("| n | who |\n|--:|-----|\n| 1 | one |")
    assert '<th class="align-right" scope="col">n</th>' in html
    assert '<td class="align-right" data-label="n">1</td>' in html
    assert "style=" not in html
