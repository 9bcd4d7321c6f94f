"""The learned reader from package data.

For `registry.READERS`:
`"learned": Entry("dateline.readers_learned:learned_reader", extra="learned", needs="onnxruntime")`.

`onnxruntime` and `tokenizers` must be installed; the entry's extra names them.
"""

from __future__ import annotations

from dateline.knowledge.files import read_bytes
from dateline.knowledge.grammar import load_grammar
from dateline.knowledge.ontology import load_ontology
from dateline.protocols import Reader
from dateline.reader.learned import Knowledge, LearnedReader, ReaderConfig
from dateline.reader.rule_reader import RuleReader
from dateline.reader.tagger import Tagger
from dateline.reader.votes import lexicon_votes
from dateline.reader.windows import Votes


def learned_reader(threads: int = 1) -> Reader:
    """The trained model with what it needs, from package data alone."""
    config = ReaderConfig.from_bytes(read_bytes("models", "reader.json"))
    grammar = load_grammar()
    rules = None
    if config.uses_rules:  # the model finds those who speak by itself
        rules = RuleReader(grammar, Tagger.from_bytes(read_bytes("models", "tagger.json.gz")), speakers=False)
    allowed = {name: frozenset({*kind.roles, "time", "hedge"}) for name, kind in load_ontology().events.items()}
    return LearnedReader(
        model=read_bytes("models", "reader.onnx"),
        heads=read_bytes("models", "reader.npz"),
        tokenizer=read_bytes("models", "tokenizer.json"),
        config=config,
        knowledge=Knowledge(Votes(lexicon_votes(grammar)), allowed, rules),
        threads=threads,
    )
