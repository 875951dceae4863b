"""The JSON Schemas of all answers, made from their types and from the models of entries."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from app.evidence.entry.value_schemas import PMID_TEXT, VOCABULARY
from app.web.openapi.answers import ENTRY_KEYS, OTHER_KEYS, PUBLIC_NAMES, ErrorAnswer, RetiredAnswer
from app.web.openapi.model import Schema
from app.web.openapi.operations import OPERATIONS

HELD_AS_TEXT = PMID_TEXT["pattern"]


class _AnswerSchemas(GenerateJsonSchema):
    """All keys of an entry are in an answer, null where nothing is recorded; a TypedDict says it itself."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return field["type"] != "typed-dict-field" or super().field_is_required(field, total)


def component_schemas() -> dict[str, Schema]:
    """Name of a type -> its schema. None is closed: within v1 an answer may get more keys."""
    return _schemas()[1]


def reference_schema(answer: Any) -> Schema:
    """The schema of an answer of that type, which refers to the components."""
    return _schemas()[0][answer]


@cache
def _schemas() -> tuple[dict[Any, Schema], dict[str, Schema]]:
    answers = [kind for each in OPERATIONS for kind in each.answer.values() if kind]
    kinds = dict.fromkeys([ErrorAnswer, RetiredAnswer, *answers, *ENTRY_KEYS.values(), *OTHER_KEYS.values()])
    raw, definitions = TypeAdapter.json_schemas(
        [(kind, "serialization", TypeAdapter(kind)) for kind in kinds],
        ref_template="#/components/schemas/{model}",
        schema_generator=_AnswerSchemas,
    )
    references = {kind: _with_public_names(schema) for (kind, _), schema in raw.items()}
    definitions = _with_public_names(definitions)
    components = {name: _object_schema(name, node) for name, node in sorted(definitions["$defs"].items())}
    for entry, keys in ENTRY_KEYS.items():
        _add_keys(components[PUBLIC_NAMES.get(entry, entry.__name__)], components.pop(keys.__name__))
    for answer, others in OTHER_KEYS.items():
        components[answer.__name__]["additionalProperties"] = _value_schema(references[others])
    return references, components


def _with_public_names(schema: Schema) -> Schema:
    written = json.dumps(schema)
    for kind, name in PUBLIC_NAMES.items():
        for before in ('"', "/"):
            written = written.replace(f'{before}{kind.__name__}"', f'{before}{name}"')
    found: Schema = json.loads(written)
    return found


def _object_schema(name: str, node: Schema) -> Schema:
    keys = {key: _value_schema(value) for key, value in node["properties"].items()}
    about = " ".join(node.get("description", "").split())
    required = node.get("required", [])
    return {"title": name, "description": about, "type": "object", "properties": keys, "required": required}


def _add_keys(entry: Schema, added: Schema) -> None:
    entry["description"] = added["description"]
    entry["properties"] |= added["properties"]
    entry["required"] += added["required"]


def _value_schema(node: Any) -> Any:
    """Without titles, defaults and what only matters to those who write an entry."""
    if isinstance(node, list):
        return [_value_schema(each) for each in node]
    if not isinstance(node, dict):
        return node
    left_out = ("title", "default", VOCABULARY)
    kept = {name: _value_schema(part) for name, part in node.items() if name not in left_out}
    if VOCABULARY in node:
        words = "topics" if node[VOCABULARY] == "topics" else "vocabulary"
        kept["description"] = f"An id of {node[VOCABULARY]} in /api/v1/{words}."
    return _as_read(kept) if isinstance(kept.get("type"), list) else kept


def _as_read(node: Schema) -> Schema:
    """An entry may write `volume: 72` or `"72"`; read, it is always of one type."""
    kinds = node["type"]
    is_text = "string" in kinds and (kinds[0] == "string" or node.get("pattern") == HELD_AS_TEXT)
    left_out = ("minimum", "maximum") if is_text else ("pattern", "")
    kept = {name: part for name, part in node.items() if name not in left_out}
    return kept | {"type": "string" if is_text else kinds[0]}
