"""Each item of a list of authors is one author; what is not is told with the list to write."""

import pytest

from app.evidence.rules.authors import check_authors


@pytest.mark.parametrize("authors, instead", [
    (["Doe, J.; Roe, A."], '["Doe, J.", "Roe, A."]'),
    (["Doe, J. & Roe, A."], '["Doe, J.", "Roe, A."]'),
    (["Doe, J. and Roe, A."], '["Doe, J.", "Roe, A."]'),
    (["Doe J, Roe A, Poe BC, Moe D"], '["Doe J", "Roe A", "Poe BC", "Moe D"]'),
    (["Barth, R. P., Crea, T. M., John, K., & Quinton, D."], '["Barth, R. P.", "Crea, T. M.", "John, K.", "Quinton, D."]'),
    (["Jane Doe, Richard Roe, Max Moe"], '["Jane Doe", "Richard Roe", "Max Moe"]'),
    (["Jane Doe and Richard Roe"], '["Jane Doe", "Richard Roe"]'),
    (["Doe, John and Roe, Ann"], '["Doe, John", "Roe, Ann"]'),
    (["Doe, J.", "et al"], '"et al."'), (["Doe, J., et al."], '["Doe, J.", "et al."]'),
    (["Doe, J. and others"], '["Doe, J.", "et al."]'), (["et al.", "Doe, J."], '"et al."'),
    (["Doe, Jr., J."], '"Doe, J., Jr."'), (["Doe Jr., J."], '"Doe, J., Jr."'), (["Doe, III, J."], '"Doe, J., III"'),
])  # fmt: skip
def test_e11_several_authors_in_one_are_told_apart(authors: list[str], instead: str) -> None:
    (found,) = check_authors(authors, ("authors",))
    assert found.rule == "author-syntax"
    assert instead in found.hint


@pytest.mark.parametrize("author", [
    "Doe, J. A.", "van der Berg, A.", "O'Neil, M.-L.", "de los Santos, A. B. C.", "Henderson, C. R., Jr.",
    "King, M. L., III", "RAND", "Doe, J", "Department of Family Services, Bureau of Kin",
    "Casey Family Programs & Chapin Hall", "Institute for Research, Education and Training", "李, 明",
])  # fmt: skip
def test_e11_one_author_or_organization_is_one(author: str) -> None:
    assert list(check_authors([author, "et al."], ())) == []
