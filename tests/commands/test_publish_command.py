"""`homeward publish` and `homeward serve --node` where there is no database."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app import serving
from app.catalog.build.build import build
from app.cli import main
from tests.conftest import TODAY
from tests.small_content import copy_with

GONE = "postgresql://homeward:s3cret%2F1@127.0.0.1:1/registry"


class Unserved:
    """Stands for the server, which would go on until it is stopped."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def serve(self) -> None:
        pass


@pytest.mark.parametrize("words", [["publish"], ["serve", "--node"]])
def test_without_an_address_the_variable_is_named(words: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, words, env={"HOMEWARD_CATALOG": str(tmp_path), "HOMEWARD_DATABASE_URL": ""})
    assert result.exit_code == 2
    assert "HOMEWARD_DATABASE_URL is not set" in result.output


def test_a_node_does_not_watch() -> None:
    result = CliRunner().invoke(main, ["serve", "--node", "--watch"], env={"HOMEWARD_DATABASE_URL": GONE})
    assert result.exit_code == 2
    assert "choose one of the two" in result.output


def test_a_database_that_is_away_refuses_a_publish_and_no_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr(serving, "Granian", Unserved)
    content, catalog = copy_with(("keep",), tmp_path / "content"), tmp_path / "catalog"
    assert build(content, catalog, TODAY).generation
    environment = {
        "HOMEWARD_CONTENT": str(content), "HOMEWARD_CATALOG": str(catalog), "HOMEWARD_DATABASE_URL": GONE,
    }  # fmt: skip
    refused = CliRunner().invoke(main, ["publish"], env=environment)
    assert refused.exit_code == 1
    assert "nothing is published at 127.0.0.1:1/registry: connection failed" in refused.output
    kept = CliRunner().invoke(main, ["serve", "--node", "--port", "8999"], env=environment)
    assert kept.exit_code == 0, kept.output
    assert "nothing to serve" not in kept.output
    new = environment | {"HOMEWARD_CATALOG": str(tmp_path / "other"), "HOMEWARD_CONTENT": str(tmp_path / "none")}
    empty = CliRunner().invoke(main, ["serve", "--node", "--port", "8999"], env=new)
    assert "every page answers 503 until there is" in empty.output
    assert "s3cret" not in refused.output + kept.output + empty.output + caplog.text
