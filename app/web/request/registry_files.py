"""The files that hold the registry whole, as one table: the data set consists of them."""

from dataclasses import dataclass
from typing import Literal

FileId = Literal["programs", "entries", "crosswalk", "ratings", "database"]
JSON, CSV, SQLITE = "application/json", "text/csv", "application/vnd.sqlite3"


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A file, as it is served without any parameter."""

    id: FileId
    title: str
    path: str
    media_type: str


REGISTRY_FILES = (
    RegistryFile("programs", "All programs as a table", "/programs.csv", CSV),
    RegistryFile("entries", "All entries", "/programs.json", JSON),
    RegistryFile("crosswalk", "Ratings by registry as a table", "/crosswalk.csv", CSV),
    RegistryFile("ratings", "Every published rating, a row each", "/ratings.csv", CSV),
    RegistryFile("database", "The database", "/registry.sqlite", SQLITE),
)
DATA_PACKAGE, DATA_CATALOG = "/datapackage.json", "/dataset.jsonld"
"""Where machines read what the files hold: as a Frictionless Data Package, and as DCAT."""
