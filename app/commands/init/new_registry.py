"""`homeward init`: the folder of a new registry, on any subject, with one invented example."""

import datetime
import os
import shlex
import shutil
import tempfile
from pathlib import Path

import click

from app.settings import PORT

PATTERN = Path(__file__).parent / "registry"
TODAY = "TODAY"
"""Stands in the example where the day of its making belongs."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Make a new registry in FOLDER: words, rating levels, a topic and one invented example.

    Exit 0: made, 1: refused (there is a content folder already, and it stays as it is).
    """
    content = folder / "content"
    if os.path.lexists(content):
        raise click.ClickException(f"{content} exists already; nothing was written.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_registry(folder)
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {error.strerror}") from error
    click.echo(_next_steps(folder))


def _write_registry(folder: Path) -> None:
    """The content appears whole or not at all."""
    with tempfile.TemporaryDirectory(prefix=".homeward-", dir=folder) as made:
        for file in sorted(path for path in PATTERN.rglob("*") if path.is_file()):
            target = Path(made) / file.relative_to(PATTERN)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text("utf-8").replace(TODAY, str(datetime.date.today()))
            target.write_text(text, "utf-8")
        if not os.path.lexists(folder / "README.md"):
            shutil.move(Path(made) / "README.md", folder / "README.md")
        (Path(made) / "content").rename(folder / "content")


def _next_steps(folder: Path) -> str:
    enter = [f"cd {shlex.quote(str(folder))}"] if folder.resolve() != Path.cwd() else []
    return "\n".join([
        f"Made a registry in {folder}. Its one program is invented; README.md there says what to do with it.",
        "",
        "Next:",
        *(f"  {line}" for line in enter),
        f"  homeward serve --watch   # http://127.0.0.1:{PORT}, follows every save",
        "  homeward check --strict",
    ])  # fmt: skip
