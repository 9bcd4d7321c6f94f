"""Task `scale`: a made-up year of 100,000 pages linked in a ledger file, then one more day: what the day costs; memory.

It needs no data folder. `day_to_year` is the time of linking the further day over that of linking the year; `peak_mb`
is the most memory the process held while linking, `growth` that over what it held after a tenth of the year.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline import jobs
from dateline.bench.rows import Row
from dateline.bench.synthetic import Year
from dateline.bench.tasks import Bench
from dateline.store.ledger import Ledger

DAYS, PAGES_A_DAY = 365, 274
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Scale:
    """What was measured: seconds, megabytes, pages."""

    year_s: float
    day_s: float
    tenth_mb: float
    peak_mb: float
    pages: int
    incidents: int


def run(bench: Bench) -> Iterator[Row]:
    """Rows `day_to_year`, `pages_a_second`, `peak_mb` and `growth`."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder) / "year.sqlite", DAYS, PAGES_A_DAY, bench.tell)
    figures = {
        "day_to_year": found.day_s / found.year_s,
        "pages_a_second": found.pages / found.year_s,
        "peak_mb": found.peak_mb,
        "growth": found.peak_mb / found.tenth_mb,
    }
    for metric, value in figures.items():
        yield Row("scale", "synthetic year", "-", metric, value, None, None, found.pages, None, None)


def measure(path: Path, days: int, pages_a_day: int, tell: jobs.Tell = print) -> Scale:
    """A year of so many days and pages a day linked in a new ledger file, and one more day."""
    year = Year(pages_a_day)
    with Ledger.open(path) as ledger:
        pages = sum(_add(ledger, year, number) for number in range(days))
        tell(f"{pages} pages are in the ledger; linking them")
        linked = _Watch(pages, tell)
        started = time.perf_counter()
        done = jobs.link(ledger, tick=linked)
        year_s = time.perf_counter() - started
        _add(ledger, year, days)
        started = time.perf_counter()
        jobs.link(ledger)
        day_s = time.perf_counter() - started
        return Scale(year_s, day_s, linked.tenth_mb, max(linked.peak_mb, memory_mb()), pages, done.incidents)


def _add(ledger: Ledger, year: Year, number: int) -> int:
    with ledger.transaction():
        return sum(ledger.add_page(p.capture, p.data, p.article, p.claims, "run_synthetic") for p in year.day(number))


class _Watch:
    """Hears each page that is linked: memory now and then, and a line of progress every tenth."""

    def __init__(self, pages: int, tell: jobs.Tell) -> None:
        self.pages, self.tell, self.done = pages, tell, 0
        self.tenth_mb = self.peak_mb = 0.0

    def __call__(self, _: str) -> None:
        self.done += 1
        if self.done % 200 == 0 or self.done == self.pages:
            self.peak_mb = max(self.peak_mb, memory_mb())
            if not self.tenth_mb and self.done >= self.pages // 10:
                self.tenth_mb = self.peak_mb
            if self.done % max(1, self.pages // 10) < 200:
                self.tell(f"{self.done} of {self.pages} pages linked, {self.peak_mb:.0f} MB")


def memory_mb() -> float:
    """Megabytes that this process holds now; where the system does not say, the most that it ever held."""
    if _STATUS.is_file():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
