"""The commands of editors and operators. Each is a few lines over evidence and catalog; what they print is for people."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from app.catalog.build import Built, build
from app.catalog.coverage_report import FORMATS as COVERAGE_FORMATS
from app.catalog.reading import Catalog
from app.evidence.content import read_content
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.registry import published, rate_programs
from app.evidence.rating.report import as_csv as verdicts_csv
from app.evidence.rating.report import as_json as verdicts_json
from app.evidence.rating.report import as_text as verdicts_text
from app.evidence.registry import Registry
from app.evidence.report import FORMATS, as_text
from app.evidence.value_checks import nearest
from app.settings import SettingError, Settings

QUIET_SECONDS = 1.0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="homeward")
@click.pass_context
def main(context: click.Context) -> None:
    """Homeward: check, build and serve an evidence-based program registry."""
    try:
        context.obj = Settings.from_environment()
    except SettingError as error:
        raise click.UsageError(str(error)) from error


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How problems are printed.")
@click.pass_obj
def check(settings: Settings, paths: tuple[Path, ...], form: str) -> None:
    """Report every problem of the content, or of PATHS (entries or folders) alone. Exit 0: no errors, 1: errors, 2: wrong usage."""
    _require_content(settings)
    named = tuple(path.absolute() for path in paths)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"there is no file or folder {missing[0]}")
    outside = tuple(file for path in named for file in _entries(path) if not file.is_relative_to(settings.content.absolute()))
    _, problems = read_content(settings.content.absolute(), datetime.date.today(), more=outside)
    wanted = [problem for problem in problems if not named or any(problem.path.is_relative_to(path) for path in named)]
    click.echo(FORMATS[form](wanted))
    sys.exit(any(problem.is_error for problem in wanted))


@main.command("rate")
@click.argument("slug", required=False)
@click.option("--topic", help="Only in this topic (its slug).")
@click.option("--profile", type=click.Choice(list(PROFILES)), default="cebc", show_default=True, help="The scale to read the records by.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How verdicts are printed.")
@click.option("--all", "everything", is_flag=True, help="Every program, in every topic it is in.")
@click.pass_obj
def rate_command(settings: Settings, slug: str | None, topic: str | None, profile: str, form: str, everything: bool) -> None:
    """Say what the recorded studies of a program support, condition by condition. Exit 0: a verdict, 1: the entry has errors, 2: unknown slug or topic."""
    _require_content(settings)
    if bool(slug) == everything:
        raise click.UsageError("name one program, or ask for --all")
    registry, problems = read_content(settings.content.absolute(), datetime.date.today())
    chosen = [slug] if slug else sorted(registry.programs)
    _require_known(settings, registry, chosen, topic)
    faults = [problem for problem in problems if problem.is_error and (everything or problem.path.stem in (slug, topic))]
    if faults:
        click.echo(as_text(faults), err=True)
        sys.exit(1)
    verdicts = list(rate_programs(registry, chosen, topic, PROFILES[profile]))
    printed = {"text": lambda: verdicts_text(verdicts), "json": lambda: verdicts_json(verdicts, one=topic is not None and not everything),
               "csv": lambda: verdicts_csv(verdicts, published(registry))}  # fmt: skip
    click.echo(printed[form]())


@main.command("build")
@click.pass_obj
def build_command(settings: Settings) -> None:
    """Make the catalog that is served from the content. Errors leave the old one serving. Exit 0: built, 1: refused."""
    _require_content(settings)
    built = _build(settings)
    if built.generation is None:
        sys.exit(1)


@main.command()
@click.option("--format", "form", type=click.Choice(list(COVERAGE_FORMATS)), default="text", help="How the figures are printed.")
@click.pass_obj
def report(settings: Settings, form: str) -> None:
    """Print how much the registry covers: entries by topic, rating and reason, studies, and what is not recorded. Exit 0: printed, 1: errors."""
    _require_content(settings)
    if _build(settings).generation is None:
        sys.exit(1)
    click.echo(COVERAGE_FORMATS[form](Catalog(settings.catalog).snapshot().coverage))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Where to listen on 127.0.0.1 (default: PORT or 8000).")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer.")
@click.option("--watch", is_flag=True, help="Build again on every save, and reload open pages.")
@click.pass_obj
def serve(settings: Settings, port: int | None, host: str, workers: int, watch: bool) -> None:
    """Build if needed, then serve the registry until stopped."""
    from app.serving import serve_forever  # here, so that the other commands do not wait for a web server

    _require_content(settings)
    built = _build(settings)
    if built.generation is None and not (settings.catalog / "current").exists():
        raise click.ClickException("nothing to serve: mend the problems above, then try again")
    if built.generation is None:
        click.echo("Serving the last good catalog until the problems above are mended.", err=True)
    serve_forever(settings, host, port or settings.port, workers, rebuild=(lambda: _build(settings)) if watch else None)


def _build(settings: Settings) -> Built:
    started = time.monotonic()
    built = build(
        settings.content.absolute(),
        settings.catalog.absolute(),
        datetime.date.today(),
        progress=_Progress(started),
        waiting=lambda: click.echo("Another build is running: waiting for it.", err=True),
    )
    if built.problems:
        click.echo(as_text(built.problems), err=True)
    click.echo(_outcome(built, time.monotonic() - started), err=True)
    return built


def _outcome(built: Built, seconds: float) -> str:
    if built.generation is None:
        errors = sum(problem.is_error for problem in built.problems)
        return f"Not built: {errors} error{'' if errors == 1 else 's'}. Whatever was serving still is."
    if built.up_to_date:
        return f"The catalog is up to date: {built.programs} programs."
    return f"Built {built.programs} programs in {seconds:.1f} s ({built.written} new or changed)."


class _Progress:
    """Says nothing about what is over in a second; after that, one line that moves (or, in a log, a line a second)."""

    def __init__(self, started: float) -> None:
        self.told = started

    def __call__(self, doing: str, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self.told < QUIET_SECONDS:
            return
        self.told = now
        click.echo(f"\r{doing} {done} of {of} programs …", err=True, nl=not sys.stderr.isatty())


def _require_known(settings: Settings, registry: Registry, slugs: list[str], topic: str | None) -> None:
    for slug in slugs:
        if not (settings.content / "programs" / f"{slug}.md").is_file():
            raise click.UsageError(f"there is no program “{slug}”{_near(slug, registry.programs)}")
    if topic is not None and topic not in registry.topics:
        raise click.UsageError(f"there is no topic “{topic}”{_near(topic, registry.topics)}")


def _near(written: str, known: Iterable[str]) -> str:
    near = nearest(written, known)
    return f"; did you mean {near}?" if near else ""


def _require_content(settings: Settings) -> None:
    if not (settings.content / "programs").is_dir():
        raise click.UsageError(f"{settings.content} is not a content folder: it has no programs/. HOMEWARD_CONTENT names another one.")


def _entries(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]
