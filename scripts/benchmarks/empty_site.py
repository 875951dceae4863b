"""The least that a Flask site can do: one view that answers a fixed number of bytes."""

import os

from flask import Flask, Response

app = Flask(__name__)
BODY = b"x" * int(os.environ["HOMEWARD_BENCH_BYTES"])


@app.get("/", defaults={"path": ""})
@app.get("/<path:path>")
def everything(path: str) -> Response:
    return Response(BODY, mimetype="application/json")
