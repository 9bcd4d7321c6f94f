"""Readers put together with what they need; `registry.READERS` names them."""

from __future__ import annotations

from dateline.knowledge.files import read_bytes
from dateline.knowledge.grammar import load_grammar
from dateline.protocols import Reader
from dateline.reader.rule_reader import RuleReader
from dateline.reader.tagger import Tagger


def rule_reader() -> Reader:
    """The reader that works with rules and word lists."""
    return RuleReader(load_grammar(), Tagger.from_bytes(read_bytes("models", "tagger.json.gz")))
