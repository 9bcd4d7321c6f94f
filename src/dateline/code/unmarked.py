"""Those whom a page tells of where no reader found a party: whom a sentence begins with, and names in full.

"The rebels claim to be inspired by him. They say": a pronoun may mean them as well as those who act.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import Final

from dateline.code.kinds import JOINTS, PLACES, lower
from dateline.code.mentioned import Page
from dateline.code.names import Span
from dateline.knowledge.files import alternatives
from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Sentence

_MARKED: Final = PLACES | {"actor", "target", "source"}
_ARTICLES: Final = ((), ("the",), ("a",), ("an",))
_RELATIVES: Final = ("who", "which")
_WORDS: Final = r"(?:[\w’'.-]+ ){0,8}?"
_LAST: Final = r"[\w’'.-]*\w[\w’'.-]*"  # no bullet, no dots alone


class Unmarked:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        verbs = alternatives((*words.all_saying, *words.auxiliaries))
        open_ends, no_past = (
            "|".join(map(re.escape, some)) for some in ((*words.open_ends, *words.several), words.no_past)
        )
        past = rf"(?!(?:{no_past})\b)[a-z]{{2,}}ed"
        self._subject = re.compile(
            rf"({_WORDS}(?!(?i:{open_ends}) ){_LAST})"
            rf"(?=,? (?:(?:{alternatives((*words.between, *_RELATIVES))}) )?(?:{verbs}|{past})\b(?!-))"
        )
        self._led = re.compile(rf"[\"“”«'‘]*(?:(?:{alternatives(words.openers)}),? |(?:[A-Z][\w ]{{1,40}}, ))?")
        pronouns = (one for some in words.pronouns.values() for one in some)
        self._no_party = frozenset((*pronouns, *words.first_person, *words.no_subject))
        small = "|".join(map(re.escape, words.particles))
        days = "|".join(word.capitalize() for word in (*words.no_subject, *words.first_person))
        one = rf"(?!(?:{days})\b)[A-Z][\w’-]*\w"
        self._name = re.compile(rf"\b(?<!\.){one}\.?(?: (?:(?:{small})[ -])?{one})+")

    def found(self, article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
        """As mentions of the kinds "subject", "name" and "inner" (a name inside other words), in text order."""
        taken = sorted((m.start, m.end) for m in mentions if m.kind in _MARKED)
        starts, ends = [start for start, _ in taken], list(accumulate((end for _, end in taken), max))
        out: list[Mention] = []
        for sentence in sentences:
            if sentence.kind == "headline":
                continue
            last = sentence.start
            for start, end, kind in self._in(article.text, sentence):
                nth = bisect_right(starts, start)
                inside = nth > 0 and ends[nth - 1] > start
                over = inside or bisect_left(starts, end) > bisect_left(starts, start)
                if start < last or (kind == "subject" and over) or (nth > 0 and (start, end) == taken[nth - 1]):
                    continue
                last = end
                out.append(Mention(sentence.index, start, end, "inner" if inside else kind, 1.0, "unmarked"))
        return out

    def _in(self, text: str, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
        led = self._led.match(text, sentence.start, sentence.end)
        begins = {sentence.start, led.end() if led is not None else sentence.start}
        for begin in sorted(begins, reverse=True):
            found = self._subject.match(text, begin, sentence.end)
            if found is not None and self._no_party.isdisjoint(found[1].lower().split()[:1]):
                yield (*found.span(1), "subject")
                break
        for name in self._name.finditer(text, sentence.start, sentence.end):
            yield (*name.span(), "name")


def beside(unmarked: Sequence[Mention], surnames: Sequence[Mention]) -> list[Mention]:
    """Those, and the surnames that are not in one of them, the last of the text first."""
    starts = [one.start for one in unmarked]

    def inside(surname: Mention) -> bool:
        nth = bisect_right(starts, surname.start)
        return nth > 0 and unmarked[nth - 1].end >= surname.end

    alone = [one for one in surnames if not inside(one)]
    return sorted((*unmarked, *alone), key=lambda one: one.start, reverse=True)


def is_part(page: Page, own: Span, organisations: Collection[str]) -> bool:
    """Whether a name inside other words is only what they call somebody: "his aide Ali Lang", "the Office of Aid"."""
    whole = next((one for one in reversed(page.everybody[-5:]) if one.mention.start <= own[0] < one.mention.end), None)
    if whole is None:
        return False
    before = lower(page.words((whole.mention.start, own[0])))
    body = before[-1:] and before[-1] in JOINTS and not frozenset(organisations).isdisjoint(before)
    alone = before in _ARTICLES and page.words((own[1], own[1] + 1)) not in ("'", "’")
    return whole.kind == "person" or alone or bool(body)
