"""The kinds of value an entry holds, as types that the models use."""

import datetime
from functools import cache
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

from app.evidence.entry import value_checks as checks
from app.evidence.entry import value_schemas as schemas
from app.evidence.entry.value_checks import MOST, VocabularyId, require_digits, require_pattern, require_range
from app.evidence.entry.value_schemas import number_schema, vocabulary_schema

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
        known = _keys_of(cls)
        return {key: value for key, value in values.items() if value is not None or key not in known}


@cache
def _keys_of(model: type[Entry]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _id_of(vocabulary: str) -> AfterValidator:
    return AfterValidator(VocabularyId(vocabulary).check)


# A table of types: what a value is made of, its check with rule, message and hint, and its JSON Schema.
# fmt: off
Text = Annotated[str, BeforeValidator(checks.refuse_empty), StringConstraints(strip_whitespace=True),
    WithJsonSchema(schemas.TEXT)]
Line = Annotated[Text, AfterValidator(checks.refuse_lines), WithJsonSchema(schemas.TEXT)]
Summary = Annotated[Line, AfterValidator(checks.refuse_long_summary), WithJsonSchema(schemas.SUMMARY_TEXT)]
Flag = StrictBool
Whole = Annotated[int, BeforeValidator(require_digits(WHOLE, "a whole number", "110")),
    AfterValidator(checks.refuse_huge_number), WithJsonSchema(number_schema(WHOLE, None, None, "integer"))]
Decimal = Annotated[float, BeforeValidator(require_digits(DECIMAL, "a plain number", "0.48")),
    AfterValidator(checks.refuse_huge_number), WithJsonSchema(number_schema(DECIMAL, -MOST, MOST))]
Slug = Annotated[Text, AfterValidator(require_pattern(checks.SLUG, "slug-syntax", "is not a slug",
    "Use small letters, digits and single hyphens: on-the-way-home.")), WithJsonSchema(schemas.SLUG_TEXT)]
Url = Annotated[Text, AfterValidator(checks.check_url), WithJsonSchema(schemas.URL_TEXT)]
Email = Annotated[Text, AfterValidator(checks.check_email), WithJsonSchema(schemas.EMAIL_TEXT)]
Host = Annotated[Text, AfterValidator(require_pattern(checks.HOST, "url-syntax",
    "is not the address of a site",
    "Write its scheme and host alone, without a path: https://registry.example.org.")),
    WithJsonSchema(schemas.HOST_TEXT)]
Doi = Annotated[Text, AfterValidator(checks.check_doi), WithJsonSchema(schemas.DOI_TEXT)]
Pmid = Annotated[Text, AfterValidator(require_pattern(checks.PMID, "pmid-syntax", "is not a PubMed number",
    "Write the digits alone: 8404251.")), WithJsonSchema(schemas.PMID_TEXT)]
Day = Annotated[datetime.date, BeforeValidator(checks.parse_day), AfterValidator(checks.refuse_future),
    WithJsonSchema(schemas.DAY_TEXT)]
PartialDate = Annotated[Text, AfterValidator(require_pattern(checks.PARTIAL_DATE, "date-syntax",
    "is not a date", "Write what is known: 2026-11-21, 2026-11 or 2026.")),
    AfterValidator(checks.refuse_future_part), WithJsonSchema(schemas.PARTIAL_DATE_TEXT)]
Year = Annotated[Whole, AfterValidator(require_range("year-range", 1850, 2100, "not a year of publication",
    "Write four digits, for example 1993.")), WithJsonSchema(number_schema(WHOLE, 1850, 2100, "integer"))]
Age = Annotated[Whole, AfterValidator(require_range("age-range", 0, 25,
    "not a child's age in years (0 to 25)", "Write the child's age; leave an open bound out.")),
    WithJsonSchema(number_schema(WHOLE, 0, 25, "integer"))]
Months = Annotated[Decimal, AfterValidator(require_range("months-range", 0, 600,
    "not a possible number of months",
    "Months count from the end of treatment, or from baseline; before it, use `timing`.")),
    WithJsonSchema(number_schema(DECIMAL, 0, 600))]
TreatmentMonths = Annotated[Decimal, AfterValidator(require_range("months-range", 0, 600,
    "not a possible number of months", "Write how many months the treatment lasted.")),
    WithJsonSchema(number_schema(DECIMAL, 0, 600))]
Weeks = Annotated[Decimal, AfterValidator(require_range("weeks-range", 0, 1000,
    "not a possible number of weeks", "Write how many weeks the program lasts.")),
    WithJsonSchema(number_schema(DECIMAL, 0, 1000))]
Count = Annotated[Whole, AfterValidator(require_range("count-range", 1, None,
    "not a possible number of participants", "Write how many took part, or leave it out.")),
    WithJsonSchema(number_schema(WHOLE, 1, MOST, "integer"))]
Quantity = Annotated[Decimal, AfterValidator(require_range("quantity-range", 0, 10_000,
    "not a possible number here", "Write digits from 0 upward, or put words into a note.")),
    WithJsonSchema(number_schema(DECIMAL, 0, 10_000))]
Money = Annotated[Decimal, AfterValidator(require_range("quantity-range", 0, 100_000_000,
    "not a possible sum of money", "Write digits alone: 1200, not $1,200.")),
    WithJsonSchema(number_schema(DECIMAL, 0, 100_000_000))]
Percent = Annotated[Decimal, AfterValidator(require_range("percent-range", 0, 100, "not a percentage",
    "Write a number from 0 to 100, without the sign.")), WithJsonSchema(number_schema(DECIMAL, 0, 100))]
Currency = Annotated[Text, AfterValidator(require_pattern(checks.CURRENCY, "currency-syntax",
    "is not the code of a currency", "Write three capitals: USD, GBP, AUD.")),
    WithJsonSchema(schemas.CURRENCY_TEXT)]
Probability = Annotated[Decimal, BeforeValidator(checks.refuse_percent),
    AfterValidator(require_range("p-range", 0, 1, "not a probability",
    "p lies between 0 and 1; put “p < .05” into a note.")), WithJsonSchema(number_schema(DECIMAL, 0, 1))]
# fmt: on

Population = Annotated[str, _id_of("populations"), WithJsonSchema(vocabulary_schema("populations"))]
Permanency = Annotated[str, _id_of("permanency"), WithJsonSchema(vocabulary_schema("permanency"))]
Problem = Annotated[str, _id_of("problems"), WithJsonSchema(vocabulary_schema("problems"))]
Credential = Annotated[str, _id_of("credentials"), WithJsonSchema(vocabulary_schema("credentials"))]
Served = Annotated[str, _id_of("serves"), WithJsonSchema(vocabulary_schema("serves"))]
Format = Annotated[str, _id_of("formats"), WithJsonSchema(vocabulary_schema("formats"))]
Setting = Annotated[str, _id_of("settings"), WithJsonSchema(vocabulary_schema("settings"))]
Language = Annotated[str, _id_of("languages"), WithJsonSchema(vocabulary_schema("languages"))]
Outcome = Annotated[str, _id_of("outcomes"), WithJsonSchema(vocabulary_schema("outcomes"))]
Domain = Annotated[str, _id_of("domains"), WithJsonSchema(vocabulary_schema("domains"))]
RegistryId = Annotated[str, _id_of("registries"), WithJsonSchema(vocabulary_schema("registries"))]
TopicId = Annotated[str, _id_of("topics"), WithJsonSchema(vocabulary_schema("topics"))]
