"""The filter column without its counts: sections, their lists, and what stands behind “more”."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET, FACETS, NOT_RECORDED, Facet
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.wording import join_words
from app.web.pages.facet_sections import FacetList, Section

IN_GIVEN_ORDER = (
    "rating", "tier", "rated", "derived", "differs", "relevance", "age", "better", "outcome", "domain",
    "permanency", "fidelity", "training",
)  # fmt: skip
NEVER_CUT = ("rating", "tier", "age", "permanency", "domain")
UNRATED = ("rating", "tier")
"""Facets whose NOT_RECORDED is a state of its own and stands among the values."""
PREFIXES = {
    "age": "Age: ", "relevance": "Relevance: ", "language": "Language: ", "better": "Found better: ",
    "outcome": "Studied: ", "domain": "Studied: ",
}  # fmt: skip
FIRST_KIND = "family"


class OfAge(Protocol):
    """A value that can be chosen, whose id is an age in years."""

    @property
    def id(self) -> str: ...


Year = TypeVar("Year", bound=OfAge)
AGE_BANDS = (("0–5", 0, 5), ("6–12", 6, 12), ("13–17", 13, 17), ("18–25", 18, 25))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One checkbox."""

    name: str
    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetRow:
    """What stands on one line: a word with one checkbox, or with one for each of two facets."""

    label: str
    values: tuple[FacetValue, ...]

    @property
    def is_chosen(self) -> bool:
        return any(value.chosen for value in self.values)


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One list as shown. `folded` rows are behind “more”; `bands` is filled for ages only.

    `unrecorded`: those that do not record it, by facet. `heads` name the columns of a list of two.
    """

    id: str
    legend: str
    heads: tuple[str, ...]
    shown: tuple[FacetRow, ...]
    folded: tuple[FacetRow, ...]
    bands: tuple[tuple[str, tuple[FacetValue, ...]], ...]
    unrecorded: tuple[FacetValue, ...]
    is_folded: bool

    @property
    def is_chosen(self) -> bool:
        return (
            any(row.is_chosen for row in (*self.shown, *self.folded))
            or any(value.chosen for value in self.unrecorded)
            or any(value.chosen for _, years in self.bands for value in years)
        )


@dataclass(frozen=True, slots=True)
class FacetSection:
    """One heading with its lists."""

    id: str
    label: str
    groups: tuple[FacetGroup, ...]
    is_open: bool


def build_facet_section(snapshot: Snapshot, wanted: SearchRequest, section: Section) -> FacetSection:
    """The facets of a section that the registry has entries for."""
    column = _Column(snapshot, wanted)
    every = [_group(each, column) for each in section.lists]
    groups = tuple(group for group in every if group.shown or group.bands)
    is_open = section.is_open or any(group.is_chosen for group in groups)
    return FacetSection(section.id, section.label, groups, is_open)


def chosen_values(snapshot: Snapshot, wanted: SearchRequest) -> list[tuple[str, str, str]]:
    """(facet, value, label) of every filter that is on."""
    return [
        (facet.name, value, f"{_prefix(facet.name, value)}{snapshot.label(facet.name, value)}")
        for facet in FACETS
        for value in wanted.chosen.get(facet.name, ())
    ]


def _prefix(facet: str, value: str) -> str:
    return "" if value == NOT_RECORDED else PREFIXES.get(facet, "")


def phrase_search(snapshot: Snapshot, wanted: SearchRequest) -> str:
    """The search in words: “programs with topic area: A; rating: 1 or 2”; empty when nothing is asked for."""
    filters = []
    for facet in FACETS:
        if values := wanted.chosen.get(facet.name):
            labels = join_words((snapshot.label(facet.name, value) for value in values), "or")
            filters.append(f"{facet.label[:1].lower()}{facet.label[1:]}: {labels}")
    words = f"programs found by “{wanted.q}”" if wanted.q else "programs"
    return f"{words}{' with ' if filters else ''}{'; '.join(filters)}" if wanted.q or filters else ""


@dataclass(frozen=True, slots=True)
class _Column:
    """What the lists are made from."""

    snapshot: Snapshot
    wanted: SearchRequest

    def value(self, facet: Facet, id: str) -> FacetValue:
        chosen = id in self.wanted.chosen.get(facet.name, ())
        return FacetValue(facet.name, id, self.snapshot.label(facet.name, id), chosen)

    def ids(self, facet: Facet, kind: str | None) -> list[str]:
        """The values in use: all of one kind of word, words without a kind with the first kind."""
        ever = self.snapshot.programs_with.get(facet.name, {})
        words = self.snapshot.words.get(facet.vocabulary, {})
        ids = [
            id
            for id in self.snapshot.values[facet.name]
            if (id != NOT_RECORDED or facet.name in UNRATED)
            and (kind is None or (words[id].kind or FIRST_KIND) == kind)
            and (ever.get(id) or id in self.wanted.chosen.get(facet.name, ()) or facet.name == "rating")
        ]
        if facet.name not in IN_GIVEN_ORDER and kind != FIRST_KIND:
            ids.sort(key=lambda id: (-ever.get(id, 0), self.snapshot.label(facet.name, id)))
        return ids


def _group(listed: FacetList, column: _Column) -> FacetGroup:
    facets = [FACET[name] for name in (listed.facet, listed.beside) if name]
    ids = list(dict.fromkeys(id for facet in reversed(facets) for id in column.ids(facet, listed.kind)))
    is_age = listed.facet == "age"
    rows = () if is_age else tuple(_rows(facets, ids, column))
    most = len(rows) if listed.facet in NEVER_CUT or len(rows) <= listed.at_once + 1 else listed.at_once
    return FacetGroup(
        id=listed.id,
        legend=facets[0].label if listed.legend is None else listed.legend,
        heads=listed.heads,
        shown=rows[:most],
        folded=rows[most:],
        bands=split_ages(column.value(facets[0], id) for id in ids) if is_age else (),
        unrecorded=tuple(_unrecorded(facets, column)) if listed.kind in (None, FIRST_KIND) else (),
        is_folded=listed.is_folded,
    )


def _rows(facets: list[Facet], ids: list[str], column: _Column) -> Iterator[FacetRow]:
    for id in ids:
        label = column.snapshot.label(facets[0].name, id)
        yield FacetRow(label, tuple(column.value(facet, id) for facet in facets))


def _unrecorded(facets: list[Facet], column: _Column) -> Iterator[FacetValue]:
    for facet in facets:
        if facet.name not in UNRATED and NOT_RECORDED in column.snapshot.values[facet.name]:
            yield column.value(facet, NOT_RECORDED)


def split_ages(years: Iterable[Year]) -> tuple[tuple[str, tuple[Year, ...]], ...]:
    """(label, years) of each band of ages that has any, the years in order."""
    by_age = {int(each.id): each for each in years}
    bands = (
        (label, tuple(by_age[age] for age in range(low, high + 1) if age in by_age))
        for label, low, high in AGE_BANDS
    )
    return tuple((label, ages) for label, ages in bands if ages)
