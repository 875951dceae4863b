"""Nothing that was typed vanishes: it is on the page as GitHub shows it, or the check names its line."""

import re
import time
from pathlib import Path

import pytest

from app.evidence.markdown.renderer import MarkdownRenderer
from app.evidence.rules.body import check_program_body
from app.evidence.rules.text import check_text
from tests.evidence.rules.test_rules import GOOD, problems_of

SECONDS_A_FILE = 2.0


def page(text: str) -> str:
    return MarkdownRenderer({}).html(text)


def shown(text: str) -> str:
    """The words of the page, in their order."""
    return " ".join(re.sub(r"<[^>]+>", " ", page(text)).split())


def told(text: str) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.line) for finding in check_text(text, 1)]


@pytest.mark.parametrize("body, rule, line", [
    ("## About\n\nSome text line\n---\nmore text", "section-unknown", 3),
    ("## About\n\nText.\n\nTwo lines\nof a title\n===", "heading-order", 5),
    ("## About\n\nText.\n\n##History\n\nText.", "heading-glued", 5),
    ("## About\n\n<h2>History</h2>", "html-tag", 3),
    ("## About\n\nText.\n\n<details><summary>More</summary>\n\nText.\n\n</details>", "html-tag", 5),
    ("## About\n\nText <!-- ask Ann\nabout it -->", "html-tag", 3),
    ("## About\n\n- Visits <font color='red'>weekly</font>", "html-tag", 3),
])  # fmt: skip
def test_e1_what_would_vanish_or_become_a_heading_is_told(body: str, rule: str, line: int) -> None:
    assert (rule, line) in [(finding.rule, finding.line) for finding in check_program_body(body, 1)]


@pytest.mark.parametrize("body", [
    "> ## History", "- ## History", "```\n## History\n```", "    ## History", "1. > ### History",
    "~~~~\n~~~\n## History\n~~~~", "<h2>History</h2>", "##History", "History\n---",
])  # fmt: skip
def test_e1_a_heading_of_any_form_is_on_the_page(body: str) -> None:
    sections = MarkdownRenderer({}).sections(f"## About\n\nText.\n\n{body}\n\nmore text")
    assert next(iter(sections)) == "About"
    whole = " ".join([*sections, *sections.values()])
    assert "History" in whole
    assert "more text" in whole


def test_e1_a_section_that_stands_twice_keeps_both_texts() -> None:
    assert "One." in MarkdownRenderer({}).sections("## A\n\nOne.\n\n## A\n\nTwo.")["A"]


def test_e1_the_remedy_for_a_line_of_hyphens_is_an_empty_line() -> None:
    (finding, *_) = check_program_body("## About\n\nText.\n\nSome text line\n---\nmore text", 1)
    assert finding.hint == "Put an empty line between the two, or delete the lower one."


@pytest.mark.parametrize("text, html", [
    ("It has:\n- Visits\n- Calls", "<p>It has:</p>\n<ul>\n<li>Visits</li>\n<li>Calls</li>\n</ul>"),
    ("It has:\n1. Visits\n2. Calls", "<p>It has:</p>\n<ol>\n<li>Visits</li>\n<li>Calls</li>\n</ol>"),
    ("1) Visits\n2) Calls", "<ol>\n<li>Visits</li>\n<li>Calls</li>\n</ol>"),
    ("3. Visits", '<ol start="3">\n<li>Visits</li>\n</ol>'),
    ("- Visits\n  - at home\n- Calls",
     "<ul>\n<li>Visits<ul>\n<li>at home</li>\n</ul>\n</li>\n<li>Calls</li>\n</ul>"),
    ("1. Visits\n   - at home", "<ol>\n<li>Visits<ul>\n<li>at home</li>\n</ul>\n</li>\n</ol>"),
    ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>"),
    ("- a\n  ```\n  b\n  ```", "<ul>\n<li>a<pre><code>b\n</code></pre>\n</li>\n</ul>"),
    ("- [ ] call\n- [x] visit", "<ul>\n<li>☐ call</li>\n<li>☑ visit</li>\n</ul>"),
    ("#1 on the list is safety.", "<p>#1 on the list is safety.</p>"),
    ("In the year\n1986. They began.", "<p>In the year\n1986. They began.</p>"),
    ("~~old~~ new", "<p><del>old</del> new</p>"),
    ("a\\\nb", "<p>a<br>\nb</p>"),
    ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
    ("[TOC]", "<p>[TOC]</p>"),
    ("**a*b** c*", "<p><strong>a*b</strong> c*</p>"),
    ("*a **b***", "<p><em>a <strong>b</strong></em></p>"),
    ("_*a** bcde*f*", "<p>_<em>a</em>* bcde<em>f</em></p>"),
    ("&copy; &ltd; AT&T", "<p>© &amp;ltd; AT&amp;T</p>"),
    ("* a\n\n+ b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>"),
])  # fmt: skip
def test_e2_lists_and_marks_are_shown_as_github_shows_them(text: str, html: str) -> None:
    assert page(text) == html
    assert told(text) == []


@pytest.mark.parametrize("above", ["", "Costs:\n"])
def test_e2_a_table_may_stand_right_under_a_line(above: str) -> None:
    html = page(f"{above}| Who | Cost |\n|---|--:|\n| Family | `a|b` \\| 5 |")
    assert html.count("<tr>") == 2
    assert '<th class="align-right" scope="col">Cost</th>' in html


def test_e2_a_bare_address_is_a_link_without_the_sign_behind_it() -> None:
    html = page("See https://example.org/a_b_(c), or (www.example.org).")
    assert 'href="https://example.org/a_b_(c)"' in html
    assert 'href="http://www.example.org"' in html


def test_e2_what_github_shows_otherwise_is_told_with_its_line() -> None:
    assert told("Text.\n\n> - [x] At home.") == [("shown-differently", 3)]


def test_e4_footnotes_without_text_twice_or_unused_are_told() -> None:
    text = "Claim.[^9] More.[^a]\n\n[^a]: One.\n[^a]: Two.\n\n[^unused]: Nobody.\n    At all."
    findings = check_text(text, 1)
    assert [(each.rule, each.line) for each in findings] == [
        ("footnote", 1),
        ("footnote", 4),
        ("footnote", 6),
    ]
    assert "lines 6 to 7" in findings[2].message
    assert "One." in shown(text)


@pytest.mark.parametrize("text, line", [
    ("[a][b]", 1), ("See [a].\n\n[a]: https://example.org\n[a]: https://example.org/2", 4),
    ("Text.\n\n[a]: https://example.org", 3),
])  # fmt: skip
def test_e4_named_links_without_address_twice_or_unused_are_told(text: str, line: int) -> None:
    assert told(text) == [("named-link", line)]


def test_e4_cells_beyond_the_head_of_a_table_are_told() -> None:
    assert told("| a |\n|---|\n| b | lost |") == [("table-cells", 3)]


@pytest.mark.parametrize("text", ["![A plan](https://example.org/plan.png)", "![A plan][p]\n\n[p]: /p.png", "![A plan]\n\n[A plan]: /p.png"])  # fmt: skip
def test_e5_a_picture_is_told_and_its_text_is_on_the_page(text: str) -> None:
    assert told(text) == [("picture", 1)]
    assert "A plan" in shown(text)


NESTED = "\n".join(" " * (2 * depth) + "- x" for depth in range(250))
TOO_LARGE = {
    "lists": NESTED, "brackets": "[" * 50_000, "pictures": "![" * 10_000, "stars": "*a " * 20_000,
    "underscores": "_a" * 20_000, "backticks": "`a``b" * 10_000, "quotations": ">" * 10_000 + " x",
    "numbers": "1. " * 10_000, "rows": "| a | b |\n|---|---|\n" + "| a | b |\n" * 9_000,
    "columns": "|a" * 6_000 + "\n" + "|-" * 6_000 + "\n" + "|a" * 6_000, "line": "a " * 50_000, "paragraphs": "a\n\n" * 30_000,
    "tildes": "~~a" * 9_000, "angles": "<a " * 9_000, "links": "[a](b " * 9_000, "notes": "[^a] " * 9_000,
    "mixed": "> - 1. " * 50 + "x", "escapes": "\\*" * 9_000, "entities": "&a" * 9_000,
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_LARGE)
def test_r2_a_text_that_nobody_writes_is_refused_and_never_rendered(name: str) -> None:
    started = time.process_time()
    found = check_text(f"## About\n\n{TOO_LARGE[name]}", 1)
    html = page(TOO_LARGE[name])
    assert time.process_time() - started < SECONDS_A_FILE
    assert [finding.rule for finding in found] == ["text-too-large"]
    assert html.startswith("<pre>")


def test_r2_check_names_file_and_line_of_a_text_that_is_too_deep(tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("At home.", NESTED), tmp_path)
    assert (problem.rule, problem.line) == ("text-too-large", GOOD.split("\n").index("At home.") + 1 + 10)


HARD = {
    "lists": "\n".join(" " * (2 * (line % 9)) + "- a" for line in range(4_000)),
    "brackets": ("[" * 399 + "\n\n") * 25, "links": ("[a](" * 130 + "\n\n") * 25,
    "padded": (("[" + "a" * 24) * 390 + "\n\n") * 10, "addresses": ("https://a" + "!." * 480 + "\n\n") * 90,
    "strong": ("**a*" * 130 + "\n\n") * 25, "ticks": ("`a``b```c" * 60 + "\n\n") * 25,
    "references": "".join(f"[a{number}]: /b\n" for number in range(4_000)), "lines": "a\n" * 4_500,
    "hashes": "#" * 9_000, "hyphens": "a\n" + ":-" * 4_500, "quotations": ">" * 9 + " a\n" + "a\n" * 4_000,
    "notes": "".join(f"x[^{number}]\n\n[^{number}]: b\n\n" for number in range(1_500)),
    "fences": "".join("~" * (3 + line % 50) + "\n" for line in range(3_000)),
    "cells": "| a |\n|---|\n" + "| *a* `b` |\n" * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_r2_the_hardest_text_within_the_bounds_takes_two_seconds_at_most(name: str) -> None:
    started = time.process_time()
    check_text(HARD[name], 1)
    checked = time.process_time()
    page(HARD[name])
    assert checked - started < SECONDS_A_FILE
    assert time.process_time() - checked < SECONDS_A_FILE
