"""The address of a new program, and whether the registry has it already under this or a similar name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.evidence.entry.registry import Outline, Registry

NEAR = 0.85
"""How alike two names are (0 to 1, by difflib) that are near: 0.85 finds a slip in seven letters."""
IN_BRACKETS = re.compile(r"\([^)]*\)")
SAY_LITTLE = frozenset({"a", "an", "the", "program", "programs", "programme", "model"})


@dataclass(frozen=True, slots=True)
class Clash:
    """`written` is taken by, the same as, or close to `like`, which belongs to the program `slug`."""

    kind: Literal["address", "former-address", "name", "near"]
    written: str
    like: str
    slug: str

    @property
    def sentence(self) -> str:
        like = f"“{self.like}” (programs/{self.slug}.md)"
        return {
            "address": f"the address “{self.written}” is taken by {like}",
            "former-address": f"the address “{self.written}” leads to {like}, which once had it",
            "name": f"“{self.written}” is already the name or an alias of {like}",
            "near": f"“{self.written}” is close to {like}",
        }[self.kind]


def make_slug(name: str) -> str:
    """The address that a name suggests, without what stands in brackets, accents and signs; maybe empty."""
    bare = IN_BRACKETS.sub(" ", name)
    return _slug(bare) or _slug(name)


def find_clash(name: str, slug: str, aliases: Iterable[str], registry: Registry) -> Clash | None:
    """The gravest reason not to make a new program `name` at `slug`, None when there is none.

    A taken address is graver than a name, a name than a near one.
    """
    outlines = registry.outlines()
    return _address_taken(slug, outlines) or _name_taken((name, *aliases), outlines) or _near(name, outlines)


def _address_taken(slug: str, outlines: dict[str, Outline]) -> Clash | None:
    if slug in outlines:
        return Clash("address", slug, outlines[slug].name, slug)
    former = ((holder, outline) for holder, outline in outlines.items() if slug in outline.former_slugs)
    return next((Clash("former-address", slug, outline.name, holder) for holder, outline in former), None)


def _name_taken(names: Iterable[str], outlines: dict[str, Outline]) -> Clash | None:
    known = {_plain(said): slug for said, slug in reversed([*_names(outlines)])}
    taken = ((name, known[_plain(name)]) for name in names if _plain(name) in known)
    return next((Clash("name", name, outlines[holder].name, holder) for name, holder in taken), None)


def _near(name: str, outlines: dict[str, Outline]) -> Clash | None:
    known = {form: (said, slug) for said, slug in _names(outlines) for form in _forms(said)}
    for form in _forms(name):
        parts = (other for other in known if _is_part(form, other) or _is_part(other, form))
        close = [*difflib.get_close_matches(form, known, n=1, cutoff=NEAR), *parts]
        if close:
            return Clash("near", name, *known[close[0]])
    return None


def _names(outlines: dict[str, Outline]) -> Iterator[tuple[str, str]]:
    """Every name and alias with the program it belongs to."""
    for slug, outline in outlines.items():
        yield from ((name, slug) for name in (outline.name, *outline.aliases))


def _is_part(form: str, other: str) -> bool:
    """Whether the words of one name stand in another one after the other; two words alone prove nothing."""
    return form.count(" ") >= 2 and f" {form} " in f" {other} "


def _forms(name: str) -> Iterator[str]:
    """A name as it is compared: whole, and without what stands in brackets."""
    yield _plain(name)
    yield _plain(IN_BRACKETS.sub(" ", name)) or _plain(name)


def _plain(name: str) -> str:
    words = re.findall(r"\w+", _without_marks(name).lower())
    return " ".join([word for word in words if word not in SAY_LITTLE] or words)


def _slug(name: str) -> str:
    plain = _without_marks(name).lower().replace("&", " and ").replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _without_marks(name: str) -> str:
    """Accents, ® and ™ dropped: compatibility forms would write ™ out as TM."""
    bare = "".join(sign for sign in name if unicodedata.category(sign) not in ("So", "Sk"))
    return "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign))
