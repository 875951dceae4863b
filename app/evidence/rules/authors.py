"""Whether each item of a list of authors is one author, written so that citations can name them."""

import re
from collections.abc import Iterator, Sequence

from app.evidence.check.problem import At, RuleFinding

OTHERS = "et al."
"""The last item of a list whose source names no more authors."""
UNNAMED = re.compile(r"[\s,;&]*\b(et\.? ?al\b\.?|and others|and colleagues|u\. ?a\.)\s*$", re.IGNORECASE)
SUFFIX = re.compile(
    r"(?P<surname>[^,]+?),? (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV|[2-4](?:nd|rd|th)),\s*(?P<given>[^,]+)",
    re.IGNORECASE,
)
INITIALS = r"(?:[A-Z]\.[ -]?|[A-Z]{1,3}\b)+"
SURNAME = r"[^\W\d_][\w'’ -]*"
ORGANIZATION = re.compile(
    r"\b(department|dept|bureau|universit|institut|cent(er|re)|agenc|service|foundation|council|associat"
    r"|societ|group|committee|office|program|ministry|national|state|county|famil|child|health|research"
    r"|policy|team"
    r"|administration|division|board|commission|trust|fund|school|college|corporation|inc|ltd|llc|partners"
    r"|project|network|alliance|consortium|clearinghouse|affairs|welfare|justice|education|of)",
    re.IGNORECASE,
)


def check_authors(authors: Sequence[str], at: At) -> Iterator[RuleFinding]:
    """A warning for an item that is more than one author, or is not written as one."""
    for number, author in enumerate(authors):
        found = _fault(author, is_last=number == len(authors) - 1)
        if found:
            yield RuleFinding("author-syntax", (*at, number), found[0], found[1])


def split_authors(text: str) -> list[str]:
    """The authors of a reference as items of a list, with OTHERS where it names no more."""
    rest = UNNAMED.sub("", text)
    return [*_split_names(rest), *([OTHERS] if rest != text else [])]


def _fault(author: str, is_last: bool) -> tuple[str, str] | None:
    """What is wrong with one item, and what to write."""
    if author == OTHERS and is_last:
        return None
    if UNNAMED.search(author):
        rest = UNNAMED.sub("", author)
        instead = f'["{rest}", "{OTHERS}"]' if rest else f'"{OTHERS}"'
        hint = f"Name every author; where the source names no more, write {instead}, as the last item."
        return f"“{author}” is not one author", hint
    if found := SUFFIX.fullmatch(author):
        suffix = found["suffix"]
        dotted = f"{suffix}." if suffix.lower() in ("jr", "sr") else suffix
        instead = f"{found['surname']}, {found['given']}, {dotted}"
        return f"“{author}” has “{suffix}” where the given name belongs", f'Write "{instead}".'
    names = _split_names(author)
    if len(names) > 1:
        listed = ", ".join(f'"{name}"' for name in names)
        return f"“{author}” is {len(names)} authors in one", f"Write each author as an item: [{listed}]."
    return None


def _split_names(author: str) -> list[str]:
    """The names that stand in one item; one alone where it may be an organization's."""
    if ";" in author:
        return _bare(re.split(r";(?: ?(?:&|and) )?", author))
    marked = re.sub(r",? (?:&|and) ", "; ", author)
    if re.search(rf"^{SURNAME},? {INITIALS}", author):
        marked = re.sub(rf"({INITIALS}),(?= ?{SURNAME})(?! ?(?:Jr|Sr|I{{2,3}}|IV)\b)", r"\1;", marked)
        return _bare(marked.split(";"))
    if ORGANIZATION.search(author):
        return [author]
    joined = _bare(marked.split(";"))
    if len(joined) > 1 and all(name.count(",") == 1 for name in joined):
        return joined
    if re.search(r" (?:&|and) ", author) or (author.count(",") > 1 and "Jr" not in author):
        return _bare(re.split(r"[;,]" if author.count(",") > 1 else ";", marked))
    return [author]


def _bare(names: list[str]) -> list[str]:
    return [name.strip(" ,") for name in names if name.strip(" ,")]
