"""Who speaks between marks: "[DIAL] ..." in a transcript until the next such mark, a post until "— Ann Lee (@annlee)".

A name in brackets once, or before a colon, marks a turn only where more says so: the name comes again, somebody asks,
or what follows speaks for itself ("we", "I"). Whoever asks is the outlet's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink, overlap

_SCORE: Final = 0.7  # no reader found it
_POST: Final = 305  # characters of the longest post with a link
_TAG: Final = re.compile(r"\[(?P<name>[^\W\d_][^\[\]\d#@]{1,60})\]")
_LINE: Final = re.compile(r"(?P<name>[A-Z](?:[A-Z.'’-]|[ ](?=[A-Z])){1,40}):(?=\s)")
_ASIDE: Final = re.compile(r",? (?:in [A-Z]\w+|interrupting|continuing|speaking .*)$")
_SIGNED: Final = re.compile(r"[—–-]\s?(?P<who>[^\W\d_][^\n()@—–|#]{1,60}?)(?:\s?[|#][^\n()@]{0,30})?\s?\(@\w{2,20}\)")


@dataclass(frozen=True, slots=True)
class _Turn:
    """The words of a mark, and where what is said begins and ends."""

    sentence: int
    name: tuple[int, int]
    begin: int
    end: int


class Transcripts:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._askers, self._notes = frozenset(words.askers), frozenset(words.bracketed)
        self._joins = words.small
        self._self = re.compile(rf"\b(?:{'|'.join(map(re.escape, words.first_person))})\b", re.IGNORECASE)

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with these speakers for triggers that have none; who is quoted in a turn has its speaker next."""
        mentions, links = list(reading.mentions), {link.trigger: link for link in reading.sources}
        order = sorted((t.start, n) for n, t in enumerate(reading.triggers))
        for turn, nested in (
            *((one, True) for one in self._turns(article.text, sentences)),
            *((one, False) for one in _posts(article.text, sentences)),
        ):
            held = [n for _, n in order[bisect_left(order, (turn.begin,)) : bisect_left(order, (turn.end,))]]
            if not nested:
                held = [n for n in held if n not in links]
            if not held:
                continue
            at = len(mentions)
            mentions.append(Mention(turn.sentence, *turn.name, "source", _SCORE, "turn"))
            links |= {n: _spoken(n, links.get(n), at, mentions) for n in held}
        return replace(reading, mentions=tuple(mentions), sources=tuple(links[n] for n in sorted(links)))

    def _turns(self, text: str, sentences: Sequence[Sentence]) -> Iterator[_Turn]:
        """The turns of a transcript, less those of whoever asks."""
        marks = [(one, found) for one in sentences if (found := self._mark(text, one)) is not None]
        ends = [*(one.start for one, _ in marks[1:]), sentences[-1].end] if marks else []
        often = Counter(_plain(found["name"]) for _, found in marks)
        own = {
            _plain(m["name"]) for (_, m), end in zip(marks, ends, strict=True) if self._self.search(text, m.end(), end)
        }
        asked = any(map(self._asks, often))
        for (sentence, found), end in zip(marks, ends, strict=True):
            name = _plain(found["name"])
            again = often[name] > 1
            sure = again or asked or name in own
            if found.re is _LINE:  # a town before each report of a bulletin comes again too, but never says "we"
                sure = again and name in own and len(often) > 1
            if sure and not self._asks(name):
                closed = text.find("[end ", found.end(), end)
                start = found.start("name")
                bare = start + len(_ASIDE.sub("", found["name"]))
                yield _Turn(sentence.index, (start, bare), found.end(), closed if closed >= 0 else end)

    def _mark(self, text: str, sentence: Sentence) -> re.Match[str] | None:
        """The mark that a sentence begins with; "[applause]" is none, nor is a phrase that an editor put in."""
        found = _LINE.match(text, sentence.start, sentence.end) or _TAG.match(text, sentence.start, sentence.end)
        if found is None or not self._notes.isdisjoint(_plain(found["name"]).split()):
            return None
        name = _ASIDE.sub("", found["name"])
        words = [word for word in name.split() if word not in self._joins]
        named = name.isupper() or (len(words) > 1 and all(word[0].isupper() for word in words))
        return found if named or self._asks(_plain(name)) else None

    def _asks(self, name: str) -> bool:
        return not self._askers.isdisjoint(name.split())


def _plain(name: str) -> str:
    return _ASIDE.sub("", name).strip().lower()


def _posts(text: str, sentences: Sequence[Sentence]) -> Iterator[_Turn]:
    """What stands above "— Ann Lee (@annlee)" and is no longer than a post, after the post before it."""
    starts = [sentence.start for sentence in sentences]
    before = 0
    for found in _SIGNED.finditer(text):
        first = bisect_left(starts, max(before, found.start() - _POST))
        last = bisect_left(starts, found.end()) - 1
        if 0 <= first <= last and starts[first] < found.start():
            yield _Turn(sentences[last].index, found.span("who"), starts[first], found.start())
        before = found.end()


def _spoken(trigger: int, link: SourceLink | None, speaker: int, mentions: Sequence[Mention]) -> SourceLink:
    """The trigger's source with the speaker as its last link, or the speaker alone."""
    told = link.chain if link is not None else ()
    if link is None or not told:
        return SourceLink(trigger, ((speaker,),), None, "quoted", _SCORE)
    if any(overlap(mentions[m], mentions[speaker]) for joint in told for m in joint):
        return link
    return replace(link, chain=(*told, (speaker,)))
