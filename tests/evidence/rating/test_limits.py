"""An entry that records next to nothing is answered at once, with everything that is missing."""

from app.evidence.entry.study import Citation, Finding, Study
from tests.evidence.rating.studies import program, verdict


def test_many_papers_without_facts_have_a_wide_range_and_a_long_list() -> None:
    untimed = (
        Finding(outcome="re-entry", direction="favorable"),
        Finding(outcome="reunification", direction="favorable"),
    )
    papers = [
        Study(id=f"paper-{number}", design="rct", citation=Citation(title="A paper"), findings=untimed)
        for number in range(8)
    ]
    found = verdict(program(*papers, manual=None))
    assert found.level is None
    assert {"1", "2", "3", "NR"} <= set(found.candidates or ())
    assert len(found.missing) > 40
