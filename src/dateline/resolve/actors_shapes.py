"""What stands around a name, as patterns made of the word lists: whose forces, who only helps, what follows a head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.knowledge.actor_words import ActorWords

_NEVER = r"(?!)"
_AND = re.compile(r"\s+and\s+(?:the\s+)?")


def _any(words: Iterable[str]) -> str:
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return f"(?:{listed})" if listed else _NEVER


_NAME_BEHIND = re.compile(r"(?<=[a-z]), [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*$")


class Shapes:
    """The patterns, with the words that they are given."""

    def __init__(self, words: ActorWords) -> None:
        self._one_party, self._heads_with_and = words.one_party, words.heads_with_and
        joint, beside = _any(words.joints), _any(words.beside_joints)
        self._joint = re.compile(rf"(?:(?<!\w)|(?=\W)){joint}(?!\w)", re.IGNORECASE)
        self._between = re.compile(
            rf"(?:\s*{beside}(?!\w))*\s*{joint}(?!\w)(?:\s*(?:{joint}|{beside})(?!\w))*\s*", re.IGNORECASE
        )
        self._listing = re.compile(rf"^\W*(?:the )?$|\b{_any(words.listing)} (?:the )?$", re.IGNORECASE)
        led, helped = _any(words.led), _any(words.helped)
        self._his = re.compile(rf"(?:['’]s?|s)?[ -](?:(?:\w+ ){{0,2}}{led}\b)", re.IGNORECASE)
        self._of = re.compile(rf"{led}\b(?: \w+)? {_any(words.led_by)} (?:\w+ ){{0,3}}$", re.IGNORECASE)
        self._rule = re.compile(rf"\b{_any(words.rule)}\b", re.IGNORECASE)
        self._helped_by = re.compile(
            rf"\b{helped} {_any(words.helped_by)} (?:the )?(?:{_any(words.in_names)}[- ])?$", re.IGNORECASE
        )
        self._backed = re.compile(rf"[-‑–](?!controlled (?:[a-z]+ )?{_any(words.run)}\b){helped}\b", re.IGNORECASE)
        self._clause = re.compile(
            rf"(?P<head>.*?\w),? (?:\w+ of )?{_any(words.clauses)} (?!(?:\w+ ){{0,2}}{_any(words.naming)}\b)",
            re.IGNORECASE,
        )

        self._sent = re.compile(rf"(?P<head>.*?\w),? {_any(words.sent)} by ", re.IGNORECASE)
        self._members = re.compile(rf"(?P<head>.*?\w),? (?i:{_any(words.members)}) (?!(?:the )?[A-Z])")
        self._led = re.compile(rf"\b{led}$", re.IGNORECASE)
        self._some = words.some

    def may_list(self, words: str) -> bool:
        """True where something in the words may join names."""
        return self._joint.search(words) is not None

    def is_list(self, words: str, spans: Sequence[tuple[int, int]]) -> bool:
        """True where the spans are the names of a list, and nothing but words that begin it stands beside them."""
        first, last = spans[0][0], spans[-1][1]
        begins = self._listing.search(words[:first]) is not None
        return begins and self._stand_together(words, spans) and not words[last:].strip(" ,.)'’")

    def are_joined(self, words: str, spans: Sequence[tuple[int, int]]) -> bool:
        """True where a list joins the spans by more than commas ("X, Y's ally" is no list)."""
        gaps = (words[a:b].strip() for (_, a), (b, _) in zip(spans, spans[1:], strict=False))
        return self._stand_together(words, spans) and any(gap != "," for gap in gaps)

    def _stand_together(self, words: str, spans: Sequence[tuple[int, int]]) -> bool:
        return all(self._between.fullmatch(words[a:b]) for (_, a), (b, _) in zip(spans, spans[1:], strict=False))

    def led_there(self, text: str, start: int, end: int) -> str | None:
        """The words that make it the forces (or the rule) of the leader named there; None where none do."""
        found = self._his.match(text, end) or self._of.search(text[:start])
        return found.group() if found is not None else None

    def is_rule(self, words: str) -> bool:
        """True for "regime", "government"."""
        return self._rule.search(words) is not None

    def only_helps(self, text: str, start: int, end: int) -> bool:
        """True for "US-backed", "supported by Iran": whoever is named there helps others."""
        return self._backed.match(text, end) is not None or self._helped_by.search(text[:start]) is not None

    def head(self, words: str) -> str:
        """What stands before a relative clause, unless it gives the name, and before who else tells more of it.

        "Civilians who had fled the town", "12 people, including two soldiers", "a delegation led by Putin"; the troops
        led by somebody are his.
        """
        if found := self._clause.match(words):
            name = _NAME_BEHIND.search(words)  # "the group that both sides accuse, CODECO"
            words = found["head"] + (name.group() if name is not None else "")
        if (found := self._members.match(words)) and not self._is_number(found["head"].split()[-1].lower()):
            words = found["head"]
        found = self._sent.match(words)
        return found["head"] if found is not None and not self._led.search(found["head"]) else words

    def _is_number(self, word: str) -> bool:
        return word in self._some or word[0].isdigit()

    def joint_names(self, exact: str) -> list[tuple[int, int]]:
        """The two names that an "and" joins, as offsets; none unless each begins and ends with a capital.

        Nor where the first holds a small word ("Travellers from Harad and Rhun" are one party), or the second ends in
        the head of a name that may itself hold "and" ("the Food and Forestry Organization").
        """
        joints = list(_AND.finditer(exact))
        if len(joints) != 1 or "," in exact:
            return []
        left, right = exact[: joints[0].start()], exact[joints[0].end() :]
        words = left.removeprefix("the ").removeprefix("The ").split(), right.split()
        if not all(some and some[0][0].isupper() and some[-1][0].isupper() for some in words):
            return []
        if self._one_party.intersection(words[0]) or words[1][-1].lower().rstrip(".") in self._heads_with_and:
            return []
        return [(0, len(left)), (len(exact) - len(right), len(exact))]
