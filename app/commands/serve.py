"""`homeward serve`: the web server over the catalog, with `--watch` the form editor too."""

from functools import partial

import click

from app.commands.build import build_catalog
from app.commands.content_folder import require_content
from app.settings import Settings


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
    from app.serving import serve_forever  # here, so that the other commands do not wait for a web server

    require_content(settings)
    built = build_catalog(settings, keep_last_good=watch)
    if built.generation is None and not (settings.catalog / "current").exists():
        raise click.ClickException("nothing to serve: mend the problems above, then try again")
    if built.generation is None:
        click.echo("Serving the last good catalog until the problems above are mended.", err=True)
    rebuild = partial(build_catalog, settings, keep_last_good=True) if watch else None
    serve_forever(settings, host, port or settings.port, workers, rebuild)
