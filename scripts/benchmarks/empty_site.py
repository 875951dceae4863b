"""The least that a Flask site can do: one view, a fixed number of bytes, behind granian with the settings of app/serving.py.

Usage: python empty_site.py PORT BYTES
"""

import os
import sys

from flask import Flask, Response
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BYTES = "HOMEWARD_BENCH_BYTES"


def make() -> Flask:
    app = Flask(__name__)
    body = b"x" * int(os.environ[BYTES])

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def everything(path: str) -> Response:
        return Response(body, mimetype="application/json")

    return app


if __name__ == "__main__":
    os.environ[BYTES] = sys.argv[2]
    Granian(
        "benchmarks.empty_site:make",
        factory=True,
        interface=Interfaces.WSGI,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        workers=2,
        blocking_threads=1,
        log_level=LogLevels.warning,
    ).serve()
