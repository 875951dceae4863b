"""Random small evidence sets: programs of up to four studies, some with facts that nobody recorded."""

from random import Random

from app.evidence.entry.program import Harm, Program
from app.evidence.entry.study import Comparison, Finding, Study
from tests.evidence.rating.studies import finding, program, study

MOST_OPEN = 5
"""Facts left open in one set; the oracle follows every way of filling them in."""


def random_program(chance: Random) -> Program:
    """A program with zero to four studies. The more facts are open, the fewer studies are strange in other ways."""
    open_facts = OpenFacts(chance, chance.choice((0, 0, 1, 2, 3, 4, MOST_OPEN)))
    studies = [
        random_study(number, chance, open_facts) for number in range(chance.choice((0, 1, 1, 2, 2, 3, 3, 4)))
    ]
    manual = chance.choice(("yes",) * 12 + ("no", "unknown", None))
    harm = Harm(case="present", note="x", source="https://example.org") if chance.random() < 0.02 else None
    return program(*studies, manual=manual, training=chance.choice((None, "yes", "no")), harm=harm)


class OpenFacts:
    """Leaves facts open until so many are."""

    def __init__(self, chance: Random, left: int) -> None:
        self.chance, self.left = chance, left

    def is_open(self, likely: float) -> bool:
        if self.left and self.chance.random() < likely:
            self.left -= 1
            return True
        return False


def random_study(number: int, chance: Random, facts: OpenFacts) -> Study:
    kinds = ("usual-care",) * 6 + ("wait-list", "active", "no-treatment", "none")
    kind = None if facts.is_open(0.3) else chance.choice(kinds)
    return study(
        f"s{number}",
        *(random_finding(chance, facts) for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))),
        design=chance.choice(("rct",) * 8 + ("quasi-experimental",) * 3 + ("single-group", "meta-analysis")),
        sample=None
        if facts.is_open(0.4)
        else chance.choice((f"own-{number}", f"own-{number}", "one", "two")),
        usual_care=None if facts.is_open(0.3) else chance.choice((True, True, True, False)),
        peer_reviewed=None if facts.is_open(0.2) else chance.choice((True,) * 7 + (False,)),
        retracted=chance.choice((None,) * 8 + (False, True)),
        valid_measures=chance.choice((None,) * 8 + (True, False)),
        treatment_months=chance.choice((None, 3, 6, 6.04)),
        comparison=Comparison(type=kind) if kind else chance.choice((None, Comparison())),
    )


def random_finding(chance: Random, facts: OpenFacts) -> Finding:
    months: float | None = chance.choice((0, 5.9, 6, 11.9, 12, 18))
    more: dict[str, float] = {}
    if facts.is_open(0.25):
        months = None
        if chance.random() < 0.6:
            more["months_after_baseline"] = chance.choice((5.9, 6, 8, 12, 18))
    return finding(
        chance.choice(("favorable",) * 4 + ("no-difference",) * 3 + ("unfavorable",) * 2 + ("mixed",)),
        months,
        outcome=chance.choice(
            ("re-entry",) * 6 + ("reunification", "child-mental-health", "service-process")
        ),
        controlled=None if facts.is_open(0.15) else chance.choice((True,) * 7 + (False,)),
        significant=chance.choice((None, None, True, False)),
        subgroup=chance.choice((None,) * 9 + ("boys",)),
        **more,
    )


SHARES = ("untimed", "doubtful", "trials", "loose", "unplaced", "unreviewed", "uncompared")
"""What share of the studies or findings of a heavy program is so."""


def random_shape(chance: Random, most_studies: int, most_findings: int) -> dict[str, float]:
    """How an entry that leaves much open is made: numbers of studies, findings and samples, and SHARES."""
    studies = chance.choice((3, 8, 12, 20, 30, 60, most_studies))
    findings = min(chance.choice((1, 2, 3, 5, 50)), most_findings // studies)
    samples = max(1, int(studies * chance.choice((0.05, 0.2, 0.5, 1))))
    shares = {share: chance.choice((0, 0.1, 0.3, 0.5, 0.9, 1)) for share in SHARES}
    return {"seed": chance.randrange(10**6), "studies": studies, "findings": findings, "samples": samples, **shares}


def heavy_program(shape: dict[str, float]) -> Program:
    """A program of that shape; the same shape is the same program."""
    chance = Random(shape["seed"])

    def often(share: str) -> bool:
        return chance.random() < shape[share]

    def one_finding() -> Finding:
        direction = chance.choice(("favorable", "unfavorable", "no-difference", "mixed"))
        months = None if often("untimed") else chance.choice((0, 6, 12))
        return finding(direction, months, controlled=None if often("doubtful") else True)

    studies = [
        study(
            f"s{number}",
            *(one_finding() for _ in range(int(shape["findings"]))),
            design="rct" if often("trials") else "quasi-experimental",
            sample=None if often("loose") else f"sample-{chance.randrange(int(shape['samples']))}",
            usual_care=None if often("unplaced") else chance.random() < 0.5,
            peer_reviewed=None if often("unreviewed") else True,
            comparison=None if often("uncompared") else Comparison(type=chance.choice(("active", "no-treatment"))),
        )
        for number in range(int(shape["studies"]))
    ]
    return program(*studies, manual=None)
