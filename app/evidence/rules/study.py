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
            yield RuleFinding(
                "study-id-twice",
                (*at, "id"),
                f"the study id “{study.id}” stands here a second time",
                "Give each study its own id, for example the first author and the year, then a letter.",
            )
        seen.add(study.id)
        yield from _study(study, at)
    yield from _samples(studies)


def _study(study: Study, at: At) -> Iterator[RuleFinding]:
    if not (study.citation.title or study.citation.url):
        yield RuleFinding(
            "citation-unfindable",
            (*at, "citation"),
            "the citation has neither a title nor a url",
            "Add `title:` or the `url:` of a page about the study.",
        )
    for number, finding in enumerate(study.findings):
        place: At = (*at, "findings", number)
        if finding.controlled and study.design in UNCONTROLLED:
            yield RuleFinding(
                "controlled-alone",
                (*place, "controlled"),
                f"a {study.design} study has no comparison group",
                "Write `controlled: false`, or correct the study's `design`.",
            )
        yield from _months(study, finding, place)
        if finding.effect:
            yield from _effect(finding.effect, (*place, "effect"))


def _months(study: Study, finding: Finding, at: At) -> Iterator[RuleFinding]:
    after, baseline, length = (
        finding.months_after_treatment,
        finding.months_after_baseline,
        study.treatment_months,
    )
    if after is None or baseline is None or length is None or abs(baseline - length - after) <= MONTHS_APART:
        return
    yield RuleFinding(
        "months-contradict",
        (*at, "months_after_treatment"),
        f"{after:g} months after treatment is not {baseline:g} after baseline less {length:g} of treatment",
        "Keep the one that the report gives.",
    )


def _effect(effect: Effect, at: At) -> Iterator[RuleFinding]:
    if effect.ci and effect.ci[0] > effect.ci[1]:
        yield RuleFinding(
            "interval-order",
            (*at, "ci"),
            f"the interval runs from {effect.ci[0]:g} down to {effect.ci[1]:g}",
            "Write the lower bound first.",
        )
    elif effect.ci and effect.value is not None and not effect.ci[0] <= effect.value <= effect.ci[1]:
        yield RuleFinding(
            "effect-outside-interval",
            (*at, "value"),
            f"{effect.value:g} lies outside its interval {effect.ci[0]:g} to {effect.ci[1]:g}",
            "Compare value and interval with the report.",
        )
    if effect.kind == "percent":
        for name in ("treatment", "comparison"):
            share = getattr(effect, name)
            if share is not None and not 0 <= share <= 100:
                yield RuleFinding(
                    "percent-range",
                    (*at, name),
                    f"{share:g} is not a percentage",
                    "Write 0 to 100; a difference between groups is percentage-points.",
                )


def _samples(studies: Sequence[Study]) -> Iterator[RuleFinding]:
    first: dict[str, Study] = {}
    for number, study in enumerate(studies):
        if study.sample is None:
            continue
        other = first.setdefault(study.sample, study)
        comparisons = {
            each.comparison.type for each in (other, study) if each.comparison and each.comparison.type
        }
        if (other.design != study.design or len(comparisons) > 1) and not (study.note or other.note):
            yield RuleFinding(
                "sample-differs",
                ("studies", number, "sample"),
                f"“{study.id}” shares the sample “{study.sample}” with “{other.id}”, but not its design or comparison",
                "Give them the same design and comparison type, or add a `note` to the study that says why they differ.",
            )
