"""Commands are tried on a few of the shipped programs: what they do does not depend on how many there are."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import CONTENT
from tests.small_content import copy_with

FEW = ("3-5-7-model", "homebuilders", "intercept", "keep", "keep-safe", "on-the-way-home", "safecare")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of some shipped content that a test may change."""
    folder = copy_with(FEW, tmp_path / "content")
    shutil.copytree(CONTENT / "schema", folder / "schema")
    (folder / "guides").mkdir()
    return folder
