"""References as BibTeX in plain ASCII where LaTeX has a name for a sign, so that every BibTeX and biber reads them."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from app.web.citations.references import Author, CitedReference, Kind

ENTRY_TYPES: dict[Kind, tuple[str, str]] = {
    "webpage": ("misc", "howpublished"),
    "article-journal": ("article", "journal"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", "note"),
    "thesis": ("phdthesis", "note"),
    "document": ("misc", "howpublished"),
}
"""Kind -> (entry type, the field that holds the container). The institution of a report is not recorded apart."""
MASTERS = re.compile(r"\bmaster", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS = {
    "\\": r"{\textbackslash}", "{": r"$\lbrace$", "}": r"$\rbrace$", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "<": "$<$", ">": "$>$", "|": "$|$",
    "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"{\ldots}", "\u00a0": " ", "®": r"{\textregistered}", "™": r"{\texttrademark}",
    "©": r"{\textcopyright}", "°": r"{\textdegree}", "§": r"{\textsection}", "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}",
    "ø": r"{\o}", "Ø": r"{\O}", "å": r"{\aa}", "Å": r"{\AA}", "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}",
}  # fmt: skip
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"', "\u030b": "H",
    "\u030c": "v", "\u0327": "c", "\u0328": "k", "\u0323": "d", "\u0331": "b",
}  # fmt: skip
UNSAFE_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def bibtex(references: Iterable[CitedReference]) -> str:
    return "\n".join(map(_entry, references))


def latex(text: str) -> str:
    """The text with every sign that LaTeX would take for a command, and every accent, in LaTeX's own writing."""
    return "".join(SIGNS.get(character) or _accented(character) for character in normalize("NFC", text))


def _entry(reference: CitedReference) -> str:
    kind, _ = _entry_type(reference)
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{kind}{{{reference.key},\n{fields}}}\n"


def _entry_type(reference: CitedReference) -> tuple[str, str]:
    if reference.kind == "thesis" and MASTERS.search(reference.container or ""):
        return "mastersthesis", "note"
    return ENTRY_TYPES[reference.kind]


def _fields(reference: CitedReference) -> Iterator[tuple[str, str]]:
    """What is not recorded has no field. Values come with their braces; a month is a word that every BibTeX style knows."""
    container_field = _entry_type(reference)[1]
    names = [*map(_name, reference.authors), *(["others"] if reference.has_others else [])]
    notes = [reference.container if container_field == "note" else None, reference.note]
    container = reference.container if container_field != "note" else None
    year, month = (*reference.issued, None, None)[:2]
    written = {
        "author": " and ".join(names),
        "title": _title(reference.title or ""),
        container_field: latex(container or ""),
        "year": str(year or ""),
        "month": MONTHS[month - 1] if month else "",
        "volume": latex(reference.volume or ""),
        "number": latex(reference.issue or ""),
        "pages": latex(re.sub(r"(?<=\w)-(?=\w)", "–", reference.pages or "")),
        "note": latex(". ".join(filter(None, notes))),
        "doi": _address(reference.doi),
        "url": _address(reference.url),
        "pmid": reference.pmid or "",
    }
    yield from ((name, value if name == "month" else f"{{{value}}}") for name, value in written.items() if value)


def _name(author: Author) -> str:
    """The order of BibTeX is family, suffix, given; what is no person's name is braced, so that it stays whole."""
    if author.given is None:
        return f"{{{latex(author.family)}}}"
    return ", ".join(latex(part) for part in (author.family, author.suffix, author.given) if part)


def _title(title: str) -> str:
    """Words with capitals are braced: styles that lower a title leave them alone."""
    return re.sub(r"\S+", lambda found: _kept(found[0], is_first=not found.start()), title)


def _kept(word: str, is_first: bool) -> str:
    has_capitals = any(character.isupper() for character in (word[1:] if is_first else word))
    return f"{{{latex(word)}}}" if has_capitals else latex(word)


def _accented(character: str) -> str:
    """“é” is {\\'e}. A sign that LaTeX has no name for stays as it is, in UTF-8."""
    letter, *marks = list(normalize("NFD", character))
    if len(marks) == 1 and marks[0] in ACCENTS and letter.isascii():
        accent = ACCENTS[marks[0]]
        return f"{{\\{accent}{{{letter}}}}}" if accent.isalpha() else f"{{\\{accent}{letter}}}"
    return character


def _address(address: str | None) -> str:
    """DOIs and addresses stand as they are, for \\url; only what would end the field is percent-encoded."""
    return "".join(UNSAFE_IN_ADDRESS.get(character, character) for character in address or "")
