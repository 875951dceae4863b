"""JSON Schema (draft 2020-12) of the content, generated from the models and the vocabulary, so that editors complete what the check accepts.

What needs more than one value or file (order of dates, sources of ratings, links between entries) no schema says: `homeward check` does.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from app.evidence.content import CHOICES
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program
from app.evidence.entry.registry import LEVEL_IDS, Registry
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
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
KeyWords = Mapping[str, Mapping[str, tuple[str, str]]]
"""Name of a model -> key -> (label, help)."""
Node = dict[str, Any]


def build_schema(kind: str, registry: Registry, said: KeyWords) -> Node:
    """The schema of one kind of file (a key of MODELS): front matter, or a whole YAML file for `vocabulary` and `site`."""
    model = MODELS[kind]
    raw: Node = model.model_json_schema(by_alias=True)
    models = {**raw.pop("$defs", {}), model.__name__: raw}
    used: dict[str, Node] = {}
    shaped = {name: _object(name, node, registry, said, used) for name, node in models.items()}
    top = shaped.pop(model.__name__)
    if kind == "program":
        _describe_from_guides(top, shaped)
    if kind == "vocabulary":
        shaped[model.__name__] = top
        top = {
            "title": "Vocabulary",
            "description": "Words that entries may use, by id.",
            "type": "object",
            "additionalProperties": _ref(model.__name__),
        }
    definitions = {**shaped, **used}
    return {"$schema": DRAFT, **top, **({"$defs": dict(sorted(definitions.items()))} if definitions else {})}


def as_json(schema: Node) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _object(name: str, node: Node, registry: Registry, said: KeyWords, used: dict[str, Node]) -> Node:
    """A model: its keys with their labels, null wherever a key may be left out."""
    required = node.get("required", [])
    keys = {
        key: _key(value, key in required, registry, used, said.get(name, {}).get(key))
        for key, value in node["properties"].items()
    }
    about = " ".join(node.get("description", "").split())
    return {
        "title": _spaced(name),
        "description": about,
        "type": "object",
        "properties": keys,
        "required": required,
        "additionalProperties": False,
    }


def _key(
    node: Node, is_required: bool, registry: Registry, used: dict[str, Node], words: tuple[str, str] | None
) -> Node:
    label, help = words or ("", "")
    described = {name: text for name, text in (("title", label), ("description", help)) if text}
    value = _value(
        {name: part for name, part in node.items() if name not in ("title", "default", "description")},
        registry,
        used,
    )
    return {**described, **(value if is_required else _or_null(value))}


def _value(node: Node, registry: Registry, used: dict[str, Node]) -> Node:
    if "anyOf" in node:  # pydantic writes “this or null”; null is added again by the key
        node = next(part for part in node["anyOf"] if part != {"type": "null"})
    if VOCABULARY in node:
        return _words(node[VOCABULARY], registry, used)
    if "enum" in node:
        return _choices(node["enum"], registry)
    if "prefixItems" in node:  # the two numbers of an interval; `items` is what every draft understands
        return {
            "type": "array",
            "items": _value(node["prefixItems"][0], registry, used),
            "minItems": 2,
            "maxItems": 2,
        }
    if "items" in node:
        return {"type": "array", "items": _value(node["items"], registry, used)}
    if "propertyNames" in node:
        return {**node, "additionalProperties": _value(node["additionalProperties"], registry, used)}
    return node


def _or_null(node: Node) -> Node:
    if "$ref" in node or "enum" in node:
        return {"anyOf": [node, {"type": "null"}]}
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return {**node, "type": [*types, "null"]}


def _words(vocabulary: str, registry: Registry, used: dict[str, Node]) -> Node:
    """The ids of a vocabulary as a definition of its own; retired ones are left out, as the check refuses them."""
    name = f"{vocabulary}-ids"
    used[name] = {"title": f"One of the {vocabulary}", **_enum(_meanings(vocabulary, registry))}
    return _ref(name)


def _choices(ids: list[str], registry: Registry) -> Node:
    if tuple(ids) == LEVEL_IDS:
        labels = {level: item.value.label for level, item in registry.levels.items()}
        return _enum(
            [
                (written, labels.get(level, ""))
                for level in LEVEL_IDS
                for written in ([int(level), level] if level.isdigit() else [level])
            ]
        )
    vocabulary = next((name for name, choices in CHOICES.items() if list(get_args(choices)) == ids), None)
    known = dict(_meanings(vocabulary, registry)) if vocabulary else {}
    return _enum([(id, known.get(id, "")) for id in ids])


def _enum(meanings: list[tuple[Any, str]]) -> Node:
    """`enumDescriptions` is what editors show beside each choice."""
    described = (
        {"enumDescriptions": [meaning for _, meaning in meanings]}
        if any(meaning for _, meaning in meanings)
        else {}
    )
    return {"enum": [id for id, _ in meanings], **described}


def _meanings(vocabulary: str, registry: Registry) -> list[tuple[Any, str]]:
    if vocabulary == "topics":
        return [(slug, topic.value.name) for slug, topic in sorted(registry.topics.items())]
    words = registry.vocabulary.get(vocabulary, {}).items()
    return [
        (id, f"{word.label}: {word.definition}" if word.definition else word.label)
        for id, word in words
        if word.status == "active"
    ]


def _describe_from_guides(program: Node, definitions: Mapping[str, Node]) -> None:
    """What a new entry tells its editor of a key is what the key says of itself; choices are listed by the schema."""
    for guide in KEY_NOTES:
        if node := _at(program, definitions, guide.key.split(".")):
            about = re.sub(r"\s*[^.;]*(any|one) of:$", "", guide.about).strip()
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


def _spaced(name: str) -> str:
    """“TargetPopulation” as “Target population”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
