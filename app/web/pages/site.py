"""Pages to read: home, ratings, populations, guides, glossary, about."""

import re
from itertools import groupby

from flask import Blueprint, render_template

from app.catalog.search.search import SearchRequest, search
from app.evidence.entry.pages import Need
from app.evidence.rating.conditions import WEIGHT_RULES
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.reasons import REASONS
from app.web.pages.topics import active_topics
from app.web.request.context import site_context, snapshot
from app.web.response.requested_entry import requested_guide, requested_population
from app.web.wording.shown_ratings import name_registry

reading = Blueprint("reading", __name__)

TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
BASIS_NAMES = {
    "source": "The source's", "source-in-part": "The source's in part", "ours": "Ours",
    "none": "Not recorded",
}  # fmt: skip


@reading.get("/")
def home() -> str:
    shown = snapshot()
    found, topics, page = search(shown, SearchRequest()), active_topics(shown), shown.site.home
    filled = [slug for slug, _ in topics if found.counts["topic"][slug]]
    return render_template(
        "pages/home.html",
        page=page,
        needs=[(need.label, _find(need)) for need in page.needs] if page else [],
        table=_first_table(page.guide) if page and page.guide else "",
        topics=[(slug, topic) for slug, topic in topics if slug in filled],
        empty_topics=[(slug, topic) for slug, topic in topics if slug not in filled],
        found=found,
    )


def _find(need: Need) -> tuple[SearchRequest, int]:
    """The search that answers a need, and how many programs it finds."""
    asked = need.model_dump(exclude={"label"})
    wanted = SearchRequest(chosen={name: tuple(map(str, ids)) for name, ids in asked.items() if ids})
    return wanted, search(snapshot(), wanted, passages=False).total


def _first_table(slug: str) -> str:
    """The HTML of the first table of a guide; empty where there is none."""
    _, html = snapshot().guides.get(slug, (None, {}))
    found = TABLE.search(html.get("", ""))
    return found[0] if found else ""


@reading.get("/ratings")
def ratings() -> str:
    counts = search(snapshot(), SearchRequest()).counts
    return render_template("pages/ratings.html", counts=counts["rating"], unrated=counts["tier"]["none"])


@reading.get("/ratings/how")
def rating_rules() -> str:
    """Made from the tables that the rating engine runs, so page and code cannot differ."""
    tables = {"profiles": PROFILES.values(), "reasons": REASONS, "weights": WEIGHT_RULES}
    return render_template("pages/rating_rules.html", **tables)


@reading.get("/populations")
def populations() -> str:
    counts = search(snapshot(), SearchRequest()).counts["population"]
    return render_template("pages/populations.html", counts=counts)


@reading.get("/populations/<id>")
def population(id: str) -> str:
    word = requested_population(id)
    wanted = SearchRequest(chosen={"population": (id,)}, per_page=len(snapshot().cards) or 1)
    found = search(snapshot(), wanted)
    return render_template("pages/population.html", id=id, word=word, found=found, wanted=wanted)


@reading.get("/guides")
def guides() -> str:
    listed = [(slug, guide) for slug, (guide, _) in snapshot().guides.items() if guide.status == "active"]
    return render_template("pages/guides.html", listed=listed)


@reading.get("/guides/<slug>")
def guide(slug: str) -> str:
    found, html = requested_guide(slug)
    return render_template("pages/guide.html", slug=slug, guide=found, html=html[""])


@reading.get("/glossary")
def glossary() -> str:
    words = sorted(snapshot().words.get("glossary", {}).items(), key=lambda item: item[1].label.casefold())
    active = [item for item in words if item[1].status == "active"]
    retired = [item for item in words if item[1].status == "retired"]
    letters = groupby(active, key=lambda item: item[1].label[0].upper())
    by_letter = [(letter, list(items)) for letter, items in letters]
    return render_template("pages/glossary.html", letters=by_letter, retired=retired)


@reading.get("/about")
def about() -> str:
    shown, coverage = snapshot(), snapshot().coverage
    unrecorded = coverage.unrecorded.items()
    return render_template(
        "pages/about.html",
        found=search(shown, SearchRequest()),
        topics=active_topics(shown),
        coverage=coverage,
        unrecorded={name: round(100 * missing / (of or 1)) for name, (missing, of) in unrecorded},
        decisive={name: fact.percent for name, fact in coverage.decisive.items()},
        topic_names={slug: topic.name for slug, (topic, _) in shown.topics.items()},
        rating_names={level: shown.label("rating", level) for level in coverage.by_rating},
        derived_names={level: shown.label("derived", level) for level in coverage.by_derived},
        basis_names=BASIS_NAMES,
        counts_searches=site_context().counts is not None,
        registry_names={each: _name_tier(each) for each in coverage.by_registry},
        reason_names={reason: shown.label("nr_reason", reason) for reason in coverage.nr_reasons},
    )


def _name_tier(counted: str) -> str:
    """“title-iv-e: strong” as “Title IV-E: Strong evidence”."""
    registry, tier = counted.split(": ")
    words = snapshot().words
    label = words["tiers"][tier].label if tier in words["tiers"] else "says nothing about effects"
    return f"{name_registry(words['registries'][registry])}: {label}"
