"""The list of programs, and the beginning of a new entry."""

from werkzeug.test import TestResponse

from app.evidence.editing.parts import parse_values
from tests.editor.conftest import Editor

FACTS = {
    "name": "Steady Ground™",
    "slug": "",
    "summary": "Helps kinship families keep a child safely at home.",
    "population": "Kinship caregivers and the children in their care.",
    "source": "https://example.org/steady-ground",
}


def make(editor: Editor, **changed: str) -> TestResponse:
    return editor.client.post(
        "/edit/-/new", data={**FACTS, **changed, "token": editor.open("pathways-home")["token"]}
    )


def test_the_list_says_how_many_problems_each_entry_has(editor: Editor) -> None:
    path = editor.programs / "keep.md"
    path.write_text(path.read_text("utf-8").replace("status: active", "status: actve", 1), "utf-8")
    page = editor.client.get("/edit").get_data(as_text=True)
    row = page.split('href="/edit/keep"')[1].split("</tr>")[0]
    assert "1 error" in row
    assert page.count('<th scope="row">') == len(list(editor.programs.glob("*.md")))


def test_the_list_is_filtered_by_name(editor: Editor) -> None:
    page = editor.client.get("/edit?q=way+home").get_data(as_text=True)
    assert 'href="/edit/on-the-way-home"' in page
    assert 'href="/edit/homebuilders"' not in page
    assert "No program is called “zzz”" in editor.client.get("/edit?q=zzz").get_data(as_text=True)


def test_five_facts_make_an_entry_that_builds(editor: Editor) -> None:
    answer = make(editor)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/edit/steady-ground?saved=")
    assert parse_values(editor.text("steady-ground"))["name"] == "Steady Ground™"
    assert "The entry was made." in editor.client.get(answer.headers["Location"]).get_data(as_text=True)
    assert editor.edit("steady-ground").headers["Location"] == "/edit/steady-ground?nothing=yes"


def test_the_address_is_shown_before_the_entry_is_made(editor: Editor) -> None:
    assert 'value="steady-ground"' in editor.client.get("/edit/-/new?name=Steady+Ground™").get_data(
        as_text=True
    )


def test_a_program_that_exists_is_not_made_twice(editor: Editor) -> None:
    for changed in (
        {"name": "Homebuilders"},
        {"slug": "homebuilders"},
        {"slug": "homebuilders", "another": "yes"},
    ):
        answer = make(editor, **changed)
        assert answer.status_code == 422
        assert 'href="/edit/homebuilders"' in answer.get_data(as_text=True)


def test_a_file_that_cannot_be_read_is_not_written_over(editor: Editor) -> None:
    there = editor.programs / "steady-ground.md"
    there.write_text("---\nname: [half\n---\n", "utf-8")
    answer = make(editor)
    assert answer.status_code == 422
    assert "there is a file content/programs/steady-ground.md already" in answer.get_data(as_text=True)
    assert FACTS["summary"] in answer.get_data(as_text=True)
    assert there.read_text("utf-8") == "---\nname: [half\n---\n"


def test_an_address_is_no_longer_than_a_file_name(editor: Editor) -> None:
    assert "the address has 300 characters; at most 200" in make(editor, slug="a" * 300).get_data(
        as_text=True
    )


def test_a_near_name_asks_and_can_be_another_program(editor: Editor) -> None:
    page = make(editor, name="Homebuilder").get_data(as_text=True)
    assert "Look twice" in page
    assert "Mine is another program" in page
    assert make(editor, name="Homebuilder", another="yes").status_code == 303


def test_missing_facts_are_told_at_their_fields(editor: Editor) -> None:
    answer = make(editor, summary="", source="example")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "2 things to mend" in page
    assert "is not a web address" in page.split('id="p-source"')[1].split("</div>")[0]
    assert not (editor.programs / "steady-ground.md").exists()


def test_a_new_entry_can_be_undone(editor: Editor) -> None:
    written = make(editor).headers["Location"].partition("saved=")[2]
    token = editor.open("steady-ground")["token"]
    answer = editor.client.post("/edit/steady-ground/undo", data={"token": token, "written": written})
    assert answer.headers["Location"] == "/edit?undone=steady-ground"
    assert not (editor.programs / "steady-ground.md").exists()


def test_what_two_entries_share_is_told_and_forgotten_with_the_other_one(editor: Editor) -> None:
    def problems(slug: str) -> str:
        return (
            editor.client.get("/edit")
            .get_data(as_text=True)
            .split(f'href="/edit/{slug}"')[1]
            .split("</tr>")[0]
        )

    editor.edit("keep", aliases="Shared name")
    editor.edit("intercept", aliases="Shared name")
    assert "warning" in problems("keep") + problems("intercept")
    (editor.programs / "intercept.md").unlink()
    assert "warning" not in problems("keep")


def test_c1_a_row_of_the_form_names_the_authors_as_pages_do(editor: Editor) -> None:
    form = editor.client.get("/edit/functional-family-therapy").get_data(as_text=True)
    assert "Gordon and others 1988" in form
    assert "Darnell and Schuler 2015" in form
    assert "and et al" not in form
