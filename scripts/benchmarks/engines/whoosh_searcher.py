"""Whoosh's own searcher over the index of the site; facets are counted over sets of documents."""

from functools import reduce
from operator import and_, or_

from whoosh import index
from whoosh.query import And, FuzzyTerm, Or, Phrase, Prefix, Term
from whoosh.query import Query as WhooshQuery

from app.catalog.text.analysis import fold_word, stem_words
from app.catalog.text.fields import WEIGHTS
from benchmarks.documents import Documents
from benchmarks.queries import SHOWN, Answer, Query


class WhooshSearcher:
    """Documents are Whoosh's numbers here; `by_value` is facet value -> the documents that have it."""

    name = "Whoosh's searcher"

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.searcher = index.open_dir(str(documents.generation.index), readonly=True).searcher()
        by_slug = {document.card.slug: document for document in documents.all}
        rows = self.searcher.reader().iter_docs()
        self.document = {at: by_slug[row["slug"]] for at, row in rows if row["slug"] in by_slug}
        self.by_value: list[set[int]] = [set() for _ in documents.values]
        for at, document in self.document.items():
            for value in document.values:
                self.by_value[value].add(at)

    def search(self, query: Query) -> Answer:
        asked = _translate(query)
        by_text = set(self.searcher.docs_for_query(asked)) if query.terms else set(self.document)
        numbers = (self.documents.numbers(*choice) for choice in query.chosen.items())
        allowed = [reduce(or_, (self.by_value[number] for number in some)) for some in numbers]
        found = reduce(and_, allowed, by_text)
        counts = {number: len(found & held) for number, held in enumerate(self.by_value)}
        if query.terms:
            within = found if allowed else None
            best = [hit.docnum for hit in self.searcher.search(asked, limit=SHOWN, filter=within)]
        else:
            best = sorted(found, key=lambda at: self.document[at].number)[:SHOWN]
        return len(found), [self.document[at].number for at in best], counts


def _translate(query: Query) -> WhooshQuery:
    parts = [Or([_in_field(query.kind, term, *field) for field in WEIGHTS.items()]) for term in query.terms]
    return Or(parts) if query.wants_any else And(parts)


def _in_field(kind: str, term: str, name: str, boost: float) -> WhooshQuery:
    stems = stem_words(term)
    if kind == "prefix":
        return Prefix(name, fold_word(term), boost=boost)
    if kind == "typo":
        return FuzzyTerm(name, stems[0], boost=boost, maxdist=1, prefixlength=1)
    return Phrase(name, stems, boost=boost) if len(stems) > 1 else Term(name, "".join(stems), boost=boost)
