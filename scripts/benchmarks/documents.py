"""The programs of a built site, the same for every engine: texts by field, and the values of all facets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.facets import FACETS
from app.catalog.snapshot.snapshot import Card
from app.catalog.store.generation import Generation
from app.catalog.text.fields import VocabularyTexts, make_document
from benchmarks.corpus import Site


@dataclass(frozen=True, slots=True)
class Document:
    """`number` is that of the snapshot, in order of name; `values` are numbers of facet values."""

    number: int
    card: Card
    text: Mapping[str, str]
    values: tuple[int, ...]


class Documents:
    """All programs of a site; `values` are (facet, value) by number."""

    def __init__(self, site: Site) -> None:
        self.site, self.snapshot = site, Catalog(site.catalog).snapshot()
        self.generation = Generation(site.catalog / "generations" / self.snapshot.generation)
        self.values = [(facet.name, value) for facet in FACETS for value in self.snapshot.values[facet.name]]
        self._number_of = {value: number for number, value in enumerate(self.values)}
        texts = dict(self._texts())
        self.all = [
            Document(number, card, texts[card.slug], tuple(sorted(set(self._values(card)))))
            for number, card in enumerate(self.snapshot.cards)
        ]

    def numbers(self, facet: str, chosen: tuple[str, ...]) -> list[int]:
        return [self._number_of[facet, value] for value in chosen]

    def _values(self, card: Card) -> Iterator[int]:
        for facet in FACETS:
            ratings = (each.value(facet.name) for each in card.memberships if facet.of_membership)
            held = ratings if facet.of_membership else card.values(facet)
            yield from (self._number_of[facet.name, value] for value in held if value)

    def _texts(self) -> Iterator[tuple[str, dict[str, str]]]:
        topics = {slug: topic for slug, (topic, _) in self.snapshot.topics.items()}
        words = VocabularyTexts({name: dict(known) for name, known in self.snapshot.words.items()}, topics)
        for card in self.snapshot.cards:
            if page := self.snapshot.page(card.slug):
                yield card.slug, make_document(card.slug, page.program, page.html, words)
