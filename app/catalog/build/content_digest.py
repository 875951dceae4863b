"""What a generation is made from, as digests: the same content and code have the same ones everywhere."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent.parent
SHAPING = ("evidence", "catalog")
"""Folders of the code that decide what a generation holds."""
LETTERS_OF_A_NAME = 20


@dataclass(frozen=True, slots=True)
class ContentDigest:
    """`frame` is of everything but programs, code included; `whole` of everything.

    `entries` are of the files that may be programs, but for links, which can change without being written.
    """

    frame: str
    entries: Mapping[Path, str]
    whole: str


def digest_content(content: Path) -> ContentDigest:
    # Sorted as text, since paths compare forty times as slowly.
    entries = {path: _digest(path) for path in sorted((content / "programs").glob("*"), key=str)}
    folders = [path for path in content.glob("*") if path.name != "programs"]
    others = sorted(path for folder in folders for path in (folder, *folder.rglob("*")) if path.is_file())
    code = sorted(path for folder in SHAPING for path in (CODE / folder).rglob("*.py"))
    # Names are relative: the same content in another folder has the same digest.
    files = [*((content, path) for path in others), *((CODE, path) for path in code)]
    frame = join_digests((path.relative_to(root).as_posix(), _digest(path)) for root, path in files)
    whole = frame + join_digests((path.name, digest) for path, digest in entries.items())
    plain = {path: digest for path, digest in entries.items() if not path.is_symlink()}
    return ContentDigest(frame, plain, hashlib.sha256(whole.encode()).hexdigest())


def name_generation(frame: str, programs: Mapping[str, str]) -> str:
    """The name of the generation that holds `programs`, slug -> digest of its entry, in this frame."""
    return join_digests([("", frame), *sorted(programs.items())])[:LETTERS_OF_A_NAME]


def join_digests(digests: Iterable[tuple[str, str]]) -> str:
    total = hashlib.sha256()
    for name, digest in digests:
        total.update(f"{name}\n{digest}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _digest(path: Path) -> str:
    try:
        # A pipe or a device may never end.
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except (IsADirectoryError, FileNotFoundError, PermissionError):  # reading reports it as a problem
        return ""
