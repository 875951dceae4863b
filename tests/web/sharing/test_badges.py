"""A badge says one published rating of one topic, with who gave it and when, or that there is none."""

import datetime
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Harm, Program, Retired
from app.web.sharing.badges import lay_out_badge, make_shields_json
from app.web.sharing.rating_statement import HARM, Statement, state_rating

SVG = "{http://www.w3.org/2000/svg}"
TOPIC = "post-permanency-services"
EVERY_KEY_OF_SHIELDS = {
    "schemaVersion",
    "label",
    "message",
    "color",
    "labelColor",
    "isError",
    "namedLogo",
    "logoSvg",
    "logoColor",
    "style",
    "cacheSeconds",
}


def program_of(slug: str, snapshot: Snapshot) -> Program:
    page = snapshot.page(slug)
    assert page is not None
    return page.program


def drawn(client: FlaskClient, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    return ElementTree.fromstring(answer.data)


def words(badge: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in badge.iter(f"{SVG}text")]


def test_a_badge_states_level_label_topic_who_rated_and_when_it_was_seen(client: FlaskClient) -> None:
    badge = drawn(client, f"/programs/homebuilders.badge.svg?topic={TOPIC}")
    assert words(badge) == [
        "2", "Supported by Research Evidence", "Post-Permanency Services", "Rated by CEBC, date not recorded",
        "Seen 21 November 2026 · Homeward"
    ]  # fmt: skip
    assert badge.get("role") == "img"
    assert badge.findtext(f"{SVG}title") == "Homebuilders®: 2 – Supported by Research Evidence"
    assert "Seen 21 November 2026 in a stored copy" in (badge.findtext(f"{SVG}desc") or "")
    filled = [
        step
        for step in badge.iter(f"{SVG}rect")
        if step.get("height") == "4" and not step.get("fill-opacity")
    ]
    assert len(filled) == 4


def test_a_badge_has_no_style_no_script_and_asks_for_nothing(client: FlaskClient) -> None:
    badge = drawn(client, "/programs/homebuilders.badge.svg")
    assert {each.tag.removeprefix(SVG) for each in badge.iter()} == {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "text",
    }
    assert {
        name
        for each in badge.iter()
        for name in each.attrib
        if "style" in name or "href" in name or name.startswith("on")
    } == set()


@pytest.mark.parametrize(
    "address, said",
    [
        (
            "homebuilders.badge.svg",
            ["…", "Rated in 4 topics", "Rated by CEBC; each holds for its topic", "Homeward"],
        ),
        (
            "keep.badge.svg?topic=casework-practice",
            [
                "CS", "Rated elsewhere: CrimeSolutions,", "Effective",
                "No CEBC rating seen in Casework", "Practice", "2018", "Homeward",
            ],
        ),
        (
            "scared-straight-juvenile-awareness.badge.svg",
            [
                "CS", HARM, "Rated elsewhere: CrimeSolutions,", "No Effects",
                "Rated as a practice, for crime and", "delinquency", "Homeward",
            ],
        ),
        (
            "adopts-therapy.badge.svg",
            ["–", "Not rated in this topic", "Post-Permanency Services", "No published rating seen", "Homeward"],
        ),
        (
            "pathways-home.badge.svg?topic=reunification-programs",
            ["–", "Not rated in this topic", "Reunification Programs", "No published rating seen", "Homeward"],
        ),
    ],
)  # fmt: skip
def test_a_badge_never_says_more_than_one_topic_bears_out(
    client: FlaskClient, address: str, said: list[str]
) -> None:
    assert words(drawn(client, f"/programs/{address}")) == said


def test_a_recorded_risk_of_harm_stands_on_top(client: FlaskClient) -> None:
    assert words(drawn(client, "/programs/attachment-holding-therapy.badge.svg"))[1] == HARM


def test_nothing_derived_is_ever_on_a_badge(client: FlaskClient, snapshot: Snapshot) -> None:
    unrated = next(
        card
        for card in snapshot.cards
        if any(each.derived not in (None, "undetermined") and not each.level for each in card.ratings)
        and not card.is_rated
    )
    topic = next(each.topic for each in unrated.ratings if not each.level)
    assert words(drawn(client, f"/programs/{unrated.slug}.badge.svg?topic={topic}"))[:2] == [
        "–",
        "Not rated in this topic",
    ]


def test_a_retired_program_says_so_whatever_is_asked(snapshot: Snapshot) -> None:
    retired = Retired(date=datetime.date(2026, 3, 1), reason="No longer offered")
    program = program_of("homebuilders", snapshot).model_copy(
        update={"status": "retired", "retired": retired}
    )
    for topic in (None, TOPIC):
        assert state_rating(program, topic, snapshot) == Statement(
            "retired", None, "Retired from this registry", "", "Since 1 March 2026"
        )


def test_without_a_topic_the_only_rating_is_said_with_its_topic(snapshot: Snapshot) -> None:
    program = program_of("homebuilders", snapshot)
    others = tuple(each.model_copy(update={"ratings": ()}) for each in program.topics[1:])
    said = state_rating(program.model_copy(update={"topics": (program.topics[0], *others)}), None, snapshot)
    assert (said.level, said.where) == ("2", "Post-Permanency Services")
    unrated = program.model_copy(update={"topics": others, "other_ratings": ()})
    none = state_rating(unrated, None, snapshot)
    assert (none.state, none.label, none.who) == ("unrated", "No published rating seen", "In 3 topic areas")


def test_a_program_rated_elsewhere_says_by_whom_and_never_that_it_is_unrated(snapshot: Snapshot) -> None:
    said = state_rating(program_of("intercept", snapshot), None, snapshot)
    assert (said.state, said.level, said.numeral) == ("elsewhere", None, "IV-E")
    assert said.sentence == "Rated elsewhere: Title IV-E, Well-Supported. In-home parent skill-based programs, 2022."
    program = program_of("child-parent-psychotherapy", snapshot)
    asked = state_rating(program, "attachment-interventions", snapshot)
    assert asked.where == "No CEBC rating seen in Attachment Interventions (Child & Adolescent)"
    assert asked.label == "Rated elsewhere: CEBC, 2 – Supported"


def test_another_registry_has_another_outline_and_the_steps_of_its_own_scale(client: FlaskClient) -> None:
    badge = drawn(client, "/programs/intercept.badge.svg")
    assert len(list(badge.iter(f"{SVG}circle"))) == 4
    assert not [each for each in badge.iter(f"{SVG}rect") if each.get("height") == "4"]
    assert "18.5" in {each.get("rx") for each in badge.iter(f"{SVG}rect")}


def test_an_unfavorable_rating_stands_beside_the_strongest_as_large(client: FlaskClient) -> None:
    badge = drawn(client, "/programs/healthy-families-america.badge.svg")
    sizes = {each.text: each.get("font-size") for each in badge.iter(f"{SVG}text")}
    assert sizes["CrimeSolutions: No Effects"] == sizes["Evidence"]


@pytest.mark.parametrize("ending", ["svg", "json"])
def test_an_unknown_topic_is_named(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/programs/homebuilders.badge.{ending}?topic=nonsense")
    assert answer.status_code == 400
    assert "“nonsense” is not a value of topic" in answer.text
    assert client.get(f"/programs/homebuilder.badge.{ending}").status_code == 404


def test_shields_gets_the_keys_it_knows_and_no_other(client: FlaskClient) -> None:
    said = client.get(f"/programs/homebuilders.badge.json?topic={TOPIC}").json
    assert said is not None
    assert said.keys() <= EVERY_KEY_OF_SHIELDS
    assert said == {
        "schemaVersion": 1, "label": "Post-Permanency Services", "color": "26734f", "isError": False,
        "cacheSeconds": 3600,
        "message": (
            "2 – Supported by Research Evidence; Rated by CEBC, date not recorded; "
            "Seen 21 November 2026 in a stored copy"
        ),
    }  # fmt: skip


def test_shields_may_not_paint_over_a_warning(snapshot: Snapshot) -> None:
    program = program_of("homebuilders", snapshot).model_copy(
        update={"harm": Harm(case="present", note="Noted", source="https://example.org")}
    )
    said = make_shields_json(state_rating(program, TOPIC, snapshot), "Homeward")
    assert (said["isError"], said["color"]) == (True, "8c2f1d")
    assert str(said["message"]).endswith(HARM)


def test_nothing_on_any_badge_is_cut(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        for topic in (None, *(rating.topic for rating in card.ratings)):
            drawing = lay_out_badge(
                state_rating(program_of(card.slug, snapshot), topic, snapshot), "Homeward"
            )
            assert max(76 + line.width for line in drawing.lines) <= drawing.width - 12
            assert max(line.base for line in drawing.lines) <= drawing.height - 8
            assert drawing.width <= 332


def test_a_name_full_of_signs_stays_text(client: FlaskClient, snapshot: Snapshot) -> None:
    said = Statement("rated", "1", "<b>&", 'A "topic" <script>', "Rated by Q&A", "Seen 1 May 2026")
    lines = lay_out_badge(said, "Site").lines
    with client.application.test_request_context():
        from flask import render_template

        svg = render_template(
            "sharing/badge.svg",
            program=program_of("keep", snapshot).model_copy(update={"name": "</title><x>"}),
            stated=said,
            drawing=lay_out_badge(said, "Site"),
            site="S",
        )
    badge = ElementTree.fromstring(svg)
    assert badge.findtext(f"{SVG}title") == "</title><x>: 1 – <b>&"
    assert words(badge)[1:] == [line.text for line in lines]
