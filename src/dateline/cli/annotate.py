"""Commands on pages and annotation files without a ledger: code, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from dateline import jobs
from dateline.cli.progress import console, counting, plain
from dateline.config import Settings
from dateline.errors import InputError
from dateline.sources.dat import read_all
from dateline.store.checks import check_ledger
from dateline.store.ledger import Ledger


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "kind", type=click.Choice(["annotation", "dat", "jsonl"]), default="annotation", show_default=True
)
@click.option("-o", "--out", type=click.File("wb"), default="-")
@click.option(
    "--jobs", "processes", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that code pages."
)
@click.pass_obj
def code(settings: Settings, inputs: tuple[Path, ...], kind: str, out: BinaryIO, processes: int) -> None:
    """Code pages and print documents with their events, without a ledger.

    Example: dateline code samples --format annotation -o coded.jsonl
    """
    tell = console()
    refused = 0
    with counting("coding") as tick:
        for done in jobs.code(inputs, settings.reader, processes):
            if done.refused is not None:
                refused += 1
                tell.print(plain(f"refused {done.refused.address}: {done.refused.what}"), markup=False)
            elif done.raw is not None and done.coded is not None:
                out.write(jobs.as_bytes(kind, done.raw, done.coded))
                tick(done.raw.capture.address)
    sys.exit(1 if refused else 0)


@click.group(invoke_without_command=True)
@click.pass_context
def check(context: click.Context) -> None:
    """Check the ledger's invariants, or annotation files with `check corpus`.

    Example: dateline check
    """
    if context.invoked_subcommand is not None:
        return
    with Ledger.open(context.obj.ledger, create=False) as ledger:
        problems = check_ledger(ledger)
    for problem in problems:
        click.echo(plain(f"{problem.where}: {problem.what}; {problem.do}"))
    click.echo("1 problem" if len(problems) == 1 else f"{len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


@check.command("corpus")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check_corpus(files: tuple[Path, ...]) -> None:
    """Verify annotation files (*.dat): every slip on a line of its own.

    Example: dateline check corpus corpus/levant.dat
    """
    try:
        docs, slips = read_all(files)
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(", ".join(map(str, files)), f"cannot be read: {problem}") from problem
    for slip in slips:
        click.echo(plain(f"{slip.where}: {slip.what}"))
    events, lines = sum(len(d["events"]) for d in docs), sum(len(d["sentences"]) for d in docs)
    click.echo(f"{len(docs)} documents, {lines} lines, {events} events, {len(slips)} problems", err=True)
    sys.exit(1 if slips else 0)
