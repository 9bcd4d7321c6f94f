"""Whom a pronoun means that acts or is acted upon: of all who fit, the one with the most points.

The points are weights of a conditional logit over candidates, rounded; it was fitted to pronouns of pages coded by
hand, but for the last five, which are too rare there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from dateline.code.mentioned import Named, Page
from dateline.code.names import Span
from dateline.code.sexes import Sexes
from dateline.knowledge.lexicon import ReferenceWords, pronoun_form
from dateline.records import Mention

_REACH: Final = 3  # sentences
_SPEAKS: Final = 2  # "Moscow said it had": who speaks
_SAME_ROLE: Final = 3  # who acted acts again
_ACTED_BEFORE: Final = 2  # all the more where that was in the sentence before
_OPENED: Final = 4  # "They" at the beginning: whom the sentence before began with
_FIRST: Final = 2  # of those of a sentence
_AGAIN: Final = 1  # for every time that somebody was named before, up to three
_APART: Final = -2  # for every sentence
_BETWEEN: Final = -2  # for everybody else in between, up to two
_UNNAMED: Final = -2  # "a man"
_BODY: Final = -1  # "they" is a thing
_PRONOUN: Final = -2  # is only known by a pronoun itself
_ACTS_THERE: Final = -4  # "Rebels fought the army and killed them"
_ONLY_TOLD: Final = -4  # somebody who spoke before is acted upon
_OBJECT: Final = -2  # "the rebels shelled them": not who did
_OWNS: Final = -6  # "rebels freed people they had taken": not who told it
_ASKS: Final = -3  # "Moscow warned the rebels if they": not who warned
_SUCH: Final = 2  # "she" is a queen
_POSSESSOR: Final = 4  # "Mr Morin's trial and his release"
_OWNER: Final = 5  # "Mr Morin's lawyer said he"
_SURE: Final = 0  # points that the next must be behind
_IS_ONE: Final = re.compile(r" (?:are|were) (?:just |only |nothing but )?an? ((?:[\w-]+ ?){1,3})")  # "they are a lie"
_WITH_WHOM: Final = re.compile(r",? (?:with|by|against|from|to) whom ")


class Pronouns:
    """Finds whom they mean with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._pronouns = frozenset(one for some in words.pronouns.values() for one in some)
        self._objects = frozenset(words.object_forms)
        self._sexes = Sexes(words)
        self._possessive = possessive = frozenset(words.describing)
        groups = (words.feminine, words.masculine, words.pronouns["thing"], words.pronouns["plural"])
        self._own = {form: possessive.intersection(group) for group in groups for form in group}
        bodies = (word for word, kind in words.bare.items() if kind != "place")
        self._groups = frozenset((*words.organisation_words, *words.bodies, *words.many, *bodies))
        several, asking = ("|".join(map(re.escape, some)) for some in (words.many, words.asking))
        self._relative = re.compile(rf"\b(?:[a-z]+[^\Ws]s|{several}) $")
        self._harmed = words.harmed
        self._asks = re.compile(rf"\s*(?:(?:has|have|had|also|again)\s+)*(?:{asking})\b")

    def meant(self, page: Page, mention: Mention, near: Sequence[Named], kinds: Collection[str]) -> Span | None:
        """The likeliest of those near before the pronoun who are of its kinds; None where two are as likely."""
        form = pronoun_form(page.words((mention.start, mention.end)))
        told = _IS_ONE.match(page.article.text, mention.end)
        if told and "plural" in kinds and self._groups.isdisjoint(told[1].lower().split()):
            return None
        if form in self._objects and "plural" in kinds:
            kinds = {*kinds, "lifeless"}  # "looted the houses and burnt them"
        sexes = self._sexes.of(near) if form in self._sexes.pronouns else {}
        sex = self._sexes.pronouns.get(form)
        fit = [one for one in near if self._may_mean(page, one, mention, form) and _fits(one, mention, kinds)]
        fit = [one for one in fit if sexes.get(one.means, sex) == sex]
        pairs = [one.means for one in fit if one.kind == "pair"]
        fit = [one for one in fit if not any(_inside(one.means, pair) for pair in pairs)]
        times = Counter(one.means for one in near)
        first: dict[int, Named] = {}
        for one in fit:
            first.setdefault(one.mention.sentence, one)
        best: dict[Span, int] = {}
        for nth, one in enumerate(fit):
            others = {o.means for o in fit[nth + 1 :] if o.mention.sentence == one.mention.sentence} - {one.means}
            points = self._of_role(one, mention) + self._of_words(page, one, mention, kinds, len(others))
            leads = first[one.mention.sentence] is one and not ("plural" in kinds and _did(one, mention, fit))
            points += (
                _SUCH * (sex is not None and sexes.get(one.means) == sex)
                + _FIRST * leads
                + _AGAIN * min(3, times[one.means] - 1)
            )
            beside = leads and mention.sentence - one.mention.sentence == 1
            if beside and _opens(page, mention) and "," not in page.before(one.mention):
                points += _OPENED
            best[one.means] = max(points, best.get(one.means, points))
        ranked = sorted(best, key=lambda means: best[means])
        if len(ranked) > 1 and best[ranked[-1]] - best[ranked[-2]] <= _SURE:
            return self._of_two(page, mention, fit, [means for means in best if best[means] == best[ranked[-1]]])
        return ranked[-1] if ranked else None

    def _may_mean(self, page: Page, one: Named, mention: Mention, form: str) -> bool:
        """False for whose the pronoun is, for "the rebels, with whom they" and for whom a statement was made with."""
        if mention.kind == "actor" and not self._harmed.isdisjoint(
            page.words((one.mention.start, one.mention.end)).lower().split()
        ):
            return False
        if self._is_whose(one, mention, form) or _WITH_WHOM.fullmatch(
            page.article.text, one.mention.end, mention.start
        ):
            return False
        return one.mention.sentence == mention.sentence or not page.before(one.mention) or not _beside(page, one)

    def _of_two(self, page: Page, mention: Mention, fit: Sequence[Named], likely: Sequence[Span]) -> Span | None:
        """Of those with as many points the one who speaks there, or the last where all are called the same."""
        if len({page.words(means).lower() for means in likely}) == 1:
            return likely[-1]
        speak = {
            one.means
            for one in fit
            if one.mention.kind == "source" and one.mention.sentence == mention.sentence and one.means in likely
        }
        whose = pronoun_form(page.words((mention.start, mention.end))) in self._possessive
        return min(speak) if len(speak) == 1 and not whose else None

    def _is_whose(self, one: Named, mention: Mention, form: str) -> bool:
        """ "His lawyer said he": not the lawyer."""
        unnamed = one.means == (one.mention.start, one.mention.end)
        return unnamed and one.mention.sentence == mention.sentence and not self._own[form].isdisjoint(one.words)

    def _owns(self, page: Page, one: Named, mention: Mention) -> bool:
        """ "Mr Morin's treatment and his release"."""
        his = pronoun_form(page.words((mention.start, mention.end))) in self._possessive
        return his and one.mention.sentence == mention.sentence and _beside(page, one)

    def _of_role(self, one: Named, mention: Mention) -> int:
        """The points for what somebody does beside what the pronoun does, and how far before."""
        apart = mention.sentence - one.mention.sentence
        acted = mention.kind == "target"
        points = _APART * apart + _SAME_ROLE * (one.mention.kind == mention.kind)
        points += _ACTED_BEFORE * (apart == 1 and one.mention.kind == mention.kind == "actor")
        points += _OWNER * (apart == 0 and one.mention.kind == "owner")
        points += _SPEAKS * (apart == 0 and one.mention.kind == "source")
        points += _ACTS_THERE * (acted and apart == 0 and one.mention.kind == "actor")
        return points + _ONLY_TOLD * (acted and apart > 0 and one.mention.kind == "source")

    def _of_words(self, page: Page, one: Named, mention: Mention, kinds: Collection[str], others: int) -> int:
        """The points for how somebody is called, and for the words between."""
        points = _POSSESSOR * self._owns(page, one, mention)
        points += _BETWEEN * min(2, others) + _PRONOUN * (pronoun_form(one.exact) in self._pronouns)
        points += _UNNAMED * one.exact.lower().startswith(("a ", "an ")) + _BODY * (
            one.kind == "thing" and "plural" in kinds
        )
        if one.mention.sentence != mention.sentence or one.mention.kind == "target":
            return points
        if not others:
            form = pronoun_form(page.words((mention.start, mention.end)))
            return points + _OBJECT * (form in self._objects)
        points += _OWNS * (one.mention.kind == "source" and self._relative.search(page.before(mention)) is not None)
        return points + _ASKS * (self._asks.match(page.article.text, one.mention.end, mention.start) is not None)


def _fits(one: Named, mention: Mention, kinds: Collection[str]) -> bool:
    """Whether somebody stands before the pronoun, not too far, and is of its kinds."""
    near = 0 <= mention.sentence - one.mention.sentence <= _REACH and one.mention.end <= mention.start
    either = one.kind == "thing" and (("plural" in kinds and one.several) or ("person" in kinds and one.unknown))
    beside = one.kind != "lifeless" or one.mention.sentence == mention.sentence
    return near and beside and (one.kind in kinds or either)


def _beside(page: Page, one: Named) -> bool:
    """ "Mr Morin's trial" and no more than that."""
    return one.mention.kind == "name" and page.article.text[one.mention.end : one.mention.end + 2] in ("'s", "’s")


def _did(one: Named, mention: Mention, fit: Sequence[Named]) -> bool:
    """ "Soldiers freed 20 hostages. They had been held": not the soldiers, who did it to others."""
    return (mention.kind, one.mention.kind) == ("target", "actor") and any(
        other.mention.sentence == one.mention.sentence and other.mention.kind == "target" and other.means != one.means
        for other in fit
    )


def _inside(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _opens(page: Page, mention: Mention) -> bool:
    return not page.before(mention).strip("\"“”«»'‘’ ")
