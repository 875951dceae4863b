"""What every test may use: the shipped content, a catalog built from it, a client and a server."""

import datetime
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from app import create_app
from app.catalog.build.build import BuildResult, build
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TODAY = datetime.date(2026, 11, 30)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog folder built from the shipped content."""
    catalog = tmp_path_factory.mktemp("shipped")
    assert build(CONTENT, catalog, TODAY).generation is not None
    return catalog


@pytest.fixture(scope="session")
def snapshot(shipped: Path) -> Snapshot:
    return Catalog(shipped).snapshot()


@pytest.fixture(scope="session")
def app(shipped: Path) -> Flask:
    return create_app(Settings(content=CONTENT, catalog=shipped))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:
    """The address of a running server over the shipped catalog."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def build_content(content: Path, tmp_path: Path, shipped: Path) -> Callable[[], BuildResult]:
    """Build the copied content at `tmp_path / "catalog"`, which begins as that of the shipped content."""
    catalog = Path(shutil.copytree(shipped, tmp_path / "catalog"))
    return lambda: build(content, catalog, TODAY)
