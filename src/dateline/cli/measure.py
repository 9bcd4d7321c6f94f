"""The command that measures: bench."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from dateline.bench.rows import Row, table
from dateline.bench.tasks import ON_REQUEST, TASKS, Bench, Missing, task
from dateline.cli.progress import console
from dateline.config import Settings


@click.command()
@click.argument("tasks", nargs=-1, type=click.Choice(sorted(TASKS)))
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

    Without a task all are run but `speed`, `scale` and `desk`, which take long and have to be named;
    with --gold, `ledger` alone.

    The task `ledger` reads DATA/../dev/*.dat (or test/*.dat), or the files given with --gold; those
    stand under the split `gold`, without a published figure: that one is of other pages.

    Example: dateline bench ledger --gold corpus/levant.dat --only corpus/held-back.txt
    """
    tell = console()
    wanted = [line.strip() for line in only if line.strip() and line[0] != "#"] if only else None
    given = Bench(
        data, split, settings.reader, gold, wanted, lambda line: tell.print(line, markup=False, highlight=False)
    )
    rows: list[Row] = []
    every = ("ledger",) if gold else tuple(name for name in TASKS if name not in ON_REQUEST)
    for name in tasks or every:
        try:
            for row in task(name)(given):
                rows.append(row)
                if as_json:
                    click.echo(row.as_json())
        except Missing as missing:
            tell.print(f"SKIPPED {name}: {missing}", markup=False, highlight=False)
    if rows and not as_json:
        click.echo(table(rows))
    sys.exit(0 if rows else 1)
