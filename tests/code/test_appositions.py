"""A party and what it is, between commas, are one."""

from __future__ import annotations

import pytest

from dateline.code.appositions import Appositions
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, RoleLink, SourceLink, Trigger
from tests.conftest import make_sentences

TAIL = " said that jets had bombed the mill."


def claimants(text: str, *parts: str, first: str = "A page of news.") -> list[str]:
    """The joint claimants of "bombed" after joining, where a reader found `parts`."""
    article, _ = sentences = make_sentences(first, text)
    whole = article.text
    spans = [(whole.index(part), whole.index(part) + len(part)) for part in parts]
    mentions = tuple(Mention(1, a, b, "source", 1.0, "test") for a, b in spans)
    at = whole.index("bombed")
    trigger = Trigger(1, at, at + 6, "airstrike", "actual", 1.0, "test")
    sources = (SourceLink(0, (tuple(range(len(parts))),), None, "paraphrased", 1.0),)
    roles = tuple(RoleLink(0, n, "actor", 1.0) for n in range(len(parts)))
    reading = Appositions(reference_words()).joined(
        article, sentences[1], Reading("test/1", mentions, (trigger,), roles, (), sources)
    )
    told = [whole[reading.mentions[m].start : reading.mentions[m].end] for m in reading.sources[0].chain[0]]
    acting = [whole[reading.mentions[r.mention].start : reading.mentions[r.mention].end] for r in reading.roles]
    assert told == acting
    return told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The Marsh Federation, a key ally of the king,", ("The Marsh Federation", "a key ally of the king")),
        ("Odu, Karsa's capital,", ("Odu", "Karsa's capital")),
        ("A hunter, Moussa Keita,", ("A hunter", "Moussa Keita")),
    ],
)
def test_a_party_and_its_description_are_one(text: str, parts: tuple[str, ...]) -> None:
    assert claimants(text + TAIL, *parts) == [text.removesuffix(",")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Odu, a militia and the Lake Council", ("Odu", "a militia", "the Lake Council")),
        ("Odu, the radio reported later,", ("Odu", "the radio")),
        ("Odu, Karsa, and Tanas", ("Odu", "Karsa", "Tanas")),
    ],
)
def test_a_list_stays_a_list(text: str, parts: tuple[str, ...]) -> None:
    assert claimants(text + TAIL, *parts) == list(parts)


def test_a_clause_about_a_party_is_no_party() -> None:
    assert claimants("The villagers, who fled," + TAIL, "The villagers", "who fled") == ["The villagers"]
