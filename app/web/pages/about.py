"""The page of what others may rely on when they link, cite or read this registry."""

from flask import Blueprint, render_template

from app.web.request.context import snapshot
from app.web.request.formats import FORMATS

promise = Blueprint("promise", __name__)

NO_PROGRAM = "name-of-the-program"


@promise.get("/about/links")
def links() -> str:
    """The example in every format is the program with the shortest address."""
    slugs = snapshot().position
    example = min(slugs, key=lambda slug: (len(slug), slug), default=NO_PROGRAM)
    return render_template("pages/links.html", formats=FORMATS, example=example, is_real=example in slugs)
