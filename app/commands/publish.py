"""`homeward publish`: what the content makes, written to PostgreSQL for all nodes."""

import sys
import time

import click

from app.commands.build import build_catalog
from app.commands.catalog_folder import catalog_explained
from app.commands.content_folder import require_content
from app.commands.database import require_database
from app.settings import Settings


@click.command("publish")
@click.pass_obj
def publish(settings: Settings) -> None:
    """Build if needed, then write the catalog to HOMEWARD_DATABASE_URL and switch all nodes to it.
    Exit 0: published, 1: refused.
    """
    address = require_database(settings)
    from app.catalog.publish.database import DatabaseProblem, name_host  # psycopg is an extra
    from app.catalog.publish.publisher import publish as publish_generation

    require_content(settings)
    built = build_catalog(settings)
    if built.generation is None:
        sys.exit(1)
    started = time.monotonic()
    try:
        with catalog_explained(settings):
            report = publish_generation(built.generation, address)
    except DatabaseProblem as error:
        raise click.ClickException(f"nothing is published at {name_host(address)}: {error}") from None
    click.echo(
        f"Published {report.name} ({report.programs} programs) at {name_host(address)} in "
        f"{time.monotonic() - started:.1f} s: {report.new} of {report.pieces} pieces were new, "
        f"{report.sent / 1e6:.2f} MB.",
        err=True,
    )
