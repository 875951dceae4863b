"""The server process: granian, and with --watch a thread that builds on every save."""

import gc
import ipaddress
import logging.config
import os
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer
from watchfiles import watch

from app import create_app
from app.catalog.search.search_counts import shared_memory
from app.catalog.store.workers import end_with_parent
from app.sending import THREADS, PatientSender
from app.settings import SettingError, Settings
from app.web.observing.figures import write_empty
from app.web.observing.log_lines import logging_config
from app.web.observing.wiring import FIGURES
from app.web.page_cache.caching import PAGE_CACHE, PageCache
from app.web.request.context import SITE_CONTEXT, SiteContext

SECONDS_TO_STOP = 2
ALLOCATED_BETWEEN_COLLECTIONS = 50_000
"""Python's default of 700 would search the whole snapshot for cycles several times in one request."""
SECONDS_WITHOUT_A_BYTE = 30
"""After so long the system drops a connection whose other end takes nothing of what it asked for."""
SECONDS_TO_LISTEN = 30
SECONDS_BETWEEN_PAGES = 0.005
SLOTS_A_WORKER = 4
"""A worker that starts again may do so before the one in whose place it starts has ended."""


def serve_forever(
    settings: Settings, host: str, port: int, workers: int, rebuild: Callable[[], object] | None
) -> None:
    """Serve until interrupted. Raises ClickException if the port is taken or no worker can start.

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
    if settings.count_searches:
        shared_memory()  # before the workers are forked, which count in it together
    click.echo(f"Homeward is at http://{host}:{port} (stop with Ctrl-C)", err=True)
    config = logging_config(settings.log_format, settings.log_level)
    server = make_server("app.serving:worker_application", host, port, workers, settings.log_level, config)
    with _figures_of(workers):
        try:
            server.serve()
        except SystemExit as error:
            reason = "the workers end as soon as they start; what they said stands above"
            raise click.ClickException(reason) from error


@contextmanager
def _figures_of(workers: int) -> Iterator[None]:
    """Where the workers count, for as long as the server runs; where the disk refuses, each counts alone."""
    os.environ.pop(FIGURES, None)
    try:
        made = tempfile.TemporaryDirectory(prefix="homeward-", ignore_cleanup_errors=True)
        write_empty(Path(made.name), workers * SLOTS_A_WORKER)
    except OSError as error:
        reason = f"no temporary folder can be written ({error.strerror}); TMPDIR names another"
        click.echo(f"Warning: /metrics is not summed over the workers: {reason}.", err=True)
        yield
        return
    with made:
        os.environ[FIGURES] = made.name
        try:
            yield
        finally:
            del os.environ[FIGURES]


def make_server(
    target: str, host: str, port: int, workers: int, log_level: str, log_config: dict[str, Any] | None = None
) -> AbstractServer[Any]:
    """A server for the WSGI application that `target` makes in every worker."""
    # Threads that wait for readers are cheap, and one runs at a time: no advice on their number is needed.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.msg)
    server: AbstractServer[Any] = Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels(log_level if log_level != "info" else "warning"),
        log_dictconfig=log_config,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,  # a worker that is just starting misses the polite request
    )
    return server


def worker_application() -> PatientSender:
    """The application in a worker process. Ctrl-C reaches the parent alone, which stops every worker."""
    os.setpgrp()
    end_with_parent()
    gc.set_threshold(ALLOCATED_BETWEEN_COLLECTIONS, 20, 20)
    try:
        settings = Settings.from_environment()
        logging.config.dictConfig(logging_config(settings.log_format, settings.log_level))
        application = create_app(settings)
    except Exception as error:
        said = str(error) if isinstance(error, SettingError) else repr(error)
        click.echo(f"A worker cannot start: {said}", err=True)
        raise SystemExit(1) from error
    threading.Thread(target=_drop_stalled_connections, daemon=True).start()
    if not settings.watch:  # an editor who saves sees the new one at once
        site: SiteContext = application.extensions[SITE_CONTEXT]
        threading.Thread(target=site.catalog.follow, daemon=True).start()
    sender = PatientSender(application)
    if cache := application.extensions.get(PAGE_CACHE):
        threading.Thread(target=_refill, args=(cache, sender.turn), daemon=True).start()
    return sender


def _refill(cache: PageCache, turn: threading.Lock) -> None:
    """After each switch, make the pages that were asked for most, one at a time between requests."""
    while cache.switched.wait():
        cache.switched.clear()
        is_left = True
        while is_left:
            with turn:
                is_left = cache.refill()
            time.sleep(SECONDS_BETWEEN_PAGES)  # a lock that is taken again at once lets nobody else have it


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches a server that listens there."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _drop_stalled_connections() -> None:
    """Limit how long a reader may take nothing, on the socket that this worker is about to listen on.

    The server has no such setting; accepted connections inherit it from the socket. Linux alone has it.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    last = time.monotonic() + SECONDS_TO_LISTEN
    found: list[socket.socket] = []
    while option is not None and not found and time.monotonic() < last:
        time.sleep(0.1)
        found = list(_listening_sockets())
    for each in found:
        with each:
            each.setsockopt(socket.IPPROTO_TCP, option or 0, SECONDS_WITHOUT_A_BYTE * 1_000)


def _listening_sockets() -> Iterator[socket.socket]:
    """Copies of the sockets on which this process listens."""
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            number = os.dup(int(name))
            try:
                each = socket.socket(fileno=number)
            except OSError:
                os.close(number)
                continue
            if each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield each
            else:
                each.close()


def _rebuild_on_save(settings: Settings, rebuild: Callable[[], object]) -> None:
    try:
        for _ in watch(settings.content, debounce=200, step=50, raise_interrupt=False):
            try:
                rebuild()
            except Exception as error:  # noqa: BLE001  # whatever one save brings, the next one must be seen
                said = error.message if isinstance(error, click.ClickException) else repr(error)
                still = "Whatever was serving still is; the next save tries again."
                click.echo(f"Not built: {said}. {still}", err=True)
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
            raise click.ClickException(f"{taken}. Choose another port, for example PORT=8080") from error
