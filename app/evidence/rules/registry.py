"""Rules over all entries together: addresses, names and successors."""

from collections.abc import Iterator, Mapping, Set

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.registry import Outline


def check_addresses(
    entries: Mapping[str, Outline], unread: Set[str] = frozenset()
) -> Iterator[tuple[str, RuleFinding]]:
    """(slug, objection) for every old address that leads to two places and every unknown successor.

    Entries of `unread` are there, though nothing of them is known.
    """
    claimed: dict[str, str] = {}
    for slug, entry in entries.items():
        for number, former in enumerate(entry.former_slugs):
            holder = former if former in entries else claimed.get(former)
            if holder is not None:
                message = f"“{former}” is already claimed by {holder}"
                if former in entries:
                    message = f"“{former}” is the address of an entry that exists"
                hint = "An old address can lead to one entry only: delete it from one."
                yield slug, RuleFinding("former-slug-claimed", ("former_slugs", number), message, hint)
            claimed.setdefault(former, slug)
        if entry.successor and entry.successor not in entries and entry.successor not in unread:
            message = f"there is no entry “{entry.successor}”"
            hint = "Write the file name of an entry without .md (of a word, its id), or null."
            yield slug, RuleFinding("successor-unknown", ("retired", "successor"), message, hint)


def check_aliases(programs: Mapping[str, Outline]) -> Iterator[tuple[str, RuleFinding]]:
    first: dict[str, str] = {}
    for slug, program in programs.items():
        said: dict[At, str] = {("name",): program.name}
        said |= {("aliases", number): alias for number, alias in enumerate(program.aliases)}
        for at, name in said.items():
            holder = first.setdefault(name.casefold(), slug)
            if holder != slug:
                message = f"“{name}” is also what {holder} is called"
                hint = "Fine if people mean both; otherwise make the two names different."
                yield slug, RuleFinding("alias-shared", at, message, hint)
