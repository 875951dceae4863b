"""A build makes a whole new generation or leaves the old one alone, and does again only what changed."""

import multiprocessing
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.build.build import BuildResult, build
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.loading import load_snapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import Generation, NoCatalog, build_lock
from app.catalog.store.last_problems import read_problems, write_problems
from app.evidence.check.problem import Problem
from tests.conftest import CONTENT, TODAY

Build = Callable[[], BuildResult]


def edit(content: Path, slug: str, old: str, new: str) -> None:
    entry = content / "programs" / f"{slug}.md"
    text = entry.read_text("utf-8")
    assert old in text
    entry.write_text(text.replace(old, new, 1), "utf-8")


def found(snapshot: Snapshot, q: str) -> list[str]:
    return [hit.card.slug for hit in search(snapshot, SearchRequest(q=q, per_page=1000)).hits]


def test_nothing_changed_means_nothing_is_built(content: Path, tmp_path: Path) -> None:
    first, second = build(content, tmp_path, TODAY), build(content, tmp_path, TODAY)
    assert not first.up_to_date
    assert first.written == first.programs
    assert second.up_to_date
    assert second.generation == first.generation


def test_the_same_content_in_another_folder_is_not_built_again(build_content: Build) -> None:
    assert build_content().up_to_date


def test_one_edit_writes_one_program_and_keeps_the_rest(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    build_content()
    edit(content, "keep", "## About\n", "## About\n\nZebras are mentioned.\n")
    assert build_content().written == 1
    shown = Catalog(tmp_path / "catalog").snapshot()
    assert found(shown, "zebra") == ["keep"]
    assert len(search(shown, SearchRequest(q="family")).hits) > 5


def test_an_incremental_build_says_the_same_as_a_full_one(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    build_content()
    for number in range(10):  # more segments than are kept apart
        edit(content, "keep", "## About\n", f"## About\n\nZebra number{number}.\n")
        edit(content, "homebuilders", "## About\n", f"## About\n\nGiraffe number{number}.\n")
        assert build_content().written == 2
    build(content, tmp_path / "fresh", TODAY)
    grown, fresh = Catalog(tmp_path / "catalog").snapshot(), Catalog(tmp_path / "fresh").snapshot()
    assert grown.cards == fresh.cards
    assert grown.by_program == fresh.by_program
    for q in ("zebra", "number9", "kinship caregiver", "giraffe number3"):
        assert set(found(grown, q)) == set(found(fresh, q))


def test_a_program_that_was_removed_is_gone(content: Path, build_content: Build, tmp_path: Path) -> None:
    build_content()
    (content / "programs" / "keep.md").unlink()
    build_content()
    shown = Catalog(tmp_path / "catalog").snapshot()
    assert shown.page("keep") is None
    assert "keep" not in found(shown, "KEEP foster")


def test_a_new_word_rebuilds_what_it_touches(content: Path, build_content: Build, tmp_path: Path) -> None:
    build_content()
    glossary = content / "vocabulary" / "glossary.yaml"
    zebra = "zebra:\n  label: zebra\n  definition: A striped horse.\n"
    glossary.write_text(glossary.read_text("utf-8") + zebra, "utf-8")
    built = build_content()
    assert built.written == built.programs
    assert "zebra" in Catalog(tmp_path / "catalog").snapshot().words["glossary"]


def test_errors_leave_the_old_generation_serving(content: Path, build_content: Build, tmp_path: Path) -> None:
    before = build_content().generation
    edit(content, "keep", "status: active", "status: activ")
    refused = build_content()
    assert refused.generation is None
    assert [problem.rule for problem in refused.problems] == ["unknown-choice"]
    assert before is not None
    assert Catalog(tmp_path / "catalog").snapshot().generation == before.name


def test_a_running_reader_sees_the_switch_and_keeps_what_it_holds(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    build_content()
    reader = Catalog(tmp_path / "catalog")
    held = reader.snapshot()
    edit(content, "keep", "status: active", "status: retired\nretired: {date: 2026-11-20, reason: Tried out}")
    build_content()
    kept = {folder.name for folder in (tmp_path / "catalog" / "generations").iterdir()}
    assert kept == {held.generation, reader.snapshot().generation}
    assert "keep" not in reader.snapshot().position
    shutil.rmtree(tmp_path / "catalog" / "generations" / held.generation)
    # The old generation's folder is gone, and the snapshot taken from it still answers in full.
    page = held.page("keep")
    assert page is not None
    assert page.program.status == "active"
    assert search(held, SearchRequest(q="foster")).total > 0


def test_while_a_new_generation_is_opened_readers_have_the_old_one(
    content: Path, build_content: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_content()
    reader = Catalog(tmp_path / "catalog")
    held = reader.snapshot()
    opening, may_end, opened = threading.Event(), threading.Event(), threading.Event()

    def open_slowly(generation: Generation) -> Snapshot:
        opening.set()
        assert may_end.wait(10)
        made = load_snapshot(generation)
        opened.set()
        return made

    monkeypatch.setattr("app.catalog.snapshot.catalog.load_snapshot", open_slowly)
    threading.Thread(target=reader.follow, daemon=True).start()
    edit(content, "keep", "## About\n", "## About\n\nZebras are mentioned.\n")
    built = build_content().generation
    assert opening.wait(10)
    assert reader.snapshot() is held
    may_end.set()
    assert opened.wait(10)
    last = time.monotonic() + 10
    while reader.snapshot() is held:
        assert time.monotonic() < last, "the new generation never serves"
    assert built is not None
    assert reader.snapshot().generation == built.name


def test_no_catalog_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NoCatalog, match="homeward build"):
        Catalog(tmp_path).snapshot()


def test_a_second_build_waits_for_the_first(content: Path, tmp_path: Path) -> None:
    told, finished = threading.Event(), []

    def second() -> None:
        finished.append(build(content, tmp_path / "catalog", TODAY, waiting=told.set))

    with build_lock(tmp_path / "catalog", lambda: None):
        other = threading.Thread(target=second)
        other.start()
        assert told.wait(10)
        assert not finished
    other.join(30)
    assert finished[0].generation is not None


def test_killed_at_any_moment_the_old_generation_serves_and_the_next_build_succeeds(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    build_content()
    reader, chance = Catalog(tmp_path / "catalog"), random.Random(20)
    fork = multiprocessing.get_context("fork")
    for number in range(20):
        edit(content, "keep", "## About\n", f"## About\n\nRound {number}.\n")
        edit(content, "homebuilders", "## About\n", f"## About\n\nRound {number}.\n")
        process = fork.Process(target=build, args=(content, tmp_path / "catalog", TODAY))
        process.start()
        process.join(chance.uniform(0, 0.25))
        process.kill()
        process.join()
        assert search(reader.snapshot(), SearchRequest(q="foster")).total > 0
    last = build_content()
    assert last.generation is not None
    assert reader.snapshot().generation == last.generation.name
    assert len(list((tmp_path / "catalog" / "generations").iterdir())) == 2  # and the one before it


def test_progress_counts_programs(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(CONTENT, tmp_path / "catalog", TODAY, progress=lambda *step: told.append(step))
    assert {doing for doing, _, _ in told} == {"Rating, rendering and indexing"}
    assert all(done < of for _, done, of in told)


def test_a_folder_of_an_older_version_is_built_anew(build_content: Build, tmp_path: Path) -> None:
    built = build_content()
    assert built.generation is not None
    (built.generation.folder / "build.json").write_text('{"version": 0}', "utf-8")
    assert build_content().written == built.programs


def test_while_somebody_edits_a_broken_entry_stays_as_it_was_and_the_rest_goes_on(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    build_content()
    edit(content, "keep", "status: active", "status: activ")
    edit(content, "keep", "## About\n", "## About\n\nZebras.\n")
    edit(content, "homebuilders", "## About\n", "## About\n\nGiraffes.\n")
    (content / "programs" / "half-written.md").write_text("---\nname: Half\n", "utf-8")
    built = build(content, tmp_path / "catalog", TODAY, keep_last_good=True)
    shown = Catalog(tmp_path / "catalog").snapshot()
    assert (built.written, built.kept) == (1, 2)
    assert {problem.path.stem for problem in built.problems if problem.is_error} == {"keep", "half-written"}
    assert "keep" in shown.position
    assert "half-written" not in shown.position
    assert found(shown, "giraffes zebras") == ["homebuilders"]
    assert build_content().generation is None  # without that, errors refuse as ever
    edit(content, "keep", "status: activ\n", "status: active\n")
    assert build(content, tmp_path / "catalog", TODAY, keep_last_good=True).written == 1
    assert found(Catalog(tmp_path / "catalog").snapshot(), "zebras") == ["keep"]


def test_a_file_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    path = Path("content/programs") / os.fsdecode(b"caf\xe9.md")
    message = f"“{path.name}” is not a file name for an entry"
    write_problems(tmp_path, [Problem(path, 1, 1, "file-name", message, "Rename it.")])
    assert read_problems(tmp_path).problems[0].name == "caf?.md"


def test_a_broken_topic_leaves_everything_as_it_was(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    before = build_content().generation
    topic = content / "topics" / "post-permanency-services.md"
    topic.write_text(topic.read_text("utf-8").replace("name:", "nam:", 1), "utf-8")
    assert build(content, tmp_path / "catalog", TODAY, keep_last_good=True).generation is None
    assert before is not None
    assert Catalog(tmp_path / "catalog").snapshot().generation == before.name


def test_content_that_is_as_it_was_before_has_the_name_that_it_had(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    entry, names = content / "programs" / "keep.md", []
    before = entry.read_text("utf-8")
    for text in (before, before.replace("## About\n", "## About\n\nZebras.\n"), before):
        entry.write_text(text, "utf-8")
        build_content()
        names.append(Catalog(tmp_path / "catalog").snapshot().generation)
        assert bool(found(Catalog(tmp_path / "catalog").snapshot(), "zebras")) == ("Zebras" in text)
    assert names[0] == names[2] != names[1]


def test_a_generation_kept_while_an_entry_is_broken_is_that_of_what_it_holds(
    content: Path, build_content: Build, tmp_path: Path
) -> None:
    before = build_content().generation
    edit(content, "keep", "status: active", "status: activ")
    broken = build(content, tmp_path / "catalog", TODAY, keep_last_good=True)
    assert (broken.generation, broken.written, broken.kept) == (before, 0, 1)
