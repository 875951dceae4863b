"""`homeward check --links`: asks for the links of entries and keeps the answers, which `stale` reads too."""

import datetime
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

import click

from app.commands.catalog_folder import catalog_explained
from app.evidence.check.problem import Problem
from app.evidence.entry.pages import Site
from app.evidence.entry.wording import number_of
from app.evidence.links import Link
from app.links.answers import Answer
from app.links.checking import ask_all, group_by_site
from app.links.history import (
    LinkHistories,
    LinkHistory,
    UnreadableHistory,
    is_fresh,
    read_histories,
    save_histories,
    update_history,
)
from app.links.http import LinkClient, RateLimiter
from app.links.problems import find_link_problems
from app.settings import Settings

SAVED_EVERY = 50
FEW_SITES = 3
SAID = {"ok": "good", "moved": "moved", "blocked": "blocked", "dead": "dead", "unreachable": "not reached"}


def read_known_links(settings: Settings) -> LinkHistories:
    """What earlier checks found."""
    try:
        with catalog_explained(settings):
            return read_histories(settings.catalog)
    except UnreadableHistory as error:
        raise click.ClickException(str(error)) from error


def check_links(settings: Settings, site: Site | None, links: Sequence[Link], fresh: bool) -> list[Problem]:
    """Ask every link that was not asked within 7 days (`fresh`: every link), and report what is not good."""
    today, known = datetime.date.today(), read_known_links(settings)
    urls = list(dict.fromkeys(link.url for link in links))
    wanted = [url for url in urls if fresh or not is_fresh(known.get(url), today)]
    sites = group_by_site(wanted)
    if wanted:
        amount = f"{number_of(len(wanted), 'link')} on {number_of(len(sites), 'site')}"
        _say(
            f"Asking {amount}, each site at most once a second: {_duration(sites)}. "
            f"Ctrl-C stops it, and what was heard by then is kept."
        )
    stop = threading.Event()
    recorder = _Recorder(settings, known, today, len(wanted))
    limiter = RateLimiter(time.monotonic, partial(_sleep, stop))
    try:
        ask_all(wanted, LinkClient(user_agent(settings, site), limiter), recorder, stop)
    finally:
        recorder.save()
    known.update(recorder.found)
    _say(_summary(known, urls, recorder))
    return list(find_link_problems(links, known))


def user_agent(settings: Settings, site: Site | None) -> str:
    """The User-Agent: Homeward, and where its publisher can be reached when that is set."""
    address = settings.base_url or (site.base_url if site else None)
    contact = site.contact.email or site.contact.url if site else None
    about = "; ".join(filter(None, (f"+{address}" if address else None, contact)))
    return f"Homeward-link-check/1.0{f' ({about})' if about else ''}"


class _Recorder:
    """Takes each answer as it comes: keeps it, and shows the progress."""

    def __init__(self, settings: Settings, before: LinkHistories, today: datetime.date, of: int) -> None:
        self.settings, self.before, self.today, self.of = settings, before, today, of
        self.found: dict[str, LinkHistory] = {}
        self.left_alone = 0
        self.answered = False
        self._unsaved = 0

    def __call__(self, url: str, answer: Answer | None) -> None:
        if answer is None:
            self.left_alone += 1
            return
        self.answered = self.answered or not answer.failing
        self.found[url] = update_history(answer, self.before.get(url), self.today)
        self._unsaved += 1
        if self._unsaved == SAVED_EVERY:
            self.save()
        if sys.stderr.isatty():
            click.echo(f"\r{len(self.found) + self.left_alone} of {self.of} …", err=True, nl=False)

    def save(self) -> None:
        """Keep the answers, unless no site answered: then this machine was not on line."""
        if not self.answered and len(group_by_site(self.found)) >= FEW_SITES:
            raise click.ClickException("no site answered: is this machine on line? Nothing was recorded")
        if self._unsaved:
            with catalog_explained(self.settings):
                save_histories(self.settings.catalog, self.found)
            self._unsaved = 0


def _sleep(stop: threading.Event, seconds: float) -> None:
    if stop.wait(seconds):
        raise InterruptedError("the check was stopped")


def _duration(sites: dict[str, list[str]]) -> str:
    seconds = max(len(links) for links in sites.values())
    return (
        "less than a minute" if seconds < 45 else f"{number_of(round(seconds / 60) or 1, 'minute')} or more"
    )


def _summary(known: LinkHistories, urls: Sequence[str], recorder: _Recorder) -> str:
    counts = Counter[str](known[url].state for url in urls if url in known)
    states = ", ".join(f"{counts[state]} {said}" for state, said in SAID.items() if counts[state])
    asked, left_alone = len(recorder.found), recorder.left_alone
    others = ", the others within 7 days" if asked + left_alone < len(urls) else ""
    reason = "not asked, because their site wants a longer pause: check again later"
    left = f"; {left_alone} {reason}" if left_alone else ""
    return f"{number_of(len(urls), 'link')}: {states or 'none known'} ({asked} asked now{others}{left})."


def _say(text: str) -> None:
    click.echo(f"\r{text}" if sys.stderr.isatty() else text, err=True)
