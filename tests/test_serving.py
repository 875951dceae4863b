"""What `homeward serve` does around the server itself."""

import os
from pathlib import Path

import pytest

from app import serving
from app.settings import Settings


class Unserved:
    """Stands for the server, which would go on until it is stopped."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def serve(self) -> None:
        pass


def test_without_watch_nothing_is_edited_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "Granian", Unserved)
    for name, value in (("HOMEWARD_WATCH", "1"), ("HOMEWARD_CONTENT", ""), ("HOMEWARD_CATALOG", "")):
        monkeypatch.setenv(name, value)
    serving.serve_forever(Settings(content=tmp_path, catalog=tmp_path), "127.0.0.1", 0, 1, rebuild=None)
    assert Settings.from_environment(os.environ).watch is False


def test_when_saves_cannot_be_followed_the_terminal_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serving._rebuild_on_save(Settings(content=tmp_path / "gone"), lambda: None)
    assert (
        f"Saves under {tmp_path / 'gone'} are not followed any more: No path was found. Stop with Ctrl-C"
        in capsys.readouterr().err
    )
