"""Drafts to claims: parties that are read as one filler or one claimant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.knowledge.actors import load_actors
from dateline.protocols import Story
from dateline.records import (
    ActorRef,
    Article,
    Claim,
    Draft,
    DraftClaimant,
    DraftFiller,
    Evidence,
    Filler,
    Place,
    Unresolved,
    When,
    Why,
)
from dateline.resolve.actors import Actors
from dateline.resolve.settle import Resolvers, _place, settle
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


def counted_as(when: When | Unresolved) -> bool:
    """Whether the counts of an act of that time are totals."""
    article, _ = make_sentences("Russia met Iran last month, Hamas said.")
    draft = draft_of(article, "met", "Russia", "Hamas")
    draft = replace(draft, fillers=(*draft.fillers, DraftFiller("time", article.evidence(17, 27), None)))
    totals: list[bool] = []
    resolvers = replace(RESOLVERS, when=lambda *_: when, counts=lambda *given: (totals.append(given[3]), ())[1])
    settle(article, [draft], Story(article.id, None, "none", ("SY",), None), resolvers)
    return totals[0]


@pytest.mark.parametrize(
    ("first", "last", "totals"),
    [
        (dt.date(2020, 7, 1), dt.date(2020, 7, 31), False),  # "last month" is when it was
        (dt.date(2020, 1, 1), dt.date(2020, 12, 31), True),
        (dt.date(2020, 1, 1), None, True),
    ],
)
def test_counts_over_a_long_time_are_totals(first: dt.date, last: dt.date | None, totals: bool) -> None:
    assert counted_as(When(first, last, "month", "stated", None, "last month")) is totals


@pytest.mark.parametrize(
    ("text", "status", "ahead"),
    [
        ("The men may have met Russia on Monday.", "possible", False),
        ("The men may yet have met Russia on Monday.", "planned", True),
        ("The men may well be met by Russia on Monday.", "possible", True),
        ("The men met, which shook Russia on Monday.", "possible", False),
        ("The men met Russia, and it took place on Monday.", "possible", False),
    ],
)
def test_what_may_have_happened_is_past(text: str, status: str, ahead: bool) -> None:
    article, _ = make_sentences(text)
    draft = replace(draft_of(article, "met", "The men", "Russia"), status=status)
    start = text.index("Monday")
    draft = replace(draft, fillers=(DraftFiller("time", article.evidence(start, start + 6), None),))
    asked: list[bool] = []
    resolvers = replace(RESOLVERS, when=lambda *given: (asked.append(given[3]), NOTHING)[1])
    settle(article, [draft], Story(article.id, None, "none", ("SY",), None), resolvers)
    assert asked == [ahead]


@pytest.mark.parametrize(
    ("countries", "votes", "country"),
    [
        (("SY", "SD"), (), "SD"),
        (("SY", "SD"), (("", "SY", 6), ("", "SD", 2)), "SD"),
        (("SY", "SD"), (("", "SY", 6), ("", "SD", 1)), "SY"),
        (("SY",), (), "SY"),
    ],
)
def test_the_unnamed_of_a_claim_are_of_where_it_happened(
    countries: tuple[str, ...], votes: tuple[tuple[str, str, int], ...], country: str
) -> None:
    odu = Place("Odu", "Odu", "1", 9.0, 30.0, 2.0, "settlement", "SD", None, "event-place", ())
    article, _ = make_sentences("Villagers met Iran in Odu, Hamas said.")
    draft = draft_of(article, "met", "Villagers", "Hamas")
    draft = replace(draft, fillers=(*draft.fillers, DraftFiller("place", article.evidence(22, 25), None)))
    resolvers = replace(RESOLVERS, where=lambda *_: odu)
    (claim,) = settle(article, [draft], Story(article.id, None, "none", countries, None, votes), resolvers)
    assert [f.role for f in claim.fillers] == ["actor", "place"]
    assert isinstance(claim.fillers[0].actor, ActorRef) and claim.fillers[0].actor.country == country


def test_who_is_asked_once_for_the_same_words() -> None:
    asked: list[str] = []

    def who(words: str, _: Story) -> Unresolved:
        asked.append(words)
        return NOTHING

    article = make_sentences("The Orlan guards shelled Vesk, the Orlan guards said.")[0]
    draft = draft_of(article, "shelled", "The Orlan guards", "the Orlan guards")
    story = Story(article.id, None, "none", (), None)
    once, twice = settle(article, [draft, draft], story, replace(RESOLVERS, who=who))
    assert (once.fillers, once.attribution) == (twice.fillers, twice.attribution)
    assert sorted(asked) == ["The Orlan guards", "the Orlan guards"]


@pytest.mark.parametrize(("deed", "entity"), [("attack", "unidentified-armed-group"), ("meeting", "civilians")])
def test_men_who_attack_are_an_armed_group(deed: str, entity: str) -> None:
    article, _ = make_sentences("Two men on a motorcycle came on Monday, Hamas said.")
    draft = replace(draft_of(article, "came", "Two men on a motorcycle", "Hamas"), type=deed)
    story = Story(article.id, None, "none", ("SY",), None)
    (claim,) = settle(article, [draft], story, replace(RESOLVERS, in_role=ACTORS.roles.in_role))
    (filler,) = claim.fillers
    assert isinstance(filler.actor, ActorRef) and filler.actor.entity_id == f"described:{entity}:SY"


def test_a_place_far_from_one_at_home_is_not_where_it_happened() -> None:
    def filler(label: str, country: str, lat: float, precision: str = "settlement") -> Filler:
        place = Place(label, label, label, lat, 37.0, 5.0, precision, country, None, "event-place", ())
        return Filler("place", Evidence("art", 0, len(label), label), None, None, place, None)

    far, home, near = (
        filler("Salem", "IN", 11.0, "exact"),
        filler("Odu", "SY", 36.0),
        filler("Kor", "TR", 37.0, "exact"),
    )
    chosen = [_place(fillers, ("SY", "IN")) for fillers in ((far, home), (near, home), (far,))]
    assert [getattr(place, "label", None) for place in chosen] == ["Odu", "Kor", "Salem"]
