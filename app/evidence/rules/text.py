"""Rules over any Markdown of the content: nothing typed is lost, and GitHub shows what a page shows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from app.evidence.check.problem import RuleFinding
from app.evidence.check.rulebook import RULEBOOK
from app.evidence.markdown.blocks import Block, read_blocks, walk
from app.evidence.markdown.comparison import find_differences
from app.evidence.markdown.limits import find_excess
from app.evidence.markdown.passages import NOTE_MARK, RunningText, passages, text_links

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NOT_FOLLOWED = re.compile(r"(?!https?://|mailto:)[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
TAG = re.compile(r"<!--|<[!?]|</?(?!(?:br|sub|sup) ?/?>)[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
INSTEAD = {
    **{f"h{level}": f"`{'#' * level} `, then the heading" for level in range(1, 7)},
    **dict.fromkeys(("b", "strong"), "**two asterisks** around the words"),
    **dict.fromkeys(("i", "em"), "*asterisks* around the words"),
    **dict.fromkeys(("s", "del", "strike"), "~~two tildes~~ around the words"),
    **dict.fromkeys(("li", "ul", "ol"), "`- ` or `1. ` before each item"),
    **dict.fromkeys(("code", "pre"), "`backticks` around the words"),
    "p": "an empty line between paragraphs", "a": "[words](address)", "blockquote": "`> ` before each line",
    "hr": "`---` between two empty lines",
}  # fmt: skip
GLUED_HEADING = re.compile(r"(#{2,6})([^#\s].*)")
PICTURE = re.compile(r"(?<!\\)!\[([^\]]*)\]([(\[]?)")
NAMED_LINK = re.compile(r"\]\[([^\]]+)\]")


class Found(NamedTuple):
    """What a rule found on a 1-based line; `written` is the text that it is about."""

    rule: str
    line: int
    written: str
    message: str
    hint: str


@lru_cache(maxsize=256)  # a watching server reads topics and guides again at every save
def check_text(text: str, first_line: int) -> tuple[RuleFinding, ...]:
    """What is wrong with a Markdown text that starts on the 1-based `first_line`."""
    excess = find_excess(text, first_line)
    if excess:
        return (RuleFinding("text-too-large", (), excess.message, excess.hint, excess.line),)
    blocks = read_blocks(text, first_line)
    running = list(passages(blocks))
    found = [
        *_heading_order(blocks), *_tags(running), *_glued_headings(running), *_pictures(blocks, running),
        *_footnotes(blocks, running), *_named_links(blocks, running), *_cells(blocks), *_addresses(blocks),
    ]  # fmt: skip
    if not any(RULEBOOK[each.rule].severity == "error" for each in found):
        found += _differences(text, first_line, {each.line for each in found})
    lines = text.split("\n")
    return tuple(_placed(each, lines[each.line - first_line]) for each in found)


def _placed(found: Found, line: str) -> RuleFinding:
    column = max(line.find(found.written), 0) + 1
    return RuleFinding(found.rule, (), found.message, found.hint, found.line, column)


def _heading_order(blocks: list[Block]) -> Iterator[Found]:
    level = 1
    for heading in (block for block in blocks if block.kind == "heading"):
        if heading.level == 1 or heading.level > level + 1:
            hint = f"Write `{'##' if heading.level == 1 else '#' * (level + 1)} {heading.text}`."
            message = f"“{'#' * heading.level} {heading.text}” skips a level"
            if heading.level == 1:
                message = f"“# {heading.text}” would be a second page title"
            yield Found("heading-order", heading.line, "#", message, hint)
        level = max(heading.level, 2)


def _tags(running: Iterable[RunningText]) -> Iterator[Found]:
    for passage in running:
        told = set[tuple[int, str]]()
        for tag in TAG.finditer(passage.text):
            name = "comment" if tag[0][1] in "!?" else tag[0].strip("</>").split()[0].lower()
            place = passage.line_at(tag.start()), name
            if place not in told:
                yield Found("html-tag", place[0], tag[0].split("\n")[0], *_about_tag(tag[0], name))
            told.add(place)


def _about_tag(tag: str, name: str) -> tuple[str, str]:
    if name == "comment":
        hint = "Take it away, or write it as a line that starts with # among the keys at the top."
        return "a comment in the text is shown as it is typed", hint
    remedy = f"Write {INSTEAD[name]} instead." if name in INSTEAD else "Take it away."
    return f"the tag {' '.join(tag.split())} is HTML, which is shown as it is typed", remedy


def _glued_headings(running: Iterable[RunningText]) -> Iterator[Found]:
    for passage in running:
        for number, line in enumerate(passage.text.split("\n"), passage.line):
            if glued := GLUED_HEADING.fullmatch(line):
                message = f"“{line}” is shown with its number signs, as text"
                yield Found("heading-glued", number, line, message, f"Write `{glued[1]} {glued[2]}`.")


def _pictures(blocks: list[Block], running: Iterable[RunningText]) -> Iterator[Found]:
    named = {_key(block.name) for block in walk(blocks) if block.kind == "reference"}
    for passage in running:
        found = PICTURE.finditer(passage.text)
        for picture in (each for each in found if each[2] or _key(each[1]) in named):
            message = "a picture is shown as a link with its text: pages show no pictures of other sites"
            hint = "Say in words what it shows, and write the link without the `!`."
            yield Found("picture", passage.line_at(picture.start()), "![", message, hint)


def _footnotes(blocks: list[Block], running: Iterable[RunningText]) -> Iterator[Found]:
    notes = [block for block in walk(blocks) if block.kind == "note"]
    named = {note.name for note in notes}
    asked = [(passage, mark) for passage in running for mark in NOTE_MARK.finditer(passage.text)]
    for passage, mark in asked:
        if mark[1] not in named:
            message, hint = (
                f"there is no footnote {mark[0]}",
                f"Add a line `{mark[0]}: …` for it, or delete it.",
            )
            yield Found("footnote", passage.line_at(mark.start()), mark[0], message, hint)
    seen, used = set[str](), {mark[1] for _, mark in asked}
    for note in notes:
        where = f" (lines {note.line} to {note.end})" if note.end > note.line else ""
        message, hint = (
            f"no text points to the footnote [^{note.name}]{where}: no page shows it",
            "Delete it.",
        )
        if note.name in seen:
            message = f"the footnote [^{note.name}] stands here a second time{where}: no page shows this one"
            hint = "Give it another name, here and where the text points to it."
        if note.name in seen or note.name not in used:
            yield Found("footnote", note.line, "[^", message, hint)
        seen.add(note.name)


def _named_links(blocks: list[Block], running: Iterable[RunningText]) -> Iterator[Found]:
    references = [block for block in walk(blocks) if block.kind == "reference"]
    text = "\n".join(passage.text for passage in running)
    times = Counter(_key(each.name) for each in references)
    asked = {_key(each) for each in re.findall(r"\[([^\[\]]+)\]", text)} if references else set[str]()
    for passage in running:
        for mark in NAMED_LINK.finditer(passage.text):
            if _key(mark[1]) not in times and not mark[1].startswith("^"):
                message, hint = f"no line says where [{mark[1]}] leads", f"Add a line `[{mark[1]}]: address`."
                yield Found("named-link", passage.line_at(mark.start(1)), f"[{mark[1]}]", message, hint)
    seen = set[str]()
    for reference in references:
        key = _key(reference.name)
        if key in seen or key not in asked:
            why = "stands here a second time" if key in seen else "is used nowhere"
            message = f"the address [{reference.name}] {why}, so no page shows it"
            yield Found("named-link", reference.line, "[", message, "Delete the line.")
        seen.add(key)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _cells(blocks: list[Block]) -> Iterator[Found]:
    for table in (block for block in walk(blocks) if block.kind == "table"):
        for line, cells in table.rows:
            if len(cells) > len(table.alignments):
                lost = " | ".join(cells[len(table.alignments) :])
                message = f"the row has more cells than the head of its table: “{lost}” is not shown"
                yield Found("table-cells", line, lost, message, "Write a bar that is text as `\\|`.")


def _addresses(blocks: list[Block]) -> Iterator[Found]:
    for link in text_links(blocks):
        if NOT_FOLLOWED.match(link.address):
            hint = "Write the whole address, with https:// or http://."
            yield Found("link-scheme", link.line, link.address, f"“{link.address}” cannot be followed", hint)


def _differences(text: str, first_line: int, told: set[int]) -> Iterator[Found]:
    """The first difference in lines of which nothing else is said."""
    for each in find_differences(text):
        lines = range(each.line + first_line - 1, each.end + first_line)
        if not told.intersection(lines) and not CONTROL.search(each.github):  # told by control-character
            message = f"GitHub shows “{_short(each.github)}” here, the page “{_short(each.page)}”"
            hint = "Write it more plainly: empty lines around lists and tables, marks right at their words."
            yield Found("shown-differently", lines[0], "", message, hint)
            return


def _short(shown: str) -> str:
    plain = re.sub(r"⟨/?\w+⟩", "*", shown)
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
