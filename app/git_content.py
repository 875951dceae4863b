"""The content folder as it was at a git revision, written to another folder; the only file that runs git."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIXES = (".md", ".yaml")
LINK = "120000"
NAMING = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES",
    "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS",
)  # fmt: skip
"""Variables that name another repository than that of the content; a hook of git is run with some of them."""


class RevisionError(Exception):
    """The content at a revision cannot be had; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: `name` as the reader wrote it. `inside` is the content folder in the repository, or ""."""

    name: str
    commit: str
    repository: Path
    inside: str

    @property
    def shown(self) -> str:
        """“main (1a2b3c4)”; a commit that was named by its own digits stands alone."""
        return self.commit[:7] if self.commit.startswith(self.name) else f"{self.name} ({self.commit[:7]})"


def find_revision(content: Path, name: str) -> Revision:
    """The revision of the repository that holds `content`. Raises RevisionError."""
    repository, inside = _place(content)
    found = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise RevisionError(f"git knows no revision “{name}”. {_hint(name)}")
    return Revision(name, found.stdout.decode().strip(), repository, inside)


def _place(content: Path) -> tuple[Path, str]:
    """The work tree that holds the content folder, and where in it."""
    top = _git(content, "rev-parse", "--show-toplevel", "--show-prefix")
    if not top.returncode:
        repository, inside = [*os.fsdecode(top.stdout).split("\n"), ""][:2]
        return Path(repository), inside.strip("/")
    if b"must be run in a work tree" in top.stderr and (around := _marked_bare(content.resolve())):
        inside = content.resolve().relative_to(around).as_posix()
        return around, "" if inside == "." else inside
    if b"not a git repository" not in top.stderr:
        reason = top.stderr.decode("utf-8", "replace").strip()
        raise RevisionError(f"git cannot read the repository of {content}: {reason}")
    where = f"{content} is not in a git repository, so there is nothing to compare with."
    raise RevisionError(f"{where} Run `git init` and commit the content first.")


def _marked_bare(content: Path) -> Path | None:
    """The work tree of a repository that has one although core.bare, left by some tool, denies it."""
    return next((folder for folder in (content, *content.parents) if (folder / ".git").is_dir()), None)


def write_content(revision: Revision, folder: Path) -> None:
    """Write the entries and vocabularies of the revision to `folder`, as they were committed."""
    files = _files(revision)
    if not any(path.startswith("programs/") for _, _, path in files):
        place = f"{revision.inside}/programs/" if revision.inside else "programs/"
        lacking = f"{revision.shown} has no content: there is no {place} in it."
        raise RevisionError(f"{lacking} Name a revision from after the content was added.")
    digests = "".join(f"{digest}\n" for _, digest, _ in files).encode()
    blobs = _git(revision.repository, "cat-file", "--batch", asked=digests).stdout
    for mode, _, path in files:
        header, _, blobs = blobs.partition(b"\n")
        size = int(header.split()[2])
        blob, blobs, target = blobs[:size], blobs[size + 1 :], folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if mode == LINK:
            target.symlink_to(os.fsdecode(blob))
        else:
            target.write_bytes(blob)


def _files(revision: Revision) -> list[tuple[str, str, str]]:
    """(mode, digest, path in the content folder) of every entry and vocabulary; no path leads out of it."""
    under = f"{revision.inside}/" if revision.inside else ""
    only = ["--", under] if under else []
    tree = _git(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.commit, *only)
    files = []
    for line in filter(None, os.fsdecode(tree.stdout).split("\0")):
        described, path = line.split("\t", 1)
        mode, kind, digest = described.split()
        if kind == "blob" and path.endswith(SUFFIXES) and ".." not in PurePosixPath(path).parts:
            files.append((mode, digest, path.removeprefix(under)))
    return files


def _hint(name: str) -> str:
    if ".." in name:
        names = [part or "HEAD" for part in name.replace("...", "..").split("..")]
        return f"One name is one revision; two are compared by: homeward diff {' '.join(names)}"
    if name.startswith("origin/"):
        return "Fetch it first: git fetch origin (in a workflow, check out with fetch-depth: 0)"
    return "Use a branch, a tag or a commit, for example main or HEAD~1 (`git log --oneline` lists commits)"


def _git(where: Path, *words: str, asked: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(where), *words]
    given = {name: value for name, value in os.environ.items() if name not in NAMING}
    english = {**given, "LC_ALL": "C"}  # what git says is read here
    try:
        return subprocess.run(command, input=asked, capture_output=True, check=False, env=english)
    except FileNotFoundError:
        remedy = "Install it (on Debian or Ubuntu: apt install git): revisions are read with it."
        raise RevisionError(f"git was not found. {remedy}") from None
