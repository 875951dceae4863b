"""What is kept stays under a bound of real memory, and what was asked for longest ago goes first."""

import random
import tracemalloc

from app.web.page_cache.made_pages import MadePage, MadePages, Origin, PageKey

HERE = Origin("http", "localhost", "80")


def page(size: int) -> MadePage:
    chance = random.Random(size)
    headers = [(f"Name-{number}", f"{chance.random()}" * 4) for number in range(14)]
    return MadePage(HERE, "/programs/<slug>", '"tag"', headers, chance.randbytes(size))


def key(number: int) -> PageKey:
    return PageKey("", f"/programs/{number}", "br")


def test_memory_stays_under_the_bound_whatever_is_kept() -> None:
    most, chance = 4 << 20, random.Random(19)
    tracemalloc.start()
    pages = MadePages(most)
    for number in range(1_500):
        pages.put(key(number), page(chance.choice((200, 5_000, 40_000))))
        assert pages.size <= most
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most * 0.7 < used <= most


def test_the_page_that_was_asked_for_longest_ago_goes_first() -> None:
    pages = MadePages(3 * page(10_000).size)
    for number in (1, 2, 3):
        pages.put(key(number), page(10_000))
    assert pages.get(key(1))
    pages.put(key(4), page(10_000))
    assert [number for number in range(5) if key(number) in pages] == [1, 3, 4]


def test_a_page_that_is_made_again_takes_the_place_of_the_old_one() -> None:
    pages = MadePages(1 << 20)
    for _ in range(3):
        pages.put(key(1), page(10_000))
    assert (len(pages), pages.size) == (1, page(10_000).size)


def test_a_page_larger_than_everything_is_not_kept_and_drives_nothing_out() -> None:
    pages = MadePages(20_000)
    pages.put(key(1), page(1_000))
    pages.put(key(2), page(30_000))
    assert key(1) in pages
    assert key(2) not in pages


def test_the_most_visited_are_those_that_were_asked_for_again() -> None:
    pages = MadePages(1 << 20)
    for number in range(5):
        pages.put(key(number), page(100))
    for number in (3, 1, 3):
        pages.get(key(number))
    assert [each.path for each, _ in pages.most_visited(10)] == ["/programs/3", "/programs/1"]
    assert len(pages.most_visited(1)) == 1
