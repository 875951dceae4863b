"""The short ways of templates lead to the same pages as Jinja's own."""

import datetime
from pathlib import Path

import markupsafe
import pytest
from flask import Flask
from flask.templating import Environment
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from app.settings import Settings
from app.web.quick_templates import QuickEnvironment, escape_text
from app.web.remembered_pieces import recall
from app.web.request.context import take_snapshot
from tests.conftest import CONTENT, TODAY

TEMPLATES = (
    "{{ text }}{{ safe }}{{ number }}{{ real }}{{ nothing }}{{ text ~ safe }}{{ text|e }}{{ [text, safe] }}",
    "{% macro m(a, b='<b>', c=3) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    "{{ m(text) }}{{ m(text, c=text) }}{{ m(safe, number, real) }}{{ m(m(m(text))) }}{{ m(b=text, a=1) }}",
    "{% macro m() %}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{% call m(text, x=safe) %}<i>{{ text }}</i>{% endcall %}",
    "{% for each in 'abc' %}{{ loop.first }}{{ loop.index0 }}{{ loop.length }}{{ loop.revindex }}{{ {'a': 1}['a'] }}{{ each[0] }}"
    "{% for one in [] %}{{ loop.index }}{% else %}none{% endfor %}{% endfor %}",
    "{% for each in [text, safe] %}{% set kept %}{{ each }}&{% endset %}{{ kept }}{{ loop.index }}{{ loop.last }}"
    "{% endfor %}{{ '%s'|format(text) }}{{ function(text) }}{{ range(3)|join('<') }}{{ cycler(text)|string|length > 3 }}",
)


@given(st.one_of(st.text(), st.text().map(markupsafe.Markup), st.integers(), st.floats(), st.none(), st.booleans()))
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(escape_text(value)) == str(markupsafe.escape(value))


@pytest.mark.parametrize("source", TEMPLATES)
def test_calls_and_macros_say_the_same(source: str) -> None:
    values = {
        "text": "<a href='x'>\"&\"</a>", "safe": markupsafe.Markup("<b>safe</b>"), "number": 5, "real": 0.5,
        "nothing": None, "function": lambda said: f"<{said}>",
    }  # fmt: skip
    made = []
    for kind in (Environment, QuickEnvironment):
        engine = kind(Flask("tests"), autoescape=True)
        made.append(engine.from_string(source).render(values))
    assert made[0] == made[1]


def test_a_macro_that_is_called_wrongly_is_an_error() -> None:
    engine = QuickEnvironment(Flask("tests"))
    for call in ("m(1, 2)", "m(b=2)", "m(1, a=2)"):
        with pytest.raises(TypeError):
            engine.from_string("{% macro m(a) %}{{ a }}{% endmacro %}{{ " + call + " }}").render()


def test_an_attribute_that_is_not_there_is_an_error_unless_it_may_be_undefined() -> None:
    engine = QuickEnvironment(Flask("tests"))
    with pytest.raises(AttributeError):
        engine.from_string("{{ text.nothing_of_that_name }}").render(text="")
    asked = "{{ text.nothing_of_that_name is defined }} {{ text.nothing_of_that_name is undefined }}"
    assert engine.from_string(asked).render(text="") == "False True"


def test_a_piece_is_made_once_for_a_generation_and_a_day(shipped: Path) -> None:
    day, made = TODAY, list[str]()
    site = create_app(Settings(content=CONTENT, catalog=shipped), lambda: day)

    def make(key: str) -> str:
        made.append(key)
        return key

    for key, on in (("a", TODAY), ("a", TODAY), ("b", TODAY), ("a", datetime.date(2030, 1, 1))):
        day = on
        with site.test_request_context("/"):
            take_snapshot()
            assert recall(key, make, key) == key
    assert made == ["a", "b", "a"]
