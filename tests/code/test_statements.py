"""Statements handed out whole: their speaker vouches for all of them, and for nothing below."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.code.coreference import Coreference
from dateline.code.statements import Statements
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, Trigger
from tests.conftest import growth, make_sentences


def sources(text: str, *triggers: str) -> dict[str, str]:
    """The claimant that each trigger was given."""
    article, sentences = make_sentences(*text.split("\n"))

    def trigger(word: str) -> Trigger:
        start = text.index(word)
        index = next(s.index for s in sentences if s.start <= start < s.end)
        return Trigger(index, start, start + len(word), "attack", "actual", 1.0, "test")

    at = text.find("The mayor")
    index = next((s.index for s in sentences if s.start == at), 0)
    known = (Mention(index, at, at + len("The mayor"), "source", 1.0, "test"),) if at >= 0 else ()
    reading = Reading("test/1", known, tuple(map(trigger, triggers)), (), (), ())
    done = Statements(reference_words()).added(article, sentences, reading)
    return {
        triggers[link.trigger]: text[done.mentions[link.chain[0][0]].start : done.mentions[link.chain[0][0]].end]
        for link in done.sources
    }


PLAIN = """Envoy on the Odu raid
The raid came on Monday.
After the meeting, the envoy Ann Lee said:
Gunmen stormed the camp at Odu and we grieve for the dead.
The shelling of Tene must end.
Notes to editors
The militia captured Odu in May."""


@pytest.mark.parametrize(
    ("text", "triggers", "wanted"),
    [
        (PLAIN, ("came", "stormed", "shelling", "captured"),
         dict.fromkeys(("stormed", "shelling"), "the envoy Ann Lee")),
        (PLAIN.replace("we grieve", "many grieve"), ("stormed", "shelling"), {}),  # nobody speaks: a report goes on
        (PLAIN.replace("Notes to editors", "The mayor said it was quiet."), ("stormed", "captured"),
         {"stormed": "the envoy Ann Lee"}),
        ('The minister, Omar Dia, said: "Gunmen stormed the camp.\n"They shelled Tene."\nThe army captured Odu.',
         ("stormed", "shelled", "captured"), dict.fromkeys(("stormed", "shelled"), "Omar Dia")),
        ("The minister said: “Gunmen stormed the camp” and left.\nThe shelling went on.\nIt was called “a war”.",
         ("stormed", "shelling", "called"), {"stormed": "The minister"}),
        ('The minister said: "Gunmen stormed the camp.\nThey shelled Tene" and left.\nThe army captured Odu.',
         ("stormed", "shelled", "captured"), dict.fromkeys(("stormed", "shelled"), "The minister")),
        ('The minister said: "Gunmen stormed the camp.\nThe shelling went on.\nThe envoy said: "No."\nIt was calm.',
         ("stormed", "shelling", "calm"), dict.fromkeys(("stormed", "shelling"), "The minister")),  # it never closed
        ("Statement by the Special Envoy Ann Lee on Odu\nWe condemn the raid.\nGunmen stormed the camp.",
         ("raid", "stormed"), dict.fromkeys(("raid", "stormed"), "the Special Envoy Ann Lee")),
        ("Statement by the envoy expected\nGunmen stormed the camp.", ("stormed",), {}),
    ],
)  # fmt: skip
def test_speaks_for_all_of_it(text: str, triggers: tuple[str, ...], wanted: dict[str, str]) -> None:
    assert sources(text, *triggers) == wanted


@pytest.mark.parametrize("first", ["Foreign Secretary Ann Lee", "Ann Lee, the foreign secretary"])
def test_an_office_is_who_was_named_with_it(first: str) -> None:
    article, sentences = make_sentences(f"{first} came to Odu.", "The foreign secretary spoke.")
    at = sentences[1].start
    mentions = [
        Mention(0, 0, len(first), "actor", 1.0, "test"),
        Mention(1, at, at + len("The foreign secretary"), "source", 1.0, "test"),
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert {n: e.exact for n, e in found.items()} == {1: first}


def test_a_page_of_nothing_but_statements_takes_time_in_proportion() -> None:
    def read(size: int) -> Callable[[], Reading]:
        lines = [line for _ in range(size) for line in ("The mayor said:", "We saw gunmen.")]
        article, sentences = make_sentences(*lines)
        told = [s for s in sentences if s.index % 2]
        mentions = tuple(Mention(s.index - 1, s.start - 16, s.start - 7, "source", 1.0, "test") for s in told)
        triggers = tuple(Trigger(s.index, s.start + 3, s.start + 6, "attack", "actual", 1.0, "test") for s in told)
        reading = Reading("t", mentions, triggers, (), (), ())
        return lambda: Statements(reference_words()).added(article, sentences, reading)

    assert [link.trigger for link in read(300)().sources] == list(range(300))
    assert growth(read, 6000) < 9
