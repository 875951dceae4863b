"""Our own check of the programs in topics that they share, with the clause that makes the difference."""

from collections.abc import Sequence

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.rating.wording import blocking_clause, name_studies
from app.web.deciding.chosen_programs import ChosenProgram
from app.web.deciding.cited_facts import CitedFact, FactCell, absent, cell_of
from app.web.deciding.compare.compare_row import CompareRow
from app.web.deciding.program_facts import entry_source
from app.web.wording.verdicts import clause, headline

NO_SHARED_TOPIC = "they share no topic area, so our own checks of them cannot be set side by side"
LABEL = "Our own check in topics that they share, not a rating by CEBC"


def own_check_row(programs: Sequence[ChosenProgram], shown: Snapshot) -> CompareRow:
    """Topics in which the check says the same of every program are named together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for topic in _shared_topics(programs):
        said = tuple(_say(each, topic) for each in programs)
        is_level = len({each.verdicts[topic].level for each in programs if topic in each.verdicts}) == 1
        told = (
            tuple(first for first, _ in said) if is_level else tuple(" ".join(pair).strip() for pair in said)
        )
        groups.setdefault(told, []).append(shown.topics[topic][0].name)
    if not groups:
        return CompareRow("own-check", LABEL, tuple(absent(NO_SHARED_TOPIC) for _ in programs))
    cells = tuple(_cell(each, place, groups) for place, each in enumerate(programs))
    return CompareRow("own-check", LABEL, cells)


def _shared_topics(programs: Sequence[ChosenProgram]) -> list[str]:
    first, *others = [[each.topic for each in chosen.program.topics] for chosen in programs]
    return [topic for topic in first if all(topic in each for each in others)]


def _say(chosen: ChosenProgram, topic: str) -> tuple[str, str]:
    """What the check comes to, and the clause that keeps it from the next stronger level."""
    verdict = chosen.verdicts.get(topic)
    if verdict is None:
        return "not worked out", ""
    blocking = blocking_clause(verdict)
    why = name_studies(clause(blocking, verdict), chosen.program) if blocking else ""
    led = "What leads to it" if blocking and blocking.state == "met" else "What keeps it from more"
    return f"{headline(verdict)}.", f"{led}: {why}" if why else ""


def _cell(chosen: ChosenProgram, place: int, groups: dict[tuple[str, ...], list[str]]) -> FactCell:
    return cell_of(
        CitedFact(f"{'; '.join(topics)}: {told[place]}", (entry_source(chosen),))
        for told, topics in groups.items()
    )
