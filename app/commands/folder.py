"""The content folder that a command works on."""

from __future__ import annotations

from collections.abc import Iterable

import click

from app.evidence.value_checks import nearest
from app.settings import Settings


def near(written: str, known: Iterable[str]) -> str:
    near = nearest(written, known)
    return f"; did you mean {near}?" if near else ""


def require_content(settings: Settings) -> None:
    if not (settings.content / "programs").is_dir():
        raise click.UsageError(f"{settings.content} is not a content folder: it has no programs/. HOMEWARD_CONTENT names another one.")
