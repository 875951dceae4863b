"""The views of the database: documented column by column, there after every build, and true."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.catalog.build.build import BuildResult, build
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.sql_views import VIEWS, SqlView
from tests.conftest import ROOT, TODAY
from tests.small_content import copy_with

BETWEEN = "; "
each_view = pytest.mark.parametrize("view", VIEWS, ids=[view.name for view in VIEWS])


def read_view(catalog: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a view, from the serving generation."""
    generation = (catalog / "current").read_text("ascii")
    database = catalog / "generations" / generation / "registry.sqlite"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]


@each_view
def test_the_docs_name_every_column_of_the_view_in_its_order(view: SqlView) -> None:
    docs = (ROOT / "docs" / "addresses.md").read_text("utf-8")
    table = docs.split(f"\n`{view.name}`: {view.about}\n\n", 1)[1].split("\n\n")[0]
    said = table.splitlines()[2:]
    assert said == [f"| `{column.name}` | {column.meaning} |" for column in view.columns]


@each_view
def test_the_view_answers_and_each_column_is_recorded_somewhere(view: SqlView, shipped: Path) -> None:
    rows = read_view(shipped, view.name)
    assert list(rows[0]) == [column.name for column in view.columns]
    empty = {name for name in rows[0] if all(row[name] is None for row in rows)}
    assert empty <= {"successor", "retracted"}  # no shipped entry is retired, no shipped study is retracted


def test_a_program_in_the_view_says_what_the_api_says(shipped: Path, client: FlaskClient) -> None:
    words = client.get("/api/v1/vocabulary").get_json()
    rows = read_view(shipped, "v_program")
    assert len(rows) == client.get("/api/v1/programs").get_json()["total"]
    for row in rows:
        entry = client.get(f"/api/v1/programs/{row['slug']}").get_json()
        for key in ("name", "summary", "status", "developer", "website"):
            assert row[key] == entry[key]
        assert split(row["topic_ids"]) == [each["topic"] for each in entry["topics"]]
        assert split(row["population_ids"]) == entry["target_population"]["groups"]
        assert split(row["setting_ids"]) == ((entry["delivery"] or {}).get("settings") or [])
        labels = [words["populations"][id]["label"] for id in split(row["population_ids"])]
        assert split(row["populations"]) == labels
        assert row["studies"] == len(entry["studies"])
    harmful = {row["slug"] for row in rows if row["risk_of_harm"] == "yes"}
    assert harmful >= {"attachment-holding-therapy"}


def test_a_study_in_the_view_says_what_the_api_says(shipped: Path, client: FlaskClient) -> None:
    rows = [row for row in read_view(shipped, "v_study") if row["program"] == "homebuilders"]
    studies = client.get("/api/v1/programs/homebuilders").get_json()["studies"]
    assert [row["study"] for row in sorted(rows, key=lambda row: row["position"])] == [
        study["id"] for study in studies
    ]
    for row in rows:
        study = studies[row["position"]]
        assert split(row["authors"]) == (study["citation"]["authors"] or [])
        for key in ("year", "title", "container", "doi", "pmid", "url"):
            assert row[key] == study["citation"][key]
        assert row["findings"] == len(study["findings"])
        found = list(dict.fromkeys(finding["outcome"] for finding in study["findings"]))
        assert split(row["outcome_ids"]) == found
    (walton,) = (row for row in rows if row["study"] == "walton-1993")
    assert (walton["design_label"], walton["participants"], walton["participants_unit"]) == (
        "Randomized controlled trial", 110, "families",
    )  # fmt: skip


def test_the_ratings_in_the_view_are_those_that_pages_show(shipped: Path, snapshot: Snapshot) -> None:
    columns = (
        "program", "registry_id", "registry", "topic", "scope", "rating_id", "rating", "as_printed", "tier",
        "in_force", "as_of", "seen", "copy", "source", "note",
    )  # fmt: skip
    shown = {
        (
            each.program, each.registry, each.by, each.topic, each.scope, each.rating_id, each.rating,
            each.as_printed, each.tier, each.in_force, each.as_of, each.seen, each.seen_copy, each.source,
            each.note,
        )
        for each in snapshot.published
    }  # fmt: skip
    rows = read_view(shipped, "v_rating")
    assert {tuple(row[column] for column in columns) for row in rows} == shown
    assert len(rows) == len(snapshot.published) > 100


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., BuildResult]:
    """Build two programs into `tmp_path / "catalog"`, after a change of the entry of KEEP."""
    content = copy_with(("keep", "homebuilders"), tmp_path / "content")

    def changed(old: str = "", new: str = "") -> BuildResult:
        entry = content / "programs" / "keep.md"
        assert old in entry.read_text("utf-8")
        entry.write_text(entry.read_text("utf-8").replace(old, new, 1), "utf-8")
        return build(content, tmp_path / "catalog", TODAY)

    return changed


def test_the_views_are_there_after_an_edit_and_show_it(
    small: Callable[..., BuildResult], tmp_path: Path
) -> None:
    assert small().written == 2
    assert small("\nname: ", "\nname: Edited ").written == 1
    names = {row["slug"]: row["name"] for row in read_view(tmp_path / "catalog", "v_program")}
    assert names["keep"].startswith("Edited KEEP")
    assert {row["program_name"][:6] for row in read_view(tmp_path / "catalog", "v_study")} == {
        "Edited", "Homebu",
    }  # fmt: skip


def test_a_retired_program_stays_in_the_view_and_says_so(
    small: Callable[..., BuildResult], tmp_path: Path
) -> None:
    reason = "{date: 2026-11-01, reason: No longer offered, successor: homebuilders}"
    small("status: active", f"status: retired\nretired: {reason}")
    (keep,) = (row for row in read_view(tmp_path / "catalog", "v_program") if row["slug"] == "keep")
    assert (keep["status"], keep["successor"]) == ("retired", "homebuilders")


def split(cell: str | None) -> list[str]:
    return cell.split(BETWEEN) if cell else []
