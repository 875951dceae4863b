"""Saving: nothing broken, nothing lost, nothing that cannot be taken back."""

import errno
import os
import re

import pytest

from app.evidence.editing.parts import parse_values
from tests.conftest import CONTENT
from tests.editor.conftest import Editor
from tests.editor.submitting import submission

SLUG = "pathways-home"


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def problem_at(html: str, control: str) -> str:
    return said(html.split(f'id="p-f-{control}">')[1].split("</div>")[0])


def test_after_saving_the_page_says_what_changed(editor: Editor) -> None:
    answer = editor.edit(SLUG, developer="Somebody else")
    page = editor.client.get(answer.headers["Location"]).get_data(as_text=True)
    assert answer.status_code == 303
    assert "is now “Somebody else”." in page
    assert "+developer: Somebody else" in page
    assert "Undo this save" in page


def test_an_error_is_told_at_its_field_and_everything_typed_is_kept(editor: Editor) -> None:
    before = editor.text(SLUG)
    answer = editor.edit(SLUG, website="example", developer="Kept while mending", summary="x" * 241)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert editor.text(SLUG) == before
    assert "2 things to mend before this can be saved" in page
    assert "“example” is not a web address. Copy the whole address" in problem_at(page, "website")
    assert "at most 240" in problem_at(page, "summary")
    assert problem_at(page, "name").strip() == ""
    assert '<a href="#f-website">Website</a>' in page
    assert submission(page)["developer"] == ["Kept while mending"]
    assert submission(page)["website"] == ["example"]


def test_the_summary_of_errors_is_where_the_person_goes_on(editor: Editor) -> None:
    page = editor.edit(SLUG, website="example").get_data(as_text=True)
    assert '<div id="problems" tabindex="-1" autofocus>' in page


def test_a_warning_does_not_stop_saving(editor: Editor) -> None:
    answer = editor.edit(SLUG, aliases="KEEP")
    page = editor.client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Saved." in page
    assert "Warning: may be saved" in page
    assert "“KEEP”" in problem_at(page, "aliases")


def test_a_missing_text_is_told_at_its_section(editor: Editor) -> None:
    page = editor.press(SLUG, {**editor.open(SLUG), "text.About": [""]}).get_data(as_text=True)
    assert "the section “## About” is missing" in problem_at(page, "text-About")


def test_what_is_missing_in_a_new_row_is_told_in_that_row(editor: Editor) -> None:
    sent = submission(editor.press(SLUG, editor.open(SLUG), "add studies").get_data(as_text=True))
    page = editor.press(SLUG, {**sent, "studies.n1.id": ["utah"]}).get_data(as_text=True)
    assert "“design” is missing" in problem_at(page, "studies-n1-design")
    assert "“citation” is missing" in problem_at(page, "studies-n1-citation")


def test_a_file_that_changed_meanwhile_is_never_written_over(editor: Editor) -> None:
    sent, path = editor.open(SLUG), editor.programs / f"{SLUG}.md"
    path.write_text(theirs := re.sub(r"\ndeveloper: .*", "\ndeveloper: Theirs", editor.text(SLUG)), "utf-8")
    answer = editor.press(SLUG, sent, name="Mine")
    page = said(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert editor.text(SLUG) == theirs
    assert "The file changed meanwhile" in page
    assert "is now “Mine”." in page
    assert "is now “Theirs”." in page


def test_mine_can_go_on_top_of_the_new_version_and_keeps_what_they_changed(editor: Editor) -> None:
    sent, path = editor.open(SLUG), editor.programs / f"{SLUG}.md"
    path.write_text(editor.text(SLUG).replace("## About\n", "## About\n\nTheir sentence.\n", 1), "utf-8")
    conflict = editor.press(SLUG, sent, name="Mine")
    carried = submission(
        conflict.get_data(as_text=True).replace(
            '<form method="post" action="/edit/pathways-home">', '<form id="form">'
        )
    )
    merged = editor.press(SLUG, carried, "rebase").get_data(as_text=True)
    assert "on top of the new version" in merged
    assert "saved=" in editor.press(SLUG, submission(merged)).headers["Location"]
    assert "Their sentence." in editor.text(SLUG)
    assert parse_values(editor.text(SLUG))["name"] == "Mine"


def test_what_both_changed_is_named(editor: Editor) -> None:
    sent, path = editor.open(SLUG), editor.programs / f"{SLUG}.md"
    path.write_text(re.sub(r"\nname: .*", "\nname: Theirs", editor.text(SLUG), count=1), "utf-8")
    page = editor.press(SLUG, {**sent, "name": ["Mine"]}, "rebase").get_data(as_text=True)
    assert "Both versions changed these" in page
    assert "<li>Name</li>" in page
    assert submission(page)["name"] == ["Mine"]


def test_a_study_renamed_here_and_changed_there_is_both(editor: Editor) -> None:
    slug = "homebuilders"
    path = editor.programs / f"{slug}.md"
    path.write_text(re.sub(r"(?m)^found:\n(  .*\n)+", "", editor.text(slug)), "utf-8")
    sent = editor.open(slug)
    path.write_text(
        editor.text(slug).replace(
            "    location: Utah, USA (four child welfare districts)\n", "    location: Ohio\n", 1
        ),
        "utf-8",
    )
    merged = submission(
        editor.press(slug, {**sent, "studies.0.id": ["walton-1994"]}, "rebase").get_data(as_text=True)
    )
    assert merged["studies"] == sent["studies"]
    editor.press(slug, merged)
    study = parse_values(editor.text(slug))["studies"][0]
    assert (study["id"], study["location"]) == ("walton-1994", "Ohio")
    assert "      container: Child Welfare\n" in editor.text(slug)


def test_a_study_removed_here_and_changed_there_is_named(editor: Editor) -> None:
    slug = "homebuilders"
    sent, path = editor.open(slug), editor.programs / f"{slug}.md"
    path.write_text(
        editor.text(slug).replace(
            "    location: Utah, USA (four child welfare districts)\n", "    location: Ohio\n", 1
        ),
        "utf-8",
    )
    without = {name: values for name, values in sent.items() if not name.startswith("studies.0.")} | {
        "studies": sent["studies"][1:]
    }
    page = editor.press(slug, without, "rebase").get_data(as_text=True)
    assert "<li>Studies, “walton-1993”, which you removed</li>" in page


def test_a_save_can_be_undone_once(editor: Editor) -> None:
    location = editor.edit(SLUG, name="Changed").headers["Location"]
    token, written = editor.open(SLUG)["token"], location.partition("saved=")[2]
    answer = editor.client.post(f"/edit/{SLUG}/undo", data={"token": token, "written": written})
    assert answer.status_code == 303
    assert editor.text(SLUG) == (CONTENT / "programs" / f"{SLUG}.md").read_text("utf-8")
    assert (
        editor.client.post(f"/edit/{SLUG}/undo", data={"token": token, "written": written}).status_code == 409
    )


def test_a_save_is_not_undone_over_a_later_change(editor: Editor) -> None:
    location = editor.edit(SLUG, name="Changed").headers["Location"]
    token, path = editor.open(SLUG)["token"], editor.programs / f"{SLUG}.md"
    path.write_text(later := editor.text(SLUG) + "\nLater.\n", "utf-8")
    answer = editor.client.post(
        f"/edit/{SLUG}/undo", data={"token": token, "written": location.partition("saved=")[2]}
    )
    assert answer.status_code == 409
    assert "left as it is" in answer.get_data(as_text=True)
    assert editor.text(SLUG) == later


def test_what_was_typed_outlives_a_file_that_was_deleted_or_broken_meanwhile(editor: Editor) -> None:
    path, sent, before = editor.programs / f"{SLUG}.md", editor.open(SLUG), editor.text(SLUG)
    path.unlink()
    for button in ("save", "rebase"):
        gone = editor.press(SLUG, sent, button, developer="An hour of work")
        assert gone.status_code == 409
        assert "Somebody deleted or renamed" in said(gone.get_data(as_text=True))
        assert submission(gone.get_data(as_text=True))["developer"] == ["An hour of work"]
        assert not path.exists()
    broken = before.replace("name: ", "name: [", 1)
    path.write_text(broken, "utf-8")
    unreadable = editor.press(SLUG, sent, developer="An hour of work")
    assert unreadable.status_code == 409
    assert "cannot be read (line " in said(unreadable.get_data(as_text=True))
    assert editor.text(SLUG) == broken
    path.write_text(before, "utf-8")
    assert editor.press(SLUG, submission(unreadable.get_data(as_text=True))).status_code == 303
    assert "developer: An hour of work" in editor.text(SLUG)


def test_what_was_typed_outlives_a_disk_that_refuses(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    sent, before, files = editor.open(SLUG), editor.text(SLUG), set(editor.programs.iterdir())
    monkeypatch.setattr(os, "fsync", refuse)
    answer = editor.press(SLUG, sent, developer="An hour of work")
    assert answer.status_code == 500
    assert "The disk refused it (No space left on device" in answer.get_data(as_text=True)
    assert submission(answer.get_data(as_text=True))["developer"] == ["An hour of work"]
    assert (editor.text(SLUG), set(editor.programs.iterdir())) == (before, files)


def test_half_a_form_is_refused(editor: Editor) -> None:
    sent = editor.open(SLUG)
    del sent["whole"]
    assert editor.press(SLUG, sent).status_code == 400
    assert editor.press(SLUG, {**editor.open(SLUG), "base": ["damaged"]}).status_code == 400


def test_an_address_that_no_file_can_have_is_no_entry(editor: Editor) -> None:
    for slug in ("Foo_Bar", "a" * 300):
        answer = editor.client.get(f"/edit/{slug}")
        assert answer.status_code == 404
        assert "rename it: small letters, digits, single hyphens" in answer.get_data(as_text=True)


def test_an_entry_that_cannot_be_read_is_told_with_its_lines(editor: Editor) -> None:
    (editor.programs / f"{SLUG}.md").write_text("---\nname: [unclosed\n---\n\n## About\n\nText.\n", "utf-8")
    answer = editor.client.get(f"/edit/{SLUG}")
    assert answer.status_code == 422
    assert "cannot be shown as a form yet" in answer.get_data(as_text=True)
    assert "Close the bracket" in answer.get_data(as_text=True)


def test_a_file_in_another_encoding_is_told_with_its_line(editor: Editor) -> None:
    path = editor.programs / f"{SLUG}.md"
    path.write_bytes(path.read_bytes().replace(b"## About\n", b"## About\n\nCaf\xe9.\n", 1))
    answer = editor.client.get(f"/edit/{SLUG}")
    assert answer.status_code == 422
    assert "is not UTF-8" in answer.get_data(as_text=True)


def test_an_error_that_the_form_does_not_show_names_its_line(editor: Editor) -> None:
    path = editor.programs / f"{SLUG}.md"
    path.write_text(
        path.read_text("utf-8").replace("status: active\n", "status: active\nstatuss: x\n", 1), "utf-8"
    )
    page = said(editor.edit(SLUG, developer="Somebody").get_data(as_text=True))
    line = editor.text(SLUG).split("\n").index("statuss: x") + 1
    assert f"Line {line} of the file: “statuss” is not a key. Did you mean status?" in page


def test_windows_line_ends_and_a_byte_order_mark_stay_as_they_are(editor: Editor) -> None:
    path = editor.programs / f"{SLUG}.md"
    path.write_bytes(before := b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert editor.edit(SLUG).headers["Location"].endswith("nothing=yes")
    editor.edit(SLUG, website="https://example.org/program")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == before.count(b"\n") + 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf---\r\n")


def test_a_text_that_cannot_stand_in_its_section_is_told_and_nothing_is_lost(editor: Editor) -> None:
    before = editor.text(SLUG)
    answer = editor.press(
        SLUG,
        {**editor.open(SLUG), "text.Delivery": ["At home.\r\n\r\n## Another section\r\n\r\nText."]},
        name="Kept",
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert editor.text(SLUG) == before
    assert "Use ### for headings in it" in page
    assert submission(page)["name"] == ["Kept"]
