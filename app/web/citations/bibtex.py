"""References as BibTeX, in plain ASCII wherever LaTeX has a command for the character."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from app.evidence.entry.authors import Author
from app.evidence.entry.bibliography import write_pages
from app.web.citations.references import CitedReference, Kind

ENTRY_TYPES: dict[Kind, tuple[str, str]] = {
    "webpage": ("misc", "howpublished"),
    "article-journal": ("article", "journal"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", "note"),
    "thesis": ("phdthesis", "note"),
    "document": ("misc", "howpublished"),
}
"""Kind -> (entry type, field of the container). The institution of a report is not recorded separately."""
MASTERS = re.compile(r"\bmaster", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS = {
    "\\": r"{\textbackslash}", "{": r"$\lbrace$", "}": r"$\rbrace$", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "<": "$<$", ">": "$>$",
    "|": "$|$", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"{\ldots}",
    "\u00a0": " ", "®": r"{\textregistered}", "™": r"{\texttrademark}", "©": r"{\textcopyright}",
    "°": r"{\textdegree}", "§": r"{\textsection}", "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}",
    "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}", "å": r"{\aa}", "Å": r"{\AA}",
    "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}", "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}",
    "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "đ": r"{\dj}", "Đ": r"{\DJ}", "ʻ": "`",
}  # fmt: skip
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030b": "H", "\u030c": "v", "\u0327": "c", "\u0328": "k", "\u0323": "d", "\u0331": "b",
}  # fmt: skip
UNSAFE_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def write_bibtex(references: Iterable[CitedReference]) -> str:
    return "\n".join(map(_entry, references))


def escape_latex(text: str) -> str:
    """Replace special characters of LaTeX and accents by their commands."""
    return "".join(SIGNS.get(character) or _encode_accent(character) for character in normalize("NFC", text))


def _entry(reference: CitedReference) -> str:
    kind, _ = _entry_type(reference)
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{kind}{{{reference.key},\n{fields}}}\n"


def _entry_type(reference: CitedReference) -> tuple[str, str]:
    if reference.kind == "thesis" and MASTERS.search(reference.container or ""):
        return "mastersthesis", "note"
    return ENTRY_TYPES[reference.kind]


def _fields(reference: CitedReference) -> Iterator[tuple[str, str]]:
    """Values are braced; a month is a macro of BibTeX. What is not recorded has no field."""
    container_field = _entry_type(reference)[1]
    names = [*map(_name, reference.authors), *(["others"] if reference.has_others else [])]
    notes = [reference.container if container_field == "note" else None, reference.note]
    container = reference.container if container_field != "note" else None
    year, month = (*reference.issued, None, None)[:2]
    written = {
        "author": " and ".join(names),
        "title": _title(reference.title or ""),
        container_field: escape_latex(container or ""),
        "year": str(year or ""),
        "month": MONTHS[month - 1] if month else "",
        "volume": escape_latex(reference.volume or ""),
        "number": escape_latex(reference.issue or ""),
        "pages": escape_latex(write_pages(reference.pages, "–") or ""),
        "note": escape_latex(". ".join(filter(None, notes))),
        "doi": _address(reference.doi),
        "url": _address(reference.url),
        "pmid": reference.pmid or "",
    }
    for name, value in written.items():
        if value:
            yield name, value if name == "month" else f"{{{value}}}"


def _name(author: Author) -> str:
    """Family, suffix, given. A name that is no person's is braced, so that it stays whole."""
    if author.given is None:
        return f"{{{escape_latex(author.family)}}}"
    return ", ".join(escape_latex(part) for part in (author.family, author.suffix, author.given) if part)


def _title(title: str) -> str:
    """Brace words with capitals: styles that convert a title to lower case leave them alone."""
    return re.sub(r"\S+", lambda found: _protect_capitals(found[0], is_first=not found.start()), title)


def _protect_capitals(word: str, is_first: bool) -> str:
    has_capitals = any(character.isupper() for character in (word[1:] if is_first else word))
    return f"{{{escape_latex(word)}}}" if has_capitals else escape_latex(word)


def _encode_accent(character: str) -> str:
    """“é” becomes {\\'e}. A character without a command stays as it is, in UTF-8."""
    letter, *marks = list(normalize("NFD", character))
    if len(marks) == 1 and marks[0] in ACCENTS and letter.isascii():
        accent = ACCENTS[marks[0]]
        return f"{{\\{accent}{{{letter}}}}}" if accent.isalpha() else f"{{\\{accent}{letter}}}"
    return character


def _address(address: str | None) -> str:
    """The address unchanged, for \\url; only what would end the field is percent-encoded."""
    return "".join(UNSAFE_IN_ADDRESS.get(character, character) for character in address or "")
