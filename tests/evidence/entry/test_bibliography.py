"""Pages and DOIs of a citation, as editors write them."""

import pytest

from app.evidence.entry.bibliography import address_of_doi, split_pages, write_pages


@pytest.mark.parametrize("written, first, last, shown", [
    ("12—15", "12", "15", "12–15"), ("12 - 15", "12", "15", "12–15"), ("12--15", "12", "15", "12–15"), ("12 – 15", "12", "15", "12–15"),
    ("12−15", "12", "15", "12–15"), ("iii-xii", "iii", "xii", "iii–xii"), ("xi–24", "xi", "24", "xi–24"), ("S79-S91", "S79", "S91", "S79–S91"),
    ("123–30", "123", "130", "123–30"), ("e33-e39", "e33", "e39", "e33–e39"), ("A-12–A-15", "A-12", "A-15", "A-12–A-15"),
    ("12.e1-12.e5", "12.e1", "12.e5", "12.e1–12.e5"), ("pp. 12-15", "12", "15", "12–15"), ("12-15.", "12", "15", "12–15"),
    ("e12345", "e12345", None, "e12345"), ("104353", "104353", None, "104353"), ("C-12", "C-12", None, "C-12"), ("2020-15", "2020-15", None, "2020-15"),
    ("12-15, 20-25", "12-15, 20-25", None, "12–15, 20–25"), (None, None, None, None),
])  # fmt: skip
def test_c4_pages_with_any_dash_are_a_first_and_a_last_page(
    written: str | None, first: str | None, last: str | None, shown: str | None
) -> None:
    assert split_pages(written) == (first, last)
    assert write_pages(written, "–") == shown


@pytest.mark.parametrize("doi, path", [
    ("10.1002/1097-0000(20001215)52:4<199::AID-X1>3.0.CO;2-#", "10.1002/1097-0000(20001215)52:4%3C199::AID-X1%3E3.0.CO;2-%23"),
    ("10.1234/what?now", "10.1234/what%3Fnow"), ("10.1234/50%of", "10.1234/50%25of"), ("10.1234/a%3Cb%3E", "10.1234/a%3Cb%3E"),
    ("10.1234/50%ab", "10.1234/50%25ab"), ("10.1177/1077559507310612", "10.1177/1077559507310612"), ("10.1234/é \"x\"", "10.1234/%C3%A9%20%22x%22"),
])  # fmt: skip
def test_c3_a_doi_is_encoded_once(doi: str, path: str) -> None:
    assert address_of_doi(doi) == f"https://doi.org/{path}"
