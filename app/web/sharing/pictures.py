"""The picture that other sites show beside a link: a program's name and published ratings, or the registry's name."""

import io
from functools import lru_cache

from flask import Blueprint, Response
from PIL import Image, ImageDraw

from app.catalog.snapshot.snapshot import Page
from app.web.request.context import snapshot
from app.web.response.requested_entry import requested_program
from app.web.sharing.badges import WARNING, colour_of
from app.web.sharing.rating_statement import HARM, Statement, stated_topics
from app.web.sharing.text_width import drawable, shortened, wrapped
from app.web.wording.values import number_of

pictures = Blueprint("pictures", __name__)

PAPER, INK, MUTED, ACCENT = "#fbfaf5", "#1a1d21", "#575d65", "#0f5c55"
WIDTH, HEIGHT = 1200, 630
EDGE, RATING_HEIGHT, FOOT = 72, 126, 562
KEPT = 64
"""Pictures held in memory, some 20 kB each."""


@pictures.get("/og/<slug>.png")
def program_picture(slug: str) -> Response:
    found = requested_program(slug)
    stated = stated_topics(found.program, None, snapshot())
    return _as_png(drawn(found.program.name, stated, snapshot().site.title))


@pictures.get("/og.png")
def site_picture() -> Response:
    site = snapshot().site
    return _as_png(drawn_site(site.title, site.tagline))


def described(page: Page) -> str:
    """What a program's picture shows, for those who do not see it."""
    stated = stated_topics(page.program, None, snapshot())
    said = [f"{each.where}: {each.headline}" if each.where else each.headline for each in stated]
    return f"{page.program.name}. {'; '.join(said)}.{f' {HARM}.' if stated[0].harm else ''}"


@lru_cache(maxsize=KEPT)
def drawn(name: str, stated: tuple[Statement, ...], foot: str) -> bytes:
    """A PNG of 1200 x 630 pixels; the same words are the same bytes."""
    image, brush = _sheet()
    top, size = EDGE - 12, 64 if len(stated) < 3 else 56
    for line in shortened(wrapped(name, size, WIDTH - 2 * EDGE, bold=True), 2):
        _write(brush, (EDGE, top), line, size, INK, bold=True)
        top += round(size * 1.2)
    if any(each.harm for each in stated):
        _write(brush, (EDGE, top + 6), f"{HARM}.", 32, WARNING, bold=True)
        top += 52
    top += 28
    fitting = stated[: max(0, FOOT - 20 - top) // RATING_HEIGHT]
    for number, each in enumerate(fitting):
        _rating(brush, each, top + number * RATING_HEIGHT)
    more = len(stated) - len(fitting)
    _write(brush, (EDGE, FOOT), f"{foot}  ·  {number_of(more, 'more topic')}" if more else foot, 30, ACCENT, bold=True)
    return _written(image)


@lru_cache(maxsize=4)
def drawn_site(title: str, tagline: str) -> bytes:
    """The picture of every page that is not a program's."""
    image, brush = _sheet()
    _write(brush, (EDGE, 190), title, 104, ACCENT, bold=True)
    for number, line in enumerate(shortened(wrapped(tagline, 46, WIDTH - 2 * EDGE), 3)):
        _write(brush, (EDGE, 340 + number * 60), line, 46, INK)
    return _written(image)


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 0, 15, HEIGHT), fill=ACCENT)
    return image, brush


def _written(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _rating(brush: ImageDraw.ImageDraw, stated: Statement, top: int) -> None:
    """One badge with its words beside it."""
    colour = colour_of(stated)
    brush.rounded_rectangle((EDGE, top, EDGE + 104, top + 72), 14, outline=colour, width=4)
    if stated.level:
        font = drawable(stated.numeral, 40)[1]
        brush.text((EDGE + 52, top + 36), stated.numeral, colour, font, anchor="mm", stroke_width=1, stroke_fill=colour)
    else:
        brush.line((EDGE + 42, top + 36, EDGE + 62, top + 36), fill=colour, width=5)
    for step in range(5):
        left = EDGE + step * 21.6
        brush.rectangle((left, top + 82, left + 18, top + 89), fill=colour if step < stated.steps else "#d9d9d2")
    words = [(stated.label, 34, colour, True), (stated.where, 28, INK, False), (stated.who, 24, MUTED, False)]
    line = top - 8
    for text, size, fill, bold in words:
        if text:
            fitted = shortened(wrapped(text, size, WIDTH - 2 * EDGE - 140, bold), 1)[0]
            _write(brush, (EDGE + 132, line), fitted, size, fill, bold)
            line += round(size * 1.3)


def _write(brush: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, fill: str, bold: bool = False) -> None:
    letters, font = drawable(text, size)
    brush.text(place, letters, fill, font, stroke_width=size / 48 if bold else 0, stroke_fill=fill)


def _as_png(picture: bytes) -> Response:
    return Response(picture, mimetype="image/png")
