"""Changes as text, Markdown and JSON."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.evidence.check.one_line import write_on_one_line
from app.evidence.diff.change import TEXTS, Change, ChangeGroup
from app.evidence.entry.wording import number_of

MOST_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536."""
ADDRESS = re.compile(r"(https?://[^\s<>()“”]+|`[^`\n]*`)")
SPECIAL = re.compile(r"([\\`*_\[\]~|$])")
BLOCK = re.compile(r"^(\s*\d*)([#+\-=.)])")
"""What at the start of a line is a heading, a list or a line under a heading."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, slots=True)
class DiffReport:
    """What changed between two sides, as the reader calls them; `aside`: why a file was not compared."""

    before: str
    after: str
    changes: Sequence[Change]
    aside: Sequence[str] = ()


def as_text(comparison: DiffReport) -> str:
    lines = [write_headline(comparison)]
    for group, changes in _grouped(comparison):
        lines += ["", group.heading.upper() if group.one.startswith("problem") else group.heading]
        for change in changes:
            lines.append(f"- {write_on_one_line(change.sentence)}")
            lines += [f"    {write_on_one_line(' '.join(text.split()))}" for text in _below(change)]
    if comparison.aside:
        lines += ["", "Not compared", *(f"- {write_on_one_line(text)}" for text in comparison.aside)]
    return "\n".join(lines)


def as_markdown(comparison: DiffReport) -> str:
    """For a comment on a pull request: short enough, addressing nobody; what matters least is folded."""
    lines = ["## What this change does to the registry", "", escape_markdown(write_headline(comparison))]
    for group, changes in _grouped(comparison):
        heading, folded = escape_markdown(group.heading), group is TEXTS
        lines += ["", f"<details><summary>{heading}</summary>" if folded else f"### {heading}", ""]
        for change in changes:
            sentence = escape_markdown(change.sentence)
            lines.append(f"- **{sentence}**" if change.is_problem else f"- {sentence}")
            lines += [f"  - {escape_markdown(text)}" for text in _below(change)]
        lines += ["", "</details>"] if folded else []
    if comparison.aside:
        lines += ["", "### Not compared", "", *(f"- {escape_markdown(text)}" for text in comparison.aside)]
    return _short_enough(lines)


def as_json(comparison: DiffReport) -> str:
    """{before, after, changes: [the keys of `_record`], not_compared}; rank 1 matters most."""
    report = {
        "before": comparison.before,
        "after": comparison.after,
        "changes": [_record(change) for change in comparison.changes],
        "not_compared": list(comparison.aside),
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[DiffReport], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def write_headline(comparison: DiffReport) -> str:
    """“From main to the working tree: 1 published rating; 2 target populations; 1 study.”"""
    sides = write_on_one_line(f"From {comparison.before} to {comparison.after}")
    if not comparison.changes:
        return f"{sides}, nothing changed in what the registry says."
    counts = [number_of(len(changes), group.one, group.many) for group, changes in _grouped(comparison)]
    return f"{sides}, most important first: {'; '.join(counts)}."


def escape_markdown(text: str) -> str:
    """Plain text as Markdown that shows exactly it, where addresses stay links.

    @ and # address nobody, because what an entry says is not ours.
    """
    return BLOCK.sub(r"\1\\\2", " ".join(_escape_line(write_on_one_line(line)) for line in text.split("\n")))


def _escape_line(line: str) -> str:
    parts = enumerate(ADDRESS.split(line))
    return "".join(_address(part) if number % 2 else _plain(part) for number, part in parts)


def _address(part: str) -> str:
    if part.startswith("`"):
        return part
    return f"<{part[:-1]}>{part[-1]}" if part[-1] in ".,;:" else f"<{part}>"


def _plain(text: str) -> str:
    safe = SPECIAL.sub(r"\\\1", re.sub(r"[&<>]", lambda found: ENTITIES[found[0]], text))
    return re.sub(r"([@#])(?=\w)", "\\1\u200b", safe)


def _grouped(comparison: DiffReport) -> Iterator[tuple[ChangeGroup, list[Change]]]:
    groups = groupby(comparison.changes, key=lambda change: change.group)
    return ((group, list(changes)) for group, changes in groups)


def _below(change: Change) -> Iterator[str]:
    yield from (reason for reason in change.reasons if reason)
    if change.remedy:
        yield f"What to do: {change.remedy}"


def _record(change: Change) -> dict[str, object]:
    return {
        "rank": change.rank,
        "kind": change.kind,
        "problem": change.is_problem,
        "program": change.program,
        "topic": change.topic,
        "sentence": change.sentence,
        "reasons": [reason for reason in change.reasons if reason],
        "remedy": change.remedy,
    }


def _short_enough(lines: Sequence[str]) -> str:
    whole = "\n".join(lines)
    if len(whole) <= MOST_CHARACTERS:
        return whole
    cut = whole[: whole.rindex("\n- ", 0, MOST_CHARACTERS)]
    left = len(re.findall(r"^- ", whole[len(cut) :], re.MULTILINE))
    closing = "\n\n</details>" if cut.count("<details>") > cut.count("</details>") else ""
    more = f"**{number_of(left, 'more change')} did not fit here; `homeward diff` shows them all.**"
    return f"{cut}{closing}\n\n{more}"
