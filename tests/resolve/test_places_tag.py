"""Toponyms in running text, with the packaged weights and the real gazetteer."""

from __future__ import annotations

import pytest

from dateline.resolve.places import Places
from dateline.resolve.places_tag import ToponymTagger, spans_of
from tests.resolve.test_places import FakeGazetteer, real_places

__all__ = ["real_places"]


def marked(places: Places, text: str, demonyms: bool = False) -> list[str]:
    found = places.tagger.find(text)
    assert [t for t in found if not 0 <= t.start < t.end <= len(text)] == []
    return [text[t.start : t.end] for t in found if t.demonym == demonyms]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police in Mansfield said a barn had burned in Laurel County.", ["Mansfield", "Laurel County"]),
        ("The Mansfield Police Department closed the road to Columbus, Ohio.", ["Mansfield", "Columbus", "Ohio"]),
        ("Washington and Moscow traded charges over Syria.", ["Washington", "Moscow", "Syria"]),
        ("He had never read the report, said John Carter.", []),
        ("Nobody was hurt on Monday.", []),
        ("", []),
    ],
)
def test_every_name_of_a_place_is_marked(real_places, text, words):
    assert marked(real_places, text) == words


def test_adjectives_and_inhabitants_are_told_apart(real_places):
    text = "Syrian troops and Ohioans met in Damascus."
    assert marked(real_places, text, demonyms=True) == ["Syrian", "Ohioans"]
    assert marked(real_places, text) == ["Damascus"]


def test_without_weights_nothing_but_demonyms_is_marked():
    places = Places(FakeGazetteer())
    tagger = ToponymTagger(FakeGazetteer(), places.vocabulary, {})
    text = "Malian soldiers left Homs."
    assert [text[t.start : t.end] for t in tagger.find(text)] == ["Malian"]


def test_spans_of_labels():
    assert list(spans_of(["O", "B", "I", "B", "O", "B"])) == [(1, 3), (3, 4), (5, 6)]
    assert list(spans_of([])) == []
