"""The content folder as it was at a git revision: what git has of it, written to another folder. The only place that runs git."""

import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIXES = (".md", ".yaml")
LINK = "120000"


class RevisionError(Exception):
    """The content at a revision cannot be had; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit as the reader wrote it, `name`, and as git knows it. `inside` is the content folder's place in the repository, "" for its root."""

    name: str
    commit: str
    repository: Path
    inside: str

    @property
    def shown(self) -> str:
        """“main (1a2b3c4)”; a commit that was named by its own digits stands alone."""
        return self.commit[:7] if self.commit.startswith(self.name) else f"{self.name} ({self.commit[:7]})"


def find_revision(content: Path, name: str) -> Revision:
    """The revision of the repository that holds `content`."""
    top = _git(content, "rev-parse", "--show-toplevel", "--show-prefix")
    if top.returncode and b"not a git repository" not in top.stderr:
        raise RevisionError(f"git cannot read the repository of {content}: {top.stderr.decode('utf-8', 'replace').strip()}")
    if top.returncode:
        raise RevisionError(
            f"{content} is not in a git repository, so there is nothing to compare with. Run `git init` and commit the content first."
        )
    repository, inside = [*top.stdout.decode().split("\n"), ""][:2]
    found = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise RevisionError(f"git knows no revision “{name}”{_hint(name)}")
    return Revision(name, found.stdout.decode().strip(), Path(repository), inside.strip("/"))


def write_content(revision: Revision, folder: Path) -> None:
    """Write the entries and vocabularies of the revision to `folder`, as they were committed."""
    under = f"{revision.inside}/" if revision.inside else ""
    tree = _git(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.commit, *(["--", under] if under else []))
    wanted = [(mode, digest, path.removeprefix(under)) for mode, digest, path in _files(tree.stdout) if path.endswith(SUFFIXES)]
    if not any(path.startswith("programs/") for _, _, path in wanted):
        raise RevisionError(f"{revision.shown} has no content: there is no {under}programs/ in it. Name a revision from after the content was added.")
    blobs = _git(revision.repository, "cat-file", "--batch", asked="".join(f"{digest}\n" for _, digest, _ in wanted).encode()).stdout
    for mode, _, path in wanted:
        header, _, blobs = blobs.partition(b"\n")
        size = int(header.split()[2])
        _write(folder, path, blobs[:size], is_link=mode == LINK)
        blobs = blobs[size + 1 :]


def _files(tree: bytes) -> list[tuple[str, str, str]]:
    """(mode, digest, path) of every file; commits of other repositories are none."""
    entries = [entry.split("\t", 1) for entry in tree.decode("utf-8", "replace").split("\0") if entry]
    return [(*described.split()[::2], path) for described, path in entries if described.split()[1] == "blob"]  # type: ignore[misc]


def _write(folder: Path, path: str, blob: bytes, is_link: bool) -> None:
    if ".." in PurePosixPath(path).parts:
        return
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if is_link:
        target.symlink_to(blob.decode("utf-8", "replace"))
    else:
        target.write_bytes(blob)


def _hint(name: str) -> str:
    if ".." in name:
        return f". One name is one revision; two are compared by: homeward diff {' '.join(part or 'HEAD' for part in name.replace('...', '..').split('..'))}"
    if name.startswith("origin/"):
        return ". Fetch it first: git fetch origin (in a workflow, check out with fetch-depth: 0)"
    return ". Use a branch, a tag or a commit, for example main or HEAD~1 (`git log --oneline` lists commits)"


def _git(where: Path, *words: str, asked: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(where), *words], input=asked, capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git was not found. Install it (on Debian or Ubuntu: apt install git): revisions are read with it.") from None
