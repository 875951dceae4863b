"""Links that are not good, as problems of the files that they are in."""

from collections.abc import Iterable, Iterator, Mapping

from app.evidence.check.problem import Problem
from app.evidence.links import Link
from app.links.answers import is_front_page
from app.links.history import LinkHistory

ARCHIVE = "https://web.archive.org/web/*/"


def find_link_problems(links: Iterable[Link], known: Mapping[str, LinkHistory]) -> Iterator[Problem]:
    """A problem at the place of each link that is not good. Links never asked are skipped."""
    for link in links:
        found = known.get(link.url)
        if found is not None and found.state != "ok":
            yield _PROBLEM[found.state](link, found)


def _dead(link: Link, found: LinkHistory) -> Problem:
    if link.doi and not found.failing:
        message = f"doi.org does not know the DOI {link.doi}"
        hint = "Compare it with the paper: a digit or a letter differs, or it was never registered."
        return link.problem("link-dead", message, f"{hint} {_last_good(found)}")
    hint = (
        f"Look for where its publisher moved the page, or in a web archive ({ARCHIVE}{link.url}); "
        "link that, and record what you saw there and on which day."
    )
    return link.problem("link-dead", f"{link.url} {found.said}{_since(found)}", f"{_last_good(found)} {hint}")


def _moved(link: Link, found: LinkHistory) -> Problem:
    target = found.moved_to or ""
    if is_front_page(target) and not is_front_page(link.url):
        archive = f"look in a web archive ({ARCHIVE}{link.url}) and link what you saw there"
        hint = f"The page itself may be gone: open it. If it is, {archive}."
        return link.problem("link-moved", f"{link.url} leads for good to the front page {target}", hint)
    hint = f"Open it, and if it is the same page write {target} instead."
    return link.problem("link-moved", f"{link.url} {found.said}", hint)


def _blocked(link: Link, found: LinkHistory) -> Problem:
    message = f"{link.url} {found.said}: it refuses programs, which says nothing about people"
    hint = f"Open it in a browser: if a person can read it, nothing has to change. {_last_good(found)}"
    return link.problem("link-blocked", message, hint)


def _unreachable(link: Link, found: LinkHistory) -> Problem:
    hint = f"Check again on another day, then open it in a browser. {_last_good(found)}"
    return link.problem("link-unreachable", f"{link.url} {found.said}{_since(found)}", hint)


_PROBLEM = {"dead": _dead, "moved": _moved, "blocked": _blocked, "unreachable": _unreachable}


def _last_good(found: LinkHistory) -> str:
    return f"It was last good on {found.last_good}." if found.last_good else "No check has seen it good yet."


def _since(found: LinkHistory) -> str:
    return f" (since {found.since})" if found.since and found.since < found.checked else ""
