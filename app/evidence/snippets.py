"""Blocks of an entry that an editor inserts by name and fills in from key to key, generated from the schema of a program.

No schema completes front matter inside Markdown in the common editors (their YAML support reads YAML files alone); snippets work in it.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

Node = Mapping[str, Any]
ITEM = "- "
BLOCKS = {
    "target_population": ("TargetPopulation", "target_population:"),
    "delivery": ("Delivery", "delivery:"),
    "contact": ("Contact", "contact:"),
    "material": ("Material", "${1|manual,training,fidelity|}:"),
    "harm": ("Harm", "harm:"),
    "topic": ("TopicMembership", ITEM),
    "rating": ("PublishedRating", ITEM),
    "other_rating": ("OtherRating", ITEM),
    "study": ("Study", ITEM),
    "citation": ("Citation", "citation:"),
    "comparison": ("Comparison", "comparison:"),
    "participants": ("Participants", "participants:"),
    "finding": ("Finding", ITEM),
    "effect": ("Effect", "effect:"),
    "retired": ("Retired", "retired:"),
}
"""What an editor types -> (definition of the schema, the line it stands under, or ITEM for one of a list)."""
UNCHOSEN = "…"
"""What stands where a value is required: the check refuses it, so that nothing is recorded by forgetting."""
CITED = "{title: ${%d:…}, url: ${%d:https://…}}"


def snippets_of(program: Node) -> dict[str, Any]:
    """Snippets in the format of VS Code, by title. Every choice is one of the schema; what is left null is not recorded."""
    return {
        f"Homeward: {prefix.replace('_', ' ')}": {
            "scope": "markdown,yaml",
            "prefix": prefix,
            "description": program["$defs"][name]["description"],
            "body": _body(program, name, head),
        }
        for prefix, (name, head) in BLOCKS.items()
    }


def _body(program: Node, name: str, head: str) -> list[str]:
    stops = count(2 if "${1" in head else 1)
    lines = list(_keys(program, name, stops))
    if head == ITEM:
        return [f"{ITEM}{lines[0]}", *(f"  {line}" for line in lines[1:])]
    return [head, *(f"  {line}" for line in lines)]


def _keys(program: Node, name: str, stops: Iterator[int]) -> Iterator[str]:
    """`key: stop` for each key that holds one value or a list of them; blocks inside it have snippets of their own."""
    definition = program["$defs"][name]
    for key, node in definition["properties"].items():
        written = _stop(program, node, key in definition["required"], stops)
        if written:
            yield f"{key}: {written}"


def _stop(program: Node, node: Node, is_required: bool, stops: Iterator[int]) -> str | None:
    node = _resolved(program, node)
    if node.get("type") == "object":
        return CITED % (next(stops), next(stops)) if is_required else None
    if "enum" in node:
        ids = list(dict.fromkeys(str(id) for id in node["enum"]))
        return f"${{{next(stops)}|{','.join([UNCHOSEN if is_required else 'null', *ids])}|}}"
    if "items" in node:
        item = _resolved(program, node["items"])
        inner = None if item.get("type") == "object" else _stop(program, item, True, stops)
        return f"[{inner}]" if inner and "maxItems" not in node else None
    if "boolean" in node["type"]:
        return f"${{{next(stops)}|null,true,false|}}"
    return f"${{{next(stops)}:{UNCHOSEN if is_required else 'null'}}}"


def _resolved(program: Node, node: Node) -> Node:
    """The schema behind a reference, or behind “this or null”."""
    node = node["anyOf"][0] if "anyOf" in node else node
    return program["$defs"][node["$ref"].removeprefix("#/$defs/")] if "$ref" in node else node
