"""What one line of Markdown begins, continues or ends, by the rules of CommonMark and GitHub."""

import re

Line = tuple[int, str]
"""The 1-based number of a line in its file, and its text without tabs and without the marks around it."""
CODE_INDENT = 4
MARKED = frozenset(("", *">#`~-=_*+[|:0123456789"))
"""What the first sign of a line that begins a block may be; "" is that of a blank line."""
HEADING = re.compile(r" {0,3}(#{1,6})(?: +(.*))?$")
UNDERLINE = re.compile(r" {0,3}(?:(=)=*|(-)-*) *$")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$")
QUOTE = re.compile(r" {0,3}> ?")
ITEM = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])(?: +|$)")
NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")
REFERENCE = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]: *(?:<([^<>]*)>|(\S+))"
    r"(?: +(?:\"([^\"]*)\"|'([^']*)'|\(([^()]*)\)))? *$"
)
DELIMITERS = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
CONTAINERS = re.compile(r"(?: {0,3}(?:>|(?:[-+*]|\d{1,9}[.)])(?= |$)) ?)+")
CELL = re.compile(r"((?:[^|\\]|\\.|\\$)*)(?:\||$)")


def indent_of(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def is_blank(text: str) -> bool:
    return not text.strip(" ")


def is_plain(text: str) -> bool:
    """Whether a line can only be text: a quick answer for nearly all."""
    return text.lstrip(" ")[:1] not in MARKED


def starts_block(text: str) -> bool:
    """Whether a line begins a block of its own where a paragraph may end before it."""
    if is_plain(text) or indent_of(text) >= CODE_INDENT:
        return False
    return any(each.match(text) for each in (QUOTE, HEADING, FENCE, RULE, ITEM, NOTE))


def interrupts_paragraph(item: re.Match[str]) -> bool:
    """Whether an item may stand right under a line of text: it has text, and a number only when it is 1."""
    return not is_blank(item.string[item.end() :]) and item[2][:-1] in ("", "1")


def closes(opening: str, text: str) -> bool:
    """Whether a line closes the code that the fence `opening` opened."""
    mark = text.strip(" ")
    return indent_of(text) < CODE_INDENT and len(mark) >= len(opening) and set(mark) == {opening[0]}


def heading_text(written: str) -> str:
    """Without the number signs that may close a heading."""
    text = written.strip(" ")
    plain = text.rstrip("#")
    return plain.rstrip(" ") if not plain or plain.endswith(" ") else text


def split_cells(row: str) -> list[str]:
    """The cells of a row of a table; a bar that is text is written `\\|`."""
    row = row.strip(" ").removeprefix("|")
    cells = [found[1].strip(" ").replace("\\|", "|") for found in CELL.finditer(row)]
    while cells and not cells[-1] and len(cells) > row.count("|") - row.count("\\|"):
        cells.pop()
    return cells


class ParagraphWatch:
    """Whether the lines fed so far end in a paragraph, which a line without its marks may continue."""

    def __init__(self) -> None:
        self.is_open = False
        self.fence = ""

    def feed(self, text: str) -> None:
        if not self.fence and is_plain(text):
            self.is_open = self.is_open or indent_of(text) < CODE_INDENT
            return
        marks = CONTAINERS.match(text)
        inner = text[marks.end() :] if marks else text
        if self.fence:
            self.fence = "" if closes(self.fence, inner) else self.fence
            return
        fence = FENCE.match(inner)
        self.fence = fence[2] if fence else ""
        is_code = indent_of(inner) >= CODE_INDENT and (bool(marks) or not self.is_open)
        self.is_open = not (fence or is_blank(inner) or is_code or HEADING.match(inner) or RULE.match(inner))
