"""While somebody types: problems at their places, the verdict with its reasons, and the page."""

from typing import Any

from tests.editor.conftest import Editor

SLUG = "on-the-way-home"


def preview(editor: Editor, slug: str = SLUG, **changed: str) -> dict[str, Any]:
    sent = editor.open(slug) | {name.replace("__", "."): [value] for name, value in changed.items()}
    answer: dict[str, Any] = editor.client.post(f"/edit/{slug}/preview", data=sent).get_json()
    return answer


def test_a_good_entry_has_a_verdict_and_its_text(editor: Editor) -> None:
    answer = preview(editor, summary="A summary that nobody saved.")
    assert answer["problems"] == {}
    assert answer["status"] == "1 change not saved · no problems"
    assert "A summary that nobody saved." in answer["preview"]
    assert "Reunification Programs" in answer["preview"]
    assert "A summary that nobody saved." not in editor.text(SLUG)


def test_a_problem_stands_at_its_field_and_in_the_summary(editor: Editor) -> None:
    answer = preview(
        editor,
        studies__0__citation__doi="https://doi.org/10.1177/1077559507310612",
        delivery__weeks__min="ten",
    )
    assert "Write 10.1177/1077559507310612 alone." in answer["problems"]["f-studies-0-citation-doi"]
    assert "“ten” is not a plain number" in answer["problems"]["f-delivery-weeks-min"]
    assert 'href="#f-delivery-weeks-min"' in answer["summary"]
    assert answer["parts"]["studies"] == [1, 0]


def test_what_cannot_be_written_is_a_change_that_would_be_lost_with_the_page(editor: Editor) -> None:
    answer = preview(editor, text__About="```\nThis is not closed.")
    assert answer["changed"] == 1
    assert answer["status"] == "1 change not saved · 1 error"


def test_the_verdict_follows_the_facts(editor: Editor) -> None:
    before = preview(editor, "3-5-7-model")["preview"]
    after = preview(editor, "3-5-7-model", manual__available="no", training__available="yes")["preview"]
    assert "No manual says how to deliver the program" in after
    assert "No manual says how to deliver the program" not in before


def test_markup_in_a_value_is_shown_as_text(editor: Editor) -> None:
    answer = preview(editor, summary="<script>alert(1)</script>", website="<b>x</b>")
    assert "<script>" not in answer["preview"]
    assert "<b>" not in answer["problems"]["f-website"]


def test_e15_a_renamed_program_is_proposed_to_keep_its_old_name(editor: Editor) -> None:
    old = editor.open(SLUG)["name"][0]
    answer = preview(editor, name="Coming Home")
    assert f"Add “{old}” to the other names" in answer["problems"]["f-name"]
    assert answer["parts"]["name"] == [0, 1]
    assert preview(editor, name="Coming Home", aliases=old)["problems"] == {}
    assert preview(editor, name=f"{old} (OTWH)")["problems"] == {}
    assert editor.edit(SLUG, name="Coming Home").status_code == 303, "a warning stops nobody"
