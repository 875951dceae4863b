"""How Whoosh keeps the places of a word in a text: as plain numbers, which are written and read several times as fast as its own pickles."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh.fields import TEXT
from whoosh.formats import Positions

from app.catalog.text.analysis import StemAnalyzer, locate_stems

NUMBER = "I"
BYTES = array(NUMBER).itemsize


class PositionFormat(Positions):  # type: ignore[misc]
    """The posting format: the places of a stem one after the other, in the machine's own order of bytes, for a catalog never leaves its machine."""

    def word_values(self, value: str, analyzer: StemAnalyzer, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        for text, place in locate_stems(value):
            places[text].append(place)
        for text, held in places.items():
            yield text, len(held), float(len(held)), self.encode(held)

    def encode(self, places: list[int]) -> bytes:
        return array(NUMBER, places).tobytes()

    def decode_positions(self, encoded: bytes) -> list[int]:
        return array(NUMBER, encoded).tolist()

    def decode_frequency(self, encoded: bytes) -> int:
        return len(encoded) // BYTES


def make_text_field() -> TEXT:
    """A field that is searched by its stems and by phrases."""
    field = TEXT(analyzer=StemAnalyzer())
    field.format = PositionFormat()
    return field
