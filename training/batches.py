"""Examples to tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from data import Example, windows_for_training
from model import SEQUENCES, Batch

from dateline.knowledge.guide import MEASURES
from dateline.reader.encoder import SEP, layout
from dateline.reader.heads import TAGGED, distances
from dateline.reader.tagging import PARTS
from dateline.reader.windows import COLUMNS, OFFSETS, Ruled, Segment, Window, Word, ruled_pair

Item = tuple[Example, Window]
_COLUMN = {name: at for at, (name, _) in enumerate(COLUMNS)}
RULES = ("rule_trigger", "rule_role", "rule_cue")
VOTES = ("vote", "second_vote")
MASK = 103
UNCODED = "uncoded"  # the group of examples whose events a reader found
_MARKS = frozenset(", ' ’ \" “ ”".split())


def without(words: list[Word], columns: Sequence[str]) -> list[Word]:
    """The words with some feature columns set to nothing."""
    gone = {_COLUMN[name] for name in columns}
    out = []
    for w in words:
        kept = tuple(0 if at in gone else f for at, f in enumerate(w.features))
        out.append(Word(w.start, w.end, w.text, w.sentence, kept))
    return out


def draw_items(examples: Sequence[Example], longest: int, draw: random.Random) -> list[Item]:
    """Every example as windows, cut at random places."""
    return [(e, w) for e in examples for w in windows_for_training(e.segments, longest, draw)]


def batched(items: list[Item], pieces: int, draw: random.Random) -> list[list[Item]]:
    """Items in batches of like length with at most so many pieces each, in random order."""
    keyed = sorted(items, key=lambda i: i[1].size + draw.random() * 24)
    out: list[list[Item]] = []
    for item in keyed:
        if not out or (len(out[-1]) + 1) * item[1].size > pieces:
            out.append([])
        out[-1].append(item)
    draw.shuffle(out)
    return out


def _without_marks(window: Window, words: list[Word]) -> tuple[Window, list[int]]:
    """The window without commas and quotation marks, and which of its words are left."""
    segments, kept = [], []
    at = 0
    for s in window.segments:
        inside = [i for i in range(s.stop - s.first) if words[at + i].text not in _MARKS]
        inside = inside or list(range(s.stop - s.first))
        kept += [at + i for i in inside]
        segments.append(Segment(s.sentence, 0, len(inside), tuple(s.pieces[i] for i in inside)))
        at += s.stop - s.first
    return Window(tuple(segments), window.core), kept


class Collator:
    """Makes batches.

    `drop_rules` and `drop_marks` are the chances of hiding things from a window, `drop_words` that of masking a word.
    """

    def __init__(
        self, draw: random.Random, drop_rules: float, drop_marks: float, drop_words: float, hidden: Sequence[str]
    ) -> None:
        self.draw, self.drop_rules, self.drop_marks, self.hidden = draw, drop_rules, drop_marks, tuple(hidden)
        self.drop_words = drop_words

    def __call__(self, items: Sequence[Item]) -> Batch:
        """One batch."""
        prepared = [self._prepare(*item) for item in items]
        size = max(len(p["ids"]) for p in prepared)
        wide = max(len(p["firsts"]) for p in prepared)
        b = len(prepared)
        ids, mask = torch.zeros(b, size, dtype=torch.long), torch.zeros(b, size)
        features = torch.tensor(OFFSETS).expand(b, size, -1).clone()
        firsts, word_mask = torch.zeros(b, wide, dtype=torch.long), torch.zeros(b, wide)
        triggers, breaks = torch.full((b, wide), -100), torch.full((b, wide), -1)
        for k, p in enumerate(prepared):
            n, w = len(p["ids"]), len(p["firsts"])
            ids[k, :n], mask[k, :n] = torch.tensor(p["ids"]), 1.0
            features[k, :n] = torch.tensor(p["rows"])
            firsts[k, :w], word_mask[k, :w] = torch.tensor(p["firsts"]), 1.0
            if p["triggers"] is not None:
                triggers[k, :w] = torch.tensor(p["triggers"])
            breaks[k, :w] = torch.tensor(p["sentences"])
        events = [(k, e) for k, p in enumerate(prepared) for e in p["events"]]
        counts = [(n, c) for n, (_, e) in enumerate(events) for c in e["counts"]]
        guided = any(p["triggers"] is not None for p in prepared)
        sequences = {}
        for name in SEQUENCES:
            own = [k for k, p in enumerate(prepared) if name in p["sequences"]]
            if own:
                labels = torch.zeros(len(own), wide, dtype=torch.long)
                for n, k in enumerate(own):
                    labels[n, : len(prepared[k]["firsts"])] = torch.tensor(prepared[k]["sequences"][name])
                sequences[name] = (torch.tensor(own), labels)

        def rows(key: str) -> torch.Tensor:
            out = torch.zeros(len(events), wide)
            for n, (_, e) in enumerate(events):
                out[n, : len(e[key])] = torch.tensor(e[key])
            return out

        tags = torch.zeros(len(events), wide, len(TAGGED), dtype=torch.long)
        count_words = torch.zeros(len(counts), wide)
        for n, (_, e) in enumerate(events):
            tags[n, : len(e["tags"])] = torch.from_numpy(e["tags"])
        for n, (_, (first, stop, _)) in enumerate(counts):
            count_words[n, first:stop] = 1.0 / (stop - first)
        details = torch.tensor([c[2] for _, c in counts], dtype=torch.long)
        return Batch(
            ids,
            features,
            mask,
            firsts,
            word_mask,
            torch.tensor([p["labelled"] for p in prepared]),
            triggers if guided else None,
            breaks,
            sequences,
            torch.tensor([k for k, _ in events], dtype=torch.long),
            rows("words"),
            torch.tensor([e["type"] for _, e in events], dtype=torch.long),
            torch.tensor([e["status"] for _, e in events], dtype=torch.long),
            torch.tensor([e["unnamed"] for _, e in events], dtype=torch.float),
            rows("distance").long(),
            rows("ruled").long(),
            torch.tensor([e["ruled_status"] for _, e in events], dtype=torch.long),
            tags,
            torch.tensor([n for n, _ in counts], dtype=torch.long),
            count_words,
            details % len(MEASURES),
            details // len(MEASURES),
        )

    def _prepare(self, example: Example, window: Window) -> dict[str, object] | dict[str, object]:
        words = [w for s in window.segments for w in example.words[s.first : s.stop]]
        positions = [p for s in window.segments for p in range(s.first, s.stop)]
        if self.draw.random() < self.drop_marks:
            window, left = _without_marks(window, words)
            words, positions = [words[i] for i in left], [positions[i] for i in left]
        hidden = self.hidden + (RULES if self.draw.random() < self.drop_rules else ())
        if hidden:
            words = without(words, hidden)
        packed, at = [], 0
        for s in window.segments:
            packed.append(Segment(s.sentence, at, at + len(s.pieces), s.pieces))
            at += len(s.pieces)
        ids, feature_rows, firsts = layout(Window(tuple(packed), window.core), words)
        for low, high in zip(firsts, [*firsts[1:], len(ids) - 1], strict=True):
            if self.draw.random() < self.drop_words:
                ids[low:high] = [i if i == SEP else MASK for i in ids[low:high]]
        place = {p: i for i, p in enumerate(positions)}
        sentences = [w.sentence for w in words]
        out = {"ids": ids, "rows": feature_rows, "firsts": firsts, "sentences": sentences, "triggers": None}
        out["events"], out["labelled"] = [], example.group != UNCODED
        out["sequences"] = {
            name: sequence_labels(SEQUENCES[name], spans, place, sentences) for name, spans in example.spans.items()
        }
        if example.events is not None:
            ruled = () if "rule_role" in hidden else example.ruled
            out["triggers"], out["events"] = _labels(example, words, place, ruled)
        return out


def sequence_labels(
    kinds: Sequence[str], spans: Sequence[tuple[str, int, int]], place: dict[int, int], sentences: Sequence[int]
) -> list[int]:
    """O, B, I, E, S labels of a window's words; spans end with their sentence, and later spans cover earlier ones."""
    owner: list[tuple[int, int, int]] = [(-1, -1, -1)] * len(sentences)
    for number, (kind, first, stop) in enumerate(spans):
        for p in range(first, stop):
            if p in place:
                owner[place[p]] = (kinds.index(kind), number, sentences[place[p]])
    out = []
    for at, own in enumerate(owner):
        begins = at == 0 or owner[at - 1] != own
        ends = at + 1 == len(owner) or owner[at + 1] != own
        part = "S" if begins and ends else "B" if begins else "E" if ends else "I"
        out.append(0 if own[0] < 0 else 1 + len(PARTS) * own[0] + PARTS.index(part))
    return out


def _inside(place: dict[int, int], first: int, stop: int) -> list[int]:
    return [place[p] for p in range(first, stop) if p in place]


def _labels(
    example: Example, words: list[Word], place: dict[int, int], ruled: Sequence[Ruled]
) -> tuple[list[int], list[dict[str, object]]]:
    triggers = [0] * len(words)
    sentences = np.array([w.sentence for w in words], np.int64)
    events = []
    for e in example.events or ():
        own = _inside(place, e.first, e.stop)
        if not own:
            continue
        for i in own:
            triggers[i] = 2
        triggers[own[0]] = 1
        tags, counts = np.zeros((len(words), len(TAGGED)), np.int64), []
        for tag, first, stop, detail in e.fillers:
            at = _inside(place, first, stop)
            if at:
                tags[at, tag] = 2
                tags[at[0], tag] = 1
                if TAGGED[tag] == "count":
                    counts.append((at[0], at[-1] + 1, detail))
        spread = np.zeros(len(words), np.float32)
        spread[own[0] : own[-1] + 1] = 1.0 / (own[-1] + 1 - own[0])
        far = distances(own[0], own[-1] + 1, sentences, int(sentences[own[0]]))
        pairs, ruled_status = ruled_pair(ruled, words, own[0], own[-1] + 1)
        events.append(
            {
                "ruled": pairs,
                "ruled_status": ruled_status,
                "words": spread,
                "distance": far,
                "tags": tags,
                "counts": counts,
                "type": e.type,
                "status": e.status,
                "unnamed": float(e.unnamed),
            }
        )
    return triggers, events
