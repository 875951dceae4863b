"""Rules over the studies of one entry."""

import re
from collections.abc import Callable, Iterator, Sequence

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.study import Effect, Finding, Study
from app.evidence.entry.wording import join_words
from app.evidence.rules.authors import check_authors
from app.evidence.rules.significance import check_significance

UNCONTROLLED = ("single-group",)
COMPARED = ("rct", "quasi-experimental")
MONTHS_APART = 0.5
MOST_STUDIES, MOST_FINDINGS = 150, 600
"""Of one entry: for so many a verdict is worked out within 0.2 s of processor (`scripts/compare_ratings
worst`).
"""
SHARED: dict[str, Callable[[Study], object]] = {
    "design": lambda study: study.design,
    "setting (`usual_care`)": lambda study: study.usual_care,
    "comparison": lambda study: study.comparison.type if study.comparison else None,
}
"""What papers of one trial have in common; null says nothing."""
SAYS_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)


def check_studies(studies: Sequence[Study]) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for number, study in enumerate(studies):
        at: At = ("studies", number)
        if study.id in seen:
            message = f"the study id “{study.id}” stands here a second time"
            hint = "Give each study its own id, for example the first author and the year, then a letter."
            yield RuleFinding("study-id-twice", (*at, "id"), message, hint)
        seen.add(study.id)
        yield from _study(study, at)
    yield from _samples(studies)
    yield from _amount(studies)


def _amount(studies: Sequence[Study]) -> Iterator[RuleFinding]:
    findings = sum(len(study.findings) for study in studies)
    if len(studies) > MOST_STUDIES or findings > MOST_FINDINGS:
        message = f"the entry has {len(studies)} studies with {findings} findings"
        hint = (
            f"Keep at most {MOST_STUDIES} studies and {MOST_FINDINGS} findings: "
            "record the main results of each, and name reviews of the others under `sources`."
        )
        yield RuleFinding("too-many-studies", ("studies",), message, hint)


def _study(study: Study, at: At) -> Iterator[RuleFinding]:
    if not (study.citation.title or study.citation.url):
        message = "the citation has neither a title nor a url"
        hint = "Add `title:` or the `url:` of a page about the study."
        yield RuleFinding("citation-unfindable", (*at, "citation"), message, hint)
    yield from check_authors(study.citation.authors or (), (*at, "citation", "authors"))
    yield from _comparison(study, at)
    yield from _shares(study, at)
    for number, finding in enumerate(study.findings):
        place: At = (*at, "findings", number)
        if finding.controlled and study.design in UNCONTROLLED:
            message = f"a {study.design} study has no comparison group"
            hint = "Write `controlled: false`, or correct the study's `design`."
            yield RuleFinding("controlled-alone", (*place, "controlled"), message, hint)
        yield from check_significance(finding, place)
        yield from _months(study, finding, place)
        if finding.effect:
            yield from _effect(finding.effect, (*place, "effect"))


def _comparison(study: Study, at: At) -> Iterator[RuleFinding]:
    """`none` means that nobody outside the program was measured."""
    if study.comparison and study.comparison.type == "none" and study.design in COMPARED:
        message = (
            f"design {study.design} compares, and “none” says that nobody outside the program was measured"
        )
        hint = (
            "Write no-treatment if a group was measured that got nothing, null if the source does not say, "
            "or correct the study's `design`."
        )
        yield RuleFinding("comparison-contradicts", (*at, "comparison", "type"), message, hint)


def _shares(study: Study, at: At) -> Iterator[RuleFinding]:
    """Percentages that are all below 1 were most likely written as shares of one."""
    held = [
        ((*at, "findings", number, "effect", name), value)
        for number, finding in enumerate(study.findings)
        if finding.effect and finding.effect.kind == "percent" and not SAYS_PERCENT.search(finding.note or "")
        for name in ("treatment", "comparison", "value")
        if (value := getattr(finding.effect, name)) is not None
    ]
    written = [(place, value) for place, value in held if value]
    if written and all(abs(value) < 1 for _, value in written):
        place, value = written[0]
        message = f"every percentage of “{study.id}” is below 1: {value:g} says {value:g} percent"
        hint = (
            f"Write {value * 100:.6g} if the report says so; if it is {value:g} percent, say “%” in a `note`."
        )
        yield RuleFinding("percent-as-share", place, message, hint)


def _months(study: Study, finding: Finding, at: At) -> Iterator[RuleFinding]:
    after, baseline = finding.months_after_treatment, finding.months_after_baseline
    length = study.treatment_months
    if after is None or baseline is None or length is None or abs(baseline - length - after) <= MONTHS_APART:
        return
    lengths = f"{baseline:g} after baseline less {length:g} of treatment"
    message = f"{after:g} months after treatment is not {lengths}"
    hint = "Keep the one that the report gives."
    yield RuleFinding("months-contradict", (*at, "months_after_treatment"), message, hint)


def _effect(effect: Effect, at: At) -> Iterator[RuleFinding]:
    if effect.ci and effect.ci[0] > effect.ci[1]:
        message = f"the interval runs from {effect.ci[0]:g} down to {effect.ci[1]:g}"
        yield RuleFinding("interval-order", (*at, "ci"), message, "Write the lower bound first.")
    elif effect.ci and effect.value is not None and not effect.ci[0] <= effect.value <= effect.ci[1]:
        message = f"{effect.value:g} lies outside its interval {effect.ci[0]:g} to {effect.ci[1]:g}"
        hint = "Compare value and interval with the report."
        yield RuleFinding("effect-outside-interval", (*at, "value"), message, hint)
    if effect.kind == "percent":
        for name in ("treatment", "comparison"):
            share = getattr(effect, name)
            if share is not None and not 0 <= share <= 100:
                hint = "Write 0 to 100; a difference between groups is percentage-points."
                yield RuleFinding("percent-range", (*at, name), f"{share:g} is not a percentage", hint)


def _samples(studies: Sequence[Study]) -> Iterator[RuleFinding]:
    first: dict[str, Study] = {}
    for number, study in enumerate(studies):
        if study.sample is None:
            continue
        other = first.setdefault(study.sample, study)
        differing = [said for said, of in SHARED.items() if len({of(other), of(study)} - {None}) > 1]
        if differing and not (study.note or other.note):
            shared = f"“{study.id}” shares the sample “{study.sample}” with “{other.id}”"
            message = f"{shared}, but not its {join_words(differing, 'or')}"
            hint = (
                f"Give them the same {join_words(differing)}, "
                "or add a `note` to the study that says why they differ."
            )
            yield RuleFinding("sample-differs", ("studies", number, "sample"), message, hint)
