"""A site with a file that no buffer holds, served as Homeward is: for readers that take it slowly."""

from collections.abc import Callable, Iterator
from typing import Any

from app.sending import PatientSender

LARGE = "/large"
MEGABYTES = 64


def application() -> PatientSender:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return iter([bytes(1 << 20)] * MEGABYTES if environ["PATH_INFO"] == LARGE else [b"quick"])

    return PatientSender(answer)
