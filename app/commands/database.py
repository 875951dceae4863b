"""What commands ask before they speak to a database: an address, and psycopg, which is an extra."""

from importlib.util import find_spec

import click

from app.settings import Settings


def require_database(settings: Settings) -> str:
    """The address of the database."""
    if settings.database_url is None:
        example = "postgresql://homeward:PASSWORD@db.example.org/homeward"
        raise click.UsageError(f"HOMEWARD_DATABASE_URL is not set: name the database, for example {example}")
    if find_spec("psycopg") is None:
        raise click.ClickException("psycopg is not installed: install Homeward with its extra “postgres”")
    return settings.database_url
