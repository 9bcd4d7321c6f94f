"""Who is answered, what a form must carry, and what every answer says about what may run."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.errors import ConfigError, LedgerError
from dateline.web.app import create_app
from dateline.web.security import MAX_BODY
from dateline.web.serve import Serving, serve
from tests.web.conftest import HOME, post, token_of


def test_the_policy_lets_nothing_inline_and_nothing_from_elsewhere(looker: TestClient) -> None:
    headers = looker.get("/help").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["x-frame-options"] == "DENY" and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_a_style_inside(looker: TestClient) -> None:
    for path in ("/help", "/settings", "/nowhere"):
        text = looker.get(path).text
        assert "<style" not in text and " style=" not in text and " onclick" not in text
        assert text.count("<script") == text.count('<script type="module" src="/static/')


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "10.0.0.1"])
def test_a_name_that_is_not_the_desks_is_not_answered(looker: TestClient, host: str) -> None:
    answer = looker.get("/help", headers={"host": host})
    assert answer.status_code == 421 and "<html" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8377", "localhost:8377", "[::1]:8377", "LOCALHOST"])
def test_loopback_is_answered(looker: TestClient, host: str) -> None:
    assert looker.get("/help", headers={"host": host}).status_code == 200


def test_a_form_without_its_sessions_token_changes_nothing(client: TestClient) -> None:
    assert client.post("/settings", data={"who": "A"}, follow_redirects=False).status_code == 403
    mine = token_of(client)
    client.cookies.clear()
    token_of(client)  # another session
    assert client.post("/settings", data={"csrf": mine, "who": "A"}, follow_redirects=False).status_code == 403
    assert post(client, "/settings", who="A").status_code == 303


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_another_page_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    data = {"csrf": token_of(client), "who": "A"}
    assert client.post("/settings", data=data, headers=headers, follow_redirects=False).status_code == 403


def test_a_form_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/settings", content=b"x" * (MAX_BODY + 1)).status_code == 413


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_never_leads_to_another_host(client: TestClient, back: str) -> None:
    assert post(client, "/settings", who="A", back=back).headers["location"] == "/"


def test_with_a_token_nothing_is_shown_without_it(samples: Path) -> None:
    guarded = TestClient(create_app(samples, token="secret-token"), base_url=HOME)
    for path in ("/help", "/static/desk.js", "/api/v1/openapi.json"):
        assert guarded.get(path).status_code == 401
    assert guarded.get("/help?token=wrong").status_code == 401
    assert guarded.get("/help", headers={"authorization": "Bearer secret-token"}).status_code == 200
    assert guarded.get("/help", headers={"host": "10.0.0.1", "authorization": "Bearer secret-token"}).status_code == 200
    assert (
        guarded.get("/help", headers={"host": "evil.example", "authorization": "Bearer secret-token"}).status_code
        == 421
    )
    answer = guarded.get("/help?token=secret-token", follow_redirects=False)
    assert answer.status_code == 303 and "token" not in answer.headers["location"]
    assert guarded.get("/help").status_code == 200


def test_a_tile_server_that_was_asked_for_is_the_only_other_host(samples: Path) -> None:
    tiled = TestClient(create_app(samples, tiles="https://{s}.tiles.example/{z}/{x}/{y}.png"), base_url=HOME)
    policy = tiled.get("/help").headers["content-security-policy"]
    assert "img-src 'self' data: https://*.tiles.example;" in policy and "connect-src 'self';" in policy


def test_the_colours_can_be_chosen_without_scripts(client: TestClient) -> None:
    post(client, "/settings", theme="dark")
    assert 'data-theme="dark"' in client.get("/help").text
    sheet = client.get("/static/style.css").text
    assert (
        ':root[data-theme="dark"] { --paper: #14171a' in sheet
        and ':root[data-theme="light"] { --paper: #ffffff' in sheet
    )


def test_a_ledger_that_is_not_there_and_a_port_that_is_taken_are_told_plainly(samples: Path, tmp_path: Path) -> None:
    import socket

    with pytest.raises(LedgerError, match="there is no ledger"):
        create_app(tmp_path / "none.sqlite")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="choose --port"):
            serve(samples, Serving(port=taken.getsockname()[1]), print)
