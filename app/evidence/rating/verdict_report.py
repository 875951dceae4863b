"""Verdicts as text, JSON and CSV for the command line."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from app.evidence.check.one_line import write_on_one_line
from app.evidence.entry.registry import Registry
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN
from app.evidence.rating.values import ConditionResult, Verdict
from app.evidence.rating.wording import basis_text, reason_text

MARKS = {"met": "[x]", "not_met": "[ ]", "unknown": "[?]"}
Published = Mapping[tuple[str, str], str | None]
"""(program, topic) -> the level that was published, None when none was seen."""
COLUMNS = (
    "program", "topic", "published", "derived", "range", "candidates", "reason", "weight", "missing",
    "outcomes_basis",
)  # fmt: skip


def as_text(verdicts: Sequence[Verdict]) -> str:
    """Condition by condition, with witnesses, what is missing and what would change it."""
    return (
        "\n\n".join(_block(verdict) for verdict in verdicts)
        if verdicts
        else "This program is in no topic, so there is nothing to rate it in."
    )


def as_json(verdicts: Sequence[Verdict], one: bool) -> str:
    """One verdict, or a list of them."""
    records = [verdict.model_dump(mode="json") for verdict in verdicts]
    return json.dumps(records[0] if one else records, ensure_ascii=False, indent=2)


def as_csv(verdicts: Sequence[Verdict], published: Published) -> str:
    """One line for each program and topic: what was published beside what the records support."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for verdict in verdicts:
        level = published.get((verdict.program, verdict.topic))
        published_level, derived = (level or "").upper(), verdict.level or "undetermined"
        derived_range, candidates = " to ".join(verdict.range or ()), " ".join(verdict.candidates or ())
        why = (verdict.reason or "", verdict.weight or "", "; ".join(_missing(verdict)))
        found = (published_level, derived, derived_range, candidates, *why, verdict.outcomes_basis or "")
        rows.writerow([verdict.program, verdict.topic, *found])
    return written.getvalue().rstrip("\n")


def _block(verdict: Verdict) -> str:
    lines = [
        f"{verdict.program} in {verdict.topic}: {_said(verdict)}",
        f"  {PROFILES[verdict.profile].notice}",
    ]
    if verdict.outcomes_basis:
        lines.append(f"  {basis_text(verdict.outcomes_basis)}")
    if verdict.reasons:
        lines.append(f"  {reason_text(verdict)}")
    for level in dict.fromkeys(judged.level for judged in verdict.conditions):
        lines.append(f"  {level}")
        lines += [_line(judged) for judged in verdict.conditions if judged.level == level]
    if verdict.missing:
        lines += ["  Not recorded, and it matters:", *(f"    {each}" for each in _missing(verdict))]
    if verdict.would_change:
        lines += [
            "  What would change it:",
            *(f"    to {change.to}: {', and '.join(change.needs)}" for change in verdict.would_change),
        ]
    return "\n".join(map(write_on_one_line, lines))


def _said(verdict: Verdict) -> str:
    if verdict.level:
        return verdict.level
    if verdict.reason == OUTCOMES_UNKNOWN:
        return f"undetermined, over all outcomes {' or '.join(verdict.candidates or ())}"
    if verdict.range and not verdict.judgement:
        return f"undetermined, {verdict.range[0]} to {verdict.range[1]}"
    judge = " (somebody has to judge)" if verdict.judgement else ""
    return f"undetermined, one of {', '.join(verdict.candidates or ())}{judge}"


def _line(judged: ConditionResult) -> str:
    ours = " (our own rule)" if judged.ours else ""
    shown = f"  <- {', '.join(judged.witnesses)}" if judged.witnesses and judged.state != "not_met" else ""
    notes = "".join(f" ({note})" for note in judged.notes)
    return f"    {MARKS[judged.state]} {judged.text}{notes}{ours}{shown}"


def _missing(verdict: Verdict) -> list[str]:
    return [f"{each.study + ': ' if each.study else ''}{each.text}" for each in verdict.missing]


def published_levels(registry: Registry) -> Published:
    """(program, topic) -> the current published level, None when none was seen."""
    return {
        (slug, membership.topic): membership.ratings[0].level if membership.ratings else None
        for slug, item in registry.programs.items()
        for membership in item.value.topics
    }
