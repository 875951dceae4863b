"""The filter column as HTML: a section is written once, with marks in place of what each search changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from app.catalog.search.search import SearchRequest, SearchResult
from app.evidence.entry.wording import number_of
from app.web.pages.facet_column import FacetValue, build_facet_section
from app.web.pages.facet_sections import SECTIONS, Section
from app.web.remembered_pieces import recall
from app.web.request.context import snapshot
from app.web.request.search_urls import ChoiceAddresses

ADDRESS, UNRECORDED = "address", "unrecorded"
MARK = re.compile("\x02(.+?) (.+?) (.+?)\x03")
MOST_CHOSEN = 1
"""Of a section with more chosen values there are too many to remember."""


def mark(kind: str, value: FacetValue) -> Markup:
    """What a template writes where the search decides: a key of SAID, ADDRESS, or UNRECORDED for a line."""
    return Markup(f"\x02{kind} {value.name} {value.id}\x03")


class _Said(dict[int, str]):
    """A number of programs -> how it is said."""

    def __init__(self, say: Callable[[int], str]) -> None:
        self._say = say

    def __missing__(self, count: int) -> str:
        text = self[count] = str(escape(self._say(count)))
        return text


COUNT = Markup('{}<span class="hidden"> program{}</span>')
SAID: Mapping[str, _Said] = {
    "count": _Said(lambda count: COUNT.format(count, "" if count == 1 else "s")),
    "programs": _Said(lambda count: number_of(count, "program")),
    "shade": _Said(lambda count: "" if count else " nothing"),
}


class _Gaps(NamedTuple):
    """Where one value of a facet stands in the HTML: places of its counts, each with how it is said, of its
    address, and of its line where it is UNRECORDED.
    """

    name: str
    id: str
    counts: list[tuple[int, _Said]]
    addresses: list[int]
    lines: list[int]


class _Written(NamedTuple):
    """HTML in pieces, and the gaps among them, which are empty."""

    pieces: list[str]
    gaps: list[_Gaps]

    @classmethod
    def from_marked(cls, html: str) -> "_Written":
        texts, gaps = MARK.split(html), dict[tuple[str, str], _Gaps]()
        pieces = [texts[0]]
        for kind, name, id, text in zip(texts[1::4], texts[2::4], texts[3::4], texts[4::4], strict=True):
            gap = gaps.setdefault((name, id), _Gaps(name, id, [], [], []))
            if kind in SAID:
                gap.counts.append((len(pieces), SAID[kind]))
            else:
                (gap.addresses if kind == ADDRESS else gap.lines).append(len(pieces))
            pieces += ["", text]
        return cls(pieces, list(gaps.values()))


@dataclass(frozen=True, slots=True)
class _Column:
    """What fills the gaps."""

    wanted: SearchRequest
    counts: Mapping[str, Mapping[str, int]]
    addresses: ChoiceAddresses
    macros: Any

    def write(self, section: Section) -> str:
        facets = {facet for each in section.lists for facet in (each.facet, each.beside) if facet}
        chosen = {(name, id) for name in facets for id in self.wanted.chosen.get(name, ())}
        if len(chosen) > MOST_CHOSEN:
            return self._fill(self._write_section(section))
        return self._fill(recall((section.id, *chosen), self._write_section, section))

    def _write_section(self, section: Section) -> _Written:
        built = build_facet_section(snapshot(), self.wanted, section)
        return _Written.from_marked(str(self.macros.section(built)) if built.groups else "")

    def _write_unrecorded(self, name: str, id: str) -> _Written:
        value = FacetValue(name, id, snapshot().label(name, id), self._is_chosen(name, id))
        return _Written.from_marked(str(self.macros.unrecorded(value)))

    def _is_chosen(self, name: str, id: str) -> bool:
        return id in self.wanted.chosen.get(name, ())

    def _fill(self, written: _Written) -> str:
        counts, address = self.counts, self.addresses.html
        pieces = written.pieces.copy()
        for gap in written.gaps:
            name, id, in_numbers, in_links, in_lines = gap
            count = counts[name][id]
            for place, said in in_numbers:
                pieces[place] = said[count]
            for place in in_links:
                pieces[place] = address(name, id)
            for place in in_lines:
                if (is_chosen := self._is_chosen(name, id)) or count:
                    key = UNRECORDED, name, is_chosen
                    pieces[place] = self._fill(recall(key, self._write_unrecorded, name, id))
        return "".join(pieces)


def write_filters(wanted: SearchRequest, found: SearchResult, macros: Any) -> Markup:
    """All sections that the registry has entries for, each value with how many programs it would bring.

    `macros` is the module of pages/filters.html.
    """
    column = _Column(wanted, found.counts, ChoiceAddresses(wanted), macros)
    return Markup("".join(column.write(section) for section in SECTIONS))
