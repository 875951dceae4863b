"""Tombstones (410): what stands in the place of a retired entry, as a page, as JSON or as plain text."""

from dataclasses import dataclass

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import Gone

from app.evidence.entry.pages import Guide, Topic, VocabularyWord
from app.evidence.entry.program import Retired
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.evidence.entry.wording import NOT_RECORDED, day
from app.web.openapi.answers import ErrorDetails, RetiredAnswer, Tombstone
from app.web.request.context import absolute_url, snapshot
from app.web.request.formats import match_format
from app.web.response.machine_addresses import is_for_machines

Entry = ProgramInCatalog | Topic | Guide | VocabularyWord
PLACES: dict[type[Entry], str] = {
    ProgramInCatalog: "/programs/", Topic: "/topics/", Guide: "/guides/", VocabularyWord: "/populations/"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Successor:
    """The entry that took the place of a retired one."""

    name: str
    address: str


class Retiree(Gone):
    """A retired entry was asked for. `place` is the folder of its address, like "/programs/"."""

    def __init__(self, slug: str, name: str, retired: Retired | None, place: str) -> None:
        super().__init__(f"{name} was retired from this registry.")
        self.slug, self.name_of_entry, self.retired, self.place = slug, name, retired, place

    def tombstone(self) -> Tombstone:
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
    """Raise Retiree when the entry is retired."""
    if entry.status == "retired":
        raise Retiree(slug, name, entry.retired, PLACES[type(entry)])


def render_tombstone(retiree: Retiree, error: ErrorDetails) -> Response:
    """The body of a 410 in the format that was asked for. `error` is what every error says to machines."""
    form, _ = match_format(request.path)
    kind = form.tombstone if form else "json" if is_for_machines() else "page"
    if kind == "json":
        answer: RetiredAnswer = {"error": error, "tombstone": retiree.tombstone()}
        return jsonify(answer)
    if kind == "text":
        return Response(_text(retiree), mimetype="text/plain")
    return Response(render_template("response/tombstone.html", retiree=retiree), mimetype="text/html")


def _text(retiree: Retiree) -> str:
    retired, successor = retiree.retired, retiree.successor
    instead = f"{successor.name}, {absolute_url(successor.address)}" if successor else "nothing"
    lines = [
        f"{retiree.name_of_entry} was retired from this registry.",
        f"Address: {absolute_url(f'{retiree.place}{retiree.slug}')}",
        f"Date: {day(retired.date) if retired else NOT_RECORDED}",
        f"Reason: {retired.reason if retired else NOT_RECORDED}",
        f"In its place: {instead}",
    ]
    return "\n".join([*lines, ""])


def _name(place: str, slug: str) -> str:
    """The name of the entry at `slug`; the slug itself where there is none."""
    shown = snapshot()
    page, word = shown.page(slug), shown.words["populations"].get(slug)
    names = {
        "/programs/": page.program.name if page else slug,
        "/populations/": word.label if word else slug,
        "/guides/": shown.guides[slug][0].title if slug in shown.guides else slug,
        "/topics/": shown.topics[slug][0].name if slug in shown.topics else slug,
    }
    return names[place]
