"""The calendar of reviews: what a calendar program reads from it."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from icalendar import Calendar, Event

from app import create_app
from app.catalog.build.build import BuildResult
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings


def events(client: FlaskClient) -> list[Event]:
    return list(Calendar.from_ical(client.get("/changes.ics").data).walk("VEVENT"))


def test_every_program_has_one_event_on_the_day_its_review_is_due(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    found = {str(event["uid"]): event for event in events(client)}
    assert set(found) == {f"{card.slug}@homeward" for card in snapshot.cards}
    for card in snapshot.cards:
        event = found[f"{card.slug}@homeward"]
        reviewed = datetime.date.fromisoformat(card.reviewed)
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (
            reviewed.replace(year=reviewed.year + 2),
            reviewed.replace(year=reviewed.year + 2) + datetime.timedelta(1),
        )
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event.decoded("dtstamp") == datetime.datetime.combine(reviewed, datetime.time(), datetime.UTC)
        assert str(event["summary"]) == f"Review due: {card.name}"
        assert str(event["url"]).endswith(f"/programs/{card.slug}")


def test_the_calendar_says_what_it_is_and_asks_for_no_answer(client: FlaskClient) -> None:
    calendar = Calendar.from_ical(client.get("/changes.ics").data)
    assert (str(calendar["version"]), str(calendar["x-wr-calname"])) == ("2.0", "Homeward: reviews due")
    assert "prodid" in calendar
    assert "method" not in calendar


def test_lines_are_folded_as_the_standard_says(client: FlaskClient) -> None:
    data = client.get("/changes.ics").data
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode("utf-8") == line.decode("utf-8", "replace") for line in lines)


def test_the_same_generation_gives_the_same_bytes_and_is_not_sent_twice(
    client: FlaskClient, shipped: Path
) -> None:
    first = client.get("/changes.ics")
    assert create_app(Settings(catalog=shipped)).test_client().get("/changes.ics").data == first.data
    assert client.get("/changes.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.mimetype == "text/calendar"
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_uids_are_of_the_public_host_whoever_asks(shipped: Path) -> None:
    client = create_app(Settings(catalog=shipped, base_url="https://registry.example.org")).test_client()
    event = next(event for event in events(client) if event["uid"].startswith("keep@"))
    assert str(event["uid"]) == "keep@registry.example.org"
    assert str(event["url"]) == "https://registry.example.org/programs/keep"


def test_a_retired_program_leaves_and_a_review_moves_its_day(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    keep, homebuilders = content / "programs" / "keep.md", content / "programs" / "homebuilders.md"
    for other in set((content / "programs").glob("*.md")) - {keep, homebuilders}:
        other.unlink()
    keep.write_text(
        keep.read_text("utf-8").replace(
            "status: active", "status: retired\nretired: {date: 2026-11-21, reason: closed}"
        ),
        "utf-8",
    )
    homebuilders.write_text(
        re.sub(r"reviewed: [0-9-]+", "reviewed: 2026-11-22", homebuilders.read_text("utf-8"), count=1), "utf-8"
    )
    assert build_content().generation is not None
    found = {
        str(event["uid"]): event
        for event in events(create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client())
    }
    assert "keep@homeward" not in found
    assert found["homebuilders@homeward"].decoded("dtstart") == datetime.date(2028, 11, 22)


def test_the_calendar_is_linked(client: FlaskClient) -> None:
    assert 'href="/changes.ics"' in client.get("/about").get_data(as_text=True)
