"""What `homeward check --base` does beside the check: the addresses of a git revision, and which of them would lead nowhere."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.evidence.addresses import addresses, lost, unread
from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from app.evidence.lost_addresses import lost_problems
from app.git_content import RevisionError, find_revision, write_content


def lost_since(content: Path, base: str, registry: Registry, problems: Sequence[Problem], today: datetime.date) -> list[Problem]:
    """A problem for each address that the registry had at `base` and has no longer. `registry` and `problems` are what `content` is now."""
    with TemporaryDirectory(prefix="homeward-base-") as scratch:
        folder = Path(scratch).resolve()
        try:
            revision = find_revision(content, base)
            write_content(revision, folder)
        except RevisionError as error:
            raise click.UsageError(str(error)) from error
        was, was_wrong = read_content(folder, today)
        before = addresses(was, unread(was, was_wrong, folder))
    now_unread = unread(registry, problems, content)
    found = lost(before, addresses(registry, now_unread), now_unread)
    return list(lost_problems(found, content, revision.shown))
