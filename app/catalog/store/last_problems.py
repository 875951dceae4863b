"""What was wrong at the last build, kept beside the generations for the pages that an editor has open (`homeward serve --watch`)."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.evidence.check.problem import Problem

FILE = "problems.json"


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """A problem as a page shows it. `folder` and `name` are those of the file (`programs`, `keep.md`); lines and columns count from 1."""

    folder: str
    name: str
    line: int
    column: int
    rule: str
    severity: str
    message: str
    hint: str
    source_line: str

    @property
    def slug(self) -> str | None:
        """Of the program whose entry it is; None for another file."""
        return Path(self.name).stem if self.folder == "programs" else None


@dataclass(frozen=True, slots=True)
class LastProblems:
    """All problems of the last build, and a mark that changes with them."""

    problems: tuple[ProblemRecord, ...] = ()
    mark: str = ""


def write_problems(catalog: Path, problems: Sequence[Problem]) -> None:
    """Put them where `read_troubles` finds them, in one step."""
    told = [
        ProblemRecord(each.path.parent.name, each.path.name, each.line, each.column, each.rule, each.severity, each.message, each.hint, each.source_line)
        for each in problems
    ]
    beside = catalog / f"{FILE}.unfinished"
    beside.write_bytes(json.dumps([asdict(each) for each in told], ensure_ascii=False).encode("utf-8", "replace"))  # file names may be no text
    beside.replace(catalog / FILE)


def read_problems(catalog: Path) -> LastProblems:
    """Nothing when no build has told anything yet."""
    try:
        with (catalog / FILE).open("rb") as file:
            written, at = file.read(), os.fstat(file.fileno()).st_mtime_ns
    except FileNotFoundError:
        return LastProblems()
    return LastProblems(tuple(ProblemRecord(**each) for each in json.loads(written)), f"{at:x}")
