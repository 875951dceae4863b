"""The form has every field that an entry can have, in words."""

from collections.abc import Iterator, Sequence

from app.editor.fields import Field, program_fields
from app.editor.form_data import decode_form, encode_form
from app.editor.words import PARTS, WORDS, choices_of
from app.evidence.entry import implementation, program, study
from app.evidence.entry.program import Program
from tests.shipped import read_shipped


def every(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every(field.inner)


def test_every_key_of_every_model_has_words_and_no_other() -> None:
    for name, words in WORDS.items():
        model = next(getattr(module, name) for module in (program, study, implementation) if hasattr(module, name))
        assert set(words) == {field.alias or name for name, field in model.model_fields.items()}, (
            model.__name__
        )


def test_every_key_of_an_entry_stands_in_one_part_of_the_form() -> None:
    placed = [key for _, _, keys in PARTS for key in keys]
    assert sorted(placed) == sorted(Program.model_fields)


def test_every_field_of_choices_offers_them_with_their_meaning() -> None:
    registry, _ = read_shipped()
    choices = choices_of(registry)
    for field in every(program_fields()):
        if field.kind in ("choice", "words"):
            assert choices[field.words], field.key
            assert field.words == "languages" or all(
                choice.label and choice.definition for choice in choices[field.words]
            ), field.key


def test_what_the_form_cannot_show_stays_as_it_is() -> None:
    values = {
        "name": ["a", "list"],
        "delivery": "text",
        "studies": ["text"],
        "other_ratings": "text",
        "unheard": {"of": [1]},
        "aliases": "one",
    }
    assert decode_form(program_fields(), encode_form(program_fields(), values), values).values == values


def test_a_row_in_which_nothing_stands_is_left_out_and_the_others_lead_back_to_theirs() -> None:
    typed = {"studies": ["n1", "n2"], "studies.n1.id": [""], "studies.n2.id": ["utah"]}
    result = decode_form(program_fields(), typed, {})
    assert result.values["studies"] == [{"id": "utah"}]
    assert result.rows["studies"] == ["n2"]
