"""The environment of the benchmark, `.venv-bench`: the site's own versions and the engines it is compared with, from one lock file."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".venv-bench"
PYTHON = FOLDER / "bin" / "python"
LOCK, WITHOUT_ENGINES = ROOT / "requirements-bench.lock", ROOT / "requirements.lock"


def enter(script: Path, arguments: list[str]) -> None:
    """Go on in `.venv-bench`, made when needed. Returns only when this process already runs there."""
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        return
    if _stamp() != _stamped():
        _make()
    os.execv(PYTHON, [str(PYTHON), str(script), *arguments])


def _make() -> None:
    print("bench: making .venv-bench (a minute the first time)", file=sys.stderr)
    venv.create(FOLDER, with_pip=True, clear=True)
    complete = _pip("--require-hashes", "--requirement", str(LOCK))
    if not complete:
        print("bench: the engines of requirements-bench.lock cannot be installed here; they are left out", file=sys.stderr)
        if not _pip("--require-hashes", "--requirement", str(WITHOUT_ENGINES)):
            raise SystemExit("bench: requirements.lock cannot be installed either")
    if not _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT)):
        raise SystemExit("bench: the site itself cannot be installed")
    if complete:
        (FOLDER / "installed").write_text(_stamp(), "utf-8")


def _pip(*arguments: str) -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]).returncode == 0


def _stamp() -> str:
    held = b"".join(path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml"))
    return f"{hashlib.sha256(held).hexdigest()} {ROOT}"


def _stamped() -> str | None:
    installed = FOLDER / "installed"
    return installed.read_text("utf-8") if installed.is_file() else None
