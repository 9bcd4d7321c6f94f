"""The `dateline` command. Only here are errors meant for the user caught; bugs keep their traceback.

Exit codes: 0 all went well, 1 an input was refused or a check failed, 2 the command could not be carried out,
130 stopped with Ctrl-C, 141 whoever read the output has gone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from dateline import __version__
from dateline.cli.annotate import check, code
from dateline.cli.checking import verify
from dateline.cli.desk import serve
from dateline.cli.gazetteer import gazetteer
from dateline.cli.ledger import add, link, report, run, setup_map
from dateline.cli.measure import bench
from dateline.cli.progress import plain
from dateline.cli.show import explain, export, show
from dateline.cli.views import diff, grade
from dateline.config import Settings
from dateline.errors import DatelineError


class _ClosedPipe(Exception):
    """A BrokenPipeError on its way past click, which would make exit code 1 of it."""


class _Commands(click.Group):
    """The group of all commands."""

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """Read the command line, which is where --help prints; a closed pipe goes on to `main`."""
        try:
            return super().make_context(*words, **more)
        except BrokenPipeError as gone:
            raise _ClosedPipe from gone

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe goes on to `main`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise _ClosedPipe from gone


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    envvar="DATELINE_LEDGER",
    show_envvar=True,
    help="The ledger file (default: dateline-out/ledger.sqlite).",
)
@click.option("--reader", help="Which reader codes the pages: learned (default), rules, or llm.")
@click.pass_context
def cli(context: click.Context, ledger: Path | None, reader: str | None) -> None:
    """Dateline reads news pages and keeps a ledger of attributed claims.

    Example: dateline run my-pages/ -o out
    """
    known = Settings.from_environment()
    context.obj = Settings(ledger or known.ledger, reader or known.reader)


for command in (
    run,
    add,
    code,
    link,
    show,
    explain,
    report,
    export,
    serve,
    check,
    bench,
    setup_map,
    gazetteer,
    diff,
    grade,
    verify,
):
    cli.add_command(command)


def main() -> None:
    """Run the command; an error meant for the user is one line on stderr and exit code 2."""
    sys.exit(_exit_code())


def _exit_code() -> int:
    """The exit code of the command line's command, after its errors were told."""
    try:
        return _carry_out()
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; run the same command again to go on", err=True)
        return 130
    except DatelineError as problem:
        click.echo(f"dateline: {plain(str(problem))}", err=True)
        return 2
    except (_ClosedPipe, BrokenPipeError):
        _drop_output()
        return 141
    except OSError as problem:
        _drop_output()
        what = problem.strerror or str(problem)
        where = f"{plain(str(problem.filename))}: " if problem.filename else ""
        click.echo(f"dateline: {where}{what}", err=True)
        return 2


def _carry_out() -> int:
    """The command's own exit code, once all that it printed is out."""
    try:
        result = cli.main(standalone_mode=False)
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # rich makes exit code 1 of it
            raise leaving.__context__ from None
        result = leaving.code
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _drop_output() -> None:
    """What still waits for a stdout that takes nothing is thrown away: Python would fail on it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
