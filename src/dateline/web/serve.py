"""Serving the desk: a server on one port, and the browser on it where it is asked for."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from dateline.errors import ConfigError
from dateline.registry import DEFAULT_READER
from dateline.web.app import create_app
from dateline.web.security import is_loopback

_OPEN_AFTER_S = 0.8


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how to serve."""

    host: str = "127.0.0.1"
    port: int = 8377
    token: str | None = None
    names: tuple[str, ...] = ()
    tiles: str | None = None
    reader: str = DEFAULT_READER
    browser: bool = False


def serve(path: Path, how: Serving, tell: Callable[[str], object]) -> None:
    """Serves a ledger until it is stopped. Beyond loopback there is always a token: one is made where none is given."""
    if how.tiles and not how.tiles.startswith(("https://", "http://")):
        raise ConfigError(f"{how.tiles}: a tile server's address starts with https://")
    token = how.token or (None if is_loopback(how.host) else secrets.token_urlsafe(24))
    app = create_app(path, token=token, names=(how.host, *how.names), reader=how.reader, tiles=how.tiles)
    _free(how.host, how.port)
    shown = f"[{how.host}]" if ":" in how.host else how.host
    address = f"http://{shown}:{how.port}/" + (f"?token={token}" if token else "")
    tell(f"desk: {address}")
    tell("stop it with Ctrl-C")
    if how.browser:
        timer = threading.Timer(_OPEN_AFTER_S, webbrowser.open, (address,))
        timer.daemon = True
        timer.start()
    uvicorn.run(app, host=how.host, port=how.port, log_level="warning", access_log=False, server_header=False)


def _free(host: str, port: int) -> None:
    """Raises ConfigError where the port is taken, before anything is printed."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise ConfigError(f"{host}:{port}: cannot be listened on ({problem.strerror}); choose --port") from problem
