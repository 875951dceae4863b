"""What to write instead of a number or an address that cannot be read."""

import re
from itertools import pairwise

PERCENT = re.compile(r"(?P<number>[-−–]?\d*[.,]?\d+)\s*(%|per ?cent)", re.IGNORECASE)
THOUSANDS = re.compile(r"\d{1,3}([,.' \u00a0\u202f’]\d{3})+")
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
NUMBER = re.compile(r"(?<![\w.,:/-])-?\d*\.?\d+(?![\w:/]|[.,]\d)")
SAYS_MORE = re.compile(r"[<>≤≥±/:]|\d\s*[-–—]\s*\d|\bto\b|\bor\b|\band\b|\bthan\b", re.IGNORECASE)
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
HELD = re.compile(
    r"[=?]$|/(web|wayback|archive|proxy|cache|save|login|[\d*]{4,14}\w{0,3})/$|//web\.archive\.org/$"
)
"""What stands before an address that is part of another one: a query, or the place of a stored copy."""
BARE_HOST = re.compile(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/|$))\S*", re.IGNORECASE)
IN_MARKS = re.compile(r"[<(\[\"'“]+(https?://[^\s<>\"'”]+?)[>)\]\"'”.,;]+|\[[^\]]*\]\((https?://[^\s)]+)\)")


def say_number(written: str, kind: str, example: str) -> str:
    """How a number is written: the very digits where they are certain."""
    text = written.strip()
    if found := PERCENT.fullmatch(text):
        if kind != "a plain number":
            return f"Write digits, for example {example}; put a share into a note."
        return f"Write {_digits(found['number'])} alone, without the sign: `kind: percent` says what it is."
    if THOUSANDS.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return f"Write {digits} alone."
    if DECIMAL_COMMA.fullmatch(text) or re.fullmatch(r"[−–]\s?\d*\.?\d+|[-+]\s\d+|\+\d*\.?\d+", text):
        return f"Write {_digits(text)} alone."
    if text.casefold() in WORDS:
        return f"Write {WORDS[text.casefold()]} alone."
    numbers = NUMBER.findall(text)
    is_whole = kind != "a whole number" or "." not in "".join(numbers)
    if len(numbers) == 1 and is_whole and not SAYS_MORE.search(text):
        said = "." if re.fullmatch(r"0\d+", text) else "; put the words into a note."
        return f"Write {numbers[0].lstrip('0') or '0'} alone{said}"
    return f"Write digits, for example {example}; put words into a note."


def say_share(written: str) -> str | None:
    """A percentage as a share of one: 5% is 0.05; None for anything else."""
    found = PERCENT.fullmatch(written.strip())
    return f"{float(_digits(found['number'])) / 100:g}" if found else None


def _digits(written: str) -> str:
    text = re.sub(r"[−–]", "-", written).replace(",", ".").replace(" ", "").removeprefix("+")
    return re.sub(r"^(-?)\.", r"\g<1>0.", text)


def split_addresses(text: str) -> list[str]:
    """The addresses that were run together in one text; one alone where nothing was."""
    starts = [found.start() for found in ADDRESS.finditer(text)]
    inner = [start for start in starts[1:] if not HELD.search(text[:start])]
    ends = [0, *inner, len(text)]
    return [text[start:end].strip(" ,;|\t\n") for start, end in pairwise(ends)]


def say_address(written: str) -> str:
    """How an address is written: the very one where it is certain."""
    parts = split_addresses(written)
    if len(parts) > 1:
        return f"Write each address by itself, one on a line: {' and '.join(parts)}."
    if found := IN_MARKS.fullmatch(written.strip()):
        return f"Write {found[1] or found[2]} alone."
    if BARE_HOST.fullmatch(written):
        return f"Write https://{written} instead."
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", written):
        return f"Write mailto:{written} instead."
    return (
        "Copy the whole address from the browser; "
        "it starts with https:// or http:// (a mail address with mailto:)."
    )
