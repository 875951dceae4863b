"""The same search has the same address, however it is made."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from app.catalog.search.search import SearchRequest
from app.web.request.search_urls import ChoiceAddresses, choose_only, search_url

VALUES = {
    "topic": ("post-permanency-services", "reunification-programs"), "rating": ("1", "nr", "none"),
    "rated": ("cebc.1", "homvee"), "language": ("es", "none"), "age": ("9", "none"), "derived": ("undetermined",),
}  # fmt: skip
CHOICES = [(name, value) for name, values in VALUES.items() for value in values]


@given(
    q=st.sampled_from(("", "kin & kith", "“é”=1", "q&topic=a")),
    chosen=st.dictionaries(
        st.sampled_from(sorted(VALUES)), st.integers(1, 2), max_size=4
    ).map(lambda chosen: {name: VALUES[name][:most] for name, most in chosen.items()}),
    sort=st.sampled_from((None, "name")),
    page=st.integers(1, 3),
    per_page=st.sampled_from((20, 50)),
    more=st.sampled_from(CHOICES),
)
def test_addresses_of_many_choices_are_those_of_each(
    q: str, chosen: dict[str, tuple[str, ...]], sort: str | None, page: int, per_page: int, more: tuple[str, str]
) -> None:
    wanted = SearchRequest(q=q, chosen=chosen, sort=sort, page=page, per_page=per_page)
    assert ChoiceAddresses(wanted).html(*more) == escape(search_url(choose_only(wanted, *more)))
