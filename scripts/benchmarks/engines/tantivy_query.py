"""A query in Tantivy's terms."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tantivy import Filter, Occur, Query, Schema, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from app.catalog.text.analysis import fold_word
from app.catalog.text.fields import WEIGHTS
from benchmarks.queries import Alternative
from benchmarks.queries import Query as Asked

VALUE = "value"
"""The field that holds the numbers of the facet values."""


def english() -> TextAnalyzer:
    built = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return built.filter(Filter.stemmer("english")).build()


@dataclass(frozen=True, slots=True)
class Translator:
    schema: Schema
    analyzer: TextAnalyzer

    def words(self, asked: Asked) -> Query:
        if not asked.groups:
            return Query.all_query()
        groups = [either(part for alternative in group for part in self._alternative(alternative)) for group in asked.groups]
        if asked.least == len(groups):
            return together(groups)
        return Query.boolean_query([(Occur.Should, group) for group in groups], asked.least)

    def values(self, numbers: Sequence[int]) -> Query:
        """Programs with any of the facet values; adds nothing to a score."""
        return Query.const_score_query(either(Query.term_query(self.schema, VALUE, number, "basic") for number in numbers), 0.0)

    def _alternative(self, alternative: Alternative) -> list[Query]:
        stems = self.analyzer.analyze(alternative.text)
        if alternative.how == "all":
            return [together([either(self._each(lambda name, stem=stem: Query.term_query(self.schema, name, stem))) for stem in stems])]
        if alternative.how == "prefix":
            beginning = fold_word(alternative.text)
            return self._each(lambda name: Query.fuzzy_term_query(self.schema, name, beginning, 0, prefix=True))
        if alternative.how == "near":
            return self._each(lambda name: Query.fuzzy_term_query(self.schema, name, stems[0]))
        if len(stems) > 1:
            return self._each(lambda name: Query.phrase_query(self.schema, name, stems))
        return self._each(lambda name: Query.term_query(self.schema, name, stems[0]))

    def _each(self, made: Callable[[str], Query]) -> list[Query]:
        return [Query.boost_query(made(name), boost) for name, boost in WEIGHTS.items()]


def either(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def together(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
