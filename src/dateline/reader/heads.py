"""The reader's heads in numpy: triggers, types, status, and for each trigger what every word of its window is to it.

The matrices come from an uncompressed `.npz` that training exports; their names are those of `training/model.py`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.knowledge.guide import TYPES
from dateline.reader.runtime import session
from dateline.reader.windows import COLUMNS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Pairs = Sequence[tuple[list[int], int]]

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
VOTES: Final = _TYPE_ROWS * len(VOTE_COLUMNS)


def distances(first: int | Ints, stop: int | Ints, sentences: Ints, own: int | Ints) -> Ints:
    """For each word of a window a class: how far from the trigger, on which side, in its sentence or another.

    Of several triggers, given as columns, a row each.
    """
    at = np.arange(len(sentences))
    far = np.where(at < first, at - first, np.where(at >= stop, at - stop + 1, 0))
    steps = np.searchsorted(_EDGES, far)
    side = np.where(sentences < own, 1, np.where(sentences > own, 2, 0))
    return np.asarray(steps + _STEPS * side, np.int64)


def voted(features: Ints) -> Floats:
    """The types that the lexicon and the rule reader give each word, as ones in three rows of types; none is a type."""
    return np.asarray(np.eye(_TYPE_ROWS, dtype=np.float32)[features[:, VOTE_COLUMNS]].reshape(len(features), -1))


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
    tags: Floats  # [words, tags, 3]: O, B, I


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

    def events(
        self, words: Floats, votes: Floats, spans: list[tuple[int, int]], sentences: Ints, pairs: Pairs
    ) -> list[EventScores]:
        """What the heads say of each trigger of a window; `pairs` hold what the rules say of each (`ruled_pair`)."""
        if not spans:
            return []
        vectors = np.stack([words[a:b].mean(0) for a, b in spans])
        x = gelu(self._linear("event_in", vectors))
        given = self._linear("event_votes", np.stack([votes[a:b].mean(0) for a, b in spans]))
        types = softmax(self._linear("event_type", x) + given)
        ruled = self._m["status_ruled.weight"][[status for _, status in pairs]]
        statuses = softmax(self._linear("event_status", x) + ruled)
        unnamed = 1.0 / (1.0 + np.exp(-self._linear("event_unnamed", x)[:, 0]))
        t = self._linear("pair_trigger", vectors) + self._linear("pair_type", types)
        p = self._linear("product_trigger", vectors)
        w, q = self._linear("pair_word", words), self._linear("product_word", words)
        first, stop = np.array(spans).T[:, :, None]
        near = distances(first, stop, sentences, sentences[first])
        ruled = np.array([ids for ids, _ in pairs])
        pair = np.empty((len(words), 2 * w.shape[1]), np.float32)
        added, multiplied, rest = pair[:, : w.shape[1]], pair[:, w.shape[1] :], np.empty_like(pair)
        scores = []
        for at in range(len(spans)):
            np.add(t[at], w, out=added)
            added += self._m["pair_distance.weight"][near[at]] + self._m["pair_ruled.weight"][ruled[at]]
            np.multiply(p[at], q, out=multiplied)
            scores.append(self._linear("pair_out", gelu(self._linear("pair_in", gelu(pair, rest)))))
        tags = softmax(np.stack(scores).reshape(len(spans), len(words), len(TAGGED), 3))
        return [EventScores(*one) for one in zip(types, statuses, unnamed.tolist(), tags, strict=True)]

    def count(self, words: Floats, trigger: tuple[int, int], counted: tuple[int, int]) -> tuple[Floats, Floats]:
        """Probabilities of measure and scope for a counted phrase of a trigger."""
        pair = np.concatenate([words[slice(*trigger)].mean(0), words[slice(*counted)].mean(0)])
        x = gelu(self._linear("count_in", pair[None]))
        return softmax(self._linear("count_measure", x))[0], softmax(self._linear("count_scope", x))[0]
