"""The server process: granian, and with --watch a thread that builds on every save."""

import gc
import os
import secrets
import socket
import threading
from collections.abc import Callable

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from watchfiles import watch

from app import create_app
from app.settings import Settings

SECONDS_TO_STOP = 2
ALLOCATED_BETWEEN_COLLECTIONS = 50_000
"""Python's default of 700 would search the whole snapshot for cycles several times in one request."""


def serve_forever(
    settings: Settings, host: str, port: int, workers: int, rebuild: Callable[[], object] | None
) -> None:
    """Serve until interrupted. Raises ClickException if the port is taken.

    `rebuild`, if given, is called whenever something under the content changes.
    """
    _refuse_taken(host, port)
    os.environ["HOMEWARD_CONTENT"] = str(settings.content.absolute())
    os.environ["HOMEWARD_CATALOG"] = str(settings.catalog.absolute())
    # Overrides what this process was given: only --watch has the editor.
    os.environ["HOMEWARD_WATCH"] = "1" if rebuild else "0"
    if rebuild:
        # Shared, because a form that one worker made may be sent to another.
        os.environ["HOMEWARD_EDITOR_SECRET"] = secrets.token_urlsafe(32)
        threading.Thread(target=_rebuild_on_save, args=(settings, rebuild), daemon=True).start()
    click.echo(f"Homeward is at http://{host}:{port} (stop with Ctrl-C)", err=True)
    Granian(
        "app.serving:worker_application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels(settings.log_level if settings.log_level != "info" else "warning"),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,  # a worker that is just starting misses the polite request
    ).serve()


def worker_application() -> Flask:
    """The application in a worker process. Ctrl-C reaches the parent alone, which stops every worker."""
    os.setpgrp()
    gc.set_threshold(ALLOCATED_BETWEEN_COLLECTIONS, 20, 20)
    return create_app()


def _rebuild_on_save(settings: Settings, rebuild: Callable[[], object]) -> None:
    try:
        for _ in watch(settings.content, debounce=200, step=50, raise_interrupt=False):
            try:
                rebuild()
            except Exception as error:  # noqa: BLE001  # whatever one save brings, the next one must be seen
                still = "Whatever was serving still is; the next save tries again."
                click.echo(f"Not built: {error!r}. {still}", err=True)
    except Exception as error:  # noqa: BLE001  # the folder is gone, or the system watches no more files
        reason = str(error).rstrip(".")
        lost = f"Saves under {settings.content} are not followed any more: {reason}."
        click.echo(f"{lost} Stop with Ctrl-C, and start again.", err=True)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = f"cannot listen on {host}:{port} ({error.strerror})"
            raise click.ClickException(f"{taken}. Choose another port: PORT=8080 ./scripts/serve") from error
