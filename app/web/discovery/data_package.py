"""The registry as a Frictionless Data Package (version 2): its files, and the columns of each table."""

import re
from collections.abc import Mapping, Sequence

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.pages import Licence, VocabularyWord
from app.web.downloads import program_table, ratings
from app.web.openapi.answers import (
    DataContributor,
    DataField,
    DataLicence,
    DataPackageAnswer,
    DataResource,
    DataSchema,
    DataSource,
)
from app.web.pages import crosswalk
from app.web.request.context import absolute_url
from app.web.request.registry_files import REGISTRY_FILES, FileId, RegistryFile
from app.web.response.csv import CsvColumn

PROFILES = "https://datapackage.org/profiles/2.0"
COLUMNS: Mapping[FileId, Sequence[CsvColumn]] = {
    "programs": program_table.COLUMNS,
    "crosswalk": crosswalk.COLUMNS,
    "ratings": ratings.COLUMNS,
}
"""The columns of each file that is a table."""


def describe_package(shown: Snapshot) -> DataPackageAnswer:
    """The tables and the database. Paths are relative, so that the package can be kept beside its files."""
    site, publisher = shown.site, DataContributor(title=shown.site.publisher, roles=["publisher"])
    described = [each for each in REGISTRY_FILES if each.id in COLUMNS or each.id == "database"]
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": _name(site.title),
        "title": f"{site.title}: registry of programs",
        "description": f"{site.title}: {site.tagline}. {site.independence}",
        "homepage": absolute_url("/"),
        "version": shown.generation,
        "licenses": [_licence(site.licence)],
        "contributors": [publisher],
        "sources": _sources(shown),
        "resources": [_resource(each) for each in described],
    }


def _name(title: str) -> str:
    """The title as what Data Package takes for a name."""
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-") or "registry"


def _licence(licence: Licence) -> DataLicence:
    """The name is the SPDX id, where site.yaml gives it."""
    return {"name": licence.spdx or licence.name, "path": licence.url, "title": licence.name}


def _sources(shown: Snapshot) -> list[DataSource]:
    """The registries of which ratings are recorded, in the order of the vocabulary."""
    cited = {each.registry for each in shown.published}
    registries = [word for id, word in shown.words["registries"].items() if id in cited]
    return [_source(word) for word in registries]


def _source(registry: VocabularyWord) -> DataSource:
    source: DataSource = {"title": registry.label}
    if registry.url:
        source["path"] = registry.url
    return source


def _resource(file: RegistryFile) -> DataResource:
    name, extension = file.path.removeprefix("/"), file.path.rpartition(".")[2]
    resource: DataResource = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": file.id,
        "title": file.title,
        "path": name,
        "format": extension,
        "mediatype": file.media_type,
    }
    if columns := COLUMNS.get(file.id):
        resource |= {"type": "table", "encoding": "utf-8", "schema": _schema(columns)}
    return resource


def _schema(columns: Sequence[CsvColumn]) -> DataSchema:
    """An empty cell is "not recorded"."""
    fields = [_field(column) for column in columns]
    return {"$schema": f"{PROFILES}/tableschema.json", "fields": fields, "missingValues": [""]}


def _field(column: CsvColumn) -> DataField:
    field: DataField = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.format:
        field["format"] = column.format
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
