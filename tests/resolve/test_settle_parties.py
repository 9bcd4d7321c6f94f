"""The parties of a claim beside one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.protocols import Story
from dateline.records import ActorRef, DraftFiller
from dateline.resolve.settle import settle
from tests.conftest import make_sentences
from tests.resolve.test_settle import RESOLVERS, draft_of

HU = Story("a", dt.date(2016, 2, 12), "publication", ("HU",), None)


def parties(text: str, fillers: Sequence[tuple[str, str]], story: Story = HU) -> list[tuple[str, str | None]]:
    article, _ = make_sentences(text)
    draft = draft_of(article, "met", fillers[0][1], "Reuters")
    spans = [(role, text.index(words), len(words)) for role, words in fillers]
    each = [DraftFiller(role, article.evidence(at, at + size), None) for role, at, size in spans]
    (claim,) = settle(article, [replace(draft, fillers=tuple(each))], story, RESOLVERS)
    return [(f.evidence.exact, f.actor.entity_id if isinstance(f.actor, ActorRef) else None) for f in claim.fillers]


def test_nobody_meets_himself() -> None:
    text = "The prime minister met Viktor Orban in May, Reuters said."
    met = [("The prime minister", None), ("Viktor Orban", "viktor-orban")]
    assert parties(text, [("actor", "The prime minister"), ("target", "Viktor Orban")]) == met


@pytest.mark.parametrize("other", ["Angela Merkel", "the Hungarian president"])
def test_a_bare_office_is_of_the_story_where_another_is_met(other: str) -> None:
    got = parties(
        f"The prime minister met {other} in May, Reuters said.", [("actor", "The prime minister"), ("target", other)]
    )
    assert got[0] == ("The prime minister", "viktor-orban") and got[1][1] is not None


def test_a_name_inside_another_of_the_same_party_is_dropped() -> None:
    whole = "Hungarian Prime Minister Viktor Orban"
    fillers = [("actor", whole), ("actor", "Minister Viktor Orban")]
    assert parties(f"{whole} met envoys, Reuters said.", fillers) == [(whole, "viktor-orban")]
    fillers = [("actor", whole), ("target", "Minister Viktor Orban")]
    assert len(parties(f"{whole} met envoys, Reuters said.", fillers)) == 2


def test_of_two_countries_that_are_level_a_bare_office_is_of_neither() -> None:
    votes = (("", "HU", 5), ("", "RO", 5))
    level = replace(HU, countries=("HU", "RO"), votes=votes)
    told = parties("The prime minister met envoys, Reuters said.", [("actor", "The prime minister")], level)
    assert told[0][1] in (None, "described:government")


def test_of_two_countries_that_are_level_the_one_that_has_the_office_is_meant() -> None:
    level = replace(HU, countries=("US", "SA"), votes=(("", "US", 5), ("", "SA", 5)))
    got = parties("The crown prince met envoys, Reuters said.", [("actor", "The crown prince")], level)
    assert got == [("The crown prince", "mohammed-bin-nayef")]


def test_a_pronoun_beside_whom_it_stands_for_is_no_party_of_its_own() -> None:
    text = "Viktor Orban said that he met envoys, whom he thanked."
    article, _ = make_sentences(text)
    name, first, second = (article.evidence(at, at + size) for at, size in ((0, 12), (23, 2), (43, 2)))
    draft = draft_of(article, "met", "Viktor Orban", "envoys")

    def evidence(*fillers: DraftFiller) -> list[str]:
        (claim,) = settle(article, [replace(draft, fillers=fillers)], HU, RESOLVERS)
        return [f.evidence.exact for f in claim.fillers]

    pronouns = DraftFiller("actor", first, name), DraftFiller("actor", second, name)
    assert evidence(pronouns[0], DraftFiller("actor", name, None)) == ["Viktor Orban"]
    assert evidence(*pronouns) == ["he"]
    assert evidence(DraftFiller("target", name, None), pronouns[0]) == ["Viktor Orban", "he"]
