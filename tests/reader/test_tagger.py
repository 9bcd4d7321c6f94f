"""The quick way of adding up a finished tagger's weights gives what the plain sum of all features gives."""

from __future__ import annotations

import pytest

from dateline.knowledge.files import read_bytes
from dateline.reader.tagger import START, Tagger, features, shape
from dateline.tokens import tokens

TAGGER = Tagger.from_bytes(read_bytes("models", "tagger.json.gz"))
LINES = (
    "Gunmen on 14 motorcycles shot at the Vorlan market, wounding five traders, a nurse told our reporter.",
    "Why Quxby's mayor isn't leaving: 3 reasons",
    "No",
)


@pytest.mark.parametrize("line", LINES)
def test_tags_are_those_of_the_plain_sum(line: str) -> None:
    cut = tokens(line)
    words = [token.text for token in cut]
    context = [*START, *map(shape, words), "-1+", "-2+"]
    tags = [*START, *TAGGER.tag(cut)]
    assert TAGGER.table is not None
    for at, token in enumerate(cut):
        tag = TAGGER.fixed.get(context[at + 2]) if token.is_word or token.text[-1] == "s" else "PUNCT"
        before2, before = tags[at : at + 2]
        assert tags[at + 2] == (tag or TAGGER.table.best(features(at, words, context, before, before2)))


def test_no_tokens_have_no_tags() -> None:
    assert TAGGER.tag(()) == []
