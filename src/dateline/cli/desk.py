"""The command that serves the desk."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.config import Settings


@click.command()
@click.argument("ledger", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others ask for a token.")
@click.option("--port", type=click.IntRange(1, 65535), default=8377, show_default=True)
@click.option("--token", envvar="DATELINE_TOKEN", show_envvar=True, help="Ask for this token, also on loopback.")
@click.option("--name", "names", multiple=True, help="A further host name under which the desk may be reached.")
@click.option("--tiles", help="Address of a tile server for the map's ground: https://.../{z}/{x}/{y}.png")
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def serve(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    ledger: Path | None,
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    tiles: str | None,
    browser: bool,
) -> None:
    """Look at a ledger, check it and decide, in the browser: the desk.

    It listens on this machine only, asks no other host for anything, and goes on until Ctrl-C.

    Example: dateline serve dateline-out/ledger.sqlite --open
    """
    from dateline.web.serve import Serving
    from dateline.web.serve import serve as go

    how = Serving(host, port, token, names, tiles, settings.reader, browser)
    go(ledger or settings.ledger, how, click.echo)
