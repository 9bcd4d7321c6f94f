"""What training makes small: the distance from the labels, and from what teachers say where there are any.

A teacher is a trained reader model. Its probabilities are mixed with the labels (Hinton, Vinyals and Dean, Distilling
the Knowledge in a Neural Network, 2015): the mean of several is right more often than each, and says how sure it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from model import HIDDEN, SEQUENCES, Batch, ReaderModel
from torch import Tensor
from torch.nn import functional as F

from dateline.knowledge.guide import TYPES
from dateline.reader.heads import VOTE_COLUMNS
from dateline.reader.tagging import Tags
from dateline.reader.windows import OFFSETS


@dataclass(frozen=True, slots=True)
class Aim:
    """How a loss is made: the weight of each part, label smoothing, and how much teachers count beside labels."""

    weights: Mapping[str, float]
    smoothing: float
    trust: float = 0.0  # the teachers' share where people coded; everything where nobody did
    teachers: Sequence[ReaderModel] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Scores of one model for a batch; what follows `triggers` is None without events."""

    words: Tensor  # [B, W, d]
    triggers: Tensor  # [B, W, 3]
    blend: Tensor | None = None  # [N, 1]
    spans: Tensor | None = None  # [N, d]
    types: Tensor | None = None
    statuses: Tensor | None = None
    unnamed: Tensor | None = None
    tags: Tensor | None = None  # [N, W, tags, 3]


@dataclass(frozen=True, slots=True)
class Advice:
    """What teachers say of a batch, as probabilities, and their share in each window and in each event."""

    window_share: Tensor
    event_share: Tensor
    triggers: Tensor
    types: Tensor
    statuses: Tensor
    tags: Tensor


def loss_of(model: ReaderModel, batch: Batch, aim: Aim) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of all losses that the batch has labels for."""
    words = _words(model, batch)
    losses: dict[str, Tensor] = {}
    for name, (rows, labels) in batch.sequences.items():
        part = model.heads if hasattr(model.heads, name) else model
        scores = getattr(part, name)(model.heads.dropout(words[rows])).float()
        losses[name] = sequence_loss(scores, labels, batch.breaks[rows], getattr(part, name + "_moves").weight, name)
    if batch.triggers is not None:
        said = _said(model, batch, words)
        advice = _advice(aim, batch, said.blend) if aim.teachers else None
        losses |= _event_losses(model, batch, said, advice, aim.smoothing)
    total = sum((aim.weights[name] * value for name, value in losses.items()), torch.zeros(()))
    return total, {name: float(value.detach()) for name, value in losses.items()}


def _words(model: ReaderModel, batch: Batch) -> Tensor:
    hidden = model.encoder(batch.ids, batch.features, batch.mask).float()
    return hidden.gather(1, batch.firsts[..., None].expand(-1, -1, HIDDEN))


def _said(model: ReaderModel, batch: Batch, words: Tensor, blend: Tensor | None = None) -> Said:
    """What a model says of a batch.

    Where `blend` [N, 1] (drawn if not given) is below a half, fillers are sought by the label's type.
    """
    votes = _votes(batch)
    triggers = model.heads.triggers(words, votes)
    if not len(batch.event_window):
        return Said(words, triggers)
    spans = (batch.event_words[:, None] @ words[batch.event_window])[:, 0]
    given = (batch.event_words[:, None] @ votes[batch.event_window])[:, 0]
    types, statuses, unnamed = model.heads.events(spans, given, batch.ruled_status)
    gold = F.one_hot(batch.event_type, len(TYPES)).float()
    blend = torch.rand(len(gold), 1) if blend is None else blend
    likely = torch.where(blend < 0.5, gold, types.detach().softmax(-1))
    tags = model.heads.pairs(spans, words, likely, batch)
    return Said(words, triggers, blend, spans, types, statuses, unnamed, tags)


@torch.no_grad()
def _advice(aim: Aim, batch: Batch, blend: Tensor | None) -> Advice:
    """The mean of what the teachers say."""
    said = [_said(one, batch, _words(one, batch), blend) for one in aim.teachers]

    def mean(name: str) -> Tensor:
        scores = [getattr(one, name) for one in said]
        return torch.zeros(()) if scores[0] is None else torch.stack([s.float().softmax(-1) for s in scores]).mean(0)

    share = torch.where(batch.labelled, aim.trust, 1.0)
    parts = (mean(name) for name in ("triggers", "types", "statuses", "tags"))
    return Advice(share, share[batch.event_window], *parts)


def _against(scores: Tensor, gold: Tensor, advised: Tensor, share: Tensor, smoothing: float = 0.0) -> Tensor:
    """Cross entropy of each row with labels and advice mixed; `share` [rows, ...] is that of the advice."""
    size = scores.shape[-1]
    target = F.one_hot(gold, size).float() * (1.0 - smoothing) + smoothing / size
    share = share.view(-1, *[1] * (scores.dim() - 1))
    return -((target + share * (advised - target)) * scores.float().log_softmax(-1)).sum(-1)


def _event_losses(
    model: ReaderModel, batch: Batch, said: Said, advice: Advice | None, smoothing: float
) -> dict[str, Tensor]:
    assert batch.triggers is not None
    losses = {"trigger": _trigger_loss(batch.triggers, said.triggers, advice)}
    if said.spans is None or said.types is None or said.statuses is None or said.unnamed is None or said.tags is None:
        return losses
    if advice is None:
        losses["type"] = F.cross_entropy(said.types, batch.event_type, label_smoothing=smoothing)
        losses["status"] = F.cross_entropy(said.statuses, batch.event_status, label_smoothing=smoothing)
        each = F.cross_entropy(said.tags.flatten(0, 2), batch.tags.flatten(), reduction="none").view(batch.tags.shape)
    else:
        share = advice.event_share
        losses["type"] = _against(said.types, batch.event_type, advice.types, share, smoothing).mean()
        losses["status"] = _against(said.statuses, batch.event_status, advice.statuses, share, smoothing).mean()
        each = _against(said.tags, batch.tags, advice.tags, share)
    coded = batch.labelled[batch.event_window]  # of what follows teachers say nothing
    if coded.any():
        losses["unnamed"] = F.binary_cross_entropy_with_logits(said.unnamed[coded], batch.event_unnamed[coded])
    losses["pair"] = (each.sum(-1) * batch.word_mask[batch.event_window]).sum() / len(said.spans)
    which = coded[batch.count_event]
    if which.any():
        event = batch.count_event[which]
        counted = (batch.count_words[which][:, None] @ said.words[batch.event_window[event]])[:, 0]
        measure, scope = model.heads.counts(said.spans[event], counted)
        losses["measure"] = F.cross_entropy(measure, batch.count_measure[which])
        losses["scope"] = F.cross_entropy(scope, batch.count_scope[which])
    return losses


def _trigger_loss(labels: Tensor, scores: Tensor, advice: Advice | None) -> Tensor:
    if advice is None:
        return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-100)
    real = labels >= 0
    each = _against(scores, labels.clamp(min=0), advice.triggers, advice.window_share)
    return (each * real).sum() / real.sum().clamp(min=1)


_TAGS = {name: Tags(kinds) for name, kinds in SEQUENCES.items()}


def sequence_loss(scores: Tensor, labels: Tensor, breaks: Tensor, moves: Tensor, name: str) -> Tensor:
    """Minus the log probability of the labels among all valid sequences (a linear-chain CRF), for each word."""
    tags = _TAGS[name]
    first, last = torch.from_numpy(tags.first), torch.from_numpy(tags.last)
    steps = moves.float() + torch.from_numpy(tags.never)
    cut = breaks[:, 1:] != breaks[:, :-1]
    real = breaks >= 0
    alpha = first + scores[:, 0]
    emitted = scores.gather(2, labels[..., None])[..., 0]
    pairs = steps[labels[:, :-1], labels[:, 1:]].masked_fill(cut, 0.0)
    own = emitted[:, 0] + ((pairs + emitted[:, 1:]) * real[:, 1:]).sum(1)
    broken = cut.any(0).tolist()  # where some row ends a sentence
    columns, cuts, alive = scores.unbind(1), cut.unbind(1), real.unbind(1)
    for at in range(1, len(columns)):
        new = (alpha[:, :, None] + steps).logsumexp(1)
        if broken[at - 1]:
            over = (alpha + last).logsumexp(1, keepdim=True) + first
            new = torch.where(cuts[at - 1][:, None], over, new)
        alpha = torch.where(alive[at][:, None], new + columns[at], alpha)
    return ((alpha + last).logsumexp(1) - own).sum() / real.sum()


def _votes(batch: Batch) -> Tensor:
    """As `dateline.reader.heads.voted`, [B, W, votes]."""
    index = batch.firsts[..., None].expand(-1, -1, batch.features.shape[2])
    columns = (batch.features.gather(1, index) - torch.tensor(OFFSETS))[..., VOTE_COLUMNS]
    return F.one_hot(columns, len(TYPES) + 1).float().flatten(2)
