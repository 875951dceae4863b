"""`homeward serve`: the web server over the catalog, with `--watch` the form editor too."""

import os
import threading
from functools import partial

import click

from app.catalog.snapshot.loading import read_base_url
from app.catalog.store.generation import Generation
from app.catalog.store.soundness import find_sound_generation
from app.commands.build import build_catalog
from app.commands.catalog_folder import CatalogRefused, catalog_explained
from app.commands.content_folder import require_content
from app.commands.database import require_database
from app.settings import Settings

ANY_HOST = (
    "Warning: other computers reach this address, and pages, feeds and citations repeat whatever host they "
    "ask for. Set HOMEWARD_BASE_URL to the public address, or HOMEWARD_HOSTS to the names to answer for."
)


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where to listen on 127.0.0.1 (default: PORT or 8000)."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer."
)
@click.option("--watch", is_flag=True, help="Build again on every save, and reload open pages.")
@click.option("--node", is_flag=True, help="Serve what is published at HOMEWARD_DATABASE_URL; no content.")
@click.pass_obj
def serve(settings: Settings, port: int | None, host: str, workers: int, watch: bool, node: bool) -> None:
    """Build if needed, then serve the registry until stopped."""
    from app.serving import is_loopback, serve_forever  # here: other commands do not wait for a web server

    if node and watch:
        raise click.UsageError("--watch builds from content, and a --node has none: choose one of the two")
    os.environ.pop("HOMEWARD_DATABASE_URL", None)  # workers read the catalog alone
    if not node:
        require_content(settings)
    generation = _follow(settings) if node else _build_or_keep(settings, watch)
    known = settings.hosts or settings.base_url or (generation and read_base_url(generation))
    if not is_loopback(host) and not known:
        click.echo(ANY_HOST, err=True)
    rebuild = partial(build_catalog, settings, keep_last_good=True) if watch else None
    serve_forever(settings, host, port or settings.port, workers, rebuild)


def _follow(settings: Settings) -> Generation | None:
    """Copy what is published and follow it; what is here already serves while the database is away."""
    address = require_database(settings)
    from app.catalog.publish.node import FollowingNode  # psycopg is an extra

    follower = FollowingNode(address, settings.catalog.absolute())
    with catalog_explained(settings):
        follower.update()
        kept = find_sound_generation(settings.catalog.absolute(), lambda _: None)
    if kept is None:
        click.echo("There is nothing to serve yet: every page answers 503 until there is.", err=True)
    threading.Thread(target=follower.follow, daemon=True).start()
    return kept


def _build_or_keep(settings: Settings, watch: bool) -> Generation:
    """What is to be served: what the content makes, else the last good generation."""
    try:
        built = build_catalog(settings, keep_last_good=watch).generation
        reason, why = "mend the problems above, then try again", "until the problems above are mended"
    except CatalogRefused as error:
        built, reason, why = None, error.message, f"as it is: {error.message}"
    if built:
        return built
    kept = find_sound_generation(settings.catalog, lambda _: None)
    if kept is None:
        raise click.ClickException(f"nothing to serve: {reason}")
    click.echo(f"Serving the last good catalog {why.rstrip('.')}.", err=True)
    return kept
