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
    "Lake Union Front": "rebel-group",
    "LUF": "rebel-group",
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
    if found is not None:
        assert text[found.start : found.end] == found.exact
    return found.exact if found is not None else None


def test_the_group_is_no_state_though_it_stands_nearer() -> None:
    told = ("Lake Front took the pier.", "Fenland closed the river.", "The group has 300 men.")
    assert meant("The group", "actor", *told, parties={"Lake Front": "actor", "Fenland": "actor"}) == "Lake Front"


def test_a_group_is_known_inside_other_words() -> None:
    told = ("Nine men died on the pier, a Taro spokesman said.", "The group had taken them in May.")
    assert meant("The group", "actor", *told, parties={"a Taro spokesman": "source"}) == "Taro"


def test_a_group_is_known_that_owns_what_follows() -> None:
    told = ("Nine men died on the pier, the Reed Army's chief Ali Lang said.", "The group had taken them in May.")
    parties = {"the Reed Army's chief Ali Lang": "source"}
    assert meant("The group", "actor", *told, parties=parties) == "Reed Army"


def test_whoever_is_called_by_the_noun_itself_is_not_meant() -> None:
    told = ("Nine died, the rebels said.", "The group's leader Ali Lang wept.", "The group lost nine men.")
    assert meant("The group", "target", *told, parties={"The group's leader Ali Lang": "source"}) is None


def test_the_front_where_men_go_is_no_group() -> None:
    told = ("Lake Front took the pier.", "Nine men went to the front.")
    assert meant("the front", "actor", *told, parties={"Lake Front": "actor"}) == "Lake Front"
    assert meant("the front", "destination", *told, parties={"Lake Front": "actor"}) is None


def test_the_kingdom_is_not_itself() -> None:
    told = ("Men died in the kingdom.", "Nobody in the kingdom slept.")
    assert meant("the kingdom", "place", *told, parties={}) is None


def test_a_group_of_one_word_is_a_name() -> None:
    told = ("Taro took the pier.", "Fenland closed the river.", "The group has 300 men.")
    assert meant("The group", "actor", *told, parties={"Taro": "actor", "Fenland": "actor"}) == "Taro"


def test_initials_and_the_name_they_stand_for_are_one_group() -> None:
    told = ("Lake Union Front fought Reed Army, and LUF won.", "The group has 300 men.")
    parties = {"Lake Union Front": "actor", "Reed Army": "target", "LUF": "actor"}
    assert meant("The group", "actor", *told, parties=parties) == "LUF"


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
        (("Mali buried them.", "US troops left the country."), "Mali"),
        (("Mali buried them.", "US-backed men fight in the country."), "Mali"),
        (("The US has elections.", "Few vote in the country."), "US"),
        (("CAR BOMB KILLS NINE", "Nobody in the country slept."), None),
        (("Men fled from Niger over Lake Chad.", "Few stay in the country."), "Niger"),
        (("Men fled from Mali, Agence France-Presse said.", "Few stay in the country."), "Mali"),
        (("Mali met the Syrians and the North.", "Few stay in the country."), "Mali"),
        (("Men fled South Sudan for Guinea-Bissau.", "Few stay in the country."), "Guinea-Bissau"),
        (("Men fled Côte d’Ivoire.", "Few stay in the country."), "Côte d’Ivoire"),
    ],
)
def test_the_country_is_the_state_named_last_but_for_who_acts_there(told: tuple[str, ...], country: str | None) -> None:
    parties = {"France": "actor"} if "France" in told[-1] else {}
    assert meant("the country", "place", *told, parties=parties) == country
