"""A program's published rating as a badge: an SVG file, and the JSON that badge services read."""

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request

from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.web.openapi.answers import ShieldAnswer
from app.web.request.context import snapshot
from app.web.response.requested_entry import program_or_retired
from app.web.sharing.rating_statement import HARM, Statement, parse_topic, state_rating
from app.web.sharing.text_width import measure_width, wrap_text

badges = Blueprint("badges", __name__)

# The light values of colours.css: a badge has its own background and looks the same on any page.
COLOURS = {"1": "#0b6470", "2": "#26734f", "3": "#7a5c00", "4": "#97480f", "5": "#a12c25"}
NO_LEVEL, WARNING = "#525c66", "#8c2f1d"
MARGIN, TEXT_AT, LONGEST_LINE = 12, 76, 244
SHIELDS_CACHE_SECONDS = 3600
Kind = tuple[str, float, bool]
"""CSS class of a line, font size in pixels, and whether it is bold."""
WARNS: Kind = ("harm", 12, True)
STATES: Kind = ("label", 14, True)
TELLS: Kind = ("beside", 14, True)
PLACES: Kind = ("where", 13, False)
NOTES: Kind = ("note", 12, False)


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """One line of text; `base` is its baseline, `width` the width that it is fitted to in any font."""

    text: str
    part: str
    size: float
    bold: bool
    base: int
    width: int


@dataclass(frozen=True, slots=True)
class BadgeDrawing:
    """A badge laid out, in pixels."""

    width: int
    height: int
    colour: str
    lines: tuple[BadgeLine, ...]


@badges.get("/programs/<slug>.badge.svg")
def badge_svg(slug: str) -> Response:
    program, site = program_or_retired(slug).program, snapshot().site.title
    stated = requested_statement(program)
    drawing = lay_out_badge(stated, site)
    text = render_template("sharing/badge.svg", program=program, stated=stated, drawing=drawing, site=site)
    return Response(text, mimetype="image/svg+xml")


@badges.get("/programs/<slug>.badge.json")
def badge_json(slug: str) -> Response:
    """The endpoint format of shields.io, which allows no other keys."""
    stated = requested_statement(program_or_retired(slug).program)
    return jsonify(make_shields_json(stated, snapshot().site.title))


def requested_statement(program: ProgramInCatalog) -> Statement:
    """The statement that the request asks for. Raises BadParameter."""
    return state_rating(program, parse_topic(request.args.get("topic"), snapshot()), snapshot())


def lay_out_badge(stated: Statement, site: str) -> BadgeDrawing:
    last = f"{stated.seen} · {site}" if stated.seen else site
    said = [(HARM, WARNS)] if stated.harm else []
    said += [(stated.label, STATES), *((each, TELLS) for each in stated.beside)]
    said += [(stated.where, PLACES), (stated.who, NOTES), (last, NOTES)]
    lines: list[BadgeLine] = []
    base = MARGIN
    for text, (part, size, bold) in said:
        for piece in wrap_text(text, size, LONGEST_LINE, bold) if text else ():
            base += round(size * 1.36)
            width = round(measure_width(piece, size, bold))
            lines.append(BadgeLine(piece, part, size, bold, base - 4, width))
    width = TEXT_AT + max(line.width for line in lines) + MARGIN
    return BadgeDrawing(width, max(base + MARGIN - 2, 72), badge_colour(stated), tuple(lines))


def badge_colour(stated: Statement) -> str:
    shade = stated.outside.shade if stated.outside else stated.level
    return COLOURS.get(shade or "", NO_LEVEL)


def make_shields_json(stated: Statement, site: str) -> ShieldAnswer:
    """Always name the topic, so a level is never read as a rating of the program as a whole.

    `isError` keeps those who embed the badge from replacing the colour of a warning.
    """
    parts = (stated.headline, *stated.beside, stated.who, stated.seen_how, HARM if stated.harm else "")
    colour = WARNING if stated.harm else badge_colour(stated)
    return {
        "schemaVersion": 1,
        "label": stated.where or site,
        "message": "; ".join(part for part in parts if part),
        "color": colour.removeprefix("#"),
        "isError": stated.harm or stated.state == "retired",
        "cacheSeconds": SHIELDS_CACHE_SECONDS,
    }
