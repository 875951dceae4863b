"""The plots of findings read well in both schemes, on a phone, on paper and to a screen reader, whatever is drawn."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from app import create_app
from app.catalog.build.build import BuildResult
from app.settings import Settings
from tests.browser.test_accessibility import VIEWS, violations
from tests.browser.test_pages_at_every_width import TOO_WIDE
from tests.small_content import copy_with

SMALLEST_TEXT = 11
EVERY_FORM = """
  - id: every-form
    citation: {authors: ["Long, A."], year: 2001, title: One}
    design: rct
    findings:
      - {outcome: re-entry, direction: favorable, months_after_treatment: 12, effect: {kind: or, value: 0.42, ci: [0.2, 0.93]}}
      - {outcome: re-entry, direction: mixed, subgroup: Girls, effect: {kind: or, value: 1.4, ci: [0.5, 3.9]}}
      - {outcome: re-entry, direction: unfavorable, effect: {kind: hr, value: 2, ci: [1.2, 30]}}
      - {outcome: re-entry, direction: favorable, effect: {kind: d, value: -0.3, ci: [-0.61, 0.01]}}
      - {outcome: re-entry, direction: favorable, controlled: false, effect: {kind: percent, treatment: 100, comparison: 0}}
      - {outcome: adoption, direction: no-difference, controlled: false, effect: {kind: g, value: 0.1}}
  - id: nothing-found
    citation: {title: Two}
    design: other
    retracted: true"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_with(("adopts-therapy",), tmp_path / "content")


@pytest.fixture
def every_form(content: Path, build_content: Callable[[], BuildResult], tmp_path: Path) -> Iterator[str]:
    """The address of a program in which every form of plot is drawn."""
    entry = content / "programs" / "adopts-therapy.md"
    text = re.sub(r"^studies:.*\n", "", entry.read_text("utf-8"), flags=re.MULTILINE)
    entry.write_text(text.replace("\nsources:", f"\nstudies:{EVERY_FORM}\nsources:", 1), "utf-8")
    assert build_content().generation is not None
    server = make_server("127.0.0.1", 0, create_app(Settings(content=content, catalog=tmp_path / "catalog")), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/programs/adopts-therapy"
    server.shutdown()


def reads_well(page: Page, part: str = "html") -> None:
    for width, scheme, rules in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(TOO_WIDE) == 0
        found = violations(page, rules, part)
        assert not found, f"{width} px, {scheme}: {found}"


def test_the_plots_of_a_shipped_program_read_well(desk: Page) -> None:
    desk.goto("/programs/homebuilders")
    reads_well(desk, part=".plots")  # all else of this page is looked at with every page


def test_every_form_of_plot_reads_well(desk: Page, every_form: str) -> None:
    desk.goto(every_form)
    expect(desk.locator(".plots").get_by_role("img")).to_have_count(5)
    html5lib.HTMLParser(strict=True).parse(desk.request.get(every_form).text())
    reads_well(desk)


def test_a_screen_reader_hears_the_result(desk: Page) -> None:
    desk.goto("/programs/homebuilders")
    drawn = desk.get_by_role("img", name="93 % of families with the program, 28 % in the comparison group Favorable, as claimed by Walton and others, 1993.")
    expect(drawn).to_have_count(1)


def test_on_a_phone_the_label_stands_above_the_line_and_no_text_is_tiny(phone: Page) -> None:
    phone.goto("/programs/homebuilders")
    row = phone.locator(".plot-row", has=phone.get_by_role("img")).first
    label, line = row.locator("p").first.bounding_box(), row.get_by_role("img").bounding_box()
    assert label is not None
    assert line is not None
    assert label["y"] + label["height"] <= line["y"]
    assert line["width"] > 300
    sizes = phone.locator(".plots *").evaluate_all("all => all.map(each => parseFloat(getComputedStyle(each).fontSize))")
    assert min(sizes) >= SMALLEST_TEXT


def test_on_paper_the_plots_stay_and_their_machinery_goes(desk: Page) -> None:
    desk.goto("/programs/homebuilders?print=full")
    desk.emulate_media(media="print", color_scheme="dark")
    expect(desk.locator(".plots").get_by_role("img").first).to_be_visible()
    expect(desk.locator(".plot-point").first).to_have_css("print-color-adjust", "exact")
