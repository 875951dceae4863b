"""The oEmbed provider: sites that are given the address of a program show its card. It answers for this site alone and fetches nothing."""

from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, abort, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from app.web.request.context import absolute, base_url, snapshot
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
    """What oEmbed 1.0 asks of a provider of type "rich". Only addresses of this site are answered; nothing is fetched."""
    form = request.args.get("format") or "json"
    if form not in FORMATS:
        abort(501, f"“{form}” is not a format of this provider. Use one of: {', '.join(FORMATS)}.")
    slug, topic = _program_asked(request.args.get("url", ""))
    most = {name: _side(name) for name in ("maxwidth", "maxheight")}
    found = snapshot().page(slug)
    if found is None:
        raise NotFound(f"No program has the address “{slug}”.")
    refuse_retired(slug, found.program.name, found.program)
    answer = _described(frame_program(found, topic, most["maxwidth"], most["maxheight"]), slug, most)
    if form == "json":
        return jsonify(answer)
    return Response(render_template("sharing/oembed.xml", answer=answer), mimetype="text/xml")


def _program_asked(url: str) -> tuple[str, str | None]:
    """The slug (as it is today) and the topic of an address of this site. 400 without an address, 404 for any other one."""
    if not url:
        raise BadParameter("url", "Say which page: url is the address of a program on this site.")
    try:
        asked = urlsplit(url)
    except ValueError:
        raise BadParameter("url", f"“{url}” is not an address.") from None
    base = urlsplit(base_url())
    path = asked.path.removeprefix(base.path) if asked.netloc.lower() == base.netloc.lower() else asked.path
    kind, _, slug = path.strip("/").partition("/")
    ours = {base.netloc.lower(), request.host.lower()}
    if (
        asked.scheme not in ("http", "https")
        or asked.netloc.lower() not in ours
        or kind not in PAGES
        or not slug
        or "/" in slug
    ):
        raise NotFound(f"“{url}” is not the address of a program on this site.")
    slug = slug.lower()
    topic = parse_qs(asked.query).get("topic", [None])[0]
    return snapshot().former.get(("program", slug), slug), parse_topic(topic, snapshot())


def _side(name: str) -> int:
    written = request.args.get(name)
    if not written:
        return LONGEST_SIDE
    if not (written.isascii() and written.isdigit() and len(written) < 10 and int(written)):
        raise BadParameter(name, f"“{written}” is not a value of {name}. Use a whole number of pixels.")
    return int(written)


def _described(shown: EmbedFrame, slug: str, most: dict[str, int]) -> dict[str, str | int]:
    """The keys of oEmbed; the picture, which must fit as well, is left out where it does not."""
    site = snapshot().site.title
    said: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": shown.program.name,
        "provider_name": site,
        "provider_url": base_url(),
        "cache_age": CACHE_SECONDS,
        "html": str(shown.iframe),
        "width": shown.width,
        "height": shown.height,
    }
    if most["maxwidth"] >= WIDTH and most["maxheight"] >= HEIGHT:
        said |= {
            "thumbnail_url": absolute(f"/og/{slug}.png"),
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return said
