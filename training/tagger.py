"""Train the part-of-speech tagger of the rule reader.

usage: python training/tagger.py PUBLIC_FOLDER OUT.json.gz [--sentences N] [--epochs N]

Data: Groningen Meaning Bank newswire (`events/data/gmb_ner`, public-domain texts, silver tags); a twentieth held back.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path

from dateline.reader.tagger import START, Tagger, features, shape
from dateline.tokens import Token, tokens

MERGE = {"NNPS": "NNP", "WDT": "WH", "WP": "WH", "WP$": "WH", "WRB": "WH", "JJR": "JJ", "JJS": "JJ", "RBR": "RB"}
MERGE |= {"RBS": "RB", "PDT": "DT", "UH": "RB", "FW": "NN"}
Sentence = tuple[list[Token], list[str]]


def gold(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of every sentence."""
    spec = importlib.util.spec_from_file_location("loaders", folder / "events" / "loaders.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for row in module.gmb_ner():
        yield row["tokens"], row["pos"]


def retokenise(words: list[str], tags: list[str], bare: bool) -> Sentence:
    """The sentence as our tokeniser cuts it; `bare` drops commas, quotation marks and apostrophes first."""
    text, at = "", []
    for word, tag in zip(words, tags, strict=True):
        if bare and word in (",", '"', "``", "''", "`"):
            continue
        glue = word in ("'s", "'", "n't", ".", ",") or not text
        shown = word.replace("'", "") if bare else word
        text += shown if glue else " " + shown
        at += [tag] * (len(text) - len(at))
    cut, labels = [], []
    for token in tokens(text):
        tag = at[token.start] if token.start else at[0]
        if text[token.start : token.end] in ("'s",):
            tag = "POS"
        label = MERGE.get(tag, tag) if tag[0].isalpha() else "PUNCT"
        if token.text.isalpha() and label == "PUNCT":
            label = "NN"
        cut.append(token)
        labels.append(label)
    return cut, labels


class Trainer:
    """Averaged perceptron with lazy averaging."""

    def __init__(self, fixed: dict[str, str]) -> None:
        self.tagger = Tagger(weights={}, fixed=fixed)
        self.totals: dict[tuple[str, str], float] = collections.defaultdict(float)
        self.stamps: dict[tuple[str, str], int] = collections.defaultdict(int)
        self.step = 0

    def learn(self, sentence: Sentence) -> int:
        """One pass over one sentence; the number of wrong tags."""
        cut, labels = sentence
        words = [t.text for t in cut]
        context = [*START, *(shape(w) for w in words), "-1+", "-2+"]
        before2, before, wrong = *START, 0
        for at, truth in enumerate(labels):
            guess = "PUNCT" if truth == "PUNCT" else self.tagger.fixed.get(context[at + 2])
            if guess is None:
                self.step += 1
                active = features(at, words, context, before, before2)
                guess = self.tagger._best(active)
                if guess != truth:
                    wrong += 1
                    for name in active:
                        self._change(name, truth, 1.0)
                        self._change(name, guess, -1.0)
            before2, before = before, guess
        return wrong

    def _change(self, name: str, tag: str, by: float) -> None:
        row = self.tagger.weights.setdefault(name, {})
        key, old = (name, tag), row.get(tag, 0.0)
        self.totals[key] += (self.step - self.stamps[key]) * old
        self.stamps[key] = self.step
        row[tag] = old + by

    def averaged(self, least: float) -> dict[str, dict[str, float]]:
        """The averaged weights, small ones dropped."""
        out: dict[str, dict[str, float]] = {}
        for name, row in self.tagger.weights.items():
            for tag, weight in row.items():
                key = (name, tag)
                mean = (self.totals[key] + (self.step - self.stamps[key]) * weight) / self.step
                if abs(mean) >= least:
                    out.setdefault(name, {})[tag] = mean
        return out


def fixed_tags(data: list[Sentence]) -> dict[str, str]:
    """Lower-case words seen 40 times or more with one tag at least 99.5% of the time."""
    seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for cut, labels in data:
        for token, label in zip(cut, labels, strict=True):
            if label != "PUNCT":
                seen[shape(token.text)][label] += 1
    out = {}
    for word, counter in seen.items():
        tag, count = counter.most_common(1)[0]
        if counter.total() >= 40 and count >= 0.995 * counter.total() and tag != "NNP":
            out[word] = tag
    return out


def accuracy(tagger: Tagger, data: list[Sentence]) -> float:
    """Share of words tagged right, punctuation left out."""
    right = total = 0
    for cut, labels in data:
        for token, got, want in zip(cut, tagger.tag(cut), labels, strict=True):
            if token.is_word:
                right += got == want
                total += 1
    return right / total


def main() -> None:
    """Train, print accuracies, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sentences", type=int, default=40000)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--least", type=float, default=0.03)
    args = parser.parse_args()
    rng = random.Random(7)
    rows = list(gold(args.public))[: args.sentences]
    held = [retokenise(w, t, False) for w, t in rows[::20]]
    held_bare = [retokenise(w, t, True) for w, t in rows[::20]]
    train = [retokenise(w, t, rng.random() < 0.5) for i, (w, t) in enumerate(rows) if i % 20]
    trainer = Trainer(fixed_tags(train))
    for epoch in range(args.epochs):
        rng.shuffle(train)
        print(f"epoch {epoch + 1}: {sum(map(trainer.learn, train))} wrong")
    weights = trainer.averaged(args.least)
    tags = sorted({tag for row in weights.values() for tag in row})
    number = {tag: str(i) for i, tag in enumerate(tags)}
    scale = 50
    plain = {
        "tags": tags,
        "scale": scale,
        "fixed": dict(sorted(trainer.tagger.fixed.items())),
        "weights": {
            name: {number[tag]: round(w * scale) for tag, w in sorted(row.items()) if round(w * scale)}
            for name, row in sorted(weights.items())
        },
    }
    data = gzip.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
    args.out.write_bytes(data)
    tagger = Tagger.from_bytes(data)
    print(f"{len(weights)} features, {len(data)} bytes")
    print(f"held back: {accuracy(tagger, held):.4f}; without commas and apostrophes: {accuracy(tagger, held_bare):.4f}")


if __name__ == "__main__":
    main()
