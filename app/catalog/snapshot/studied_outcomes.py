"""The outcomes that a program was studied on, those found better, and their domains, as facets hold them."""

from collections.abc import Iterator, Mapping

from app.evidence.entry.program import Program
from app.evidence.entry.study import Finding

Domains = Mapping[str, str | None]
"""Outcome -> its domain."""


def studied_outcomes(program: Program) -> list[str]:
    """Each outcome with a finding by a study that was not retracted; findings on subgroups do not count."""
    return list(dict.fromkeys(finding.outcome for finding in _counted_findings(program)))


def facets_of_findings(program: Program, domains: Domains) -> dict[str, list[str]]:
    """Facet -> its values, in the order of the entry, each once."""
    outcomes = studied_outcomes(program)
    better = (finding.outcome for finding in _counted_findings(program) if _is_better(finding))
    of_outcomes = (domain for outcome in outcomes if (domain := domains.get(outcome)))
    return {
        "outcome": outcomes,
        "better": list(dict.fromkeys(better)),
        "domain": list(dict.fromkeys(of_outcomes)),
    }


def _counted_findings(program: Program) -> Iterator[Finding]:
    for study in program.studies:
        if not study.retracted:
            yield from (finding for finding in study.findings if finding.subgroup is None)


def _is_better(finding: Finding) -> bool:
    """Against a group without the program, favorable, and not said to be within chance."""
    is_favorable = finding.direction == "favorable" and finding.significant is not False
    return is_favorable and finding.controlled is True
