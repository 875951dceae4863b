"""Rules over all entries together: addresses, names and successors."""

from collections.abc import Iterator, Mapping

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.registry import Outline


def check_addresses(entries: Mapping[str, Outline]) -> Iterator[tuple[str, RuleFinding]]:
    """(slug of the entry, objection) for every old address that leads to two places and every successor that does not exist."""
    claimed: dict[str, str] = {}
    for slug, entry in entries.items():
        for number, former in enumerate(entry.former_slugs):
            holder = former if former in entries else claimed.get(former)
            if holder is not None:
                said = (
                    "is the address of an entry that exists"
                    if former in entries
                    else f"is already claimed by {holder}"
                )
                yield (
                    slug,
                    RuleFinding(
                        "former-slug-claimed",
                        ("former_slugs", number),
                        f"“{former}” {said}",
                        "An old address can lead to one entry only: delete it from one.",
                    ),
                )
            claimed.setdefault(former, slug)
        if entry.successor and entry.successor not in entries:
            yield (
                slug,
                RuleFinding(
                    "successor-unknown",
                    ("retired", "successor"),
                    f"there is no entry “{entry.successor}”",
                    "Write the file name of an entry without .md (of a word, its id), or null.",
                ),
            )


def check_aliases(programs: Mapping[str, Outline]) -> Iterator[tuple[str, RuleFinding]]:
    first: dict[str, str] = {}
    for slug, program in programs.items():
        said: dict[At, str] = {
            ("name",): program.name,
            **{("aliases", number): alias for number, alias in enumerate(program.aliases)},
        }
        for at, name in said.items():
            holder = first.setdefault(name.casefold(), slug)
            if holder != slug:
                message = f"“{name}” is also what {holder} is called"
                yield (
                    slug,
                    RuleFinding(
                        "alias-shared",
                        at,
                        message,
                        "Fine if people mean both; otherwise make the two names different.",
                    ),
                )
