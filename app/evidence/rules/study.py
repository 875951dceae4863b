"""Rules over the studies of one entry."""

from collections.abc import Iterator, Sequence

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.study import Effect, Finding, Study

UNCONTROLLED = ("single-group",)
MONTHS_APART = 0.5


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


def _study(study: Study, at: At) -> Iterator[RuleFinding]:
    if not (study.citation.title or study.citation.url):
        message = "the citation has neither a title nor a url"
        hint = "Add `title:` or the `url:` of a page about the study."
        yield RuleFinding("citation-unfindable", (*at, "citation"), message, hint)
    for number, finding in enumerate(study.findings):
        place: At = (*at, "findings", number)
        if finding.controlled and study.design in UNCONTROLLED:
            message = f"a {study.design} study has no comparison group"
            hint = "Write `controlled: false`, or correct the study's `design`."
            yield RuleFinding("controlled-alone", (*place, "controlled"), message, hint)
        yield from _months(study, finding, place)
        if finding.effect:
            yield from _effect(finding.effect, (*place, "effect"))


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
        comparisons = {each.comparison.type for each in (other, study) if each.comparison} - {None}
        if (other.design != study.design or len(comparisons) > 1) and not (study.note or other.note):
            shared = f"“{study.id}” shares the sample “{study.sample}” with “{other.id}”"
            message = f"{shared}, but not its design or comparison"
            hint = (
                "Give them the same design and comparison type, "
                "or add a `note` to the study that says why they differ."
            )
            yield RuleFinding("sample-differs", ("studies", number, "sample"), message, hint)
