"""Train the lexical gate: weights of words, whose sum says whether a sentence may state an event at all.

usage: python training/gate.py OUT.json --cache FOLDER --public FOLDER [--pages HELD_BACK.dat...] [--recall 0.995]

Positive: sentences with an event. Negative: the others, and sentences of other genres (GUM, WikiGold, WNUT-17), which
stand for the rest of the world's text. The threshold keeps the asked share of the sentences with events that were held
back, of the corpus and of the coded pages each.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

import numpy as np
from data import Example, Kit, article_of, guide_examples, held_back, public_loaders

from dateline.knowledge.files import read_bytes
from dateline.knowledge.grammar import load_grammar
from dateline.reader.encoder import WordPieces
from dateline.reader.gate import gate_words
from dateline.reader.votes import lexicon_votes
from dateline.reader.windows import Votes, words_of
from dateline.records import Sentence


def sentences_of(examples: list[Example]) -> list[tuple[frozenset[str], bool]]:
    """The gate's view of every sentence, and whether an event is stated there."""
    out = []
    for e in examples:
        with_event = {e.words[one.first].sentence for one in e.events or ()}
        rows: dict[int, list[object]] = {}
        for w in e.words:
            rows.setdefault(w.sentence, []).append(w)
        out += [(gate_words(row), number in with_event) for number, row in rows.items()]  # type: ignore[arg-type]
    return out


def elsewhere(folder: Path) -> list[frozenset[str]]:
    """Sentences of other genres, by their words alone."""
    loaders, out = public_loaders(folder, "events"), []
    votes = Votes(lexicon_votes(load_grammar()))
    for name in ("wikigold", "wnut17", "gum"):
        rows = getattr(loaders, name)
        for row in rows("train") if name == "wnut17" else rows():
            for at in range(0, len(row["tokens"]), 25):
                text = " ".join(row["tokens"][at : at + 25])
                article = article_of("elsewhere", text)
                (cut,) = words_of(article, [Sentence(0, 0, len(text), "body")], [], votes, None)
                out.append(gate_words(cut))
    return out


def fit(rows: list[tuple[frozenset[str], bool]], weights: list[float], seed: int = 7) -> tuple[dict[str, float], float]:
    """Logistic regression by AdaGrad over words seen three times or more."""
    counts = Counter(w for words, _ in rows for w in words)
    index = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= 3))}
    w, bias = np.zeros(len(index)), 0.0
    squares, rng = np.full(len(index), 1e-3), np.random.default_rng(seed)
    coded = [np.array([index[x] for x in words if x in index], np.int64) for words, _ in rows]
    for _ in range(12):
        for k in rng.permutation(len(rows)):
            at = coded[k]
            error = (1.0 / (1.0 + np.exp(-(w[at].sum() + bias))) - rows[k][1]) * weights[k]
            gradient = error + 1e-4 * w[at]
            squares[at] += gradient**2
            w[at] -= 0.15 * gradient / np.sqrt(squares[at])
            bias -= 0.01 * error
    return {x: round(float(w[i]), 2) for x, i in index.items() if abs(w[i]) >= 0.05}, float(bias)


def main() -> None:
    """Fit, choose the threshold, report on the held-back tenth and on development pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="coded pages that no training saw")
    parser.add_argument("--recall", type=float, default=0.995)
    args = parser.parse_args()
    sets = {
        name: pickle.loads((args.cache / f"{name}.pkl").read_bytes()) for name in ("train", "pages", "corpus", "dev")
    }
    seen = sentences_of([*sets["train"], *sets["pages"], *(e for e in sets["corpus"] if not held_back(e.id))])
    other = [(words, False) for words in elsewhere(args.public)]
    words, bias = fit([*seen, *other], [1.0] * len(seen) + [0.5] * len(other))

    def score(x: frozenset[str]) -> float:
        return bias + sum(words.get(w, 0.0) for w in x)

    held = sentences_of([e for e in sets["corpus"] if held_back(e.id)])
    pieces = WordPieces(read_bytes("models", "tokenizer.json"))
    pages = sentences_of(guide_examples(args.pages, Kit(), pieces, "pages"))
    positives = [sorted(score(x) for x, y in rows if y) for rows in (held, pages)]  # not seen in fitting
    least = min(scores[int((1.0 - args.recall) * len(scores))] for scores in positives if scores)
    dev = sentences_of(sets["dev"])
    for name, rows in (("train", seen), ("held", held), ("pages", pages), ("dev", dev), ("other", other)):
        passed = [y for x, y in rows if score(x) >= least]
        events = sum(y for _, y in rows)
        recall = sum(passed) / events if events else float("nan")
        share = len(passed) / max(1, len(rows))
        without = (len(passed) - sum(passed)) / max(1, len(rows) - events)
        print(f"{name}: recall {recall:.4f}, passed {share:.3f}, of those without events {without:.3f}")
    plain = {"bias": round(bias, 3), "least": round(least, 3), "words": words}
    args.out.write_text(json.dumps(plain, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
