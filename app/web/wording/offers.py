"""How what words of a search may mean is offered: as a filter (“Only programs for age 9”), or to fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.catalog.fit.offered import offer_answers
from app.catalog.search.recognised import RecognisedFilter
from app.catalog.search.search import SearchRequest, SearchResult
from app.web.request.context import snapshot
from app.web.request.fit_request import fit_url
from app.web.wording.fit_answers import say_asked

MOST_OFFERS = 4


def offers(found: SearchResult) -> list[tuple[str, RecognisedFilter]]:
    """(what follows “only programs”, filter) of those that find something and not everything again."""
    useful = (each for each in found.reading.recognised if each.total not in (0, found.total))
    return [(_phrase(each), each) for each in useful][:MOST_OFFERS]


@dataclass(frozen=True, slots=True)
class OfferedFit:
    """The answers to the questions of fit that a search already gives; `said` is empty without any."""

    address: str
    said: str


def offer_fit(wanted: SearchRequest, found: SearchResult) -> OfferedFit:
    """“age 9, plan: adoption”."""
    answers, shown = offer_answers(wanted, found.reading), snapshot()
    said = [_lower(say_asked(name, values, shown)) for name, values in answers.asked.items()]
    return OfferedFit(fit_url(answers), ", ".join(said))


def _phrase(offered: RecognisedFilter) -> str:
    values = offered.values
    if offered.parameter == "age":
        one = len(values) == 1
        return f"for age {values[0]}" if one else f"for ages {values[0]} to {values[-1]}"
    label = snapshot().label(offered.parameter, values[0])
    return PHRASES[offered.parameter](label)


def _lower(label: str) -> str:
    """With a small letter at the start, unless it begins with an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


PHRASES: Mapping[str, Callable[[str], str]] = {
    "language": lambda label: f"in {label}",
    "population": lambda label: f"for {_lower(label)}",
    "better": lambda label: f"with better results on {_lower(label)}",
    "permanency": lambda label: f"that serve {_lower(label)}",
    "rating": lambda label: f"rated {label}",
    "rated": lambda label: f"rated by {label}",
    "tier": lambda label: f"with {_lower(label)}",
}
