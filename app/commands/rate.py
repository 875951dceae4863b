"""`homeward rate`: what the recorded studies of a program support, condition by condition."""

import sys

import click

from app.commands.content_folder import require_content, suggest_nearest
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.problem_report import as_text
from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import latest_day
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.verdict import rate_programs
from app.evidence.rating.verdict_report import as_csv as verdicts_csv
from app.evidence.rating.verdict_report import as_json as verdicts_json
from app.evidence.rating.verdict_report import as_text as verdicts_text
from app.evidence.rating.verdict_report import published_levels
from app.settings import Settings


@click.command("rate")
@click.argument("slug", required=False)
@click.option("--topic", help="Only in this topic (its slug).")
@click.option("--profile", type=click.Choice(list(PROFILES)), default="cebc", show_default=True,
              help="The scale to read the records by.")  # fmt: skip
@format_option(("text", "json", "csv"), "How verdicts are printed.")
@click.option("--all", "everything", is_flag=True, help="Every program, in every topic it is in.")
@click.pass_obj
def rate(settings: Settings, slug: str | None, topic: str | None, profile: str,
         form: str, everything: bool) -> None:  # fmt: skip
    """Say what the recorded studies of a program support, condition by condition.
    Exit 0: a verdict, 1: the entry has errors, 2: unknown slug or topic.
    """
    require_content(settings)
    if bool(slug) == everything:
        raise click.UsageError("name one program, or ask for --all")
    registry, problems = read_content(settings.content.absolute(), latest_day())
    chosen = [slug] if slug else sorted(registry.programs)
    _require_known(settings, registry, chosen, topic)
    errors = (problem for problem in problems if problem.is_error)
    faults = [error for error in errors if everything or error.path.stem in (slug, topic)]
    if faults:
        click.echo(as_text(faults), err=True)
        sys.exit(1)
    verdicts = list(rate_programs(registry, chosen, topic, PROFILES[profile]))
    if form == "json":
        text = verdicts_json(verdicts, one=topic is not None and not everything)
    elif form == "csv":
        text = verdicts_csv(verdicts, published_levels(registry))
    else:
        text = verdicts_text(verdicts)
    print_report(text, form)


def _require_known(settings: Settings, registry: Registry, slugs: list[str], topic: str | None) -> None:
    for slug in slugs:
        if not (settings.content / "programs" / f"{slug}.md").is_file():
            raise click.UsageError(f"there is no program “{slug}”{suggest_nearest(slug, registry.programs)}")
    if topic is not None and topic not in registry.topics:
        raise click.UsageError(f"there is no topic “{topic}”{suggest_nearest(topic, registry.topics)}")
