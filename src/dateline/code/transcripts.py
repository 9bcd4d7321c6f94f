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
from itertools import pairwise
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink, overlap

_SCORE: Final = 0.7  # no reader found it
_POST: Final = 305  # characters of the longest post with a link
_LAST: Final = 2  # sentences of the longest post in a page without line breaks
_PARAGRAPHS: Final = 4  # one sentence of so many goes on in the line of the one before it: lines are paragraphs
_FIRST: Final = re.compile(r"\w+")
_POSTED: Final = re.compile(r"#\w|@\w|https?:|\bpic\.\w")
_TAG: Final = re.compile(r"\[(?P<name>[^\W\d_][^\[\]\d#@]{1,60})\]")
_LINE: Final = re.compile(r"(?P<name>[A-Z](?:[A-Z.'’-]|[ ](?=[A-Z])){1,40}):(?=\s)")
_ASIDE: Final = re.compile(r",? (?:in [A-Z]\w+|interrupting|continuing|speaking .*)$")
_SIGNED: Final = re.compile(
    r"(?<!\w)[—–-]\s?(?P<who>[^\W\d_][^\n()@—–|#]{1,60}?)(?:\s?[|#][^\n()@]{0,30})?\s?\(@\w{2,20}\)(?!\s*[,;a-z—–-])"
)


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
        self._joins, self._going_on = words.small, frozenset(words.going_on)
        self._self = words.own_voice

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with these speakers for triggers that have none; who is quoted in a turn has its speaker next."""
        mentions, links = list(reading.mentions), {link.trigger: link for link in reading.sources}
        order = sorted((t.start, n) for n, t in enumerate(reading.triggers))
        for turn, nested in (
            *((one, True) for one in self._turns(article.text, sentences)),
            *((one, False) for one in self._posts(article.text, sentences)),
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

    def _posts(self, text: str, sentences: Sequence[Sentence]) -> Iterator[_Turn]:
        """What stands above "— Ann Lee (@annlee)" and is no longer than a post, after the post before it."""
        signed = [found for found in _SIGNED.finditer(text) if found["who"][0].isupper()] if sentences else []
        starts = [sentence.start for sentence in sentences] if signed else []
        lines, before = _has_paragraphs(text, sentences) if signed else None, 0
        for found in signed:
            last = bisect_left(starts, found.end()) - 1
            least = _paragraph(text, found.start()) if lines else 0
            if lines is None:
                least = starts[max(0, bisect_left(starts, found.start()) - _LAST)]
            begin = self._post_begin(text, starts, max(before, least, found.start() - _POST), found.start())
            if begin is not None:
                yield _Turn(sentences[last].index, found.span("who"), begin, found.start())
            before = found.end()

    def _post_begin(self, text: str, starts: Sequence[int], least: int, end: int) -> int | None:
        """Where the post begins that ends there, not before `least`, nor with a sentence that goes on with a story."""
        begin = None
        for at in range(bisect_left(starts, end) - 1, bisect_left(starts, least) - 1, -1):
            if _word(text, starts[at]) in self._going_on:
                break
            begin = starts[at]
        return begin

    def _asks(self, name: str) -> bool:
        return not self._askers.isdisjoint(name.split())


def _plain(name: str) -> str:
    return _ASIDE.sub("", name).strip().lower()


def _has_paragraphs(text: str, sentences: Sequence[Sentence]) -> bool | None:
    """Whether the page's line breaks part paragraphs, not each sentence from the next; None where it has no breaks."""
    joined = sum("\n" not in text[a.end : b.start] for a, b in pairwise(sentences))
    return None if joined == len(sentences) - 1 else _PARAGRAPHS * joined >= len(sentences)


def _paragraph(text: str, end: int) -> int:
    """Where the paragraph begins that ends there; one above it goes with it that has the marks of a post."""
    line = text.rfind("\n", 0, len(text[:end].rstrip())) + 1
    while line and _POSTED.search(text, above := text.rfind("\n", 0, line - 1) + 1, line):
        line = above
    return line


def _word(text: str, start: int) -> str:
    """The first word there, in small letters."""
    found = _FIRST.match(text, start)
    return found.group().lower() if found is not None else ""


def _spoken(trigger: int, link: SourceLink | None, speaker: int, mentions: Sequence[Mention]) -> SourceLink:
    """The trigger's source with the speaker as its last link, or the speaker alone."""
    told = link.chain if link is not None else ()
    if link is None or not told:
        return SourceLink(trigger, ((speaker,),), None, "quoted", _SCORE)
    if any(overlap(mentions[m], mentions[speaker]) for joint in told for m in joint):
        return link
    return replace(link, chain=(*told, (speaker,)))
