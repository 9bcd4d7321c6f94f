"""Weights of linking (data/linking/weights.yml) and the names too common to tell a story."""

from __future__ import annotations

import functools

from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.gazetteer_data import load_countries
from dateline.knowledge.lexicon import linking_words


class Comparison(Strict):
    """One comparison: log-odds of each feature and the bias; from which score two join; the best pair's share in it."""

    threshold: float
    best: float  # 0: the mean over the pairs of two groups alone; 0.5: half of it is their best pair
    weights: dict[str, float]


class LinkingWeights(Strict):
    """linking/weights.yml: claims of one page, and groups of claims of different pages."""

    within: Comparison
    across: Comparison


@functools.cache
def linking_weights() -> LinkingWeights:
    """The packaged weights."""
    return read_model(LinkingWeights, "linking", "weights.yml")


@functools.cache
def common_names() -> frozenset[str]:
    """Words of names, in small letters, that pages on quite different stories share: countries, peoples, parties."""
    named = [name for c in load_countries().values() for name in (c.name, *c.names, *c.adjectives)]
    words = {word.lower().strip(".") for name in named for word in name.replace("-", " ").split()}
    plural = {word + "s" for name in named for word in [name.lower()]}
    return frozenset(words | plural | linking_words().common_names)
