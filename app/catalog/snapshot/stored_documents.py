"""Documents of the catalog as models, without checking again what was checked when they were stored."""

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import SchemaValidator

Model = TypeVar("Model", bound=BaseModel)
CHECKS = ("function-before", "function-after", "function-wrap")
"""Steps of a schema that look at a value, or mend how it is written, and leave its kind as it is."""
NOT_SCHEMAS = ("cls", "serialization", "metadata")


def read_stored(model: type[Model], document: str) -> Model:
    """The model that `model_dump_json` wrote into the catalog; equal to what `model_validate_json` gives."""
    read: Model = _reader_of(model).validate_json(document)
    return read


@cache
def _reader_of(model: type[BaseModel]) -> SchemaValidator:
    # The ready reader of a model within a model would bring its checks back.
    return SchemaValidator(_without_checks(model.__pydantic_core_schema__), _use_prebuilt=False)


def _without_checks(schema: Any) -> Any:
    if isinstance(schema, list | tuple):
        return type(schema)(map(_without_checks, schema))
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in CHECKS:
        inner = _without_checks(schema["schema"])
        return {"ref": schema["ref"], **inner} if "ref" in schema else inner
    return {key: part if key in NOT_SCHEMAS else _without_checks(part) for key, part in schema.items()}
