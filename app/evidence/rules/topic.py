"""Rules over one topic: which outcomes count for a rating in it, and whose list that is."""

from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.pages import Topic


def check_topic(topic: Topic) -> Iterator[RuleFinding]:
    if topic.status == "active" and topic.rated_outcomes is None:
        message = "no outcome counts for a rating here, so no program of this topic has a derived one"
        hint = "List those that the source names; where none does, those that follow from the definition."
        yield RuleFinding("topic-without-outcomes", ("definition",), message, hint)
    if topic.rated_outcomes is not None and topic.rated_outcomes_basis is None:
        message = "nothing says whose list of outcomes this is"
        hint = "Add `rated_outcomes_basis:` with source, source-in-part or ours."
        yield RuleFinding("outcomes-without-basis", ("rated_outcomes",), message, hint)
