"""Everything one showing of the form needs, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.editor.differences import changed
from app.editor.draft import Draft, DraftResult, packed
from app.editor.fields import program_fields
from app.editor.form_data import name_at
from app.editor.form_view import Choices, Form, PartView, choices_of, id_of
from app.editor.live_verdict import LiveVerdict, said
from app.editor.placing import PlacedProblems, by_name, placed
from app.editor.workspace import CheckedEntry, Workspace
from app.evidence.check.problem import Problem
from app.evidence.entry.registry import glossary_terms
from app.evidence.markdown import MarkdownRenderer


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the person goes on: a row, a list, or "problems", "preview", "notice". `inside`: in the first field of that row."""

    name: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One problem in the summary: where it stands (`id` "" for the whole entry) and what is wrong."""

    id: str
    where: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class FormPage:
    """`made` is None when the form cannot be written as an entry; `obstacle` then says why."""

    slug: str
    name: str
    base: str
    parts: Sequence[PartView]
    choices: Choices
    lines: Sequence[Line]
    problems_by_name: Mapping[str, Sequence[PlacedProblems]]
    elsewhere: Sequence[Problem]
    changes: Sequence[str]
    verdicts: Sequence[LiveVerdict]
    sections: Mapping[str, str]
    made: DraftResult | None
    obstacle: str = ""
    focus: Focus = field(default_factory=Focus)

    @property
    def errors(self) -> int:
        return sum(line.problem.is_error for line in self.lines) + len(self.elsewhere) + bool(self.obstacle)

    @property
    def warnings(self) -> int:
        return sum(not line.problem.is_error for line in self.lines)

    @property
    def unsaved(self) -> int:
        """How many changes would be lost with the page. What cannot be written is one, for it was typed."""
        return len(self.changes) or int(bool(self.obstacle))

    @property
    def status(self) -> str:
        """What the save bar says, and a screen reader hears when it changes."""
        problems = [_counted(self.errors, "error"), _counted(self.warnings, "warning")]
        changes = f"{_counted(self.unsaved, 'change')} not saved" if self.unsaved else "No changes yet"
        return f"{changes} · {', '.join(filter(None, problems)) or 'no problems'}"


def view_of(desk: Workspace, slug: str, draft: Draft, focus: Focus | None = None) -> FormPage:
    """The form of a draft, checked and rated as it stands."""
    focus = focus or Focus()
    made, obstacle = draft.attempt()
    checked = desk.checked(slug, made.text if made else draft.base)
    found = placed(checked.problems, checked.document, made.decoded.rows) if made else []
    problems = by_name(found)
    form = Form(draft.typed, choices_of(checked.registry), problems, focus.name, focus.inside)
    parts = form.parts(draft.headings)
    return FormPage(
        slug=slug,
        name="".join(draft.typed.get("name", ())).strip() or slug,
        base=packed(draft.base),
        parts=parts,
        choices=form.choices,
        lines=[Line(id_of(each.name) if each.name else "", form.labels.get(each.name, ""), each.problem) for each in found],
        problems_by_name=problems,
        elsewhere=checked.elsewhere,
        changes=changed(made.before, made.now) if made else (),
        verdicts=list(said(checked, lambda at: name_at(program_fields(), at, made.decoded.rows) if made else "")),
        sections=_rendered(checked),
        made=made,
        obstacle=obstacle,
        focus=focus,
    )


def _rendered(checked: CheckedEntry) -> dict[str, str]:
    return MarkdownRenderer(glossary_terms(checked.registry.vocabulary), headings_below=2).sections(checked.document.body)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
