"""The list of entries, and the form for a new one."""

from collections import Counter
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.editor import saving
from app.editor.blueprint import catalog, editor, may_write, workspace
from app.editor.guard import STARTED_AGAIN
from app.evidence.check.problem import RuleFinding
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import LONGEST_SLUG, SLUG
from app.evidence.new_entry.facts_file import check_facts
from app.evidence.new_entry.similar_names import find_clash, make_slug
from app.evidence.new_entry.template import start_entry
from app.files import FileChanged

NEEDED = {
    "name": ("Name", "As the developer writes it."),
    "slug": (
        "Address",
        "The name of the file and of the page, for ever: small letters, digits and single hyphens.",
    ),
    "summary": ("Summary", "One sentence in your own words, at most 240 characters: whom it helps, and how."),
    "population": ("Whom the program is for", "In your own words, a sentence or two."),
    "source": ("First source", "The address of a page from which facts come."),
}
"""What an entry cannot start without: label and help."""
PLACES = {
    "name": ("name",),
    "summary": ("summary",),
    "population": ("target_population",),
    "source": ("sources",),
}
Facts = dict[str, str]
Findings = dict[str, list[RuleFinding]]


class ListedEntry(NamedTuple):
    """One line of the list."""

    slug: str
    name: str
    status: str
    reviewed: str
    errors: int
    warnings: int


@editor.get("")
def entries() -> str:
    asked, undone = request.args.get("q", "").strip(), request.args.get("undone", "")
    words, every = asked.lower().split(), _entries()
    shown = [each for each in every if all(word in f"{each.name} {each.slug}".lower() for word in words)]
    return render_template("editor/entries.html", entries=shown, total=len(every), asked=asked, undone=undone)


@editor.route("/-/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    sent = request.form if request.method == "POST" else request.args
    facts = {key: sent.get(key, "").strip() for key in NEEDED}
    facts["slug"] = facts["slug"] or make_slug(facts["name"])
    registry = workspace().read()[0]
    taken = find_clash(facts["name"], facts["slug"], [], registry) if facts["name"] else None
    another = sent.get("another") == "yes"
    if request.method == "GET":
        return _new_page(facts, {}, taken, another)
    wrong = _check(facts, registry)
    if wrong or (taken and not (another and taken.kind in ("name", "near"))):
        return _new_page(facts, wrong, taken, another), 422
    if not may_write():
        return _new_page(facts, {}, taken, another, STARTED_AGAIN), 403
    try:
        return _create(facts, registry)
    except FileChanged:
        message = f"there is a file content/programs/{facts['slug']}.md already"
        there = RuleFinding("", (), message, "Mend or delete it, or give yours another address.")
        return _new_page(facts, {"slug": [there]}, taken, another), 422
    except OSError as error:
        why = f"The disk refused it ({error.strerror}: {error.filename}). What you typed still stands below."
        return _new_page(facts, {}, taken, another, why), 500


def _create(facts: Facts, registry: Registry) -> Response:
    """Raises FileChanged when there is such a file, be it one that cannot be read."""
    path = workspace().path(facts["slug"])
    text = start_entry(_as_entry(facts), registry, workspace().today())
    written = saving.save(path, text.encode(), saving.NO_FILE, catalog())
    return redirect(url_for("editor.form", slug=facts["slug"], saved=written), 303)


def _as_entry(facts: Facts) -> dict[str, Any]:
    return {
        "name": facts["name"] or None,
        "summary": facts["summary"] or None,
        "target_population": {"description": facts["population"]} if facts["population"] else None,
        "sources": [facts["source"]] if facts["source"] else None,
    }


def _check(facts: Facts, registry: Registry) -> Findings:
    """What is wrong with the facts of a new entry, by the name of the control."""
    found = check_facts(_as_entry(facts), registry, workspace().today())
    wrong = {key: [each for each in found if each.at[: len(at)] == at] for key, at in PLACES.items()}
    wrong["slug"] = _check_slug(facts["slug"])
    return {key: findings for key, findings in wrong.items() if findings}


def _check_slug(slug: str) -> list[RuleFinding]:
    if not SLUG.fullmatch(slug):
        message = f"“{slug}” is not an address" if slug else "no address can be made from the name"
        hint = "Use small letters, digits and single hyphens: on-the-way-home."
    elif len(slug) > LONGEST_SLUG:
        message = f"the address has {len(slug)} characters; at most {LONGEST_SLUG}"
        hint = "Give a shorter one: it is the name of a file."
    else:
        return []
    return [RuleFinding("slug-syntax", (), message, hint)]


def _new_page(facts: Facts, wrong: Findings, taken: object, another: bool, stopped: str = "") -> str:
    given = {"facts": facts, "wrong": wrong, "taken": taken, "another": another, "stopped": stopped}
    return render_template("editor/new.html", needed=NEEDED, **given)


def _entries() -> list[ListedEntry]:
    """Every file, by name; one that cannot be read is listed under its file name."""
    registry, problems = workspace().read()
    inside = (problem for problem in problems if problem.path.parent.name == "programs")
    counts = Counter((problem.path.stem, problem.is_error) for problem in inside)
    found = []
    for path in (workspace().content / "programs").glob("[!.]*.md"):
        slug, item = path.stem, registry.programs.get(path.stem)
        facts = (
            (item.value.name, item.value.status, str(item.value.dates.reviewed)) if item else (slug, "", "")
        )
        found.append(ListedEntry(slug, *facts, counts[slug, True], counts[slug, False]))
    return sorted(found, key=lambda each: each.name.casefold())
