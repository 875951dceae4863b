"""The page of fit: a few plain questions, answers in the address, and what each program records for them."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.catalog.fit.fit import CRITERIA
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from app.web.pages.fit_page import FIRST_ASKED, QUESTIONS
from tests.conftest import TODAY
from tests.small_content import copy_with

A_BOY = "/fit?age=8&permanency=reunification&problem=disruptive-behavior"


def text(client: FlaskClient, path: str) -> str:
    """The words of the page, without tags."""
    html = client.get(path).get_data(as_text=True)
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def html(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_at_most_eight_questions_are_asked_at_once_and_the_rest_under_more(client: FlaskClient) -> None:
    first, more = html(client, "/fit").split("<summary>More questions</summary>")
    assert FIRST_ASKED <= 8
    asked = [name for name, (question, _) in QUESTIONS.items() if f"<summary>{question}</summary>" in first]
    later = [name for name, (question, _) in QUESTIONS.items() if f"<summary>{question}</summary>" in more]
    assert asked + later == list(CRITERIA)
    assert len(asked) <= 8


def test_each_question_can_be_skipped_and_none_needs_a_script(client: FlaskClient) -> None:
    page = html(client, "/fit")
    form = page[page.index('<form id="fit"') : page.index("</form>", page.index('<form id="fit"'))]
    assert not re.search(r"<input[^>]* required", form)
    assert 'method="post"' not in form.lower()
    assert "<script" not in form
    assert set(re.findall(r' name="([a-z]+)"', form)) == set(CRITERIA)


def test_no_answer_is_offered_that_no_program_records(client: FlaskClient, snapshot: Snapshot) -> None:
    offered = re.findall(r'name="([a-z]+)" value="([^"]+)" id=', html(client, "/fit"))
    holding = snapshot.recorded_facts.holding
    assert len(offered) > 100
    assert [(name, value) for name, value in offered if not holding[name].get(value)] == []


def test_the_answers_stand_in_the_form_again(client: FlaskClient) -> None:
    page = html(client, f"{A_BOY}&weeks=30")
    assert set(re.findall(r'value="([^"]+)" id="[^"]+" checked', page)) == {"8", "reunification", "disruptive-behavior"}
    assert 'value="30"' in page


def test_each_program_says_for_each_thing_asked_what_it_records(client: FlaskClient) -> None:
    told = text(client, A_BOY)
    assert "Age 8. Fits: Ages 3–18" in told
    assert "Plan: Reunification. Fits: Reunification" in told
    assert "Studied with:" in told


def test_what_does_not_fit_names_others_or_is_not_recorded_is_said_in_words(client: FlaskClient) -> None:
    told = text(client, "/fit?age=19&setting=school&weeks=8&credential=nurse&per_page=100")
    assert re.search(r"Age 19\. Does not fit: Ages \d", told)
    assert re.search(r"Place: School\. Names only: [A-Z]", told)
    assert re.search(r"At most 8 weeks\. Does not fit: \d+", told)
    assert re.search(r"At most 8 weeks\. May last longer: \S", told)
    assert "At most 8 weeks. Not recorded." in told
    assert re.search(r"Not recorded as such\. In words: \S", told)
    assert re.search(r"Differs in (age|place|weeks|who gives it)", told)


def test_exclusions_are_shown_for_the_reader_to_judge(client: FlaskClient, snapshot: Snapshot) -> None:
    pages = [page.program for card in snapshot.cards if (page := snapshot.page(card.slug))]
    exclusions = [text for program in pages for text in program.exclusions]
    told = text(client, "/fit?age=8&per_page=100") + text(client, "/fit?age=8&per_page=100&page=2")
    assert exclusions
    assert {each for each in exclusions if f"Not for: {each}".split("  ")[0] not in told} == set()


def test_headings_come_in_order_and_harm_is_warned_of_last(client: FlaskClient) -> None:
    told = html(client, "/fit?age=8&setting=school&per_page=100") + html(client, "/fit?age=8&setting=school&per_page=100&page=2")
    headings = ["Fits everything you asked", "May fit: not everything is recorded", "Differs in something", "A risk of harm"]
    places = [told.index(heading) for heading in headings]
    assert places == sorted(places)
    assert told.index("Warning: ") > places[-1]


def test_a_chip_leaves_an_answer_out_and_a_relaxation_says_how_many_that_brings(client: FlaskClient) -> None:
    page = html(client, A_BOY)
    assert 'href="/fit?age=8&permanency=reunification"' in page
    links = re.findall(r'<a href="(/fit\?[^"]+)">[^<]+</a>: (\d+) program', page)
    assert links
    for address, promised in links:
        again = client.get(address.replace("/fit", "/api/v1/fit", 1)).get_json()
        assert again["total"] == int(promised)


def test_nothing_that_fits_is_said_with_what_to_leave_out(client: FlaskClient) -> None:
    told = text(client, "/fit?population=expectant-and-new-parents&problem=transition-to-adulthood")
    assert "No program is recorded to fit all of this." in told
    assert re.search(r"What to leave out, and how many would then fit or may fit: Trouble: [^:]+ : \d+ programs?", told)


def test_where_no_single_answer_keeps_all_out_the_page_says_so(client: FlaskClient) -> None:
    asked = "age=25&population=expectant-and-new-parents&problem=transition-to-adulthood&topic=attachment-interventions"
    assert client.get(f"/api/v1/fit?{asked}").get_json()["relaxations"] == []
    assert "No single answer is the reason. Begin again with fewer answers." in text(client, f"/fit?{asked}")


def test_a_registry_without_programs_asks_nothing_and_says_so(tmp_path: Path) -> None:
    build(copy_with((), tmp_path / "content"), tmp_path / "catalog", TODAY)
    empty = create_app(Settings(content=tmp_path / "content", catalog=tmp_path / "catalog")).test_client()
    assert "This registry has no programs yet." in text(empty, "/fit")
    assert "No program is recorded to fit all of this." in text(empty, "/fit?age=8")
    assert empty.get("/api/v1/fit?age=8").get_json()["results"] == []


def test_one_answer_alone_never_claims_more_than_it_is(client: FlaskClient) -> None:
    assert "Fit says whom a program is for." in text(client, "/fit?age=8")
    assert "Fit says whom a program is for." in text(client, "/fit")


@pytest.mark.parametrize("query, said", [
    ("age=99", "whole years from 0 to 25"), ("weeks=0", "whole number from 1 to 520"), ("weeks=two", "whole number"),
    ("problem=nonsense", "is not a value of problem"), ("serves=nobody", "Use one of: child"), ("page=0", "page"),
    ("age=none", "is not a value of age"), ("per_page=1000", "per_page"),
])  # fmt: skip
def test_an_unknown_answer_is_400_and_named(query: str, said: str, client: FlaskClient) -> None:
    for path in ("/fit", "/api/v1/fit"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert said in unescape(answer.get_data(as_text=True))
    assert answer.get_json()["error"]["pointer"] == query.partition("=")[0]


def test_a_page_past_the_last_one_is_404(client: FlaskClient) -> None:
    assert client.get("/fit?age=8&page=90").status_code == 404
    assert "the last one is page" in client.get("/api/v1/fit?age=8&page=90").get_json()["error"]["detail"]


def test_a_former_id_stands_for_the_present_one(client: FlaskClient, snapshot: Snapshot) -> None:
    former = [(name, old, new) for name in ("population", "topic") for old, new in snapshot.renamed[name].items()]
    for name, old, new in former:
        asked = client.get(f"/api/v1/fit?{name}={old}").get_json()["asked"]
        assert asked == {name: [new]}


def test_an_empty_answer_is_no_answer_and_repeats_count_once(client: FlaskClient) -> None:
    assert "Show what fits" in html(client, "/fit?weeks=&age=")
    assert client.get("/api/v1/fit?weeks=&age=8&age=8").get_json()["asked"] == {"age": ["8"]}


def test_pages_with_answers_are_not_for_search_engines(client: FlaskClient) -> None:
    assert "noindex" not in html(client, "/fit")
    assert '<meta name="robots" content="noindex">' in html(client, A_BOY)


def test_home_and_an_empty_search_lead_to_it(client: FlaskClient) -> None:
    assert 'href="/fit"' in html(client, "/")
    assert 'href="/fit">a few questions' in html(client, "/programs?q=zzzzz")
    assert '<a href="/fit?age=8&population=foster-parents">what fits age 8, family: Foster parents</a>' in html(
        client, "/programs?q=zzzz&age=8&population=foster-parents"
    )


def test_a_sentence_offers_the_answers_that_it_gives_and_applies_none(client: FlaskClient) -> None:
    page = html(client, "/programs?q=adopted+boy+9+year+old+spanish")
    assert 'href="/fit?age=9&permanency=adoption&language=es">See what fits<span class="hidden"> age 9, plan: Adoption, language: Spanish<' in page
    assert "what fits" not in html(client, "/programs?q=homebuilders")


def test_of_several_ages_that_a_word_may_mean_none_is_offered(client: FlaskClient) -> None:
    page = html(client, "/programs?q=toddler+in+kinship+care")
    (offered,) = re.findall(r'href="(/fit[^"]*)"', page)
    assert "age=" not in offered
    assert "permanency=kinship" in offered
