"""The kinds of value an entry holds, as types that the models use."""

import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from app.evidence.entry.value_checks import (
    HOST,
    MOST,
    PARTIAL_DATE,
    PMID,
    SLUG,
    URL,
    VocabularyId,
    check_doi,
    parse_day,
    refuse_empty,
    refuse_future,
    refuse_future_part,
    refuse_huge_number,
    refuse_long_summary,
    require_digits,
    require_pattern,
    require_range,
)
from app.evidence.entry.value_schemas import (
    DAY_TEXT,
    DOI_TEXT,
    HOST_TEXT,
    PARTIAL_DATE_TEXT,
    PMID_TEXT,
    SLUG_TEXT,
    SUMMARY_TEXT,
    TEXT,
    URL_TEXT,
    number,
    words,
)

WHOLE = r"-?(0|[1-9]\d*)"
DECIMAL = r"-?((0|[1-9]\d*)(\.\d+)?|\.\d+)([eE][-+]?\d+)?"


class Entry(BaseModel):
    """What every model of the content shares: unknown keys are refused and nothing changes once read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, serialize_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def null_is_not_recorded(cls, values: Any) -> Any:
        """A known key that holds null is the same as one left out; an unknown one stays, to be reported."""
        if not isinstance(values, dict):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in values.items() if value is not None or key not in known}


Text = Annotated[
    str, BeforeValidator(refuse_empty), StringConstraints(strip_whitespace=True), WithJsonSchema(TEXT)
]
Summary = Annotated[Text, AfterValidator(refuse_long_summary), WithJsonSchema(SUMMARY_TEXT)]
Flag = StrictBool
Whole = Annotated[
    int,
    BeforeValidator(require_digits(WHOLE, "a whole number", "110")),
    AfterValidator(refuse_huge_number),
    WithJsonSchema(number(WHOLE, kind="integer")),
]
Decimal = Annotated[
    float,
    BeforeValidator(require_digits(DECIMAL, "a plain number", "0.48")),
    AfterValidator(refuse_huge_number),
    WithJsonSchema(number(DECIMAL, -MOST, MOST)),
]
Slug = Annotated[
    Text,
    AfterValidator(
        require_pattern(
            SLUG,
            "slug-syntax",
            "is not a slug",
            "Use small letters, digits and single hyphens: on-the-way-home.",
        )
    ),
    WithJsonSchema(SLUG_TEXT),
]
Url = Annotated[
    Text,
    AfterValidator(
        require_pattern(
            URL,
            "url-syntax",
            "is not a web address",
            "Copy the whole address from the browser; it starts with https:// or http:// (a mail address with mailto:).",
        )
    ),
    WithJsonSchema(URL_TEXT),
]
Host = Annotated[
    Text,
    AfterValidator(
        require_pattern(
            HOST,
            "url-syntax",
            "is not the address of a site",
            "Write its scheme and host alone, without a path: https://registry.example.org.",
        )
    ),
    WithJsonSchema(HOST_TEXT),
]
Doi = Annotated[Text, AfterValidator(check_doi), WithJsonSchema(DOI_TEXT)]
Pmid = Annotated[
    Text,
    AfterValidator(
        require_pattern(PMID, "pmid-syntax", "is not a PubMed number", "Write the digits alone: 8404251.")
    ),
    WithJsonSchema(PMID_TEXT),
]
Day = Annotated[datetime.date, BeforeValidator(parse_day), AfterValidator(refuse_future), WithJsonSchema(DAY_TEXT)]
PartialDate = Annotated[
    Text,
    AfterValidator(
        require_pattern(
            PARTIAL_DATE, "date-syntax", "is not a date", "Write what is known: 2026-11-21, 2026-11 or 2026."
        )
    ),
    AfterValidator(refuse_future_part),
    WithJsonSchema(PARTIAL_DATE_TEXT),
]
Year = Annotated[
    Whole,
    AfterValidator(
        require_range("year-range", 1850, 2100, "not a year of publication", "Write four digits, for example 1993.")
    ),
    WithJsonSchema(number(WHOLE, 1850, 2100, "integer")),
]
Age = Annotated[
    Whole,
    AfterValidator(
        require_range(
            "age-range",
            0,
            25,
            "not a child's age in years (0 to 25)",
            "Write the child's age; leave an open bound out.",
        )
    ),
    WithJsonSchema(number(WHOLE, 0, 25, "integer")),
]
Months = Annotated[
    Decimal,
    AfterValidator(
        require_range(
            "months-range",
            0,
            600,
            "not a possible number of months",
            "Months count from the end of treatment, or from baseline; before it, use `timing`.",
        )
    ),
    WithJsonSchema(number(DECIMAL, 0, 600)),
]
TreatmentMonths = Annotated[
    Decimal,
    AfterValidator(
        require_range(
            "months-range",
            0,
            600,
            "not a possible number of months",
            "Write how many months the treatment lasted.",
        )
    ),
    WithJsonSchema(number(DECIMAL, 0, 600)),
]
Weeks = Annotated[
    Decimal,
    AfterValidator(
        require_range(
            "weeks-range",
            0,
            1000,
            "not a possible number of weeks",
            "Write how many weeks the program lasts.",
        )
    ),
    WithJsonSchema(number(DECIMAL, 0, 1000)),
]
Count = Annotated[
    Whole,
    AfterValidator(
        require_range(
            "count-range",
            1,
            None,
            "not a possible number of participants",
            "Write how many took part, or leave it out.",
        )
    ),
    WithJsonSchema(number(WHOLE, 1, MOST, "integer")),
]
Probability = Annotated[
    Decimal,
    AfterValidator(
        require_range("p-range", 0, 1, "not a probability", "p lies between 0 and 1; put “p < .05” into a note.")
    ),
    WithJsonSchema(number(DECIMAL, 0, 1)),
]

Population = Annotated[
    str, AfterValidator(VocabularyId("populations").check), WithJsonSchema(words("populations"))
]
Permanency = Annotated[
    str, AfterValidator(VocabularyId("permanency").check), WithJsonSchema(words("permanency"))
]
Served = Annotated[str, AfterValidator(VocabularyId("serves").check), WithJsonSchema(words("serves"))]
Format = Annotated[str, AfterValidator(VocabularyId("formats").check), WithJsonSchema(words("formats"))]
Setting = Annotated[str, AfterValidator(VocabularyId("settings").check), WithJsonSchema(words("settings"))]
Language = Annotated[str, AfterValidator(VocabularyId("languages").check), WithJsonSchema(words("languages"))]
Outcome = Annotated[str, AfterValidator(VocabularyId("outcomes").check), WithJsonSchema(words("outcomes"))]
Domain = Annotated[str, AfterValidator(VocabularyId("domains").check), WithJsonSchema(words("domains"))]
RegistryId = Annotated[
    str, AfterValidator(VocabularyId("registries").check), WithJsonSchema(words("registries"))
]
TopicId = Annotated[str, AfterValidator(VocabularyId("topics").check), WithJsonSchema(words("topics"))]
