"""The order of the filter column: which facets stand together, under which heading, open or folded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetList:
    """One list of values: of a facet, or of its words of one `kind`. `beside`: a second facet of these words.

    `heads` are the names of the two columns that this makes.
    Without a `legend` it is called as the facet is; "" is for the only list of a section.
    """

    facet: str
    legend: str | None = None
    kind: str | None = None
    beside: str | None = None
    heads: tuple[str, ...] = ()
    is_folded: bool = True
    at_once: int = 6

    @property
    def id(self) -> str:
        return f"{self.facet}-{self.kind}" if self.kind else self.facet


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the column; `is_open` before anybody chose anything."""

    id: str
    label: str
    lists: tuple[FacetList, ...]
    is_open: bool = False


def _only(
    facet: str, kind: str | None = None, beside: str | None = None, heads: tuple[str, ...] = ()
) -> tuple[FacetList]:
    return (FacetList(facet, "", kind, beside, heads, is_folded=False, at_once=10),)


SECTIONS = (
    Section("for-age", "Child’s age", _only("age"), is_open=True),
    Section("for-family", "Family", _only("population", kind="family"), is_open=True),
    Section(
        "for-need", "Need", _only("better", beside="outcome", heads=("Found better", "Studied")), is_open=True
    ),
    Section(
        "for-rating",
        "Rating",
        (
            FacetList("rating", "On CEBC’s scale", is_folded=False),
            FacetList("tier", "By any registry", is_folded=False),
            FacetList("rated", "In one registry’s own words"),
        ),
        is_open=True,
    ),
    Section("for-language", "Language", _only("language")),
    Section(
        "for-delivery",
        "How and where",
        (FacetList("format", "How", is_folded=False), FacetList("setting", "Where", is_folded=False)),
    ),
    Section(
        "for-more",
        "More filters",
        (
            FacetList("topic"),
            FacetList("permanency"),
            FacetList("problem"),
            FacetList("population", "Difficulty of the child or family", kind="difficulty"),
            FacetList("population", "Staff", kind="staff"),
            FacetList("credential"),
            FacetList("fidelity"),
            FacetList("training"),
        ),
    ),
    Section(
        "for-research",
        "For researchers",
        (
            FacetList("design"),
            FacetList("domain"),
            FacetList("relevance"),
            FacetList("derived"),
            FacetList("differs"),
            FacetList("nr_reason"),
        ),
    ),
)
FACETS_SHOWN = {
    name for section in SECTIONS for each in section.lists for name in (each.facet, each.beside) if name
}
