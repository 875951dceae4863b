"""Questions on the terminal for the facts that a new entry needs; each answer is checked at once."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import click

from app.commands.new.facts import new_membership
from app.evidence.check.one_line import write_on_one_line
from app.evidence.entry.registry import Registry
from app.evidence.new_entry.facts_file import check_fact
from app.evidence.new_entry.template import list_choices

QUESTIONS = {
    "name": "Name of the program",
    "summary": "Summary (one sentence, at most 240 characters: whom it helps, and how)",
    "target_population.description": "Whom it is meant for, in a sentence",
    "target_population.groups": "Groups it is for (ids from the list, with commas; Enter for none)",
    "topics": "Topic areas it belongs to (ids from the list, with commas; Enter for none)",
    "sources": "Web address of the page from which these facts come",
}
LISTS: dict[str, str] = {"target_population.groups": "populations", "topics": "topics"}
"""Questions with ids as answers, and their vocabulary."""


def ask_for(keys: Iterable[str], facts: dict[str, Any], registry: Registry, today: datetime.date) -> None:
    """Ask until each answer is right, and put it into `facts`."""
    for key in keys:
        if key in LISTS:
            _show_choices(registry, LISTS[key])
        while True:
            default = "" if key in LISTS else None
            _put(facts, key, click.prompt(QUESTIONS[key], default=default, show_default=False, err=True))
            faults = check_fact(key, facts, registry, today)
            if not faults:
                break
            for fault in faults:
                click.echo(f"  {write_on_one_line(f'{fault.message}. {fault.hint}')}", err=True)


def confirm_another(sentence: str, file: str) -> bool:
    return click.confirm(
        f"Look at {file} first: {sentence}. Is yours another program?", default=False, err=True
    )


def _show_choices(registry: Registry, vocabulary: str) -> None:
    labels = {id: word.label for id, word in registry.vocabulary.get(vocabulary, {}).items()}
    if vocabulary == "topics":
        labels = {slug: item.value.name for slug, item in registry.topics.items()}
    ids = list_choices(registry, vocabulary)
    widest = max(map(len, ids), default=0)
    click.echo("\n".join(f"  {id:<{widest}}  {write_on_one_line(labels[id])}" for id in ids), err=True)


def _put(facts: dict[str, Any], key: str, answer: str) -> None:
    shape: Callable[[str], Any] = {
        "target_population.groups": _ids,
        "topics": lambda text: [new_membership(id) for id in _ids(text)],
        "sources": lambda text: [text.strip()],
    }.get(key, str.strip)
    parent, _, name = key.rpartition(".")
    value = shape(answer)
    facts |= {parent: {**(facts.get(parent) or {}), name: value}} if parent else {name: value}


def _ids(text: str) -> list[str]:
    return [id.strip() for id in text.split(",") if id.strip()]
