"""Forms that no page of the editor made, and files that are not what they seem: nothing is written over."""

import os
from pathlib import Path

import pytest

from app.editor.draft import pack_base
from tests.editor.conftest import Editor

SLUG = "on-the-way-home"
NO_ENTRIES = [
    "", "Hello.", "---", "---\n---\n", "---\n- a\n- list\n---\n", "---\ntext\n---\n", "---\nname: [\n---\n",
    "---\nname: a\nname: b\n---\n", "---\nname: {a: b}\nstudies: 5\ntopics: {x: y}\n---\n",
    "---\nstudies: [[], 1, {findings: text}]\ntopics: [text]\ndates: []\n---\n", "---\nname: \0\n---\n",
    "---\n" + "a: " + "[" * 5_000 + "\n---\n", "---\nname: A\n---\n## About\n## About\n```\n",
]  # fmt: skip


@pytest.mark.parametrize("base", NO_ENTRIES)
def test_r11_a_base_that_is_no_entry_is_answered_with_a_sentence(editor: Editor, base: str) -> None:
    before, sent = editor.text(SLUG), editor.open(SLUG) | {"base": [pack_base(base)]}
    pressed = [("", button) for button in ("save", "preview", "rebase", "add studies")]
    for address, button in (*pressed, ("/preview", "save")):  # there every button is answered alike
        answer = editor.client.post(f"/edit/{SLUG}{address}", data=sent | {"do": [button]})
        assert answer.status_code in (200, 400, 409, 422)
        assert answer.status_code != 400 or "." in answer.text
        assert editor.text(SLUG) == before


DEEP = "\n".join(f"{'  ' * depth}- item" for depth in range(260))


@pytest.mark.parametrize("text", [DEEP, ">" * 5_000 + " a", "[" * 50_000, "![" * 10_000])
def test_r11_a_text_too_deep_to_be_rendered_is_answered_with_a_sentence(editor: Editor, text: str) -> None:
    sent = editor.open(SLUG) | {"text.About": [text]}
    answer = editor.client.post(f"/edit/{SLUG}/preview", data=sent)
    assert answer.status_code == 400
    assert "at most" in answer.get_json()["summary"] or "deep" in answer.get_json()["summary"]
    assert editor.press(SLUG, sent).status_code == 422


def test_r6_the_form_writes_through_no_link_and_onto_no_leftover(editor: Editor, tmp_path: Path) -> None:
    victim, entry = tmp_path / "victim", editor.programs / f"{SLUG}.md"
    victim.write_bytes(b"not yours")
    sent, catalog = editor.open(SLUG), editor.programs.parent.parent / "catalog"
    leftovers = [editor.programs / f".{SLUG}.md.part"]
    for leftover in leftovers:
        leftover.symlink_to(victim)
    try:
        assert editor.press(SLUG, sent, developer="Somebody").status_code == 303
        assert "developer: Somebody" in editor.text(SLUG)
    finally:
        for leftover in leftovers:
            assert leftover.is_symlink()
            leftover.unlink()
    assert victim.read_bytes() == b"not yours"
    sent = editor.open(SLUG)
    kept = entry.rename(tmp_path / "kept.md")
    entry.symlink_to(victim)
    try:
        assert editor.client.get(f"/edit/{SLUG}").status_code == 404
        assert editor.press(SLUG, sent, developer="Somebody else").status_code == 409
        assert (entry.is_symlink(), victim.read_bytes()) == (True, b"not yours")
    finally:
        entry.unlink()
        kept.rename(entry)
    lock = catalog / "undo" / ".lock"
    lock.unlink()
    lock.symlink_to(victim)
    try:
        assert editor.press(SLUG, editor.open(SLUG), developer="A third").status_code == 500
        assert victim.read_bytes() == b"not yours"
    finally:
        lock.unlink()


def test_r8_a_catalog_that_takes_no_copy_for_undo_is_told_by_every_button(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device", "undo")

    written = editor.edit(SLUG, developer="Somebody").headers["Location"].partition("saved=")[2]
    token = editor.open(SLUG)["token"]
    facts = {
        "token": token, "name": "Zebra Care", "slug": "zebra-care", "summary": "Helps families stay together.",
        "population": "Families with children.", "source": "https://example.org/",
    }  # fmt: skip
    monkeypatch.setattr(os, "fsync", refuse)
    for address, sent in (
        (f"/edit/{SLUG}/undo", {"token": token, "written": written}),
        ("/edit/-/new", facts),
    ):
        answer = editor.client.post(address, data=sent)
        assert answer.status_code == 500
        assert "The disk refused it (No space left on device" in answer.text
