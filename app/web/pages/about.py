"""What others may rely on when they link, cite or read this registry: the promise, written beside the table it speaks of."""

from flask import Blueprint, render_template

from app.web.request.context import snapshot
from app.web.response.formats import FORMATS

promise = Blueprint("promise", __name__)

NO_PROGRAM = "name-of-the-program"


@promise.get("/about/links")
def links() -> str:
    """With the shortest address of the registry as the example, so that every format can be looked at."""
    slugs = snapshot().position
    example = min(slugs, key=lambda slug: (len(slug), slug), default=NO_PROGRAM)
    return render_template("pages/links.html", formats=FORMATS, example=example, is_real=example in slugs)
