"""Statements handed out whole: what follows "The minister said:" and what stands under "Statement by the envoy".

All of it is the speaker's, paragraph after paragraph, with quotation marks or without: until the quotation closes, or
until somebody else is said to speak or the page's own notes begin. Without marks it must speak for itself ("we", "I").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence, SourceLink

_SCORE: Final = 0.7  # no reader found it
_OPENED: Final = ("“", "«", "„", '"', "‘‘", "''")
_CLOSED: Final = re.compile(r"[”»\"][.,]?$")
_NAMED: Final = r"(?:[A-Z][\w’'./-]*|of|for|the|to|and|&)"


class Statements:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        verbs, kinds = ("|".join(map(re.escape, some)) for some in (words.saying, words.statements))
        self._lead = re.compile(
            rf"(?:[^:“\"]{{2,160}}, )?(?P<who>[^:,“\"]{{3,60}}?),? (?:{verbs})\b[^:“\"]{{0,40}}:(?=\s|$)"
        )
        self._head = re.compile(rf"(?:[\w-]+ ){{0,2}}?(?i:{kinds}) (?:by|of|from) (?P<who>{_NAMED}(?: {_NAMED})*)")
        self._others = re.compile(rf"\b(?:{verbs})\b")
        self._notes = tuple(words.after_statements)
        self._self = re.compile(rf"\b(?:{'|'.join(map(re.escape, words.first_person))})\b", re.IGNORECASE)

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with the statement's speaker as source of its triggers that have none."""
        text, mentions = article.text, list(reading.mentions)
        links = {link.trigger: link for link in reading.sources}
        for speaker, begin, end in self._statements(text, sentences, reading):
            within = [n for n, t in enumerate(reading.triggers) if begin <= t.start < end and n not in links]
            if within and speaker not in mentions:
                mentions.append(speaker)
            links |= {n: SourceLink(n, ((mentions.index(speaker),),), None, "quoted", _SCORE) for n in within}
        return replace(reading, mentions=tuple(mentions), sources=tuple(links[n] for n in sorted(links)))

    def _statements(
        self, text: str, sentences: Sequence[Sentence], reading: Reading
    ) -> Iterator[tuple[Mention, int, int]]:
        """Each statement's speaker, where it begins and where it ends."""
        if sentences and (head := self._head.match(text, sentences[0].start, sentences[0].end)) is not None:
            start, end = head.span("who")
            end = start + len(re.sub(r"(?: (?:of|for|the|to|and|&))+$", "", text[start:end]))
            last = self._unmarked(text, sentences, 1, reading)
            if last > sentences[0].end:
                yield Mention(0, start, end, "source", _SCORE, "statement"), sentences[0].end, last
        for at, sentence in enumerate(sentences):
            lead = self._lead.match(text, sentence.start, sentence.end)
            if lead is None:
                continue
            told = [m for m in reading.mentions if m.kind == "source" and m.sentence == sentence.index]
            told = [m for m in told if m.end <= lead.end()]
            speaker = told[-1] if told else Mention(sentence.index, *lead.span("who"), "source", _SCORE, "statement")
            marked = text[lead.end() :].lstrip()[:2].startswith(_OPENED)
            following = at if text[lead.end() : sentence.end].strip() else at + 1
            last = (
                self._marked(text, sentences, following) if marked else self._unmarked(text, sentences, at + 1, reading)
            )
            if last > lead.end():
                yield speaker, lead.end(), last

    def _marked(self, text: str, sentences: Sequence[Sentence], at: int) -> int:
        """Where a quotation ends that may open anew with every paragraph."""
        end = 0
        for n, sentence in enumerate(sentences[at:], at):
            end = sentence.end
            closes = _CLOSED.search(text[sentence.start : sentence.end])
            if closes and not (n + 1 < len(sentences) and text.startswith(_OPENED, sentences[n + 1].start)):
                break
        return end

    def _unmarked(self, text: str, sentences: Sequence[Sentence], at: int, reading: Reading) -> int:
        """Where a statement without quotation marks ends; 0 where nothing in it speaks for itself."""
        end, own = 0, False
        for sentence in sentences[at:]:
            words = text[sentence.start : sentence.end]
            others = [m for m in reading.mentions if m.kind == "source" and m.sentence == sentence.index]
            others = [m for m in others if not self._self.fullmatch(text, m.start, m.end)]
            if words.lower().startswith(self._notes) or (others and self._others.search(words)):
                break
            own = own or self._self.search(words) is not None
            end = sentence.end
        return end if own else 0
