"""The page of the form: everything that one showing of it needs, computed once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.editor.differences import describe_changes
from app.editor.draft import ComposedEntry, Draft, pack_base
from app.editor.fields import program_fields
from app.editor.form_data import name_at
from app.editor.form_view import Form, PartView, element_id
from app.editor.live_verdict import LiveVerdict, describe_verdicts
from app.editor.placed_problems import ProblemsByName, group_by_name, place_problems
from app.editor.words import Choices, choices_of
from app.editor.workspace import Workspace
from app.evidence.check.problem import Problem, RuleFinding
from app.evidence.entry.registry import glossary_terms
from app.evidence.former_names import propose_alias
from app.evidence.markdown.renderer import MarkdownRenderer
from app.evidence.reading.document import Document


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the person goes on: a row (`inside` its first field), a list, "problems", "preview", "notice"."""

    name: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One problem in the summary and where it is; `id` is "" when it is about the whole entry."""

    id: str
    where: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class FormPage:
    """`entry` is None when the form cannot be written as an entry; `obstacle` then says why."""

    slug: str
    name: str
    base: str
    parts: Sequence[PartView]
    choices: Choices
    lines: Sequence[SummaryLine]
    problems_by_name: ProblemsByName
    elsewhere: Sequence[Problem]
    changes: Sequence[str]
    verdicts: Sequence[LiveVerdict]
    sections: Mapping[str, str]
    entry: ComposedEntry | None
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
        """How many changes would be lost with the page; a form that cannot be written counts as one."""
        return len(self.changes) or int(bool(self.obstacle))

    @property
    def status(self) -> str:
        """What the save bar says, and a screen reader hears when it changes."""
        problems = [_count(self.errors, "error"), _count(self.warnings, "warning")]
        changes = f"{_count(self.unsaved, 'change')} not saved" if self.unsaved else "No changes yet"
        return f"{changes} · {', '.join(filter(None, problems)) or 'no problems'}"


def build_page(workspace: Workspace, slug: str, draft: Draft, focus: Focus | None = None) -> FormPage:
    """The form of a draft, checked and rated."""
    focus = focus or Focus()
    entry, obstacle = draft.try_compose()
    rows = entry.rows if entry else {}
    checked = workspace.check(slug, entry.text if entry else draft.base)
    told = (*checked.problems, *_lost_name(entry, checked.document)) if entry else ()
    found = place_problems(told, checked.document, rows)
    problems = group_by_name(found)
    form = Form(draft.typed, choices_of(checked.registry), problems, focus.name, focus.inside)
    parts = form.parts(draft.headings)
    ids = [element_id(each.name) if each.name else "" for each in found]
    labels = [form.labels.get(each.name, "") for each in found]
    verdicts = describe_verdicts(checked, lambda at: name_at(program_fields(), at, rows) if entry else "")
    markdown = MarkdownRenderer(glossary_terms(checked.registry.vocabulary), headings_below=2)
    return FormPage(
        slug=slug,
        name="".join(draft.typed.get("name", ())).strip() or slug,
        base=pack_base(draft.base),
        parts=parts,
        choices=form.choices,
        lines=[
            SummaryLine(id, label, each.problem) for id, label, each in zip(ids, labels, found, strict=True)
        ],
        problems_by_name=problems,
        elsewhere=checked.elsewhere,
        changes=describe_changes(entry.before, entry.now) if entry else (),
        verdicts=list(verdicts),
        sections=markdown.sections(checked.document.body),
        entry=entry,
        obstacle=obstacle,
        focus=focus,
    )


def _lost_name(entry: ComposedEntry, document: Document) -> Iterator[Problem]:
    """A warning where the old name of a program is kept nowhere: people go on searching for it."""
    old, now = (str(each.values.get("name") or "") for each in (entry.before, entry.now))
    aliases = entry.now.values.get("aliases")
    line = propose_alias(old, now, tuple(map(str, aliases)) if isinstance(aliases, list) else ())
    if old and line:
        hint = f"Add “{old}” to the other names, so that people who know it find the program."
        message = f"this program was called “{old}”"
        yield document.problem(RuleFinding("name-lost", ("name",), message, hint))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
