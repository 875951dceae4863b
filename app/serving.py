"""The server process: granian in front, and with --watch a thread that builds on every save."""

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
"""Python's 700 would look for reference cycles several times in one request, among all that a snapshot holds."""


def serve_forever(settings: Settings, host: str, port: int, workers: int, rebuild: Callable[[], object] | None) -> None:
    """Serve until interrupted. With `rebuild`, call it whenever something under the content changes. Raises ClickException if the port is taken."""
    _refuse_taken(host, port)
    os.environ["HOMEWARD_CONTENT"] = str(settings.content.absolute())
    os.environ["HOMEWARD_CATALOG"] = str(settings.catalog.absolute())
    os.environ["HOMEWARD_WATCH"] = "1" if rebuild else "0"  # whatever this process was given: only --watch has the editor
    if rebuild:
        os.environ["HOMEWARD_EDITOR_SECRET"] = secrets.token_urlsafe(32)  # a form that one worker made is sent to any of them
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
        workers_kill_timeout=SECONDS_TO_STOP,  # one that was interrupted while it started never hears the polite request
    ).serve()


def worker_application() -> Flask:
    """The application in a worker process, out of the terminal's reach: Ctrl-C goes to the parent alone, which stops every worker."""
    os.setpgrp()
    gc.set_threshold(ALLOCATED_BETWEEN_COLLECTIONS, 20, 20)
    return create_app()


def _rebuild_on_save(settings: Settings, rebuild: Callable[[], object]) -> None:
    try:
        for _ in watch(settings.content, debounce=200, step=50, raise_interrupt=False):
            try:
                rebuild()
            except Exception as error:  # noqa: BLE001  # whatever one save brings, the next one must be seen
                click.echo(f"Not built: {error!r}. Whatever was serving still is; the next save tries again.", err=True)
    except Exception as error:  # noqa: BLE001  # the folder is gone, or the system watches no more files
        click.echo(
            f"Saves under {settings.content} are not followed any more: {str(error).rstrip('.')}. Stop with Ctrl-C, and start again.", err=True
        )


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {host}:{port} ({error.strerror}). Choose another port: PORT=8080 ./scripts/serve"
            ) from error
