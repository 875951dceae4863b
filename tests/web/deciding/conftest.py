"""A registry in which a program was renamed and another retired, for every page of decisions."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """KEEP was renamed from keep-old, and Pathways Home retired in its favor."""
    folder = tmp_path_factory.mktemp("deciding")
    content = copy_with(("keep", "pathways-home", "homebuilders"), folder / "content")
    for slug, line in (
        ("keep", "status: active\nformer_slugs: [keep-old]"),
        ("pathways-home", "status: retired\nretired: {date: 2026-11-01, reason: No longer offered, successor: keep}"),
    ):
        entry = content / "programs" / f"{slug}.md"
        entry.write_text(entry.read_text("utf-8").replace("status: active", line, 1), "utf-8")
    assert build(content, folder / "catalog", TODAY).generation
    return create_app(Settings(content=content, catalog=folder / "catalog")).test_client()
