"""Who the authors of a citation are, as editors write them."""

import pytest

from app.evidence.entry.authors import Author, Authors, name_authors, parse_author, parse_authors
from app.evidence.entry.study import Citation, Study
from app.evidence.entry.wording import study_name

PERSONS = [
    ("Smith, J.", Author("Smith", "J.")), ("Smith, JA", Author("Smith", "JA")), ("Smith, John A.", Author("Smith", "John A.")),
    ("van der Berg, A. B.", Author("van der Berg", "A. B.")), ("Berg, A. B. van der", Author("Berg", "A. B. van der")),
    ("García, José Luis", Author("García", "José Luis")), ("Wu, Ch.-H.", Author("Wu", "Ch.-H.")), ("O'Brien, Sinéad", Author("O'Brien", "Sinéad")),
    ("Lee, Jr., J.", Author("Lee", "J.", "Jr.")), ("Lee, J., Jr.", Author("Lee", "J.", "Jr.")), ("Lee Jr., J.", Author("Lee", "J.", "Jr.")),
    ("Lee, J. A., III", Author("Lee", "J. A.", "III")), ("Church, M.", Author("Church", "M.")), ("Al, C. M. W.", Author("Al", "C. M. W.")),
    ("Doe, J. (Ed.)", Author("Doe", "J.")),
]  # fmt: skip
ORGANIZATIONS = [
    "Department of Family Services, Bureau of Kin",
    "Children's Bureau, U.S. Department of Health and Human Services",
    "U.S. Department of Health and Human Services, Administration for Children and Families, Children's Bureau",
    "Department of Education, U.S.",
    "Ministry of Children, Equality and Social Inclusion",
    "University of Utah, School of Social Work",
    "Casey Family Programs, Seattle",
    "Universidad de Chile, Facultad de Medicina",
    "Annie E. Casey Foundation, The",
    "Care Solutions, Inc.",
    "Westat",
]


@pytest.mark.parametrize("written, author", PERSONS)
def test_c2_initials_or_given_names_after_the_comma_are_a_person(written: str, author: Author) -> None:
    assert parse_author(written) == author


@pytest.mark.parametrize("written", ORGANIZATIONS)
def test_c2_anything_else_after_the_comma_is_an_organization(written: str) -> None:
    assert parse_author(written) == Author(written)


@pytest.mark.parametrize("written", [
    ["Gordon", "et al."], ["Gordon", "et al"], ["Gordon", "Et Al."], ["Gordon", "others"], ["Gordon", "and others"], ["Gordon et al."],
    ["Gordon, et al"], ["Gordon & others"], ["Gordon", "et. al."], ["et al.", "Gordon"], ["Gordon and colleagues"],
])  # fmt: skip
def test_c1_others_are_nobodys_name(written: list[str]) -> None:
    assert parse_authors(written) == Authors((Author("Gordon"),), has_others=True)


@pytest.mark.parametrize("written", ["Brothers, J.", "Big Brothers", "Metal, A.", "Al, C. M. W."])
def test_c1_names_that_look_like_others_stay(written: str) -> None:
    assert parse_authors([written]) == Authors((parse_author(written),))


def test_c1_a_study_is_named_by_those_who_are_known() -> None:
    said = {
        ("Gordon", "et al."): "Gordon and others, 1988",
        ("Doe, J.", "Roe, A.", "et al"): "Doe and others, 1988",
        ("Doe, J.", "Roe, A."): "Doe and Roe, 1988",
        ("Doe, J.", "Roe, A.", "Poe, E."): "Doe and others, 1988",
        (
            "Department of Family Services, Bureau of Kin",
        ): "Department of Family Services, Bureau of Kin, 1988",
        ("Lee, Jr., J.", "Roe, A."): "Lee and Roe, 1988",
        ("et al.",): "“A title”, 1988",
    }
    for authors, name in said.items():
        assert (
            study_name(
                Study(id="one", design="rct", citation=Citation(authors=authors, year=1988, title="A title"))
            )
            == name
        )
    assert name_authors(Authors(has_others=True)) == ""
