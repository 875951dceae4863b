"""One plain sentence an outcome: what was found, in numbers where they are recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.study import Finding, Study
from app.evidence.entry.wording import NOT_RECORDED, timing
from app.evidence.found.outcome_results import ComparedFinding, OutcomeResult, Sign, result_by_outcome
from app.evidence.rating.contributions import comparison_of

MOST_SHOWN = 4
UNITS = {
    "families": "families", "children": "children", "youth": "young people", "caregivers": "caregivers",
    "parents": "parents", "placements": "placements",
}  # fmt: skip
GROUPS: Mapping[str | None, str] = {
    "usual-care": "with usual services", "active": "with another program", "placebo": "with a placebo",
    "wait-list": "without it", "no-treatment": "without it",
}  # fmt: skip
"""Comparison condition -> what the other group had; “without it” is said of no other."""
SIGN_WORDS: Mapping[Sign, str] = {
    "better": "better", "partly": "better in part", "same": "no different",
    "both": "better and worse", "worse": "worse",
}  # fmt: skip
UNCOMPARED = "measured without a comparison group, so nobody can tell what the program did"
CHANCE = {
    True: "Chance alone is unlikely to explain the difference.",
    False: "The difference may be chance.",
    None: "Whether the difference could be chance is not recorded.",
}
AGAIN = {
    True: "Chance is unlikely here too.",
    False: "This may be chance too.",
    None: "Chance: not recorded either.",
}
"""What stands instead where a sentence above has said it."""


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """What was found on an outcome: `text` in whole sentences, `counts` the part of it without figures.

    `alone` is the text where no other sentence stands above it; `studies` are ids of those it rests on.
    """

    outcome: str
    label: str
    text: str
    counts: str
    is_bad_news: bool
    alone: str
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactBox:
    """What studies found: the outcomes that count most and all bad news, and those that may be folded.

    `uncompared` are labels of outcomes that were measured without a comparison group alone.
    """

    shown: tuple[FoundSentence, ...]
    folded: tuple[FoundSentence, ...]
    uncompared: tuple[str, ...]


def say_what_was_found(
    studies: Iterable[Study], words: Mapping[str, VocabularyWord], first: Sequence[str] = ()
) -> FactBox:
    """The sentences on a program's studies. `words` are the outcomes; those of `first` count most."""
    results = result_by_outcome(studies, first)
    said: set[str] = set()
    sentences = [say_result(each, words[each.outcome], said) for each in results if each.signs]
    uncompared = [words[each.outcome].label for each in results if not each.signs]
    shown = sentences[:MOST_SHOWN]
    shown += [each for each in sentences if each.is_bad_news and each not in shown]
    folded = [each for each in sentences if each not in shown]
    return FactBox(tuple(shown), tuple(folded), tuple(uncompared))


def say_result(result: OutcomeResult, word: VocabularyWord, said: set[str] | None = None) -> FoundSentence:
    """The result on one outcome as sentences: percentages where the entry has them, and counts of trials.

    `said` are the sentences above, which are not said again; it grows.
    """
    counts = _counts(result)
    text = _text(result, word, counts, set() if said is None else said)
    alone = _text(result, word, counts, set())
    studies = tuple(dict.fromkeys(each.study.id for each in result.findings))
    return FoundSentence(result.outcome, word.label, text, counts, result.is_bad_news, alone, studies)


def _text(result: OutcomeResult, word: VocabularyWord, counts: str, said: set[str]) -> str:
    told = _tell_percentages(result, word, said)
    if told is None:
        return f"{counts[0].upper()}{counts[1:]}."
    return told if result.signs == ("better",) else f"{told} Over all: {counts}."


def _counts(result: OutcomeResult) -> str:
    """“better in 2 of 3 trials, no different in 1”."""
    of = len(result.signs)
    if not of:
        return UNCOMPARED
    noun = "trial" if result.all_trials else "study"
    nouns = "trials" if result.all_trials else "studies"
    counted = [(SIGN_WORDS[sign], result.count(sign)) for sign in SIGN_WORDS if result.count(sign)]
    if of == 1:
        return f"{counted[0][0]} in the one {noun}"
    (first, number), *others = counted
    said = [f"{first} in {number} of {of} {nouns}" if others else f"{first} in {_every(of)} {nouns}"]
    return ", ".join([*said, *(f"{words} in {times}" for words, times in others)])


def _every(of: int) -> str:
    return "both" if of == 2 else f"all {of}"


def _tell_percentages(result: OutcomeResult, word: VocabularyWord, said: set[str]) -> str | None:
    """The finding with percentages that was measured last, of a trial where there is one."""
    every = [(each, _people(each.finding, word)) for each in result.findings]
    told = [(each, people) for each, people in every if people]
    if not told or not word.share:
        return None
    each, people = max(told, key=lambda one: (one[0].is_trial, one[0].months))
    about, chance = _about(each), CHANCE[each.finding.significant]
    again = "The same trial." if each.is_trial else "The same study."
    tail = (again if about in said else about, AGAIN[each.finding.significant] if chance in said else chance)
    said |= {about, chance}
    return " ".join((_percentages(each, people, word.share), *tail))


class _People(NamedTuple):
    """Of whom percentages are, and the percentages of the two groups."""

    unit: str
    treatment: float
    comparison: float


def _people(finding: Finding, word: VocabularyWord) -> _People | None:
    """None unless percentages are recorded, and of whom, and they point where the finding says."""
    effect = finding.effect
    if effect is None or effect.kind != "percent" or effect.of is None or finding.direction == "mixed":
        return None
    if effect.treatment is None or effect.comparison is None:
        return None
    people = _People(UNITS[effect.of], effect.treatment, effect.comparison)
    is_higher_better = (word.better == "higher") == (finding.direction == "favorable")
    points_so = (
        people.treatment > people.comparison if is_higher_better else people.treatment < people.comparison
    )
    return people if points_so or finding.direction == "no-difference" else None


def _percentages(each: ComparedFinding, people: _People, verb: str) -> str:
    treatment, comparison = _whole(people.treatment, people.comparison)
    when = timing(each.finding)
    at = "" if when == NOT_RECORDED else f" ({when[0].lower()}{when[1:]})"
    group = GROUPS.get(comparison_of(each.study), "in the other group")
    return f"Of 100 {people.unit} with the program {treatment} {verb}{at}; of 100 {group}, {comparison}."


def _whole(*given: float) -> list[str]:
    """Whole people where that keeps different numbers apart, else as recorded."""
    hides = len(set(map(round, given))) < len(set(given))
    return [
        f"{number:g}" if hides or number == round(number) else f"about {round(number)}" for number in given
    ]


def _about(each: ComparedFinding) -> str:
    """“One trial, 110 families, Utah, 1993.”"""
    study = each.study
    design = "One trial" if each.is_trial else "One study without drawing lots"
    who = study.participants
    number = f"{who.n:,} {who.unit}" if who and who.n and who.unit else ""
    year = str(study.citation.year) if study.citation.year else ""
    return f"{', '.join(filter(None, (design, number, study.location or '', year)))}."
