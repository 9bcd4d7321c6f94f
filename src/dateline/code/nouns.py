"""What a bare definite noun stands for: "the group", "the ministry", "the city", "that country"."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from dateline.code.kinds import PLACES, Kinds, head, is_named, lower
from dateline.code.mentioned import Named, Page
from dateline.code.names import Span, spelt
from dateline.knowledge.actors import names_of_states
from dateline.knowledge.files import alternatives
from dateline.knowledge.lexicon import ReferenceWords, noun_weights
from dateline.records import Mention, Sentence

_REACH: Final = 3  # sentences
_LIKELY_REACH: Final = 8  # for groups and countries
_FAR: Final = 100  # names: the time taken grows no faster than the page
_LONG: Final = 2000  # characters of a sentence
_APART: Final = (6, 4, 3, 2, 1, 0)  # sentences, as the weights have them
_DEFINITE: Final = frozenset(("the", "this", "that"))
_NAME: Final = re.compile(r"[A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*)*")
_OWNS: Final = re.compile(r"['’]s?$")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.?){2,}")


class Nouns:
    """Finds it with the words it is given."""

    def __init__(self, words: ReferenceWords, kinds: Kinds) -> None:
        self._words, self._kinds = words, kinds
        self._papers, self._own_noun = frozenset(words.papers), frozenset(words.own_noun)
        self._groups, self._countries = frozenset(words.groups), frozenset(words.countries)
        self._known = self._groups | self._countries | words.bare.keys()
        self._behind_head = "|".join(words.behind_heads)
        self._no_countries = re.compile(rf"\b(?:{alternatives(words.no_countries)})(?!\w)")
        self._weights = noun_weights()

    def bare(self, low: Sequence[str], exact: str) -> bool:
        """Whether words are such a noun alone behind "the", "this" or "that"."""
        found = len(low) <= 2 and low[0] in _DEFINITE and low[-1] in self._known
        return found and not exact.split()[-1][:1].isupper()

    def meant(self, page: Page, noun: str, mention: Mention, named: Sequence[Named]) -> Span | None:
        """The nearest name that the noun itself heads ("an army post" is no army), else the likeliest of its kind."""
        if noun in self._countries:
            return self._country(page, mention)
        if noun in self._groups:
            return None if mention.kind in PLACES else self._group(page, noun, mention)  # back from the front
        if noun in self._papers:
            named = [one for one in named if lower(page.words(one.means))[0] not in ("a", "an")]
        heads = re.compile(rf"\b(?i:{re.escape(noun)})(?=$|[^\w\s]|\s+(?:{self._behind_head})\b|\s+[A-Z])")
        for one in reversed(named):
            again = one.kind == "person"  # "the president" is also who was one when first named
            exact = page.words(one.means) if again else one.exact
            words = lower(exact) if again else one.words
            if (
                noun in words
                and noun in head(words)
                and words[-2:] != ("the", noun)
                and one.mention.sentence <= mention.sentence
                and heads.search(exact)
            ):
                return one.means
        if noun in self._papers and noun != "agency":  # many are agencies
            return self._paper(page, mention, named)
        if noun in self._own_noun:
            return None
        if noun in self._words.settlements:
            named = [one for one in named if self._words.sites.isdisjoint(one.words)]
        return pick(mention, named, {self._words.bare[noun]})

    def _paper(self, page: Page, mention: Mention, named: Sequence[Named]) -> Span | None:
        """ "The newspaper" is the outlet that was named shortly before, if no other was."""
        near = (one for one in named if 0 <= mention.sentence - one.mention.sentence <= _REACH)
        voices = [one.means for one in near if self._kinds.known(page.words(one.means)) == "outlet"]
        return voices[-1] if len({page.words(span).lower() for span in voices}) == 1 else None

    def _country(self, page: Page, mention: Mention) -> Span | None:
        """The state named last, but for who acts in the sentence: "France, which has troops in the country"."""
        acting = [
            (one.mention.start, one.mention.end)
            for one in page.everybody[-_FAR:]
            if mention.kind in PLACES and one.mention.sentence == mention.sentence and one.subject
        ]
        near = page.sentences[max(0, mention.sentence - _LIKELY_REACH) : mention.sentence + 1]
        told = (span for sentence in reversed(near) for span in self._states(page, sentence, mention))
        found = next((span for span in told if not any(start <= span[0] < end for start, end in acting)), None)
        if found is not None:
            page.kinds.setdefault(found, "place" if mention.kind in PLACES else "thing")
        return found

    def _states(self, page: Page, sentence: Sentence, mention: Mention) -> list[Span]:
        """The states named in a sentence before a mention, the last first; not "US troops", "Lake Chad", "CAR BOMB"."""
        text, end = page.article.text, min(sentence.end, mention.start)
        begin = max(sentence.start, end - _LONG)
        other = [one.span() for one in self._no_countries.finditer(text, begin, end)]
        capitals = text[begin:end].isupper()
        return [
            name.span()
            for name in reversed(list(names_of_states().finditer(text, begin, end)))
            if name["state"] is not None
            and not any(start <= name.start() < stop for start, stop in other)
            and not (_INITIALS.fullmatch(name[0]) and (capitals or _describes(text, *name.span())))
        ]

    def _group(self, page: Page, noun: str, mention: Mention) -> Span | None:
        """The likeliest body of people, where it has enough of all chances."""
        chances: dict[str, float] = defaultdict(float)
        last: dict[str, Span] = {}
        for key, span, traits in self.traits(page, noun, mention):
            chances[key] += math.exp(sum(self._weights.weights.get(trait, 0.0) for trait in traits))
            last.setdefault(key, span)
        if not chances:
            return None
        key = max(chances, key=lambda one: chances[one])
        every = math.exp(self._weights.nobody) + sum(chances.values())
        if chances[key] <= self._weights.enough * every:
            return None
        page.kinds.setdefault(last[key], "thing")
        return last[key]

    def traits(self, page: Page, noun: str, mention: Mention) -> Iterator[tuple[str, Span, list[str]]]:
        """Every name before a noun for a group, the last first: a key of who has it, where it stands, its traits."""
        itself = re.compile(rf"\b[Tt](?:he|his|hat) {re.escape(noun)}\b")  # "a spokesman for the group"
        before = [
            (one, span)
            for one in reversed(page.everybody[-_FAR:])
            if one.mention.end <= mention.start and 0 <= mention.sentence - one.mention.sentence <= _LIKELY_REACH
            for span in self._names(page, one)
            if itself.search(page.words(span)) is None
        ]
        short = {exact for _, span in before if (exact := page.words(span)).isupper()}
        for one, span in before:
            exact = page.words(span)
            words, apart = lower(exact), mention.sentence - one.mention.sentence
            traits = [f"is {self._kinds.known(exact) or one.kind}"]
            traits.append(f"apart {next(n for n in _APART if apart >= n)}")
            if noun in words:
                traits.append("noun in head" if noun in head(words) else "noun")
            key = next((one for one in (exact, spelt(exact)) if one in short), None)
            yield key or " ".join(words[words[:1] == ("the",) :]), span, traits

    def _names(self, page: Page, one: Named) -> Iterator[Span]:
        """The name itself, and known names inside other words: "a Taliban spokesman", "the Taliban's spokesman"."""
        exact = page.words(one.means)
        known = self._kinds.known(exact) is not None
        if not (known or one.unknown or is_named(exact)):  # "Hamas", and not "Gunmen"
            return
        yield one.means
        if not known:
            for name in _NAME.finditer(exact):
                words = _OWNS.sub("", name[0])
                if words != exact and self._kinds.known(words) is not None:
                    yield one.means[0] + name.start(), one.means[0] + name.start() + len(words)


def pick(mention: Mention, named: Sequence[Named], kinds: Collection[str], page: Page | None = None) -> Span | None:
    """The nearest fitting name before the mention: claimants and actors before others, same role first.

    Of equals the last, but for a pronoun that opens its sentence (its page is given) the first of the sentence before.
    """
    place, told = mention.kind in PLACES, mention.kind == "source"
    opens = page is not None and not page.before(mention).strip("\"“”«»'‘’ ")
    best: tuple[tuple[int, int, bool, int, int], Named] | None = None
    for nth, one in enumerate(named):
        gap = mention.sentence - one.mention.sentence
        fits = (
            (one.kind == "place")
            if place and "place" in kinds
            else one.kind in kinds or (one.kind == "thing" and "plural" in kinds and (one.several or told))
        )
        if gap < 0 or gap > _REACH or not fits or one.mention.end > mention.start:
            continue
        speaker = int(told and one.mention.kind == "source")  # "it added": who spoke last
        same = gap == 0 and one.mention.kind == "source"  # "Moscow said it had": it is who speaks
        likely = 2 * int(_has_name(one.exact)) + int(one.mention.kind == mention.kind) + int(one.subject)
        first = page is not None and opens and not speaker and "," not in page.before(one.mention)
        at = -one.mention.start if first else nth
        rank = (2 * speaker + 2 * same - gap, likely, first, at, nth)
        if best is None or rank > best[0]:
            best = (rank, one)
    return best[1].means if best else None


def _describes(text: str, start: int, end: int) -> bool:
    """Whether initials say what kind of thing the next word is: "US troops", "US-backed", but not "the US said"."""
    own = text[max(0, start - 4) : start] in ("the ", "The ")
    return not own and re.match(r"[ -]\w", text[end : end + 2]) is not None


def _has_name(exact: str) -> bool:
    return re.search(r"\b[A-Z]", exact[1:]) is not None
