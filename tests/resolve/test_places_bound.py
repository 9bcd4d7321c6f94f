"""Names that a page once puts in a province, and names that only a site bears. Texts of our own."""

from __future__ import annotations

import pytest

from dateline.protocols import GazetteerEntry
from dateline.records import Place
from dateline.resolve.places_bearers import bears
from dateline.resolve.places_bound import bound_phrases, spelled_out
from dateline.resolve.places_find import FoundPlace


def told(*phrases: str) -> list[Place]:
    return [
        Place(phrase, "Odu", phrase[-12:], 1.0, 1.0, 5.0, "settlement", "XX", "Kor", "event-place", ())
        for phrase in phrases
    ]


@pytest.mark.parametrize(
    ("words", "phrases", "expected"),
    [
        ("Odu", ["Odu in Kor province"], "Odu in Kor province"),
        ("the town of Odu", ["Odu in Kor province"], "the town of Odu in Kor province"),
        ("near Odu", ["Odu in southern Kor Governorate"], "near Odu in southern Kor Governorate"),
        ("Odu", ["Odu in Kor province", "Odu in Sel province"], "Odu"),
        ("Odu in Sel", ["Odu in Kor province"], "Odu in Sel"),
        ("Odu, Selland", ["Odu in Kor province"], "Odu, Selland"),
        ("Port Odu", ["Odu in Kor province"], "Port Odu"),
        ("Lodu", ["odu in Kor province"], "Lodu"),
        ("Odu", ["Odu in May"], "Odu"),
    ],
)
def test_a_name_is_where_the_page_puts_it(words: str, phrases: list[str], expected: str) -> None:
    assert spelled_out(words, told(*phrases)) == expected


def test_the_page_puts_names_in_provinces() -> None:
    text = "Odu in Kor province fell. Sel in May. Odu in Kor province."
    found = [FoundPlace(at, at + 3, text[at : at + 3], (), True, False) for at in (0, 26, 38)]
    assert list(bound_phrases(text, found)) == ["Odu in Kor province"]


@pytest.mark.parametrize(
    ("words", "after", "population", "borne"),
    [
        ("Al Odu", " hospital complex", 900_000, True),
        ("Odu", " hospital", 900_000, False),
        ("Odu", " hospital", 900, True),
        ("Odu", " suburbs", 900, False),
    ],
)
def test_a_hospital_bears_names(words: str, after: str, population: int, borne: bool) -> None:
    entry = GazetteerEntry("geonames:1", "Odu", 1.0, 1.0, "XX", None, "settlement", population, 5.0, "exact")
    assert bears(words, after, (entry,), frozenset(("hospital",))) is borne
