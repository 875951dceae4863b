"""A verdict as a value: what the command prints, the catalog keeps, the page shows and the API answers."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.evidence.entry.pages import OutcomesBasis

State = Literal["met", "not_met", "unknown"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, serialize_by_alias=True, populate_by_name=True)


class ConditionResult(_Value):
    """A condition of one level as it stands.

    `witnesses` are findings ("walton-1993#2": the second of that study); `ours`: a registry convention;
    `notes` say how far it can be relied on ("as claimed by the authors").
    """

    id: str
    level: str = Field(alias="for")
    state: State
    text: str
    witnesses: tuple[str, ...] = ()
    ours: bool = False
    notes: tuple[str, ...] = ()


class MissingFact(_Value):
    """A fact that is not recorded and could settle something.

    `finding` counts from 1; study and finding are null for facts of the program.
    """

    fact: str
    study: str | None
    finding: int | None
    text: str


class PossibleChange(_Value):
    """What would have to become known for the level `to`, all of it together.

    `steps` are the same as edits that can be applied.
    """

    to: str
    needs: tuple[str, ...]
    steps: tuple[Any, ...] = Field(default=(), exclude=True, repr=False)


class Verdict(_Value):
    """What the records support.

    `level` is null when it is not determined: then `range` is [weakest, strongest] of the levels it could be,
    and `candidates` are all of them, strongest first. `judgement`: in some case the evidence points both ways
    and somebody has to judge. `reason` (a key of REASONS) says why a program cannot be rated, `reason_text`
    the same for readers; where the cases differ it is null, and `reasons` lists them. `signs`: how many
    samples, at least and at most, are for (+), against (-), both (±) and neither (0). `outcomes_basis`: whose
    the list of outcomes is that count in the topic; null on a scale that counts the same ones in every topic.
    """

    program: str
    topic: str
    profile: str
    version: str
    level: str | None
    range: tuple[str, str] | None
    candidates: tuple[str, ...] | None
    judgement: bool
    reason: str | None
    reasons: tuple[str, ...] = ()
    reason_text: str | None = None
    weight: str | None
    signs: dict[str, tuple[int, int]]
    conditions: tuple[ConditionResult, ...]
    missing: tuple[MissingFact, ...]
    would_change: tuple[PossibleChange, ...]
    outcomes_basis: OutcomesBasis | None = None

    @property
    def reachable(self) -> tuple[str, ...]:
        """Every level that the records allow."""
        return (self.level,) if self.level else self.candidates or ()
