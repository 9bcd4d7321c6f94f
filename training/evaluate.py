"""Scores of a model in training or of an exported one, on annotated documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from batches import without
from data import Example, Kit, article_of, read_events, sentences_of
from model import HIDDEN, Heads, ReaderModel
from onnx import TensorProto, helper

from dateline.reader.decode import Decoder, Found
from dateline.reader.encoder import Floats, layout
from dateline.reader.heads import Heads as NumpyHeads
from dateline.reader.scoring import Thresholds
from dateline.reader.windows import windows_of
from dateline.records import Mention, Reading
from dateline.scores import Row, Tally, rows, tally

Encode = Callable[[Sequence[Any], Sequence[Any]], list[Floats]]


def heads_bytes(heads: Heads, half: bool = False) -> bytes:
    """The heads' matrices as the package reads them."""
    out = io.BytesIO()
    kind = np.float16 if half else np.float32
    matrices = {k: v.detach().float().numpy().astype(kind) for k, v in sorted(heads.state_dict().items())}
    np.savez(out, gemm=np.frombuffer(_gemm(), np.uint8), **matrices)
    return out.getvalue()


def _gemm() -> bytes:
    """A graph of one node: x @ w.T + b."""
    shapes = {"x": ["rows", "in"], "w": ["out", "in"], "b": ["out"], "y": ["rows", "out"]}
    infos = {k: helper.make_tensor_value_info(k, TensorProto.FLOAT, v) for k, v in shapes.items()}
    node = helper.make_node("Gemm", ["x", "w", "b"], ["y"], transB=1)
    graph = helper.make_graph([node], "linear", [infos["x"], infos["w"], infos["b"]], [infos["y"]])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    return bytes(model.SerializeToString())


def torch_encode(model: ReaderModel) -> Encode:
    """The model's encoder with the interface of `dateline.reader.encoder.Encoder.encode`."""

    def encode(windows: Sequence[Any], words: Sequence[Any]) -> list[Floats]:
        out = []
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for window, own in zip(windows, words, strict=True):
                ids, features, firsts = layout(window, own)
                mask = torch.ones(1, len(ids))
                hidden = model.encoder(torch.tensor([ids]), torch.tensor([features]), mask)
                assert hidden.shape[-1] == HIDDEN
                out.append(hidden[0, firsts].float().numpy())
        return out

    return encode


class Cached:
    """Reads examples whose words, segments, hints and vectors are computed once: for trying thresholds quickly."""

    name = "cached"

    def __init__(
        self, examples: Sequence[Example], kit: Kit, hidden: Sequence[str], longest: int = 192, context: int = 64
    ) -> None:
        self.kit, self.examples = kit, examples
        self._made: dict[str, tuple[Any, ...]] = {}
        for e in examples:
            assert e.document is not None
            words = without(e.words, hidden) if hidden else e.words
            ruled = () if "rule_role" in hidden else e.ruled
            article = article_of(e.id, e.document["text"])
            hints: dict[int, list[Mention]] = {}
            every = kit.hints(article, sentences_of(e.document))
            for hint in every:
                hints.setdefault(hint.sentence, []).append(hint)
            self._made[e.id] = (article, words, windows_of(e.segments, longest, context), hints, every, ruled)
        self._vectors: dict[str, list[Floats]] = {}
        self._decoder: Decoder | None = None

    def take(self, encode: Encode) -> None:
        """Compute the vectors of every window."""
        for ident, (_, words, windows, _, _, _) in self._made.items():
            self._vectors[ident] = encode(windows, [words] * len(windows))

    def with_heads(self, heads: NumpyHeads, thresholds: Thresholds, allowed: Any) -> None:
        """Set what decodes."""
        self._decoder = Decoder(heads, thresholds, allowed)

    def read(self, article: Any, sentences: Any, hints: Any) -> Reading:  # noqa: ARG002
        """As a reader reads."""
        assert self._decoder is not None
        own, words, windows, by_sentence, _, ruled = self._made[article.id]
        found = Found(own, by_sentence, ruled)
        vectors = self._vectors[article.id]
        self._decoder.decode([(w, words, own) for w, own in zip(windows, vectors, strict=True)], found)
        return found.reading(self.name)

    def tallies(self) -> list[Tally]:
        """One tally for each document."""
        out = []
        for e in self.examples:
            assert e.document is not None
            out.append(tally(e.document, read_events(e.document, self.kit, self, self._made[e.id][4])))
        return out


def show(table: Sequence[Row]) -> str:
    """Rows as text."""
    return "\n".join(f"{r.name:12} {r.precision:.3f} {r.recall:.3f} {r.f1:.3f} {r.gold}" for r in table)


def f1_of(table: Sequence[Row], name: str = "LEDGER") -> float:
    """One row's F1."""
    return next(r.f1 for r in table if r.name == name)


def tuned(cached: Sequence[Cached], heads: NumpyHeads, allowed: Any, start: Thresholds) -> Thresholds:
    """Thresholds that raise the mean LEDGER score of several sets of documents, each threshold tried once in turn."""
    best, current = start, -1.0

    def attempt(option: Thresholds) -> None:
        nonlocal best, current
        total = 0.0
        for one in cached:
            one.with_heads(heads, option, allowed)
            total += f1_of(rows(one.tallies())) / len(cached)
        if total > current + 3e-4:
            best, current = option, total

    attempt(start)
    for value in (0.35, 0.42, 0.6):
        attempt(replace(best, trigger=value))
    for value in (0.15, 0.2, 0.25, 0.3):
        attempt(replace(best, event=value))
    for tag in ("actor", "target", "place", "time", "source", "count", "relay", "weapon", "destination", "hedge"):
        for value in (0.35, 0.65, 0.8):
            attempt(replace(best, tags={**best.tags, tag: value}))
    for value in (0.8, 1.1):
        attempt(replace(best, unnamed=value))
    return best
