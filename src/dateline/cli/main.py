"""The `dateline` command. Only here are Dateline's own errors caught; bugs keep their traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline import __version__
from dateline.cli.annotate import check, code
from dateline.cli.ledger import add, link, report, run, setup_map
from dateline.cli.measure import bench
from dateline.cli.show import explain, export, show
from dateline.config import Settings
from dateline.errors import DatelineError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
@click.option(
    "--ledger", type=click.Path(path_type=Path), help="The ledger file (default: dateline-out/ledger.sqlite)."
)
@click.option("--reader", help="Which reader codes the pages (default: learned).")
@click.pass_context
def cli(context: click.Context, ledger: Path | None, reader: str | None) -> None:
    """Dateline reads news pages and keeps a ledger of attributed claims.

    Example: dateline run my-pages/ -o out
    """
    known = Settings.from_environment()
    context.obj = Settings(ledger or known.ledger, reader or known.reader)


for command in (run, add, code, link, show, explain, report, export, check, bench, setup_map):
    cli.add_command(command)


def main() -> None:
    """Run the command; an error meant for the user is one line on stderr and exit code 2."""
    try:
        cli.main(standalone_mode=True)
    except DatelineError as problem:
        click.echo(f"dateline: {problem}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


if __name__ == "__main__":
    main()
