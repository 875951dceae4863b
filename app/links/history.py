"""The results of earlier link checks: `links.json` in the catalog folder, which builds leave alone."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.files import write_file
from app.links.answers import Answer, Failing, State

NAME = "links.json"
VERSION = 1
DAYS_FRESH = 7
REMEDY = "delete it, and links are asked anew"


class UnreadableHistory(ValueError):
    """The file is not one that this version wrote; the text names it and the remedy."""


@dataclass(frozen=True, slots=True)
class LinkHistory:
    """The state of a link when it was last asked; days are YYYY-MM-DD.

    `last_good` is None for a link never seen good; `since` is the day of the first failure.
    """

    state: State
    said: str
    checked: str
    last_good: str | None = None
    since: str | None = None
    moved_to: str | None = None
    failing: Failing = ""


LinkHistories = dict[str, LinkHistory]
"""Address -> its history."""


def update_history(answer: Answer, before: LinkHistory | None, today: datetime.date) -> LinkHistory:
    """The history with `answer`. A host name unknown on two days is dead: on one day it may be an outage."""
    day = str(today)
    if answer.state in ("ok", "moved"):
        return LinkHistory(answer.state, answer.said, day, last_good=day, moved_to=answer.moved_to)
    last_good = before.last_good if before else None
    if answer.state == "blocked":
        return LinkHistory("blocked", answer.said, day, last_good)
    since = before.since if before and before.since else day
    nameless_before = before is not None and before.failing == "name" and before.checked < day
    dead_before = before is not None and before.state == "dead"
    state: State = "dead" if answer.failing == "name" and (nameless_before or dead_before) else answer.state
    return LinkHistory(state, answer.said, day, last_good, since, failing=answer.failing)


def is_fresh(known: LinkHistory | None, today: datetime.date) -> bool:
    """Whether a link need not be asked again: for 7 days, a dead one for a day, an unreachable one never."""
    if known is None or known.state == "unreachable":
        return False
    age = (today - datetime.date.fromisoformat(known.checked)).days
    return 0 <= age < (1 if known.state == "dead" else DAYS_FRESH)


def read_histories(catalog: Path) -> LinkHistories:
    """What earlier checks found; empty before the first. Raises UnreadableHistory."""
    path = catalog / NAME
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["version"] != VERSION:
            raise UnreadableHistory(f"{path} was written by another version: {REMEDY}")
        return {url: LinkHistory(**values) for url, values in kept["links"].items()}
    except FileNotFoundError:
        return {}
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableHistory(f"{path} cannot be read ({error}): {REMEDY}") from error


def save_histories(catalog: Path, found: Mapping[str, LinkHistory]) -> None:
    """Add `found` to the file in one step: a reader sees the old file or the new one."""
    catalog.mkdir(parents=True, exist_ok=True, mode=0o700)
    links = dict(sorted({**read_histories(catalog), **found}.items()))
    content = {"version": VERSION, "links": {url: asdict(known) for url, known in links.items()}}
    text = json.dumps(content, indent=1, ensure_ascii=False)
    write_file(catalog / NAME, text.encode())
