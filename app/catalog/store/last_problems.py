"""The problems of the last build, kept beside the generations and shown by `homeward serve --watch`."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.evidence.check.problem import Problem
from app.files import write_file

FILE = "problems.json"


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """A problem as a page shows it, in the file `folder`/`name`; lines and columns count from 1."""

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
        """The slug of the program whose entry it is; None for another file."""
        return Path(self.name).stem if self.folder == "programs" else None


@dataclass(frozen=True, slots=True)
class LastProblems:
    """All problems of the last build, and a mark that changes with them."""

    problems: tuple[ProblemRecord, ...] = ()
    mark: str = ""


def write_problems(catalog: Path, problems: Sequence[Problem]) -> None:
    """Replace the file of problems in one step."""
    records = [asdict(_record(problem)) for problem in problems]
    # Names of files that are not UTF-8 hold surrogates, which "replace" turns into question marks.
    write_file(catalog / FILE, json.dumps(records, ensure_ascii=False).encode("utf-8", "replace"))


def read_problems(catalog: Path) -> LastProblems:
    """No problems before the first build that wrote them, nor from a file that is damaged."""
    try:
        with (catalog / FILE).open("rb") as file:
            text, changed = file.read(), os.fstat(file.fileno()).st_mtime_ns
        return LastProblems(tuple(ProblemRecord(**each) for each in json.loads(text)), f"{changed:x}")
    except (OSError, ValueError, TypeError):
        return LastProblems()


def _record(problem: Problem) -> ProblemRecord:
    where = (problem.path.parent.name, problem.path.name, problem.line, problem.column)
    told = (problem.rule, problem.severity, problem.message, problem.hint, problem.source_line)
    return ProblemRecord(*where, *told)
