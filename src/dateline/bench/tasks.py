"""The benchmark tasks, what is handed to one, and what it says when its set is not there."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline import jobs
from dateline.bench.rows import Row
from dateline.pipeline import Machine
from dateline.registry import DEFAULT_READER


class Missing(Exception):
    """A set or a split that is not in the data folder: the task is skipped, and said so."""

    def __init__(self, what: str, where: Path | str) -> None:
        super().__init__(f"{what}: nothing at {where}")


@dataclass(frozen=True, slots=True)
class Bench:
    """What a task may use: the data folder (laid out as the public one), the split, files instead, the machine.

    `tell` hears what takes long, a line at a time.
    """

    data: Path
    split: str  # dev, test
    reader: str = DEFAULT_READER
    gold: tuple[Path, ...] = ()
    only: Collection[str] | None = None
    tell: jobs.Tell = print

    @property
    def machine(self) -> Machine:
        """Every stage, loaded at the first call and once in a process."""
        return jobs.machine(self.reader, self.tell)

    def part(self, what: str, *path: str) -> Path:
        """A file or folder under the data folder; raises Missing where it is not there."""
        found = self.data.joinpath(*path)
        if not found.exists():
            raise Missing(what, found)
        return found


Task = Callable[[Bench], Iterator[Row]]

#: name of a task to the module of this room that has its `run`
TASKS: Mapping[str, str] = {
    "ledger": "dateline.bench.ledger",
    "attribution": "dateline.bench.attribution",
    "mentions": "dateline.bench.mentions",
    "muc": "dateline.bench.muc",
    "events": "dateline.bench.events",
    "status": "dateline.bench.status",
    "times": "dateline.bench.times",
    "counts": "dateline.bench.counts",
    "actors": "dateline.bench.actors",
    "toponyms": "dateline.bench.toponyms",
    "geocoding": "dateline.bench.geocoding",
    "geoparse": "dateline.bench.geoparse",
    "incidents": "dateline.bench.incidents",
    "linking": "dateline.bench.linking",
    "copies": "dateline.bench.copies",
    "speed": "dateline.bench.speed",
    "scale": "dateline.bench.scale",
    "desk": "dateline.bench.desk",
}

#: run only when named: they take from minutes to hours and measure the machine as much as the program
ON_REQUEST = frozenset({"desk", "scale", "speed"})


def task(name: str) -> Task:
    """The task of that name, imported when it is asked for."""
    run: Task = importlib.import_module(TASKS[name]).run
    return run
