"""Rules over documents.yaml: every fact and column that it names is one that can be filled."""

from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.documents import FACTS, PROGRAM, RATED, Documents
from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.registry import Registry

RULE = "document-fact-unknown"


def check_documents(documents: Documents, registry: Registry) -> Iterator[RuleFinding]:
    """The facts of `facts`, the columns of the plan table, and what the questions of sheets hold."""
    for name in documents.facts:
        if name not in FACTS:
            yield RuleFinding(RULE, ("facts", name), *_said(name, FACTS), on_key=True)
    registries = registry.vocabulary.get("registries", {})
    rated = [f"{RATED}{id}" for id, word in registries.items() if word.status == "active"]
    own = list(documents.plan_table.columns) if documents.plan_table else []
    for name in own:
        if name in FACTS or name == PROGRAM:
            message, hint = f"“{name}” is a fact of every entry", "Give the column of this field another id."
            yield RuleFinding(RULE, ("plan_table", "columns", name), message, hint, on_key=True)
    for at, name in documents.held_facts():
        known = [*documents.facts, *rated]
        if at[0] == "plan_table":
            known += [PROGRAM, *own]
        is_judged = not name.startswith(RATED) or "vocabulary/registries" not in registry.unread
        if name not in known and is_judged:
            yield RuleFinding(RULE, at, *_said(name, known))


def _said(name: str, known: list[str] | tuple[str, ...]) -> tuple[str, str]:
    nearest = find_nearest(name, known)
    hint = f"Did you mean {nearest}?" if nearest else f"Write one of: {', '.join(known)}."
    return f"no document can hold “{name}”", hint
