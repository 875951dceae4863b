"""What stands in the place of an entry that was retired: name, date, reason and successor, as a page, as JSON or as plain text (410)."""

from dataclasses import dataclass

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import Gone

from app.evidence.entry.pages import Guide, Topic, VocabularyWord
from app.evidence.entry.program import Program, Retired
from app.evidence.entry.wording import NOT_RECORDED, day
from app.web.request.context import absolute, snapshot
from app.web.response.formats import addressed
from app.web.response.machine_addresses import is_for_machines

Entry = Program | Topic | Guide | VocabularyWord
PLACES: dict[type[Entry], str] = {Program: "/programs/", Topic: "/topics/", Guide: "/guides/", VocabularyWord: "/populations/"}


@dataclass(frozen=True, slots=True)
class Successor:
    """The entry that took the place of a retired one."""

    name: str
    address: str


class Retiree(Gone):
    """An entry that was retired: what stands in its place is a tombstone."""

    def __init__(self, slug: str, name: str, retired: Retired | None, place: str) -> None:
        super().__init__(f"{name} was retired from this registry.")
        self.slug, self.name_of_entry, self.retired, self.place = slug, name, retired, place

    def tombstone(self) -> dict[str, str | None]:
        retired = self.retired
        return {
            "slug": self.slug,
            "name": self.name_of_entry,
            "date": str(retired.date) if retired else None,
            "reason": retired.reason if retired else None,
            "successor": retired.successor if retired else None,
        }

    @property
    def successor(self) -> Successor | None:
        slug = self.retired.successor if self.retired else None
        return Successor(_name(self.place, slug), f"{self.place}{slug}") if slug else None


def refuse_retired(slug: str, name: str, entry: Entry) -> None:
    if entry.status == "retired":
        raise Retiree(slug, name, entry.retired, PLACES[type(entry)])


def tombstone_for(retiree: Retiree, error: dict[str, object]) -> Response:
    """The body of a 410 in the format that was asked for. `error` is what every error says to machines."""
    form, _ = addressed(request.path)
    kind = form.tombstone if form else "json" if is_for_machines() else "page"
    if kind == "json":
        answer = jsonify(error=error, tombstone=retiree.tombstone())
    elif kind == "text":
        answer = Response(_text(retiree), mimetype="text/plain")
    else:
        answer = Response(render_template("response/tombstone.html", retiree=retiree), mimetype="text/html")
    return answer


def _text(retiree: Retiree) -> str:
    retired, successor = retiree.retired, retiree.successor
    lines = [
        f"{retiree.name_of_entry} was retired from this registry.",
        f"Address: {absolute(f'{retiree.place}{retiree.slug}')}",
        f"Date: {day(retired.date) if retired else NOT_RECORDED}",
        f"Reason: {retired.reason if retired else NOT_RECORDED}",
        f"In its place: {f'{successor.name}, {absolute(successor.address)}' if successor else 'nothing'}",
    ]
    return "\n".join([*lines, ""])


def _name(place: str, slug: str) -> str:
    """What the entry at `slug` is called; the slug itself where there is none."""
    shown = snapshot()
    if place == "/programs/":
        page = shown.page(slug)
        return page.program.name if page else slug
    if place == "/populations/":
        word = shown.words["populations"].get(slug)
        return word.label if word else slug
    if place == "/guides/":
        return shown.guides[slug][0].title if slug in shown.guides else slug
    return shown.topics[slug][0].name if slug in shown.topics else slug
