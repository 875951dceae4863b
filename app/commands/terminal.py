"""What a terminal or a pipe is shown: any text on any encoding, and no sign that commands a terminal."""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

import click

# Control signs, text that turns round, and halves of signs (file names that are not UTF-8). A carriage return
# stays where it begins a line that is written over, or ends one.
UNSHOWN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<!^)\r(?!\n)"
)
LIKE = str.maketrans({
    "“": "'", "”": "'", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "→": "->", "×": "x",
    "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
"""What stands for a sign that an encoding lacks; no straight double quote, which would end a text in JSON."""
DATA = ("json", "sarif")
"""Formats that programs read: what the encoding lacks is escaped there, never replaced."""


def print_report(text: str, form: str) -> None:
    """Print a report to standard output in the format `form`."""
    encoding = getattr(sys.stdout, "shown", None) or "utf-8"
    shown = "".join(_escape_unknown(text, encoding)) if form in DATA else text
    click.echo(shown, nl=not shown.endswith("\n"))


@contextmanager
def any_text_shown() -> Iterator[None]:
    """Until it is left, whatever is written to standard output and errors can be shown there."""
    shown = {name: ShownText(stream) for name in ("stdout", "stderr") if (stream := getattr(sys, name))}
    for name, stream in shown.items():
        setattr(sys, name, cast(TextIO, stream))
    try:
        yield
    finally:
        for name, stream in shown.items():
            if getattr(sys, name) is stream:  # click puts another in its place when the reader has gone
                setattr(sys, name, stream.stream)


@contextmanager
def _failing_in_a_line() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read it has gone: click ends quietly
    except OSError as error:
        raise click.ClickException(f"this cannot be printed: {error.strerror}") from error


class ShownText:
    """A stream that writes signs it cannot show as others, and signs that command a terminal as codes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.shown = stream, stream.encoding or "utf-8"
        # click would put its own stream in the place of one in ASCII.
        self.encoding = "utf-8" if _is_ascii(self.shown) else self.shown

    def write(self, text: str) -> int:
        with _failing_in_a_line():
            return self.stream.write(make_showable(text, self.shown))

    def flush(self) -> None:
        with _failing_in_a_line():
            self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def make_showable(text: str, encoding: str) -> str:
    r"""“\x1b” as \u001b, and what `encoding` lacks as something like it, or a question mark."""
    text = UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(_like(character, encoding) for character in text)
    return text


def _like(character: str, encoding: str) -> str:
    if _has(encoding, character):
        return character
    return character.translate(LIKE).encode(encoding, "replace").decode(encoding)


def _escape_unknown(text: str, encoding: str) -> Iterator[str]:
    for character in text:
        yield character if _has(encoding, character) else json.dumps(character)[1:-1]


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_ascii(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "ascii"
