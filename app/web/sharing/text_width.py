"""Text on badges and pictures: its width, its line breaks and a font that has its letters."""

import unicodedata
from functools import lru_cache

from PIL import ImageFont

# Fonts of the system, in this order, for letters that the built-in font lacks.
BROAD_FONTS = (
    "DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial Unicode.ttf", "Arial.ttf",
)  # fmt: skip
MEASURED_AT = 100
BOLDER = 1.07
PLAINER = {"®": "", "–": "-", "—": "-", "−": "-"}
NO_SUCH_LETTER = "\ue123"
Font = ImageFont.FreeTypeFont


def measure_width(text: str, size: float, bold: bool = False) -> float:
    """The width in pixels of one line in a sans-serif font; ideographs count as squares."""
    return _measure_in_squares(text) * size * (BOLDER if bold else 1)


@lru_cache(maxsize=8192)
def _measure_in_squares(text: str) -> float:
    narrow = text if text.isascii() else "".join(letter for letter in text if not _is_wide(letter))
    return load_built_in_font(MEASURED_AT).getlength(narrow) / MEASURED_AT + len(text) - len(narrow)


def wrap_text(text: str, size: float, most: float, bold: bool = False) -> list[str]:
    """Break the text into lines of at most `most` pixels; a word that is wider is broken."""
    lines, taken, space = [""], 0.0, measure_width(" ", size, bold)
    for word in text.split():
        more = measure_width(word, size, bold)
        if not lines[-1] or taken + space + more > most:
            lines += [word] if more <= most else _break_word(word, size, most, bold)
            taken = measure_width(lines[-1], size, bold)
        else:
            lines[-1] += f" {word}"
            taken += space + more
    return lines[1:] or lines


def shorten_lines(lines: list[str], most: int) -> list[str]:
    """Keep at most so many lines; an ellipsis marks that there was more."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def choose_font(text: str, size: int) -> tuple[str, Font]:
    """The text and a font for it: the built-in font, else one of the system, else with plainer letters."""
    plain = "".join(PLAINER.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    if all(map(_is_built_in, plain)):
        return plain, load_built_in_font(size)
    broad = _load_system_font(size)
    if broad:
        return text, broad
    bare = unicodedata.normalize("NFKD", plain)
    letters = (letter for letter in bare if not unicodedata.combining(letter))
    return "".join(letter if _is_built_in(letter) else "?" for letter in letters), load_built_in_font(size)


@lru_cache(maxsize=16)
def load_built_in_font(size: int) -> Font:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        reason = "Pillow was built without FreeType, which draws its scalable font."
        raise RuntimeError(f"{reason} Install a usual wheel of Pillow.")
    return font


@lru_cache(maxsize=16)
def _load_system_font(size: int) -> Font | None:
    for name in BROAD_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


@lru_cache(maxsize=2048)
def _is_built_in(letter: str) -> bool:
    """A font draws the same box for every letter that it lacks."""
    font = load_built_in_font(32)
    return bytes(font.getmask(letter)) != bytes(font.getmask(NO_SUCH_LETTER))


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _break_word(word: str, size: float, most: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure_width(pieces[-1] + letter, size, bold) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces
