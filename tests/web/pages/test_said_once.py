"""A program page says every sentence once, and what is not recorded in few words."""

import re
from collections import Counter
from html.parser import HTMLParser

from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot

# Names, tables of figures and references may well stand twice: they are no sentences.
NO_SENTENCE = {"script", "style", "svg", "nav", "table", "summary", "h1", "h2", "h3", "h4", "dt", "code", "textarea"}
BLOCKS = {"p", "li", "dd", "div", "article", "section", "figure", "figcaption"}


class Sentences(HTMLParser):
    """The text of a page's main part, block by block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks, self.now, self.left_out = [""], False, [""]
        self.feed(html[html.index("<main") : html.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = (dict(attrs).get("class") or "").split()
        if tag in NO_SENTENCE or {"reference", "snippets"} & set(words):
            self.left_out.append(tag)
        elif self.left_out[-1] == tag:
            self.left_out.append(tag)  # so that an inner end does not end the outer
        if tag in BLOCKS or {"cell-note", "cell-line"} & set(words):
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.left_out[-1] == tag:
            self.left_out.pop()
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if len(self.left_out) == 1:
            self.blocks[-1] += data

    @property
    def sentences(self) -> list[str]:
        blocks = (re.sub(r"\s+", " ", block).strip() for block in self.blocks)
        return [said.lower() for block in blocks for said in re.split(r"(?<=[.!?])\s+", block) if said[-1:] in ".!?"]


def test_no_sentence_stands_twice_on_a_program_page(client: FlaskClient, snapshot: Snapshot) -> None:
    twice = {}
    for card in snapshot.cards:
        html = client.get(f"/programs/{card.slug}").get_data(as_text=True)
        counted = Counter(said for said in Sentences(html).sentences if len(said.split()) > 7)
        if found := [said for said, times in counted.items() if times > 1]:
            twice[card.slug] = found
    assert twice == {}


def test_what_is_not_recorded_is_said_in_few_places(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    assert len(re.findall("not recorded", re.sub(r"<[^>]+>", " ", html), re.IGNORECASE)) <= 12
