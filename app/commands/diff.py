"""`homeward diff`: what changed in the registry between two git revisions, in sentences."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from app.commands.content_folder import require_content
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.diff.compare import compare_registries, find_faulty_entries
from app.evidence.diff.diff_report import FORMATS, DiffReport
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import latest_day
from app.evidence.entry.wording import number_of
from app.git_content import RevisionError, find_revision, write_content
from app.settings import Settings

WORKING_TREE = "the files as they are now"


class DiffSide(NamedTuple):
    """The content on one side of the comparison; `name` is what the reader sees."""

    name: str
    registry: Registry
    problems: list[Problem]
    folder: Path


@click.command()
@click.argument("revision", metavar="REV")
@click.argument("other", metavar="[REV2]", required=False)
@format_option(FORMATS, "How changes are printed.")
@click.option("--strict", is_flag=True, help="Exit 1 when something has to be put right: "
              "a lost or undated rating, an address that would break.")  # fmt: skip
@click.pass_obj
def diff(settings: Settings, revision: str, other: str | None, form: str, strict: bool) -> None:
    """Say in sentences what changed in the registry from the git revision REV to REV2, or to the files
    as they are now. Most important first.

    Exit 0: compared, 1: with --strict, there is something to put right, 2: wrong usage or no such revision.
    """
    require_content(settings)
    content = settings.content.absolute()
    with TemporaryDirectory(prefix="homeward-diff-") as scratch:
        before = _at(content, revision, Path(scratch) / "before")
        after = (
            _at(content, other, Path(scratch) / "after")
            if other is not None
            else _read(WORKING_TREE, content)
        )
        faulty = [find_faulty_entries(side.problems, side.folder) for side in (before, after)]
        changes = compare_registries(before.registry, after.registry, faulty[0] | faulty[1])
        left_out = [*_not_compared(before), *_not_compared(after)]
    print_report(FORMATS[form](DiffReport(before.name, after.name, changes, left_out)), form)
    sys.exit(strict and any(change.is_problem for change in changes))


def _at(content: Path, revision: str, folder: Path) -> DiffSide:
    try:
        found = find_revision(content, revision)
        write_content(found, folder)
    except RevisionError as error:
        raise click.UsageError(str(error)) from error
    return _read(found.shown, folder)


def _read(name: str, folder: Path) -> DiffSide:
    registry, problems = read_content(folder, latest_day())
    return DiffSide(name, registry, problems, folder)


def _not_compared(side: DiffSide) -> Iterator[str]:
    """A sentence for each file with errors, with the first of them."""
    faults: dict[Path, list[Problem]] = {}
    for problem in side.problems:
        if problem.is_error:
            faults.setdefault(problem.path, []).append(problem)
    for path, found in faults.items():
        first = found[0]
        said = f"{path.relative_to(side.folder)} in {side.name} has {number_of(len(found), 'error')}"
        yield f"{said}, the first in line {first.line}: {first.message}. {first.hint}"
