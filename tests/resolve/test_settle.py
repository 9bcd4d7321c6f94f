"""Drafts to claims: parties that are read as one filler or one claimant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.knowledge.actors import load_actors
from dateline.protocols import Story
from dateline.records import ActorRef, Article, Claim, Draft, DraftClaimant, DraftFiller, Place, Unresolved, Why
from dateline.resolve.actors import Actors
from dateline.resolve.settle import Resolvers, settle
from tests.conftest import make_sentences

ACTORS = Actors(load_actors())
NOTHING = Unresolved(Why.NOT_STATED, "not looked for")


RESOLVERS = Resolvers(
    who=ACTORS.who_is,
    parties=ACTORS.parties,
    where=lambda *_: NOTHING,
    when=lambda *_: NOTHING,
    own_words=lambda *_: None,
    bound=lambda drafts, _: tuple(drafts),
    counts=lambda *_: (),
)


def claim_of(article: Article, draft: Draft) -> Claim:
    (claim,) = settle(article, [draft], Story(article.id, None, "none", ("SY",), None), RESOLVERS)
    return claim


def draft_of(article: Article, trigger: str, actor: str, source: str) -> Draft:
    def words(exact: str) -> tuple[int, int]:
        start = article.text.index(exact)
        return start, start + len(exact)

    return Draft(
        sentence=0,
        sentence_evidence=article.evidence(0, len(article.text)),
        type="meeting",
        status="actual",
        trigger=article.evidence(*words(trigger)),
        fillers=(DraftFiller("actor", article.evidence(*words(actor)), None),),
        counts=(),
        chain=((DraftClaimant(article.evidence(*words(source)), None),),),
        manner="paraphrased",
        cue=None,
        topic=None,
        confidence=1.0,
        found_by="test",
    )


@pytest.mark.parametrize(
    ("actor", "parties", "resolved"),
    [
        ("Russia, Iran and Turkey", ["Russia", "Iran", "Turkey"], True),
        ("Russian and Turkish soldiers", ["Russian and Turkish soldiers"], False),
        ("envoys of Russia", ["envoys of Russia"], True),
    ],
)
def test_a_list_of_parties_is_a_filler_each(actor: str, parties: list[str], resolved: bool) -> None:
    article, _ = make_sentences(f"{actor} met on Monday, Hamas and Hezbollah said.")
    claim = claim_of(article, draft_of(article, "met", actor, "Hamas and Hezbollah"))
    assert [f.evidence.exact for f in claim.fillers] == parties
    assert all(article.text[f.evidence.start : f.evidence.end] == f.evidence.exact for f in claim.fillers)
    assert all(isinstance(f.actor, ActorRef) is resolved for f in claim.fillers)


def test_a_list_of_claimants_is_a_joint_link() -> None:
    article, _ = make_sentences("Russia met Iran on Monday, Hamas and Hezbollah said.")
    claim = claim_of(article, draft_of(article, "met", "Russia", "Hamas and Hezbollah"))
    (joint,) = claim.attribution.chain
    assert [c.evidence.exact for c in joint if c.evidence] == ["Hamas", "Hezbollah"]
    assert len({c.actor.entity_id for c in joint if isinstance(c.actor, ActorRef)}) == 2


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Harbour News and Iranian Pars", ["Harbour News", "Iranian Pars"]),
        ("Harbour News and the Lakeland Observatory", ["Harbour News", "Lakeland Observatory"]),
        ("Turkish and Russian officials", []),
        ("the Ministry of Defence and Interior", []),
        ("the Food and Forestry Organization", []),
        ("Bosnia and Herzegovina", []),
        ("Pilgrims from Karsa and Odu", []),
        ("villagers and Omar", []),
    ],
)
def test_two_whole_names_are_two_parties(words: str, parts: list[str]) -> None:
    spans = ACTORS.parties(words, Story("art", None, "none", ("SY",), None))
    assert [words[a:b] for a, b in spans] == parts


@pytest.mark.parametrize(("words", "places"), [("Karsa and Odu", ["Karsa", "Odu"]), ("Homs, Syria", ["Homs, Syria"])])
def test_two_places_are_a_filler_each(words: str, places: list[str]) -> None:
    article, _ = make_sentences(f"Gunmen met in {words} on Monday, Hamas said.")
    draft = draft_of(article, "met", words, "Hamas")
    draft = replace(draft, fillers=(replace(draft.fillers[0], role="place"),))
    assert [f.evidence.exact for f in claim_of(article, draft).fillers] == places


def test_a_place_told_again_is_context_once() -> None:
    odu = Place("Odu", "Odu", "1", 9.0, 30.0, 2.0, "settlement", "SD", None, "event-place", ())
    article, _ = make_sentences("Hamas met Iran in Odu.")
    told = draft_of(article, "met", "Iran", "Hamas")
    there = replace(told, fillers=(DraftFiller("place", article.evidence(18, 21), None),))
    seen: list[tuple[Place, ...]] = []

    def where(_words: str, _story: Story, context: Sequence[Place]) -> Place:
        seen.append(tuple(context))
        return odu

    resolvers = replace(RESOLVERS, where=where)
    settle(article, [there] * 3, Story(article.id, None, "none", ("SY",), None), resolvers)
    assert seen == [(), (odu,), (odu,)]
