"""The reader's network: a MiniLM encoder with word features at its input, and small heads over word vectors.

The encoder is exported to ONNX; the heads are a few matrices that `dateline.reader.heads` applies with numpy, so every
head here is made of linear layers, tanh-approximated GELU and means over spans, and nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.knowledge.guide import MEASURES, SCOPES, STATUSES, TYPES
from dateline.reader.heads import DISTANCES, TAGGED, VOTES
from dateline.reader.tagging import ATTRIBUTED, MENTIONED, labels_of
from dateline.reader.windows import FEATURE_ROWS, PAIR_ROLES

GMB = ("geo", "gpe", "org", "per", "tim")
GUM = ("person", "organization", "place", "time", "object", "event")
#: heads that label words, and the kinds of spans each learns; the last two only help the encoder
SEQUENCES = {"attribution": ATTRIBUTED, "mentions": MENTIONED, "gmb": GMB, "gum": GUM}
HIDDEN, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536


class Dropout(nn.Module):
    """Hides the same coordinates from every word of a window (drawing a mask for every word is slow on a CPU)."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """x [B, T, d] or [N, d]."""
        if not self.training or not self.p:
            return x
        shape = (x.shape[0], 1, x.shape[2]) if x.dim() == 3 else x.shape
        return x * ((torch.rand(shape) >= self.p) / (1.0 - self.p)).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer of BERT's kind (normalised after each part)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.output_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.final_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`bias` is added to the attention scores: 0 for pieces, very negative for padding."""
        b, t, _ = x.shape
        q, k, v = (
            part(x).view(b, t, ATTENTION_HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(2, 3) / math.sqrt(HIDDEN / ATTENTION_HEADS) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.output_norm(x + self.dropout(self.output(mixed)))
        return self.final_norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Piece ids, feature rows and a mask to piece vectors."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.features = nn.Embedding(FEATURE_ROWS, HIDDEN)
        nn.init.zeros_(self.features.weight)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Vectors of every piece: ids [B, T], features [B, T, columns], mask [B, T] of 0 and 1."""
        positions = self.positions.weight[: ids.shape[1]]
        x = self.norm(self.pieces(ids) + positions) + self.features(features).sum(2)
        x = self.dropout(x)
        bias = ((1.0 - mask) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def start_from(self, file: Path) -> None:
        """Take the weights of a BERT-like safetensors file (the token type of every piece is 0)."""
        w = load_file(str(file))
        with torch.no_grad():
            self.pieces.weight.copy_(w["embeddings.word_embeddings.weight"])
            kinds = w["embeddings.token_type_embeddings.weight"]
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + kinds[0])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for at, layer in enumerate(self.layers):
                names = {
                    "attention.self.query": layer.query,
                    "attention.self.key": layer.key,
                    "attention.self.value": layer.value,
                    "attention.output.dense": layer.output,
                    "attention.output.LayerNorm": layer.output_norm,
                    "intermediate.dense": layer.widen,
                    "output.dense": layer.narrow,
                    "output.LayerNorm": layer.final_norm,
                }
                for name, part in names.items():
                    part.weight.copy_(w[f"encoder.layer.{at}.{name}.weight"])
                    part.bias.copy_(w[f"encoder.layer.{at}.{name}.bias"])


PAIR, PAIR_OUT = 160, 128


class Heads(nn.Module):
    """Everything on top of the word vectors. Attribute names are the names of the exported matrices."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        tags = len(TAGGED) * 3
        self.trigger_in, self.trigger_out = nn.Linear(HIDDEN, 128), nn.Linear(128, 3)
        self.trigger_votes = nn.Linear(VOTES, 3, bias=False)
        self.event_votes = nn.Linear(VOTES, len(TYPES), bias=False)
        self.attribution, self.attribution_moves = _labeller(ATTRIBUTED)
        self.mentions, self.mentions_moves = _labeller(MENTIONED)
        self.event_in = nn.Linear(HIDDEN, 256)
        self.event_type, self.event_status = nn.Linear(256, len(TYPES)), nn.Linear(256, len(STATUSES))
        self.event_unnamed = nn.Linear(256, 1)
        self.status_ruled = nn.Embedding(len(STATUSES) + 1, len(STATUSES))
        self.pair_trigger, self.pair_word = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.pair_type = nn.Linear(len(TYPES), PAIR, bias=False)
        self.pair_distance = nn.Embedding(DISTANCES, PAIR)
        self.pair_ruled = nn.Embedding(len(PAIR_ROLES) + 2, PAIR)
        self.product_trigger, self.product_word = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.pair_in, self.pair_out = nn.Linear(2 * PAIR, PAIR_OUT), nn.Linear(PAIR_OUT, tags)
        self.count_in = nn.Linear(2 * HIDDEN, 128)
        self.count_measure, self.count_scope = nn.Linear(128, len(MEASURES)), nn.Linear(128, len(SCOPES))
        self.dropout = Dropout(dropout)
        nn.init.normal_(self.pair_distance.weight, std=0.1)
        nn.init.normal_(self.pair_ruled.weight, std=0.1)
        nn.init.zeros_(self.status_ruled.weight)
        with torch.no_grad():  # most words are nothing: start from there
            self.pair_out.bias.view(tags // 3, 3)[:, 0] += 4.0
            self.trigger_out.bias[0] += 2.0
            self.trigger_votes.weight.zero_()
            diagonal = torch.cat([torch.zeros(len(TYPES), 1), torch.eye(len(TYPES))], 1)  # first row of each: no type
            self.event_votes.weight.copy_(torch.cat([diagonal, 0.5 * diagonal, 2.0 * diagonal], 1))

    def triggers(self, words: Tensor, votes: Tensor) -> Tensor:
        """O, B, I for each word."""
        x = self.dropout(F.gelu(self.trigger_in(self.dropout(words)), approximate="tanh"))
        return self.trigger_out(x) + self.trigger_votes(votes)

    def events(self, spans: Tensor, votes: Tensor, ruled: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Type, status and whether somebody unnamed is quoted, for trigger vectors; `ruled` the status by the rules."""
        x = self.dropout(F.gelu(self.event_in(self.dropout(spans)), approximate="tanh"))
        status = self.event_status(x) + self.status_ruled(ruled)
        return self.event_type(x) + self.event_votes(votes), status, self.event_unnamed(x)[..., 0]

    def pairs(self, spans: Tensor, words: Tensor, types: Tensor, batch: Batch) -> Tensor:
        """For each trigger [N, d] and each word of its window [B, W, d]: O, B, I for every tag, [N, W, tags, 3]."""
        window = batch.event_window
        spans, words = self.dropout(spans), self.dropout(words)  # not on the pairs: they are many, and dropout is slow
        t = self.pair_trigger(spans) + self.pair_type(types)
        near = self.pair_distance(batch.distance) + self.pair_ruled(batch.ruled)
        added = t[:, None] + self.pair_word(words)[window] + near
        product = self.product_trigger(spans)[:, None] * self.product_word(words)[window]
        x = F.gelu(torch.cat([added, product], -1), approximate="tanh")
        x = F.gelu(self.pair_in(x), approximate="tanh")
        return self.pair_out(x).unflatten(-1, (len(TAGGED), 3))

    def counts(self, spans: Tensor, counted: Tensor) -> tuple[Tensor, Tensor]:
        """Measure and scope for (trigger, counted phrase)."""
        x = self.dropout(F.gelu(self.count_in(torch.cat([spans, counted], -1)), approximate="tanh"))
        return self.count_measure(x), self.count_scope(x)


def _labeller(kinds: tuple[str, ...]) -> tuple[nn.Linear, nn.Embedding]:
    """Scores of each label for a word, and of each label after each other."""
    size = len(labels_of(kinds))
    moves = nn.Embedding(size, size)
    nn.init.zeros_(moves.weight)
    return nn.Linear(HIDDEN, size), moves


class ReaderModel(nn.Module):
    """Encoder, heads, and label scores that only serve training."""

    def __init__(self, dropout: float = 0.1, head_dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(dropout), Heads(head_dropout)
        self.gmb, self.gmb_moves = _labeller(GMB)
        self.gum, self.gum_moves = _labeller(GUM)


@dataclass
class Batch:
    """Windows as tensors. Positions in `events` are word positions in their window."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor  # [B, W] piece position of each word
    word_mask: Tensor  # [B, W]
    labelled: Tensor  # [B] whether people coded it; if not, its triggers are where a reader found them
    triggers: Tensor | None  # [B, W] labels, -100 where there are none
    breaks: Tensor  # [B, W] the sentence of each word, -1 for padding
    sequences: dict[str, tuple[Tensor, Tensor]]  # by head: rows of the batch, labels [rows, W]
    event_window: Tensor  # [N]
    event_words: Tensor  # [N, W] 1/size on the trigger's words
    event_type: Tensor
    event_status: Tensor
    event_unnamed: Tensor
    distance: Tensor  # [N, W]
    ruled: Tensor  # [N, W]
    ruled_status: Tensor
    tags: Tensor  # [N, W, tags]
    count_event: Tensor  # [C]
    count_words: Tensor  # [C, W]
    count_measure: Tensor
    count_scope: Tensor
