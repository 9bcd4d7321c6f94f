"""What bare definite nouns stand for: groups by what names are known to be, countries by the state named last."""

from __future__ import annotations

import pytest

from dateline.code.coreference import Coreference
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention
from tests.code.test_code import make_sentences

KNOWN = {
    "Lake Front": "rebel-group",
    "Reed Army": "rebel-group",
    "Fenland": "state",
    "Taro": "rebel-group",
    "Odu Watch": "monitor",
}


def meant(noun: str, kind: str, *sentences: str, parties: dict[str, str]) -> str | None:
    """What the noun in the last sentence stands for, after parties (words: role) wherever they stand."""
    article, cut = make_sentences(*sentences)
    text, mentions = article.text, []
    for words, role in parties.items():
        start = text.index(words)
        mentions.append(
            Mention(sum(s.end < start for s in cut), start, start + len(words), role, 1.0, "test"),
        )
    start = text.rindex(noun)
    mentions.append(Mention(cut[-1].index, start, start + len(noun), kind, 1.0, "test"))
    found = Coreference(reference_words(), KNOWN.get).referents(article, cut, mentions).get(len(mentions) - 1)
    return found.exact if found is not None else None


def test_the_group_is_no_state_though_it_stands_nearer() -> None:
    told = ("Lake Front took the pier.", "Fenland closed the river.", "The group has 300 men.")
    assert meant("The group", "actor", *told, parties={"Lake Front": "actor", "Fenland": "actor"}) == "Lake Front"


def test_a_group_is_known_inside_other_words() -> None:
    told = ("Nine men died on the pier, a Taro spokesman said.", "The group had taken them in May.")
    assert meant("The group", "actor", *told, parties={"a Taro spokesman": "source"}) == "Taro"


def test_of_two_groups_as_near_none_is_meant() -> None:
    told = ("Lake Front fought Reed Army at the pier.", "The movement lost nine men.")
    assert meant("The movement", "target", *told, parties={"Lake Front": "actor", "Reed Army": "actor"}) is None


def test_a_group_that_nobody_named_is_nobody() -> None:
    told = ("Fenland shelled the pier.", "The group lost nine men.")
    assert meant("The group", "target", *told, parties={"Fenland": "actor"}) is None


@pytest.mark.parametrize(
    ("told", "country"),
    [
        (("Mali has asked the UN to leave.", "Fighting goes on in the country."), "Mali"),
        (("Mali is at war.", "France keeps 900 soldiers in the country."), "Mali"),
        (("Malian soldiers fled.", "Fighting goes on in the country."), None),
        (("Fighting goes on in the country, unlike Mali.",), None),
    ],
)
def test_the_country_is_the_state_named_last_but_for_who_acts_there(told: tuple[str, ...], country: str | None) -> None:
    parties = {"France": "actor"} if "France" in told[-1] else {}
    assert meant("the country", "place", *told, parties=parties) == country
