"""Weights of whom pronouns mean, fitted to coded pages whose fillers say so (`lexicons/en/pronouns.yml`).

    python -m training.pronouns PAGES.dat ...

Half of the documents, by the hash of their ids, are fitted to, the other half is kept for checks; what the corpus holds
back is in neither. Which parties are named before a pronoun depends on what earlier pronouns were taken to mean: run it
twice.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline import jobs
from dateline.code.coreference import Coreference
from dateline.code.quotes import quotations
from dateline.records import Mention
from dateline.sources.dat import Document, read_all
from training.data import article_of, held_back, sentences_of

ROLES = ("actor", "target", "place", "origin", "destination", "source")
KINDS = ("person", "plural", "thing")
SMALL = frozenset("the a an of in on at to by for with from and or 's his her its their who which that".split())
FLOOR = 8  # pages' pronouns that a trait must be seen with
PENALTY = 3.0
PRIOR = {  # rare in the pages: "Ali Lang's brother said he", "warned them if they", "freed people they had taken"
    "owner object here": 2.0,
    "owner target here": 2.0,
    "owner possessor here": 2.0,
    "owns his here": 2.0,
    "asks": -2.0,
    "relative source 1": -2.5,
    "kind lifeless": 1.0,
    "did": -1.0,
}
WEIGHTS = Path("src/dateline/knowledge/data/lexicons/en/pronouns.yml")


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun: the party and traits of every mention before it, and which of the parties are right."""

    rows: list[tuple[str, list[str]]]
    right: frozenset[str]
    role: str


def fitted_to(ident: str) -> bool:
    """Half of the documents."""
    return int(hashlib.sha256(("h" + ident).encode()).hexdigest()[:2], 16) % 2 == 1


def content(words: str) -> set[str]:
    """The words that name somebody."""
    return {w for w in re.findall(r"[\w'-]+", re.sub(r"['’]s?\b", "", words.lower())) if w not in SMALL}


def agrees(found: str, gold: str) -> bool:
    """Whether half of the words of the shorter are in the other."""
    one, other = content(found), content(gold)
    return len(one & other) * 2 >= min(len(one), len(other)) if one and other else found.lower() == gold.lower()


def marked(document: Document) -> tuple[list[Mention], dict[tuple[int, int, str], str]]:
    """The fillers as mentions, and what pronouns among them stand for."""
    sentences = sentences_of(document)
    mentions: dict[tuple[int, int, str], Mention] = {}
    gold: dict[tuple[int, int, str], str] = {}
    for event in document["events"]:
        for role in ROLES:
            values: list[Any] = event.get(role, [])
            for filler in [one for link in values for one in link] if role == "source" else values:
                nth = max((s.index for s in sentences if s.start <= filler.get("start", -1)), default=None)
                if nth is None or filler["end"] > sentences[nth].end:
                    continue
                at = (filler["start"], filler["end"], role)
                mentions.setdefault(at, Mention(nth, *at, 1.0, "gold"))
                if "refers_to" in filler:
                    gold.setdefault(at, filler["refers_to"])
    return list(mentions.values()), gold


def cases(documents: Sequence[Document], coreference: Coreference) -> dict[str, list[Case]]:
    """Every pronoun of the documents, by its kind."""
    out: dict[str, list[Case]] = defaultdict(list)
    parties = coreference.parties
    meant, gold = parties.meant, {}

    def listen(page: Any, mention: Mention, near: Any, kinds: Any, quote: Any = None) -> Any:
        words = gold.get((mention.start, mention.end, mention.kind))
        if words is not None:
            found = list(parties.traits.of(page, mention, near, kinds, quote))
            right = frozenset(key for key, one, _ in found if agrees(page.words(one.means), words))
            kind = next((kind for kind in KINDS if kind in kinds), "thing")
            out[kind].append(Case([(key, traits) for key, _, traits in found], right, mention.kind))
        return meant(page, mention, near, kinds, quote)

    parties.meant = listen  # type: ignore[method-assign]
    try:
        for document in documents:
            article, sentences = article_of(document["id"], document["text"]), sentences_of(document)
            mentions, gold = marked(document)
            coreference.referents(article, sentences, mentions, quotations(article, sentences))
    finally:
        parties.meant = meant  # type: ignore[method-assign]
    return out


def fit(
    some: Sequence[Case], penalty: float = PENALTY, floor: int = FLOOR, prior: Mapping[str, float] = PRIOR
) -> dict[str, float]:
    """The weights that make the right parties likeliest, by gradient descent with momentum."""
    seen = Counter(trait for case in some for trait in {one for _, traits in case.rows for one in traits})
    names = sorted({trait for trait, n in seen.items() if n >= floor} | prior.keys())
    names += ["nobody", *(f"nobody {role}" for role in ("actor", "target", "source"))]
    at = {name: n for n, name in enumerate(names)}
    rows, columns, whose, right = [], [], [], []
    for n, case in enumerate(some):
        nobody = ("", ["nobody", f"nobody {case.role}"])
        for key, traits in (*case.rows, nobody):
            columns += (known := [at[trait] for trait in dict.fromkeys(traits) if trait in at])
            rows += [len(whose)] * len(known)
            whose.append(n)
            right.append(key in case.right if key else not case.right)
    i, j, of, good = np.array(rows), np.array(columns), np.array(whose), np.array(right)
    start = np.array([prior.get(name, 0.0) for name in names])
    weights, speed = start.copy(), np.zeros(len(names))
    for _ in range(3000):
        chance = np.exp(np.bincount(i, weights=weights[j], minlength=len(of)))
        every, those = np.bincount(of, chance), np.bincount(of, chance * good) + 1e-12
        pull = chance * good / those[of] - chance / every[of]
        slope = np.bincount(j, weights=pull[i], minlength=len(names)) - penalty * (weights - start)
        speed = 0.9 * speed + slope / len(some) / 2
        weights = weights + speed
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def main(paths: Sequence[str]) -> None:
    """Write the file of weights anew, with the head of the one there is."""
    documents = [one for one in read_all([Path(path) for path in paths])[0] if not held_back(one["id"])]
    found = cases([one for one in documents if fitted_to(one["id"])], jobs.machine("rules").assembler.coreference)
    weights = {kind: fit(found[kind]) for kind in KINDS}
    lines = [
        f"  {name}: [{', '.join(str(weights[kind].get(name, 0)) for kind in KINDS)}]"
        for name in sorted(set().union(*weights.values()))
    ]
    head = WEIGHTS.read_text(encoding="utf-8").partition("weights:\n")[0]
    WEIGHTS.write_text(head + "weights:\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
