"""/docs/rules: every rule that a problem can name is there, with what to write instead and an example."""

from html import unescape

import pytest
from flask.testing import FlaskClient

from app.evidence.check.rule_examples import EXPLANATIONS
from app.evidence.check.rulebook import RULEBOOK


@pytest.fixture
def page(client: FlaskClient) -> str:
    answer = client.get("/docs/rules")
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_every_rule_stands_at_the_anchor_of_its_id(page: str) -> None:
    assert [rule for rule in RULEBOOK if page.count(f'id="{rule}"') != 1] == []
    assert [rule for rule in RULEBOOK if f'href="#{rule}"' not in page] == []


def test_a_rule_shows_the_lines_it_refuses_and_accepts(page: str) -> None:
    shown = [each.examples[0] for each in EXPLANATIONS.values() if each.examples]
    assert [
        example.bad
        for example in shown
        if f"<code>{example.refused}</code></pre>" not in page
        or f"<code>{example.accepted}</code></pre>" not in page
    ] == []
    assert "⟦" not in page


def test_backquotes_become_code(page: str) -> None:
    assert "two lines <code>---</code>." in page
    assert "`" not in page.split("<main")[1]


def test_the_page_is_linked_and_asked_again_only_when_it_changed(client: FlaskClient) -> None:
    assert 'href="/docs/rules"' in client.get("/about").get_data(as_text=True)
    mark = client.get("/docs/rules").headers["ETag"]
    assert client.get("/docs/rules", headers={"If-None-Match": mark}).status_code == 304
