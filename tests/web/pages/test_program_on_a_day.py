"""A program on a day: page, API and file show the ratings then in force, or that none are known."""

import datetime

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with
from tests.web.pages.test_program_page import text_of

TOMORROW = TODAY + datetime.timedelta(days=1)
TOPICS = """topics:
  - topic: post-permanency-services
    relevance: high
    ratings:
      - {level: 2, by: CEBC, as_of: 2024-05-01, source: https://example.org/newer, seen: 2026-11-21,
         copy: stored, note: After a new trial.}
      - {level: 4, by: Another Registry, as_of: 2019, source: https://example.org/older, seen: 2026-11-20,
         copy: live}
  - topic: reunification-programs
    ratings:
      - {level: 3, by: CEBC, source: https://example.org/undated, seen: 2026-11-01}
  - topic: interventions-for-neglect
    ratings: []
other_ratings:
"""
PATHS = ("/api/v1/programs/homebuilders", "/programs/homebuilders.json")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Homebuilders was rated twice in one topic, once without a date in another, and never in a third."""
    folder = tmp_path_factory.mktemp("history")
    content = copy_with(("homebuilders", "keep"), folder / "content")
    entry = content / "programs" / "homebuilders.md"
    before, rest = entry.read_text("utf-8").split("topics:\n", 1)
    front = f"former_slugs: [homebuilders-old]\n{TOPICS}{rest.split('other_ratings:' + chr(10), 1)[1]}"
    entry.write_text(before + front, "utf-8")
    assert build(content, folder / "catalog", TODAY).generation is not None
    app = create_app(Settings(content=content, catalog=folder / "catalog"), today=lambda: TODAY)
    return app.test_client()


def page_on(client: FlaskClient, day: str) -> str:
    return client.get(f"/programs/homebuilders?as_of={day}").get_data(as_text=True)


def strip_and_table(html: str) -> tuple[str, str]:
    """What the strip of ratings and the table of ratings say."""
    strip, table = html.split('class="rating-strip"', 1)[1], html.split('id="others"', 1)[1]
    return text_of(strip[: strip.index("</ul>")]), text_of(table[: table.index("</table>")])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("day, levels, known", [
    (TODAY.isoformat(), [["2"], ["3"], []], [True, True, True]),
    ("2026-10-31", [["2"], [], []], [True, False, True]),
    ("2024-05-01", [["2"], [], []], [True, False, True]),
    ("2024-04-30", [["4"], [], []], [True, False, True]),
    ("2019-07-01", [[], [], []], [False, False, True]), ("2018-12-31", [[], [], []], [False, False, True]),
])  # fmt: skip
def test_the_api_answers_with_the_ratings_of_the_day(
    path: str, day: str, levels: list[list[str]], known: list[bool], registry: FlaskClient
) -> None:
    answer = registry.get(f"{path}?as_of={day}").get_json()
    assert answer["as_of"] == day
    in_words = f"{int(day[8:])} {datetime.date.fromisoformat(day):%B %Y}"
    assert answer["as_of_note"] == f"Ratings as on {in_words}, everything else as today."
    assert [[rating["level"] for rating in topic["ratings"]] for topic in answer["topics"]] == levels
    assert [topic["ratings_known"] for topic in answer["topics"]] == known


@pytest.mark.parametrize("path", PATHS)
def test_without_a_day_the_document_is_what_the_entry_records(path: str, registry: FlaskClient) -> None:
    for address in (path, f"{path}?as_of="):
        answer = registry.get(address).get_json()
        assert not {"as_of", "as_of_note"} & set(answer)
        assert [rating["level"] for rating in answer["topics"][0]["ratings"]] == ["2", "4"]
        assert "ratings_known" not in answer["topics"][0]


def test_the_page_shows_the_rating_of_the_day_and_says_so(registry: FlaskClient) -> None:
    html = page_on(registry, "2024-04-30")
    strip, table = strip_and_table(html)
    assert "Ratings as on 30 April 2024, everything else as today." in text_of(html)
    assert '<a href="/programs/homebuilders">See today’s ratings</a>' in html
    assert "Another Registry 4 – Fails to Demonstrate Effect, 2019" in strip
    assert "4 – Evidence Fails to Demonstrate Effect" in table
    assert "2 – " not in table
    assert '<link rel="canonical" href="http://localhost/programs/homebuilders">' in html


def test_a_day_of_which_the_record_does_not_tell_shows_no_level(registry: FlaskClient) -> None:
    strip, table = strip_and_table(page_on(registry, "2019-07-01"))
    assert strip.count("Not known for this date") == 4  # in words and in the badge, for two topics
    assert table.count("Not known for this date") == 2
    assert "CEBC 2" not in strip
    assert "CEBC 3" not in strip
    assert table.count("No CEBC rating seen") == 1


def test_today_has_no_banner_and_shows_the_current_rating(registry: FlaskClient) -> None:
    html = registry.get("/programs/homebuilders").get_data(as_text=True)
    strip, table = strip_and_table(html)
    assert "Ratings as on" not in html
    assert "CEBC 2 – Supported, 1 May 2024" in strip
    assert "Another Registry" not in table
    assert "Not known for this date" not in html


@pytest.mark.parametrize("query", ["", "?as_of=2019-07-01"])
def test_the_timeline_tells_every_rating_newest_first_on_any_day(query: str, registry: FlaskClient) -> None:
    html = registry.get(f"/programs/homebuilders{query}").get_data(as_text=True)
    assert html.count('<ol class="timeline"') == 1
    timeline = html.split('<ol class="timeline"', 1)[1].split("</ol>", 1)[0]
    newer, older = timeline.split("<li>")[1:]
    assert "1 May 2024 2 – Supported by Research Evidence, rated by CEBC" in text_of(newer)
    assert "seen 21 November 2026 in a stored copy" in text_of(newer)
    assert "After a new trial." in newer
    assert 'href="https://example.org/newer"' in newer
    assert "2019 4 – Evidence Fails to Demonstrate Effect, rated by Another Registry" in text_of(older)
    assert "No earlier rating is recorded" not in html


def test_with_one_rating_in_each_topic_one_line_suffices(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    assert "timeline" not in html


@pytest.mark.parametrize("path", ["/programs/homebuilders", *PATHS])
@pytest.mark.parametrize(
    "day",
    [
        "2024",
        "2024-05",
        "2024-02-30",
        "2024-13-01",
        "20240501",
        "2024-W18-3",
        "1 May 2024",
        "yesterday",
        "0000-01-01",
        TOMORROW.isoformat(),
    ],
)
def test_a_day_that_is_none_or_not_yet_is_refused_and_named(
    path: str, day: str, registry: FlaskClient
) -> None:
    answer = registry.get(path, query_string={"as_of": day})
    assert answer.status_code == 400
    assert day in text_of(answer.get_data(as_text=True))
    if answer.is_json:
        assert answer.get_json()["error"]["pointer"] == "as_of"
    else:
        assert "as_of" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/programs/{}", "/api/v1/programs/{}", "/programs/{}.json"])
def test_a_former_address_keeps_the_day(path: str, registry: FlaskClient) -> None:
    answer = registry.get(path.format("homebuilders-old") + "?as_of=2024-05-01")
    assert (answer.status_code, answer.headers["Location"]) == (
        308,
        path.format("homebuilders") + "?as_of=2024-05-01",
    )
