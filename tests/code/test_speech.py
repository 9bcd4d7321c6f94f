"""Who speaks in what they say: made by hand, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.code.speech import (
    Chain,
    Papers,
    apart,
    as_speaker,
    own_names,
    relays_only,
    with_speaker,
    without_own,
    without_repeats,
)
from dateline.knowledge.lexicon import reference_words
from dateline.records import Article, DraftClaimant, DraftFiller
from tests.conftest import make_sentences

TEXT = (
    'State-run media quoted the Fenland Union as saying "we demand the release of the miners", '
    "and the union told Harbour Radio that it had written to the court."
)

SELF = frozenset(("i", "we", "our"))


@pytest.fixture
def page() -> Article:
    return make_sentences(TEXT)[0]


def span(page: Article, words: str, meant: str | None = None) -> DraftClaimant:
    at = TEXT.index(words)
    other = TEXT.index(meant) if meant else None
    refers = page.evidence(other, other + len(meant or "")) if other is not None else None
    return DraftClaimant(page.evidence(at, at + len(words)), refers)


def filler(page: Article, role: str, words: str) -> DraftFiller:
    at = TEXT.index(words)
    return DraftFiller(role, page.evidence(at, at + len(words)), None)


def told(chain: Chain) -> list[list[str]]:
    return [[c.evidence.exact if c.evidence else "?" for c in link] for link in chain]


def test_a_claimant_is_in_a_chain_once(page: Article) -> None:
    union, again = span(page, "the Fenland Union"), span(page, "the union", "the Fenland Union")
    radio = span(page, "Harbour Radio")
    assert told(without_repeats([[union], [again, radio]], SELF)) == [["the Fenland Union"], ["Harbour Radio"]]


def test_words_inside_a_claimant_are_no_other_claimant(page: Article) -> None:
    assert told(without_repeats([[span(page, "run")], [span(page, "State-run media")]], SELF)) == [["State-run media"]]
    assert told(without_repeats([[span(page, "State-run media"), span(page, "run")]], SELF)) == [["State-run media"]]


def test_unnamed_claimants_stay(page: Article) -> None:
    nobody = DraftClaimant(None, None)
    assert told(without_repeats([[nobody], [span(page, "Harbour Radio")]], SELF)) == [["?"], ["Harbour Radio"]]


def test_we_beside_a_speaker_are_no_other_claimant(page: Article) -> None:
    we, union = span(page, "we"), span(page, "the Fenland Union")
    assert told(without_repeats([[we], [union]], SELF)) == [["the Fenland Union"]]
    assert told(without_repeats([[union], [we]], SELF)) == [["the Fenland Union"]]
    assert told(without_repeats([[we]], SELF)) == [["we"]]


def test_we_are_the_speaker(page: Article) -> None:
    chain = ((span(page, "the Fenland Union"),), (span(page, "State-run media"),))
    we, court = as_speaker([filler(page, "actor", "we"), filler(page, "target", "the court")], chain, {"we", "our"})
    assert we.refers_to is not None and we.refers_to.exact == "the Fenland Union"
    assert court.refers_to is None
    two = ((*chain[0], *chain[1]),)
    assert as_speaker([filler(page, "actor", "we")], two, {"we"})[0].refers_to is None  # which of the two?


def test_what_is_written_is_no_we() -> None:
    text = "A joint statement issued in Odu and a statement by the mayor said that we demand it, the union said."
    article, _ = make_sentences(text)

    def one(words: str) -> DraftClaimant:
        at = text.index(words)
        return DraftClaimant(article.evidence(at, at + len(words)), None)

    paper, own, union = one("A joint statement issued in Odu"), one("a statement by the mayor"), one("the union")
    papers = Papers(reference_words())
    assert papers.without(((paper,), (union,))) == ((union,),)
    assert papers.without(((own,), (union,))) == ((own,), (union,))
    others = Papers(reference_words().model_copy(update={"documents": ["report"]}))
    assert others.without(((paper,),)) == ((paper,),)


def test_who_demands_is_not_also_the_source_of_the_demand(page: Article) -> None:
    chain = ((span(page, "the Fenland Union"),), (span(page, "State-run media"),))
    we = as_speaker([filler(page, "actor", "we")], chain, {"we"})
    assert told(relays_only(we, chain)) == [["State-run media"]]
    assert relays_only(we, chain[:1]) == ()
    assert relays_only([filler(page, "target", "the Fenland Union")], chain) == chain


def test_a_page_is_not_its_own_source(page: Article) -> None:
    chain = ((span(page, "the union"),), (span(page, "Harbour Radio"),))
    assert told(without_own(chain, {"harbour radio"})) == [["the union"]]
    assert without_own(chain[1:], {"harbour radio"}) == ()
    assert without_own(chain, ()) == chain
    assert own_names(page) == frozenset()  # nothing is known of this page
    header = replace(page.header, outlet="The Fen  Post", agency="AFN")
    assert own_names(replace(page, header=header)) == {"fen post", "afn"}


def test_whoever_acts_on_them_is_not_them(page: Article) -> None:
    def meaning(role: str, words: str, meant: str) -> DraftFiller:
        return replace(filler(page, role, words), refers_to=span(page, meant).evidence)

    def known(*fillers: DraftFiller) -> list[bool]:
        return [f.refers_to is not None for f in apart(fillers, {"we", "it"})]

    they, it = meaning("actor", "we", "the miners"), meaning("target", "it", "the miners")
    assert known(they, it) == [True, False]
    assert known(filler(page, "actor", "the miners"), it) == [False, False]
    assert known(they, filler(page, "target", "the miners")) == [False, False]
    assert known(they, meaning("target", "it", "the court")) == [True, True]
    release = filler(page, "actor", "the release of the miners")  # holds them, is not them
    assert known(release, it) == [False, True]
    assert known(they, meaning("target", "the union", "the miners")) == [True, True]  # no pronoun


def test_the_same_words_are_one_claimant() -> None:
    page, _ = make_sentences("The Fen police said so, fen police said.")
    first, again = (DraftClaimant(page.evidence(a, b), None) for a, b in ((0, 14), (24, 34)))
    assert told(without_repeats([[first], [again]], SELF)) == [["The Fen police"]]


def test_the_us_are_not_us() -> None:
    article, _ = make_sentences("The army said US jets had left; we’ve seen it.")

    def one(words: str) -> DraftClaimant:
        at = article.text.index(words)
        return DraftClaimant(article.evidence(at, at + len(words)), None)

    chain = ((one("The army"),),)
    found = [DraftFiller("actor", span.evidence, None) for words in ("US", "we’ve") if (span := one(words)).evidence]
    us, we = as_speaker(found, chain, {"us", "we"})
    assert us.refers_to is None
    assert we.refers_to is not None and we.refers_to.exact == "The army"
    assert told(without_repeats([[one("US")], [one("The army")]], {"us", "we"})) == [["US"], ["The army"]]


def test_whoever_says_that_somebody_must_do_something_demands_it(page: Article) -> None:
    union, miners = span(page, "the Fenland Union"), filler(page, "target", "the miners")
    fillers = with_speaker([miners], ((union,),))
    assert [(f.role, f.evidence.exact) for f in fillers] == [("target", "the miners"), ("actor", "the Fenland Union")]
    asks = filler(page, "actor", "the union")
    assert with_speaker([asks], ((union,),)) == [asks]
    assert with_speaker([miners], ()) == [miners]
