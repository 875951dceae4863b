"""The shipped content, ready to be edited and compared with itself."""

from pathlib import Path

import pytest

from tests.evidence.diff.comparing import Editing


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    return Editing(tmp_path / "content")
