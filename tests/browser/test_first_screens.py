"""What somebody in a hurry meets first on a program page."""

from flask.testing import FlaskClient
from playwright.sync_api import Page

from app.catalog.snapshot.snapshot import Snapshot

FIRST_PIXELS = {1280: 900, 390: 1400}
LONGEST = 16


def test_about_begins_early_even_where_most_stands_above_it(
    without_script: Page, client: FlaskClient, snapshot: Snapshot
) -> None:
    above = {card.slug: words_above(client.get(f"/programs/{card.slug}").text) for card in snapshot.cards}
    late = {}
    for slug in sorted(above, key=above.__getitem__)[-LONGEST:]:
        without_script.goto(f"/programs/{slug}")
        for width, limit in FIRST_PIXELS.items():
            without_script.set_viewport_size({"width": width, "height": 844})
            place = without_script.locator("#about").bounding_box()
            assert place
            if place["y"] > limit:
                late[slug, width] = place["y"]
    assert late == {}


def words_above(html: str) -> int:
    return html[html.index("<main") : html.index('id="about"')].count(" ")
