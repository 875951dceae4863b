"""Tantivy through tantivy-py: the same fields and boosts, English stems, its own counts of facets."""

from collections.abc import Iterable
from typing import Any

import tantivy
from tantivy import Filter, Occur, Order, TextAnalyzerBuilder, Tokenizer
from tantivy import Query as TantivyQuery

from app.catalog.text.analysis import fold_word
from app.catalog.text.fields import FIELDS, WEIGHTS
from benchmarks.documents import Documents
from benchmarks.queries import SHOWN, Answer, Query

HEAP = 1_500_000_000
BY_NAME = {"order_by_field": "number", "order": Order.Asc}


class Tantivy:
    name = "Tantivy"

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
        self.analyzer = builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()
        index = _write_index(documents, self.analyzer)
        self.schema, self.searcher = index.schema, index.searcher()

    def search(self, query: Query) -> Answer:
        parts = [self._values(self.documents.numbers(*choice)) for choice in query.chosen.items()]
        if query.terms:
            parts.append(_any_of((self._word(query.kind, term) for term in query.terms), query.least))
        asked = TantivyQuery.boolean_query([(Occur.Must, part) for part in parts])
        found = self.searcher.search(asked, SHOWN, **({} if query.terms else BY_NAME))
        terms = {"terms": {"field": "value", "size": len(self.documents.values)}}
        buckets = self.searcher.aggregate(asked, {"all": terms})["all"]["buckets"]
        shown = self.searcher.fast_field_values("number", [address for _, address in found.hits])
        return found.count or 0, shown, {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}

    def _word(self, kind: str, term: str) -> TantivyQuery:
        in_fields = ((self._in_field(kind, term, name), boost) for name, boost in WEIGHTS.items())
        return _any_of(TantivyQuery.boost_query(matching, boost) for matching, boost in in_fields)

    def _in_field(self, kind: str, term: str, name: str) -> TantivyQuery:
        stems, schema = self.analyzer.analyze(term), self.schema
        if kind == "prefix":
            return TantivyQuery.fuzzy_term_query(schema, name, fold_word(term), 0, prefix=True)
        if kind == "typo":
            return TantivyQuery.fuzzy_term_query(schema, name, stems[0])
        if len(stems) > 1:
            return TantivyQuery.phrase_query(schema, name, stems)
        return TantivyQuery.term_query(schema, name, "".join(stems))

    def _values(self, numbers: Iterable[int]) -> TantivyQuery:
        """Programs with any of the facet values; adds nothing to a score."""
        terms = (TantivyQuery.term_query(self.schema, "value", number, "basic") for number in numbers)
        return TantivyQuery.const_score_query(_any_of(terms), 0.0)


def _any_of(queries: Iterable[TantivyQuery], least: int = 1) -> TantivyQuery:
    return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries], least)


def _write_index(documents: Documents, analyzer: Any) -> tantivy.Index:
    builder = tantivy.SchemaBuilder().add_unsigned_field("number", fast=True)
    builder = builder.add_unsigned_field("value", fast=True, indexed=True)
    for name in FIELDS:
        builder = builder.add_text_field(name, tokenizer_name="stems")
    folder = documents.site.catalog.with_name("tantivy")
    folder.mkdir()
    index = tantivy.Index(builder.build(), str(folder))
    index.register_tokenizer("stems", analyzer)
    writer = index.writer(HEAP, 1)  # one thread and room enough: one segment
    for each in documents.all:
        row = {"number": each.number, "value": list(each.values)} | {name: each.text[name] for name in FIELDS}
        writer.add_document(tantivy.Document.from_dict(row, index.schema))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index
