"""What is not edited keeps its bytes; what is edited changes its own lines alone."""

import difflib

import pytest

from app.evidence.editing.parts import parse_values
from tests.conftest import CONTENT
from tests.editor.conftest import Editor

ENTRIES = sorted(path.stem for path in (CONTENT / "programs").glob("*.md"))
DEVELOPER = (
    "Darla L. Henry & Associates (Darla Henry); led since 2024 by Stephanie Wolfe "
    "(The Academy for Child Welfare Practice)"
)


@pytest.mark.parametrize("slug", ENTRIES)
def test_a_form_that_nobody_edited_leaves_the_file_byte_for_byte(slug: str, editor: Editor) -> None:
    before = (editor.programs / f"{slug}.md").stat()
    answer = editor.edit(slug)
    assert answer.headers["Location"] == f"/edit/{slug}?nothing=yes"
    assert (editor.programs / f"{slug}.md").read_bytes() == (CONTENT / "programs" / f"{slug}.md").read_bytes()
    assert (editor.programs / f"{slug}.md").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    "changed, removed, added",
    [
        ({"name": "3-5-7 Model®"}, ["name: 3-5-7 Model"], ["name: 3-5-7 Model®"]),
        ({"delivery__weeks__max": "40"}, ["  weeks: {min: 26}"], ["  weeks: {min: 26, max: 40}"]),
        ({"permanency": ["relational", "adoption"]},
         ["permanency: [relational]"], ["permanency: [relational, adoption]"]),
        ({"training__inferred": "true"}, ["  inferred: false"], ["  inferred: true"]),
        ({"topics__0__relevance": "high"}, ["    relevance: null"], ["    relevance: high"]),
        ({"other_ratings__0__as_of": "2026"}, ["    as_of: 2020-07"], ["    as_of: 2026"]),
        ({"harm__case": "none_known"},
         ["harm: {case: unknown, basis: unknown}"], ["harm: {case: none_known, basis: unknown}"]),
        ({"dates__reviewed": "2026-11-21", "dates__added": "2026-11-20"},
         ["dates: {added: 2026-11-22, reviewed: 2026-11-29}"],
         ["dates: {added: 2026-11-20, reviewed: 2026-11-21}"]),
        ({"website": "https://example.org/model"}, [], ["website: https://example.org/model"]),
        ({"developer": ""}, [f"developer: {DEVELOPER}"], []),
    ],
)  # fmt: skip
def test_one_edited_field_changes_only_its_lines(
    changed: dict[str, str | list[str]], removed: list[str], added: list[str], editor: Editor
) -> None:
    before = editor.text("3-5-7-model")
    assert "saved=" in editor.edit("3-5-7-model", **changed).headers["Location"]
    diff = [
        line
        for line in difflib.ndiff(before.split("\n"), editor.text("3-5-7-model").split("\n"))
        if line[0] in "+-"
    ]
    assert [line[2:] for line in diff if line[0] == "-"] == removed
    assert [line[2:] for line in diff if line[0] == "+"] == added


def test_one_line_more_in_a_list_is_one_line_more_in_the_file(editor: Editor) -> None:
    before = editor.text("3-5-7-model")
    goals = editor.open("3-5-7-model")["goals"][0]
    editor.edit("3-5-7-model", goals=f"{goals}\r\n  Hope \r\n\r\n")
    assert editor.text("3-5-7-model") == before.replace(
        "  - A view of lasting relationships in the future\n",
        "  - A view of lasting relationships in the future\n  - Hope\n",
    )


def test_text_of_a_section_changes_only_that_section(editor: Editor) -> None:
    before = editor.text("3-5-7-model")
    editor.press(
        "3-5-7-model",
        {**editor.open("3-5-7-model"), "text.Delivery": ["In the home.\r\n\r\nFor *six* months.\r\n"]},
    )
    about, rest = before.split("## Delivery\n")[0], before.split("## Training and materials\n")[1]
    assert (
        editor.text("3-5-7-model")
        == f"{about}## Delivery\n\nIn the home.\n\nFor *six* months.\n\n## Training and materials\n{rest}"
    )


def test_comments_and_the_order_of_keys_are_preserved(editor: Editor) -> None:
    path = editor.programs / "keep.md"
    path.write_text(
        path.read_text("utf-8").replace(
            "status: active\n", "# Asked again in spring.\nstatus: active  # still\n", 1
        ),
        "utf-8",
    )
    before = editor.text("keep")
    editor.edit("keep", website="https://example.org/keep")
    after = editor.text("keep")
    assert "# Asked again in spring.\nstatus: active  # still\n" in after
    assert parse_values(after)["website"] == "https://example.org/keep"
    assert len(set(before.split("\n")) ^ set(after.split("\n"))) <= 2
