"""What a generation remembers of its programs, so that the next build need not read them again."""

from collections import defaultdict

from sqlalchemy import Connection, select

from app.catalog.store.tables import AliasRow, FormerSlugRow, ProgramRow, columns
from app.evidence.entry.registry import Outline


def digests(connection: Connection) -> dict[str, str]:
    """Slug -> digest of the bytes from which the program was read."""
    program = columns(ProgramRow)
    return {row.slug: row.digest for row in connection.execute(select(program.slug, program.digest))}


def outlines(connection: Connection) -> dict[str, Outline]:
    program, alias, former = columns(ProgramRow), columns(AliasRow), columns(FormerSlugRow)
    aliases: dict[str, list[str]] = defaultdict(list)
    for slug, name in connection.execute(select(alias.program, alias.alias).order_by(alias.position)):
        aliases[slug].append(name)
    formers: dict[str, list[str]] = defaultdict(list)
    for slug, old in connection.execute(select(former.slug, former.former).where(former.kind == "program")):
        formers[slug].append(old)
    successors = connection.execute(select(program.slug, program.name, program.successor))
    return {slug: Outline(name, tuple(aliases[slug]), tuple(formers[slug]), successor) for slug, name, successor in successors}
