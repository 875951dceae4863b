"""What other sites show beside a link: a title, a description and a picture, of every page."""

import io
from html import unescape

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageChops

from app.catalog.snapshot.snapshot import Snapshot
from app.web.sharing import pictures
from app.web.sharing.text_width import choose_font, measure_width, wrap_text
from tests.browser.pages import PAGES

SIZE = (1200, 630)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def is_blank(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = image.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, part.getpixel((0, 0)))).getbbox() is None


@pytest.mark.parametrize("path", [path for name, path in PAGES.items() if not name.startswith("error")])
def test_every_page_says_what_it_is_to_those_who_link_to_it(client: FlaskClient, path: str) -> None:
    head = client.get(path).text.split("</head>")[0]
    said = {
        line.split('"')[1]: unescape(line.split('"')[3])
        for line in head.splitlines()
        if line.startswith(('<meta property="og:', '<meta name="twitter:'))
    }
    assert said.keys() >= {
        "og:title",
        "og:type",
        "og:url",
        "og:site_name",
        "og:description",
        "og:image",
        "og:image:alt",
        "twitter:card",
    }
    assert all(said.values())
    assert unescape(head.split('rel="canonical" href="')[1].split('"')[0]) == said["og:url"]
    picture = client.get(said["og:image"].removeprefix("http://localhost"))
    assert (picture.status_code, picture.mimetype, opened(picture.data).size) == (200, "image/png", SIZE)


@pytest.mark.parametrize(
    "slug",
    [
        "homebuilders",
        "support-groups-grandparent-caregivers-developmental-disabilities",
        "attachment-holding-therapy",
    ],
)
def test_a_picture_keeps_its_margins_whatever_the_name(client: FlaskClient, slug: str) -> None:
    picture = opened(client.get(f"/og/{slug}.png").data)
    assert is_blank(picture, (1200 - pictures.EDGE, 0, 1200, 630))
    assert is_blank(picture, (16, 610, 1200, 630))
    assert not is_blank(picture, (pictures.EDGE, 60, 600, 130))


def test_the_same_words_are_the_same_bytes(client: FlaskClient) -> None:
    first = client.get("/og/keep.png").data
    pictures.draw_program.cache_clear()
    assert client.get("/og/keep.png").data == first
    assert client.get("/og/safecare.png").data != first


def test_the_words_of_a_picture_say_topic_level_and_harm(client: FlaskClient, snapshot: Snapshot) -> None:
    page, harmful = snapshot.page("keep"), snapshot.page("attachment-holding-therapy")
    assert page is not None
    assert harmful is not None
    with client.application.test_request_context():
        assert "Placement Stabilization Programs: " in pictures.describe_picture(page)
        assert pictures.describe_picture(harmful).endswith("Warning: a risk of harm is recorded.")
    head = client.get("/programs/attachment-holding-therapy").text.split("</head>")[0]
    assert '<meta property="og:description" content="Warning: a risk of harm is recorded. ' in head


def test_lines_break_at_words_and_a_word_too_long_for_a_line_is_broken() -> None:
    lines = wrap_text("A name of several words and Donaudampfschifffahrtsgesellschaft", 20, 150)
    assert " ".join(lines[:3]) == "A name of several words and"
    assert all(measure_width(line, 20) <= 150 for line in lines)
    assert "".join(lines[3:]) == "Donaudampfschifffahrtsgesellschaft"
    assert wrap_text("", 20, 150) == [""]
    assert measure_width("家族", 20) == 40


@pytest.mark.parametrize("name", ["Homebuilders®", "Familia Fuerte – niñez", "家族"])
def test_letters_that_no_font_has_are_drawn_plainer_and_never_as_boxes(name: str) -> None:
    text, font = choose_font(name, 32)
    box = bytes(font.getmask("\ue123"))
    shown = [letter for letter in text if letter.isascii() and letter != " "]
    assert shown or font.path is not None
    assert all(bytes(font.getmask(letter)) != box for letter in shown)
