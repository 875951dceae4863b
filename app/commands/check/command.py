"""`homeward check`: every problem of the content."""

import datetime
import os
import sys
from pathlib import Path

import click

from app.commands.check.fixes import NOTHING_TO_FIX, fix_files
from app.commands.check.link_check import check_links
from app.commands.check.lost_addresses import find_lost_since
from app.commands.content_folder import require_content, rules_page
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.one_line import write_on_one_line
from app.evidence.check.problem import display_path, sort_problems
from app.evidence.check.problem_report import FORMATS
from app.evidence.content import MARKDOWN_FOLDERS, read_documents
from app.evidence.entry.value_checks import latest_day
from app.evidence.links import find_links
from app.evidence.rules.completeness import check_strictly
from app.settings import Settings

FOLDERS = (*MARKDOWN_FOLDERS, "vocabulary")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@format_option(FORMATS, "How problems are printed.")
@click.option("--strict", is_flag=True, help="Also report entries and ratings to review again (24 months) "
              "and facts not recorded; warnings count.")  # fmt: skip
@click.option("--links", is_flag=True, help="Also ask the web whether links and DOIs still lead somewhere: "
              "slow, and polite to the sites.")  # fmt: skip
@click.option("--fresh", is_flag=True, help="With --links: ask again what was asked within 7 days.")
@click.option("--base", metavar="REV", help="Also report every address that existed at this git revision "
              "and would now lead nowhere.")  # fmt: skip
@click.option("--fix", is_flag=True, help="First put right what is safe "
              "(key order, dates, quotes, spaces, line ends), and say each change.")  # fmt: skip
@click.pass_obj
def check(settings: Settings, paths: tuple[Path, ...], form: str, strict: bool, links: bool,
          fresh: bool, base: str | None, fix: bool) -> None:  # fmt: skip
    """Report every problem of the content, or of PATHS (entries or folders) alone.

    Exit 0: no errors, 1: errors (a dead link is one; with --strict, warnings are too), 2: wrong usage.
    """
    require_content(settings)
    content, named = _plain(settings.content), tuple(map(_plain, paths))
    for path in named:
        _require_read(path, content)
    if fresh and not links:
        raise click.UsageError("--fresh says how --links asks: write both")
    outside = tuple(file for path in named for file in _entries(path) if not file.is_relative_to(content))
    today = datetime.date.today()
    read = read_documents(content, latest_day(), outside)
    if fix:
        said = list(fix_files(content, named, outside, read.registry, latest_day()))
        for line in said:
            click.echo(write_on_one_line(line), err=form != "text")
        if said != [NOTHING_TO_FIX]:
            read = read_documents(content, latest_day(), outside)
    registry, documents, problems = read.registry, read.documents.values(), list(read.problems)
    if strict:
        problems += check_strictly(documents, registry, read.problems, today)
    wanted = [problem for problem in problems if _is_wanted(problem.path, named)]
    if base is not None:
        lost = find_lost_since(content, base, read, today)
        wanted += [problem for problem in lost if _is_wanted(problem.path, named)]
    if links:
        chosen = (document for document in documents if _is_wanted(document.path, named))
        found = [link for document in chosen for link in find_links(document)]
        wanted += check_links(settings, registry.site, found, fresh)
    wanted = sort_problems(wanted)
    print_report(FORMATS[form](wanted, rules_page(settings, registry)), form)
    sys.exit(any(problem.is_error or strict for problem in wanted))


def _plain(path: Path) -> Path:
    """Absolute and without `..`: only so can one path be seen to lie in another."""
    return Path(os.path.normpath(path.absolute()))


def _require_read(path: Path, content: Path) -> None:
    """Refuse a path that does not exist, or that nothing reads: a check of it alone would always be green."""
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {display_path(path)}")
    folders = [content / name for name in FOLDERS]
    is_at_top = path == content or (
        path.parent == content and (path.is_dir() or path.name in ("site.yaml", "documents.yaml"))
    )
    is_read = is_at_top or (path.parent in folders and not path.name.startswith("."))
    if path.is_relative_to(content) and not is_read:
        places = ", ".join(f"{name}/" for name in FOLDERS)
        raise click.UsageError(
            f"nothing reads {display_path(path)}: entries and words stand directly in {places}."
        )


def _is_wanted(path: Path, named: tuple[Path, ...]) -> bool:
    return not named or any(path.is_relative_to(each) for each in named)


def _entries(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]
