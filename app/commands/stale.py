"""`homeward stale`: what is due for review."""

import datetime
from collections.abc import Iterable

import click

from app.commands.check.link_check import read_known_links
from app.commands.content_folder import require_content
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.problem import Problem, display_path
from app.evidence.content import read_documents
from app.evidence.entry.registry import Registry
from app.evidence.entry.wording import number_of
from app.evidence.links import find_links
from app.evidence.reading.document import Document
from app.evidence.stale.staleness import DeadLink, find_stale
from app.evidence.stale.staleness_report import FORMATS
from app.links.history import LinkHistories
from app.settings import Settings


@click.command()
@format_option(FORMATS, "How it is printed; JSON has everything.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="As of this day instead of today: to plan ahead.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Every row instead of the first five of each group.")
@click.pass_obj
def stale(settings: Settings, form: str, on: datetime.datetime | None, everything: bool) -> None:
    """Say what is due for review, which ratings, links and studies are old, and which facts would settle
    a derived range. Exit 0.
    """
    require_content(settings)
    today = datetime.date.today()
    read = read_documents(settings.content.absolute(), today)
    registry = read.registry
    _leave_out_faulty(registry, read.problems)
    known = read_known_links(settings)
    asked = max((each.checked for each in known.values()), default=None)
    dead = _dead(read.documents.values(), known)
    found = find_stale(registry, on.date() if on else today, asked, dead)
    print_report(FORMATS[form](found, everything), form)


def _leave_out_faulty(registry: Registry, problems: list[Problem]) -> None:
    """An entry with errors proves nothing; a program cannot be rated in a topic that cannot be read."""
    faulty = {(problem.path.parent.name, problem.path.stem) for problem in problems if problem.is_error}
    if faulty:
        click.echo(
            f"{number_of(len(faulty), 'file')} with errors left out: `homeward check` shows them.", err=True
        )
    for slug, item in list(registry.programs.items()):
        has_topics = all(each.topic in registry.topics for each in item.value.topics)
        if ("programs", slug) in faulty or not has_topics:
            del registry.programs[slug]
    for slug in [slug for slug in registry.guides if ("guides", slug) in faulty]:
        del registry.guides[slug]


def _dead(documents: Iterable[Document], known: LinkHistories) -> list[DeadLink]:
    """The dead links in the content, with their places; the last good first: they are easiest to find."""
    places: dict[str, list[str]] = {url: [] for url, each in known.items() if each.state == "dead"}
    for document in documents if places else ():
        for link in find_links(document):
            if link.url in places:
                places[link.url].append(f"{display_path(link.path)}:{link.line}:{link.column}")
    found = [
        DeadLink(url, known[url].said, known[url].last_good, tuple(at)) for url, at in places.items() if at
    ]
    return sorted(found, key=lambda dead: dead.last_good or "", reverse=True)
