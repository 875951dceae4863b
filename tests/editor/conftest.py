"""The editor over a copy of the shipped content: one for all tests, restored after each."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.editor.blueprint import workspace
from app.settings import Settings
from tests.conftest import CONTENT, TODAY
from tests.editor.submitting import Sent, submission


@dataclass(frozen=True)
class Editor:
    """A person at the form. `programs` is the folder of entries that the form writes."""

    client: FlaskClient
    programs: Path

    def open(self, slug: str) -> Sent:
        return submission(self.client.get(f"/edit/{slug}").get_data(as_text=True))

    def press(self, slug: str, sent: Sent, button: str = "save", **changed: str | list[str]) -> TestResponse:
        """Send the form with these controls changed; in their names, `__` stands for a dot."""
        more = {
            name.replace("__", "."): value if isinstance(value, list) else [value]
            for name, value in changed.items()
        }
        return self.client.post(f"/edit/{slug}", data={**sent, **more, "do": button})

    def edit(self, slug: str, **changed: str | list[str]) -> TestResponse:
        return self.press(slug, self.open(slug), **changed)

    def text(self, slug: str) -> str:
        return (self.programs / f"{slug}.md").read_bytes().decode()


@pytest.fixture(scope="session")
def editor_app(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("editor")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    catalog = Path(shutil.copytree(shipped, folder / "catalog"))
    return create_app(Settings(content=content, catalog=catalog, watch=True), today=lambda: TODAY)


@pytest.fixture
def editor(editor_app: Flask) -> Iterator[Editor]:
    with editor_app.app_context():
        programs = workspace().content / "programs"
    before = _times(programs)
    yield Editor(editor_app.test_client(), programs)
    for name in {name for name, _ in before ^ _times(programs)}:
        (programs / name).unlink(missing_ok=True)
        if (CONTENT / "programs" / name).exists():
            shutil.copy2(CONTENT / "programs" / name, programs / name)


def _times(folder: Path) -> set[tuple[str, int]]:
    with os.scandir(folder) as files:
        return {(file.name, file.stat().st_mtime_ns) for file in files}
