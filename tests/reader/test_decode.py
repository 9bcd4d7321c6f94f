"""What the decoder makes of a trigger's scores."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.knowledge.guide import MEASURES, TYPES
from dateline.reader.decode import _FATES, Found, _from_its_number
from dateline.reader.heads import EventScores
from dateline.reader.scoring import Read
from dateline.records import Mention
from tests.reader.test_learned import article


def read(sure: float, **types: float) -> Read:
    """A trigger of two words with these types."""
    odds = np.array([types.get(name, 0.0) for name in TYPES], np.float32)
    return Read((0, 1), (0, 1), sure, EventScores(odds, np.ones(7, np.float32), 0.0))


def test_a_like_type_counts_for_half() -> None:
    assert read(0.8, killing=0.5, abuse=0.4).score == pytest.approx(0.8 * 0.7)
    assert read(0.8, killing=0.5, abuse=0.4).kind == "killing"


def test_a_type_of_another_family_counts_for_nothing() -> None:
    assert read(0.8, killing=0.5, protest=0.5).score == pytest.approx(0.8 * 0.5)
    assert read(1.0, protest=1.0).score == pytest.approx(1.0)


def test_fates_are_measures() -> None:
    assert _FATES.issubset(MEASURES)


def test_a_phrase_that_begins_within_a_number_begins_with_it() -> None:
    source, _ = article("Police said at least six people were freed.")
    number = Mention(0, 12, 24, "quantity", 1.0, "numbers")
    assert source.text[12:24] == "at least six"
    found = Found(source, {0: [number]})
    assert _from_its_number(found, 0, (15, 31)) == (12, 31)  # "least six people"
    assert _from_its_number(found, 0, (0, 6)) == (0, 6)
    assert _from_its_number(found, 0, (25, 31)) == (25, 31)
