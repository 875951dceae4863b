"""The filter column as HTML: a section is written once, with marks in place of what each search changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class _Written:
    """HTML with gaps: each step is (HTML, how a count is said or None, kind, facet and value of a mark)."""

    steps: tuple[tuple[str, _Said | None, str, str, str], ...]
    last: str

    @classmethod
    def from_marked(cls, html: str) -> "_Written":
        texts = MARK.split(html)
        marks = zip(texts[0::4], texts[1::4], texts[2::4], texts[3::4], strict=False)
        return cls(tuple((text, SAID.get(kind), kind, name, id) for text, kind, name, id in marks), texts[-1])


@dataclass(frozen=True, slots=True)
class _Column:
    """What fills the gaps."""

    wanted: SearchRequest
    counts: Mapping[str, Mapping[str, int]]
    addresses: ChoiceAddresses
    macros: Any

    def write(self, section: Section, texts: list[str]) -> None:
        facets = {facet for each in section.lists for facet in (each.facet, each.beside) if facet}
        chosen = {(name, id) for name in facets for id in self.wanted.chosen.get(name, ())}
        if len(chosen) > MOST_CHOSEN:
            self._fill(self._write_section(section), texts)
        else:
            self._fill(recall((section.id, *chosen), self._write_section, section), texts)

    def _write_section(self, section: Section) -> _Written:
        built = build_facet_section(snapshot(), self.wanted, section)
        return _Written.from_marked(str(self.macros.section(built)) if built.groups else "")

    def _write_unrecorded(self, name: str, id: str) -> _Written:
        value = FacetValue(name, id, snapshot().label(name, id), self._is_chosen(name, id))
        return _Written.from_marked(str(self.macros.unrecorded(value)))

    def _is_chosen(self, name: str, id: str) -> bool:
        return id in self.wanted.chosen.get(name, ())

    def _fill(self, written: _Written, texts: list[str]) -> None:
        counts = self.counts
        for html, said, kind, name, id in written.steps:
            texts.append(html)
            if said is not None:
                texts.append(said[counts[name][id]])
            elif kind == ADDRESS:
                texts.append(self.addresses.html(name, id))
            elif (is_chosen := self._is_chosen(name, id)) or counts[name][id]:
                key = UNRECORDED, name, is_chosen
                self._fill(recall(key, self._write_unrecorded, name, id), texts)
        texts.append(written.last)


def write_filters(wanted: SearchRequest, found: SearchResult, macros: Any) -> Markup:
    """All sections that the registry has entries for, each value with how many programs it would bring.

    `macros` is the module of pages/filters.html.
    """
    column = _Column(wanted, found.counts, ChoiceAddresses(wanted), macros)
    texts: list[str] = []
    for section in SECTIONS:
        column.write(section, texts)
    return Markup("".join(texts))
