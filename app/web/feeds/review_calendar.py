"""The days on which entries are due for review, as an iCalendar file to subscribe to."""

import datetime
from functools import lru_cache

from flask import Blueprint, Response
from icalendar import Calendar, Event, vDuration, vUri

from app.evidence.entry.ratings_over_time import MONTHS_UNTIL_OUT_OF_DATE, next_review_day
from app.web.request.context import base_url, public_host, snapshot

review_calendar = Blueprint("review_calendar", __name__)

A_DAY = datetime.timedelta(days=1)
Due = tuple[str, str, str]
"""Slug, name and the day of the last review of a program."""


@review_calendar.get("/changes.ics")
def changes() -> Response:
    """One all-day event for each active program; a retired one leaves."""
    shown = snapshot()
    reviews = tuple((card.slug, card.name, card.reviewed) for card in shown.cards)
    text = _write_calendar(f"{shown.site.title}: reviews due", base_url(), public_host(), reviews)
    return Response(text, content_type="text/calendar; charset=utf-8")


@lru_cache(maxsize=4)
def _write_calendar(name: str, base: str, host: str, reviews: tuple[Due, ...]) -> bytes:
    """The same bytes for the same reviews: an event is stamped with the day of the last review, never now."""
    calendar = Calendar()
    calendar.add("prodid", "-//Homeward//Reviews due//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(A_DAY), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(A_DAY))
    for review in reviews:
        calendar.add_component(_make_event(base, host, review))
    written: bytes = calendar.to_ical()
    return written


def _make_event(base: str, host: str, review: Due) -> Event:
    slug, name, reviewed = review
    last = datetime.date.fromisoformat(reviewed)
    due, address = next_review_day(last), f"{base}/programs/{slug}"
    said = f"Last reviewed on {last}, {MONTHS_UNTIL_OUT_OF_DATE} months before."
    event = Event()
    event.add("uid", f"{slug}@{host}")
    event.add("dtstamp", datetime.datetime.combine(last, datetime.time(), datetime.UTC))
    event.add("dtstart", due)
    event.add("dtend", due + A_DAY)
    event.add("summary", f"Review due: {name}")
    event.add("description", f"{said} Compare the entry with its sources.\n{address}")
    event.add("url", vUri(address))
    event.add("transp", "TRANSPARENT")
    return event
