"""The reader's heads in numpy: triggers, types, status, and for each trigger what every word of its window is to it.

The matrices come from an uncompressed `.npz` that training exports; their names are those of `training/model.py`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.knowledge.guide import TYPES
from dateline.reader.runtime import session
from dateline.reader.windows import COLUMNS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Span = tuple[int, int]

TAGGED: Final = (
    "actor",
    "target",
    "place",
    "origin",
    "destination",
    "time",
    "weapon",
    "hedge",
    "count",
    "source",
    "relay",
)
_EDGES: Final = np.array([-40, -25, -16, -10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 16, 25, 40])
_STEPS: Final = len(_EDGES) + 1
DISTANCES: Final = _STEPS * 3
_TYPE_ROWS: Final = len(TYPES) + 1
VOTE_COLUMNS: Final = [at for at, (name, _) in enumerate(COLUMNS) if name in ("vote", "second_vote", "rule_trigger")]
_BLOCK: Final = 160  # pairs that stay in the cache together
VOTES: Final = _TYPE_ROWS * len(VOTE_COLUMNS)


def distances(first: int | Ints, stop: int | Ints, sentences: Ints, own: int | Ints, words: Ints | None = None) -> Ints:
    """For each word of a window a class: how far from the trigger, on which side, in its sentence or another.

    Or for each of `words`, of which `sentences` are the sentences; then every word may have a trigger of its own.
    """
    at = np.arange(len(sentences)) if words is None else words
    far = np.where(at < first, at - first, np.where(at >= stop, at - stop + 1, 0))
    steps = np.searchsorted(_EDGES, far)
    side = np.where(sentences < own, 1, np.where(sentences > own, 2, 0))
    return np.asarray(steps + _STEPS * side, np.int64)


def voted(features: Ints) -> Floats:
    """The types that the lexicon and the rule reader give each word, as ones in three rows of types; none is a type."""
    out = np.zeros((len(features), len(VOTE_COLUMNS), _TYPE_ROWS), np.float32)
    at = np.arange(len(features))
    for place, column in enumerate(VOTE_COLUMNS):
        out[at, place, features[:, column]] = 1.0
    return out.reshape(len(features), VOTES)


def means(rows: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """The mean of each span of rows, summed row by row."""
    first, stop = np.array(spans, np.int64).reshape(-1, 2).T
    size = stop - first
    out = rows[first]
    for further in range(1, int(size.max(initial=1))):
        more = size > further
        out[more] += rows[first[more] + further]
    return np.asarray(out / size[:, None], np.float32)


def gelu(x: Floats, out: Floats | None = None) -> Floats:
    """The tanh approximation, 0.5 x (1 + tanh(0.7978845608 (x + 0.044715 x x x))), step by step in one array.

    With `out` nothing else is set aside, and `x` is halved.
    """
    y = np.multiply(x, np.float32(0.044715), out=out)
    y *= x
    y *= x
    y += x
    y *= 0.7978845608
    np.tanh(y, out=y)
    y += 1.0
    y *= np.multiply(x, np.float32(0.5), out=None if out is None else x)
    return np.asarray(y, np.float32)


def softmax(x: Floats) -> Floats:
    """Over the last axis; numpy is slow at reducing three columns (O, B, I), so these are taken one by one."""
    if x.shape[-1] != 3:
        e = np.exp(x - x.max(-1, keepdims=True))
        return np.asarray(e / e.sum(-1, keepdims=True), np.float32)
    top = np.maximum(np.maximum(x[..., 0], x[..., 1]), x[..., 2])
    e = np.exp(x - top[..., None])
    total = e[..., 0] + e[..., 1] + e[..., 2]
    return np.asarray(e / total[..., None], np.float32)


@dataclass(frozen=True, slots=True)
class EventScores:
    """Probabilities for one trigger."""

    types: Floats
    statuses: Floats
    unnamed: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Words that may be something to a trigger, a row for each trigger and word; all of one trigger together."""

    triggers: Ints
    words: Ints
    distances: Ints
    ruled: Ints  # what the rules say of the word (`ruled_pair`)


class Heads:
    """Applies the exported matrices.

    The products run on onnxruntime, on one thread (the archive holds a graph of one Gemm node): numpy's own would start
    as many threads as there are cores, and where several processes read at once those wait for one another.
    """

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            self._session = session(archive["gemm"].tobytes(), 1)
            self._m = {name: np.asarray(archive[name], np.float32) for name in archive.files if name != "gemm"}
        for name in [n for n in self._m if n.endswith(".weight")]:
            bias = name.removesuffix("weight") + "bias"
            self._m.setdefault(bias, np.zeros(len(self._m[name]), np.float32))
        self._near = self._m["pair_distance.weight"][:, None] + self._m["pair_ruled.weight"]

    def _linear(self, name: str, x: Floats) -> Floats:
        feed = {"x": np.ascontiguousarray(x), "w": self._m[f"{name}.weight"], "b": self._m[f"{name}.bias"]}
        (y,) = self._session.run(None, feed)
        return np.asarray(y, np.float32)

    def triggers(self, words: Floats, votes: Floats) -> Floats:
        """O, B, I probabilities of each word; `votes` as `voted` gives them."""
        scores = self._linear("trigger_out", gelu(self._linear("trigger_in", words)))
        return softmax(scores + self._linear("trigger_votes", votes))

    def attribution(self, words: Floats) -> Floats:
        """Scores of the labels of source, cue and content (`tagging.ATTRIBUTION`) for each word."""
        return self._linear("attribution", words)

    @property
    def attribution_moves(self) -> Floats:
        """Scores of going from one of those labels to the next."""
        return self._m["attribution_moves.weight"]

    def mentions(self, words: Floats) -> Floats:
        """Scores of the labels of mentions (`tagging.MENTIONS`) for each word."""
        return self._linear("mentions", words)

    @property
    def mentions_moves(self) -> Floats:
        """Scores of going from one of those labels to the next."""
        return self._m["mentions_moves.weight"]

    def events(self, triggers: Floats, votes: Floats, ruled: Sequence[int]) -> list[EventScores]:
        """What the heads say of each trigger, of which mean vectors and votes are given, and the rules' status."""
        x = gelu(self._linear("event_in", triggers))
        types = softmax(self._linear("event_type", x) + self._linear("event_votes", votes))
        statuses = softmax(self._linear("event_status", x) + self._m["status_ruled.weight"][ruled])
        unnamed = 1.0 / (1.0 + np.exp(-self._linear("event_unnamed", x)[:, 0]))
        return [EventScores(*one) for one in zip(types, statuses, unnamed.tolist(), strict=True)]

    def tags(self, words: Floats, triggers: Floats, types: Floats, pairs: Pairs) -> Floats:
        """O, B, I probabilities of each tag for each pair: [pairs, tags, 3]."""
        added = self._linear("pair_trigger", triggers) + self._linear("pair_type", types)
        given = np.hstack([added, self._linear("product_trigger", triggers)])
        asked, place = np.unique(pairs.words, return_inverse=True)
        words = words[asked]
        own = np.hstack([self._linear("pair_word", words), self._linear("product_word", words)])
        pairs = replace(pairs, words=place)
        blocks = np.array_split(np.arange(len(place)), -(-len(place) // _BLOCK))
        scores = [self._pairs(own, given, pairs, rows) for rows in blocks]
        return softmax(np.concatenate(scores).reshape(-1, len(TAGGED), 3))

    def _pairs(self, words: Floats, triggers: Floats, pairs: Pairs, rows: Ints) -> Floats:
        """Scores of some pairs: the halves of `words` and `triggers` are added and multiplied."""
        half = words.shape[1] // 2
        x, given = words[pairs.words[rows]], triggers[pairs.triggers[rows]]
        x[:, :half] += given[:, :half]
        x[:, :half] += self._near[pairs.distances[rows], pairs.ruled[rows]]
        x[:, half:] *= given[:, half:]
        return self._linear("pair_out", gelu(self._linear("pair_in", gelu(x, given))))

    def counts(self, words: Floats, triggers: Sequence[Span], counted: Sequence[Span]) -> tuple[Floats, Floats]:
        """Probabilities of measure and scope for counted phrases, each with its trigger."""
        x = gelu(self._linear("count_in", np.hstack([means(words, triggers), means(words, counted)])))
        return softmax(self._linear("count_measure", x)), softmax(self._linear("count_scope", x))
