"""The commands for the gazetteer."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.progress import counting
from dateline.cli.words import counted
from dateline.knowledge.gazetteer import imported_index
from dateline.knowledge.gazetteer_import import Imported, import_names, import_places, import_units

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def gazetteer() -> None:
    """The list of the world's places that place words are looked up in.

    Example: dateline gazetteer import SY.zip
    """


@gazetteer.command("import")
@click.argument("file", type=_FILE)
@click.option("--admin1", type=_FILE, help="admin1CodesASCII.txt, so that places know their province.")
@click.option("--admin2", type=_FILE, help="admin2Codes.txt.")
@click.option("--alternate-names", type=_FILE, help="alternateNamesV2.txt or .zip: more spellings.")
def import_dump(file: Path, admin1: Path | None, admin2: Path | None, alternate_names: Path | None) -> None:
    """Take places from a file of the public GeoNames dump (SY.txt, SY.zip, allCountries.zip) into a local index.

    A stopped import goes on where it was; the same file again changes nothing. Deleting the index undoes it.

    Example: dateline gazetteer import SY.zip --admin1 admin1CodesASCII.txt
    """
    index = imported_index()
    for units in filter(None, (admin1, admin2)):
        _tell(units, import_units(index, units))
    for path, take in ((file, import_places), (alternate_names, import_names)):
        if path is not None:
            with counting("lines") as tick:
                _tell(path, take(index, path, lambda lines: tick(f"{lines:,} lines")))
    click.echo(f"index: {index}")


def _tell(file: Path, done: Imported) -> None:
    told = f"{counted(done.taken, 'line')} taken, {done.left_out:,} left out"
    what = "is in the index already" if done.again else told
    click.echo(f"{file}: {what}")
