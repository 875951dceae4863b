"""The rules of the check as text for a terminal, as JSON and as Markdown."""

import json
from collections.abc import Callable, Iterator, Sequence

from app.evidence.check.rule_examples import EXPLAINED, EXPLANATIONS
from app.evidence.check.rulebook import RULEBOOK, Rule

ASKED = {
    "strict": "homeward check --strict",
    "links": "homeward check --links",
    "base": "homeward check --base REV",
}
"""The command that asks a rule which a plain check does not."""


def as_text(rules: Sequence[str]) -> str:
    """One rule in full; several as a list by kind, one line each."""
    if len(rules) == 1:
        return _in_full(RULEBOOK[rules[0]])
    lines: list[str] = []
    for title, group in _by_kind(rules):
        lines += [title, *(f"  {rule.id:<24} {rule.severity:<8} {rule.about}" for rule in group), ""]
    return "\n".join([*lines, "Errors stop a build, warnings do not. With an example: homeward rules RULE"])


def as_json(rules: Sequence[str]) -> str:
    """A list of {rule, severity, when, about, instead, refused, accepted}; the last two may be null."""
    return json.dumps([_record(RULEBOOK[rule]) for rule in rules], ensure_ascii=False, indent=2)


def as_markdown(rules: Sequence[str]) -> str:
    """A heading for each kind and each rule, with the lines that it refuses and accepts."""
    parts: list[str] = []
    for title, group in _by_kind(rules):
        parts += [f"## {title}", *(part for rule in group for part in _markdown(rule))]
    return "\n\n".join(parts)


Format = Callable[[Sequence[str]], str]
FORMATS: dict[str, Format] = {"text": as_text, "json": as_json, "markdown": as_markdown}


def _by_kind(rules: Sequence[str]) -> Iterator[tuple[str, list[Rule]]]:
    for title, group in EXPLAINED.items():
        if chosen := [RULEBOOK[each.rule] for each in group if each.rule in rules]:
            yield title, chosen


def _in_full(rule: Rule) -> str:
    explained = EXPLANATIONS[rule.id]
    asked = f", only in {ASKED[rule.when]}" if rule.when in ASKED else ""
    lines = [f"{rule.id} ({rule.severity}{asked})", f"  {rule.about}", f"  {explained.instead}"]
    for example in explained.examples[:1]:
        lines += ["", "  Refused:", _indented(example.refused), "  Accepted:", _indented(example.accepted)]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"    | {line}" for line in text.split("\n"))


def _record(rule: Rule) -> dict[str, str | None]:
    explained = EXPLANATIONS[rule.id]
    example = explained.examples[0] if explained.examples else None
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "when": rule.when,
        "about": rule.about,
        "instead": explained.instead,
        "refused": example.refused if example else None,
        "accepted": example.accepted if example else None,
    }


def _markdown(rule: Rule) -> list[str]:
    explained = EXPLANATIONS[rule.id]
    asked = f" Only in `{ASKED[rule.when]}`." if rule.when in ASKED else ""
    parts = [f"### {rule.id}", f"{rule.severity.capitalize()}.{asked} {rule.about} {explained.instead}"]
    for example in explained.examples[:1]:
        parts += [f"Refused:\n\n```\n{example.refused}\n```", f"Accepted:\n\n```\n{example.accepted}\n```"]
    return parts
