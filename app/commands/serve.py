"""`homeward serve`: the web server over the catalog, with `--watch` the form editor too."""

from functools import partial

import click

from app.catalog.snapshot.loading import read_base_url
from app.catalog.store.generation import Generation
from app.catalog.store.soundness import find_sound_generation
from app.commands.build import build_catalog
from app.commands.catalog_folder import CatalogRefused
from app.commands.content_folder import require_content
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
@click.pass_obj
def serve(settings: Settings, port: int | None, host: str, workers: int, watch: bool) -> None:
    """Build if needed, then serve the registry until stopped."""
    from app.serving import is_loopback, serve_forever  # here: other commands do not wait for a web server

    require_content(settings)
    generation = _build_or_keep(settings, watch)
    if not is_loopback(host) and not (settings.hosts or settings.base_url or read_base_url(generation)):
        click.echo(ANY_HOST, err=True)
    rebuild = partial(build_catalog, settings, keep_last_good=True) if watch else None
    serve_forever(settings, host, port or settings.port, workers, rebuild)


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
