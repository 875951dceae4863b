"""The editor as a part of the site: its address, its guard, and what its pages share."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, g, render_template, request

from app.editor.form_view import element_id, label_at
from app.editor.guard import NOT_FROM_HERE, ONLY_HERE, TOKEN, is_local, is_older_form, is_own_form, new_token
from app.editor.workspace import Workspace
from app.settings import Settings

ADDRESS = "/edit"
MOST_SENT = 4_000_000
"""Bytes of a form: the largest entry that is read, twice, with the names of its fields."""
SHOW_AGAIN = ("editor.answer", "editor.preview", "editor.new")
"""Views that show a form again that was open over a restart; they ask `may_write` before they write."""
PAGES = ("app.editor.entries", "app.editor.form")
"""Modules that bind their routes to the blueprint when they are imported."""

EDITOR_CONTEXT = "homeward-editor"
"""Where the context of the editor is kept among the extensions of the application."""

editor = Blueprint(
    "editor",
    __name__,
    url_prefix=ADDRESS,
    template_folder="templates",
    static_folder="static",
    static_url_path="/-/static",
)


@dataclass(frozen=True, slots=True)
class EditorContext:
    """What every page of the editor needs. Forms carry `token`; `catalog` is the folder for undo."""

    workspace: Workspace
    token: str
    catalog: Path


def register(app: Flask, settings: Settings, today: Callable[[], datetime.date]) -> None:
    """Add the editor to the site."""
    context = EditorContext(Workspace(settings.content, today), new_token(), settings.catalog)
    app.extensions[EDITOR_CONTEXT] = context
    app.jinja_env.filters.update(is_day=_is_day, place=label_at, element_id=element_id)
    for page in PAGES:
        import_module(page)
    app.register_blueprint(editor)


@editor.before_app_request
def _guard() -> tuple[str, int] | None:
    """Runs before anything else looks at the request, also for addresses under /edit that do not exist."""
    if request.path != ADDRESS and not request.path.startswith(f"{ADDRESS}/"):
        return None
    if not is_local(request):
        return _refuse(ONLY_HERE)
    request.max_content_length = request.max_form_memory_size = MOST_SENT
    g.may_write = is_own_form(request, token())
    is_shown_again = request.endpoint in SHOW_AGAIN and is_older_form(request)
    return None if g.may_write or is_shown_again else _refuse(NOT_FROM_HERE)


@editor.after_app_request
def _forbid_caching(response: Response) -> Response:
    """The form shows what is on disk now, which no generation knows."""
    if request.blueprint == "editor":
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response


@editor.app_context_processor
def _share() -> dict[str, object]:
    return {"token": token, "token_name": TOKEN} if request.blueprint == "editor" else {}


def workspace() -> Workspace:
    return _context().workspace


def token() -> str:
    return _context().token


def catalog() -> Path:
    return _context().catalog


def may_write() -> bool:
    """Whether the form that was sent has the token of this start."""
    return g.get("may_write") is True


def _context() -> EditorContext:
    context: EditorContext = current_app.extensions[EDITOR_CONTEXT]
    return context


def _refuse(why: str) -> tuple[str, int]:
    return render_template("editor/refused.html", why=why), 403


def _is_day(text: str) -> bool:
    """Whether a date control would show `text`: it empties itself of anything else."""
    try:
        return text == "" or datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
