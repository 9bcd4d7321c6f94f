"""The command that measures: bench."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from dateline import jobs
from dateline.bench import ledger as ledger_task
from dateline.bench.rows import Row, table
from dateline.cli.progress import console
from dateline.config import Settings


@click.command()
@click.argument("tasks", nargs=-1, type=click.Choice(["ledger"]))
@click.option("--data", type=click.Path(path_type=Path), default="../shared/public", show_default=True)
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--gold", multiple=True, type=click.Path(path_type=Path, exists=True), help="Annotation files instead.")
@click.option("--only", type=click.File(encoding="utf-8"), help="Ids of the documents to measure, one a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
@click.pass_obj
def bench(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    tasks: tuple[str, ...],
    data: Path,
    split: str,
    gold: tuple[Path, ...],
    only: TextIO | None,
    as_json: bool,
) -> None:
    """Measure against known sets; a set that is not there is skipped, and said so.

    The task `ledger` reads DATA/../dev/*.dat (or test/*.dat), or the files given with --gold; those
    stand under the split `gold`, without a published figure: that one is of other pages.

    Example: dateline bench ledger --gold corpus/levant.dat --only corpus/held-back.txt
    """
    tell = console()
    rows: list[Row] = []
    wanted = [line.strip() for line in only if line.strip() and line[0] != "#"] if only else None
    files = list(gold) or sorted((data.parent / split).glob("*.dat"))
    if "ledger" in (tasks or ("ledger",)):
        if files:
            rows += ledger_task.run(jobs.machine(settings.reader), files, "gold" if gold else split, wanted)
        else:
            tell.print(f"SKIPPED ledger: no *.dat in {data.parent / split}", markup=False)
    if rows:
        click.echo("\n".join(row.as_json() for row in rows) if as_json else table(rows))
    sys.exit(0 if rows else 1)
