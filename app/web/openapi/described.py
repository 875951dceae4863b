"""An operation as a value: what `operations.py` is a table of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.catalog.snapshot.snapshot import Snapshot

Schema = dict[str, Any]
JSON, TEXT, HTML, CSV, XML, PNG = "application/json", "text/plain", "text/html", "text/csv", "application/xml", "image/png"
ATOM, JSON_FEED, SVG, CALENDAR = "application/atom+xml", "application/feed+json", "image/svg+xml", "text/calendar"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter. `schema` takes its choices from the serving generation; `array`: may be repeated, meaning any of the values."""

    name: str
    about: str
    schema: Callable[[Snapshot], Schema]
    array: bool = False
    required: bool = False
    refused: int = 400
    """The status of a value that cannot be answered."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a GET of an endpoint answers; its path and the parameters in it are those of its route.

    `answer` is media type -> name of a model of `shapes.py`, None for what is not JSON. `errors`: statuses beside those that follow from the rest
    (404 of a slug, 400 of a parameter). `example`: the query of the example, in which {slug}, {topic}, {study} and {begin} are filled in.
    """

    endpoint: str
    group: str
    summary: str
    about: str
    answer: dict[str, str | None]
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[int, ...] = ()
    example: str | None = None
    error_type: str = JSON
    tombstone: str | None = None
    """The media type that tells of a retired entry (410); None where none is told."""
    is_validated: bool = True
    """Whether it has an ETag and answers 304."""
