"""Commands that write: run, add, link, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from dateline import jobs
from dateline.cli.progress import console, counting, plain
from dateline.cli.words import counted
from dateline.config import DEFAULT_FOLDER, Settings
from dateline.errors import InputError
from dateline.records import Refused
from dateline.registry import EXPORTERS, load
from dateline.report.report import write_report
from dateline.sources.files import passed_over
from dateline.store.ledger import Ledger
from dateline.vendored import Refused as PackageRefused
from dateline.vendored import setup_all

_INPUTS = click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
_JOBS = click.option(
    "--jobs", "processes", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that code pages."
)


@click.command()
@_INPUTS
@click.option("-o", "--out", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
@_JOBS
@click.pass_context
def run(context: click.Context, inputs: tuple[Path, ...], out: Path, processes: int) -> None:
    """Add pages, link them, and write the report and the claims table: the main job.

    INPUTS are files or folders: text, HTML, JSON Lines, each also .gz; - is one page from stdin. Running it again adds
    only what is new. The ledger is OUT/ledger.sqlite, or the one that --ledger or DATELINE_LEDGER names.

    Example: dateline run samples -o dateline-out
    """
    settings: Settings = context.obj
    named = context.find_root().params["ledger"] is not None
    path = settings.ledger if named else out / "ledger.sqlite"
    if out.exists() and not out.is_dir():
        raise InputError(str(out), "is not a folder; name a folder for what run writes")
    for folder in (out, path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with Ledger.open(path) as ledger:
        added = _add(ledger, inputs, settings, processes)
        linked = jobs.link(ledger)
        with open(out / "report.html", "w", encoding="utf-8", newline="\n") as page:
            write_report(ledger, page)
        with open(out / "claims.csv", "wb") as table:
            load(EXPORTERS, "csv")().write(ledger, table)
    click.echo(_pages(added))
    click.echo(f"{counted(added.claims, 'new claim')}; {counted(linked.incidents, 'incident')}, {_families(linked)}")
    for name, file in (("ledger", path), ("report", out / "report.html"), ("claims", out / "claims.csv")):
        click.echo(f"{name}: {file}")
    sys.exit(1 if added.refused else 0)


@click.command()
@_INPUTS
@_JOBS
@click.pass_obj
def add(settings: Settings, inputs: tuple[Path, ...], processes: int) -> None:
    """Add pages to the ledger; what it holds already stays as it is.

    Example: dateline --ledger week.sqlite add monday/ tuesday.jsonl.gz
    """
    settings.ledger.parent.mkdir(parents=True, exist_ok=True)
    with Ledger.open(settings.ledger) as ledger:
        added = _add(ledger, inputs, settings, processes)
    click.echo(_pages(added))
    sys.exit(1 if added.refused else 0)


def _pages(added: jobs.Added) -> str:
    return f"{counted(added.run.added, 'page')} added, {added.run.skipped} known, {added.run.refused} refused"


def _families(linked: jobs.Linked) -> str:
    return counted(linked.copy_groups, "family of copies", "families of copies")


def _add(ledger: Ledger, inputs: tuple[Path, ...], settings: Settings, processes: int) -> jobs.Added:
    tell = console()
    jobs.machine(settings.reader, lambda text: tell.print(text, markup=False))
    with counting("reading") as tick:
        added = jobs.add(
            ledger, inputs, reader=settings.reader, processes=processes, tick=tick, tell_refused=_tell_refused
        )
    if other := passed_over(inputs):
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(other.items()))
        told = f"not read: {kinds}; of a folder only text, HTML and JSON Lines are read, each also .gz"
        print(plain(told), file=sys.stderr, flush=True)
    return added


def _tell_refused(refused: Refused) -> None:
    """One line on stderr, above the progress bar, in characters that do nothing to a terminal."""
    print(plain(f"refused {refused.address}: {refused.what}"), file=sys.stderr, flush=True)


@click.command()
@click.pass_obj
def link(settings: Settings) -> None:
    """Find copies, incidents and relations between claims; people's judgements stay.

    Example: dateline link
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        done = jobs.link(ledger)
    click.echo(f"{counted(done.incidents, 'incident')}, {_families(done)}, {counted(done.links, 'link')}")


@click.command()
@click.option("-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help="The page to write.")
@click.option("--title", default="What the pages say", show_default=True, help="The report's title.")
@click.option("--quote-limit", type=click.IntRange(min=0), default=None, help="Cut quoted page text for sharing.")
@click.pass_obj
def report(settings: Settings, out: TextIO, title: str, quote_limit: int | None) -> None:
    """Write the ledger as one self-contained HTML page.

    Example: dateline report -o report.html
    """
    with Ledger.open(settings.ledger, create=False) as ledger:
        write_report(ledger, out, title=title, quote_limit=quote_limit)


@click.command("setup-map")
def setup_map() -> None:
    """Fetch country outlines for maps, and the scripts of the desk's map and time line; the build does it where it can.

    Example: dateline setup-map
    """
    try:
        setup_all()
    except (OSError, PackageRefused) as problem:
        raise InputError(
            "files for maps", f"{problem}; without them maps are grids and the desk has no brush"
        ) from problem
    click.echo("country outlines, map and time line installed")
