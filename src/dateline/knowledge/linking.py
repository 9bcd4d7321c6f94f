"""Linking's weights and types that may tell of one happening (data/linking); names too common to tell a story."""

from __future__ import annotations

import functools
from collections.abc import Set

from dateline.errors import DataError
from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.gazetteer_data import load_countries
from dateline.knowledge.lexicon import linking_words
from dateline.knowledge.ontology import load_ontology


class Comparison(Strict):
    """One comparison: log-odds of each feature and the bias; from which score two join; the best pair's share in it."""

    threshold: float
    best: float  # 0: the mean over the pairs of two groups alone; 0.5: half of it is their best pair
    weights: dict[str, float]


class LinkingWeights(Strict):
    """linking/weights.yml: claims of one page, and groups of claims of different pages."""

    within: Comparison
    across: Comparison
    pairs: dict[str, float]  # two types, joined by "+" in order: by how much they tell of one happening more often

    def pair(self, one: str, other: str) -> str | None:
        """The name under which two types have a weight of their own; None where they have none.

        >>> linking_weights().pair("toll", "bombing"), linking_weights().pair("meeting", "bombing")
        ('bombing+toll', None)
        """
        name = "+".join(sorted((one, other)))
        return name if name in self.pairs else None


class LinkedTypes(Strict):
    """linking/types.yml: which types, beside two of one type, may tell of one happening."""

    interchangeable: frozenset[str]  # families
    general: frozenset[str]
    apart: frozenset[frozenset[str]]
    kin: frozenset[frozenset[str]]
    toll_families: frozenset[str]
    harmless: frozenset[str]
    vague: tuple[str, ...]
    broader: dict[str, str]

    def has_toll(self, event_type: str, families: Set[str]) -> bool:
        """True where a bare toll may be that of a happening of the type."""
        return families <= self.toll_families and event_type not in self.harmless


@functools.cache
def linked_types() -> LinkedTypes:
    """The packaged types; a name that the ontology does not have is an error of the data."""
    found, ontology = read_model(LinkedTypes, "linking", "types.yml"), load_ontology()
    types = {
        *found.general,
        *found.harmless,
        *found.vague,
        *found.broader,
        *found.broader.values(),
        *frozenset().union(*found.apart, *found.kin),
    }
    wrong = sorted({*(types - ontology.events.keys()), *(found.interchangeable - ontology.families.keys())})
    wrong += sorted(found.toll_families - ontology.families.keys())
    if wrong:
        raise DataError(f"linking/types.yml: the ontology has no {wrong[0]!r}; use a type or family that it has")
    return found


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
