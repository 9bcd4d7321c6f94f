"""Progress of long jobs, on stderr: a bar for a person, nothing for a pipe."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


def plain(text: str) -> str:
    """The text on one line without characters that a terminal acts on: control and format characters escaped.

    >>> plain("a\\x1b[31m b\\n")
    'a\\\\x1b[31m b\\\\n'
    """
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
        else letter
        for letter in text
    )


def console() -> Console:
    """Where everything that is not a result goes."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def counting(what: str) -> Iterator[Callable[[str], object]]:
    """A counter of pages; call it with the address of each. Off a terminal it writes nothing."""
    where = console()
    if not where.is_terminal:
        yield len
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=where, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tick(address: str) -> None:
            bar.update(task, advance=1, description=f"{what} {plain(address[-60:])}".replace("[", "("))

        yield tick
