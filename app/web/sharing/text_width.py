"""How wide text is, where it breaks and with which letters it can be drawn: for badges and pictures, which no browser lays out."""

import unicodedata
from functools import lru_cache

from PIL import ImageFont

# Looked for by name where the system keeps its fonts, for letters that the built-in one lacks.
BROAD_FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial Unicode.ttf", "Arial.ttf")
MEASURED_AT = 100
BOLDER = 1.07
PLAINER = {"®": "", "–": "-", "—": "-", "−": "-"}
NO_SUCH_LETTER = "\ue123"
Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width in pixels of one line in a sans-serif face; ideographs count as squares."""
    narrow = "".join(letter for letter in text if not _is_wide(letter))
    measured = built_in(MEASURED_AT).getlength(narrow) / MEASURED_AT + len(text) - len(narrow)
    return measured * size * (BOLDER if bold else 1)


def wrapped(text: str, size: float, most: float, bold: bool = False) -> list[str]:
    """The text in lines of at most `most` pixels; a word that is longer alone is broken."""
    lines, taken, space = [""], 0.0, width(" ", size, bold)
    for word in text.split():
        more = width(word, size, bold)
        if not lines[-1] or taken + space + more > most:
            lines += _broken(word, size, most, bold)
            taken = width(lines[-1], size, bold)
        else:
            lines[-1] += f" {word}"
            taken += space + more
    return lines[1:] or lines


def shortened(lines: list[str], most: int) -> list[str]:
    """At most so many lines; an ellipsis says that there was more."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def drawable(text: str, size: int) -> tuple[str, Font]:
    """The text and a font that has its letters: the built-in one, else one of the system, else plainer letters."""
    plain = "".join(PLAINER.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    if all(map(_is_built_in, plain)):
        return plain, built_in(size)
    broad = _broad(size)
    if broad:
        return text, broad
    bare = unicodedata.normalize("NFKD", plain)
    return "".join(letter if _is_built_in(letter) else "?" for letter in bare if not unicodedata.combining(letter)), built_in(size)


@lru_cache(maxsize=16)
def built_in(size: int) -> Font:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which draws its scalable font. Install a usual wheel of Pillow.")
    return font


@lru_cache(maxsize=16)
def _broad(size: int) -> Font | None:
    for name in BROAD_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


@lru_cache(maxsize=2048)
def _is_built_in(letter: str) -> bool:
    """A font draws the same box for every letter that it lacks."""
    font = built_in(32)
    return bytes(font.getmask(letter)) != bytes(font.getmask(NO_SUCH_LETTER))


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _broken(word: str, size: float, most: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces
