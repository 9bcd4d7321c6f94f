"""Who vouches: parts and wholes in one text are one voice, and a pronoun that stands for nobody known is none."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.knowledge.actors import load_actors
from dateline.link.claimants import Voice, claimants_of, is_part_of, speakers_of, speaks_for
from dateline.link.independence import independence_of
from dateline.records import ActorRef, Attribution, Claimant, Evidence
from tests.link.build import DAY, NOT_SAID, Page, archive, place

UN, MISSION = "united-nations", "monusco"


def known(entity_id):
    entity = load_actors().by_id[entity_id]
    return ActorRef(entity.id, entity.name, entity.kind, entity.country, "alias")


def told(page, sentence, by, who=None):
    """A claim of one abduction by a claimant: words at the sentence's start, and the entity that they name."""
    claim = page.claim(sentence, "seized", "abduction", when="2018-04-23", place=place("Salqin"), target="villagers")
    start = claim.sentence_evidence.start
    one = Claimant(Evidence(page.name, start, start + len(by), by), None, known(who) if who else NOT_SAID, None)
    found = dataclasses.replace(claim, attribution=Attribution(((one,),), "paraphrased", None))
    page.claims[-1] = found
    return found


def brief(*others):
    page = Page("brief", outlet="brief", published=DAY + dt.timedelta(1))
    told(page, "UN mission says villagers were seized near Salqin.", "UN mission", UN)
    told(page, "MONUSCO said that at dawn men with guns had seized villagers in the fields.", "MONUSCO", MISSION)
    for sentence, by in others:
        told(page, sentence, by)
    return page


def counted(*pages):
    found = archive(*pages)
    (incident,) = found.linking.incidents
    return independence_of(found.claims_of(incident), found)


def test_a_part_and_its_whole_in_one_text_are_one_claimant():
    assert counted(brief()).n_claimants == 1


def test_a_whole_that_a_part_speaks_for_adds_no_group():
    other = Page("other", outlet="other", published=DAY + dt.timedelta(2))
    told(other, "MONUSCO repeated on Wednesday that villagers were seized in Salqin.", "MONUSCO", MISSION)
    found = counted(brief(), other)
    assert (found.n_claimants, found.n_independent_groups) == (1, 1)
    assert "the same claimant" in found.words


def test_parts_of_two_texts_are_two_claimants():
    one, other = Page("one", outlet="one"), Page("other", outlet="other", published=DAY + dt.timedelta(2))
    told(one, "The United Nations said villagers were seized near Salqin.", "The United Nations", UN)
    told(other, "MONUSCO told reporters of men in trucks who had seized people there.", "MONUSCO", MISSION)
    assert counted(one, other).n_claimants == 2


def test_a_pronoun_without_a_referent_is_no_claimant_of_its_own():
    page = brief(("He said that men on foot seized villagers in the night.", "He"))
    assert counted(page).n_claimants == 1
    (voice,) = claimants_of(page.claims[-1], page.article())
    assert (voice.kind, voice.is_anybody) == ("unnamed", True)


def test_a_spokesman_named_in_either_order_is_one_claimant():
    one, other = Page("one", outlet="one"), Page("other", outlet="other", published=DAY + dt.timedelta(2))
    told(one, "Its spokesman, Amina Koné, said villagers were seized near Salqin.", "Its spokesman, Amina Koné")
    told(other, "Amina Koné, a spokesman, spoke of people seized by men in trucks.", "Amina Koné, a spokesman")
    assert counted(one, other).n_claimants == 1


def test_a_part_named_like_a_spokesman_is_still_the_part():
    names = ("united-nations", "un-general-assembly")
    whole, part = (Voice(f"name:{known(name).name}", known(name).name, "named", name) for name in names)
    assert speaks_for(part, whole), "General is a rank"
    assert speakers_of((whole, part)) == {whole.key: (part,)}


def test_parts_are_found_through_others_and_only_downwards():
    assert is_part_of(MISSION, UN, "2021-03-16")
    assert not is_part_of(UN, MISSION)
    assert not is_part_of("state-france", "nato"), "a member is no part"
