"""Whatever happens to the files of a catalog is noticed and named, and the next build heals it."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import create_app
from app.catalog.build.build import BuildResult, build
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import CURRENT, Generation, NoCatalog, current_name, find_generation
from app.catalog.store.soundness import RECORD, SERVED, find_damage
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with

PROGRAMS = ("keep", "homebuilders", "3-5-7-model")
PAGES = ("/", "/programs", "/programs?q=family", "/programs/keep", "/programs.json", "/api/v1/programs/keep")


def overwrite(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + os.urandom(max(path.stat().st_size - 2, 0)))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_link(path: Path) -> None:
    target = path.with_name("elsewhere")
    path.rename(target)
    path.symlink_to(target)


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def forbid(path: Path) -> None:
    path.chmod(0)


DAMAGES: list[Callable[[Path], None]] = [
    overwrite, truncate, empty, Path.unlink, replace_by_folder, replace_by_link, replace_by_pipe,
    *([forbid] if os.geteuid() else []),  # the superuser may read everything
]  # fmt: skip


@pytest.fixture(scope="module")
def twice_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content and a catalog of two generations."""
    folder = tmp_path_factory.mktemp("twice")
    copy_with(PROGRAMS, folder / "content")
    build(folder / "content", folder / "catalog", TODAY)
    add_paragraph(folder)
    build(folder / "content", folder / "catalog", TODAY)
    return folder


@pytest.fixture
def registry(twice_built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(twice_built, tmp_path / "registry"))


def add_paragraph(folder: Path) -> None:
    entry = folder / "content" / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n", 1), "utf-8")


def serving(folder: Path) -> Generation:
    name = current_name(folder / "catalog")
    assert name is not None
    return find_generation(folder / "catalog", name)


def files_of(generation: Generation) -> list[str]:
    found = (path for path in generation.folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(generation.folder).as_posix() for path in found)


def rebuild(folder: Path) -> tuple[BuildResult, list[str]]:
    told: list[str] = []
    return build(folder / "content", folder / "catalog", TODAY, damaged=told.append), told


def is_whole(snapshot: Snapshot) -> bool:
    return {search(snapshot, SearchRequest(q="family")).total, len(snapshot.cards)} == {len(PROGRAMS)}


def each_damage(folder: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the folder for every file of its serving generation and every kind of damage to it."""
    for name in files_of(serving(folder)):
        for number, damage in enumerate(DAMAGES):
            copy = Path(shutil.copytree(folder, tmp_path / f"{number}-{name.replace('/', '-')}"))
            damage(serving(copy).folder / name)
            yield copy, name
            shutil.rmtree(copy)


def test_r3_every_damage_to_every_file_is_named_and_the_last_good_generation_serves(
    registry: Path, tmp_path: Path
) -> None:
    kept = {path.name for path in (registry / "catalog" / "generations").iterdir()}
    (last_good,) = kept - {serving(registry).name}
    unread = 0
    for copy, name in each_damage(registry, tmp_path):
        told = find_damage(serving(copy))
        if told is None:  # nothing is lost with an empty file that is truncated
            unread += 1
            continue
        assert name in told
        shown = Catalog(copy / "catalog").snapshot()
        assert is_whole(shown), told
        assert (shown.generation == last_good) == name.startswith((*SERVED, RECORD))
    assert unread < 3


@pytest.mark.parametrize("damage", DAMAGES)
def test_r3_the_next_build_heals_what_was_damaged(registry: Path, damage: Callable[[Path], None]) -> None:
    for part in ("registry.sqlite", RECORD, "index/scores/0", "arrays"):
        name = next_file(registry, part) if part == "arrays" else part  # a build may name its arrays anew
        damage(serving(registry).folder / name)
        built, told = rebuild(registry)
        assert len(told) == 1
        assert name in told[0]
        assert find_damage(serving(registry)) is None
        assert built.generation is not None
        assert is_whole(Catalog(registry / "catalog").snapshot())
        assert rebuild(registry)[0].up_to_date


@pytest.mark.parametrize("damage", DAMAGES)
def test_r3_the_next_build_heals_the_file_that_names_the_generation(
    registry: Path, damage: Callable[[Path], None]
) -> None:
    name = serving(registry).name
    damage(registry / "catalog" / CURRENT)
    assert rebuild(registry)[0].up_to_date
    assert serving(registry).name == name


def next_file(folder: Path, part: str) -> str:
    return next(name for name in files_of(serving(folder)) if f"/{part}/" in name)


def test_r3_when_everything_is_damaged_the_next_build_makes_all_of_it_anew(registry: Path) -> None:
    for file in (registry / "catalog" / "generations").rglob("*"):
        if file.is_file():
            overwrite(file)
    with pytest.raises(NoCatalog):
        Catalog(registry / "catalog").snapshot()
    built, told = rebuild(registry)
    assert (built.written, len(told)) == (len(PROGRAMS), 2)
    assert is_whole(Catalog(registry / "catalog").snapshot())


@pytest.mark.parametrize("damage", DAMAGES)
def test_r3_a_running_server_goes_on_whatever_happens_to_the_disk(
    registry: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Settings(content=registry / "content", catalog=registry / "catalog")).test_client()
    assert client.get("/").status_code == 200
    generation = serving(registry)
    for name in files_of(generation):
        damage(generation.folder / name)
    damage(registry / "catalog" / CURRENT)
    with caplog.at_level(logging.ERROR, "homeward"):
        assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
        assert client.get("/registry.sqlite").data.startswith(b"SQLite format 3\0")
    # A link to the same bytes is no fault.
    assert [record.name for record in caplog.records] == ["homeward"] * (damage is not replace_by_link)


def test_r3_a_database_too_large_to_hold_is_given_up_for_the_last_good_one(
    registry: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.catalog.snapshot.loading.LARGEST_HELD", 0)
    client = create_app(Settings(content=registry / "content", catalog=registry / "catalog")).test_client()
    assert client.get("/").status_code == 200
    overwrite(serving(registry).database)
    assert client.get("/programs/keep").status_code == 200
    assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    assert "registry.sqlite is not as it was written. Serving the last good generation" in caplog.text


@pytest.mark.parametrize(
    "said", [b"\xff\xfe", b"", b"nonsense", b"../../etc", b"\0", b"x" * 5_000, b"20261122T101010-0123abcd"]
)
def test_r3_nonsense_in_current_is_noticed_and_healed(registry: Path, said: bytes) -> None:
    (registry / "catalog" / CURRENT).write_bytes(said)
    assert is_whole(Catalog(registry / "catalog").snapshot())
    built, told = rebuild(registry)
    assert (built.up_to_date, len(told)) == (True, 1)
    assert current_name(registry / "catalog") == built.generation.name if built.generation else False


@pytest.mark.parametrize("lost", ["", "generations", CURRENT])
def test_c10_a_catalog_deleted_while_it_serves_goes_on_from_memory_and_is_told_once(
    registry: Path, lost: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Settings(content=registry / "content", catalog=registry / "catalog")).test_client()
    assert client.get("/").status_code == 200
    gone = registry / "catalog" / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with caplog.at_level(logging.ERROR, "homeward"):
        assert [client.get(page).status_code for page in (*PAGES, "/registry.sqlite")] == [200] * 7
    assert len(caplog.records) == (lost != "generations")  # what is in memory does not need them
    assert str(registry) in caplog.text or lost == "generations"
    rebuild(registry)
    assert client.get("/generation").text == serving(registry).name


def test_c10_without_anything_to_serve_no_answer_names_a_folder(tmp_path: Path) -> None:
    client = create_app(Settings(content=tmp_path, catalog=tmp_path / "nowhere")).test_client()
    for page in (*PAGES, "/healthz", "/feed.atom"):
        answer = client.get(page)
        assert answer.status_code == 503
        assert "homeward build" in answer.text
        assert str(tmp_path) not in answer.text
