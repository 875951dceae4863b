"""`homeward check --base`: the addresses of a git revision that would now lead nowhere."""

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.evidence.addresses import find_lost, find_unread, list_addresses, report_lost
from app.evidence.check.problem import Problem
from app.evidence.content import Content, read_content
from app.evidence.former_names import find_lost_names
from app.git_content import RevisionError, find_revision, write_content


def find_lost_since(content: Path, base: str, now: Content, today: datetime.date) -> list[Problem]:
    """A problem for each address and name that the registry had at `base` and has no longer `now`."""
    with TemporaryDirectory(prefix="homeward-base-") as scratch:
        folder = Path(scratch).resolve()
        try:
            revision = find_revision(content, base)
            write_content(revision, folder)
        except RevisionError as error:
            raise click.UsageError(str(error)) from error
        was, was_wrong = read_content(folder, today)
        before = list_addresses(was, find_unread(was, was_wrong, folder))
    unread = find_unread(now.registry, now.problems, content)
    after = list_addresses(now.registry, unread)
    found = find_lost(before, after, unread)
    return [
        *report_lost(found, now.documents, content, revision.shown),
        *find_lost_names(before, after, now.documents, content, unread),
    ]
