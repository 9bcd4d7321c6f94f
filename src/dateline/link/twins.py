"""Claims of copies matched with the claims of the text that they copy, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Indel

from dateline.link.words import fold, folded_words
from dateline.records import Claim, CopyGroup, Number

COPIED = ("original", "verbatim", "edited", "rewritten", "stitched")  # an update tells its facts anew and is not folded
_SAME_SENTENCE = 0.8  # share of words that two wordings of one sentence have in common, in order


class Twins:
    """Which claim of a copy repeats which claim of what it copies."""

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._originals = originals

    def original(self, claim_id: str) -> str | None:
        """The claim that this one copies; None where it copies none."""
        return self._originals.get(claim_id)


def sentence_likeness(one: str, other: str) -> float:
    """Share of words that two sentences have in common, in order.

    >>> sentence_likeness("He said 17 died.", "He said 17 people died.")
    0.888...
    """
    return Indel.normalized_similarity(folded_words(one), folded_words(other))


def find_twins(claims: Sequence[Claim], families: Iterable[CopyGroup]) -> Twins:
    """Matches within each family, in the order of the claims (page day, page, position)."""
    family_of = {m.article_id: f.id for f in families for m in f.members if m.role in COPIED}
    seen: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    originals: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()  # a claim of a copy and its page: one twin a page
    for claim in claims:
        family = family_of.get(claim.article_id)
        if family is None:
            continue
        known = seen[family, claim.type]
        twin = next((c for c in known if _same(c, claim) and (c.id, claim.article_id) not in taken), None)
        if twin is None:
            known.append(claim)
        else:
            originals[claim.id] = twin.id
            taken.add((twin.id, claim.article_id))
    return Twins(originals)


def _same(known: Claim, claim: Claim) -> bool:
    if known.article_id == claim.article_id or known.status != claim.status:
        return False
    if fold(known.trigger.exact) != fold(claim.trigger.exact) or _figures(known) != _figures(claim):
        return False
    one, other = known.sentence_evidence.exact, claim.sentence_evidence.exact
    return one == other or sentence_likeness(one, other) >= _SAME_SENTENCE


def _figures(claim: Claim) -> list[tuple[str, str]]:
    return sorted((c.measure, c.number.value) for c in claim.counts if isinstance(c.number, Number))
