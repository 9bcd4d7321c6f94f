"""Which sentences a source still covers after the sentence that names it.

A quotation that opens and does not close runs on; a quoted sentence without its own cue belongs to the speaker before
it (or, at the start of a quotation, to the cue in the sentence after). Free indirect speech is not guessed at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Article, Mention, Reading, Sentence, SourceLink, Trigger

_NEAR = 60  # characters between a speaker and the quotation
_CLOSING = ("”", "»", '"')
_LEADS = (":", ",")  # what the words before a quotation end with that is somebody's
_OPEN, _CLOSE, _PLAIN = "“«„", "”»", '"'
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{_PLAIN}]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of quotation in the article, both marks included where they exist."""

    start: int
    end: int
    closed: bool


def quotations(article: Article, sentences: Sequence[Sentence]) -> tuple[Quoted, ...]:
    """Every quotation of five words or more, also those that run over sentences; a new line closes a plain one."""
    out: list[Quoted] = []
    opened: int | None = None
    for sentence in sentences:
        for found in _MARKS.finditer(article.text, sentence.start, sentence.end):
            mark, at = found.group(), found.start()
            anew = mark == _PLAIN and (opened is None or _opens(article.text, at))
            if mark in _OPEN or anew:
                if opened is not None:
                    out.append(Quoted(opened, at, False))
                opened = at
            elif opened is not None and mark in _CLOSE + _PLAIN:
                out.append(Quoted(opened, at + 1, True))
                opened = None
        if opened is not None and sentence.end - opened > 1500:
            out.append(Quoted(opened, sentence.end, False))
            opened = None
    if opened is not None and sentences:
        out.append(Quoted(opened, sentences[-1].end, False))
    return tuple(q for q in out if article.text[q.start : q.end].count(" ") >= 4)


def _opens(text: str, at: int) -> bool:
    """Whether a plain mark opens the quotation anew at the beginning of a line, as each paragraph of a speech does."""
    return text[at - 1 : at] in ("", "\n") and not text[at + 1 : at + 2].isspace()


def carried_sources(
    article: Article,
    sentences: Sequence[Sentence],
    reading: Reading,
    links: Mapping[int, SourceLink],
    quotes: Sequence[Quoted],
    said: Collection[str] = (),
) -> dict[int, SourceLink]:
    """Sources for triggers that have none of their own because their quotation began or ends in another sentence.

    A quotation behind one of the verbs `said` in its own sentence is spoken by whoever stands there, found or not.
    """
    if any(q.kind in ("rewritten", "stitched") for q in article.qualities):
        return {}  # neighbouring paragraphs of such pages come from different stories
    spoken = _Spoken(article, sentences, reading, links, quotes, said)
    out: dict[int, SourceLink] = {}
    for i, trigger in enumerate(reading.triggers):
        nested = i in spoken.nested
        known = spoken.source_of(trigger) if i not in links or nested else None
        if known is not None:
            chain = (*links[i].chain, *known.chain) if nested else known.chain
            out[i] = SourceLink(i, chain, known.cue, "quoted", min(known.score, 0.7))
    return out


class _Spoken:
    """The quotations of a page, and who speaks in which sentence."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        reading: Reading,
        links: Mapping[int, SourceLink],
        quotes: Sequence[Quoted],
        said: Collection[str],
    ) -> None:
        self._text, self._quotes, self._said = article.text, quotes, frozenset(said)
        self._actors = sorted((m.start, at) for at, m in enumerate(reading.mentions) if m.kind == "actor")
        self._mentions = reading.mentions
        self._starts, self._ends = [q.start for q in quotes], [q.end for q in quotes]
        self.nested = {i for i in links if self._is_nested(reading, links[i])}  # whom a speaker quotes in turn
        told = (i for i in sorted(links) if links[i].chain and i not in self.nested)
        self._speakers = {reading.triggers[i].sentence: links[i] for i in told}
        for at, mention in enumerate(reading.mentions):
            if mention.kind == "source" and mention.sentence not in self._speakers and self._beside(mention):
                self._speakers[mention.sentence] = SourceLink(-1, ((at,),), None, "quoted", mention.score)
        begins, stops = [s.start for s in sentences], [s.end for s in sentences]
        self._inside = [sentences[bisect_right(stops, q.start) : bisect_left(begins, q.end)] for q in quotes]
        for _, at in self._actors:
            if self._is_told_behind(reading.mentions[at]):
                self._speakers.setdefault(
                    reading.mentions[at].sentence, SourceLink(-1, ((at,),), None, "quoted", reading.mentions[at].score)
                )
        self._cues = sorted(self._speakers)
        self._first: list[int] = []  # for each quotation the one that it goes on with: its own, or an earlier one
        for n in range(len(quotes)):
            anew = n and not quotes[n - 1].closed and quotes[n - 1].end == quotes[n].start
            named = any(s.index in self._speakers for s in self._inside[n])
            self._first.append(self._first[n - 1] if anew and not named else n)

    def _is_nested(self, reading: Reading, link: SourceLink) -> bool:
        """Whether all that is named as a trigger's source stands in the quotation that the trigger stands in."""
        trigger = reading.triggers[link.trigger]
        quote = self._quote(trigger.start)
        told = [reading.mentions[m] for joint in link.chain for m in joint]
        return quote is not None and bool(told) and all(quote.start < m.start and m.end < quote.end for m in told)

    def _quote(self, at: int) -> Quoted | None:
        nth = bisect_right(self._starts, at) - 1
        return self._quotes[nth] if nth >= 0 and at < self._ends[nth] else None

    def _beside(self, mention: Mention) -> bool:
        """Whether a speaker is named just before or after a quotation ("...", the mayor said), and not inside one."""
        within = bisect_right(self._starts, mention.start) - 1
        if within >= 0 and mention.start < self._ends[within]:
            return False
        after = bisect_left(self._starts, mention.end)
        if after < len(self._quotes) and self._speaks(mention.end, self._starts[after]):
            return True
        before = bisect_right(self._ends, mention.start) - 1
        return before >= 0 and self._quotes[before].closed and mention.start - self._ends[before] <= _NEAR

    def _speaks(self, end: int, quote: int) -> bool:
        """Whether the words between a claimant and a quotation behind make it its speaker: a verb of saying, or none.

        "Mourners at the death of the general “He brought the bombs..."" tells of no speaker.
        """
        between = self._text[end:quote]
        if len(between) > _NEAR:
            return False
        words = re.findall(r"[a-z]+", between.lower())
        return not words or between.rstrip()[-1:] in _LEADS or not self._said.isdisjoint(words)

    def _introduced(self, quote: Quoted, sentence: Sentence) -> bool:
        """Whether the quotation has a speaker of its own before it, in the sentence that it begins in."""
        return self._is_said(sentence.start, quote.start)

    def _is_said(self, start: int, end: int) -> bool:
        """Whether a verb of saying stands there."""
        return not self._said.isdisjoint(re.findall(r"[a-z]+", self._text[start:end].lower()))

    def _is_told_behind(self, who: Mention) -> bool:
        """Whether an actor speaks the quotation, however short, that ends before it: "Those are lies," Omar said."""
        before = self._text[max(0, who.start - 4) : who.start].rstrip(" ,")
        closed = len(before) > 1 and before.endswith(_CLOSING) and not before[-2].isspace()
        return closed and self._quote(who.start) is None and self._says(who, who.end + _NEAR)

    def _says(self, who: Mention, stop: int) -> bool:
        after = re.match(r",? (?:\w+ly |also |later |then )?([a-z]+)", self._text[who.end : stop])
        return after is not None and after[1] in self._said

    def _behind(self, nth: int, sentence: Sentence) -> tuple[bool, SourceLink | None]:
        """Whether somebody is said to speak between a quotation's end and its sentence's, and who: "...", X said."""
        quote = self._quotes[nth]
        later = self._starts[nth + 1] if nth + 1 < len(self._starts) else sentence.end
        stop = min(later, sentence.end)
        if not quote.closed or not self._is_said(quote.end, stop):
            return False, None
        first = bisect_left(self._actors, (quote.end, 0))
        if first == len(self._actors) or self._mentions[self._actors[first][1]].end > stop:
            return True, None
        at = self._actors[first][1]
        who = self._mentions[at]
        before = self._text[quote.end : who.start].strip(" ,").lower()
        speaks = before in self._said or (not before and self._says(who, stop))
        return True, SourceLink(-1, ((at,),), None, "quoted", who.score) if speaks else None

    def source_of(self, trigger: Trigger) -> SourceLink | None:
        """Who speaks the quotation that the trigger stands in; a quotation that never closed goes on with the next."""
        nth = bisect_right(self._starts, trigger.start) - 1
        if nth < 0 or trigger.end > self._ends[nth]:
            return None
        quote, inside = self._quotes[self._first[nth]], self._inside[self._first[nth]]
        within = [s.index for s in inside if s.index in self._speakers]
        if within:
            return self._speakers[min(within, key=lambda s: abs(s - trigger.sentence))]
        if not inside or self._introduced(quote, inside[0]):
            return None
        told, speaker = self._behind(nth, self._inside[nth][-1])
        if told:
            return speaker
        first, last = inside[0].index, inside[-1].index
        before = bisect_left(self._cues, first) - 1
        if before >= 0 and self._cues[before] >= first - 2:
            return self._speakers[self._cues[before]]
        whole = quote.closed and len(inside) == 1
        return self._speakers.get(last + 1) if not whole else None
