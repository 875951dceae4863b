"""The oEmbed provider: other sites show the card of a program whose address they are given.

It answers for addresses of this site alone and fetches nothing.
"""

from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, abort, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from app.web.openapi.answers import OembedAnswer
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.parameters import BadParameter
from app.web.response.tombstones import refuse_retired
from app.web.sharing.embeds import LONGEST_SIDE, EmbedFrame, frame_program
from app.web.sharing.pictures import HEIGHT, WIDTH
from app.web.sharing.rating_statement import parse_topic

oembed = Blueprint("oembed", __name__)

CACHE_SECONDS = 3600
FORMATS = ("json", "xml")
PAGES = ("programs", "embed")


@oembed.get("/oembed")
def description() -> Response:
    """A provider of type "rich" as oEmbed 1.0 defines it."""
    form = request.args.get("format") or "json"
    if form not in FORMATS:
        abort(501, f"“{form}” is not a format of this provider. Use one of: {', '.join(FORMATS)}.")
    slug, topic = _parse_address(request.args.get("url", ""))
    width, height = _parse_side("maxwidth"), _parse_side("maxheight")
    found = snapshot().page(slug)
    if found is None:
        raise NotFound(f"No program has the address “{slug}”.")
    refuse_retired(slug, found.program.name, found.program)
    answer = _describe_frame(frame_program(found, topic, width, height))
    if width >= WIDTH and height >= HEIGHT:
        answer["thumbnail_url"] = absolute_url(f"/og/{slug}.png")
        answer["thumbnail_width"], answer["thumbnail_height"] = WIDTH, HEIGHT
    if form == "json":
        return jsonify(answer)
    return Response(render_template("sharing/oembed.xml", answer=answer), mimetype="text/xml")


def _parse_address(url: str) -> tuple[str, str | None]:
    """The present slug and the topic of an address of this site. 400 without an address, 404 for others."""
    if not url:
        raise BadParameter("url", "Say which page: url is the address of a program on this site.")
    try:
        asked = urlsplit(url)
    except ValueError:
        raise BadParameter("url", f"“{url}” is not an address.") from None
    base, host = urlsplit(base_url()), asked.netloc.lower()
    path = asked.path.removeprefix(base.path) if host == base.netloc.lower() else asked.path
    kind, _, slug = path.strip("/").partition("/")
    is_ours = asked.scheme in ("http", "https") and host in (base.netloc.lower(), request.host.lower())
    if not is_ours or kind not in PAGES or not slug or "/" in slug:
        raise NotFound(f"“{url}” is not the address of a program on this site.")
    slug = slug.lower()
    topic = parse_qs(asked.query).get("topic", [None])[0]
    return snapshot().former.get(("program", slug), slug), parse_topic(topic, snapshot())


def _parse_side(name: str) -> int:
    written = request.args.get(name)
    if not written:
        return LONGEST_SIDE
    if not (written.isascii() and written.isdigit() and len(written) < 10 and int(written)):
        raise BadParameter(name, f"“{written}” is not a value of {name}. Use a whole number of pixels.")
    return int(written)


def _describe_frame(frame: EmbedFrame) -> OembedAnswer:
    return {
        "version": "1.0", "type": "rich", "title": frame.program.name, "provider_name": snapshot().site.title,
        "provider_url": base_url(), "cache_age": CACHE_SECONDS, "html": frame.iframe,
        "width": frame.width, "height": frame.height,
    }  # fmt: skip
