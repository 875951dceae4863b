"""One entry as a form: shown, previewed while somebody types, saved, and taken back."""

from dataclasses import dataclass

from flask import (
    Response,
    abort,
    get_template_attribute,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from app.editor import saving
from app.editor.blueprint import catalog, editor, may_write, workspace
from app.editor.differences import DiffLine, describe_changes, diff_lines
from app.editor.draft import Draft, open_draft, pack_base, read_version, rebase_draft, unpack_base
from app.editor.form_data import normalize_line_ends, press_button
from app.editor.form_page import Focus, FormPage, build_page
from app.editor.form_view import element_id
from app.editor.guard import STARTED_AGAIN
from app.evidence.editing.parts import CannotEdit
from app.evidence.entry.value_checks import LONGEST_SLUG, SLUG
from app.files import FileChanged, read_file

NOT_FOR_FORM = ("base", "do", "token", "whole")
NOT_WHOLE = "The form did not arrive whole. Go back, reload the page, and try again."
NOT_RENDERED = {"text-too-large"}
"""Rules of the check whose problems keep a text from being rendered: it is shown as it was typed."""
STILL_HERE = "What you typed still stands below."
NOT_UNDONE = (
    "The file is not the one that was saved here: somebody changed it since, or the save was undone already. "
    "It was left as it is."
)
Page = str | Answer | tuple[str, int]


@editor.get("/<slug>")
def form(slug: str) -> Page:
    try:
        text = _read(slug)
        draft = open_draft(text)
    except CannotEdit as reason:
        return _unreadable(slug, reason)
    return _page(build_page(workspace(), slug, draft), saved=_saved(slug, text))


@editor.post("/<slug>")
def answer(slug: str) -> Page:
    """The buttons of the form: save, check, put mine on top, and those of the lists."""
    _require_slug(slug)
    draft = _sent()
    button = request.form.get("do", "save")
    edited = press_button(draft.typed, button)
    if edited:
        focus = Focus(edited.name, inside=button.startswith("add "))
        return _page(build_page(workspace(), slug, Draft(draft.base, edited.typed), focus))
    if button == "save":
        return _save(slug, draft)
    return _rebase(slug, draft) if button == "rebase" else _form(slug, draft, "preview")


@editor.post("/<slug>/preview")
def preview(slug: str) -> tuple[Response, int]:
    """What the open page updates while somebody types: problems at their places, verdict and text.

    400 with the same, when the text is too deep or too large to be rendered.
    """
    _require_slug(slug)
    view = build_page(workspace(), slug, _sent())
    refused = any(line.problem.rule in NOT_RENDERED for line in view.lines)
    at_fields = get_template_attribute("editor/fields.html", "problem_list")
    return jsonify(
        problems={
            element_id(name): at_fields(found) for name, found in view.problems_by_name.items() if name
        },
        summary=render_template("editor/problems.html", view=view),
        preview=render_template("editor/preview.html", view=view),
        parts={part.id: [part.errors, part.warnings] for part in view.parts},
        status=view.status,
        changed=view.unsaved,
    ), 400 if refused else 200


@editor.post("/<slug>/undo")
def undo(slug: str) -> Page:
    path = workspace().path(_require_slug(slug))
    try:
        saving.undo(path, request.form.get("written", ""), catalog())
    except FileChanged:
        return _not_undone(slug, NOT_UNDONE), 409
    except OSError as error:
        return _not_undone(slug, f"The disk refused it ({error.strerror}: {error.filename})."), 500
    if read_file(path) is None:
        return redirect(url_for("editor.entries", undone=slug), 303)
    return redirect(url_for("editor.form", slug=slug, undone="yes"), 303)


def _not_undone(slug: str, why: str) -> str:
    return render_template("editor/message.html", title="Nothing was undone", slug=slug, why=why)


def _save(slug: str, draft: Draft) -> Page:
    if not may_write():
        return _stopped(slug, draft, STARTED_AGAIN, 403)
    path = workspace().path(slug)
    now = read_file(path)
    entry, _ = draft.try_compose()
    if entry and saving.digest(now) != draft.digest:
        return _conflict(slug, draft, now)
    if entry and entry.text == draft.base:
        return redirect(url_for("editor.form", slug=slug, nothing="yes"), 303)
    view = build_page(workspace(), slug, draft, Focus("problems"))
    if view.entry is None or view.errors:
        return _page(view), 422
    try:
        written = saving.save(path, view.entry.text.encode(), draft.digest, catalog())
    except FileChanged as meanwhile:
        return _conflict(slug, draft, meanwhile.found)
    except OSError as error:
        why = f"The disk refused it ({error.strerror}: {error.filename}). {STILL_HERE}"
        return _stopped(slug, draft, why, 500)
    return redirect(url_for("editor.form", slug=slug, saved=written), 303)


def _conflict(slug: str, draft: Draft, now: bytes | None) -> Page:
    """Write nothing: show both versions, or the form alone where the other version cannot be shown."""
    if now is None:
        return _stopped(slug, draft, _gone(slug))
    theirs = now.decode("utf-8", "replace")
    try:
        mine, other = draft.compose(), read_version(theirs)
    except CannotEdit as reason:
        return _stopped(slug, draft, _unreadable_now(slug, reason))
    return render_template(
        "editor/conflict.html",
        slug=slug,
        typed=draft.typed,
        base=pack_base(draft.base),
        theirs=describe_changes(mine.before, other),
        their_lines=diff_lines(draft.base, theirs),
        mine=describe_changes(mine.before, mine.now),
        my_lines=diff_lines(theirs, mine.text),
    ), 409


def _rebase(slug: str, draft: Draft) -> Page:
    if read_file(workspace().path(slug)) is None:
        return _stopped(slug, draft, _gone(slug))
    if draft.try_compose()[0] is None:
        return _form(slug, draft, "problems"), 422
    try:
        merged, both = rebase_draft(draft, _read(slug))
    except CannotEdit as reason:
        return _stopped(slug, draft, _unreadable_now(slug, reason))
    return _form(slug, merged, "notice", both=both, rebased=True)


@dataclass(frozen=True, slots=True)
class SavedChanges:
    """What the last save wrote, by its digest, and what it changed, in words and line by line."""

    written: str
    changes: list[str]
    lines: list[DiffLine]
    is_new: bool


def _saved(slug: str, text: str) -> SavedChanges | None:
    """What the last save changed, as long as the file is what it wrote."""
    written = request.args.get("saved", "")
    if written != saving.digest(text.encode()):
        return None
    before = saving.before_save(workspace().path(slug), written, catalog())
    if before is None:
        return None
    old = before.decode("utf-8", "replace")
    changes = describe_changes(read_version(old), read_version(text)) if old else []
    return SavedChanges(written, changes, diff_lines(old, text), is_new=not old)


def _sent() -> Draft:
    sent = normalize_line_ends(request.form.to_dict(flat=False))
    if "whole" not in sent:
        abort(400, NOT_WHOLE)
    typed = {name: values for name, values in sent.items() if name not in NOT_FOR_FORM}
    try:
        base = unpack_base(sent.get("base", [""])[0])
        read_version(base)
    except CannotEdit as reason:
        abort(400, reason.reason)
    return Draft(base, typed)


def _read(slug: str) -> str:
    """The file of an entry. 404 when there is none; raises CannotEdit when it is no text."""
    raw = read_file(workspace().path(_require_slug(slug)))
    if raw is None:
        abort(404, f"There is no entry content/programs/{slug}.md.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotEdit(line, "The file is not UTF-8. Save it as UTF-8 in a text editor.") from error


def _require_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        remedy = "If there is such a file, rename it: small letters, digits, single hyphens, then .md."
        abort(404, f"“{slug}” is not the address of an entry. {remedy}")
    return slug


def _form(slug: str, draft: Draft, focus: str, **more: object) -> str:
    return _page(build_page(workspace(), slug, draft, Focus(focus)), **more)


def _page(view: FormPage, **more: object) -> str:
    given: dict[str, object] = {"saved": None, "both": (), "rebased": False, "stopped": ""}
    notices = {name: request.args.get(name) == "yes" for name in ("nothing", "undone")}
    return render_template("editor/form.html", view=view, **(given | notices | more))


def _unreadable(slug: str, reason: CannotEdit) -> Page:
    problems = [problem for problem in workspace().read()[1] if problem.path == workspace().path(slug)]
    return render_template("editor/unreadable.html", slug=slug, reason=reason, problems=problems), 422


def _stopped(slug: str, draft: Draft, why: str, status: int = 409) -> Page:
    """Nothing was written; the form alone still has what was typed."""
    return _form(slug, draft, "notice", stopped=why), status


def _gone(slug: str) -> str:
    return (
        f"Somebody deleted or renamed content/programs/{slug}.md while you had it open. {STILL_HERE} "
        "Put the file back and save again, or copy your words from here."
    )


def _unreadable_now(slug: str, reason: CannotEdit) -> str:
    return (
        f"content/programs/{slug}.md was changed meanwhile and cannot be read "
        f"(line {reason.line}: {reason.reason}) {STILL_HERE} Mend the file in a text editor, then save again."
    )
