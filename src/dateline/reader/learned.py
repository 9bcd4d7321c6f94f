"""The learned reader: one small encoder over windows of sentences, a few matrices on top, decoded under constraints.

Everything is handed in as bytes (`dateline.readers_learned` builds it from package data). The encoder runs on
`onnxruntime`; training and export live outside the package, in `training/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.errors import DataError
from dateline.knowledge.guide import TYPES
from dateline.protocols import Reader
from dateline.reader.calibration import Calibration
from dateline.reader.caution import cautious, with_speakers, with_tolls
from dateline.reader.decode import Decoder, Found
from dateline.reader.encoder import Encoder, Floats, WordPieces
from dateline.reader.gate import OPEN, Gate
from dateline.reader.heads import TAGGED, Heads
from dateline.reader.scoring import Thresholds
from dateline.reader.tagging import ATTRIBUTION, MENTIONS, Tags
from dateline.reader.windows import (
    COLUMNS,
    Votes,
    Window,
    Word,
    ruled_of,
    segments_of,
    windows_of,
    with_rules,
    words_of,
)
from dateline.records import Article, Mention, Reading, Sentence

FORMAT = 4


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """What `reader.json` holds: sizes, thresholds, and what the model was trained with."""

    longest: int = 192  # word pieces in a window
    context: int = 64  # a sentence before the window is repeated if it has at most so many
    thresholds: Thresholds = field(default_factory=Thresholds)
    uses_rules: bool = True  # whether the rule reader's findings are features
    gate: Gate = OPEN
    calibration: Calibration = field(default_factory=Calibration)  # applied to what has been decided

    @classmethod
    def from_bytes(cls, data: bytes) -> ReaderConfig:
        """Read strictly; raises DataError if the file was made for other types, tags or features."""
        plain = json.loads(data)
        want = {"format": FORMAT, "types": list(TYPES), "tags": list(TAGGED), "columns": [list(c) for c in COLUMNS]}
        for key, value in want.items():
            if plain.get(key) != value:
                raise DataError(f"reader.json: {key} is not what this version of Dateline reads; rebuild the model")
        least = plain["thresholds"]
        thresholds = Thresholds(least["trigger"], least["tags"], least["unnamed"], least["event"])
        gate = Gate(plain["gate"]["words"], plain["gate"]["bias"], plain["gate"]["least"])
        slope, offset, crowd = plain["calibration"]
        if not slope > 0:
            raise DataError(
                f"reader.json: a calibration of slope {slope} would turn confidence round; rebuild the model"
            )
        sure = Calibration(slope, offset, crowd, least["likely"])
        return cls(plain["longest"], plain["context"], thresholds, plain["uses_rules"], gate, sure)


class LearnedReader:
    """Reads with the trained model. `rules` must be given if the model was trained with the rule reader's findings."""

    name = "learned/1"

    def __init__(
        self,
        model: bytes,
        heads: bytes,
        tokenizer: bytes,
        config: ReaderConfig,
        knowledge: Knowledge,
        threads: int = 1,
    ) -> None:
        if config.uses_rules and knowledge.rules is None:
            raise ValueError("this model was trained with the rule reader's findings: hand one in")
        self._encoder, self._pieces = Encoder(model, threads), WordPieces(tokenizer)
        self._heads = Heads(heads)
        self._decoder = Decoder(self._heads, config.thresholds, knowledge.allowed)
        self._config, self._knowledge = config, knowledge

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """Every event of the article's sentences; `hints` are times, quantities and known names."""
        by_sentence: dict[int, list[Mention]] = {}
        for hint in hints:
            by_sentence.setdefault(hint.sentence, []).append(hint)
        ruled, windows = self._vectors(article, sentences, hints, gated=True)
        found = Found(article, by_sentence, ruled_of(ruled))
        self._decoder.decode(windows, found)
        checked = cautious(found.reading(self.name), ruled)
        likely = self._config.calibration.applied(checked, len(sentences))  # what the rules add is no probability
        return with_speakers(with_tolls(likely, ruled), found.speakers)

    def attributions(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]
    ) -> list[tuple[str, int, int]]:
        """Source, cue and content spans of the whole article (kind, start, end), whether or not an event is stated."""
        return self._spans(article, sentences, hints, ATTRIBUTION)

    def mentions(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]
    ) -> list[tuple[str, int, int]]:
        """Mentions of the whole article (kind as in re3d, start, end)."""
        return self._spans(article, sentences, hints, MENTIONS)

    def _spans(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention], tags: Tags
    ) -> list[tuple[str, int, int]]:
        out = []
        heads = self._heads
        for window, words, vectors in self._vectors(article, sentences, hints, gated=False)[1]:
            own = [w for s in window.segments for w in words[s.first : s.stop]]
            core = sum(s.stop - s.first for s in window.segments[: window.core])
            numbers = np.array([w.sentence for w in own], np.int64)
            if tags is ATTRIBUTION:
                spans = tags.spans(heads.attribution(vectors), numbers, heads.attribution_moves)
            else:
                spans = tags.spans(heads.mentions(vectors), numbers, heads.mentions_moves)
            out += [(kind, own[a].start, own[b - 1].end) for kind, a, b in spans if a >= core]
        return sorted(out, key=lambda s: s[1])

    def _vectors(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention], gated: bool
    ) -> tuple[Reading | None, list[tuple[Window, list[Word], Floats]]]:
        """What the rules found, and every window that may state an event with the article's words and their vectors."""
        plain = words_of(article, sentences, hints, self._knowledge.votes, None)
        passed = {row[0].sentence for row in plain if row and (not gated or self._config.gate.passes(row))}
        if not passed:
            return None, []
        ruled = None
        rules = self._knowledge.rules if self._config.uses_rules else None
        if rules is not None:
            ruled = rules.read(article, sentences, hints)
            plain = with_rules(plain, ruled)
        rows = [row for row in plain if row]
        words = [word for row in rows for word in row]
        segments = segments_of(rows, self._pieces, self._config.longest)
        windows = windows_of(segments, self._config.longest, self._config.context)
        windows = [w for w in windows if any(s.sentence in passed for s in w.segments[w.core :])]
        vectors = self._encoder.encode(windows, [words] * len(windows))
        return ruled, [(window, words, own) for window, own in zip(windows, vectors, strict=True)]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the reader takes from data files: lexicon votes, roles allowed by type, and the rule reader."""

    votes: Votes
    allowed: Mapping[str, frozenset[str]]
    rules: Reader | None
