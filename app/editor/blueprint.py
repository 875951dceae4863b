"""The editor as a part of the site: its address, its guard, and what its pages share."""

from pathlib import Path
from typing import cast

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.blueprints import BlueprintSetupState

from app.editor.guard import NOT_FROM_HERE, ONLY_HERE, TOKEN, is_local, is_older_form, is_own_form, new_token
from app.editor.workspace import Workspace
from app.settings import Settings

ADDRESS = "/edit"
MOST_SENT = 4_000_000
"""Bytes of a form: an entry of the largest size that is read, twice over, with the names of its fields."""
SHOW_AGAIN = ("editor.answer", "editor.preview", "editor.new")
"""What shows a form that was open when Homeward was started again, with everything typed: they ask `may_write` before they write."""

editor = Blueprint("editor", __name__, url_prefix=ADDRESS, template_folder="templates", static_folder="static", static_url_path="/-/static")


@editor.record_once
def _prepare(state: BlueprintSetupState) -> None:
    app = state.app
    settings: Settings = app.extensions["homeward-settings"]
    app.extensions["homeward-editor"] = Workspace(settings.content, lambda: app.extensions["homeward-today"]()), new_token()


@editor.before_app_request
def _guard() -> tuple[str, int] | None:
    """Also for addresses under /edit that lead nowhere, and before anything else looks at the request."""
    if request.path != ADDRESS and not request.path.startswith(f"{ADDRESS}/"):
        return None
    if not is_local(request):
        return _refused(ONLY_HERE)
    request.max_content_length = request.max_form_memory_size = MOST_SENT
    g.may_write = is_own_form(request, token())
    return None if g.may_write or (request.endpoint in SHOW_AGAIN and is_older_form(request)) else _refused(NOT_FROM_HERE)


@editor.after_app_request
def _never_kept(response: Response) -> Response:
    """The form shows what is on disk now, which no generation knows."""
    if request.blueprint == "editor":
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response


@editor.app_context_processor
def _shared() -> dict[str, object]:
    return {"token": token, "token_name": TOKEN} if request.blueprint == "editor" else {}


def desk() -> Workspace:
    found, _ = current_app.extensions["homeward-editor"]
    return cast(Workspace, found)


def token() -> str:
    _, found = current_app.extensions["homeward-editor"]
    return cast(str, found)


def may_write() -> bool:
    """Whether the form that was sent has the token of this start."""
    return g.get("may_write") is True


def catalog() -> Path:
    settings: Settings = current_app.extensions["homeward-settings"]
    return settings.catalog


def _refused(why: str) -> tuple[str, int]:
    return render_template("editor/refused.html", why=why), 403
