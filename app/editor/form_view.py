"""The form as the template draws it: each field with its value, its choices and its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from app.editor.fields import Field, program_fields
from app.editor.form_data import ControlValues
from app.editor.placed_problems import PlacedProblem, ProblemsByName
from app.editor.words import PARTS, SECTION_HELP, YES_OR_NO, Choice, Choices
from app.evidence.check.problem import At
from app.evidence.entry.authors import name_authors, parse_authors

MOST_RADIOS = 6
UNKNOWN_SECTION = "This is not a section of an entry: move its text into another one."


@dataclass(slots=True)
class FieldView:
    """`control` is how it is drawn: input, textarea, radios, select, checks, pair, group, rows."""

    field: Field
    name: str
    control: str
    values: Sequence[str]
    choices: Sequence[Choice] = ()
    problems: Sequence[PlacedProblem] = ()
    can_be_empty: bool = True
    focus: bool = False
    inner: Sequence[FieldView] = ()
    rows: Sequence[RowView] = ()

    @property
    def id(self) -> str:
        return element_id(self.name)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def chosen(self) -> list[Choice]:
        """The chosen ones in the order of the entry; unknown ones among them, so that they can be removed."""
        known = {choice.id: choice for choice in self.choices}
        return [known.get(id, Choice(id, id, "This is not one of the choices.")) for id in self.values if id]

    @property
    def options(self) -> Markup:
        """The options of a select, with the chosen one marked. Hundreds of selects share a vocabulary."""
        value = f'value="{escape(self.value)}"'
        return Markup(_options(tuple(self.choices)).replace(value, f"{value} selected", 1))

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.id not in self.values]


@dataclass(slots=True)
class RowView:
    """One item of a list, unfolded when `open`."""

    name: str
    token: str
    title: str
    inner: Sequence[FieldView]
    open: bool
    focus: bool
    problems: Sequence[PlacedProblem] = ()

    @property
    def id(self) -> str:
        return element_id(self.name)


class PartView(NamedTuple):
    """One part of the form, with the number of its problems."""

    id: str
    heading: str
    fields: list[FieldView]
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Form:
    """What drawing the fields needs. `focus` names where the person goes on, `inside` its first field.

    `labels` fills while the form is drawn: name -> what a summary calls it.
    """

    typed: ControlValues
    choices: Choices
    problems: ProblemsByName
    focus: str = ""
    inside: bool = False
    labels: dict[str, str] = field(default_factory=dict)

    def parts(self, headings: Sequence[str]) -> list[PartView]:
        known = {each.key: each for each in program_fields()}
        parts = []
        for id, heading, keys in PARTS:
            fields = [self._field(known[key], "", 0) for key in keys] if keys else list(self._texts(headings))
            names = {each.name for each in fields}
            found = [
                problem
                for name, problems in self.problems.items()
                if name in names or name.split(".")[0] in keys
                for problem in problems
            ]
            errors = sum(each.is_error for each in found)
            parts.append(PartView(id, heading, fields, errors, len(found) - errors))
        return parts

    def _texts(self, headings: Sequence[str]) -> Iterator[FieldView]:
        for heading in headings:
            name, is_required = f"text.{heading}", heading == "About"
            text = Field(
                heading, "prose", heading, SECTION_HELP.get(heading, UNKNOWN_SECTION), required=is_required
            )
            self.labels[name] = f"Text: {heading}"
            values, problems = self.typed.get(name, [""]), self.problems.get(name, ())
            yield FieldView(text, name, "textarea", values, (), problems, not is_required)

    def _field(self, each: Field, under: str, depth: int, optional: bool = False) -> FieldView:
        name, optional = under + each.key, optional or not each.required
        self.labels[name] = f"{self.labels[under[:-1]]}, {each.label}" if under else each.label
        choices = YES_OR_NO if each.kind == "flag" else self.choices.get(each.words, ())
        values, problems = self.typed.get(name, []), self.problems.get(name, ())
        control = self._control(each, name, depth)
        view = FieldView(each, name, control, values, choices, problems, optional, name == self.focus)
        if each.kind == "group":
            view.inner = [self._field(inner, f"{name}.", depth, optional) for inner in each.inner]
        elif each.kind == "rows":
            view.rows = [self._row(each, name, token, depth + 1) for token in values]
        elif each.kind == "pair":
            view.values = ["".join(self.typed.get(f"{name}.{side}", [""])) for side in (0, 1)]
        return view

    def _control(self, each: Field, name: str, depth: int) -> str:
        if each.kind in ("group", "rows", "pair"):
            return each.kind
        if each.kind == "words":
            return "checks"
        if each.kind == "choice" and len(self.choices.get(each.words, ())) <= MOST_RADIOS and depth < 2:
            return "radios"
        if each.kind in ("flag", "choice"):
            return "select"
        has_lines = any("\n" in value for value in self.typed.get(name, ()))
        return "textarea" if each.kind in ("prose", "lines") or has_lines else "input"

    def _row(self, each: Field, of: str, token: str, depth: int) -> RowView:
        name = f"{of}.{token}"
        under, is_focus = f"{name}.", self.focus == name
        has_problems = any(other == name or other.startswith(under) for other in self.problems)
        is_only = depth == 1 and len(self.typed.get(of, ())) == 1
        is_open = has_problems or is_focus or self.focus.startswith(under) or is_only
        title = self._title(each, name)
        self.labels[name] = f"{each.one.capitalize()} “{title}”"
        inner = [self._field(field, under, depth) for field in each.inner]
        inner[0].focus = is_focus and self.inside
        problems = self.problems.get(name, ())
        return RowView(name, token, title, inner, is_open, is_focus and not self.inside, problems)

    def _title(self, each: Field, name: str) -> str:
        """What tells a row from its neighbors, as far as it is filled in."""
        said = {inner.key: self._label(inner, self._first(f"{name}.{inner.key}")) for inner in each.inner}
        if each.key == "findings":
            parts = [said["outcome"], said["measure"], said["direction"], _months(said)]
        elif each.key == "studies":
            authors = parse_authors(self._first(f"{name}.citation.authors").split("\n"))
            citation = " ".join(filter(None, (name_authors(authors), self._first(f"{name}.citation.year"))))
            parts = [said["id"], citation, said["design"]]
        elif each.key == "topics":
            parts = [said["topic"], self._newest_rating(name)]
        elif each.key == "other_ratings":
            words = said["rating"] or said["as_printed"]
            parts = [f"{said['registry']}: {words}".strip(": "), said["as_of"]]
        else:
            parts = [said.get(key, "") for key in TITLE_KEYS]
        return " · ".join(filter(None, parts)) or f"New {each.one}"

    def _newest_rating(self, name: str) -> str:
        top = self._first(f"{name}.ratings")
        level, by = (self._first(f"{name}.ratings.{top}.{key}") for key in ("level", "by"))
        return f"{level.upper()} by {by}" if level and by else ""

    def _first(self, name: str) -> str:
        return next(iter(self.typed.get(name, ())), "")

    def _label(self, each: Field, value: str) -> str:
        return next(
            (choice.label for choice in self.choices.get(each.words, ()) if choice.id == value), value
        )


TITLE_KEYS = ("name", "level", "item", "characteristic", "fact", "value", "by", "as_of", "price_year", "on")
"""What tells other rows apart: adaptations, ratings, costs, shares, facts looked for, estimates."""


@lru_cache(maxsize=100)
def _options(choices: tuple[Choice, ...]) -> str:
    return "".join(
        f'<option value="{escape(choice.id)}">{escape(choice.label)}</option>' for choice in choices
    )


@lru_cache(maxsize=20_000)
def element_id(name: str) -> str:
    """The id of the element that shows a field or a row."""
    return "f-" + re.sub(r"[^A-Za-z0-9_-]+", "-", name)


def label_at(at: At) -> str:
    """A place in an entry in the words of the form: “Studies, number 2, Design”."""
    labels, inner, is_row = [], program_fields(), False
    for part in at:
        found = next((each for each in inner if each.key == part), None)
        if is_row:
            labels.append(f"number {part + 1}" if isinstance(part, int) else f"“{part}”, which you removed")
            is_row = False
        elif found:
            labels.append(found.label)
            inner, is_row = found.inner, found.kind == "rows"
        elif isinstance(part, str):
            labels.append(f"Text under “{part}”")
    return ", ".join(labels)


def _months(said: Mapping[str, str]) -> str:
    if said["months_after_treatment"]:
        return f"{said['months_after_treatment']} months after treatment"
    baseline = said["months_after_baseline"]
    return f"{baseline} months after baseline" if baseline else said["timing"]
