"""The programs of the previous generation, so that the next build need not read them again."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, select

from app.catalog.store.generation import Generation
from app.catalog.store.tables import AliasRow, FormerSlugRow, ProgramRow, columns
from app.evidence.entry.registry import Outline

LINK_START = 'href=\\"/programs/'
LINK = re.compile(r'href=\\"(/programs/[^"\\]+)')
"""A link to a program in HTML that is kept as JSON."""


class PreviousGeneration:
    """Programs that were read against the same words and rules; none when `generation` is None.

    `files` are the digests of the entries as they are now.
    """

    def __init__(self, generation: Generation | None, files: Mapping[Path, str]) -> None:
        self.generation, self.files = generation, files
        self.digests: dict[str, str] = {}
        self.outlines: dict[str, Outline] = {}
        if generation:
            engine = create_engine(URL.create("sqlite", database=str(generation.database)))
            with engine.connect() as connection:
                program = columns(ProgramRow)
                rows = connection.execute(select(program.slug, program.digest))
                self.digests = {row.slug: row.digest for row in rows}
                self.outlines = _read_outlines(connection)
            engine.dispose()

    def unchanged(self, path: Path) -> Outline | None:
        """The outline of the program in this file; None when the file has changed or is new."""
        is_same = path in self.files and self.digests.get(path.stem) == self.files[path]
        return self.outlines.get(path.stem) if is_same else None


def _read_outlines(connection: Connection) -> dict[str, Outline]:
    program, alias, former = columns(ProgramRow), columns(AliasRow), columns(FormerSlugRow)
    aliases, formers = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for slug, name in connection.execute(select(alias.program, alias.alias).order_by(alias.position)):
        aliases[slug].append(name)
    for slug, old in connection.execute(select(former.slug, former.former).where(former.kind == "program")):
        formers[slug].append(old)
    linked = defaultdict[str, list[str]](list)
    links_on = select(program.slug, program.html).where(program.html.contains(LINK_START))
    for slug, html in connection.execute(links_on):
        linked[slug] += LINK.findall(html)
    return {
        slug: Outline(name, tuple(aliases[slug]), tuple(formers[slug]), successor, tuple(linked[slug]))
        for slug, name, successor in connection.execute(select(program.slug, program.name, program.successor))
    }
