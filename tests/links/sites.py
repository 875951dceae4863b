"""Sites on this machine that answer as a test tells them, and note how they were asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """How a page answers; `to_head` is another status for HEAD, `once` the status of the first answer."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    to_head: int | None = None
    once: int | None = None


@dataclass
class Site:
    """`asked`: (method, path, User-Agent) in order."""

    address: str
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)


@contextmanager
def site(pages: Mapping[str, Page], host: str = "127.0.0.1") -> Iterator[Site]:
    """A site of its own: another port is another host. Paths it does not know answer 404."""
    told = Site("", pages=dict(pages))

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(b"")

        def do_GET(self) -> None:
            self._answer(told.pages.get(self.path, Page()).body)

        def _answer(self, body: bytes) -> None:
            told.asked.append((self.command, self.path, self.headers["User-Agent"]))
            page = told.pages.get(self.path, Page(404))
            status = (page.to_head if self.command == "HEAD" else None) or page.once or page.status
            page.once = None
            self.send_response(status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *words: object) -> None:
            """Nothing: a test looks at `asked`."""

    server = ThreadingHTTPServer((host, 0), Handler)
    told.address = f"http://{host}:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
