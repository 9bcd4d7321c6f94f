"""Claims in the types of CASE 2021 task 2."""

from __future__ import annotations

import pytest

from dateline.bench.case_labels import case_label, sub_event, sub_events
from dateline.knowledge.guide import TYPES
from dateline.records import ActorRef, Count, Number
from tests.bench.build import claim_of, filler, killed, state, words

ARMY = ActorRef("military-chad", "Chad Armed Forces", "military", "TD", "described")
GANG = ActorRef("described:gangs:MX", "Criminal armed groups (Mexico)", "militia", "MX", "described")
CHAD = state("state-chad", "Chad", "TD")
REBELS = filler("actor", "rebels")
TWO_DEAD = killed("two", 2)
NONE_HURT = Count("wounded", Number(0, 0, 0, "zero_stated", None, "0"), "incident", words("no"), None, False, False)


def test_lists_name_types_and_labels_that_exist() -> None:
    known = sub_events()
    assert {*known.types, *known.first, *known.last, *known.least} <= set(TYPES)
    assert {t for one in known.finer for t in one.types} <= set(TYPES)
    labels = {*known.types.values(), *(one.label for one in known.finer)}
    labels |= {label for t in TYPES if (label := sub_event(claim_of(t, "word"))) is not None}
    assert labels <= set(known.labels)


@pytest.mark.parametrize(
    ("claims", "label"),
    [
        ([claim_of("protest", "rally", status="planned"), claim_of("arrest", "held")], "ARREST"),
        ([claim_of("protest", "marched")], "PEACE_PROTEST"),
        ([claim_of("protest", "marched"), claim_of("crackdown", "tear gas")], "PROTEST_WITH_INTER"),
        ([claim_of("protest", "marched"), claim_of("arrest", "detained")], "PROTEST_WITH_INTER"),
        ([claim_of("protest", "marched"), claim_of("crackdown", "gas", counts=(NONE_HURT,))], "PROTEST_WITH_INTER"),
        ([claim_of("protest", "sat"), claim_of("crackdown", "gas", counts=(TWO_DEAD,))], "FORCE_AGAINST_PROTEST"),
        ([claim_of("crackdown", "shot")], "FORCE_AGAINST_PROTEST"),
        ([claim_of("riot", "beat")], "MOB_VIOL"),
        ([claim_of("riot", "threw", sentence_evidence=words("Marchers threw stones"))], "VIOL_DEMONSTR"),
        ([claim_of("protest", "marched"), claim_of("riot", "rioted")], "VIOL_DEMONSTR"),
        ([claim_of("clash", "fought"), claim_of("seizure", "took", REBELS)], "NON_STATE_ACTOR_OVERTAKES_TER"),
        ([claim_of("seizure", "retook", filler("actor", "the army", ARMY))], "GOV_REGAINS_TERIT"),
        ([claim_of("seizure", "took", filler("actor", "Chad", CHAD))], "GOV_REGAINS_TERIT"),
        ([claim_of("killing", "killed"), claim_of("bombing", "mine")], "REM_EXPLOS"),
        ([claim_of("attack", "threw", filler("weapon", "two grenades"))], "GRENADE"),
        ([claim_of("bombing", "defused", status="averted")], "DISR_WEAP"),
        ([claim_of("killing", "shot", filler("actor", "the cartel", GANG))], "ORG_CRIME"),
        ([claim_of("abuse", "raped")], "SEX_VIOL"),
        ([claim_of("deployment", "set up", sentence_evidence=words("They set up a base"))], "HQ_ESTABLISHED"),
        ([claim_of("deployment", "sent")], "CHANGE_TO_GROUP_ACT"),
        ([claim_of("accusation", "blamed"), claim_of("attack", "attack")], "ATTRIB"),
        ([claim_of("toll", "died")], "ATTACK"),
        ([claim_of("threat", "threatened")], None),
        ([], None),
    ],
)  # fmt: skip
def test_one_of_the_claims_is_the_event(claims: list, label: str | None) -> None:
    assert case_label(claims) == label
