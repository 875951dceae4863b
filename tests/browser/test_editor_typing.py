"""Somebody goes on typing while the form editor waits for an answer: no word and no press of a button is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import STILL
from tests.browser.pages import Gate

SLUG = "keep"


@pytest.fixture
def form(browser: Browser, editor_site: str) -> Iterator[Page]:
    context = browser.new_context(**STILL, base_url=editor_site, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"/edit/{SLUG}")
    page.get_by_role("textbox", name="Developer", exact=True).fill("")
    yield page
    context.close()


@pytest.fixture
def gate(form: Page) -> Gate:
    """Holds back what the buttons of the lists ask, while the preview is answered as ever."""
    gate = Gate()
    form.route(f"**/edit/{SLUG}", lambda route: gate(route))
    return gate


def test_words_typed_while_a_row_is_added_stay_and_so_does_the_person(form: Page, gate: Gate) -> None:
    developer = form.get_by_role("textbox", name="Developer", exact=True)
    form.get_by_role("button", name="Add a study").click()
    developer.click()
    form.keyboard.type("Typed ")
    form.wait_for_timeout(500)  # longer than the pause after which the preview is asked for
    form.keyboard.type("while")
    gate.waiting.pop().continue_()
    expect(form.get_by_role("status")).to_have_text("The list changes as soon as you stop typing.")
    form.keyboard.type(" waiting")
    gate.open()
    expect(form.locator("[name='studies.n1.id']")).to_have_count(1)
    form.keyboard.type(".")
    expect(developer).to_have_value("Typed while waiting.")
    expect(form.locator("[name='studies.n1.id']")).to_have_value("")


def test_who_only_went_to_another_field_types_there(form: Page, gate: Gate) -> None:
    form.get_by_role("button", name="Add a study").click()
    form.get_by_role("checkbox", name="Kinship", exact=False).first.focus()
    gate.open()
    expect(form.locator("[name='studies.n1.id']")).to_have_count(1)
    assert form.evaluate("document.activeElement.type") == "checkbox"


def test_presses_are_done_one_after_another_and_saving_waits_for_them(form: Page, gate: Gate, edited_programs: Path) -> None:
    form.locator("[value='remove studies.3']").evaluate("button => { button.click(); button.click(); }")
    form.get_by_role("button", name="Add a study").click()
    form.get_by_role("button", name="Save").last.click()
    gate.open()
    expect(form.get_by_role("status", name="Saved")).to_contain_text("Study specialized-foster-care-pilot was removed.")
    assert "id: specialized-foster-care-pilot" not in (edited_programs / f"{SLUG}.md").read_text("utf-8")


def test_without_an_answer_nothing_is_saved_and_the_button_can_be_pressed_again(form: Page, edited_programs: Path) -> None:
    before, held = (edited_programs / f"{SLUG}.md").read_text("utf-8"), list[Route]()
    form.route(f"**/edit/{SLUG}", lambda route: route.continue_() if held else held.append(route), times=2)
    form.get_by_role("button", name="Add a study").click()
    form.get_by_role("button", name="Save").last.click()
    held[0].abort()
    expect(form.get_by_role("status")).to_contain_text("No answer from Homeward")
    form.get_by_role("button", name="Add a study").click()
    expect(form.locator("[name='studies.n1.id']")).to_be_focused()
    assert (edited_programs / f"{SLUG}.md").read_text("utf-8") == before
