"""A local server that answers chat completions from a script, honestly or not."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


class Script:
    """What the server is to do, request by request (the last one again and again), and what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked, self.headers = list(answers), [], []
        self.over = threading.Event()
        self.url = ""

    def next(self) -> Answer:
        """The answer to the request that has just been noted."""
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@contextmanager
def serving(*answers: Answer) -> Iterator[Script]:
    """A server on a free port of this machine."""
    script = Script(*answers)

    class Handler(BaseHTTPRequestHandler):
        script_ = script

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            script.asked.append(json.loads(body))
            script.headers.append(dict(self.headers))
            with contextlib.suppress(OSError):  # the reader hangs up on some answers, as it should
                script.next()(self)
            self.close_connection = True

        def log_message(self, *words: Any) -> None:  # noqa: ARG002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        script.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def raw(data: bytes, status: int = 200, **headers: str) -> Answer:
    """These bytes under that status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def says(text: str | None, ended: str = "stop") -> Answer:
    """A chat completion with that text."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": ended}
    return raw(json.dumps({"choices": [choice]}).encode())


def tells(*claims: Any) -> Answer:
    """A chat completion with those claims."""
    return says(json.dumps({"claims": list(claims)}))


def drips(head: bytes, drop: bytes) -> Answer:
    """`head`, then one drop every 20 ms until the reader hangs up or the test is over."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not handler.script_.over.wait(0.02):  # type: ignore[attr-defined]
            handler.wfile.write(drop)
            handler.wfile.flush()

    return answer
