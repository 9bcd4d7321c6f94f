"""Short digests of a newspaper: all is the newspaper's but what somebody else tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from dateline.code.digests import Digests
from dateline.knowledge.lexicon import reference_words
from dateline.records import Article, Mention, Reading, RoleLink, Sentence, Trigger
from tests.conftest import make_sentences


def digests(article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
    """The reading with the newspapers, of which Fenland is none."""
    return Digests(reference_words(), lambda name: "Fenland" not in name).added(article, sentences, reading)


def sources(text: str, *triggers: str, kind: str = "attack", acts: bool = False) -> dict[str, str]:
    """The claimant that each trigger was given; with `acts` the mayor is who makes the last one."""
    article, sentences = make_sentences(*text.split("\n"))

    def where(start: int) -> int:
        return next(s.index for s in sentences if s.start <= start < s.end)

    def trigger(word: str) -> Trigger:
        start = text.index(word)
        return Trigger(where(start), start, start + len(word), kind, "actual", 1.0, "test")

    names = re.finditer("The mayor|(?:The Odu (?:Star|Army)|Fenland)(?= reports that)", text)
    known = [Mention(where(m.start()), *m.span(), "source", 1.0, "test") for m in names]
    roles = (RoleLink(len(triggers) - 1, len(known), "actor", 1.0),) if acts else ()
    known += [Mention(m.sentence, m.start, m.end, "actor", 1.0, "test") for m in known[:1] if acts]
    reading = Reading("test/1", tuple(known), tuple(map(trigger, triggers)), roles, (), ())
    done = digests(article, sentences, reading)
    return {
        triggers[link.trigger]: text[done.mentions[link.chain[0][0]].start : done.mentions[link.chain[0][0]].end]
        for link in done.sources
    }


REST = "They shelled Tene.\nThe army captured Odu."
DIGEST = f"Gunmen stormed the camp, reports The Odu Star on May 5.\n{REST}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (DIGEST, dict.fromkeys(("shelled", "captured"), "The Odu Star")),
        (DIGEST.replace(" on May 5", ""), dict.fromkeys(("shelled", "captured"), "The Odu Star")),
        (DIGEST.replace(", reports", ", reported"), dict.fromkeys(("shelled", "captured"), "The Odu Star")),
        (f"The Odu Star reports that gunmen fled.\n{REST}", dict.fromkeys(("shelled", "captured"), "The Odu Star")),
        (f"The Odu Army reports that gunmen fled.\n{REST}", {}),
        (f"Fenland reports that gunmen fled.\n{REST}", {}),
        (DIGEST.replace("The Odu Star", "Fenland"), {}),
        (DIGEST.replace("They shelled", "The mayor fled as they shelled"),
         dict.fromkeys(("shelled", "captured"), "The Odu Star")),
        (DIGEST + "\nIt was calm." * 20, {}),  # a report of its own
        (DIGEST.replace("They shelled", "The mayor said they shelled"), {"captured": "The Odu Star"}),
        (DIGEST.replace("Tene.", "Tene, adds Odu Radio."), {"shelled": "Odu Radio", "captured": "Odu Radio"}),
        (DIGEST.replace(", reports The Odu Star on May 5", ", police reported Monday"), {}),
        (DIGEST.replace(", reports The Odu Star on May 5", ", reported Monday"), {}),
        (DIGEST.replace("the camp, reports The Odu Star on May 5", "Ali Dia, who reported for Radio Odu"), {}),
        (DIGEST.replace("reports The Odu Star on May 5", "and it was reported to the United Towns"), {}),
        (DIGEST.replace("reports The Odu Star on May 5", "amid reports"), {}),
        (DIGEST.replace("reports The Odu Star on May 5", "and nobody reported losses"), {}),
        (f"It was calm.\n{DIGEST}", {}),  # not the first sentence
    ],
)  # fmt: skip
def test_a_short_digest_is_the_newspapers(text: str, wanted: dict[str, str]) -> None:
    assert sources(text, "shelled", "captured") == wanted


@pytest.mark.parametrize(
    ("name", "takes_over"),
    [
        ("The Odu Post", True),
        ("Dusk", True),
        ("Odu Radio", True),
        ("Ann Lee", False),
        ("Mayor", False),
        ("Fenland", False),
    ],
)
def test_another_newspaper_takes_over_with_its_name_before_the_verb(name: str, takes_over: bool) -> None:
    text = (
        f"Gunmen stormed the camp, reports The Odu Star.\nThey shelled Tene, {name} reported.\nThe army captured Odu."
    )
    article, sentences = make_sentences(*text.split("\n"))
    known = (Mention(1, text.index(name), text.index(name) + len(name), "source", 1.0, "test"),)
    at = text.index("captured")
    trigger = Trigger(2, at, at + len("captured"), "attack", "actual", 1.0, "test")
    reading = Reading("test/1", known, (trigger,), (), (), ())
    done = digests(article, sentences, reading)
    ((told,),) = done.sources[0].chain
    found = text[done.mentions[told].start : done.mentions[told].end]
    assert found == (name if takes_over else "The Odu Star")


def test_who_makes_a_claim_does_not_tell_of_it() -> None:
    text = "Gunmen stormed the camp, reports The Odu Star.\nThe mayor said he claimed the attack."
    assert sources(text, "claimed", kind="responsibility", acts=True) == {"claimed": "The Odu Star"}
    assert sources(text, "claimed", acts=True) == {}
