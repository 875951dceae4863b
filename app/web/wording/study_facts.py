"""Who was studied, where a study is registered and what was sought in vain, in words."""

from collections import Counter
from collections.abc import Iterable

from app.evidence.entry.study import AgesStudied, Finding, LookedFor, Share, Study
from app.evidence.entry.wording import NOT_RECORDED, day, join_words, timing, yes_no

CHARACTERISTICS = {
    "race-ethnicity": "Race and ethnicity", "gender": "Gender", "age": "Age", "place": "Place",
    "income": "Income", "language": "Language", "care-status": "Where they lived", "other": "Other",
}  # fmt: skip
SOUGHT = {
    "usual_care": "the setting", "comparison": "what the other group received",
    "months_after_treatment": "how long after treatment it was measured",
    "sample": "whether it shares its sample with another study",
    "peer_reviewed": "whether it was peer reviewed", "controlled": "whether findings had a comparison",
    "significant": "whether differences were significant", "treatment_months": "the length of treatment",
    "participants": "who took part", "design": "the design", "findings": "findings",
    "citation": "the full reference", "manual": "a manual",
}  # fmt: skip
DIRECTIONS = ("favorable", "no-difference", "unfavorable", "mixed")
TRIAL_REGISTRIES = {
    "NCT": "https://clinicaltrials.gov/study/{id}",
    "ISRCTN": "https://www.isrctn.com/{id}",
}


def ages_studied(ages: AgesStudied | None) -> str:
    """“1 to 5 years, 3.2 on average”; empty when not recorded."""
    if ages is None:
        return ""
    spoken = _years(ages.min, ages.max)
    mean = "" if ages.mean is None else f"{ages.mean:g} {'on' if spoken else 'years on'} average"
    return ", ".join(each for each in (spoken, mean) if each)


def group_shares(shares: Iterable[Share]) -> list[tuple[str, str]]:
    """Each characteristic with its shares: (“Gender”, “boys 62 %; girls 38 %”)."""
    grouped: dict[str, list[str]] = {}
    for each in shares:
        grouped.setdefault(CHARACTERISTICS[each.characteristic], []).append(_share(each))
    return [(name, "; ".join(said)) for name, said in grouped.items()]


def is_described(study: Study) -> bool:
    """Whether it is recorded who took part, beyond their number."""
    who = study.participants
    return who is not None and (who.ages is not None or bool(who.shares))


def of_same_sample(study: Study, studies: Iterable[Study]) -> list[Study]:
    """The other studies of the people that this one names as its sample."""
    return [each for each in studies if study.sample and each.sample == study.sample and each.id != study.id]


def count_directions(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """The directions that there are, favorable first, with how many findings point there."""
    counts: Counter[str] = Counter(finding.direction for finding in findings)
    return [(direction, counts[direction]) for direction in DIRECTIONS if counts[direction]]


def usual_care(study: Study) -> str:
    """“yes”, “no”, “not recorded”; says when it was concluded from a registry's rating."""
    inferred = ", inferred from a registry’s rating" if study.usual_care_inferred else ""
    return yes_no(study.usual_care) + inferred


def when_measured(finding: Finding) -> str:
    """When an outcome was measured; empty where the entry does not tell."""
    said = timing(finding)
    return "" if said == NOT_RECORDED else said


def sought_in_vain(sought: Iterable[LookedFor]) -> list[tuple[str, str]]:
    """What was sought in one place on one day, and that place with the day."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in sought:
        grouped.setdefault((each.where, day(each.on)), []).append(SOUGHT[each.fact])
    return [(join_words(facts), f"{where}, {on}") for (where, on), facts in grouped.items()]


def registration_address(id: str) -> str | None:
    """Where a trial's registration can be read, if its registry is one we know."""
    known = (form for start, form in TRIAL_REGISTRIES.items() if id.startswith(start) and " " not in id)
    form = next(known, None)
    return form.format(id=id) if form else None


def _years(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high:g} years" if high is not None else ""
    if high is None:
        return f"from {low:g} years"
    return f"{low:g} years" if low == high else f"{low:g} to {high:g} years"


def _share(share: Share) -> str:
    percent = "" if share.percent is None else f" {share.percent:g} %"
    return f"{share.value}{percent}{f' ({share.note})' if share.note else ''}"


FILTERS = {
    "ages_studied": ages_studied, "group_shares": group_shares, "usual_care": usual_care,
    "sought_in_vain": sought_in_vain, "when_measured": when_measured,
    "registration_address": registration_address, "of_same_sample": of_same_sample,
    "count_directions": count_directions,
}  # fmt: skip
TESTS = {"described": is_described}
