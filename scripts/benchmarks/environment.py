"""Makes and enters `.venv-bench`: the site's own packages and the engines it is compared with."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".venv-bench"
PYTHON, INSTALLED = FOLDER / "bin" / "python", FOLDER / "installed"
LOCK = ROOT / "requirements-bench.lock"


def enter(script: Path, arguments: list[str]) -> None:
    """Continue in `.venv-bench`, made if needed. Returns only if this process already runs there."""
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        return
    held = b"".join(path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml"))
    stamp = f"{hashlib.sha256(held).hexdigest()} {ROOT}"
    if not INSTALLED.is_file() or INSTALLED.read_text("utf-8") != stamp:
        print("bench: making .venv-bench (a minute the first time)", file=sys.stderr)
        venv.create(FOLDER, with_pip=True, clear=True)
        _install("--require-hashes", "--requirement", str(LOCK))
        _install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        INSTALLED.write_text(stamp, "utf-8")
    os.execv(PYTHON, [str(PYTHON), str(script), *arguments])


def _install(*arguments: str) -> None:
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    if subprocess.run(command).returncode:
        raise SystemExit(f"bench: {arguments[-1]} cannot be installed")
