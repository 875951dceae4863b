"""What every command asks of the catalog folder, and how it tells that the folder cannot be used."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.settings import Settings

OURS = {
    "current", "generations", "last_build.json", "links.json", "lock", "problems.json", "searches.json",
    "undo",
}  # fmt: skip
REMEDY = "HOMEWARD_CATALOG names another folder."


class CatalogRefused(click.ClickException):
    """The catalog cannot be read or written; what was built before may still be served."""


@contextmanager
def catalog_explained(settings: Settings) -> Iterator[None]:
    """Tell in one line what the disk refuses. Raises CatalogRefused."""
    _require_own_folder(settings)
    try:
        yield
    except OSError as error:
        raise CatalogRefused(_explain(settings, error.strerror or str(error), error.filename)) from error


def _require_own_folder(settings: Settings) -> None:
    """A build makes the folder private and removes from it what it does not know."""
    catalog, content = settings.catalog.absolute(), settings.content.absolute()
    if catalog == content or content in catalog.parents:
        reason = f"the catalog {settings.catalog} is inside the content, which every build would change"
        raise click.UsageError(f"{reason}. {REMEDY}")
    try:
        names = set(os.listdir(catalog))
    except OSError:
        return  # there is none yet, or whoever needs it finds out why it cannot be used
    if names and not names & OURS:
        reason = f"{settings.catalog} holds other files, and a catalog has a folder of its own"
        raise click.UsageError(f"{reason}. {REMEDY}")


def _explain(settings: Settings, reason: str, filename: object) -> str:
    path = Path(os.fsdecode(filename)) if isinstance(filename, str | bytes) else settings.catalog
    inside = settings.catalog.absolute() in (path.absolute(), *path.absolute().parents)
    leading = path.absolute() in settings.catalog.absolute().parents
    if inside or leading:
        return f"the catalog {settings.catalog} cannot be used ({path}: {reason}). {REMEDY}"
    return f"{path}: {reason}"
