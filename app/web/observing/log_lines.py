"""How a line of a log is written: for people, or as JSON, one object to a line."""

import json
import logging
import time
from functools import lru_cache
from typing import Any, Protocol

import orjson

JSON = "json"


class Observed(Protocol):
    """What a line tells of a request."""

    id: str
    method: str
    route: str
    status: str
    seconds: float
    size: int
    address: str | None
    query: str | None


def write_request_line(seen: Observed, form: str, now: float) -> bytes:
    """One line; what a reader sent can neither end it nor command a terminal."""
    more = {name: value for name in ("address", "query") if (value := getattr(seen, name)) is not None}
    ms, at = round(seen.seconds * 1_000, 2), _time(now)
    if form == JSON:
        line = {
            "time": at, "level": "info", "event": "request", "id": seen.id, "method": seen.method,
            "route": seen.route, "status": int(seen.status), "ms": ms, "bytes": seen.size, **more,
        }  # fmt: skip
        return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
    said = "".join(f" {name}={json.dumps(value)}" for name, value in more.items())
    method = seen.method if seen.method.isalpha() else json.dumps(seen.method)
    text = f"{at} {seen.id} {method} {seen.route} {seen.status} {ms} ms {seen.size} bytes{said}\n"
    return text.encode("ascii", "backslashreplace")


class JsonFormatter(logging.Formatter):
    """A record as one JSON object, with its `context` and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record.created), "level": record.levelname.lower(), "event": "log",
            "message": record.getMessage(), **getattr(record, "context", {}),
        }  # fmt: skip
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


class TextFormatter(logging.Formatter):
    """A record for people: time, level, message, then its `context`, then the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        context: dict[str, Any] = getattr(record, "context", {})
        said = "".join(f" {name}={value}" for name, value in context.items())
        text = f"{_time(record.created)} {record.levelname.lower()} {record.getMessage()}{said}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


FORMATTERS: dict[str, type[logging.Formatter]] = {"text": TextFormatter, JSON: JsonFormatter}


def logging_config(form: str, level: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`: what the site and its server have to say, on standard error."""
    console = {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{FORMATTERS[form].__name__}"}},
        "handlers": {"console": console},
        "loggers": {
            "homeward": {"handlers": ["console"], "level": level.upper(), "propagate": False},
            "_granian": {"handlers": ["console"], "propagate": False},
        },
    }


def _time(seconds: float) -> str:
    whole = int(seconds)
    return f"{_second(whole)}.{int((seconds - whole) * 1_000):03d}Z"


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
