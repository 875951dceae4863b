"""The form as the template draws it: each field with its value, its choices and its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from app.editor.fields import Field, program_fields
from app.editor.form_data import Typed
from app.editor.placing import PlacedProblems
from app.editor.words import CHOICES, PARTS, SECTION_HELP
from app.evidence.check.problem import At
from app.evidence.entry.registry import Registry

MOST_RADIOS = 6
YES_OR_NO = {"true": ("Yes", ""), "false": ("No", "")}


class Choice(NamedTuple):
    id: str
    label: str
    definition: str


Choices = Mapping[str, Sequence[Choice]]


@dataclass(slots=True)
class FieldView:
    """`control` is how it is drawn: input, textarea, radios, select, checks, pair, group, rows. `open`: a row that is unfolded."""

    field: Field
    name: str
    control: str
    values: list[str] = made(default_factory=list)
    choices: Sequence[Choice] = ()
    inner: list[FieldView] = made(default_factory=list)
    rows: list[RowView] = made(default_factory=list)
    problems: Sequence[PlacedProblems] = ()
    can_be_empty: bool = True
    focus: bool = False

    @property
    def id(self) -> str:
        return id_of(self.name)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def chosen(self) -> list[Choice]:
        """The chosen ones in the order of the entry, unknown ones among them, so that they can be taken out."""
        known = {choice.id: choice for choice in self.choices}
        return [known.get(id, Choice(id, id, "This is not one of the choices.")) for id in self.values if id]

    @property
    def options(self) -> Markup:
        """The choices as options of a select, with the chosen one marked. Hundreds of selects share a vocabulary."""
        return Markup(_options(tuple(self.choices)).replace(f'value="{escape(self.value)}"', f'value="{escape(self.value)}" selected', 1))

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.id not in self.values]


@dataclass(slots=True)
class RowView:
    """One item of a list. `title` says which one it is."""

    name: str
    token: str
    title: str
    inner: list[FieldView]
    open: bool
    focus: bool
    problems: Sequence[PlacedProblems] = ()

    @property
    def id(self) -> str:
        return id_of(self.name)


class PartView(NamedTuple):
    """One part of the form, with how many problems stand in it."""

    id: str
    heading: str
    fields: list[FieldView]
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Form:
    """What drawing needs besides the fields: what was typed, the words, the problems by name, and where the person goes on.

    `labels` fills while it draws: name -> what a summary calls it.
    """

    typed: Typed
    choices: Choices
    problems: Mapping[str, Sequence[PlacedProblems]]
    focus: str = ""
    inside: bool = False
    labels: dict[str, str] = made(default_factory=dict)

    def parts(self, headings: Sequence[str]) -> list[PartView]:
        known = {each.key: each for each in program_fields()}
        found = []
        for id, heading, keys in PARTS:
            shown = [self._shown(known[key], "", depth=0) for key in keys] if keys else list(self._texts(headings))
            inside = [
                each for name, placed in self.problems.items() if name in {one.name for one in shown} or name.split(".")[0] in keys for each in placed
            ]
            errors = sum(each.is_error for each in inside)
            found.append(PartView(id, heading, shown, errors, len(inside) - errors))
        return found

    def _texts(self, headings: Sequence[str]) -> Iterator[FieldView]:
        for heading in headings:
            name = f"text.{heading}"
            field = Field(
                heading,
                "prose",
                heading,
                SECTION_HELP.get(heading, "This is not a section of an entry: move its text into another one."),
                required=heading == "About",
            )
            self.labels[name] = f"Text: {heading}"
            yield FieldView(field, name, "textarea", self.typed.get(name, [""]), problems=self.problems.get(name, ()), can_be_empty=not field.required)

    def _shown(self, each: Field, under: str, depth: int, optional: bool = False) -> FieldView:
        name, optional = under + each.key, optional or not each.required
        self.labels[name] = f"{self.labels[under[:-1]]}, {each.label}" if under else each.label
        shown = FieldView(
            each,
            name,
            self._control(each, name, depth),
            self.typed.get(name, []),
            self._choices(each),
            problems=self.problems.get(name, ()),
            can_be_empty=optional,
            focus=name == self.focus,
        )
        if each.kind == "group":
            shown.inner = [self._shown(inner, f"{name}.", depth, optional) for inner in each.inner]
        elif each.kind == "rows":
            shown.rows = [self._row(each, name, token, depth + 1) for token in shown.values]
        elif each.kind == "pair":
            shown.values = ["".join(self.typed.get(f"{name}.{side}", [""])) for side in (0, 1)]
        return shown

    def _choices(self, each: Field) -> Sequence[Choice]:
        if each.kind == "flag":
            return [Choice(id, *said) for id, said in YES_OR_NO.items()]
        return self.choices.get(each.words, ())

    def _control(self, each: Field, name: str, depth: int) -> str:
        if each.kind in ("group", "rows", "pair"):
            return each.kind
        if each.kind == "words":
            return "checks"
        if each.kind == "flag":
            return "select"
        if each.kind == "choice":
            return "radios" if len(self.choices.get(each.words, ())) <= MOST_RADIOS and depth < 2 else "select"
        broken = any("\n" in value for value in self.typed.get(name, ()))
        return "textarea" if each.kind in ("prose", "lines") or broken else "input"

    def _row(self, each: Field, of: str, token: str, depth: int) -> RowView:
        name = f"{of}.{token}"
        inside = [placed for other, found in self.problems.items() if other == name or other.startswith(f"{name}.") for placed in found]
        is_open = bool(inside) or self.focus == name or self.focus.startswith(f"{name}.") or (depth == 1 and len(self.typed.get(of, ())) == 1)
        title = self._title(each, name)
        self.labels[name] = f"{each.one.capitalize()} “{title}”"
        inner = [self._shown(field, f"{name}.", depth) for field in each.inner]
        inner[0].focus = self.focus == name and self.inside
        return RowView(name, token, title, inner, is_open, self.focus == name and not self.inside, self.problems.get(name, ()))

    def _title(self, each: Field, name: str) -> str:
        """What a row says of itself, as far as it says anything."""
        said = {inner.key: self._label(inner, "".join(self.typed.get(f"{name}.{inner.key}", [])[:1])) for inner in each.inner}
        if each.key == "findings":
            parts = [said["outcome"], said["measure"], said["direction"], _months(said)]
        elif each.key == "studies":
            authors = "".join(self.typed.get(f"{name}.citation.authors", [])[:1]).split("\n")
            year = "".join(self.typed.get(f"{name}.citation.year", [])[:1])
            parts = [said["id"], " ".join(filter(None, (authors[0].split(",")[0], year))), said["design"]]
        elif each.key == "topics":
            parts = [said["topic"], self._current(name)]
        else:
            parts = [said.get("level") or f"{said.get('registry', '')}: {said.get('rating', '')}".strip(": "), said.get("by", ""), said["as_of"]]
        return " · ".join(filter(None, parts)) or f"New {each.one}"

    def _current(self, name: str) -> str:
        """The rating on top of a topic's history."""
        top = next(iter(self.typed.get(f"{name}.ratings", [])), None)
        level, by = ("".join(self.typed.get(f"{name}.ratings.{top}.{key}", [])[:1]) for key in ("level", "by"))
        return f"{level.upper()} by {by}" if level and by else ""

    def _label(self, each: Field, value: str) -> str:
        return next((choice.label for choice in self.choices.get(each.words, ()) if choice.id == value), value)


@lru_cache(maxsize=20_000)
def id_of(name: str) -> str:
    """The id of the element that shows a field or a row."""
    return "f-" + re.sub(r"[^A-Za-z0-9_-]+", "-", name)


@lru_cache(maxsize=100)
def _options(choices: tuple[Choice, ...]) -> str:
    return "".join(f'<option value="{escape(choice.id)}">{escape(choice.label)}</option>' for choice in choices)


def label_at(at: At) -> str:
    """A place in an entry in the words of the form: “Studies, number 2, Design”."""
    labels, inner, of_row = [], program_fields(), False
    for part in at:
        found = next((each for each in inner if each.key == part), None)
        if of_row:
            labels.append(f"number {part + 1}" if isinstance(part, int) else f"“{part}”, which you removed")
            of_row = False
        elif found:
            labels.append(found.label)
            inner, of_row = found.inner, found.kind == "rows"
        elif isinstance(part, str):
            labels.append(f"Text under “{part}”")
    return ", ".join(labels)


def choices_of(registry: Registry) -> Choices:
    """Every vocabulary that a field may take its value from, with what each word means."""
    vocabularies = {
        name: [Choice(id, word.label, word.definition or "") for id, word in words.items() if word.status == "active"]
        for name, words in registry.vocabulary.items()
    }
    topics = [Choice(slug, item.value.name, item.value.definition) for slug, item in registry.topics.items() if item.value.status == "active"]
    levels = [Choice(id, f"{id.upper()} – {item.value.label}", item.value.short) for id, item in registry.levels.items()]
    fixed = {name: [Choice(id, *said) for id, said in choices.items()] for name, choices in CHOICES.items()}
    return {**vocabularies, **fixed, "topics": topics, "levels": levels}


def _months(said: Mapping[str, str]) -> str:
    if said["months_after_treatment"]:
        return f"{said['months_after_treatment']} months after treatment"
    return f"{said['months_after_baseline']} months after baseline" if said["months_after_baseline"] else said["timing"]
