"""Which sentences a source still covers after the sentence that names it.

A quotation that opens and does not close runs on; a quoted sentence without its own cue belongs to the speaker before
it (or, at the start of a quotation, to the cue in the sentence after). Free indirect speech is not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Article, Sentence, SourceLink, Trigger

_OPEN, _CLOSE, _PLAIN = "“«„", "”»", '"'


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
        for at in range(sentence.start, sentence.end):
            mark = article.text[at]
            if mark in _OPEN or (mark == _PLAIN and opened is None):
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


def carried_sources(
    article: Article, sentences: Sequence[Sentence], triggers: Sequence[Trigger], links: Mapping[int, SourceLink]
) -> dict[int, SourceLink]:
    """Sources for triggers that have none of their own because their quotation began or ends in another sentence."""
    if any(q.kind in ("rewritten", "stitched") for q in article.qualities):
        return {}  # neighbouring paragraphs of such pages come from different stories
    quotes = quotations(article, sentences)
    speakers = _speakers(triggers, links)
    cue_sentences = sorted(speakers)
    out: dict[int, SourceLink] = {}
    for i, trigger in enumerate(triggers):
        if i in links:
            continue
        quote = next((q for q in quotes if q.start <= trigger.start and trigger.end <= q.end), None)
        if quote is None:
            continue
        speaker = _speaker_of(quote, trigger, sentences, speakers, cue_sentences)
        if speaker is not None:
            known = links[speaker]
            out[i] = SourceLink(i, known.chain, known.cue, "quoted", min(known.score, 0.7))
    return out


def _speakers(triggers: Sequence[Trigger], links: Mapping[int, SourceLink]) -> dict[int, int]:
    """For each sentence, the last trigger in it that has a named source."""
    return {triggers[i].sentence: i for i in sorted(links) if links[i].chain}


def _speaker_of(
    quote: Quoted,
    trigger: Trigger,
    sentences: Sequence[Sentence],
    speakers: Mapping[int, int],
    cue_sentences: Sequence[int],
) -> int | None:
    """The trigger whose source speaks the quotation: named inside it, just before it, or just after it."""
    inside = [s.index for s in sentences if s.start < quote.end and quote.start < s.end]
    within = [s for s in inside if s in speakers]
    if within:
        return speakers[min(within, key=lambda s: abs(s - trigger.sentence))]
    before = [s for s in cue_sentences if inside and inside[0] - 2 <= s < inside[0]]
    if before:
        return speakers[before[-1]]
    whole = quote.closed and len(inside) == 1
    after = [s for s in cue_sentences if inside and s == inside[-1] + 1 and not whole]
    return speakers[after[0]] if after else None
