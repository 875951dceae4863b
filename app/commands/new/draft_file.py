"""A new entry before it is a file: checked in place, then written at once and never over another one."""

import dataclasses
import datetime
import sys
import tempfile
from pathlib import Path

import click

from app.evidence.check.problem import Problem
from app.evidence.check.problem_report import as_text
from app.evidence.content import read_content
from app.files import create_file


@dataclasses.dataclass(frozen=True, slots=True)
class DraftFile:
    """The text of an entry that is to be written to `path`."""

    slug: str
    text: str
    path: Path


def check_draft(
    draft: DraftFile, content: Path, today: datetime.date, before: list[Problem]
) -> list[Problem]:
    """The warnings that the draft would bring into the registry. With errors, prints them and exits."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / draft.path.name
        trial.write_text(draft.text, "utf-8")
        _, problems = read_content(content, today, more=(trial,))
    found = [problem for problem in problems if problem not in before]
    found = [dataclasses.replace(each, path=draft.path) if each.path == trial else each for each in found]
    if any(problem.is_error for problem in found):
        reason = "Nothing was written: the lines are those of the entry as it would be (see it with --print)."
        click.echo(f"{as_text(found)}\n{reason}", err=True)
        sys.exit(1)
    return found


def write_draft(draft: DraftFile) -> None:
    """Write the file whole or not at all. Raises ClickException when there is one already."""
    draft.path.parent.mkdir(exist_ok=True)
    try:
        create_file(draft.path, draft.text.encode())
    except FileExistsError as error:
        raise click.ClickException(f"{draft.path} exists already; nothing was written.") from error
