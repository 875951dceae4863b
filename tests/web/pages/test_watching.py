"""While somebody edits, open pages show what is wrong with the entry, and go on showing it as it last was."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.catalog.store.last_problems import write_problems
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The entry that is edited, and one other."""
    return copy_with(("keep", "homebuilders"), tmp_path / "content")


def save(content: Path, old: str, new: str) -> None:
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace(old, new, 1), "utf-8")
    built = build(content, content.parent / "catalog", TODAY, keep_last_good=True)
    write_problems(content.parent / "catalog", built.problems)


@pytest.fixture
def editing(content: Path) -> FlaskClient:
    """A client of a site under `--watch`, with nothing wrong yet."""
    save(content, "", "")
    return create_app(Settings(content=content, catalog=content.parent / "catalog", watch=True)).test_client()


def test_a_problem_stands_on_top_of_the_page_with_line_remedy_and_reason(
    content: Path, editing: FlaskClient
) -> None:
    save(content, "status: active", "status: activ")
    page = editing.get("/programs/keep").text
    assert "1 problem in <code>keep.md</code>" in page
    assert "column 9" in page
    assert "Did you mean active?" in page
    assert 'href="/docs/rules#unknown-choice"' in page
    assert page.index("1 problem in") < page.index("<h1")
    assert "KEEP (Keeping Foster" in page


def test_other_pages_only_name_the_file(content: Path, editing: FlaskClient) -> None:
    save(content, "status: active", "status: activ")
    page = editing.get("/programs/homebuilders").text
    assert '<a href="/programs/keep">programs/keep.md</a> (1)' in page
    assert "unknown-choice" not in page


def test_an_entry_that_was_never_good_says_what_to_mend_at_its_address(
    content: Path, editing: FlaskClient
) -> None:
    (content / "programs" / "half-written.md").write_text("---\nname: Half\n", "utf-8")
    save(content, "", "")
    answer = editing.get("/programs/half-written")
    assert answer.status_code == 404
    assert "is never closed" in answer.text


def test_an_open_page_learns_of_new_problems_and_of_their_end(content: Path, editing: FlaskClient) -> None:
    asked = []
    for old, new in (("", ""), ("status: active", "status: activ"), ("status: activ\n", "status: active\n")):
        save(content, old, new)
        generation = editing.get("/generation").text
        assert f'data-generation="{generation}"' in editing.get("/programs/keep").text
        asked.append(generation)
    assert len(set(asked)) == 3
    assert "1 problem" not in editing.get("/programs/keep").text


def test_the_published_site_says_nothing_of_it(content: Path, editing: FlaskClient) -> None:
    save(content, "status: active", "status: activ")
    public = create_app(Settings(content=content, catalog=content.parent / "catalog")).test_client()
    page = public.get("/programs/keep").text
    assert "watching" not in page
    assert "problem in <code>" not in page
