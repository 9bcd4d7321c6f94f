"""An endpoint is asked within bounds of time and size, and whatever it does is told in one clear line."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from pathlib import Path

import pytest

from dateline.backends.answers import BadAnswer, read_answer, schema
from dateline.backends.cache import AnswerCache
from dateline.backends.chat import Chat, Endpoint, EndpointError
from tests.backends.server import Answer, Script, drips, raw, says, serving, tells

KEY = "sk-not-a-real-key-5531"


def ask(
    url: str, folder: Path, retries: int = 0, timeout_s: float = 5, key: str | None = None
) -> tuple[str, list[float]]:
    """The answer, and the pauses before it."""
    pauses: list[float] = []
    endpoint = Endpoint(url, "m", key, timeout_s=timeout_s, max_bytes=20_000, retries=retries)
    text = Chat(endpoint, AnswerCache(folder), pauses.append).ask([], schema(), read_answer)
    return text, pauses


def refused(folder: Path, *answers: Answer, timeout_s: float = 5, retries: int = 0) -> tuple[EndpointError, Script]:
    """What is told of a server that does this."""
    with serving(*answers) as script, pytest.raises(EndpointError) as told:
        ask(script.url, folder, retries, timeout_s, KEY)
    assert KEY not in str(told.value) and "\n" not in str(told.value)
    return told.value, script


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (OK + b"Content-Length: 9999\r\n\r\n", b"x"),
        (OK + b"X-Slow: ", b"y"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"", b""),
    ],
)
def test_a_slow_drip_ends_when_its_time_is_up(tmp_path: Path, head: bytes, drop: bytes) -> None:
    told, _ = refused(tmp_path, drips(head, drop), timeout_s=0.5)
    assert told.what == "the endpoint did not answer within 0.5 s" and told.down


def test_a_huge_answer_is_not_read_to_its_end(tmp_path: Path) -> None:
    endless = drips(OK + b"Content-Type: application/json\r\n\r\n", b"x" * 8_000)
    told, _ = refused(tmp_path, endless)
    assert told.what == "the answer is longer than 20000 bytes"


def test_a_packed_answer_is_refused(tmp_path: Path) -> None:
    told, _ = refused(tmp_path, raw(gzip.compress(b" " * 10**7), Content_Encoding="gzip"))
    assert "packed" in told.what


def test_redirects_are_not_followed(tmp_path: Path) -> None:
    with serving(tells()) as elsewhere:
        told, _ = refused(tmp_path, raw(b"", 307, Location=f"{elsewhere.url}/chat/completions"))
    assert "redirects (HTTP 307)" in told.what and not elsewhere.asked


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418])
def test_errors_that_stay_are_not_tried_again(tmp_path: Path, status: int) -> None:
    told, script = refused(tmp_path, raw(b"go away " + KEY.encode(), status), retries=3)
    assert f"HTTP {status}" in told.what and len(script.asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_errors_that_pass_are_tried_again_with_pauses(tmp_path: Path, status: int) -> None:
    with serving(raw(b"", status), raw(b"", status), tells()) as script:
        text, pauses = ask(script.url, tmp_path, retries=3)
    assert json.loads(text) == {"claims": []} and pauses == [0.5, 1.0] and len(script.asked) == 3


def test_retry_after_is_heeded_but_not_for_ever(tmp_path: Path) -> None:
    with serving(raw(b"", 429, Retry_After="7"), raw(b"", 429, Retry_After="86400"), tells()) as script:
        _, pauses = ask(script.url, tmp_path, retries=3)
    assert pauses == [7.0, 30.0]


def test_tries_are_counted(tmp_path: Path) -> None:
    told, script = refused(tmp_path, raw(b"", 500), retries=2)
    assert told.down and len(script.asked) == 3


def test_nobody_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match="cannot be reached"):
        ask(f"http://127.0.0.1:{port}/v1", tmp_path)


def test_somebody_who_speaks_no_http(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def greet() -> None:
            other, _ = server.accept()
            with other:
                other.sendall(b"220 mail.example ready\r\n\x00\xff\x1b[2J")

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(EndpointError, match="does not speak HTTP|cannot be reached"):
            ask(f"http://127.0.0.1:{server.getsockname()[1]}/v1", tmp_path)
        thread.join()


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"{}", b'{"choices": []}', b'{"choices": [{"message": 3}]}', b"[" * 9_999, b"\xff\xfe", b"null"],
)
def test_no_chat_completion(tmp_path: Path, data: bytes) -> None:
    told, _ = refused(tmp_path, raw(data))
    assert told.what == "the answer is not a chat completion" and not told.down


def test_an_answer_that_was_cut_off(tmp_path: Path) -> None:
    told, _ = refused(tmp_path, says('{"claims": [{"sentence"', "length"))
    assert "cut off" in told.what


def test_a_model_that_declines(tmp_path: Path) -> None:
    told, _ = refused(tmp_path, says(None))
    assert "no text" in told.what


@pytest.mark.parametrize(
    "text",
    [
        '{"claims": [',
        "[]",
        "{}",
        '{"claims": {}}',
        "I cannot do that.",
        "[" * 9_000,
        '{"claims": [' + "1," * 90 + "1]}",
    ],
)
def test_text_that_is_no_list_of_claims(tmp_path: Path, text: str) -> None:
    with serving(says(text)) as script, pytest.raises(BadAnswer):
        ask(script.url, tmp_path)


def test_it_works_where_a_loop_runs(tmp_path: Path) -> None:
    import asyncio

    async def notebook(url: str) -> str:
        return ask(url, tmp_path)[0]

    with serving(tells()) as script:
        assert asyncio.run(notebook(script.url)) == '{"claims": []}'
