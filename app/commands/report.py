"""`homeward report`"""

import sys

import click

from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.coverage_report import FORMATS
from app.commands.build import build_catalog
from app.commands.content_folder import require_content
from app.settings import Settings


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How the figures are printed.")
@click.pass_obj
def report(settings: Settings, form: str) -> None:
    """Print how much the registry covers: entries by topic, rating and reason, studies, and what is not recorded. Exit 0: printed, 1: errors."""
    require_content(settings)
    if build_catalog(settings).generation is None:
        sys.exit(1)
    click.echo(FORMATS[form](Catalog(settings.catalog).snapshot().coverage))
