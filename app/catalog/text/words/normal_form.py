"""Gives every text and question one form of its letters and signs, whatever keyboard or program wrote it."""

import re
from collections.abc import Sequence
from unicodedata import normalize

APOSTROPHES = "`´ʹʻʼʽʾʿˈˊˋ‘’‛′‵՚׳ꞌ＇"
QUOTES = "“”„‟″‶‚«»‹›〝〞〟❝❞「」『』〈〉《》״＂"
DASHES = "‐‑‒–—―−⁃˗➖﹘﹣－⁻֊᠆〜〰"
SPACES = "\x85\u1680\u2028\u2029"
"""Those that NFKC leaves as they are."""
SIGNS = {
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, QUOTES), '"'),
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, SPACES), " "),
}
MARKS = dict.fromkeys(map(ord, "®™℠©"))
"""Dropped, because NFKC would write some of them as letters of the word before them."""
SHOWN = {**SIGNS, **MARKS}
INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Soft hyphens, joiners, marks of direction and order, variants: nobody sees or types them."""
CLUSTER = re.compile(
    r"[\0-\x7f]*[\0-\x7f](?=[\0-\x7f]|\Z)|.[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*", re.DOTALL
)
"""Letters of ASCII together, or a letter with the marks that are put on it."""


def normalize_text(text: str) -> str:
    """The one form: NFKC, one apostrophe, one quotation mark, one dash, plain spaces, nothing invisible."""
    if text.isascii():
        return text.replace("`", "'")
    return normalize("NFKC", INVISIBLE.sub("", text.translate(SHOWN))).translate(SIGNS)


def drop_invisible(text: str) -> str:
    return INVISIBLE.sub("", text)


def locate_normal(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """The one form of a text, and where in the text each of its letters stands; None: at the same place."""
    normal = normalize_text(text)
    if normal == text.translate(SIGNS).replace("\xa0", " "):
        return normal, None
    written, places = [], []
    for cluster in CLUSTER.finditer(text):
        piece, (start, end) = normalize_text(cluster.group()), cluster.span()
        written.append(piece)
        same = len(piece) == end - start
        places += [(start + at, start + at + 1) if same else (start, end) for at in range(len(piece))]
    return "".join(written), places
