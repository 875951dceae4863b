"""Signs that nobody sees: some break what machines read, others make text look like something else."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from app.evidence.check.problem import At, RuleFinding

CONTROL = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""What XML, YAML or a terminal does not take as text. Tabs and line feeds are text."""
SEPARATOR = re.compile("[\x85\u2028\u2029]")
"""Those that end a line for YAML, and for nothing else that reads an entry."""
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They make text read otherwise than it is stored."""
INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
UNSEEN = re.compile("|".join(each.pattern for each in (CONTROL, DIRECTION, INVISIBLE)))
REFERENCE = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
ESCAPED = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "r": 13, "e": 27, "N": 0x85, "L": 0x2028, "P": 0x2029}
CONTROL_NAMES = [
    "NULL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "BELL",
    "BACKSPACE",
    "TAB",
    "LINE FEED",
    "LINE TABULATION",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "FILE SEPARATOR",
    "GROUP SEPARATOR",
    "RECORD SEPARATOR",
    "UNIT SEPARATOR",
]
NAMED_BY_KIND = {"Co": "PRIVATE USE", "Cs": "LONE SURROGATE", "Cn": "NO CHARACTER", "Cc": "CONTROL CHARACTER"}
JOINERS, MARKS_OF_DIRECTION = "\u200c\u200d", "\u200e\u200f\u061c"
MOST_TOLD = 20
"""A file full of them is one misunderstanding."""


def find_signs(text: str, first_line: int = 1) -> Iterator[RuleFinding]:
    """Each sign of `text` that nobody sees, at its line and column; the text starts at `first_line`."""
    for found in islice(_unseen(text), MOST_TOLD):
        above = text.count("\n", 0, found.start())
        column = found.start() - text.rfind("\n", 0, found.start())
        yield describe_sign(found[0], first_line + above, column)


def find_references(text: str, first_line: int) -> Iterator[RuleFinding]:
    """The same where Markdown writes a sign by its number or name: `&#8238;`, `&ZeroWidthSpace;`."""
    for found in REFERENCE.finditer(text):
        if sign := _sign_of_reference(found[1]):
            above = text.count("\n", 0, found.start())
            column = found.start() - text.rfind("\n", 0, found.start())
            yield describe_sign(sign, first_line + above, column, f" is written as {found[0]} here")


def find_escapes(lines: Iterable[str], at: At) -> Iterator[tuple[int, int, RuleFinding]]:
    """The same where quoted YAML writes a sign by its number: `"\\u202e"`. Line and column count from 0."""
    for number, line in enumerate(lines):
        for found in ESCAPE.finditer(line):
            sign = _sign_of_escape(found)
            if UNSEEN.fullmatch(sign):
                finding = describe_sign(sign, number, found.start(), f" is written as {found[0]} here", at)
                yield number, found.start(), finding


def describe_sign(sign: str, line: int, column: int, where: str = " stands here", at: At = ()) -> RuleFinding:
    rule, remedy = _rule_and_remedy(sign)
    return RuleFinding(rule, at, f"an invisible {name_sign(sign)}{where}", remedy, line, column)


def name_sign(sign: str) -> str:
    """“U+202E RIGHT-TO-LEFT OVERRIDE”."""
    code = ord(sign)
    name = CONTROL_NAMES[code] if code < len(CONTROL_NAMES) else {0x7F: "DELETE", 0x85: "NEXT LINE"}.get(code)
    kind = NAMED_BY_KIND.get(unicodedata.category(sign), "")
    return f"U+{code:04X} {name or unicodedata.name(sign, kind)}"


def _rule_and_remedy(sign: str) -> tuple[str, str]:
    if CONTROL.match(sign):
        return (
            "control-character",
            "Delete this one character, then type a space or press Enter if one belongs.",
        )
    if DIRECTION.match(sign):
        return "hidden-direction", "Delete it: text is stored in the order in which it is read."
    return "invisible-character", "Delete it, and type the text again where letters run together."


def _unseen(text: str) -> Iterator[re.Match[str]]:
    if not UNSEEN.search("".join(set(text))):  # a long text is written with few different signs
        return iter(())
    return (found for found in UNSEEN.finditer(text) if not _belongs(text, found.start()))


def _belongs(text: str, at: int) -> bool:
    """Whether the sign is part of how its script or a picture is written: Persian, Hebrew, emoji."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in JOINERS:
        return _is_joined(before) and _is_joined(after)
    if sign in MARKS_OF_DIRECTION:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        line = text[start : end if end >= 0 else None]
        return any(unicodedata.bidirectional(each) in ("R", "AL") for each in line.replace(sign, ""))
    if "\ufe00" <= sign <= "\ufe0f":
        return bool(before) and (ord(before) > 0xA8 or before in "#*0123456789") and not before.isspace()
    return "\U000e0020" <= sign <= "\U000e007f" and (before == "\U0001f3f4" or before >= "\U000e0020")


def _is_joined(sign: str) -> bool:
    return bool(sign) and ord(sign) >= 0x590 and unicodedata.category(sign)[0] in "LMS"


def _sign_of_escape(found: re.Match[str]) -> str:
    code = next((group for group in found.groups()[:3] if group), None)
    number = int(code, 16) if code else ESCAPED.get(found[4], 0x20)
    return chr(number) if number <= 0x10FFFF else " "


def _sign_of_reference(written: str) -> str | None:
    """The unseen sign that a reference stands for; `html.unescape` would quietly drop or exchange some."""
    digits = written[1:]
    if written[0] != "#":
        sign = html.unescape(f"&{written};")
    else:
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits[:9])
        sign = chr(code) if code <= 0x10FFFF else "\uffff"
    return sign if UNSEEN.fullmatch(sign) else None
