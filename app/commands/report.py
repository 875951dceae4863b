"""`homeward report`: how much the registry covers, or what was searched in vain, as text or as JSON."""

import datetime
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

import click

from app.catalog.search.search_counts import read_counts, sum_up
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.coverage import Coverage
from app.catalog.snapshot.question_coverage import FactInStudies
from app.commands import searches
from app.commands.build import build_catalog
from app.commands.catalog_folder import catalog_explained
from app.commands.content_folder import require_content
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.one_line import write_on_one_line
from app.settings import Settings

BAR = 30


def as_text(coverage: Coverage) -> str:
    programs = f"{coverage.programs} active programs, {coverage.retired} retired"
    oldest = f"{coverage.oldest_review or 'none'} ({len(coverage.oldest_programs)} programs)"
    lines = [
        f"{programs}, {coverage.topics} topics, {coverage.studies} studies, {coverage.findings} findings",
        f"{coverage.without_source} programs without a source",
        f"{coverage.unrated} programs of which no rating by any registry was seen",
        f"Oldest review: {oldest}",
        f"Topic areas without outcomes that count: {', '.join(coverage.topics_without_outcomes) or 'none'}",
        *_section("Programs by topic area", coverage.by_topic),
        *_section("CEBC ratings, by program and topic area", coverage.by_rating),
        *_section("Published ratings in force, by registry and tier", coverage.by_registry),
        *_section("Our own check of the studies, by program and topic area", coverage.by_derived),
        *_section("Whose the outcomes that count are, by program and topic area", coverage.by_outcomes_basis),
        *_section("Why our records give NR", coverage.nr_reasons),
        *_section("Studies of a program", coverage.studies_per_program),
        *_section("Programs that answer what a site asks, with a source", coverage.by_question),
        *_section(
            f"Programs by how many of these {len(coverage.by_question)} they answer", coverage.by_answers
        ),
        *_section("Programs with", coverage.programs_with),
        "",
        "What a rating turns on, in the studies that may count for one",
        *map(_decisive, coverage.decisive.items()),
        "",
        "Not recorded",
    ]
    for name, (missing, of) in coverage.unrecorded.items():
        lines.append(f"  {name:42} {missing:5} of {of:5}  {100 * missing / (of or 1):3.0f} %")
    return "\n".join(lines)


def _decisive(named: tuple[str, FactInStudies]) -> str:
    name, fact = named
    said = f"{fact.recorded} recorded, {fact.looked_for} looked for in vain, of {fact.of}"
    return f"  {name:30} {said:46} {fact.percent:4} %"


def _section(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    most = max(counts.values(), default=0) or 1
    yield from ("", title)
    for name, count in counts.items():
        yield f"  {write_on_one_line(name):55} {count:4}  {'#' * round(BAR * count / most)}"


def as_json(coverage: Coverage) -> str:
    return json.dumps(asdict(coverage), indent=2, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[Coverage], str]] = {"text": as_text, "json": as_json}


@click.command()
@format_option(FORMATS, "How the figures are printed.")
@click.option(
    "--searches", "of_searches", is_flag=True, help="The words of searches that no program holds, instead."
)
@click.pass_obj
def report(settings: Settings, form: str, of_searches: bool) -> None:
    """Print how much the registry covers: entries by topic, rating and derived level, studies, and what is
    not recorded. Exit 0: printed, 1: errors.
    """
    if of_searches:
        with catalog_explained(settings):
            counts = read_counts(settings.catalog, datetime.date.today())
        print_report(searches.FORMATS[form](sum_up(counts)), form)
        return
    require_content(settings)
    if build_catalog(settings).generation is None:
        sys.exit(1)
    print_report(FORMATS[form](Catalog(settings.catalog).snapshot().coverage), form)
