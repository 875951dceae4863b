"""Only a person at this computer, from a page of this editor, only while editing; all else is refused."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.editor.guard import new_token
from tests.editor.conftest import Editor
from tests.editor.submitting import submission

SLUG = "pathways-home"


def test_a_site_that_is_not_being_edited_has_no_such_route(app: Flask, client: FlaskClient) -> None:
    assert not any(rule.rule.startswith("/edit") for rule in app.url_map.iter_rules())
    assert client.get("/edit").status_code == 404
    assert client.post(f"/edit/{SLUG}").status_code == 404


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "127.0.0.1:8000", "localhost:8080", "[::1]:8000"]
)
def test_it_answers_at_the_names_of_this_computer(host: str, editor: Editor) -> None:
    assert editor.client.get("/edit/-/static/editor.css", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "registry.example.org",
        "127.0.0.1.example.org",
        "192.168.0.7:8000",
        "localhost.example.org",
        "127.0.0.1@example.org",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_any_other_host_is_refused_whatever_is_asked(host: str, method: str, editor: Editor) -> None:
    for path in ("/edit", f"/edit/{SLUG}", "/edit/no/such/page"):
        answer = editor.client.open(path, method=method, headers={"Host": host})
        assert answer.status_code in (400, 403)
        assert (
            method == "HEAD"
            or answer.status_code == 400
            or "only at http://127.0.0.1" in answer.get_data(as_text=True)
        )


def test_somebody_at_another_computer_is_refused(editor: Editor) -> None:
    for address in ("192.168.0.7", "10.0.0.1", "2001:db8::1", ""):
        assert editor.client.get("/edit", environ_overrides={"REMOTE_ADDR": address}).status_code == 403
    assert (
        editor.client.get(
            "/edit/-/static/editor.css", environ_overrides={"REMOTE_ADDR": "::ffff:127.0.0.1"}
        ).status_code
        == 200
    )


def test_what_came_through_a_proxy_is_refused(editor: Editor) -> None:
    assert editor.client.get("/edit", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_on_another_site_changes_nothing(headers: dict[str, str], editor: Editor) -> None:
    sent, before = editor.open(SLUG), editor.text(SLUG)
    answer = editor.client.post(f"/edit/{SLUG}", data={**sent, "name": "Changed"}, headers=headers)
    assert answer.status_code == 403
    assert "nothing was changed" in answer.get_data(as_text=True)
    assert editor.text(SLUG) == before


@pytest.mark.parametrize("token", [None, "", "guessed"])
@pytest.mark.parametrize(
    "path", [f"/edit/{SLUG}", f"/edit/{SLUG}/preview", f"/edit/{SLUG}/undo", "/edit/-/new"]
)
def test_a_form_without_the_token_of_the_editor_is_refused(
    token: str | None, path: str, editor: Editor
) -> None:
    assert editor.client.post(path, data={} if token is None else {"token": token}).status_code == 403


def test_a_form_that_was_open_over_a_restart_is_shown_again_with_everything_typed(editor: Editor) -> None:
    here, before = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, editor.text(SLUG)
    sent = {**editor.open(SLUG), "token": ["of the server before"], "developer": ["An hour of work"]}
    answer = editor.client.post(f"/edit/{SLUG}", data={**sent, "do": "save"}, headers=here)
    shown = submission(answer.get_data(as_text=True))
    assert answer.status_code == 403
    assert "Homeward was started again" in answer.get_data(as_text=True)
    assert editor.text(SLUG) == before
    assert shown["developer"] == ["An hour of work"]
    assert editor.client.post(f"/edit/{SLUG}/preview", data=sent, headers=here).get_json()["changed"] == 1
    assert editor.client.post(f"/edit/{SLUG}", data={**sent, "do": "save"}).status_code == 403, (
        "without a browser that vouches for it"
    )
    assert "An hour of work" not in editor.client.post(
        f"/edit/{SLUG}", data=sent, headers={"Origin": "http://localhost"}
    ).get_data(as_text=True)
    assert editor.client.post(f"/edit/{SLUG}/undo", data=sent, headers=here).status_code == 403
    assert editor.client.post(f"/edit/{SLUG}", data={**shown, "do": "save"}, headers=here).status_code == 303


def test_the_facts_of_a_new_entry_outlive_a_restart(editor: Editor) -> None:
    facts = {
        "name": "Steady Ground",
        "summary": "Helps families.",
        "population": "All families.",
        "source": "https://example.org/a",
        "token": "old",
    }
    answer = editor.client.post("/edit/-/new", data=facts, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert 'value="https://example.org/a"' in answer.get_data(as_text=True)
    assert not (editor.programs / "steady-ground.md").exists()


def test_every_worker_of_one_server_takes_the_forms_of_the_others() -> None:
    secret = {"HOMEWARD_EDITOR_SECRET": "drawn by the parent"}
    assert new_token(secret) == new_token(secret)
    assert new_token(secret) != new_token({"HOMEWARD_EDITOR_SECRET": "another start"})
    assert new_token({}) != new_token({})


def test_pages_of_the_editor_are_never_kept_and_keep_the_policy(editor: Editor) -> None:
    for path in ("/edit", f"/edit/{SLUG}"):
        headers = editor.client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "ETag" not in headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_page_of_the_site_leads_to_its_form_only_while_editing(editor: Editor, client: FlaskClient) -> None:
    assert f'href="/edit/{SLUG}"' in editor.client.get(f"/programs/{SLUG}").get_data(as_text=True)
    assert "/edit" not in client.get(f"/programs/{SLUG}").get_data(as_text=True)
