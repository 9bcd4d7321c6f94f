"""Sources without a verb of saying: "by the ministry's count", "on the rebels' account", "For Lieutenant Sow, ..."."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink

_SCORE: Final = 0.7  # no reader found it
_ENDS: Final = ";"


class Tellings:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        nouns, accounts, titles = (
            "|".join(map(re.escape, some)) for some in (words.tellings, words.accounts, words.titles)
        )
        who = r"(?:(?:the|its|their|his|her|an?) )?(?:[\w.-]+ ){0,4}?[\w.-]+"
        between = r"['’]s? (?:own )?(?:[\w-]+ )?"
        counted = rf"(?i:by) (?P<who>{who}){between}(?:{nouns})"
        told = rf"(?i:in|on) (?P<whose>{who}){between}(?:{accounts})"
        self._told = re.compile(rf"\b(?:{counted}|{told})\b")
        self._tail = re.compile(rf"{between}(?:{nouns}|{accounts})$")
        self._for = re.compile(rf"For (?P<who>(?:(?i:{titles})\.? )+(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*)*),")
        self._small = frozenset(words.small)

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with these sources for triggers that have none, and without "'s count" at a source's end."""
        mentions = [self._bare(article.text, mention) for mention in reading.mentions]
        sourced = {link.trigger for link in reading.sources}
        told: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by sentence: where its triggers begin
        for n, one in enumerate(reading.triggers):
            told[one.sentence].append((one.start, n))
        added = []
        for sentence in sentences:
            for start, end, at in self._find(article.text, sentence):
                triggers = self._covered(article.text, told[sentence.index], at, at == sentence.start)
                for trigger in (t for t in triggers if t not in sourced):
                    sourced.add(trigger)
                    added.append(SourceLink(trigger, ((len(mentions),),), None, "paraphrased", _SCORE))
                mentions.append(Mention(sentence.index, start, end, "source", _SCORE, "telling"))
        sources = sorted((*reading.sources, *added), key=lambda link: link.trigger)
        return replace(reading, mentions=tuple(mentions), sources=tuple(sources))

    def _bare(self, text: str, mention: Mention) -> Mention:
        """ "The hospital's count" as a source is the hospital."""
        tail = self._tail.search(text[mention.start : mention.end]) if mention.kind == "source" else None
        return replace(mention, end=mention.start + tail.start()) if tail is not None and tail.start() else mention

    def _find(self, text: str, sentence: Sentence) -> Iterator[tuple[int, int, int]]:
        """Start and end of each claimant, and where the words that name it begin."""
        opening = self._for.match(text, sentence.start, sentence.end)
        if opening is not None:
            yield *opening.span("who"), sentence.start
        for found in self._told.finditer(text, sentence.start, sentence.end):
            start, end = found.span("who") if found["who"] is not None else found.span("whose")
            if not self._small.intersection(text[start:end].lower().split()):
                yield start, end, found.start()

    def _covered(self, text: str, told: Sequence[tuple[int, int]], at: int, opens: bool) -> list[int]:
        """All triggers of its clause where the words open the sentence, else the nearest."""
        near = sorted((abs(start - at), n) for start, n in told if _ENDS not in text[min(at, start) : max(at, start)])
        return [n for _, n in (near if opens else near[:1])]
