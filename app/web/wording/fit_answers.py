"""How the questions of fit and the answers of a program are said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalog.fit.details import FitDetails
from app.catalog.fit.fit import Answer, FitRequest, FittedProgram, Group
from app.catalog.fit.recorded import say_recorded
from app.catalog.snapshot.recorded_facts import LISTED
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.wording import join_words

HEADINGS: dict[Group, str] = {
    "fits": "Fits everything you asked",
    "may-fit": "May fit: not everything is recorded",
    "differs": "Differs in something you asked",
    "harm": "A risk of harm or worse results are on record",
}
ASKED = {
    "permanency": "Plan", "problem": "Trouble", "serves": "Takes part", "population": "Family",
    "setting": "Place", "language": "Language", "credential": "Given by", "topic": "Topic area",
}  # fmt: skip
"""Criterion -> what stands before the values that were asked for."""
DIFFERS_IN = {
    "age": "age", "permanency": "plan", "problem": "trouble", "serves": "who takes part",
    "population": "family", "setting": "place", "language": "language", "weeks": "weeks",
    "credential": "who gives it", "topic": "topic area",
}  # fmt: skip
SAID: dict[Answer, str] = {
    "fits": "Fits", "does-not": "Does not fit", "not-named": "Names only", "not-recorded": "Not recorded",
}  # fmt: skip
LONGER, IN_WORDS_ALONE = "May last longer", "Not recorded as such. In words"
SIGNS: dict[Answer, tuple[str, str]] = {
    "fits": ("✓", "mark-met"), "does-not": ("×", "mark-not_met"), "not-named": ("~", "direction-mixed"),
    "not-recorded": ("?", "mark-unknown"),
}  # fmt: skip
"""Answer -> its sign and the class of its mark."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A line of a program: what was asked, what it answers, and what the entry records."""

    name: str
    asked: str
    answer: Answer
    recorded: str | None
    source: str | None

    @property
    def said(self) -> str:
        """“Fits”, “Names only”: what stands before the words of the entry."""
        if self.answer == "not-recorded" and self.recorded:
            return IN_WORDS_ALONE
        return LONGER if (self.name, self.answer) == ("weeks", "not-named") else SAID[self.answer]

    @property
    def sign(self) -> str:
        return SIGNS[self.answer][0]

    @property
    def mark(self) -> str:
        return SIGNS[self.answer][1]


def show_answers(
    program: FittedProgram, details: FitDetails, wanted: FitRequest, shown: Snapshot
) -> Iterator[ShownAnswer]:
    """In the order in which the questions are asked."""
    for name, answer in program.answers.items():
        fact = say_recorded(name, program.card, details, shown)
        said = say_asked(name, wanted.asked[name], shown)
        yield ShownAnswer(name, said, answer, fact.text, fact.source)


def say_asked(name: str, values: Sequence[str], shown: Snapshot) -> str:
    """“Age 8”, “Ages 1, 7 and 13”, “At most 8 weeks”, “Place: School or Clinic”."""
    if name == "age":
        return f"{'Age' if len(values) == 1 else 'Ages'} {join_words(values)}"
    if name == "weeks":
        most = max(map(int, values))
        return f"At most {most} week{'' if most == 1 else 's'}"
    labels = [label_value(name, value, shown) for value in values]
    return f"{ASKED[name]}: {join_words(labels, 'or')}"


def label_value(name: str, value: str, shown: Snapshot) -> str:
    """What readers call a value of a question."""
    if name in ("age", "weeks"):
        return value
    return shown.topics[value][0].name if name == "topic" else shown.words[LISTED[name]][value].label


def name_differences(program: FittedProgram) -> str:
    """“age and place”; empty where nothing differs."""
    named = [
        DIFFERS_IN[name] for name, answer in program.answers.items() if answer in ("does-not", "not-named")
    ]
    return join_words(named) if named else ""
