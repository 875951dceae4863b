"""The pictures that other sites show beside a link: of a program with its ratings, or of the registry."""

import io
from functools import lru_cache

from flask import Blueprint, Response
from PIL import Image, ImageDraw

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.wording import number_of
from app.web.request.context import snapshot
from app.web.response.requested_entry import requested_program
from app.web.sharing.badges import WARNING, badge_colour
from app.web.sharing.rating_statement import HARM, Statement, state_each_topic
from app.web.sharing.text_width import choose_font, shorten_lines, wrap_text
from app.web.wording.shown_ratings import ShownRating

pictures = Blueprint("pictures", __name__)

PAPER, INK, MUTED, ACCENT = "#fbfaf5", "#1a1d21", "#575d65", "#0f5c55"
WIDTH, HEIGHT = 1200, 630
EDGE, RATING_HEIGHT, FOOT = 72, 126, 562
CACHED_PICTURES = 64
"""Some 20 kB each."""
Style = tuple[int, str, bool]
"""Font size in pixels, colour, and whether it is bold."""


@pictures.get("/og/<slug>.png")
def program_picture(slug: str) -> Response:
    found = requested_program(slug)
    stated = state_each_topic(found.program, None, snapshot())
    picture = draw_program(found.program.name, stated, snapshot().site.title)
    return Response(picture, mimetype="image/png")


@pictures.get("/og.png")
def site_picture() -> Response:
    site = snapshot().site
    return Response(draw_site(site.title, site.tagline), mimetype="image/png")


def describe_picture(page: Page) -> str:
    """The alternative text of a program's picture."""
    stated = state_each_topic(page.program, None, snapshot())
    said = [f"{each.where}: {each.headline}" if each.where else each.headline for each in stated]
    return f"{page.program.name}. {'; '.join(said)}.{f' {HARM}.' if stated[0].harm else ''}"


@lru_cache(maxsize=CACHED_PICTURES)
def draw_program(name: str, stated: tuple[Statement, ...], foot: str) -> bytes:
    """A PNG of 1200 x 630 pixels; the same words give the same bytes."""
    image, brush = _start_picture()
    top, size = EDGE - 12, 64 if len(stated) < 3 else 56
    for line in shorten_lines(wrap_text(name, size, WIDTH - 2 * EDGE, bold=True), 2):
        _write(brush, (EDGE, top), line, (size, INK, True))
        top += round(size * 1.2)
    if any(each.harm for each in stated):
        _write(brush, (EDGE, top + 6), f"{HARM}.", (32, WARNING, True))
        top += 52
    top += 28
    fitting = stated[: max(0, FOOT - 20 - top) // RATING_HEIGHT]
    for number, each in enumerate(fitting):
        _draw_rating(brush, each, top + number * RATING_HEIGHT)
    more = len(stated) - len(fitting)
    foot += f"  ·  {number_of(more, 'more rating')}" if more else ""
    _write(brush, (EDGE, FOOT), foot, (30, ACCENT, True))
    return _encode_png(image)


@lru_cache(maxsize=4)
def draw_site(title: str, tagline: str) -> bytes:
    """The picture of every page that is not a program's."""
    image, brush = _start_picture()
    _write(brush, (EDGE, 190), title, (104, ACCENT, True))
    for number, line in enumerate(shorten_lines(wrap_text(tagline, 46, WIDTH - 2 * EDGE), 3)):
        _write(brush, (EDGE, 340 + number * 60), line, (46, INK, False))
    return _encode_png(image)


def _start_picture() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 0, 15, HEIGHT), fill=ACCENT)
    return image, brush


def _encode_png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_rating(brush: ImageDraw.ImageDraw, stated: Statement, top: int) -> None:
    """One badge with its words beside it."""
    colour = badge_colour(stated)
    if stated.capsule:
        _draw_capsule(brush, stated.capsule, top, colour)
    else:
        _draw_square(brush, stated, top, colour)
    styles: tuple[Style, ...] = ((34, colour, True), (28, INK, False), (24, MUTED, False))
    line = top - 8
    for text, style in zip((stated.label, stated.where, stated.who), styles, strict=True):
        if text:
            size, _, bold = style
            text = shorten_lines(wrap_text(text, size, WIDTH - 2 * EDGE - 140, bold), 1)[0]
            _write(brush, (EDGE + 132, line), text, style)
            line += round(size * 1.3)


def _draw_square(brush: ImageDraw.ImageDraw, stated: Statement, top: int, colour: str) -> None:
    """CEBC's level over its five steps."""
    brush.rounded_rectangle((EDGE, top, EDGE + 104, top + 72), 14, outline=colour, width=4)
    if stated.level:
        _write_inside(brush, stated.numeral, 40, top, colour)
    else:
        brush.line((EDGE + 42, top + 36, EDGE + 62, top + 36), fill=colour, width=5)
    for step in range(5):
        left = EDGE + step * 21.6
        fill = colour if step < stated.steps else "#d9d9d2"
        brush.rectangle((left, top + 82, left + 18, top + 89), fill=fill)


def _draw_capsule(brush: ImageDraw.ImageDraw, rating: ShownRating, top: int, colour: str) -> None:
    """The short name of another registry over the steps of its scale."""
    brush.rounded_rectangle((EDGE, top, EDGE + 104, top + 72), 36, outline=colour, width=2)
    brush.rounded_rectangle((EDGE + 6, top + 6, EDGE + 98, top + 66), 30, outline=colour, width=2)
    _write_inside(brush, rating.short, 28 if len(rating.short) < 5 else 22, top, colour)
    first = EDGE + 52 - (len(rating.steps) - 1) * 7
    for step, is_on in enumerate(rating.steps):
        middle = first + step * 14
        spot = (middle - 5, top + 81, middle + 5, top + 91)
        brush.ellipse(spot, fill=colour if is_on else None, outline=colour, width=2)


def _write_inside(brush: ImageDraw.ImageDraw, text: str, size: int, top: int, colour: str) -> None:
    letters, font = choose_font(text, size)
    place = (EDGE + 52, top + 36)
    brush.text(place, letters, colour, font, anchor="mm", stroke_width=1, stroke_fill=colour)


def _write(brush: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style) -> None:
    size, fill, bold = style
    letters, font = choose_font(text, size)
    brush.text(place, letters, fill, font, stroke_width=size / 48 if bold else 0, stroke_fill=fill)
