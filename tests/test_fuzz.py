"""Random input of three kinds, through the functions of `scripts/fuzz`: three hundred of each, always the same."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from tests.conftest import ROOT

SEED, COUNT = 1, 300


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """The script has no `.py` in its name."""
    loader = SourceFileLoader("fuzz", str(ROOT / "scripts" / "fuzz"))
    module = module_from_spec(spec_from_loader("fuzz", loader))  # type: ignore[arg-type]
    loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["bodies", "front-matter"])
def test_nothing_typed_vanishes_and_the_check_answers(kind: str, fuzz: ModuleType, tmp_path: Path) -> None:
    assert list(fuzz.find_faults(kind, COUNT, SEED, tmp_path)) == []


def test_odd_requests_are_answered(fuzz: ModuleType, tmp_path: Path, client: FlaskClient) -> None:
    assert list(fuzz.find_faults("requests", COUNT, SEED, tmp_path, client)) == []


def test_a_word_that_vanishes_is_noticed(fuzz: ModuleType) -> None:
    assert (
        fuzz.find_lost("Text.\n\n[^a]: vanished", "Text.", {1})
        == "line 3: vanished is neither shown nor told"
    )
    assert fuzz.find_lost("Text.\n\n[^a]: vanished", "Text.", {3}) is None
