"""One happening that a sentence tells in several words is one claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.code.repeats import told_once
from dateline.records import Article, Draft, DraftClaimant, DraftCount, DraftFiller, Evidence
from tests.conftest import make_sentences


def evidence(article: Article, words: str) -> Evidence:
    start = article.text.index(words)
    return article.evidence(start, start + len(words))


def draft(
    article: Article, trigger: str, kind: str, *, status: str = "actual", sure: float = 0.9, **roles: str
) -> Draft:
    """A draft with words by role; `source` and `killed` among them."""
    source, killed = roles.pop("source", None), roles.pop("killed", None)
    return Draft(
        sentence=0,
        sentence_evidence=article.evidence(0, len(article.text)),
        type=kind,
        status=status,
        trigger=evidence(article, trigger),
        fillers=tuple(DraftFiller(role, evidence(article, words), None) for role, words in roles.items()),
        counts=(DraftCount("killed", "incident", evidence(article, killed), None, False, False),) if killed else (),
        chain=((DraftClaimant(evidence(article, source), None),),) if source else (),
        manner="paraphrased" if source else "own-voice",
        cue=None,
        topic=None,
        confidence=sure,
        found_by="test",
    )


def shown(drafts: list[Draft]) -> list[tuple[str, dict[str, str], int]]:
    return [(d.trigger.exact, {f.role: f.evidence.exact for f in d.fillers}, len(d.counts)) for d in drafts]


def test_a_verb_and_its_noun_are_one_with_what_each_says() -> None:
    article, _ = make_sentences("Officers seized power in a coup in Odu on Monday that left two dead, a radio said.")
    verb = draft(article, "seized power", "overthrow", actor="Officers", place="Odu", sure=0.7)
    noun = draft(article, "coup", "overthrow", time="Monday", killed="two dead")
    (one,) = told_once(article, [verb, noun])
    assert shown([one]) == [("seized power", {"actor": "Officers", "place": "Odu", "time": "Monday"}, 1)]
    assert told_once(article, [verb]) == [verb]


@pytest.mark.parametrize(
    ("text", "role", "said", "again"),
    [
        ("Rebels attacked the base on 12 March and raided it on 14 March.", "time", "12 March", "14 March"),
        ("Rebels attacked a town in Odu district and raided Orlo district.", "place", "Odu district", "Orlo district"),
        ("Odu army men attacked a mill and Orlo army men raided it.", "actor", "Odu army men", "Orlo army men"),
        (
            "Odu police say men attacked a mill and Orlo police say they raided it.",
            "source",
            "Odu police",
            "Orlo police",
        ),
    ],
)
def test_a_word_in_common_makes_no_two_one(text: str, role: str, said: str, again: str) -> None:
    article, _ = make_sentences(text)
    first = draft(article, "attacked", "attack", **{role: said})
    second = draft(article, "raided", "attack", **{role: again})
    assert told_once(article, [first, second]) == [first, second]


def test_nobody_named_is_nobody_in_particular() -> None:
    article, _ = make_sentences("Shells are said to have hit Odu; the shelling went on, police said.")
    named = draft(article, "shelling", "shelling", source="police")
    unnamed = replace(draft(article, "hit", "shelling", place="Odu"), chain=((DraftClaimant(None, None),),))
    assert told_once(article, [unnamed, named]) == [unnamed, named]


def test_a_hedge_of_both_stands_once_and_no_count_is_lost() -> None:
    article, _ = make_sentences(
        "Troops reportedly arrested 12 miners in Odu, an arrest of 12 miners and three students."
    )
    hedge = DraftFiller("hedge", evidence(article, "reportedly"), None)
    miners, students = (
        DraftCount("arrested", "incident", evidence(article, words), None, False, False)
        for words in ("12 miners", "three students")
    )
    verb = draft(article, "arrested", "arrest", place="Odu")
    noun = draft(article, "arrest of", "arrest")
    verb = replace(verb, fillers=(*verb.fillers, hedge), counts=(miners,))
    (one,) = told_once(article, [verb, replace(noun, fillers=(hedge,), counts=(miners, students))])
    assert one.fillers == verb.fillers
    assert one.counts == (miners, students)


def test_demands_of_two_things_are_two() -> None:
    article, _ = make_sentences("The union demanded talks and called for a release.")
    first, second = draft(article, "demanded", "demand"), draft(article, "called for", "demand")
    told = [replace(first, topic="talks"), replace(second, topic="a release")]
    assert told_once(article, told) == told


def test_what_somebody_says_of_it_is_not_the_papers_own() -> None:
    article, _ = make_sentences("A bomb exploded in Odu, and police said the blast had hurt nobody.")
    own = draft(article, "exploded", "bombing", place="Odu")
    said = draft(article, "blast", "bombing", source="police")
    assert told_once(article, [own, said]) == [own, said]


def test_whoever_only_one_of_them_names_stays() -> None:
    article, _ = make_sentences("Before leaving for Beijing Bush is to meet exiled dissidents of Myanmar.")
    going = draft(article, "leaving", "meeting", actor="Bush", destination="Beijing", time="Before")
    (one,) = told_once(article, [going, draft(article, "meet", "meeting", target="exiled dissidents", actor="Bush")])
    assert [f.evidence.exact for f in one.fillers] == ["Bush", "Beijing", "Before", "exiled dissidents"]


def test_of_two_phrases_for_one_thing_the_fuller_stays() -> None:
    article, _ = make_sentences("Rebels raided Odu in March, a raid of 12 March.")
    told = draft(article, "raided", "attack", actor="Rebels", place="Odu", time="March")
    (one,) = told_once(article, [told, draft(article, "raid of", "attack", time="12 March")])
    assert [f.evidence.exact for f in one.fillers] == ["Rebels", "Odu", "12 March"]


def test_what_befell_others_or_elsewhere_is_another() -> None:
    article, _ = make_sentences("Troops shelled Odu and shelled a camp in Orlo; in Odu two died and in Orlo six died.")
    first = draft(article, "shelled Odu", "shelling", actor="Troops", place="Odu")
    other = draft(article, "shelled a camp", "shelling", actor="Troops", place="Orlo")
    assert told_once(article, [first, other]) == [first, other]
    dead = draft(article, "two died", "toll", killed="two")
    more = draft(article, "six died", "toll", killed="six")
    assert told_once(article, [dead, more]) == [dead, more]


def test_two_tolls_are_never_one() -> None:
    article, _ = make_sentences("The blast killed 12 people and a second explosion killed two people nearby.")
    first = draft(article, "blast", "bombing", killed="12 people")
    second = draft(article, "second explosion", "bombing", killed="two people")
    assert told_once(article, [first, second]) == [first, second]


def test_what_is_dated_by_another_is_not_that() -> None:
    article, _ = make_sentences("Envoys discussed the villagers held since the abduction near Lopa.")
    held = draft(article, "held", "abduction", target="the villagers", time="since the abduction")
    taken = draft(article, "abduction", "abduction", place="Lopa")
    assert told_once(article, [held, taken]) == [held, taken]


def test_another_type_or_status_is_another() -> None:
    article, _ = make_sentences("Police fired tear gas at a march and said they would fire again.")
    fired = draft(article, "fired", "crackdown", actor="Police")
    march = draft(article, "march", "protest")
    again = draft(article, "would fire", "crackdown", status="planned", actor="they")
    assert told_once(article, [fired, march, again]) == [fired, march, again]


def test_far_apart_and_with_nothing_in_common_they_stay_two() -> None:
    words = "The mayor condemned the raid at dawn, as the market opened and the first lorries came in, and so did Odu's"
    article, _ = make_sentences(f"{words} priest, who denounced it too.")
    mayor = draft(article, "condemned", "accusation")
    priest = draft(article, "denounced", "accusation")
    assert told_once(article, [mayor, priest]) == [mayor, priest]
    shared = [
        draft(article, "condemned", "accusation", target="the raid"),
        draft(article, "denounced", "accusation", target="the raid"),
    ]
    assert len(told_once(article, shared)) == 1
