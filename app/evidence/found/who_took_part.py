"""With whom a program was studied: how many studies, and who took part in the largest of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.evidence.entry.study import AgesStudied, Study
from app.evidence.entry.wording import number_of

OF_OTHER_STUDIES = "meta-analysis"
NONE_RECORDED = "No study is recorded here."


@dataclass(frozen=True, slots=True)
class StudiedWith:
    """`participants` is the number in the largest study; nothing is added up, since samples may overlap.

    `ages` are those of the largest study that records any.
    """

    studies: int
    participants: int | None
    ages: AgesStudied | None
    text: str


def say_who_took_part(studies: Iterable[Study]) -> StudiedWith:
    """Of the studies that were not retracted; one that pools others has no participants of its own."""
    counted = [study for study in studies if not study.retracted]
    if not counted:
        return StudiedWith(0, None, None, NONE_RECORDED)
    own = sorted((each for each in counted if each.design != OF_OTHER_STUDIES), key=_number, reverse=True)
    largest = next((study for study in own if _number(study)), None)
    with_ages = next((study for study in own if _ages(study)), None)
    said = [f"{number_of(len(counted), 'study', 'studies')}."]
    if largest:
        said.append(f"{'With' if len(own) == 1 else 'The largest number recorded:'} {_who(largest)}.")
    else:
        said.append("How many took part is not recorded.")
    if with_ages is None:
        said.append("Ages are not recorded.")
    elif with_ages is not largest:
        said.append(f"The largest with ages recorded: {_who(with_ages)}.")
    participants = largest.participants.n if largest and largest.participants else None
    return StudiedWith(len(counted), participants, _ages(with_ages) if with_ages else None, " ".join(said))


def _number(study: Study) -> int:
    return (study.participants.n or 0) if study.participants else 0


def _ages(study: Study) -> AgesStudied | None:
    """None where neither a bound nor a mean is recorded."""
    ages = study.participants.ages if study.participants else None
    return ages if ages and ages != AgesStudied() else None


def _who(study: Study) -> str:
    """“110 families (ages 4 to 12), Utah, USA”."""
    who = study.participants
    unit = (who.unit if who else None) or "people"
    number = f"{who.n:,} {unit}" if who and who.n else f"{unit}, number not recorded"
    ages = _ages(study)
    aged = f" ({_say_ages(ages)})" if ages else ""
    return f"{number}{aged}{f', {study.location}' if study.location else ''}"


def _say_ages(ages: AgesStudied) -> str:
    if ages.min is not None and ages.max is not None:
        return f"ages {ages.min:g} to {ages.max:g}" if ages.min != ages.max else f"age {ages.min:g}"
    if ages.min is not None:
        return f"age {ages.min:g} and over"
    return f"up to age {ages.max:g}" if ages.max is not None else f"mean age {ages.mean:g}"
