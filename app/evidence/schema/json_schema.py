"""JSON Schema (draft 2020-12) of the content, so that editors complete what the check accepts.

It comes from the models and the vocabulary. No schema says what needs more than one value or file (order of
dates, sources of ratings, links between entries): `homeward check` does.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from app.evidence.entry.documents import Documents
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program
from app.evidence.entry.registry import CHOICES, LEVEL_IDS, Registry
from app.evidence.entry.value_schemas import VOCABULARY
from app.evidence.entry.value_types import Entry
from app.evidence.new_entry.key_notes import KEY_NOTES

MODELS: dict[str, type[Entry]] = {
    "program": Program,
    "topic": Topic,
    "guide": Guide,
    "rating": RatingLevel,
    "vocabulary": VocabularyWord,
    "site": Site,
    "documents": Documents,
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
KeyWords = Mapping[str, Mapping[str, tuple[str, str]]]
"""Name of a model -> key -> (label, help)."""
Node = dict[str, Any]
DROPPED = ("title", "default", "description")
"""What pydantic says of a key and the schema says better."""


def build_schema(kind: str, registry: Registry, said: KeyWords) -> Node:
    """The schema of a kind of file, a key of MODELS: of its front matter, or all of it in a YAML file."""
    model = MODELS[kind]
    raw: Node = model.model_json_schema(by_alias=True)
    models = {**raw.pop("$defs", {}), model.__name__: raw}
    builder = SchemaBuilder(registry, said)
    shaped = {name: builder.object(name, node) for name, node in models.items()}
    top = shaped.pop(model.__name__)
    if kind == "program":
        _describe_keys(top, shaped)
    if kind == "vocabulary":
        shaped[model.__name__], words = top, "Words that entries may use, by id."
        top = {"title": "Vocabulary", "description": words, "type": "object"}
        top["additionalProperties"] = _ref(model.__name__)
    definitions = {**shaped, **builder.used}
    return {"$schema": DRAFT, **top, **({"$defs": dict(sorted(definitions.items()))} if definitions else {})}


def as_json(schema: Node) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class SchemaBuilder:
    """Shapes what pydantic says of the models. `used`: the ids of each vocabulary that a key may hold."""

    def __init__(self, registry: Registry, said: KeyWords) -> None:
        self.registry = registry
        self.said = said
        self.used: dict[str, Node] = {}

    def object(self, name: str, node: Node) -> Node:
        """A model: its keys with their labels, null wherever a key may be left out."""
        required, keys = node.get("required", []), {}
        for key, inner in node["properties"].items():
            value = self.value({part: inner[part] for part in inner if part not in DROPPED})
            label, help = self.said.get(name, {}).get(key, ("", ""))
            described = {part: text for part, text in (("title", label), ("description", help)) if text}
            keys[key] = {**described, **(value if key in required else _or_null(value))}
        about = " ".join(node.get("description", "").split())
        title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()  # “Target population”
        shape = {"title": title, "description": about, "type": "object", "properties": keys}
        return {**shape, "required": required, "additionalProperties": False}

    def value(self, node: Node) -> Node:
        if "anyOf" in node:  # pydantic writes “this or null”; null is added again by the key
            node = next(part for part in node["anyOf"] if part != {"type": "null"})
        if VOCABULARY in node:
            return self.words(node[VOCABULARY])
        if "enum" in node:
            return self.choices(node["enum"])
        if "prefixItems" in node:  # the two numbers of an interval; `items` is what every draft understands
            items = self.value(node["prefixItems"][0])
            return {"type": "array", "items": items, "minItems": 2, "maxItems": 2}
        if "items" in node:
            return {"type": "array", "items": self.value(node["items"])}
        if "propertyNames" in node:
            return {**node, "additionalProperties": self.value(node["additionalProperties"])}
        return node

    def words(self, vocabulary: str) -> Node:
        """The ids of a vocabulary as a definition of its own."""
        name = f"{vocabulary}-ids"
        self.used[name] = {"title": f"One of the {vocabulary}", **_enum(self.meanings(vocabulary))}
        return _ref(name)

    def choices(self, ids: list[str]) -> Node:
        if tuple(ids) == LEVEL_IDS:
            labels = {level: item.value.label for level, item in self.registry.levels.items()}
            written = ((level, [int(level), level] if level.isdigit() else [level]) for level in LEVEL_IDS)
            return _enum([(form, labels.get(level, "")) for level, forms in written for form in forms])
        vocabulary = next((name for name, known in CHOICES.items() if list(get_args(known)) == ids), None)
        known = dict(self.meanings(vocabulary)) if vocabulary else {}
        return _enum([(id, known.get(id, "")) for id in ids])

    def meanings(self, vocabulary: str) -> list[tuple[Any, str]]:
        """The ids that may be used and what they mean; the check refuses retired ones."""
        if vocabulary == "topics":
            return [(slug, topic.value.name) for slug, topic in sorted(self.registry.topics.items())]
        words = self.registry.vocabulary.get(vocabulary, {}).items()
        active = [(id, word) for id, word in words if word.status == "active"]
        return [
            (id, f"{word.label}: {word.definition}" if word.definition else word.label) for id, word in active
        ]


def _or_null(node: Node) -> Node:
    if "$ref" in node or "enum" in node:
        return {"anyOf": [node, {"type": "null"}]}
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return {**node, "type": [*types, "null"]}


def _enum(meanings: list[tuple[Any, str]]) -> Node:
    """`enumDescriptions` is what editors show beside each choice."""
    enum: Node = {"enum": [id for id, _ in meanings]}
    if any(meaning for _, meaning in meanings):
        enum["enumDescriptions"] = [meaning for _, meaning in meanings]
    return enum


def _describe_keys(program: Node, definitions: Mapping[str, Node]) -> None:
    """Describe keys as a new entry does, without the choices, which the schema lists."""
    for note in KEY_NOTES:
        if node := _at(program, definitions, note.key.split(".")):
            about = re.sub(r"\s*[^.;]*(any|one) of:$", "", note.about).strip()
            if about:
                node["description"] = about


def _at(node: Node, definitions: Mapping[str, Node], keys: list[str]) -> Node | None:
    for number, key in enumerate(keys):
        found: Node | None = node.get("properties", {}).get(key)
        if found is None or number == len(keys) - 1:
            return found
        node = definitions[next(_references(found)).removeprefix("#/$defs/")]
    return None


def _references(node: Node) -> Iterator[str]:
    if "$ref" in node:
        yield node["$ref"]
    for part in node.get("anyOf", ()):
        yield from _references(part)


def _ref(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}
