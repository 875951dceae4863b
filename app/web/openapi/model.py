"""An operation and its parameters as values: what the tables of operations and parameters hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.catalog.snapshot.snapshot import Snapshot

Schema = dict[str, Any]
JSON, TEXT, HTML, CSV, XML = "application/json", "text/plain", "text/html", "text/csv", "application/xml"
ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"
SVG, PNG = "image/svg+xml", "image/png"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter; the choices in `schema` are those of the serving generation.

    An `array` may be repeated and means any of its values. `refused` is the status for a bad value.
    """

    name: str
    about: str
    schema: Callable[[Snapshot], Schema]
    array: bool = False
    required: bool = False
    refused: int = 400


@dataclass(frozen=True, slots=True)
class Operation:
    """What a GET of an endpoint answers; the path and its parameters are those of the endpoint's route.

    `answer` maps a media type to the type of the answer in `answers.py`, or to None for what is not JSON.
    `errors` are statuses that do not follow from the rest. `example` is a query: {slug}, {topic}, {study},
    {begin} and {page} are filled in. `tombstone` is the media type of the 410 for a retired entry.
    """

    endpoint: str
    group: str
    summary: str
    about: str
    answer: dict[str, Any]
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[int, ...] = ()
    example: str | None = None
    error_type: str = JSON
    tombstone: str | None = None
    has_validator: bool = True
    """Whether an answer has an ETag and may be 304."""
