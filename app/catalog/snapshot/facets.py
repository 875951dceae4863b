"""The facets of the search, one line each; names are the parameters of page, API, downloads and feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

NOT_RECORDED = "none"
"""The value of `rating` and `tier` for “no rating seen”, which is not NR; of others for “not recorded”."""
UNDETERMINED = "undetermined"
"""The value of `derived` where the records support no level."""
AVAILABILITY = "availability"
"""What a facet has instead of a vocabulary whose values are yes, no and NOT_RECORDED."""
ABOUT_RATINGS = ("rating", "tier", "rated", "derived", "nr_reason", "differs")
"""Facets about ratings: what is not there was not seen, or follows. All others have NOT_RECORDED."""
OLDEST = 25


@dataclass(frozen=True, slots=True)
class Facet:
    """`vocabulary` names the words of its values; facets `of_membership` must hold for the same topic.

    `of_findings`: what the findings of a program's studies tell; NOT_RECORDED where they tell nothing.
    """

    name: str
    label: str
    vocabulary: str
    of_membership: bool = False
    of_findings: bool = False


FACETS = (
    Facet("topic", "Topic area", "topics", of_membership=True),
    Facet("rating", "Scientific rating", "levels", of_membership=True),
    Facet("tier", "Rating by any registry", "tiers"),
    Facet("rated", "Rated by", "rated"),
    Facet("derived", "Our own check of the studies", "derived", of_membership=True),
    Facet("nr_reason", "What is missing in the research", "nr_reasons", of_membership=True),
    Facet("differs", "Published rating and our own check", "differs", of_membership=True),
    Facet("population", "Target population", "populations"),
    Facet("permanency", "Permanency", "permanency"),
    Facet("problem", "Presenting problem", "problems"),
    Facet("age", "Child’s age", "ages"),
    Facet("setting", "Setting", "settings"),
    Facet("format", "Format", "formats"),
    Facet("language", "Language", "languages"),
    Facet("credential", "Who may deliver it", "credentials"),
    Facet("fidelity", "Fidelity measure", AVAILABILITY),
    Facet("training", "Training", AVAILABILITY),
    Facet("relevance", "Child welfare relevance", "relevance", of_membership=True),
    Facet("outcome", "Outcome studied", "outcomes", of_findings=True),
    Facet("better", "Found better", "outcomes", of_findings=True),
    Facet("domain", "Domain of the outcomes studied", "domains", of_findings=True),
    Facet("design", "Study design", "designs"),
)
FACET = {facet.name: facet for facet in FACETS}


def ages_matched(youngest: int | None, oldest: int | None) -> list[str]:
    """The values of `age` that a program matches: single years, an open bound open, or only "none"."""
    if youngest is None and oldest is None:
        return [NOT_RECORDED]
    return [str(age) for age in range(youngest or 0, (OLDEST if oldest is None else oldest) + 1)]


def union(bitmaps: Iterable[int]) -> int:
    joined = 0
    for bitmap in bitmaps:
        joined |= bitmap
    return joined
