"""A program as a small card for other people's pages, in a frame of its own. Published ratings only."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.program import Program
from app.web.request.context import absolute, snapshot
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
    def iframe(self) -> Markup:
        title = f"{self.program.name}: scientific ratings, from {snapshot().site.title}"
        size = Markup('width="{}" height="{}"').format(self.width, self.height)
        frame = Markup('<iframe src="{}" {} title="{}" style="border:0;max-width:100%"></iframe>')
        return frame.format(self.address, size, title)


@embeds.get("/embed/<slug>")
def card(slug: str) -> Response | str:
    found = requested_program(slug)
    topic = parse_topic(request.args.get("topic"), snapshot())
    return render_template(
        "sharing/embed.html",
        page=found,
        program=found.program,
        stated=state_each_topic(found.program, topic, snapshot()),
    )


@embeds.errorhandler(HTTPException)
def no_card(error: HTTPException) -> tuple[str, int]:
    """Inside a frame an error, too, is a small card; a tombstone says what stands in its place."""
    tombstone = error.tombstone() if isinstance(error, Retiree) else None
    return render_template(
        "sharing/embed_error.html", detail=error.description, tombstone=tombstone
    ), error.code or 500


def frame_program(
    page: Page, topic: str | None = None, most_width: int = LONGEST_SIDE, most_height: int = LONGEST_SIDE
) -> EmbedFrame:
    """The card of a program in the largest frame that it needs and is allowed."""
    width = min(WIDEST, most_width)
    stated = state_each_topic(page.program, topic, snapshot())
    query = f"?{urlencode({'topic': topic})}" if topic else ""
    return EmbedFrame(
        page.program,
        absolute(f"/embed/{page.slug}{query}"),
        width,
        min(estimate_height(page.program, stated, width), most_height),
    )


def estimate_height(program: Program, stated: tuple[Statement, ...], width: int) -> int:
    """How high a card is at a width, on the safe side: the frame cannot ask the card."""
    inner = max(width, NARROWEST) - 40
    lines = 27 * len(wrap_text(program.name, 20, inner * 0.92, bold=True)) + 22 * len(
        wrap_text(program.summary, 15, inner * 0.92)
    )
    for each in stated:
        said = ((each.label, 15, 21), (each.where, 14, 20), (each.who, 13, 19), (each.seen_how, 13, 19))
        lines += (
            max(
                64,
                sum(
                    step * len(wrap_text(text, size, (inner - 68) * 0.92))
                    for text, size, step in said
                    if text
                ),
            )
            + 26
        )
    return lines + 118 + (44 * (1 + (width < 420)) if any(each.harm for each in stated) else 0)
