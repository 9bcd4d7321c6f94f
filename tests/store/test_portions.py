"""Portions: many writes in one transaction, in order, and none left behind when the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from dateline.errors import LedgerError
from dateline.store.ledger import Ledger
from dateline.store.portions import Portions
from tests.store.builders import RUN, TEXT, article_of, capture_of


@pytest.fixture
def ledger(tmp_path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "l.db") as opened:
        yield opened


def page(ledger: Ledger, number: int) -> partial[bool]:
    """What writes one page."""
    capture = capture_of(TEXT.encode(), f"{number}.txt")
    return partial(ledger.add_page, capture, TEXT.encode(), article_of(capture), (), RUN.id)


def addresses(ledger: Ledger) -> list[str]:
    """Pages in the order of the log."""
    return [ledger.capture_of(row.subject_id).address for row in ledger.decisions()]


def test_many_pages_wait_for_each_other_and_keep_their_order(ledger):
    with Portions(ledger, clock=lambda: 0.0) as portions:
        for number in range(63):
            portions.add(page(ledger, number))
        assert addresses(ledger) == []
        portions.add(page(ledger, 63))
        assert addresses(ledger) == [f"{number}.txt" for number in range(64)]
        portions.add(page(ledger, 64))
    assert len(addresses(ledger)) == 65


def test_after_a_second_nothing_waits(ledger):
    moments = iter([0.0, 0.2, 1.1])
    with Portions(ledger, clock=lambda: next(moments)) as portions:
        portions.add(page(ledger, 1))
        assert addresses(ledger) == []
        portions.add(page(ledger, 2))
        assert addresses(ledger) == ["1.txt", "2.txt"]


def test_what_waits_is_written_when_the_work_is_stopped(ledger):
    with pytest.raises(KeyboardInterrupt), Portions(ledger) as portions:
        portions.add(page(ledger, 1))
        raise KeyboardInterrupt
    assert addresses(ledger) == ["1.txt"]


def test_a_portion_that_fails_is_not_there_in_part(ledger):
    def failing() -> None:
        raise LedgerError("the disk is full")

    with pytest.raises(LedgerError), Portions(ledger) as portions:
        portions.add(page(ledger, 1))
        portions.add(failing)
        portions.write()
    assert addresses(ledger) == []
