"""What is read of an entry does not depend on how many others there are: few are enough."""

from pathlib import Path

import pytest

from tests.small_content import copy_with

FEW = ("3-5-7-model", "homebuilders", "keep")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of some shipped content that a test may change."""
    folder = copy_with(FEW, tmp_path / "content")
    (folder / "guides").mkdir()
    return folder
