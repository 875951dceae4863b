"""What is known of links from earlier checks: `links.json` in the catalog folder, which builds leave alone."""

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.links.answers import Answer, Failing, State

NAME = "links.json"
VERSION = 1
DAYS_FRESH = 7


class CannotRead(ValueError):
    """The file is not one that this version wrote; the text names it and the remedy."""


@dataclass(frozen=True, slots=True)
class LinkHistory:
    """How a link stood when it was last asked. Days are year-month-day; `last_good` None: never seen good; `since`: failing since that day."""

    state: State
    said: str
    checked: str
    last_good: str | None = None
    since: str | None = None
    moved_to: str | None = None
    failing: Failing = ""


Memory = dict[str, LinkHistory]
"""Address -> what is known of it."""


def after(answer: Answer, before: LinkHistory | None, today: datetime.date) -> LinkHistory:
    """What is known once `answer` came. A site whose name is unknown on two different days is dead: one day may be an outage."""
    day = str(today)
    if answer.state in ("ok", "moved"):
        return LinkHistory(answer.state, answer.said, day, last_good=day, moved_to=answer.moved_to)
    last_good = before.last_good if before else None
    if answer.state == "blocked":
        return LinkHistory("blocked", answer.said, day, last_good)
    since = before.since if before and before.since else day
    nameless_before = before is not None and before.failing == "name" and before.checked < day
    state: State = "dead" if answer.failing == "name" and (nameless_before or (before and before.state == "dead")) else answer.state
    return LinkHistory(state, answer.said, day, last_good, since, failing=answer.failing)


def is_fresh(known: LinkHistory | None, today: datetime.date) -> bool:
    """Whether a link need not be asked again: what answered, for 7 days; a dead one, for the day; one that could not be reached, never."""
    if known is None or known.state == "unreachable":
        return False
    age = (today - datetime.date.fromisoformat(known.checked)).days
    return 0 <= age < (1 if known.state == "dead" else DAYS_FRESH)


def remembered(catalog: Path) -> Memory:
    """What earlier checks found; nothing before the first. Raises CannotRead."""
    path = catalog / NAME
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["version"] != VERSION:
            raise CannotRead(f"{path} was written by another version: delete it, and links are asked anew")
        return {url: LinkHistory(**values) for url, values in kept["links"].items()}
    except FileNotFoundError:
        return {}
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CannotRead(f"{path} cannot be read ({error}): delete it, and links are asked anew") from error


def keep(catalog: Path, found: Mapping[str, LinkHistory]) -> None:
    """Add `found` to what is remembered, in one step: a reader sees the old file or the new one."""
    catalog.mkdir(parents=True, exist_ok=True, mode=0o700)
    links = dict(sorted({**remembered(catalog), **found}.items()))
    text = json.dumps({"version": VERSION, "links": {url: asdict(known) for url, known in links.items()}}, indent=1, ensure_ascii=False)
    unfinished = catalog / f"{NAME}.{os.getpid()}.unfinished"
    unfinished.write_text(text, "utf-8")
    unfinished.replace(catalog / NAME)
