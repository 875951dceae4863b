"""What an operator sees: a line for each request, errors with context, and figures that Prometheus reads."""

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from app.settings import Settings
from app.web.observing import figures, request_observer
from app.web.observing.figures import SIZE, Figures, Slots, write_empty
from app.web.observing.log_lines import JsonFormatter, TextFormatter

TYPED = "zebra-secret"
ASKED = (
    "/programs?q=zebra-secret+kin", "/api/v1/programs?q=zebra-secret", "/zebra-secret", "/programs/zebra-secret",
    "/programs?zebra-secret=1", "/programs?rating=zebra-secret", "/programs/keep", "/static/site.css",
)  # fmt: skip
Make = Callable[..., Flask]


@pytest.fixture
def make(shipped: Path) -> Make:
    def made(**more: object) -> Flask:
        return create_app(Settings(catalog=shipped, **{"access_log": frozenset(), **more}))  # type: ignore[arg-type]

    return made


def read_metrics(app: Flask, **more: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = app.test_client().get("/metrics", **more).get_data(as_text=True)  # type: ignore[arg-type]
    assert TYPED not in text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_each_request_is_one_line_without_what_was_typed(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    client = make(log_format="json").test_client()
    answers = [client.get(path) for path in ASKED]
    written = capfd.readouterr().out
    assert TYPED not in written
    assert "127.0.0.1" not in written
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["status"] for line in lines] == [answer.status_code for answer in answers]
    assert [line["bytes"] for line in lines] == [len(answer.data) for answer in answers]
    assert [line["route"] for line in lines[:4]] == ["/programs", "/api/v1/programs", "other", "/programs/<slug>"]
    assert all(line["ms"] > 0 and line["method"] == "GET" and line["event"] == "request" for line in lines)
    assert len({line["id"] for line in lines}) == len(lines)


def test_a_line_for_people_says_the_same(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    answer = make().test_client().get("/programs/keep")
    moment, number, *rest = capfd.readouterr().out.split()
    assert rest[:3] == ["GET", "/programs/<slug>", "200"]
    assert rest[4:] == ["ms", str(len(answer.data)), "bytes"]
    assert moment.endswith("Z")
    assert len(number) == 16


def test_address_and_query_are_told_when_they_are_asked_for(
    make: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    told = make(access_log=frozenset({"address", "query"}), log_format="json").test_client()
    told.get('/programs?q=two+%0A"words"')
    line = json.loads(capfd.readouterr().out)
    assert line["address"] == "127.0.0.1"
    assert line["query"].startswith("q=two")


def test_no_line_where_none_is_wanted(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    for quiet in (make(access_log=None), make(log_level="warning")):
        quiet.test_client().get("/about")
    assert capfd.readouterr().out == ""


def test_what_is_not_sent_is_not_counted_as_bytes(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    client = make(log_format="json").test_client()
    tag = client.head("/about").headers["ETag"]
    client.get("/about", headers={"If-None-Match": tag})
    assert [json.loads(line)["bytes"] for line in capfd.readouterr().out.splitlines()] == [0, 0]


def test_prometheus_reads_the_figures(make: Make) -> None:
    app = make(access_log=None)
    for path in ASKED:
        app.test_client().get(path)
    app.extensions["homeward"].figures.count_store(True)
    read = read_metrics(app)
    assert read["homeward_requests_total", (("route", "/programs"), ("status", "200"))] == 2
    assert read["homeward_requests_total", (("route", "/programs"), ("status", "400"))] == 1
    assert read["homeward_requests_total", (("route", "other"), ("status", "404"))] == 1
    assert read["homeward_request_seconds_count", (("route", "/programs"),)] == 3
    assert read["homeward_request_seconds_bucket", (("le", "+Inf"), ("route", "/programs"))] == 3
    assert read["homeward_request_seconds_sum", (("route", "/programs"),)] > 0
    assert read["homeward_search_seconds_count", ()] == 3
    assert read["homeward_store_requests_total", (("result", "hit"),)] == 1
    assert ("homeward_store_requests_total", (("result", "miss"),)) in read
    assert read["homeward_programs", ()] > 100
    assert any(name == "homeward_generation_info" for name, _ in read)


def test_the_last_build_is_among_the_figures(make: Make, shipped: Path) -> None:
    from app.catalog.store.last_build import LastBuild, write_last_build

    write_last_build(shipped, LastBuild("20261129", 1.5, 1_796_000_000))
    read = read_metrics(make())
    assert (read["homeward_build_seconds", ()], read["homeward_build_timestamp_seconds", ()]) == (1.5, 1_796_000_000)


def test_workers_count_into_one_sum_and_one_that_starts_again_goes_on(tmp_path: Path) -> None:
    write_empty(tmp_path, 2)
    workers = [Figures(["/a"], Slots(tmp_path)) for _ in range(2)]
    for number, worker in enumerate(workers):
        for _ in range(number + 1):
            worker.count_request("/a", "200", 0.02)
    text = figures.write_exposition(workers[0], {})
    assert 'homeward_requests_total{route="/a",status="200"} 3\n' in text
    assert 'homeward_request_seconds_bucket{route="/a",le="0.01"} 0\n' in text
    assert 'homeward_request_seconds_bucket{route="/a",le="0.025"} 3\n' in text
    with pytest.raises(OSError, match="taken"):
        Slots(tmp_path)
    del worker, workers
    again = Figures(["/a"], Slots(tmp_path))
    assert 'status="200"} 3\n' in figures.write_exposition(again, {})


def test_a_slot_is_written_whole_before_it_is_used(tmp_path: Path) -> None:
    write_empty(tmp_path, 1)
    (slot,) = tmp_path.iterdir()
    assert slot.stat().st_blocks * 512 >= SIZE


@pytest.mark.parametrize("peer, forwarded, status", [
    ("127.0.0.1", None, 200), ("::1", None, 200), ("::ffff:127.0.0.1", None, 200),
    ("10.1.2.3", None, 200),  # a trusted network
    ("192.0.2.7", None, 403), ("", None, 403),
    ("10.1.2.3", "192.0.2.7", 403),  # a reader, through a trusted proxy
    ("10.1.2.3", "127.0.0.1, 192.0.2.7", 403),  # who says that the request comes from loopback
    ("10.1.2.3", "192.0.2.7, 10.9.9.9", 403),  # through two trusted proxies
    ("10.1.2.3", "10.7.7.7", 200),
    ("127.0.0.1", "192.0.2.7", 403), ("127.0.0.1", "127.0.0.1", 403),  # through a proxy that nobody named
    ("192.0.2.7", "127.0.0.1", 403),
])  # fmt: skip
def test_figures_are_for_loopback_and_trusted_networks(
    make: Make, peer: str, forwarded: str | None, status: int
) -> None:
    from ipaddress import ip_network

    client = make(access_log=None, trusted_proxies=(ip_network("10.0.0.0/8"),)).test_client()
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert answer.status_code == status
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_slow_request_is_logged_with_its_shape(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(request_observer, "SLOW_SECONDS", 0.0)
    make(access_log=None).test_client().get(
        "/programs?q=zebra-secret+at+home&age=4&age=7&zebra-secret=zebra-secret&sort="
    )
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("slow: GET /programs took ")
    assert said.endswith(" ms (q of 3 words, age x2, sort x1, 1 unknown)")


def test_an_error_is_logged_with_the_request_that_the_answer_names(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    app = make(access_log=None)
    app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/broken?q=zebra-secret")
    (record,) = caplog.records
    line = json.loads(JsonFormatter().format(record))
    assert line["id"] == answer.headers["X-Request-Id"]
    assert (line["level"], line["method"], line["path"]) == ("error", "GET", "/broken")
    assert "ZeroDivisionError" in line["exception"]
    assert TYPED not in json.dumps(line)
    assert f"id={line['id']}" in TextFormatter().format(record)


def test_liveness_needs_no_catalog_and_readiness_does(tmp_path: Path, shipped: Path) -> None:
    empty, ready = (
        create_app(Settings(catalog=folder, hosts=("a.org",))).test_client() for folder in (tmp_path, shipped)
    )
    probe = {"headers": {"Host": "10.0.0.9:8000"}}  # probes ask by number
    assert empty.get("/livez", **probe).status_code == ready.get("/livez", **probe).status_code == 200
    assert empty.get("/readyz", **probe).status_code == 503
    assert ready.get("/readyz", **probe).status_code == 200
    assert empty.get("/metrics", **probe).status_code == 200


def test_a_logger_writes_no_more_than_the_level_says() -> None:
    from app.web.observing.log_lines import logging_config

    config = logging_config("json", "warning")
    assert config["loggers"]["homeward"]["level"] == "WARNING"
    logging.getLogger("homeward")
