"""Task `desk`: how fast the desk answers over a ledger of a million claims, and how much memory its server holds.

It needs no data folder but the sample pages; the ledger is built once (about a quarter of an hour) in Dateline's cache
folder and built on where it was stopped. DATELINE_DESK_CLAIMS sets another size. Every page is asked for with many
different addresses, so that no answer is one that was kept.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dateline.bench.crowd import large_ledger
from dateline.bench.paint import first_paints
from dateline.bench.rows import Row
from dateline.bench.tasks import Bench, Missing
from dateline.knowledge.cache import cache_folder
from dateline.store.ledger import Ledger

CLAIMS = 1_000_000
_ASKED = 12  # addresses a page
_SAMPLES = Path(__file__).parents[3] / "samples"
_PAINTS = 5  # overviews, each in a new browser
_WAIT_S = 60.0


def run(bench: Bench) -> Iterator[Row]:
    """A row a page with the median time in milliseconds, one for the slowest page, and the server's most memory."""
    if not _SAMPLES.is_dir():
        raise Missing("the sample pages", _SAMPLES)
    claims = int(os.environ.get("DATELINE_DESK_CLAIMS", CLAIMS))
    path = large_ledger(cache_folder() / f"desk-{claims}.sqlite", _SAMPLES, claims, bench.tell)
    pages = addresses(path)
    with served(path) as (port, process):
        medians = {name: measured(port, asked) for name, asked in pages.items()}
        memory = memory_mb(process)
        paints = _paints(bench, port, pages["overview"])
    for name, (first, median, slowest) in medians.items():
        yield Row("desk", name, f"{claims:,} claims", "median_ms", median, None, None, len(pages[name]), 150.0, "goal")
        yield Row("desk", name, f"{claims:,} claims", "first_ms", first, None, None, 1, None, None)
        yield Row("desk", name, f"{claims:,} claims", "slowest_ms", slowest, None, None, len(pages[name]), None, None)
    for paint in paints:
        yield Row(
            "desk", "overview", f"{claims:,} claims", "first_paint_ms", paint, None, None, _PAINTS, 2000.0, "goal"
        )
    yield Row("desk", "server", f"{claims:,} claims", "peak_mb", memory, None, None, 1, 400.0, "goal")


def _paints(bench: Bench, port: int, pages: list[str]) -> list[float]:
    """The median first paint of overviews that nobody asked for lately; nothing, said aloud, without a browser."""
    try:
        return [statistics.median(first_paints(port, pages[-_PAINTS:]))]
    except Missing as missing:
        bench.tell(f"first paint: not measured, {missing}")
        return []


def addresses(path: Path) -> Mapping[str, list[str]]:
    """Pages and the addresses that each is asked for with, the same at every run."""
    luck = random.Random(5)
    with Ledger.open(path, create=False) as ledger:

        def some(sql: str) -> list[str]:
            found = [row[0] for row in ledger.database.rows(sql)]
            return luck.sample(found, min(_ASKED, len(found)))

        newest = "SELECT id FROM {} ORDER BY rowid DESC LIMIT 4000"
        incidents = some("SELECT incident_id FROM incident_facts WHERE claims > 3 LIMIT 4000")
        claims, articles = some(newest.format("claims")), some(newest.format("articles"))
        actors = some("SELECT entity_id FROM entity_counts WHERE role = '' ORDER BY n DESC LIMIT 40")
        countries = some(
            "SELECT value FROM facet_counts WHERE facet = 'country' AND value <> '' ORDER BY n DESC LIMIT 60"
        )
        types = some("SELECT value FROM facet_counts WHERE facet = 'type' ORDER BY n DESC LIMIT 24")
    words = "market border bridge soldiers radio council killed camp airport rescue village convoy".split()
    days = [f"{year}-{month:02}-01" for year in range(2013, 2021) for month in (2, 7)]
    return {
        "overview": ["/", *(f"/?country={c}" for c in countries), *(f"/?type={t}" for t in types)],
        "claims": ["/claims", *(f"/claims?country={c}&type={t}" for c, t in zip(countries, types, strict=False))],
        "search": [f"/claims?q={word}" for word in words],
        "claims by day": [f"/claims?since={day}&status=actual" for day in days],
        "claim": [f"/claims/{ident}" for ident in claims],
        "incidents": ["/incidents?order=killed", *(f"/incidents?country={c}" for c in countries)],
        "incident": [f"/incidents/{ident}" for ident in incidents],
        "page": [f"/pages/{ident}" for ident in articles],
        "actors": ["/actors"],
        "actor": [f"/actors/{ident}" for ident in actors],
        "control": [f"/control?country={c}" for c in countries],
        "totals": ["/totals", *(f"/totals?country={c}" for c in countries)],
        "statements": ["/statements", *(f"/statements?country={c}" for c in countries)],
        "review": ["/review", "/review?by=harm", "/review?by=doubt&blind=1"],
        "decisions": ["/decisions"],
        "map": ["/api/v1/map", *(f"/api/v1/map?country={c}" for c in countries)],
        "timeline": ["/api/v1/timeline", *(f"/api/v1/timeline?type={t}" for t in types)],
    }


@contextmanager
def served(path: Path) -> Iterator[tuple[int, int]]:
    """The desk served by a process of its own: its port and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "dateline.cli.main", "serve", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port, process.pid
        finally:
            process.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + _WAIT_S
    while True:
        try:
            asked(port, "/help")
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def measured(port: int, addresses: list[str]) -> tuple[float, float, float]:
    """Milliseconds: of the first answer, the median, the slowest; raises RuntimeError where a page is not answered."""
    times = [asked(port, address) for address in addresses]
    return times[0], statistics.median(times), max(times)


def asked(port: int, address: str) -> float:
    """How long an answer took, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAIT_S)
    started = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    took = 1000 * (time.perf_counter() - started)
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address}: answered {answer.status}")
    return took


def memory_mb(process: int) -> float:
    """The most memory that a process has held, in megabytes."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory a process held")
