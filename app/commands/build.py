"""`homeward build`, and the build with which other commands begin."""

import sys
import time

import click

from app.catalog.build.build import BuildResult
from app.catalog.build.build import build as build_generation
from app.catalog.store.last_build import LastBuild, write_last_build
from app.catalog.store.last_problems import write_problems
from app.commands.catalog_folder import catalog_explained
from app.commands.content_folder import require_content
from app.evidence.check.problem_report import as_text
from app.evidence.entry.value_checks import latest_day
from app.settings import Settings

QUIET_SECONDS = 1.0


@click.command("build")
@click.pass_obj
def build(settings: Settings) -> None:
    """Make the catalog that is served from the content. Errors leave the old one serving.
    Exit 0: built, 1: refused.
    """
    require_content(settings)
    built = build_catalog(settings)
    if built.generation is None:
        sys.exit(1)


def build_catalog(settings: Settings, keep_last_good: bool = False) -> BuildResult:
    """Build, and print what is wrong and what was done. With `keep_last_good`, open pages show it too.

    Raises CatalogRefused.
    """
    with catalog_explained(settings):
        return _build(settings, keep_last_good)


def _build(settings: Settings, keep_last_good: bool) -> BuildResult:
    started = time.monotonic()
    built = build_generation(
        settings.content.absolute(),
        settings.catalog.absolute(),
        latest_day(),
        progress=_Progress(started),
        waiting=lambda: click.echo("Another build is running: waiting for it.", err=True),
        keep_last_good=keep_last_good,
        damaged=lambda what: click.echo(f"The catalog is damaged: {what}. It is not used.", err=True),
    )
    if keep_last_good and not built.up_to_date:
        write_problems(settings.catalog, built.problems)
    if built.generation and not built.up_to_date:
        seconds = time.monotonic() - started
        write_last_build(settings.catalog, LastBuild(built.generation.name, seconds, time.time()))
    if built.problems:
        click.echo(as_text(built.problems), err=True)
    click.echo(_outcome(built, time.monotonic() - started), err=True)
    return built


def _outcome(built: BuildResult, seconds: float) -> str:
    if built.generation is None:
        errors = sum(problem.is_error for problem in built.problems)
        return f"Not built: {errors} error{'' if errors == 1 else 's'}. Whatever was serving still is."
    if built.up_to_date:
        return f"The catalog is up to date: {built.programs} programs."
    kept = (
        f" {built.kept} with errors {'stays' if built.kept == 1 else 'stay'} as before." if built.kept else ""
    )
    return f"Built {built.programs} programs in {seconds:.1f} s ({built.written} new or changed).{kept}"


class _Progress:
    """Prints nothing in the first second; then one line that moves, or in a log a line a second."""

    def __init__(self, started: float) -> None:
        self.told = started

    def __call__(self, doing: str, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self.told < QUIET_SECONDS:
            return
        self.told = now
        click.echo(f"\r{doing} {done} of {of} programs …", err=True, nl=not sys.stderr.isatty())
