"""A program as a small card in a frame, for other people's pages; published ratings only."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.program import Program
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.web.request.context import absolute_url, snapshot
from app.web.response.requested_entry import requested_program
from app.web.response.tombstones import Retiree
from app.web.sharing.rating_statement import Statement, parse_topic, state_each_topic
from app.web.sharing.text_width import wrap_text

embeds = Blueprint("embeds", __name__)

WIDEST, NARROWEST = 600, 320
LONGEST_SIDE = 100_000


@dataclass(frozen=True, slots=True)
class EmbedFrame:
    """A card and the frame that shows it whole, in pixels."""

    program: Program
    address: str
    width: int
    height: int

    @property
    def iframe(self) -> str:
        """The frame as HTML."""
        title = f"{self.program.name}: scientific ratings, from {snapshot().site.title}"
        of_frame = f'src="{escape(self.address)}" width="{self.width}" height="{self.height}"'
        return f'<iframe {of_frame} title="{escape(title)}" style="border:0;max-width:100%"></iframe>'


@embeds.get("/embed/<slug>")
def card(slug: str) -> Response | str:
    page = requested_program(slug)
    topic = parse_topic(request.args.get("topic"), snapshot())
    stated = state_each_topic(page.program, topic, snapshot())
    return render_template("sharing/embed.html", page=page, program=page.program, stated=stated)


@embeds.errorhandler(HTTPException)
def no_card(error: HTTPException) -> tuple[str, int]:
    """An error inside a frame is a small card, too; of a retired program it is a tombstone."""
    tombstone = error.tombstone() if isinstance(error, Retiree) else None
    text = render_template("sharing/embed_error.html", detail=error.description, tombstone=tombstone)
    return text, error.code or 500


def frame_program(
    page: Page, topic: str | None = None, most_width: int = LONGEST_SIDE, most_height: int = LONGEST_SIDE
) -> EmbedFrame:
    """The card of a program in the largest frame that it needs and is allowed, in pixels."""
    width = min(WIDEST, most_width)
    height = estimate_height(page.program, state_each_topic(page.program, topic, snapshot()), width)
    query = f"?{urlencode({'topic': topic})}" if topic else ""
    address = absolute_url(f"/embed/{page.slug}{query}")
    return EmbedFrame(page.program, address, width, min(height, most_height))


def estimate_height(program: ProgramInCatalog, stated: tuple[Statement, ...], width: int) -> int:
    """The height of a card in pixels, rather too high: a frame cannot adapt to its page."""
    inner = max(width, NARROWEST) - 40
    height = 118 + 27 * len(wrap_text(program.name, 20, inner * 0.92, bold=True))
    height += 22 * len(wrap_text(program.summary, 15, inner * 0.92))
    for each in stated:
        said = ((each.label, 15, 21), (each.where, 14, 20), (each.who, 13, 19), (each.seen_how, 13, 19))
        lines = (step * len(wrap_text(text, size, (inner - 68) * 0.92)) for text, size, step in said if text)
        height += max(64, sum(lines)) + 26
    return height + (44 * (1 + (width < 420)) if any(each.harm for each in stated) else 0)
