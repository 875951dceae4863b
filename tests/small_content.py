"""A copy of the shipped content with a few of its programs, which is read in a tenth of the time."""

import re
import shutil
from pathlib import Path

from tests.conftest import CONTENT

ELSEWHERE = re.compile(r"\]\(/(?:programs|topics|guides)/[^)]*\)")
"""A link to an entry, which may not be among the few."""


def copy_with(programs: tuple[str, ...], folder: Path) -> Path:
    """The content with `programs` and their topics, every word and level, without guides, at `folder`."""
    entries = [CONTENT / "programs" / f"{slug}.md" for slug in programs]
    topics = {
        "post-permanency-services",
        *(
            slug
            for entry in entries
            for slug in re.findall(r"^  - topic: (\S+)", entry.read_text("utf-8"), re.MULTILINE)
        ),
    }
    for name in ("vocabulary", "ratings"):
        shutil.copytree(CONTENT / name, folder / name)
    frame = [CONTENT / name for name in ("site.yaml", "documents.yaml")]
    for file in [*frame, *entries, *(CONTENT / "topics" / f"{slug}.md" for slug in topics)]:
        target = folder / file.relative_to(CONTENT)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file, target)
    for topic in folder.glob("topics/*.md"):
        topic.write_text(ELSEWHERE.sub("](/topics)", topic.read_text("utf-8")), "utf-8")
    return folder
