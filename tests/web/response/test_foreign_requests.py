"""Schemathesis sends requests that the served description allows, and others: no answer is a surprise."""

from pathlib import Path

import schemathesis
from flask import Flask
from schemathesis.engine import Status, events, from_schema

CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_every_answer_is_as_described(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi(
        "/api/openapi.json", app, config=schemathesis.Config.from_path(CONFIG)
    )
    asked, surprises, seen = 0, [], set()
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            seen.add(event.recorder.label)
            surprises += [
                f"{event.recorder.label}: {check.name}: {check.failure_info.failure}"
                if check.failure_info
                else check.name
                for checks in event.recorder.checks.values()
                for check in checks
                if check.status == Status.FAILURE
            ]
    assert surprises == []
    assert len(seen) > 30
    assert asked > 300, asked
