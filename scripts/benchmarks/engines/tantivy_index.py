"""Tantivy through tantivy-py: the same fields and boosts, English stems, facets as one column of numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from app.catalog.text.fields import FIELDS
from benchmarks.documents import Documents
from benchmarks.engines.engine import SHOWN, Answer, by_size
from benchmarks.engines.tantivy_query import VALUE, Translator, english, together
from benchmarks.queries import EACH, Query

HEAP = 1_500_000_000
Array = np.ndarray[Any, np.dtype[Any]]


class Tantivy:
    """Facets are counted by Tantivy's own aggregation over the column."""

    name, note = "Tantivy", ""

    def __init__(self, documents: Documents, index: tantivy.Index) -> None:
        self.documents, self.size = documents, len(documents.all)
        self.most, self.rounds = EACH, by_size(documents.site.programs, EACH, EACH, 3)
        self.translator, self.searcher = Translator(index.schema, english()), index.searcher()

    def answers(self, query: Query) -> bool:
        return True

    def search(self, query: Query) -> Answer:
        words = self.translator.words(query)
        filters = {facet: self.translator.values(self.documents.numbers(facet, chosen)) for facet, chosen in query.chosen.items()}
        narrowed = together([words, *filters.values()])
        found = self.searcher.search(narrowed, SHOWN, **_order(query))
        counts = self._counted(narrowed)
        for facet in filters:
            others = self._counted(together([words, *(each for name, each in filters.items() if name != facet)]))
            counts |= {number: others.get(number, 0) for number in self.documents.of_facet(facet)}
        return Answer(found.count or 0, tuple(self._numbers(found).tolist()), counts)

    def _numbers(self, found: tantivy.SearchResult) -> Array:
        return np.array(self.searcher.fast_field_values("number", [address for _, address in found.hits]), np.int64)

    def _counted(self, query: tantivy.Query) -> dict[int, int]:
        counted = self.searcher.aggregate(query, {"all": {"terms": {"field": VALUE, "size": len(self.documents.values)}}})
        return {int(bucket["key"]): bucket["doc_count"] for bucket in counted["all"]["buckets"]}

    def close(self) -> None:
        del self.searcher


class TantivyOurCounts(Tantivy):
    """Facets are counted as Homeward does, from the numbers of all matches: what Tantivy can be brought to with this project's own method."""

    name = "Tantivy, our counts"
    note = "“Tantivy, our counts” is given the numbers of all its matches and counts them in numpy as Homeward does."

    def __init__(self, documents: Documents, index: tantivy.Index) -> None:
        super().__init__(documents, index)
        self.columns = _columns(documents)

    def search(self, query: Query) -> Answer:
        words = self.translator.words(query)
        if len(query.chosen) > 1:  # of two facets, a program that is counted has a chosen value of one at least
            chosen = [number for facet, values in query.chosen.items() for number in self.documents.numbers(facet, values)]
            words = together([words, self.translator.values(chosen)])
        numbers = self._numbers(self.searcher.search(words, self.size, **_order(query)))
        by_text = np.zeros(self.size, bool)
        by_text[numbers] = True
        allowed = {facet: self._allowed(facet, chosen) for facet, chosen in query.chosen.items()}
        found = np.logical_and.reduce([by_text, *allowed.values()])
        counts = self._column_counts(found)
        for facet in allowed:
            others = self._column_counts(np.logical_and.reduce([by_text, *(each for name, each in allowed.items() if name != facet)]))
            counts |= {number: others[number] for number in self.documents.of_facet(facet)}
        return Answer(int(np.count_nonzero(found)), tuple(numbers[found[numbers]][:SHOWN].tolist()), counts)

    def _column_counts(self, found: Array) -> dict[int, int]:
        packed = np.packbits(np.pad(found, (0, -len(found) % 64)), bitorder="little").view(np.uint64)
        return dict(enumerate(np.bitwise_count(self.columns & packed).sum(axis=1).tolist()))

    def _allowed(self, facet: str, chosen: tuple[str, ...]) -> Array:
        joined = np.bitwise_or.reduce(self.columns[self.documents.numbers(facet, chosen)])
        return np.unpackbits(joined.view(np.uint8), bitorder="little")[: self.size].astype(bool)


def written(documents: Documents, folder: Path) -> tantivy.Index:
    made = tantivy.SchemaBuilder()
    for name in FIELDS:
        made = made.add_text_field(name, tokenizer_name="stems")
    made = made.add_unsigned_field("number", fast=True).add_unsigned_field("last", fast=True).add_unsigned_field(VALUE, fast=True, indexed=True)
    folder.mkdir()
    index = tantivy.Index(made.build(), str(folder))
    index.register_tokenizer("stems", english())
    writer = index.writer(HEAP, 1)  # one thread and room enough: one segment
    for each in documents.all:
        held = {"number": each.number, "last": len(documents.all) - each.place, VALUE: list(each.values)}
        writer.add_document(tantivy.Document.from_dict({name: each.text[name] for name in FIELDS} | held, index.schema))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _columns(documents: Documents) -> Array:
    """Facet values by program, as bits."""
    held = np.zeros((len(documents.values), -(-len(documents.all) // 64) * 64), bool)
    for document in documents.all:
        held[list(document.values), document.number] = True
    return np.packbits(held, axis=1, bitorder="little").view(np.uint64)


def _order(query: Query) -> dict[str, Any]:
    return {} if query.groups else {"order_by_field": "last"}
