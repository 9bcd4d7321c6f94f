"""Task `speed`: documents, sentences and megabytes a second, on one process and on two, and where the time goes.

Three streams of pages of about 400 words: all about conflict (the project's own corpus, or the files given), two in a
hundred about conflict, none (the rest from `quiet`, a small grammar of ours). The clock starts when all is loaded and
warm. Stages are those of one process; `store` writes a ledger in a temporary folder. Figures are of this machine, now:
leave it alone while it runs.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dateline import jobs
from dateline.bench.rows import Row
from dateline.bench.streams import conflict_texts, mixed
from dateline.bench.tasks import Bench, Missing
from dateline.bench.watch import STAGES, watching
from dateline.engines.local import in_order
from dateline.protocols import RawPage
from dateline.store.ledger import Ledger
from dateline.store.portions import Portions
from dateline.store.prepared import PageRows, page_rows

#: streams with the share of pages about conflict, how many pages, and the goal on two processes (documents/s)
STREAMS = (("all conflict", 1.0, 120, 60.0), ("2% conflict", 0.02, 1000, 1000.0), ("no conflict", 0.0, 1000, None))
_WARM = 24  # pages before the clock starts
_RUN = "run_speed"


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a run over a stream took."""

    seconds: float
    cpu_seconds: float
    sentences: int
    stages: dict[str, float]


def run(bench: Bench) -> Iterator[Row]:
    """The rows of every stream; raises Missing where there are no conflict texts to make them of."""
    files = list(bench.gold) or sorted(Path("corpus").glob("*.dat"))
    if not files:
        raise Missing("no corpus (*.dat); run it in the project's folder or name files with --gold", "corpus")
    texts = conflict_texts(files)
    for name, share, size, goal in STREAMS:
        pages = mixed(texts, share, size + _WARM)
        bench.tell(f"{name}: {size} pages")
        megabytes = sum(len(page.data) for page in pages[_WARM:]) / 1e6
        one = _on_one(bench, pages)
        for metric, value in _figures(one, size, megabytes):
            yield _row(name, "1 process", metric, value, size)
        two = _on_two(bench.reader, pages, one.sentences)
        yield _row(name, "2 processes", "docs_per_s", size / two.seconds, size, goal)
        yield _row(name, "2 processes", "sentences_per_s", two.sentences / two.seconds, size)
        yield _row(name, "2 processes", "mb_per_s", megabytes / two.seconds, size)
    yield _row("all streams", "1 process", "peak_mb", _peak_mb(resource.RUSAGE_SELF), 1)
    yield _row("all streams", "2 processes", "peak_mb", _peak_mb(resource.RUSAGE_CHILDREN), 1)


def _on_one(bench: Bench, pages: Sequence[RawPage]) -> _Taken:
    """The stream in this process, stage by stage, into a ledger."""
    machine = bench.machine
    for page in pages[:_WARM]:
        machine.code(page)
    sentences = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "ledger.sqlite") as ledger,
        watching(machine) as watch,
        Portions(ledger) as portions,
    ):
        store = watch.timed("store", lambda *page: portions.add(partial(ledger.add_rows, page_rows(*page), _RUN)))
        began, cpu = time.perf_counter(), time.process_time()
        for page in pages[_WARM:]:
            coded = machine.code(page)
            sentences += len(coded.sentences)
            store(page.capture, page.data, coded.article, coded.claims)
        watch.timed("store", portions.write)()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return _Taken(seconds, cpu, sentences, dict(watch.seconds))


def _on_two(reader: str, pages: Sequence[RawPage], sentences: int) -> _Taken:
    """The stream in two processes, into a ledger that this one writes."""
    began = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "ledger.sqlite") as ledger,
        closing(in_order(jobs.RowCoder(reader), pages, 2, jobs.weight)) as results,
        Portions(ledger) as portions,
    ):
        for at, page in enumerate(results):
            if at == _WARM:
                began = time.perf_counter()
            if at >= _WARM and isinstance(page, PageRows):
                portions.add(partial(ledger.add_rows, page, _RUN))
        portions.write()
        seconds = time.perf_counter() - began
    return _Taken(seconds, seconds, sentences, {})


def _figures(taken: _Taken, size: int, megabytes: float) -> Iterator[tuple[str, float]]:
    """Metrics of a run, whole and by stage; a stage that took no time has none."""
    yield "docs_per_s", size / taken.seconds
    yield "sentences_per_s", taken.sentences / taken.seconds
    yield "mb_per_s", megabytes / taken.seconds
    yield "cpu_ms_per_doc", 1000 * taken.cpu_seconds / size
    yield "encoder_share", taken.stages.get("encoder", 0.0) / taken.seconds
    for stage in (*STAGES, "store"):
        spent = taken.stages.get(stage, 0.0)
        if spent:
            yield f"{stage}_docs_per_s", size / spent
            yield f"{stage}_sentences_per_s", taken.sentences / spent
            yield f"{stage}_mb_per_s", megabytes / spent


def _row(stream: str, processes: str, metric: str, value: float, n: int, goal: float | None = None) -> Row:
    by = "goal on two cores" if goal is not None else None
    return Row("speed", stream, processes, metric, value, None, None, n, goal, by)


def _peak_mb(who: int) -> float:
    """The most memory that a process held, in megabytes (of the children: the largest)."""
    return resource.getrusage(who).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
