"""A lexicon for many questions that are much alike."""

from collections.abc import Sequence

from app.catalog.text.lexicon import Lexicon
from app.catalog.text.segment_view import Entries


class Remembering(Lexicon):
    """The same lexicon for questions that are much alike: what was looked up for one is not looked up again for the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.__dict__.update(lexicon.__dict__)
        self._phrases: dict[tuple[tuple[str, ...], int], list[Entries]] = {}
        self._prefixes: dict[tuple[str, int], Entries] = {}
        self._corrections: dict[str, list[str]] = {}

    def phrase(self, stems: Sequence[str], within: int = 0) -> list[Entries]:
        key = tuple(stems), within
        if key not in self._phrases:
            self._phrases[key] = super().phrase(stems, within)
        return self._phrases[key]

    def prefix(self, beginning: str, within: int = 0) -> Entries:
        key = beginning, within
        if key not in self._prefixes:
            self._prefixes[key] = super().prefix(beginning, within)
        return self._prefixes[key]

    def corrections(self, typed: str) -> list[str]:
        if typed not in self._corrections:
            self._corrections[typed] = super().corrections(typed)
        return self._corrections[typed]
