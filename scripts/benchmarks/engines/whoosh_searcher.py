"""Whoosh's own searcher over the very index that the site was built with; facets are counted over sets of documents, as its users do."""

from functools import reduce
from operator import and_, or_

from whoosh import index
from whoosh.query import And, Every, FuzzyTerm, Or, Phrase, Prefix, Term
from whoosh.query import Query as WhooshQuery

from app.catalog.store import generation as generations
from app.catalog.text.analysis import fold_word, stem_words
from app.catalog.text.fields import WEIGHTS
from benchmarks.documents import Documents
from benchmarks.engines.engine import SHOWN, Answer, by_size
from benchmarks.queries import Alternative, Query


class WhooshSearcher:
    """Documents are Whoosh's numbers here; `by_value` is facet value -> the documents that have it."""

    name = "Whoosh's searcher"
    note = "Whoosh cannot ask for a part of the words: it is asked for all, and in a sentence for any."

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.most, self.rounds = by_size(documents.site.programs, 20, 10, 3), by_size(documents.site.programs, 3, 2, 1)
        made = generations.current_generation(documents.site.catalog)
        if made is None:
            raise FileNotFoundError(f"nothing is built in {documents.site.catalog}")
        self.opened = index.open_dir(str(made.index), readonly=True)
        self.searcher = self.opened.searcher()
        place = documents.snapshot.position
        self.program = {at: place[fields["slug"]] for at, fields in self.searcher.reader().iter_docs() if fields["slug"] in place}
        at_program = {program: at for at, program in self.program.items()}
        self.by_value: list[set[int]] = [set() for _ in documents.values]
        for document in documents.all:
            for value in document.values:
                self.by_value[value].add(at_program[document.number])
        self.best_first = [at_program[document.number] for document in sorted(documents.all, key=lambda each: each.place)]

    def answers(self, query: Query) -> bool:
        return True

    def search(self, query: Query) -> Answer:
        by_text = self._by_text(query)
        allowed = {facet: reduce(or_, (self.by_value[n] for n in self.documents.numbers(facet, chosen))) for facet, chosen in query.chosen.items()}
        found = reduce(and_, allowed.values(), by_text)
        counts = {number: len(found & held) for number, held in enumerate(self.by_value)}
        for facet in allowed:
            others = reduce(and_, (held for name, held in allowed.items() if name != facet), by_text)
            counts |= {number: len(others & self.by_value[number]) for number in self.documents.of_facet(facet)}
        return Answer(len(found), self._shown(query, found if allowed else None), counts)

    def _by_text(self, query: Query) -> set[int]:
        return set(self.searcher.docs_for_query(_asked(query))) if query.groups else set(self.program)

    def _shown(self, query: Query, within: set[int] | None) -> tuple[int, ...]:
        if not query.groups:
            return tuple(self.program[at] for at in self.best_first if within is None or at in within)[:SHOWN]
        return tuple(self.program[hit.docnum] for hit in self.searcher.search(_asked(query), limit=SHOWN, filter=within))

    def close(self) -> None:
        self.searcher.close()
        self.opened.close()


def _asked(query: Query) -> WhooshQuery:
    """It cannot ask for a part of the words: all of them, or for a sentence any."""
    if not query.groups:
        return Every()
    groups = [Or([part for alternative in group for part in _alternative(alternative)]) for group in query.groups]
    return Or(groups) if query.kind == "sentence" else And(groups)


def _alternative(alternative: Alternative) -> list[WhooshQuery]:
    stemmed = stem_words(alternative.text)
    if alternative.how == "prefix":
        return [Prefix(name, fold_word(alternative.text), boost=boost) for name, boost in WEIGHTS.items()]
    if alternative.how == "near":
        return [FuzzyTerm(name, stemmed[0], boost=boost, maxdist=1, prefixlength=1) for name, boost in WEIGHTS.items()]
    if alternative.how == "all":
        return [And([Or(_terms(stem)) for stem in stemmed])]
    return _terms(stemmed[0]) if len(stemmed) == 1 else [Phrase(name, stemmed, boost=boost) for name, boost in WEIGHTS.items()]


def _terms(stem: str) -> list[WhooshQuery]:
    return [Term(name, stem, boost=boost) for name, boost in WEIGHTS.items()]
