"""Where the DOI of a recorded citation leads, and which pages it names."""

import re
from urllib.parse import quote, unquote

RESOLVER = "https://doi.org/"
SAFE_IN_DOI = "/:;().-_"
ESCAPED = re.compile(r"(%[0-9A-Fa-f]{2})")
"""A sign that was encoded where the DOI was copied from."""

DASH = "[-‐‑‒–—―−﹘﹣－~]"
PAGE = r"(?:[A-Za-z]{0,3}[-.]?\d+(?:\.?[A-Za-z]\d*)?)"
ROMAN = r"(?:[ivxlcdm]+|[IVXLCDM]+)"
FROM_TO = re.compile(
    rf"(?<![\w.-])(?P<first>{PAGE}|{ROMAN})\s*{DASH}+\s*(?P<last>{PAGE}|{ROMAN})(?![\w-]|\.\w)"
)
NUMBERED = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>.*)")
BEFORE_PAGES = re.compile(r"^(?:pp?|pages?|pgs?)\.?\s*(?=[\dA-Za-z]*\d|[ivxlcdm]+\b)", re.IGNORECASE)


def address_of_doi(doi: str) -> str:
    """Where a DOI leads, encoded once: what was encoded in it already stays as it is."""
    parts = ESCAPED.split(doi)
    return RESOLVER + "".join(_encode(part) for part in parts)


def split_pages(pages: str | None) -> tuple[str | None, str | None]:
    """First and last page, an abbreviated one in full (“123–30” ends on 130). Else the whole is the first."""
    bare = _without_label(pages)
    found = FROM_TO.fullmatch(bare or "")
    ends = _ends(found) if found else None
    return ends or (bare, None)


def write_pages(pages: str | None, dash: str) -> str | None:
    """The pages as recorded, every range with this dash and no spaces around it."""
    bare = _without_label(pages)
    return bare and FROM_TO.sub(lambda found: _write_range(found, dash), bare)


def _without_label(pages: str | None) -> str | None:
    return pages and BEFORE_PAGES.sub("", pages.strip()).rstrip(".,;")


def _write_range(found: re.Match[str], dash: str) -> str:
    return f"{found['first']}{dash}{found['last']}" if _ends(found) else found[0]


def _ends(found: re.Match[str]) -> tuple[str, str] | None:
    """Both ends in full. None where it is no range: “C-12” is one page, and “2020-15” would go backwards."""
    first, last = found["first"], found["last"]
    begun, ended = NUMBERED.fullmatch(first), NUMBERED.fullmatch(last)
    if not begun or not ended:
        is_roman = not ended or (first.islower() and len(first) > 1)
        return (first, last) if not begun and is_roman else None
    before, start = begun["before"], begun["number"]
    if ended["before"]:
        return first, last
    missing = max(len(start) - len(ended["number"]), 0)
    full = start[:missing] + ended["number"]
    return None if missing and int(full) < int(start) else (first, f"{before}{full}{ended['after']}")


def _encode(part: str) -> str:
    if ESCAPED.fullmatch(part) and unquote(part).isascii() and unquote(part).isprintable():
        return part
    return quote(part, safe=SAFE_IN_DOI)
