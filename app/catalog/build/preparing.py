"""What a build makes of one entry: its rows and the text that is searched. Pure, so that several processes can share the entries."""

from dataclasses import dataclass

from app.catalog.build.rows import program_rows
from app.catalog.build.verdict_rows import verdict_rows
from app.catalog.snapshot.cards import card_to_json
from app.catalog.store.tables import Row
from app.catalog.text.fields import VocabularyTexts, make_document
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry, glossary_terms
from app.evidence.markdown import MarkdownRenderer


@dataclass(frozen=True, slots=True)
class PreparedProgram:
    """`text` is field of the index -> text."""

    rows: list[Row]
    text: dict[str, str]


class Preparing:
    """Call it with an entry of a registry without errors."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.prose = MarkdownRenderer(glossary_terms(registry.vocabulary))
        self.words = VocabularyTexts(registry.vocabulary, {slug: item.value for slug, item in registry.topics.items()})

    def __call__(self, item: Item[Program]) -> PreparedProgram:
        html = self.prose.sections(item.body)
        verdicts = list(verdict_rows(item, self.registry))
        card = card_to_json(item.slug, item.value, verdicts)
        return PreparedProgram(
            [*program_rows(item, html, card), *verdicts],
            make_document(item.slug, item.value, html, self.words),
        )
