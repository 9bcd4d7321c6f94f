"""Whom a pronoun means that acts, is acted upon or speaks: the likeliest party, where it has enough of all chances.

What is true of every mention before it (`traits`) has weights; what they add up to is its log-odds, as in a conditional
logit over all mentions and nobody. The chances of all mentions of one party together are the party's.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, MutableMapping, Sequence
from typing import Final

from dateline.code.kinds import is_named
from dateline.code.mentioned import Named, Page
from dateline.code.names import Span
from dateline.code.quotes import Quoted
from dateline.code.traits import Traits
from dateline.knowledge.lexicon import ReferenceWords, pronoun_form, pronoun_weights
from dateline.records import Article, Evidence, Mention

_KINDS: Final = ("person", "plural", "thing")  # as the weights stand side by side
_SURER: Final = ("target", "actor", "source")  # whom a pronoun means that fills two roles


class Pronouns:
    """Finds whom they mean with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self.traits = Traits(words)
        bodies = (word for word, kind in words.bare.items() if kind != "place")
        self._groups = frozenset((*words.organisation_words, *words.bodies, *words.many, *bodies))
        merely = "|".join(map(re.escape, words.merely))
        self._is_one = re.compile(rf" (?:are|were) (?:(?:{merely}) )?an? ((?:[\w-]+ ?){{1,3}})")  # "they are a lie"
        fitted = pronoun_weights()
        self._enough = fitted.enough
        self._weights = {
            kind: {trait: some[n] for trait, some in fitted.weights.items()} for n, kind in enumerate(_KINDS)
        }

    def meant(
        self, page: Page, mention: Mention, near: Sequence[Named], kinds: Collection[str], quote: Quoted | None = None
    ) -> Span | None:
        """The party among those before the pronoun that it means, by a name of it where one stands there."""
        told = self._is_one.match(page.article.text, mention.end)
        if told and "plural" in kinds and self._groups.isdisjoint(told[1].lower().split()):
            return None
        weights = self._weights[next((kind for kind in _KINDS if kind in kinds), "thing")]
        chances: dict[str, float] = defaultdict(float)
        best: dict[str, tuple[bool, float, Span]] = {}
        for key, one, traits in self.traits.of(page, mention, near, kinds, quote):
            chance = math.exp(sum(weights.get(trait, 0.0) for trait in traits))
            chances[key] += chance
            this = (is_named(page.words(one.means)), chance, one.means)
            best[key] = max(best.get(key, this), this)
        if not chances:
            return None
        nobody = math.exp(weights.get("nobody", 0.0) + weights.get(f"nobody {mention.kind}", 0.0))
        key = max(chances, key=lambda one: chances[one])
        likely = chances[key] > self._enough * (nobody + sum(chances.values()))
        return best[key][2] if likely else None


def at_one(
    article: Article, mentions: Sequence[Mention], pronouns: Collection[str], out: MutableMapping[int, Evidence]
) -> None:
    """ "Asking him to arrest them": he is the same as the one asked and as the one who arrests."""
    roles: dict[Span, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.kind in _SURER and pronoun_form(article.text[mention.start : mention.end]) in pronouns:
            roles[mention.start, mention.end].append(i)
    for some in roles.values():
        known = [i for i in some if i in out]
        if known and len(some) > 1:
            meant = out[min(known, key=lambda i: _SURER.index(mentions[i].kind))]
            out.update(dict.fromkeys(some, meant))
