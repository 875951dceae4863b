"""The filter column: what each facet offers, which values are folded away, and the age grid."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.catalog.search.search import SearchRequest, SearchResult
from app.catalog.snapshot.facets import FACETS, NOT_RECORDED, Facet
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.wording import join_words

SHOWN_AT_ONCE = 6
OPEN_AT_FIRST = ("topic", "rating", "tier", "population", "permanency", "age")
IN_GIVEN_ORDER = (
    "rating", "tier", "derived", "differs", "relevance", "age", "permanency", "fidelity", "training"
)  # fmt: skip
PREFIXES = {"age": "Age: ", "relevance": "Relevance: ", "language": "Language: "}
AGE_BANDS = (("0–5", 0, 5), ("6–12", 6, 12), ("13–17", 13, 17), ("18–25", 18, 25))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One checkbox: `count` programs would be found with it."""

    id: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as shown. `folded` values are behind a "more" button; `bands` is filled for ages only."""

    name: str
    label: str
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    bands: tuple[tuple[str, tuple[FacetValue, ...]], ...]
    is_open: bool


def build_facet_groups(snapshot: Snapshot, wanted: SearchRequest, found: SearchResult) -> list[FacetGroup]:
    """The facets that the registry has entries for."""
    every = [_group(facet, snapshot, wanted, found) for facet in FACETS]
    return [group for group in every if group.shown or group.bands]


def chosen_values(snapshot: Snapshot, wanted: SearchRequest) -> list[tuple[str, str, str]]:
    """(facet, value, label) of every filter that is on."""
    return [
        (facet.name, value, f"{PREFIXES.get(facet.name, '')}{snapshot.label(facet.name, value)}")
        for facet in FACETS
        for value in wanted.chosen.get(facet.name, ())
    ]


def phrase_search(snapshot: Snapshot, wanted: SearchRequest) -> str:
    """The search in words: “programs with topic area: A; rating: 1 or 2”; empty when nothing is asked for."""
    filters = []
    for facet in FACETS:
        if values := wanted.chosen.get(facet.name):
            labels = join_words((snapshot.label(facet.name, value) for value in values), "or")
            filters.append(f"{facet.label[:1].lower()}{facet.label[1:]}: {labels}")
    words = f"programs found by “{wanted.q}”" if wanted.q else "programs"
    return f"{words}{' with ' if filters else ''}{'; '.join(filters)}" if wanted.q or filters else ""


def _group(facet: Facet, snapshot: Snapshot, wanted: SearchRequest, found: SearchResult) -> FacetGroup:
    chosen = wanted.chosen.get(facet.name, ())
    ever = _ever(facet, snapshot)
    values = [
        FacetValue(id, snapshot.label(facet.name, id), found.counts[facet.name][id], id in chosen)
        for id in snapshot.values[facet.name]
        if ever.get(id) or id in chosen or facet.name == "rating"
    ]
    if facet.name not in IN_GIVEN_ORDER:
        values.sort(key=lambda value: (-ever.get(value.id, 0), value.label))
    is_open, name, label = facet.name in OPEN_AT_FIRST or bool(chosen), facet.name, facet.label
    if name == "age":
        unknown = tuple(value for value in values if value.id == NOT_RECORDED)
        return FacetGroup(name, label, unknown, (), _bands(values), is_open)
    most = len(values) if name in IN_GIVEN_ORDER else SHOWN_AT_ONCE
    first = tuple(value for number, value in enumerate(values) if number < most or value.chosen)
    return FacetGroup(name, label, first, tuple(value for value in values if value not in first), (), is_open)


def _ever(facet: Facet, snapshot: Snapshot) -> dict[str, int]:
    """How many programs have each value without any filter: keeps the list steady while somebody filters."""
    if facet.of_membership:
        by_value = snapshot.by_membership[facet.name]
        return {value: snapshot.fold(bitmap).bit_count() for value, bitmap in by_value.items()}
    return {value: bitmap.bit_count() for value, bitmap in snapshot.by_program.get(facet.name, {}).items()}


def _bands(values: Iterable[FacetValue]) -> tuple[tuple[str, tuple[FacetValue, ...]], ...]:
    years = {int(value.id): value for value in values if value.id != NOT_RECORDED}
    bands = []
    for label, low, high in AGE_BANDS:
        if ages := tuple(years[age] for age in range(low, high + 1) if age in years):
            bands.append((label, ages))
    return tuple(bands)
