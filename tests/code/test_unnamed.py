"""What is only believed or charged has nobody behind it, unless somebody is named."""

from __future__ import annotations

import pytest

from dateline.code.unnamed import Unnamed
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, Trigger
from tests.conftest import make_sentences


def chain(text: str, trigger: str, named: str | None = None) -> list[str] | None:
    """Who was given as the trigger's source: [] for nobody named, None for none."""
    article, sentences = make_sentences(text)
    at = text.index(trigger)
    mentions = ()
    if named is not None:
        mentions = (Mention(0, text.index(named), text.index(named) + len(named), "source", 1.0, "test"),)
    found = Trigger(0, at, at + len(trigger), "attack", "actual", 1.0, "test")
    done = Unnamed(reference_words()).added(article, sentences, Reading("test/1", mentions, (found,), (), (), ()))
    if not done.sources:
        return None
    (link,) = done.sources
    return [text[done.mentions[m].start : done.mentions[m].end] for joint in link.chain for m in joint]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The rebels are believed to have shelled Odu.", []),
        ("The rebels allegedly shelled Odu.", []),
        ("The men are accused of having shelled Odu.", []),
        ("The two, accused of burning the mill, killing its owner and having shelled Odu, fled.", []),
        ("The group has been widely blamed for having shelled Odu.", []),
        ("The rebels, accused by Odu Radio of having shelled the town, fled.", ["Odu Radio"]),
        ("Accused of treason, the rebels shelled Odu.", None),  # the charge is over
        ("The theft was reported to police and troops shelled Odu.", None),
        ("He is accused of theft and the army shelled Odu.", None),
        ("The fighting was said to be heavy and the army shelled Odu.", None),
        ("The men suspected of spying then shelled Odu.", None),
        ("The rebels are believed to have crossed the river and shelled Odu.", []),
        ("A man who is said to know the rebels was there when they shelled Odu.", None),
        ("The army accused the men of having shelled Odu.", None),  # the reader's to find
        ("The rebels shelled Odu.", None),
    ],
)
def test_beliefs_and_charges(text: str, wanted: list[str] | None) -> None:
    assert chain(text, "shelled") == wanted


def test_the_noun_of_what_is_believed() -> None:
    assert chain("The raid, it is thought, was theirs.", "raid") is None
    assert chain("The raid was reported from Odu.", "raid") == []
    assert chain("The raid was reported by the mayor.", "raid") is None


def test_nothing_is_added_where_anybody_is_named() -> None:
    assert chain("The rebels allegedly shelled Odu, police said.", "shelled", named="police") is None
