"""The content folder that a command works on."""

from collections.abc import Iterable

import click

from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import find_nearest
from app.settings import Settings


def suggest_nearest(written: str, known: Iterable[str]) -> str:
    suggest_nearest = find_nearest(written, known)
    return f"; did you mean {suggest_nearest}?" if suggest_nearest else ""


def require_content(settings: Settings) -> None:
    if not (settings.content / "programs").is_dir():
        raise click.UsageError(f"{settings.content} is not a content folder: it has no programs/. HOMEWARD_CONTENT names another one.")


def rules_page(settings: Settings, registry: Registry) -> str:
    """The public address of the page that explains the rules; "" while the registry has no public address."""
    base = settings.base_url or (registry.site.base_url if registry.site else None)
    return f"{base.rstrip('/')}/docs/rules" if base else ""
