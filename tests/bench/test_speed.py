"""What speed is measured on, and that a watched machine does what an unwatched one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import pipeline
from dateline.bench import speed
from dateline.bench.quiet import quiet_text
from dateline.bench.streams import conflict_texts, mixed
from dateline.bench.tasks import Bench, Missing
from dateline.bench.watch import Watch, watching
from dateline.pipeline import Machine

LEVANT = Path(__file__).parent.parent.parent / "corpus" / "levant.dat"


def test_quiet_pages_are_the_same_every_time_and_differ() -> None:
    assert quiet_text(3) == quiet_text(3) != quiet_text(4)
    assert 400 <= len(quiet_text(3).split()) < 480 and "[" not in quiet_text(3)


def test_conflict_pages_have_the_size_asked_for() -> None:
    sizes = [len(text.split()) for text in conflict_texts([LEVANT], 400)]
    assert len(sizes) > 20 and min(sizes) >= 400 and max(sizes) < 520


def test_a_mixed_stream_spreads_its_share_and_repeats_no_page() -> None:
    pages = mixed(["War.", "More war."], 0.1, 60)
    loud = [at for at, page in enumerate(pages) if "ar.\n" in page.page[:12]]
    assert len(loud) == 6 and loud[0] == 9 and len({page.capture.id for page in pages}) == 60


def test_what_a_stage_calls_counts_once() -> None:
    watch = Watch()
    inner = watch.timed("inner", lambda: sum(range(50_000)))
    watch.timed("outer", lambda: [inner() for _ in range(3)])()
    assert 0 <= watch.seconds["outer"] < watch.seconds["inner"]


def test_watching_changes_nothing_and_ends() -> None:
    machine, before = Machine("rules"), pipeline.clean_page
    (page,) = mixed(conflict_texts([LEVANT]), 1.0, 1)
    with watching(machine) as watch:
        watched = machine.code(page)
    assert pipeline.clean_page is before and machine.code(page) == watched and watched.claims
    assert {"clean", "sentences", "gate", "places-hints", "rules", "assemble", "resolve"} == set(watch.seconds)


def test_the_task_yields_every_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "STREAMS", (("all conflict", 1.0, 2, 60.0), ("no conflict", 0.0, 2, None)))
    monkeypatch.setattr(speed, "_WARM", 1)
    rows = list(speed.run(Bench(Path("nowhere"), "dev", "rules", (LEVANT,), tell=lambda _: None)))
    assert {(row.set, row.split) for row in rows if row.metric == "docs_per_s"} == {
        ("all conflict", "1 process"), ("all conflict", "2 processes"),
        ("no conflict", "1 process"), ("no conflict", "2 processes"),
    }  # fmt: skip
    assert all(row.value > 0 for row in rows if row.metric != "encoder_share")
    assert {row.published for row in rows if row.published} == {60.0}


def test_without_a_corpus_it_is_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Missing, match="corpus"):
        next(speed.run(Bench(tmp_path, "dev")))
