"""Quotation scope and coreference over sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.code.claims import assemble
from dateline.code.coreference import Coreference
from dateline.code.quotes import quotations
from dateline.knowledge.lexicon import reference_words
from dateline.protocols import Reader
from dateline.records import Article, Draft, Mention, Sentence
from tests.conftest import make_sentences

Hints = Callable[[Article, tuple[Sentence, ...]], list[Mention]]


@pytest.fixture
def drafts(reader: Reader, hints: Hints) -> Callable[..., tuple[Draft, ...]]:
    def make(*texts: str) -> tuple[Draft, ...]:
        article, sentences = make_sentences(*texts)
        reading = reader.read(article, sentences, hints(article, sentences))
        return assemble(article, sentences, reading, Coreference(reference_words()))

    return make


def claimants(draft: Draft) -> list[list[str]]:
    return [[c.evidence.exact if c.evidence else "?" for c in link] for link in draft.chain]


def test_a_quotation_over_two_sentences_keeps_its_speaker(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    _, second = drafts(
        '"Gunmen attacked the village at dawn," said Colonel Amadou Traore.', '"They killed nine people before noon."'
    )
    assert claimants(second) == [["Colonel Amadou Traore"]]
    assert second.chain[0][0].evidence is not None and second.chain[0][0].evidence.start < second.trigger.start


def test_it_stands_for_the_monitor_that_spoke(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    *_, last = drafts(
        "The Lakeside Observatory said shells hit the town of Bama on Monday.", "It said 14 people were killed."
    )
    claimant = last.chain[0][0]
    assert claimant.refers_to is not None and claimant.refers_to.exact == "The Lakeside Observatory"


def test_joint_claimants_and_a_chain(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts(
        "Insurgents captured a town on Thursday, rebels and a monitoring group said, according to Reuters."
    )
    assert claimants(draft) == [["rebels", "a monitoring group"], ["Reuters"]]


def test_nobody_named_is_said_so(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts("The rebels reportedly captured the airport.")
    assert claimants(draft) == [["?"]]


def test_own_voice_has_no_chain(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts("Rebels captured the airport on Monday.")
    assert draft.chain == () and draft.manner == "own-voice"


def test_an_acronym_stands_for_its_name(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    _, second = drafts("The Lake People Front (LPF) seized the port.", "LPF killed two soldiers.")
    actor = next(f for f in second.fillers if f.role == "actor")
    assert actor.refers_to is not None and actor.refers_to.exact == "Lake People Front"


def test_open_quotations_end_somewhere() -> None:
    article, sentences = make_sentences('He said: "we will fight until the very end of it', "and then we go home.")
    (quote,) = quotations(article, sentences)
    assert not quote.closed and quote.end == sentences[-1].end


def test_every_evidence_is_exact(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    texts = (
        "Rebels 💥 attacked the café in Ségou, killing “at least” 12 people, ‎the mayor said.",
        "He added that 3 died.",
    )
    whole = "\n".join(texts)
    for draft in drafts(*texts):
        evidence = [draft.trigger, draft.sentence_evidence, *(f.evidence for f in draft.fillers)]
        evidence += [c.evidence for c in draft.counts]
        assert all(whole[e.start : e.end] == e.exact for e in evidence)
