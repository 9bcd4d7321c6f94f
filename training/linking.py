"""Weights by which claims of one page join, two types' own among them, from pages whose claims have incident keys.

    python training/linking.py ../shared/train/*.dat corpus/*.dat

A logistic regression with a ridge over pairs of claims on one page that nothing vetoes; Newton's method from zero, no
chance in it. Prints the pairwise F1 of whole linkings, each fifth of the pages linked with the weights of the other
four, then writes the weights of all into the package. Held-back documents of the corpus and development pages are never
fitted on. The weights across pages are set by hand and stay: the pages at hand hold too few look-alikes to fit them.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from dateline import jobs
from dateline.bench.coded import CodedPage, coded_page
from dateline.knowledge import linking as knowledge
from dateline.knowledge.linking import LinkingWeights
from dateline.knowledge.ontology import load_ontology
from dateline.link import compare, denials, denied, incidents, linker, matching, sides
from dateline.link.facts import facts_of, is_after_page
from dateline.link.kinds import Kinds
from dateline.link.ledger import link_ledger
from dateline.sources.dat import read_all

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "dateline" / "knowledge" / "data" / "linking" / "weights.yml"
RIDGE, STEPS, FOLDS = 30.0, 25, 5  # the ridge is by cross-validation: 3 learns the pages, not the task
LEAST = 10  # pages that show two types from which those types have a weight of their own
PAIR = "pair-"
BY_HAND = {"another": -1.2}  # "another attack" is another one, as seldom as the pages say so
Example = tuple[bool, list[str]]  # whether the pair is one happening, names of its features
KINDS = Kinds(load_ontology())


def one_key() -> dict[str, str]:
    """Key to the first of the keys that mean the same happening."""
    rows = yaml.safe_load((HERE / "linking_keys.yml").read_text(encoding="utf-8"))
    return {key: row[0] for row in rows for key in row}


def keys_of(page: CodedPage) -> dict[str, str]:
    """Claim id to its incident's key."""
    same = one_key()
    return {claim_id: same.get(key, key) for claim_id, key in page.keys.items()}


def on_page(page: CodedPage) -> Iterator[Example]:
    """Pairs of claims on one page that nothing vetoes."""
    keys = keys_of(page)
    claims = [c for c in page.claims if KINDS.may_join(c) and not is_after_page(c, page.article)]
    facts = sorted((facts_of(c, page.article) for c in claims), key=lambda f: f.key)
    told, turned = Counter(claim.type for claim in claims), compare.turns(facts)
    for (at, one), (then, other) in itertools.combinations(enumerate(facts), 2):
        a, b = one.key.claim_id, other.key.claim_id
        features = compare.features_within(one, other, KINDS, told, turned[at] < then)
        found = [name for name, _ in features if not name.startswith(PAIR)]
        if not any(name.startswith("veto") for name in found):
            same = a in keys and keys[a] == keys.get(b)
            yield same, [*found, PAIR + "+".join(sorted((*one.types, *other.types)))]


def fitted(pages: Iterable[CodedPage], start: LinkingWeights) -> LinkingWeights:
    """Weights by which pairs of claims of the pages tell one happening; a feature that never shows counts nothing."""
    by_page = [list(on_page(page)) for page in pages]
    kept = [example for examples in by_page for example in examples]
    seen = Counter(name for examples in by_page for name in {name for _, found in examples for name in found})
    pairs = sorted(name for name in seen if name.startswith(PAIR) and seen[name] >= LEAST)
    names = [name for name in start.within.weights if name != "bias" and name not in BY_HAND] + pairs
    at = {name: n for n, name in enumerate(names)}
    shown = np.zeros((len(kept), len(names) + 1))
    shown[:, -1] = 1
    for row, (_, found) in enumerate(kept):
        shown[row, [at[name] for name in found if name in at]] = 1
    given = np.array([sum(BY_HAND.get(name, 0.0) for name in found) for _, found in kept])
    solved = _solved(shown, given, np.array([float(label) for label, _ in kept]))
    found = {"bias": solved[-1], **dict(zip(names, solved, strict=False)), **BY_HAND}
    rounded = {name: round(float(value), 2) + 0.0 for name, value in found.items()}
    within = start.within.model_copy(update={"weights": {name: rounded[name] for name in start.within.weights}})
    return start.model_copy(update={"within": within, "pairs": {name[len(PAIR) :]: rounded[name] for name in pairs}})


def _solved(shown: np.ndarray, given: np.ndarray, same: np.ndarray) -> np.ndarray:
    """The weights of the columns of `shown`, the last one the bias; `given` is log-odds known before."""
    weights = np.zeros(shown.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[-1, -1] = 1e-6
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-shown @ weights - given))
        slope = shown.T @ (told - same) + ridge @ weights
        weights -= np.linalg.solve((shown * (told * (1 - told))[:, None]).T @ shown + ridge, slope)
    return weights


def use(weights: LinkingWeights) -> None:
    """The weights for every later comparison of this process."""
    for module in (knowledge, compare, denials, denied, incidents, linker, matching, sides):
        vars(module)["linking_weights"] = lambda: weights


def counted(pages: Sequence[CodedPage]) -> dict[str, np.ndarray]:
    """Pairs of claims right, wrong and missed: on one page, on two, all."""
    keys = {claim_id: key for page in pages for claim_id, key in keys_of(page).items()}
    claims = [claim for page in pages for claim in page.claims]
    linking = link_ledger([page.article for page in pages], claims)
    home = {claim_id: incident.id for incident in linking.incidents for claim_id in incident.claim_ids}
    out = {name: np.zeros(3, int) for name in ("within", "across", "all")}
    for one, other in itertools.combinations([c for c in claims if KINDS.may_join(c)], 2):
        same = one.id in keys and keys[one.id] == keys.get(other.id)
        given = one.id in home and home[one.id] == home.get(other.id)
        if same or given:
            row = np.array([same and given, given and not same, same and not given], int)
            out["within" if one.article_id == other.article_id else "across"] += row
            out["all"] += row
    return out


def shown(counts: Mapping[str, np.ndarray]) -> str:
    """Precision, recall and F1 in a line."""
    words = []
    for name, (right, wrong, missed) in counts.items():
        p, r = right / max(1, right + wrong), right / max(1, right + missed)
        words.append(f"{name} P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f} ({right + missed})")
    return "; ".join(words)


def folds(pages: Sequence[CodedPage]) -> list[list[CodedPage]]:
    """The pages in fifths, in order: pages of one file are mostly of one part of the world."""
    size = max(1, -(-len(pages) // FOLDS))
    return [list(pages[at : at + size]) for at in range(0, len(pages), size)]


def read_pages(paths: Sequence[str]) -> dict[str, list[CodedPage]]:
    """The pages of each file, without those held back."""
    lines = (HERE.parent / "corpus" / "held-back.txt").read_text(encoding="utf-8").splitlines()
    out = {}
    for path in paths:
        docs, slips = read_all([Path(path)])
        if slips:
            raise SystemExit(f"{slips[0].where}: {slips[0].what}")
        out[path] = [coded_page(jobs.machine(), doc) for doc in docs if doc["id"] not in lines]
        print(f"{path}: {len(out[path])} pages", file=sys.stderr)
    return out


def write(weights: LinkingWeights) -> None:
    """The weights into the package, below the words at the file's head."""
    head = "".join(itertools.takewhile(lambda line: line.startswith("#"), TARGET.read_text().splitlines(keepends=True)))
    TARGET.write_text(head + yaml.safe_dump(weights.model_dump(), sort_keys=False), encoding="utf-8")


def main(paths: Sequence[str]) -> None:
    """Cross-validation, then the weights of all pages."""
    pages = [page for some in read_pages(paths).values() for page in some]
    start = knowledge.linking_weights()
    total = {name: np.zeros(3, int) for name in ("within", "across", "all")}
    for fold in folds(pages):
        inside = {page.ident for page in fold}
        use(fitted([page for page in pages if page.ident not in inside], start))
        for name, counts in counted(fold).items():
            total[name] += counts
    print(f"cross-validated: {shown(total)}")
    write(fitted(pages, start))


if __name__ == "__main__":
    main(sys.argv[1:])
