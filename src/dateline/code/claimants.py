"""Which words of a reading's sources are claimants: no hearer ("police were told that"), no verb of a headline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink

_AHEAD: Final = 60  # characters behind a mention, or before it, that are looked at
# words around a piece of a claimant that make it one of several, or another's work
_JOINED: Final = re.compile(r"\b(?:and|or)\b|[&#]|\bby $")
# how the rest of a claimant goes on behind a piece of it
_TAIL: Final = re.compile(
    r"[)\]]|, (?!which\b|who\b|the\b|\d)|,? ?\(|['’]s |"
    r"(?:,? [a-z]+(?:ed|ing))? (?:of|for|at|in|from|by|to|on|with|who)\b| [A-Z]\S* \S"
)


class Claimants:
    """Finds them with the words it is given; `is_outlet` tells of words whether they name one, who passes on."""

    def __init__(self, words: ReferenceWords, is_outlet: Callable[[str], bool]) -> None:
        heard, heads, lightly, passive = (
            "|".join(map(re.escape, some)) for some in (words.heard, words.headline_verbs, words.lightly, words.passive)
        )
        told = rf"(?:{passive}|(?:has|have|had) been) (?:(?:\w+ly|{lightly}) )?(?:{heard})"
        self._heard = re.compile(rf" {told}\b(?! ?(?:[,.;]|and\b|but\b))")
        self._head = re.compile(rf"(?<=\w)[’']? (?:{heads})$", re.IGNORECASE)
        self._following = re.compile(r"\bthe following(?: \w+)? (?:to|for) $")
        self._papers, self._is_outlet = frozenset(words.papers), is_outlet

    def kept(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with what is left of its sources; who is told of an event has an unnamed teller."""
        text = article.text
        heads = {one.index for one in sentences if one.kind == "headline"}
        mentions = [_closed(text, one) for one in reading.mentions]
        mentions = [self._bare(text, one) if one.sentence in heads else one for one in mentions]
        hearers = {n for n, one in enumerate(mentions) if one.kind == "source" and self._hears(text, one)}
        wider = _wider(text, mentions)
        links = [self._link(link, hearers, wider) for link in reading.sources]
        mentions = [replace(one, kind="actor") if n in hearers else one for n, one in enumerate(mentions)]
        return replace(reading, mentions=tuple(mentions), sources=tuple(links))

    def _bare(self, text: str, mention: Mention) -> Mention:
        """The claimant of a headline without its verb: "Rebels Say"."""
        verb = self._head.search(text[mention.start : mention.end]) if mention.kind == "source" else None
        return replace(mention, end=mention.start + verb.start()) if verb is not None else mention

    def _hears(self, text: str, mention: Mention) -> bool:
        """Whether somebody is only told, and is no outlet, which tells on."""
        told = self._heard.match(text, mention.end, mention.end + _AHEAD) is not None
        if not told and not self._following.search(text, max(0, mention.start - _AHEAD), mention.start):
            return False
        words = text[mention.start : mention.end]
        return self._papers.isdisjoint(words.lower().split()) and not self._is_outlet(words)

    def _link(self, link: SourceLink, hearers: set[int], wider: dict[int, int]) -> SourceLink:
        told = [tuple(m for m in joint if m not in hearers) for joint in link.chain]
        if len(told) == 1 and len(told[0]) == 1:  # of several, the longer words may hold two
            told = [tuple(wider.get(m, m) for m in told[0])]
        chain = tuple(joint for joint in told if joint)
        if link.chain and not chain:
            return replace(link, chain=(), manner="unattributed")
        return replace(link, chain=chain) if chain != link.chain else link


def _closed(text: str, mention: Mention) -> Mention:
    """A source without the bracket at its end that opens before it: "command of the Front, FMLN]"."""
    words = text[mention.start : mention.end]
    lone = mention.kind == "source" and any(words.endswith(end) and start not in words for start, end in ("[]", "()"))
    return replace(mention, end=mention.end - 1) if lone else mention


def _wider(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """For the sources that are pieces of another source of their sentence, the whole one."""
    told: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(mentions):
        if one.kind == "source":
            told[one.sentence].append(n)
    out = {}
    for group in told.values():
        for n in group:
            one = mentions[n]
            around = [
                (mentions[m].end - mentions[m].start, m)
                for m in group
                if mentions[m].start <= one.start and one.end <= mentions[m].end and _whole(text, one, mentions[m])
            ]
            if (longest := max(around)[1]) != n:
                out[n] = longest
    return out


def _whole(text: str, piece: Mention, around: Mention) -> bool:
    """Whether one claimant holds another as a piece of its words, not as one of several nor before a verb."""
    before, after = text[around.start : piece.start], text[piece.end : around.end]
    return not (_JOINED.search(before) or _JOINED.search(after)) and (not after or _TAIL.match(after) is not None)
