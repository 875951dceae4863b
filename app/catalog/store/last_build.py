"""When the last build ended and how long it took, kept beside the generations for operators."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.files import write_file

FILE = "last_build.json"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """`seconds` it took, `ended` in seconds since 1970."""

    generation: str
    seconds: float
    ended: float


def write_last_build(catalog: Path, built: LastBuild) -> None:
    write_file(catalog / FILE, json.dumps(asdict(built)).encode())


def read_last_build(catalog: Path) -> LastBuild | None:
    """None before the first build, and where the file is damaged."""
    try:
        return LastBuild(**json.loads((catalog / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
