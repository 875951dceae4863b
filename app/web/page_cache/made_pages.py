"""Finished answers in memory, up to a number of bytes; the one that was asked for longest ago goes first."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Header = tuple[str, str]
OF_THE_BODY = {"content-type", "content-length", "content-encoding", "link"}
"""Headers that an answer without a body does not have."""
BYTES_A_HEADER, BYTES_A_PAGE = 200, 1_500
"""What Python needs besides the text itself, rounded up."""


class PageKey(NamedTuple):
    """`base` is the public address where pages depend on it; `encoding` is br, gzip or "" for none."""

    base: str
    path: str
    encoding: str


class Origin(NamedTuple):
    """How the site was addressed."""

    scheme: str
    host: str
    port: str


@dataclass(slots=True)
class MadePage:
    """An answer as it is sent: `route` is the pattern of its address, `visits` how often it was asked for."""

    origin: Origin
    route: str
    tag: str
    headers: list[Header]
    body: bytes
    visits: int = 0
    unmodified: list[Header] = field(init=False)

    def __post_init__(self) -> None:
        self.unmodified = [each for each in self.headers if each[0].lower() not in OF_THE_BODY]

    @property
    def size(self) -> int:
        """Bytes of memory, rather too many than too few."""
        texts = sum(len(name) + len(value) + BYTES_A_HEADER for name, value in self.headers)
        return len(self.body) + texts + BYTES_A_PAGE


class MadePages:
    """All pages kept, at most `most` bytes of them. Any thread may ask."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._pages: OrderedDict[PageKey, MadePage] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[PageKey]:
        with self._lock:
            return iter([*self._pages])

    def __contains__(self, key: PageKey) -> bool:
        return key in self._pages

    def get(self, key: PageKey) -> MadePage | None:
        """The page, which counts as a visit."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
                page.visits += 1
            return page

    def put(self, key: PageKey, page: MadePage) -> None:
        """Keep a page, unless it is larger than all that may be kept."""
        if page.size > self.most:
            return
        with self._lock:
            if (old := self._pages.pop(key, None)) is not None:
                self.size -= old.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.most:
                _, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size

    def most_visited(self, number: int) -> list[tuple[PageKey, MadePage]]:
        """The most visited first; those that were kept and never asked for again are none of them."""
        with self._lock:
            visited = [each for each in self._pages.items() if each[1].visits]
        return sorted(visited, key=lambda each: -each[1].visits)[:number]
