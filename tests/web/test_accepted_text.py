"""Whatever text the check accepts can be read by everything that is published as XML or JSON."""

import json
import random
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.evidence.reading.signs import find_signs
from app.settings import Settings
from tests.conftest import TODAY
from tests.evidence.rules.test_rules import GOOD
from tests.small_content import copy_with

SLUG = "kitchen-table-coaching"
XML = (
    "/feed.atom", "/programs.atom", "/sitemap.xml", "/opensearch.xml", f"/programs/{SLUG}.badge.svg",
    f"/oembed?format=xml&url=http://localhost/programs/{SLUG}",
)  # fmt: skip
JSON = (
    "/feed.json",
    f"/programs/{SLUG}.json",
    f"/oembed?url=http://localhost/programs/{SLUG}",
    "/programs.json",
)
NOT_IN_NAMES = re.compile(r"[\s\"\\]")


def accepted(number: random.Random, size: int) -> str:
    """Signs of all of Unicode, each of which the check takes."""
    signs = (
        chr(number.choice((number.randrange(0x20, 0x3000), number.randrange(0x20, 0x110000))))
        for _ in iter(int, 1)
    )
    taken = (sign for sign in signs if not NOT_IN_NAMES.match(sign) and not list(find_signs(f"a{sign}b")))
    return "".join(next(taken) for _ in range(size))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("accepted")
    content = copy_with(("homebuilders",), folder / "content")
    for path in content.glob("topics/*.md"):  # they link to what is not here
        path.write_text(re.sub(r"\]\(/[^)]*\)", "](https://example.org)", path.read_text("utf-8")), "utf-8")
    number = random.Random(14)
    entry = GOOD.replace("former_slugs: [kitchen-coaching]\n", "")
    for old in (
        "name: Kitchen Table Coaching",
        "summary: A coach",
        "developer: A county",
        "Families whose child",
        "unit: families",
    ):
        key, _, value = old.rpartition(": ")
        said = f'{key}{": " if key else ""}"{value} {accepted(number, 150)}'
        line = next(line for line in entry.split("\n") if old in line)
        if key:
            entry = entry.replace(line, f'{line.replace(old, said)}"' if "}" not in line else line)
    (content / "programs" / f"{SLUG}.md").write_text(entry, "utf-8")
    built = build(content, folder / "catalog", TODAY)
    assert [problem for problem in built.problems if problem.is_error] == []
    return create_app(Settings(content=content, catalog=folder / "catalog")).test_client()


@pytest.mark.parametrize("address", XML)
def test_e3_what_the_check_accepts_is_well_formed_xml(address: str, client: FlaskClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, address
    ElementTree.fromstring(answer.data)


@pytest.mark.parametrize("address", JSON)
def test_e3_what_the_check_accepts_is_json(address: str, client: FlaskClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, address
    json.loads(answer.data)
