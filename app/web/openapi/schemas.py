"""The schemas of all answers, from the models: what an entry may hold when it is written, said as what JSON holds when it is read."""

from functools import cache
from typing import Any

from app.evidence.entry.value_schemas import PMID_TEXT, VOCABULARY
from app.web.openapi.described import Schema
from app.web.openapi.shapes import MAY_BE_LEFT_OUT, ONLY_WHEN_ASKED, SHAPES

HELD_AS_TEXT = PMID_TEXT["pattern"]
PLACE = "#/components/schemas/"


@cache
def component_schemas() -> dict[str, Schema]:
    """Name of a model -> its schema. None is closed: within v1 an answer may get more keys."""
    found: dict[str, Schema] = {}
    for shape in SHAPES:
        raw = shape.model_json_schema(by_alias=True, mode="serialization", ref_template=PLACE + "{model}")
        found |= raw.pop("$defs", {})
        found[shape.__name__] = raw
    return {name: _object(name, node) for name, node in sorted(found.items())}


def reference(name: str) -> Schema:
    return {"$ref": PLACE + name}


def _object(name: str, node: Schema) -> Schema:
    """A model. An entry's keys are all there, null where nothing is recorded."""
    keys = {key: _value(value) for key, value in node["properties"].items()}
    always = [key for key in keys if (name, key) not in ONLY_WHEN_ASKED]
    required = node.get("required", []) if name in MAY_BE_LEFT_OUT else always
    about = " ".join(node.get("description", "").split())
    more = node.get("additionalProperties")
    added = {"additionalProperties": _value(more)} if isinstance(more, dict) else {}
    return {"title": name, "description": about, "type": "object", "properties": keys, "required": required, **added}


def _value(node: Any) -> Any:
    """Without titles, defaults and what only matters to those who write an entry."""
    if isinstance(node, list):
        return [_value(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _value(part) for name, part in node.items() if name not in ("title", "default", VOCABULARY)}
    if VOCABULARY in node:
        kept["description"] = f"An id of {node[VOCABULARY]} in /api/v1/{'topics' if node[VOCABULARY] == 'topics' else 'vocabulary'}."
    return _as_read(kept) if isinstance(kept.get("type"), list) else kept


def _as_read(node: Schema) -> Schema:
    """An entry may write `volume: 72` or `"72"`; read, it is always of one type."""
    kinds = node["type"]
    if "string" in kinds and (kinds[0] == "string" or node.get("pattern") == HELD_AS_TEXT):
        return {name: part for name, part in node.items() if name not in ("minimum", "maximum")} | {"type": "string"}
    return {name: part for name, part in node.items() if name != "pattern"} | {"type": kinds[0]}
