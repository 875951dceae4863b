"""The plan table, memo or Hexagon sheet that a request asks for, with its addresses."""

from dataclasses import dataclass

from flask import abort, request

from app.evidence.entry.documents import Documents, PlanTable
from app.evidence.entry.wording import day
from app.web.deciding.adding import address_of
from app.web.deciding.chosen_programs import AS_OF, PROGRAM, ChosenPrograms, read_chosen_programs
from app.web.deciding.shortlist.plan_document import DocumentKind, PlanDocument
from app.web.deciding.shortlist.plan_table import known_columns, make_plan_table
from app.web.deciding.shortlist.recorded_since import SinceReport, tell_since
from app.web.deciding.shortlist.sheets import make_sheet
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import BadParameter, read_past_day

MOST = 12
COLUMN, SINCE = "column", "since"
KNOWN: dict[DocumentKind, tuple[str, ...]] = {
    "table": (PROGRAM, COLUMN, AS_OF, "bom"),
    "memo": (PROGRAM, AS_OF, SINCE),
    "hexagon": (PROGRAM, AS_OF),
}
"""The parameters of each document."""


@dataclass(frozen=True, slots=True)
class RequestedDocument:
    """A document with what was asked for. `pairs` are the parameters of its address."""

    document: PlanDocument
    chosen: ChosenPrograms
    columns: tuple[str, ...]
    since: SinceReport | None
    pairs: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        return f"/shortlist/{self.document.kind}"

    @property
    def permanent(self) -> str:
        """The address that reopens it with the ratings of the day, today's where none was asked for."""
        dated = [] if self.chosen.day else [(AS_OF, str(today()))]
        return absolute_url(address_of(self.path, [*self.pairs, *dated]))

    @property
    def note(self) -> str:
        """Of which day it is and from which edition of the registry."""
        then = self.chosen.day
        dated = (
            f"Ratings as on {day(then)}, everything else as on {day(today())}."
            if then
            else f"As on {day(today())}."
        )
        return f"{dated} From {snapshot().site.title}, edition {snapshot().generation}."


def read_document(kind: DocumentKind) -> RequestedDocument:
    """Raises BadParameter, and NotFound where this registry has no such document."""
    documents = _require(kind)
    chosen, shown = read_chosen_programs(MOST), snapshot()
    columns: tuple[str, ...] = ()
    if kind == "table" and documents.plan_table:
        columns = _columns(documents.plan_table)
        document = make_plan_table(documents.plan_table, chosen.programs, columns, shown)
    else:
        sheet = documents.memo if kind == "memo" else documents.hexagon
        assert sheet is not None
        document = make_sheet("memo" if kind == "memo" else "hexagon", sheet, chosen.programs, shown)
    asked = tuple((COLUMN, column) for column in columns) if request.args.get(COLUMN) else ()
    since = read_since(chosen) if kind == "memo" else None
    dated = ((SINCE, str(since.since)),) if since else ()
    return RequestedDocument(document, chosen, columns, since, (*chosen.pairs, *asked, *dated))


def read_since(chosen: ChosenPrograms) -> SinceReport | None:
    """What recorded dates tell since the day that the request names. Raises BadParameter."""
    since = read_past_day(request.args, SINCE, today())
    return tell_since(chosen.programs, since, chosen.day or today(), snapshot()) if since else None


def offered_documents() -> dict[DocumentKind, str]:
    """The documents that this registry makes, with their titles."""
    documents = snapshot().documents
    held = documents and {"table": documents.plan_table, "memo": documents.memo, "hexagon": documents.hexagon}
    return {kind: each.title for kind, each in (held or {}).items() if each}  # type: ignore[misc]


def _require(kind: DocumentKind) -> Documents:
    documents = snapshot().documents
    if documents is None or kind not in offered_documents():
        abort(404, "This registry makes no such document of a shortlist.")
    return documents


def _columns(table: PlanTable) -> tuple[str, ...]:
    known = known_columns(table, snapshot())
    asked = tuple(each for each in request.args.getlist(COLUMN) if each)
    for column in asked:
        if column not in known:
            detail = f"“{column}” is not a value of {COLUMN}. Use one of: {', '.join(known)}."
            raise BadParameter(COLUMN, detail)
    return tuple(dict.fromkeys(asked)) or table.usual
