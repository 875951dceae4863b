"""`homeward check`"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from app.commands.folder import require_content
from app.evidence.content import read_content
from app.evidence.report import FORMATS
from app.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How problems are printed.")
@click.pass_obj
def check(settings: Settings, paths: tuple[Path, ...], form: str) -> None:
    """Report every problem of the content, or of PATHS (entries or folders) alone. Exit 0: no errors, 1: errors, 2: wrong usage."""
    require_content(settings)
    named = tuple(path.absolute() for path in paths)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"there is no file or folder {missing[0]}")
    outside = tuple(file for path in named for file in _entries(path) if not file.is_relative_to(settings.content.absolute()))
    _, problems = read_content(settings.content.absolute(), datetime.date.today(), more=outside)
    wanted = [problem for problem in problems if not named or any(problem.path.is_relative_to(path) for path in named)]
    click.echo(FORMATS[form](wanted))
    sys.exit(any(problem.is_error for problem in wanted))


def _entries(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]
