"""Weights of whom nouns for groups mean, fitted to coded pages whose fillers say so (`lexicons/en/nouns.yml`).

    python -m training.nouns PAGES.dat ...
    python -m training.nouns --check PAGES.dat ...

As `training.pronouns`; they are few, so all are fitted to but those that the corpus holds back. With --check each half
of the documents is judged by what was fitted to the other, and nothing is written.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline import jobs
from dateline.code.coreference import Coreference
from dateline.code.quotes import quotations
from dateline.records import Mention
from dateline.sources.dat import Document, read_all
from training.data import article_of, held_back, sentences_of
from training.pronouns import Case, agrees, fit, fitted_to, marked

WEIGHTS = Path("src/dateline/knowledge/data/lexicons/en/nouns.yml")
PENALTY, FLOOR = 1.0, 5


def cases(documents: Sequence[Document], coreference: Coreference) -> list[tuple[bool, Case]]:
    """Every noun for a group that the coders say a name for, and on which half its document is."""
    out: list[tuple[bool, Case]] = []
    nouns = coreference.nouns
    group, gold, half = nouns._group, {}, False

    def listen(page: Any, noun: str, mention: Mention) -> Any:
        words = gold.get((mention.start, mention.end, mention.kind))
        if words is not None:
            found = list(nouns.traits(page, noun, mention))
            right = frozenset(key for key, span, _ in found if agrees(page.words(span), words))
            out.append((half, Case([(key, traits) for key, _, traits in found], right, mention.kind)))
        return group(page, noun, mention)

    nouns._group = listen  # type: ignore[method-assign]
    try:
        for document in documents:
            article, sentences = article_of(document["id"], document["text"]), sentences_of(document)
            mentions, gold = marked(document)
            half = fitted_to(document["id"])
            coreference.referents(article, sentences, mentions, quotations(article, sentences))
    finally:
        nouns._group = group  # type: ignore[method-assign]
    return out


def outcome(case: Case, weights: dict[str, float], enough: float) -> str:
    """Right, wrong or none."""
    chances: Counter[str] = Counter()
    for key, traits in case.rows:
        chances[key] += np.exp(sum(weights.get(trait, 0.0) for trait in traits))
    best, chance = max(chances.items(), key=lambda one: one[1], default=("", 0.0))
    if chance <= enough * (np.exp(weights["nobody"]) + sum(chances.values())):
        return "none"
    return "right" if best in case.right else "wrong"


def fitted(some: Sequence[Case]) -> dict[str, float]:
    """Weights of those cases, without a role's own weight of nobody."""
    weights = fit(some, PENALTY, FLOOR, prior={})
    return {name: weight for name, weight in weights.items() if not name.startswith("nobody ")}


def main(arguments: Sequence[str]) -> None:
    """Write the file of weights anew, with the head of the one there is, or print how well it does."""
    paths = [Path(one) for one in arguments if one != "--check"]
    documents = [one for one in read_all(paths)[0] if not held_back(one["id"])]
    found = cases(documents, jobs.machine("rules").assembler.coreference)
    if "--check" in arguments:
        for enough in (0.3, 0.4, 0.5, 0.6):
            told: Counter[str] = Counter()
            for side in (True, False):
                weights = fitted([case for half, case in found if half == side])
                told.update(outcome(case, weights, enough) for half, case in found if half != side)
            print(enough, len(found), dict(told))
        return
    weights = fitted([case for _, case in found])
    head = WEIGHTS.read_text(encoding="utf-8").partition("nobody:")[0]
    lines = [f"nobody: {weights.pop('nobody')}", "weights:"]
    lines += [f"  {name}: {weight}" for name, weight in sorted(weights.items())]
    WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
