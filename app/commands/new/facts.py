"""The facts of a new entry, from a file and the command line, and what is still missing."""

import datetime
from typing import Any

from app.evidence.new_entry.template import complete_facts

NEEDED = {
    "name": "NAME",
    "summary": "--summary",
    "target_population.description": "--population",
    "sources": "--source",
}
"""What an entry cannot start without, and how it is given."""
Facts = dict[str, Any]


def merge_facts(given: Facts, name: str | None, flags: dict[str, Any]) -> Facts:
    """The facts of the file with those of the command line, which win; lists are added to."""
    written = {"name": name, "summary": flags["summary"]}
    facts = {**given, **{key: value for key, value in written.items() if value is not None}}
    population = dict(as_dict(facts.get("target_population")))
    if flags["population"] is not None:
        population["description"] = flags["population"]
    if flags["groups"]:
        population["groups"] = [*as_list(population.get("groups")), *flags["groups"]]
    if flags["population"] is not None or flags["groups"]:
        facts["target_population"] = population
    topics = [new_membership(topic) for topic in flags["topics"]]
    for key, more in (("aliases", flags["aliases"]), ("sources", flags["sources"]), ("topics", topics)):
        if more:
            facts[key] = [*as_list(facts.get(key)), *more]
    return facts


def find_missing(facts: Facts, today: datetime.date) -> list[str]:
    """The keys of NEEDED that have no value yet."""
    values = complete_facts(facts, today)
    population = as_dict(values.get("target_population"))
    values |= {f"target_population.{key}": value for key, value in population.items()}
    return [key for key in NEEDED if values.get(key) in (None, "", [])]


def list_questions(facts: Facts, today: datetime.date, optional: bool) -> list[str]:
    """The keys to ask for, in the order of the questions; with `optional` also groups and topics."""
    wanted = find_missing(facts, today)
    if optional and not as_dict(facts.get("target_population")).get("groups"):
        wanted.append("target_population.groups")
    if optional and not facts.get("topics"):
        wanted.append("topics")
    order = [*list(NEEDED)[:3], "target_population.groups", "topics", "sources"]
    return sorted(wanted, key=order.index)


def new_membership(topic: str) -> dict[str, Any]:
    return {"topic": topic, "relevance": None, "ratings": []}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
