"""One party that is read as two: a name and what it is, between commas ("Moscow, a key ally of the king, said")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence

_ROLES: Final = frozenset(("actor", "target", "place", "origin", "destination"))
_NAME: Final = re.compile(r"\b[A-Z]")
_AHEAD: Final = 12  # characters
_CLOSED: Final = re.compile(r"\s*(?:$|[,.;:)”\"–—-]|(?:of|in|at|for|from|near|on|with)\b)")
_OWNED: Final = re.compile(r"[A-Z][\w ]*['’]s? [a-z]")  # "Rwanda's capital"


class Appositions:
    """Joins a party and its description, with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        def any_of(some: Sequence[str]) -> str:
            return f"(?:{'|'.join(map(re.escape, some))})"

        self._list = re.compile(rf",? {any_of(words.conjunctions)}(?!\w)")
        self._describes = re.compile(rf"({any_of(words.describing)}) [\w'’]*[a-z]", re.IGNORECASE)
        self._relative = re.compile(rf"{any_of(words.relatives)}(?!\w)")

    def joined(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with one mention where two are a party and its description; a clause ("who ...") is left out.

        In a headline a comma stands for "and": nothing is joined there, nor in a list that ends in "and".
        """
        joiner = _Joiner(self, article.text, {s.index for s in sentences if s.kind == "headline"}, reading.mentions)
        groups: dict[tuple[int, str], list[int]] = defaultdict(list)
        for role in reading.roles:
            if role.role in _ROLES:
                groups[role.trigger, role.role].append(role.mention)
        becomes = {key: joiner.join(members) for key, members in groups.items()}
        roles = []
        for role in reading.roles:
            now = becomes.get((role.trigger, role.role), {}).get(role.mention, role.mention)
            if now is not None:
                roles.append(role if now == role.mention else replace(role, mention=now))
        sources = []
        for source in reading.sources:
            chain = tuple(joiner.kept(joint) for joint in source.chain)
            sources.append(replace(source, chain=chain))
        return replace(
            reading, mentions=tuple(joiner.mentions), roles=tuple(dict.fromkeys(roles)), sources=tuple(sources)
        )

    def verdict(self, before: str, after: str, rest: str) -> str:
        """ "one" party, a "clause" about it, or "two", for words that a comma parts; `rest` follows them."""
        if self._relative.match(after):
            return "clause"
        if self._list.match(rest) or not _CLOSED.match(rest):
            return "two"  # "Moscow, the radio reported later, had agreed"
        opens = self._describes.match(before)
        named = _NAME.search(before, opens.end(1) if opens else 0)
        described = self._describes.match(after) or _OWNED.match(after)
        other_way = opens and after[:1].isupper()
        return "one" if (named and described) or other_way else "two"


class _Joiner:
    """Joins mentions of one page, the same two always into the same one."""

    def __init__(self, rules: Appositions, text: str, headlines: set[int], mentions: Sequence[Mention]) -> None:
        self.rules, self.text, self.headlines, self.mentions = rules, text, headlines, list(mentions)
        self.made: dict[tuple[int, int], int] = {}

    def kept(self, joint: Sequence[int]) -> tuple[int, ...]:
        """The members of a joint claimant after joining."""
        becomes = self.join(joint)
        now = [becomes.get(member, member) for member in joint]
        return tuple(dict.fromkeys(member for member in now if member is not None))

    def join(self, members: Sequence[int]) -> dict[int, int | None]:
        """What two members that follow each other after a comma become: one mention; None for a clause."""
        out: dict[int, int | None] = {}
        ordered = sorted(set(members), key=lambda m: (self.mentions[m].start, self.mentions[m].end))
        for a, b in zip(ordered, ordered[1:], strict=False):
            one, other = self.mentions[a], self.mentions[b]
            if one.sentence in self.headlines or a in out or self.text[one.end : other.start].strip() != ",":
                continue
            words = self.text[one.start : one.end], self.text[other.start : other.end]
            verdict = self.rules.verdict(*words, self.text[other.end : other.end + _AHEAD])
            if verdict == "one":
                out[a] = out[b] = self._made(a, b)
            elif verdict == "clause":
                out[b] = None
        return out

    def _made(self, a: int, b: int) -> int:
        if (a, b) not in self.made:
            self.made[a, b] = len(self.mentions)
            whole = replace(self.mentions[a], end=self.mentions[b].end, found_by="apposition")
            self.mentions.append(whole)
        return self.made[a, b]
