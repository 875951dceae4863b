"""How often words found nothing: written down from five a day on, in steps of five, for 90 days."""

import datetime
import json
import mmap
import multiprocessing
import stat
from pathlib import Path

import pytest

from app.catalog.search.search_counts import (
    DAYS_KEPT,
    MEMORY,
    MOST_TIMES,
    MOST_WORDS,
    NAME,
    SearchCounts,
    SearchedWord,
    read_counts,
    sum_up,
)

DAY = datetime.date(2026, 11, 29)
TODAY = str(DAY)


@pytest.fixture
def counts(tmp_path: Path) -> SearchCounts:
    return SearchCounts(tmp_path, mmap.mmap(-1, MEMORY))


def count(counts: SearchCounts, word: str, times: int, day: datetime.date = DAY) -> None:
    for _ in range(times):
        counts.count([word], day)


def test_four_times_leave_nothing_on_the_disk(counts: SearchCounts, tmp_path: Path) -> None:
    count(counts, "canoe", 4)
    assert [path.name for path in tmp_path.iterdir()] == ["searches.lock"]
    assert (tmp_path / "searches.lock").read_bytes() == b""


def test_from_the_fifth_on_a_word_is_written_in_steps_of_five(counts: SearchCounts, tmp_path: Path) -> None:
    seen = []
    for _ in range(11):
        counts.count(["canoe"], DAY)
        seen.append(read_counts(tmp_path, DAY).get(TODAY, {}).get("canoe", 0))
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_what_is_left_of_a_day_is_forgotten_on_the_next(counts: SearchCounts, tmp_path: Path) -> None:
    count(counts, "canoe", 4)
    count(counts, "canoe", 4, DAY + datetime.timedelta(days=1))
    assert read_counts(tmp_path, DAY) == {}


def test_days_are_kept_90_days(counts: SearchCounts, tmp_path: Path) -> None:
    count(counts, "canoe", 5)
    last = DAY + datetime.timedelta(days=DAYS_KEPT - 1)
    assert read_counts(tmp_path, last) == {TODAY: {"canoe": 5}}
    assert read_counts(tmp_path, last + datetime.timedelta(days=1)) == {}
    assert json.loads((tmp_path / NAME).read_bytes()) == {}


def test_old_days_go_with_the_first_word_of_a_new_one_though_nobody_asks(counts: SearchCounts, tmp_path: Path) -> None:
    count(counts, "canoe", 5)
    count(counts, "submarine", 1, DAY + datetime.timedelta(days=DAYS_KEPT))
    assert json.loads((tmp_path / NAME).read_bytes()) == {}


def test_the_workers_of_a_machine_count_together(counts: SearchCounts, tmp_path: Path) -> None:
    """Four processes with 26 searches each: 104."""
    forking = multiprocessing.get_context("fork")
    workers = [forking.Process(target=count, args=(counts, "canoe", 26)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert read_counts(tmp_path, DAY) == {TODAY: {"canoe": 100}}


def test_a_day_has_at_most_so_many_words_of_any_length(counts: SearchCounts, tmp_path: Path) -> None:
    words = [f"{'canoe' * 5}{number:05}" for number in range(MOST_WORDS + 50)]
    for _ in range(5):
        counts.count(words, DAY)
    assert set(read_counts(tmp_path, DAY)[TODAY]) == set(words[:MOST_WORDS])


def test_a_word_is_counted_so_often_at_most_and_then_writes_nothing(counts: SearchCounts, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(json.dumps({TODAY: {"canoe": MOST_TIMES}}))
    before = (tmp_path / NAME).stat()
    count(counts, "canoe", 10)
    assert read_counts(tmp_path, DAY) == {TODAY: {"canoe": MOST_TIMES}}
    assert (tmp_path / NAME).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"2026-11-29": 3}', b'{"2026-11-29": {"canoe": "x"}}', b"\xff"])
def test_a_damaged_file_is_begun_anew(damaged: bytes, counts: SearchCounts, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(damaged)
    assert read_counts(tmp_path, DAY) == {}
    count(counts, "canoe", 5)
    assert read_counts(tmp_path, DAY) == {TODAY: {"canoe": 5}}


def test_a_search_is_answered_where_nothing_can_be_written(tmp_path: Path) -> None:
    nowhere = SearchCounts(tmp_path / "gone", mmap.mmap(-1, MEMORY))
    count(nowhere, "canoe", 5)
    (tmp_path / "searches.lock").symlink_to(tmp_path / "elsewhere")
    count(SearchCounts(tmp_path, mmap.mmap(-1, MEMORY)), "canoe", 5)
    assert not (tmp_path / NAME).exists()
    assert not (tmp_path / "elsewhere").exists()


def test_the_file_is_its_owners_alone_and_holds_days_words_and_numbers(counts: SearchCounts, tmp_path: Path) -> None:
    count(counts, "canoe", 5)
    path = tmp_path / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_bytes()) == {TODAY: {"canoe": 5}}


def test_the_words_of_all_days_are_summed_up_the_most_searched_first() -> None:
    assert sum_up({"2026-11-01": {"canoe": 5, "kite": 10}, TODAY: {"canoe": 10, "anvil": 10}}) == [
        SearchedWord("canoe", 15, 2, TODAY),
        SearchedWord("anvil", 10, 1, TODAY),
        SearchedWord("kite", 10, 1, "2026-11-01"),
    ]
