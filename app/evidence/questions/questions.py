"""The 19 questions of what it takes to run a program, and which of them an entry answers.

Answered means yes, no or a value, with a source. A note alone is no answer, nor is `unknown`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from app.evidence.entry.program import Program

State = Literal["answered", "unsourced", "unknown", "missing"]
"""`unsourced`: recorded without a source. `unknown`: somebody looked and could not tell."""


@dataclass(frozen=True, slots=True)
class SiteQuestion:
    """What a site asks. `words` finish “Not recorded: …”; one of `answers`, paths in an entry, is enough."""

    id: str
    words: str
    answers: tuple[str, ...]

    def state(self, program: Program) -> State:
        """Whether the entry answers it, and if not, why."""
        recorded = [value for value in self._values(program) if value not in (None, ())]
        if not recorded:
            return "missing"
        if all(value == "unknown" for value in recorded):
            return "unknown"
        return "answered" if self._has_source(program) else "unsourced"

    @property
    def part(self) -> str:
        """The key of an entry under which its answers stand."""
        return self.answers[0].split(".")[0]

    def _values(self, program: Program) -> Iterator[Any]:
        for path in self.answers:
            value: Any = program
            for key in path.split("."):
                value = getattr(value, key) if value is not None else None
            yield value

    def _has_source(self, program: Program) -> bool:
        """What stands under `delivery` has the sources of the whole entry, everything else its own."""
        return bool(program.sources if self.part == "delivery" else getattr(program, self.part).source)


def count_answered(program: Program) -> int:
    """How many of the 19 questions the entry answers."""
    return len(questions_in_state(program, "answered"))


def questions_in_state(program: Program, state: State) -> tuple[SiteQuestion, ...]:
    return tuple(question for question in QUESTIONS if question.state(program) == state)


# fmt: off
QUESTIONS = (
    SiteQuestion("manual", "whether there is a manual", ("manual.available",)),
    SiteQuestion("manual-edition", "the edition or year of the manual", ("manual.edition", "manual.year")),
    SiteQuestion("manual-obtain", "how to get the manual", ("manual.obtain", "manual.url")),
    SiteQuestion("training", "whether there is training", ("training.available",)),
    SiteQuestion("training-provider", "who gives the training", ("training.provider",)),
    SiteQuestion("training-mode", "whether training is in person or online", ("training.mode",)),
    SiteQuestion("training-length", "how long training takes", ("training.days", "training.hours")),
    SiteQuestion("certification", "whether training ends with a certificate", ("training.certification",)),
    SiteQuestion("refresher", "later training", ("training.refresher",)),
    SiteQuestion("fidelity", "whether there is a measure of fidelity", ("fidelity.available",)),
    SiteQuestion("fidelity-scoring", "who scores fidelity and how often",
        ("fidelity.scored_by", "fidelity.frequency")),
    SiteQuestion("fidelity-standing", "whether the measure of fidelity is required or validated",
        ("fidelity.required", "fidelity.validated")),
    SiteQuestion("support", "whether there is support after training", ("support.available",)),
    SiteQuestion("purveyor", "from whom the program is obtained", ("purveyor.name",)),
    SiteQuestion("new-sites", "whether new sites are taken on", ("purveyor.takes_new_sites",)),
    SiteQuestion("credentials", "what staff must have learned", ("staff.credentials",)),
    SiteQuestion("caseload", "how many cases a worker has", ("staff.caseload.min", "staff.caseload.max")),
    SiteQuestion("length", "how many sessions or weeks it takes",
        ("delivery.sessions.min", "delivery.sessions.max", "delivery.weeks.min", "delivery.weeks.max")),
    SiteQuestion("languages", "in which languages it is delivered", ("delivery.languages",)),
)
# fmt: on
