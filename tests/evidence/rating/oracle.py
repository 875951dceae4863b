"""A second rating engine, written from RATING.md alone: it follows every way of filling in what is not recorded.

Slow and plain on purpose. It shares nothing with `app/evidence/rating`, so that agreement of the two means something.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.evidence.entry.program import Program
from app.evidence.entry.study import Finding, Study

ORDER = ("5", "4", "NR", "3", "2", "1")
IVE_ORDER = ("does-not-meet", "promising", "supported", "well-supported")
APPROPRIATE = ("usual-care", "active", "placebo", "wait-list")


@dataclass(frozen=True)
class Answer:
    """What the rules give: the set of levels, whether some way needs judgement, and the reasons of the ways that give NR."""

    levels: frozenset[str]
    judgement: bool
    reasons: frozenset[str]

    @property
    def level(self) -> str | None:
        return next(iter(self.levels)) if len(self.levels) == 1 else None


@dataclass
class Paper:
    """A study with nothing left open."""

    study: Study
    reviewed: bool
    usual_care: bool
    comparison: str
    controlled: tuple[bool, ...]
    months: tuple[float, ...]
    block: int = 0


def answer(
    program: Program, outcomes: frozenset[str], profile: str, apart: frozenset[str] = frozenset()
) -> Answer:
    """The verdict for these outcomes; profile is "cebc" or "title-iv-e". No sample of `apart` overlaps another."""
    harm = bool(program.harm and "present" in (program.harm.case, program.harm.basis))
    recorded = program.manual.available if program.manual else "unknown"
    manuals = {"yes": [True], "no": [False], "unknown": [True, False]}[recorded or "unknown"]
    levels: set[str] = set()
    reasons: set[str] = set()
    judged: list[bool] = []
    for papers in ways(program.studies, profile == "cebc", apart):
        for manual in manuals:
            found, needs_judgement, reason = (cebc if profile == "cebc" else title_iv_e)(
                papers, outcomes, manual, harm
            )
            levels |= found
            judged.append(needs_judgement)
            if reason and (manual or recorded == "no"):
                reasons.add(reason)
    return Answer(frozenset(levels), any(judged), frozenset(reasons))


def ways(studies: Sequence[Study], needs_review: bool, apart: frozenset[str]) -> Iterator[list[Paper]]:
    """Every way to fill in peer review, then setting and comparison, control and time of each finding, then the samples."""
    relevant = [study for study in studies if not study.retracted]
    for reviewed in product(*(options(study.peer_reviewed) for study in relevant)):
        lent = [lend(study, relevant, reviewed, needs_review) for study in relevant]
        settings = product(*(options(usual) for usual, _ in lent))
        for usual in settings:
            comparisons = product(*([kind] if kind else ["usual-care", "no-treatment"] for _, kind in lent))
            for kinds in comparisons:
                details = product(
                    *(details_of(study, kind) for study, kind in zip(relevant, kinds, strict=True))
                )
                for each in details:
                    papers = [
                        Paper(study, review, setting, kind, controlled, months)
                        for study, review, setting, kind, (controlled, months) in zip(
                            relevant, reviewed, usual, kinds, each, strict=True
                        )
                    ]
                    yield from with_samples(papers, apart)


def options(value: bool | None) -> list[bool]:
    return [True, False] if value is None else [value]


def lend(
    study: Study, studies: Sequence[Study], reviewed: Sequence[bool], needs_review: bool
) -> tuple[bool | None, str | None]:
    """Setting and comparison of a paper: its own, else those that the papers of its named sample record."""
    usual, kind = study.usual_care, study.comparison.type if study.comparison else None
    if study.sample is None:
        return usual, kind
    lenders = [
        other
        for other, review in zip(studies, reviewed, strict=True)
        if other.sample == study.sample and (review or not needs_review)
    ]
    if usual is None:
        said = [other.usual_care for other in lenders if other.usual_care is not None]
        usual = any(said) if said else None
    if kind is None:
        kinds = [
            other.comparison.type
            for other in lenders
            if other.comparison and other.comparison.type not in (None, "none")
        ]
        kind = next((each for each in kinds if each in APPROPRIATE), kinds[0] if kinds else None)
    return usual, kind


def details_of(study: Study, kind: str) -> Iterator[tuple[tuple[bool, ...], tuple[float, ...]]]:
    controlled = product(
        *([False] if kind == "none" else options(finding.controlled) for finding in study.findings)
    )
    for chosen in controlled:
        yield from (
            (chosen, months) for months in product(*(months_of(finding, study) for finding in study.findings))
        )


def months_of(finding: Finding, study: Study) -> list[float]:
    """Months after the end of treatment: as recorded, else every time that could decide something."""
    if finding.months_after_treatment is not None:
        return [finding.months_after_treatment]
    baseline = finding.months_after_baseline
    if baseline is not None and study.treatment_months is not None:
        return [round(baseline - study.treatment_months, 6)]
    return [0, 6, 12] if baseline is None else [months for months in (0, 6, 12) if months <= baseline] or [0]


def with_samples(papers: list[Paper], apart: frozenset[str]) -> Iterator[list[Paper]]:
    """Every way in which papers without a sample may be of another's sample, or of their own."""
    names: dict[str, int] = {}
    for paper in papers:
        if paper.study.sample is not None:
            paper.block = names.setdefault(paper.study.sample, len(names))
    loose = [paper for paper in papers if paper.study.sample is None]
    closed = {block for name, block in names.items() if name in apart}

    def place(number: int, blocks: int) -> Iterator[list[Paper]]:
        if number == len(loose):
            yield papers
            return
        for block in range(blocks + 1):
            if block in closed:
                continue
            loose[number].block = block
            yield from place(number + 1, max(blocks, block + 1))

    yield from place(0, len(names))


def claims(paper: Paper, outcomes: frozenset[str]) -> list[tuple[str, float]]:
    """(claim, months) of the findings that count: on these outcomes, controlled, of no subgroup."""
    return [
        ("no-difference" if finding.significant is False else finding.direction, months)
        for finding, controlled, months in zip(
            paper.study.findings, paper.controlled, paper.months, strict=True
        )
        if controlled and not finding.subgroup and finding.outcome in outcomes
    ]


def blocks_of(papers: list[Paper], outcomes: frozenset[str], needs_review: bool) -> list[list[Paper]]:
    """Samples with a counting finding, each as its papers that count."""
    found: dict[int, list[Paper]] = {}
    for paper in papers:
        design = paper.study.design in ("rct", "quasi-experimental")
        review = paper.reviewed or not needs_review
        if design and review and paper.study.valid_measures is not False and claims(paper, outcomes):
            found.setdefault(paper.block, []).append(paper)
    return list(found.values())


def cebc(
    papers: list[Paper], outcomes: frozenset[str], manual: bool, harm: bool
) -> tuple[set[str], bool, str | None]:
    """(levels, whether somebody has to judge, the reason for NR) in one way."""
    samples = blocks_of(papers, outcomes, needs_review=True)
    signs, trials, superior, benefit = [], [], [], False
    for sample in samples:
        rct = [paper for paper in sample if paper.study.design == "rct"]
        top = rct or sample
        said = {claim for paper in top for claim, _ in claims(paper, outcomes)}
        both = "mixed" in said or {"favorable", "unfavorable"} <= said
        signs.append("±" if both else "+" if "favorable" in said else "-" if "unfavorable" in said else "0")
        trials.append(bool(rct))
        benefit = benefit or "favorable" in said
        in_practice = [paper for paper in rct if paper.usual_care]
        good = [
            paper
            for paper in in_practice
            if any(claim == "favorable" for claim, _ in claims(paper, outcomes))
        ]
        if any(paper.comparison in APPROPRIATE for paper in good):
            superior.append(
                max(
                    months
                    for paper in good
                    for claim, months in claims(paper, outcomes)
                    if claim == "favorable"
                )
            )
    weight = weight_of(signs, trials)
    met = set()
    if len(superior) >= 2 and max(superior) >= 12:
        met.add("1")
    if superior and max(superior) >= 6:
        met.add("2")
    if benefit:
        met.add("3")
    if sum(trial and sign in "0-" for sign, trial in zip(signs, trials, strict=True)) >= 2:
        met.add("4")
    if harm or weight == "NEGATIVE":
        return {"5"}, False, None
    if not manual:
        return {"NR"}, False, "no_manual"
    if weight == "MIXED":
        return met | {"NR"} | ({"5"} if "-" in signs else set()), True, None
    if weight == "SUPPORTS":
        for level in ("1", "2", "3"):
            if level in met:
                return {level}, False, None
    if weight == "DOES_NOT_SUPPORT" and "4" in met:
        return {"4"}, False, None
    return {"NR"}, False, reason_of(papers, outcomes, signs, trials)


def weight_of(signs: list[str], trials: list[bool]) -> str:
    plus, minus, both, zero = (signs.count(sign) for sign in "+-±0")
    top = {sign for sign, trial in zip(signs, trials, strict=True) if trial or not any(trials)}
    if not signs:
        return "NONE"
    if minus >= 2 and minus > plus and "-" in top:
        return "NEGATIVE"
    if "+" in top and plus > minus + both and plus >= zero + minus + both:
        return "SUPPORTS"
    if not plus and not both:
        return "DOES_NOT_SUPPORT" if sum(trials) >= 2 else "INSUFFICIENT"
    return "MIXED"


def reason_of(papers: list[Paper], outcomes: frozenset[str], signs: list[str], trials: list[bool]) -> str:
    def topic_findings(paper: Paper) -> list[bool]:
        return [
            controlled
            for finding, controlled in zip(paper.study.findings, paper.controlled, strict=True)
            if finding.outcome in outcomes and not finding.subgroup
        ]

    def is_compared(paper: Paper) -> bool:
        there = topic_findings(paper)
        return (
            paper.study.design in ("rct", "quasi-experimental")
            and paper.comparison != "none"
            and (any(there) or not there)
        )

    steps = (
        ("no_studies", lambda paper: paper.study.design in ("rct", "quasi-experimental", "single-group")),
        ("uncontrolled", is_compared),
        ("not_peer_reviewed", lambda paper: paper.reviewed),
        ("invalid_measures", lambda paper: paper.study.valid_measures is not False),
        ("no_topic_outcome", lambda paper: any(topic_findings(paper))),
    )
    left = list(papers)
    for name, keeps in steps:
        left = [paper for paper in left if keeps(paper)]
        if not left:
            return name
    if signs == ["0"] and trials == [True]:
        return "single_null"
    return "single_negative" if "-" in signs else "no_benefit_uncertain"


def title_iv_e(
    papers: list[Paper], outcomes: frozenset[str], manual: bool, harm: bool
) -> tuple[set[str], bool, str | None]:
    favorable = unfavorable = 0
    lasting: list[float] = []
    for sample in blocks_of(papers, outcomes, needs_review=False):
        said = {claim for paper in sample for claim, _ in claims(paper, outcomes)}
        favorable += "favorable" in said
        unfavorable += "unfavorable" in said
        months = [
            months
            for paper in sample
            if paper.usual_care
            for claim, months in claims(paper, outcomes)
            if claim == "favorable"
        ]
        if months:
            lasting.append(max(months))
    if harm or not manual or unfavorable > favorable:
        return {"does-not-meet"}, False, None
    if len(lasting) >= 2 and max(lasting) >= 12:
        return {"well-supported"}, False, None
    if lasting and max(lasting) >= 6:
        return {"supported"}, False, None
    return {"promising" if favorable else "does-not-meet"}, False, None


def range_of(levels: frozenset[str], profile: str) -> tuple[str, str] | None:
    """[weakest, strongest], None where the set has one member."""
    ordered = [level for level in (ORDER if profile == "cebc" else IVE_ORDER) if level in levels]
    return (ordered[0], ordered[-1]) if len(ordered) > 1 else None
