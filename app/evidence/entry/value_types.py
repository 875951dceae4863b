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

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def null_is_not_recorded(cls, values: Any) -> Any:
        """A known key that holds null is the same as one left out; an unknown one stays, to be reported."""
        if not isinstance(values, dict):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in values.items() if value is not None or key not in known}


Text = Annotated[str, BeforeValidator(not_empty), StringConstraints(strip_whitespace=True), WithJsonSchema(TEXT)]
Summary = Annotated[Text, AfterValidator(short_enough), WithJsonSchema(SUMMARY_TEXT)]
Flag = StrictBool
Whole = Annotated[int, BeforeValidator(digits(WHOLE, "a whole number", "110")), AfterValidator(finite), WithJsonSchema(number(WHOLE, kind="integer"))]
Decimal = Annotated[
    float,
    BeforeValidator(digits(DECIMAL, "a plain number", "0.48")),
    AfterValidator(finite),
    WithJsonSchema(number(DECIMAL, -MOST, MOST)),
]
Slug = Annotated[
    Text,
    AfterValidator(matching(SLUG, "slug-syntax", "is not a slug", "Use small letters, digits and single hyphens: on-the-way-home.")),
    WithJsonSchema(SLUG_TEXT),
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
    WithJsonSchema(URL_TEXT),
]
Host = Annotated[
    Text,
    AfterValidator(
        matching(HOST, "url-syntax", "is not the address of a site", "Write its scheme and host alone, without a path: https://registry.example.org.")
    ),
    WithJsonSchema(HOST_TEXT),
]
Doi = Annotated[Text, AfterValidator(bare_doi), WithJsonSchema(DOI_TEXT)]
Pmid = Annotated[
    Text,
    AfterValidator(matching(PMID, "pmid-syntax", "is not a PubMed number", "Write the digits alone: 8404251.")),
    WithJsonSchema(PMID_TEXT),
]
Day = Annotated[datetime.date, BeforeValidator(iso_day), AfterValidator(not_future), WithJsonSchema(DAY_TEXT)]
PartialDate = Annotated[
    Text,
    AfterValidator(matching(PARTIAL_DATE, "date-syntax", "is not a date", "Write what is known: 2026-11-21, 2026-11 or 2026.")),
    AfterValidator(partial_not_future),
    WithJsonSchema(PARTIAL_DATE_TEXT),
]
Year = Annotated[
    Whole,
    AfterValidator(between("year-range", 1850, 2100, "not a year of publication", "Write four digits, for example 1993.")),
    WithJsonSchema(number(WHOLE, 1850, 2100, "integer")),
]
Age = Annotated[
    Whole,
    AfterValidator(between("age-range", 0, 25, "not a child's age in years (0 to 25)", "Write the child's age; leave an open bound out.")),
    WithJsonSchema(number(WHOLE, 0, 25, "integer")),
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
    WithJsonSchema(number(DECIMAL, 0, 600)),
]
TreatmentMonths = Annotated[
    Decimal,
    AfterValidator(between("months-range", 0, 600, "not a possible number of months", "Write how many months the treatment lasted.")),
    WithJsonSchema(number(DECIMAL, 0, 600)),
]
Weeks = Annotated[
    Decimal,
    AfterValidator(between("weeks-range", 0, 1000, "not a possible number of weeks", "Write how many weeks the program lasts.")),
    WithJsonSchema(number(DECIMAL, 0, 1000)),
]
Count = Annotated[
    Whole,
    AfterValidator(between("count-range", 1, None, "not a possible number of participants", "Write how many took part, or leave it out.")),
    WithJsonSchema(number(WHOLE, 1, MOST, "integer")),
]
Probability = Annotated[
    Decimal,
    AfterValidator(between("p-range", 0, 1, "not a probability", "p lies between 0 and 1; put “p < .05” into a note.")),
    WithJsonSchema(number(DECIMAL, 0, 1)),
]

Population = Annotated[str, AfterValidator(VocabularyId("populations").check), WithJsonSchema(words("populations"))]
Permanency = Annotated[str, AfterValidator(VocabularyId("permanency").check), WithJsonSchema(words("permanency"))]
Served = Annotated[str, AfterValidator(VocabularyId("serves").check), WithJsonSchema(words("serves"))]
Format = Annotated[str, AfterValidator(VocabularyId("formats").check), WithJsonSchema(words("formats"))]
Setting = Annotated[str, AfterValidator(VocabularyId("settings").check), WithJsonSchema(words("settings"))]
Language = Annotated[str, AfterValidator(VocabularyId("languages").check), WithJsonSchema(words("languages"))]
Outcome = Annotated[str, AfterValidator(VocabularyId("outcomes").check), WithJsonSchema(words("outcomes"))]
Domain = Annotated[str, AfterValidator(VocabularyId("domains").check), WithJsonSchema(words("domains"))]
RegistryId = Annotated[str, AfterValidator(VocabularyId("registries").check), WithJsonSchema(words("registries"))]
TopicId = Annotated[str, AfterValidator(VocabularyId("topics").check), WithJsonSchema(words("topics"))]
