"""Statements handed out whole: what follows "The minister said:" and what stands under "Statement by the envoy".

All of it is the speaker's, paragraph after paragraph, with quotation marks or without: until the quotation closes, or
until somebody else is said to speak or the page's own notes begin. Without marks it must speak for itself ("we", "I").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink

_SCORE: Final = 0.7  # no reader found it
_OPENED: Final = ("“", "«", "„", '"', "‘‘", "''")
_MARKS: Final = re.compile(r"[“”«»„\"]")
_GAP: Final = 12  # characters within which a quotation begins after the colon


class Statements:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        verbs, kinds, small = (
            "|".join(map(re.escape, some)) for some in (words.saying, words.statements, words.in_names)
        )
        one = words.word_of_name
        self._lead = re.compile(
            rf"(?:[^:“\"]{{2,160}}, )?(?P<who>[^:,“\"]{{3,60}}?),? (?:{verbs})\b[^:“\"]{{0,40}}:(?=\s|$)"
        )
        self._head = re.compile(rf"(?:[\w-]+ ){{0,2}}?(?i:{kinds}) (?:by|of|from) (?P<who>{one}(?: {one})*)")
        self._small = re.compile(rf"(?: (?:{small}))+$")
        self._others = re.compile(rf"\b(?:{verbs})\b")
        self._notes = tuple(words.after_statements)
        self._self = words.own_voice

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with the statement's speaker as source of its triggers that have none."""
        mentions = list(reading.mentions)
        places = {mention: n for n, mention in enumerate(mentions)}
        links = {link.trigger: link for link in reading.sources}
        free = sorted((t.start, n) for n, t in enumerate(reading.triggers) if n not in links)
        for speaker, begin, end, manner in self._statements(_Page(self, article.text, sentences, reading)):
            first, stop = bisect_left(free, (begin,)), bisect_left(free, (end,))
            if first >= stop:
                continue
            at = places.setdefault(speaker, len(mentions))
            if at == len(mentions):
                mentions.append(speaker)
            links |= {n: SourceLink(n, ((at,),), None, manner, _SCORE) for _, n in free[first:stop]}
            del free[first:stop]
        return replace(reading, mentions=tuple(mentions), sources=tuple(links[n] for n in sorted(links)))

    def _statements(self, page: _Page) -> Iterator[tuple[Mention, int, int, str]]:
        """Each statement's speaker, where it begins, where it ends, and whether it is quoted."""
        text, sentences = page.text, page.sentences
        if sentences and (head := self._head.match(text, sentences[0].start, sentences[0].end)) is not None:
            start, end = head.span("who")
            end = start + len(self._small.sub("", text[start:end]))
            last = page.unmarked(1)
            if last > sentences[0].end:
                yield Mention(0, start, end, "source", _SCORE, "statement"), sentences[0].end, last, "quoted"
        for at, sentence in enumerate(sentences):
            lead = self._lead.match(text, sentence.start, sentence.end)
            if lead is None:
                continue
            told = [m for m in page.sources[sentence.index] if m.end <= lead.end()]
            speaker = told[-1] if told else Mention(sentence.index, *lead.span("who"), "source", _SCORE, "statement")
            marked = text[lead.end() : lead.end() + _GAP].lstrip().startswith(_OPENED)
            last = page.marked(at, lead.end()) if marked else page.unmarked(at + 1)
            if last > lead.end():
                yield speaker, lead.end(), last, "quoted"

    def speaks_for_itself(self, words: str) -> bool:
        """True for words that hold "we" or "I"."""
        return self._self.search(words) is not None

    def introduces(self, words: str) -> bool:
        """True for a sentence like "The mayor said: "They fled.", whatever was open before it."""
        lead = self._lead.match(words)
        return lead is not None and words[lead.end() : lead.end() + _GAP].lstrip().startswith(_OPENED)

    def ends(self, words: str, sources: Sequence[str]) -> bool:
        """True for a sentence with these claimants that belongs to no statement before it."""
        others = any(not self._self.fullmatch(source) for source in sources)
        return words.lower().startswith(self._notes) or (others and self._others.search(words) is not None)


class _Page:
    """A page's sentences, with those at which its statements end; found once for all statements."""

    def __init__(self, rules: Statements, text: str, sentences: Sequence[Sentence], reading: Reading) -> None:
        self._rules, self.text, self.sentences = rules, text, sentences
        self.sources: dict[int, list[Mention]] = defaultdict(list)  # by sentence
        for mention in reading.mentions:
            if mention.kind == "source":
                self.sources[mention.sentence].append(mention)

    def marked(self, at: int, begin: int) -> int:
        """Where a quotation ends that begins in sentence `at` or the next, and may open anew with every paragraph."""
        begun = self.text[begin : self.sentences[at].end].strip()
        if begun and _closes(begun) and at not in self._opening:
            return self.sentences[at].end
        last = _next(self._closing, at + 1, len(self.sentences) - 1)
        anew = _next(self._leading, at + 1, len(self.sentences))  # what somebody else says, or the speaker once more
        return self.sentences[min(last, max(at, anew - 1))].end

    def unmarked(self, at: int) -> int:
        """Where a statement without quotation marks ends; 0 where nothing in it speaks for itself."""
        stop = _next(self._ending, at, len(self.sentences))
        return self.sentences[stop - 1].end if _next(self._own, at, stop) < stop else 0

    def _words(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    @cached_property
    def _opening(self) -> frozenset[int]:
        """Sentences before one that begins with a quotation mark."""
        return frozenset(n for n, one in enumerate(self.sentences[1:]) if self.text.startswith(_OPENED, one.start))

    @cached_property
    def _closing(self) -> list[int]:
        """Where a quotation closes and the next sentence opens none."""
        closing = (n for n, one in enumerate(self.sentences) if _closes(self._words(one)))
        return [n for n in closing if n not in self._opening]

    @cached_property
    def _leading(self) -> list[int]:
        """Sentences that open a quotation of their own behind a speaker."""
        return [n for n, one in enumerate(self.sentences) if self._rules.introduces(self._words(one))]

    @cached_property
    def _ending(self) -> list[int]:
        def told(sentence: Sentence) -> list[str]:
            return [self.text[m.start : m.end] for m in self.sources[sentence.index]]

        return [n for n, one in enumerate(self.sentences) if self._rules.ends(self._words(one), told(one))]

    @cached_property
    def _own(self) -> list[int]:
        return [n for n, one in enumerate(self.sentences) if self._rules.speaks_for_itself(self._words(one))]


def _closes(words: str) -> bool:
    """Whether a quotation is over at the end of words that begin within it, or begin it with a mark.

    >>> _closes("“We won” and left."), _closes('"They fled.'), _closes('They fled" by night.'), _closes("They fled.''")
    (True, False, True, True)
    """
    words = words.replace("''", '"').replace("‘‘", "“").replace("’’", "”")
    marks = _MARKS.findall(words)
    if marks and marks[-1] == '"':
        return (marks.count('"') % 2 == 0) == words.startswith('"')
    return bool(marks) and marks[-1] in "”»"


def _next(places: Sequence[int], at: int, otherwise: int) -> int:
    """The first of ascending places from `at` on."""
    found = bisect_left(places, at)
    return places[found] if found < len(places) else otherwise
