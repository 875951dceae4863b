"""The form editor in a real browser: by keyboard, live while typing, without script, in both schemes and at every width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import STILL
from tests.browser.pages import Scheme
from tests.browser.test_accessibility import COLOURS, EVERYTHING, violations

SLUG = "3-5-7-model"
PATHS = {"list": "/edit", "form": f"/edit/{SLUG}", "new": "/edit/-/new?name=Homebuilder"}

LOOKS: tuple[tuple[int, Scheme], ...] = ((390, "light"), (1280, "dark"))


@pytest.fixture(scope="module")
def at_its_desk(browser: Browser, editor_site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(**STILL, base_url=editor_site, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def form(at_its_desk: BrowserContext) -> Iterator[Page]:
    """The form of one entry, open on a desk."""
    page = at_its_desk.new_page()
    page.goto(f"/edit/{SLUG}")
    yield page
    page.close()


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(form: Page, path: str) -> None:
    form.goto(path)
    form.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for width, scheme in LOOKS:
        form.set_viewport_size({"width": width, "height": 900})
        form.emulate_media(color_scheme=scheme)
        assert form.evaluate("document.documentElement.scrollWidth") <= width
        found = violations(form, EVERYTHING if scheme == "light" else COLOURS)
        assert not found, f"{path}, {width} px, {scheme}: {found}"


def test_problems_and_preview_follow_the_typing(form: Page) -> None:
    form.get_by_label("Website").fill("example")
    expect(form.locator("#p-f-website")).to_contain_text("is not a web address")
    expect(form.get_by_label("Website")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("status")).to_have_text("1 change not saved · 1 error")
    form.get_by_label("Website").fill("https://example.org/")
    expect(form.locator("#p-f-website")).to_be_empty()
    expect(form.get_by_role("status")).to_have_text("1 change not saved · no problems")
    form.get_by_role("textbox", name="Summary").fill("A sentence for the preview.")
    expect(form.locator("#preview")).to_contain_text("A sentence for the preview.")


def test_an_older_answer_never_replaces_a_newer_one(form: Page) -> None:
    held: list[Route] = []
    form.route("**/preview", lambda route: route.continue_() if held else held.append(route))
    with form.expect_request("**/preview"):
        form.get_by_role("textbox", name="Summary").fill("The older one.")
    form.get_by_role("textbox", name="Summary").fill("The newer one.")
    expect(form.locator("#preview")).to_contain_text("The newer one.")
    with form.expect_response("**/preview"):
        held[0].continue_()
    expect(form.locator("#preview")).to_contain_text("The newer one.")


def test_a_row_is_added_in_its_place_and_the_person_goes_on_in_it(form: Page) -> None:
    form.get_by_role("textbox", name="Developer", exact=True).fill("Typed before")
    form.get_by_role("button", name="Add a study").click()
    expect(form.locator("[name='studies.n1.id']")).to_be_focused()
    expect(form.get_by_role("textbox", name="Developer", exact=True)).to_have_value("Typed before")


def test_saving_by_keyboard_alone_writes_the_file_and_can_be_undone(form: Page, edited_programs: Path) -> None:
    before = (edited_programs / f"{SLUG}.md").read_text("utf-8")
    form.get_by_role("textbox", name="Developer", exact=True).focus()
    form.keyboard.press("ControlOrMeta+a")
    form.keyboard.type("Darla Henry")
    form.keyboard.press("Enter")
    expect(form.get_by_role("status", name="Saved")).to_contain_text("is now “Darla Henry”")
    assert "\ndeveloper: Darla Henry\n" in (edited_programs / f"{SLUG}.md").read_text("utf-8")
    form.get_by_role("button", name="Undo this save").press("Enter")
    expect(form.get_by_role("status").first).to_contain_text("Undone")
    assert (edited_programs / f"{SLUG}.md").read_text("utf-8") == before


def test_a_refused_save_takes_the_person_to_the_summary_and_on_to_the_field(form: Page) -> None:
    form.locator("[name='other_ratings.0.as_of']").evaluate("control => { control.value = 'last year'; }")
    form.get_by_role("button", name="Save").last.click()
    expect(form.locator("#problems")).to_be_focused()
    form.locator("#problems a").first.press("Enter")
    expect(form.locator("[name='other_ratings.0.as_of']")).to_be_focused()
    expect(form.locator("[name='other_ratings.0.as_of']")).to_be_visible()
