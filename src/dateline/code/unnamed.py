"""Beliefs and accusations with nobody behind them: "is believed to have shelled", "accused of killing", "reportedly".

Such a claim is not the page's own word. Who accuses in the same phrase is its source ("accused by Ankara of"); nothing
is added where the sentence names any claimant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords, given_words
from dateline.records import Article, Mention, Reading, Sentence, SourceLink, Trigger

_SCORE: Final = 0.6  # no reader found it
_WORD: Final = 40  # characters
_GOES_ON: Final = re.compile(r"\b(?:that|having)\b")
_PIECE: Final = re.compile(r"[;:“”\"\])]|,(?! (?:and )?\w+ing\b)")


class Unnamed:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        believed, reportedly, accused, ends, passive, lightly = (
            "|".join(map(re.escape, some))
            for some in (
                words.believed,
                words.reportedly,
                words.accused,
                words.ends_beliefs,
                words.passive,
                words.lightly,
            )
        )
        held = rf"(?:{passive})(?: \w+ly| also| long)?"
        by = r"(?: by (?P<who>(?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*))?"
        self._cue = re.compile(
            rf"\b(?:{held} (?!reported to (?!have\b|be\b))(?:{believed}) to(?: have\b)?|(?:{reportedly})|"
            rf"(?:{accused}){by} (?:of|for|to(?: have\b)?|(?<=implicated )in)(?= \w))\b"
        )
        self._after = re.compile(rf"(?: (?:which|that))? {held} (?:{believed})\b(?! by\b)")
        self._ends = re.compile(rf"\b(?:{ends})\b")
        self._another = re.compile(rf"\band (?!(?:{lightly}) $)\w")  # "and the army shelled", not "and killed"

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with these sources for triggers that have none, in sentences that name no claimant."""
        named = {mention.sentence for mention in reading.mentions if mention.kind == "source"}
        sourced = {link.trigger for link in reading.sources}
        free: dict[int, list[tuple[int, Trigger]]] = defaultdict(list)
        for n, trigger in enumerate(reading.triggers):
            if n not in sourced and trigger.sentence not in named:
                free[trigger.sentence].append((n, trigger))
        mentions, added = list(reading.mentions), []
        for at, triggers in sorted(free.items()):
            for n, who in self._covered(article.text, sentences[at], triggers):
                chain: tuple[tuple[int, ...], ...] = ()
                if who is not None:
                    chain = ((len(mentions),),)
                    mentions.append(Mention(at, *who, "source", _SCORE, "accuser"))
                added.append(SourceLink(n, chain, None, "paraphrased" if chain else "unattributed", _SCORE))
        sources = sorted((*reading.sources, *added), key=lambda link: link.trigger)
        return replace(reading, mentions=tuple(mentions), sources=tuple(sources))

    def _covered(
        self, text: str, sentence: Sentence, triggers: Sequence[tuple[int, Trigger]]
    ) -> list[tuple[int, tuple[int, int] | None]]:
        """Each trigger of a sentence that is only believed, with who accuses of it."""
        cues = list(self._cue.finditer(text, sentence.start, sentence.end))
        out: list[tuple[int, tuple[int, int] | None]] = []
        for n, trigger in triggers:
            before = [cue for cue in cues if cue.end() <= trigger.start]
            cue = before[-1] if before else None
            if cue is not None and not self._over(cue.group(), text[cue.end() : trigger.start], text[trigger.start :]):
                out.append((n, cue.span("who") if cue["who"] is not None else None))
            elif self._after.match(text, trigger.end, sentence.end):
                out.append((n, None))
        return out

    def _over(self, cue: str, words: str, act: str) -> bool:
        """Whether what is believed or charged ends within the words between the cue and the act.

        "Suspected of murder died" and "accused of theft and police raided" tell of another act, and plainly.
        """
        if _PIECE.search(words) is not None or self._ends.search(words) is not None:
            return True
        told = given_words().is_past(act[:_WORD].split()[0].lower())
        another = self._another.search(words)
        if cue.endswith((" of", " for", " in")):
            return told and _GOES_ON.search(words) is None
        return told and another is not None
