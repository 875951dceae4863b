"""What readers are told of the ratings of every registry: the strongest, what may not hide, and the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.registry_ratings import NO_SCOPE, UNFAVORABLE, ProgramInCatalog
from app.web.wording.shown_ratings import ShownRating, list_ratings
from app.web.wording.values import NO_RATING

NO_CEBC_RATING = "No CEBC rating seen"
FEW = 2


@dataclass(frozen=True, slots=True)
class RatingsOnCard:
    """What a card shows: `large` as badges, the strongest first; `others` in one line.

    `elsewhere`: CEBC's rating in the topics that the reader looks at is not among them.
    """

    large: tuple[ShownRating, ...]
    others: tuple[ShownRating, ...]
    elsewhere: bool


def choose_ratings(card: Card, wanted: SearchRequest, shown: Snapshot) -> RatingsOnCard:
    """The ratings of a card. With a filter about topics, CEBC's rating that it means stands first."""
    ratings = list_ratings(card, shown)
    filters = [(name, values) for name, values in wanted.chosen.items() if FACET[name].of_membership]
    meant = {
        each.topic for each in card.ratings
        if each.level and all(each.value(name) in values for name, values in filters)
    }  # fmt: skip
    own = [each for each in ratings if each.topic in meant]
    first = own[0] if filters and own else next((each for each in ratings if each.word), None)
    large = _shown_large(first, ratings)
    titles = {each.title for each in large[1:]}
    others = tuple(each for each in ratings if each is not first and each.title not in titles)
    return RatingsOnCard(large, merge_ratings(others), not own)


def find_strongest(rated: Card | ProgramInCatalog, shown: Snapshot) -> ShownRating | None:
    """The strongest rating by any registry, None if none was seen."""
    return next((each for each in list_ratings(rated, shown) if each.word), None)


def find_unfavorable(ratings: Iterable[ShownRating]) -> tuple[ShownRating, ...]:
    """What no stronger rating may hide, each word of a registry once."""
    return merge_ratings([each for each in ratings if each.in_force and each.tier in UNFAVORABLE])


def merge_ratings(ratings: Iterable[ShownRating]) -> tuple[ShownRating, ...]:
    """The same word of the same registry once, with all that it was said of."""
    groups: dict[tuple[str, bool], list[ShownRating]] = {}
    for each in ratings:
        groups.setdefault((each.title, each.in_force), []).append(each)
    return tuple(_merge(group) for group in groups.values())


def say_elsewhere(rating: ShownRating) -> str:
    """“Rated elsewhere: Title IV-E, Well-Supported”."""
    return f"Rated elsewhere: {rating.name}, {rating.word}{'' if rating.in_force else ' (superseded)'}"


def say_new_program(slug: str, shown: Snapshot) -> str:
    """Of a program that no rating in our topics tells of: who rates it elsewhere, or that none was seen."""
    card = shown.cards[shown.position[slug]] if slug in shown.position else None
    if card is None or any(each.level for each in card.ratings):
        return ""
    strongest = find_strongest(card, shown)
    return f"{say_elsewhere(strongest) if strongest else NO_RATING}."


def _shown_large(first: ShownRating | None, ratings: Sequence[ShownRating]) -> tuple[ShownRating, ...]:
    if first is None:
        return ()
    return first, *(each for each in find_unfavorable(ratings) if each.title != first.title)


def _merge(group: Sequence[ShownRating]) -> ShownRating:
    first, scopes = group[0], list(dict.fromkeys(each.scope for each in group if each.scope))
    if len(group) == 1:
        return first
    if len(scopes) > FEW and not any(NO_SCOPE.search(scope) for scope in scopes):
        return replace(first, scope=f"{len(scopes)} {'topics' if first.level else 'areas'}", as_of=None)
    return replace(first, scope="; ".join(scopes) or None, as_of=None)


FUNCTIONS = (
    choose_ratings, find_strongest, find_unfavorable, list_ratings, merge_ratings, say_elsewhere,
    say_new_program,
)  # fmt: skip
