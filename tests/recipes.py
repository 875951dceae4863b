"""The recipes of CONTRIBUTING.md as steps that can be followed, read from what stands there for people.

A `sh` block is typed, a `text` block is what it prints. Around the other blocks the sentence
says what to do: “In `FILE`, replace … by …”,
“At the end of `FILE`, add …”, “Make the file `FILE` with this text: …”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

RECIPE = re.compile(r"^### (.+?)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(
    r"(?P<before>(?:(?!```).)*?)^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
FILE = r"`([\w./-]+)`"


@dataclass(frozen=True, slots=True)
class Step:
    """`what` is done with `text`: typed, expected in the output, or written into `file` instead of `old`."""

    what: Literal["type", "printed", "replace", "add", "make"]
    text: str
    file: str = ""
    old: str = ""


def recipes(document: str) -> dict[str, list[Step]]:
    """The steps of every recipe, by its heading. Raises ValueError at a block that no sentence explains."""
    body = document.split("## Recipes\n", 1)[1]
    return {title: list(_steps(text)) for title, text in RECIPE.findall(body.split("\n## ", 1)[0] + "\n##")}


def _steps(recipe: str) -> Iterator[Step]:
    replaced: tuple[str, str] | None = None
    for block in BLOCK.finditer(recipe):
        said, text = (
            block["before"].strip().split("\n\n")[-1],
            re.sub(rf"^{block['indent']}", "", block["text"], flags=re.MULTILINE),
        )
        if replaced and said == "by":
            yield Step("replace", text, file=replaced[0], old=replaced[1])
            replaced = None
        elif block["kind"] in ("sh", "text"):
            yield Step("type" if block["kind"] == "sh" else "printed", text)
        elif found := re.search(rf"In {FILE}, replace$", said, re.IGNORECASE):
            replaced = (found[1], text)
        elif found := re.search(rf"At the end of {FILE}, add$", said, re.IGNORECASE):
            yield Step("add", text, file=found[1])
        elif found := re.search(rf"Make the file {FILE} with this text:$", said, re.IGNORECASE):
            yield Step("make", text, file=found[1])
        else:
            raise ValueError(f"no sentence says what to do with this block:\n{text}")
