"""The kinds of value an entry holds, as types that the models use."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StringConstraints, model_validator

from app.evidence.value_checks import (
    PARTIAL_DATE,
    SLUG,
    URL,
    Word,
    bare_doi,
    between,
    digits,
    finite,
    iso_day,
    matching,
    not_empty,
    not_future,
    partial_not_future,
    short_enough,
)


class Entry(BaseModel):
    """What every model of the content shares: unknown keys are refused and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def null_is_not_recorded(cls, values: Any) -> Any:
        """A known key that holds null is the same as one left out; an unknown one stays, to be reported."""
        if not isinstance(values, dict):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in values.items() if value is not None or key not in known}


Text = Annotated[str, BeforeValidator(not_empty), StringConstraints(strip_whitespace=True)]
Summary = Annotated[Text, AfterValidator(short_enough)]
Flag = StrictBool
Whole = Annotated[int, BeforeValidator(digits(r"-?(0|[1-9]\d*)", "a whole number", "110")), AfterValidator(finite)]
Decimal = Annotated[
    float, BeforeValidator(digits(r"-?((0|[1-9]\d*)(\.\d+)?|\.\d+)([eE][-+]?\d+)?", "a plain number", "0.48")), AfterValidator(finite)
]
Slug = Annotated[
    Text, AfterValidator(matching(SLUG, "slug-syntax", "is not a slug", "Use small letters, digits and single hyphens: on-the-way-home."))
]
Url = Annotated[
    Text,
    AfterValidator(
        matching(
            URL,
            "url-syntax",
            "is not a web address",
            "Copy the whole address from the browser; it starts with https:// or http:// (a mail address with mailto:).",
        )
    ),
]
Doi = Annotated[Text, AfterValidator(bare_doi)]
Pmid = Annotated[
    Text, AfterValidator(matching(re.compile(r"[1-9]\d{0,8}"), "pmid-syntax", "is not a PubMed number", "Write the digits alone: 8404251."))
]
Day = Annotated[datetime.date, BeforeValidator(iso_day), AfterValidator(not_future)]
PartialDate = Annotated[
    Text,
    AfterValidator(matching(PARTIAL_DATE, "date-syntax", "is not a date", "Write what is known: 2026-11-21, 2026-11 or 2026.")),
    AfterValidator(partial_not_future),
]
Year = Annotated[Whole, AfterValidator(between("year-range", 1850, 2100, "not a year of publication", "Write four digits, for example 1993."))]
Age = Annotated[
    Whole, AfterValidator(between("age-range", 0, 25, "not a child's age in years (0 to 25)", "Write the child's age; leave an open bound out."))
]
Months = Annotated[
    Decimal,
    AfterValidator(
        between(
            "months-range",
            0,
            600,
            "not a possible number of months",
            "Months count from the end of treatment, or from baseline; before it, use `timing`.",
        )
    ),
]
TreatmentMonths = Annotated[
    Decimal, AfterValidator(between("months-range", 0, 600, "not a possible number of months", "Write how many months the treatment lasted."))
]
Weeks = Annotated[
    Decimal, AfterValidator(between("weeks-range", 0, 1000, "not a possible number of weeks", "Write how many weeks the program lasts."))
]
Count = Annotated[
    Whole, AfterValidator(between("count-range", 1, None, "not a possible number of participants", "Write how many took part, or leave it out."))
]
Probability = Annotated[Decimal, AfterValidator(between("p-range", 0, 1, "not a probability", "p lies between 0 and 1; put “p < .05” into a note."))]

Population = Annotated[str, AfterValidator(Word("populations").check)]
Permanency = Annotated[str, AfterValidator(Word("permanency").check)]
Served = Annotated[str, AfterValidator(Word("serves").check)]
Format = Annotated[str, AfterValidator(Word("formats").check)]
Setting = Annotated[str, AfterValidator(Word("settings").check)]
Language = Annotated[str, AfterValidator(Word("languages").check)]
Outcome = Annotated[str, AfterValidator(Word("outcomes").check)]
Domain = Annotated[str, AfterValidator(Word("domains").check)]
RegistryId = Annotated[str, AfterValidator(Word("registries").check)]
TopicId = Annotated[str, AfterValidator(Word("topics").check)]
