"""What every command asks of the content folder."""

from collections.abc import Iterable

import click

from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.registry import Registry
from app.settings import Settings


def suggest_nearest(written: str, known: Iterable[str]) -> str:
    nearest = find_nearest(written, known)
    return f"; did you mean {nearest}?" if nearest else ""


def require_content(settings: Settings) -> None:
    if not (settings.content / "programs").is_dir():
        reason = f"{settings.content} is not a content folder: it has no programs/"
        remedy = "HOMEWARD_CONTENT names another one, and `homeward init FOLDER` makes a new registry."
        raise click.UsageError(f"{reason}. {remedy}")


def rules_page(settings: Settings, registry: Registry) -> str:
    """The public address of the page of the rules; "" while the registry has no public address."""
    base = settings.base_url or (registry.site.base_url if registry.site else None)
    return f"{base.rstrip('/')}/docs/rules" if base else ""
