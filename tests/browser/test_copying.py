"""The address and the citations of an entry are one press away from the clipboard."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(
    "button, part",
    [
        ("Copy the address", "#permalink"),
        ("Copy the APA citation", "#cite-apa"),
        ("Copy the MLA citation", "#cite-mla"),
    ],
)
def test_a_press_copies(desk: Page, button: str, part: str) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto("/programs/homebuilders")
    desk.get_by_role("button", name=button).click()
    expect(desk.get_by_role("button", name="Copied")).to_be_visible()
    expect(desk.get_by_role("status")).to_have_text("Copied")
    assert desk.evaluate("navigator.clipboard.readText()") == desk.locator(part).inner_text()


def test_a_button_finds_its_name_again_however_often_it_is_pressed(clocked: Page) -> None:
    clocked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clocked.clock.install()
    clocked.goto("/programs/homebuilders")
    clocked.get_by_role("button", name="Copy the address").click()
    clocked.get_by_role("button", name="Copied").click()
    clocked.clock.run_for(10_000)
    expect(clocked.get_by_role("button", name="Copy the address")).to_be_visible()


def test_where_the_clipboard_is_closed_the_text_is_selected_instead(desk: Page) -> None:
    desk.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    desk.goto("/programs/homebuilders")
    desk.get_by_role("button", name="Copy the address").click()
    assert desk.evaluate("getSelection().toString()") == desk.locator("#permalink").inner_text()
