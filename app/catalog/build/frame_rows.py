"""Everything but the programs as rows: topics, guides, levels, words, the site. Pure."""

import json
from collections.abc import Iterator

from app.catalog.build.rows import document_of
from app.catalog.store.tables import GuideRow, LevelRow, Row, SiteRow, TopicRow, WordRow
from app.evidence.entry.registry import LEVEL_IDS, Registry
from app.evidence.markdown import MarkdownRenderer


def frame_rows(registry: Registry, prose: MarkdownRenderer, below_heading: MarkdownRenderer) -> Iterator[Row]:
    """The rows of a registry without errors. `below_heading` renders what stands under a heading of its page."""
    for slug, topic in registry.topics.items():
        html = json.dumps(prose.sections(topic.body), ensure_ascii=False)
        yield TopicRow, dict(slug=slug, name=topic.value.name, document=document_of(topic.value), html=html)
    for slug, guide in registry.guides.items():
        html = json.dumps({"": prose.html(guide.body)}, ensure_ascii=False)
        yield GuideRow, dict(slug=slug, title=guide.value.title, document=document_of(guide.value), html=html)
    for position, level in enumerate(LEVEL_IDS):
        item = registry.levels[level]
        yield LevelRow, dict(id=level, position=position, document=document_of(item.value), html=below_heading.html(item.body, f"level-{level}-"))
    for vocabulary, words in registry.vocabulary.items():
        for position, (id, word) in enumerate(words.items()):
            yield WordRow, dict(vocabulary=vocabulary, id=id, position=position, document=document_of(word))
    if registry.site:
        yield SiteRow, dict(id=1, document=document_of(registry.site), about=prose.html(registry.site.about))
