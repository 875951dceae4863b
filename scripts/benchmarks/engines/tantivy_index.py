"""Tantivy through tantivy-py: the same fields and boosts, English stems, its own counts of facets."""

from collections.abc import Iterable
from typing import Any

import tantivy
from tantivy import Filter, Occur, TextAnalyzerBuilder, Tokenizer
from tantivy import Query as TantivyQuery

from app.catalog.text.analysis import fold_word
from app.catalog.text.fields import FIELDS, WEIGHTS
from benchmarks.documents import Documents
from benchmarks.engines.engine import SHOWN, Answer
from benchmarks.queries import Query

HEAP = 1_500_000_000
VALUE = "value"
"""The field that holds the numbers of the facet values."""


class Tantivy:
    name, note = "Tantivy", ""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
        self.analyzer = builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()
        index = _write_index(documents, self.analyzer)
        self.schema, self.searcher = index.schema, index.searcher()

    def search(self, query: Query) -> Answer:
        filters = [self._values(self.documents.numbers(*choice)) for choice in query.chosen.items()]
        narrowed = TantivyQuery.boolean_query([(Occur.Must, each) for each in (self._words(query), *filters)])
        order = {} if query.terms else {"order_by_field": "last"}
        found = self.searcher.search(narrowed, SHOWN, **order)
        terms = {"terms": {"field": VALUE, "size": len(self.documents.values)}}
        counted = self.searcher.aggregate(narrowed, {"all": terms})["all"]["buckets"]
        counts = {int(bucket["key"]): bucket["doc_count"] for bucket in counted}
        shown = self.searcher.fast_field_values("number", [address for _, address in found.hits])
        return Answer(found.count or 0, tuple(shown), counts)

    def _words(self, query: Query) -> TantivyQuery:
        fields = WEIGHTS.items()
        if not query.terms:
            return TantivyQuery.all_query()
        parts = [_any_of(self._in_field(query.kind, term, *each) for each in fields) for term in query.terms]
        if query.least == len(parts):
            return TantivyQuery.boolean_query([(Occur.Must, part) for part in parts])
        return TantivyQuery.boolean_query([(Occur.Should, part) for part in parts], query.least)

    def _in_field(self, kind: str, term: str, name: str, boost: float) -> TantivyQuery:
        stems, schema = self.analyzer.analyze(term), self.schema
        if kind == "prefix":
            matching = TantivyQuery.fuzzy_term_query(schema, name, fold_word(term), 0, prefix=True)
        elif kind == "typo":
            matching = TantivyQuery.fuzzy_term_query(schema, name, stems[0])
        elif len(stems) > 1:
            matching = TantivyQuery.phrase_query(schema, name, stems)
        else:
            matching = TantivyQuery.term_query(schema, name, "".join(stems))
        return TantivyQuery.boost_query(matching, boost)

    def _values(self, numbers: Iterable[int]) -> TantivyQuery:
        """Programs with any of the facet values; adds nothing to a score."""
        terms = (TantivyQuery.term_query(self.schema, VALUE, number, "basic") for number in numbers)
        return TantivyQuery.const_score_query(_any_of(terms), 0.0)


def _any_of(queries: Iterable[TantivyQuery]) -> TantivyQuery:
    return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries])


def _write_index(documents: Documents, analyzer: Any) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder = builder.add_text_field(name, tokenizer_name="stems")
    for name in ("number", "last", VALUE):
        builder = builder.add_unsigned_field(name, fast=True, indexed=name == VALUE)
    folder = documents.site.catalog.with_name("tantivy")
    folder.mkdir()
    index = tantivy.Index(builder.build(), str(folder))
    index.register_tokenizer("stems", analyzer)
    writer = index.writer(HEAP, 1)  # one thread and room enough: one segment
    for each in documents.all:
        row = {"number": each.number, "last": len(documents.all) - each.number, VALUE: list(each.values)}
        row |= {name: each.text[name] for name in FIELDS}
        writer.add_document(tantivy.Document.from_dict(row, index.schema))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
