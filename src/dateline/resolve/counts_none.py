"""Counts that count nobody: who speaks, money, what cannot be killed, and words that hold no number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.knowledge.lexicon import NumberWords
from dateline.records import Count, DraftCount, Evidence, Number

_HARMS = frozenset(("killed", "wounded", "casualties", "abducted", "arrested"))
_WORD = re.compile(r"[\w,.]+")
_HURT = frozenset(("killed", "wounded", "casualties"))


class Uncounted:
    """Tells such counts from others with the words it is given."""

    def __init__(self, words: NumberWords) -> None:
        money = "|".join(map(re.escape, words.money_nouns))
        self._money = re.compile(
            rf"\s+(?:worth\b|(?:of\s+|in\s+)?(?:[\w-]+\s+)?(?:{'|'.join(map(re.escape, words.currencies))})\b"
            rf"|(?:in|of|worth\s+of)\s+(?:[\w-]+\s+){{0,2}}(?:{money})\b)",
            re.IGNORECASE,
        )
        self._large = frozenset(words.large)
        self._units = frozenset((*words.units, *words.scales))
        self._impersonal = words.impersonal
        self._of = re.compile(rf",|\b(?:{'|'.join(map(re.escape, words.behind_group))})\b", re.IGNORECASE)
        amount = rf"(?:(?:{'|'.join(map(re.escape, words.before_amounts))})\s+)*\w+"
        self._amount = re.compile(rf"^{amount}\s+of\s+(?:the\s+)?", re.IGNORECASE)
        self._tail = re.compile(rf"(?:\s+(?:{'|'.join(map(re.escape, words.no_group))}))+$", re.IGNORECASE)

    def drafted(self, count: DraftCount, speakers: Sequence[Evidence], text: str) -> bool:
        """True for the claimant of "what two groups claimed was a raid that killed dozens", and for money as people."""
        place = count.evidence
        speaks = any(place.start <= who.start < place.end for who in speakers)
        return (speaks and count.measure in _HURT) or (count.measure != "other" and self._is_money(place, text))

    def settled(self, count: Count) -> bool:
        """True where nothing is counted, or nobody more, and where the killed or taken would be countries or villages.

        Dead and wounded of whom no number can be read ("considerable casualties") stay, with the reason.
        """
        if not isinstance(count.number, Number):
            exact = count.evidence.exact
            if count.measure in _HARMS and exact.endswith("s"):
                return False
            return not any(c.isdigit() for c in exact) and self._units.isdisjoint(exact.lower().split())
        if count.additional and count.number.high == 0:
            return True  # "lost fifteen men and not one more": that says who is counted, and is no toll of none
        counted = self._amount.sub("", count.evidence.exact)  # "dozens of villages" are villages
        head = self._of.split(counted)[0].split()
        return count.measure in _HARMS and bool(head) and head[-1].lower() in self._impersonal

    def trimmed(self, evidence: Evidence) -> Evidence:
        """The words without the pronoun or verb of the next clause: "dozens of the people it"."""
        exact = self._tail.sub("", evidence.exact)
        same = exact == evidence.exact
        return evidence if same else Evidence(evidence.article_id, evidence.start, evidence.start + len(exact), exact)

    def _is_money(self, place: Evidence, text: str) -> bool:
        """True for "millions in losses" and "thousands of dollars", also where only the number was read."""
        at = next((m for m in _WORD.finditer(place.exact) if self._is_large(m.group().lower())), None)
        return at is not None and self._money.match(text, place.start + at.end()) is not None

    def _is_large(self, word: str) -> bool:
        return word in self._large or (word[:1].isdigit() and sum(letter.isdigit() for letter in word) > 3)
