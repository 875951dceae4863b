"""The options that several commands have."""

from collections.abc import Callable, Iterable
from typing import Any

import click


def format_option(formats: Iterable[str], help: str) -> Callable[[Any], Any]:
    """`--format`: one of `formats`; "text" unless another is given."""
    return click.option("--format", "form", type=click.Choice(list(formats)), default="text", help=help)
