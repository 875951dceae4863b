"""Rows are added, removed and moved by buttons that need no script."""

from app.evidence.editing.parts import parse_values
from tests.editor.conftest import Editor
from tests.editor.submitting import submission

SLUG = "3-5-7-model"


def test_a_new_rating_goes_on_top_of_the_history_and_into_the_file(editor: Editor) -> None:
    answer = editor.press(SLUG, editor.open(SLUG), "add topics.0.ratings")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "New rating" in page
    rating = {
        "level": "3",
        "by": "CEBC",
        "source": "https://example.org/rating",
        "seen": "2026-11-21",
        "copy": "live",
    }
    before = editor.text(SLUG)
    editor.press(
        SLUG, submission(page) | {f"topics.0.ratings.n1.{key}": [value] for key, value in rating.items()}
    )
    assert parse_values(editor.text(SLUG))["topics"][0]["ratings"] == [rating]
    assert before.split("    ratings: []")[0] == editor.text(SLUG).split("    ratings:\n")[0]


def test_the_person_goes_on_in_the_new_row(editor: Editor) -> None:
    page = editor.press(SLUG, editor.open(SLUG), "add studies").get_data(as_text=True)
    control = page.split('name="studies.n1.id"')[1].split(">")[0]
    assert "autofocus" in control
    assert '<details class="row" id="f-studies-n1" open>' in page


def test_rows_change_places(editor: Editor) -> None:
    page = editor.press(SLUG, editor.open(SLUG), "down topics.0").get_data(as_text=True)
    assert submission(page)["topics"] == ["1", "0"]
    editor.press(SLUG, submission(page))
    assert [each["topic"] for each in parse_values(editor.text(SLUG))["topics"]] == [
        "post-permanency-services",
        "permanency-enhancement-interventions-for-adolescents",
    ]


def test_a_removed_row_takes_its_lines_and_no_others(editor: Editor) -> None:
    before = editor.text(SLUG)
    editor.press(
        SLUG, submission(editor.press(SLUG, editor.open(SLUG), "remove topics.1").get_data(as_text=True))
    )
    assert editor.text(SLUG) == before.replace(
        "  - topic: post-permanency-services\n    relevance: null\n    ratings: []\n", ""
    )


def test_a_row_that_was_left_empty_is_not_written(editor: Editor) -> None:
    page = editor.press(SLUG, editor.open(SLUG), "add studies").get_data(as_text=True)
    assert editor.press(SLUG, submission(page)).headers["Location"].endswith("nothing=yes")


def test_what_was_typed_stays_while_rows_come_and_go(editor: Editor) -> None:
    page = editor.press(SLUG, editor.open(SLUG), "add studies", developer="Typed, not saved").get_data(
        as_text=True
    )
    assert submission(page)["developer"] == ["Typed, not saved"]
    assert "1 change not saved" in page
