"""What is true of those who stand before a pronoun that may mean them: where, in what part, called what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.code.kinds import head, is_named, lower
from dateline.code.mentioned import Named, Page
from dateline.code.names import Span
from dateline.code.quotes import Quoted
from dateline.code.sexes import Sexes
from dateline.knowledge.lexicon import ReferenceWords, pronoun_form
from dateline.records import Mention

_REACH: Final = 8  # sentences
_WITH_WHOM: Final = re.compile(r",? (?:with|by|against|from|to) whom ")
_VERB: Final = re.compile(r" (?:[a-z]+ly )?(?:(?:has|have|had|will|would|could|should) )?[a-z]+ (?:to )?")
_ENDS: Final = ("man", "woman", "ist", "ian", "er", "or", "ant", "s")
_ARTICLES: Final = (("the",), ("a",), ("an",))
_DEFINITE, _INDEFINITE = ("the ", "that ", "this ", "these ", "those "), ("a ", "an ", "one ", "another ")
_GAPS: Final = (15, 40, 100)  # characters
_MARKS: Final = "\"“”«»'‘’ "


@dataclass(slots=True)
class _Asked:
    """A pronoun, and what is known while those before it are gone through, the nearest first."""

    mention: Mention
    form: str
    role: str
    kinds: Collection[str]
    quote: Quoted | None
    opens: bool
    sex: str | None
    sexes: Mapping[Span, str]
    first: Mapping[int, Named]  # of each sentence
    times: Mapping[str, int]  # that parties are named
    fit: Sequence[Named]
    between: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)


class Traits:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._pronouns = frozenset(one for some in words.pronouns.values() for one in some)
        self._objects = frozenset(words.object_forms)
        self._sexes = Sexes(words)
        self._possessive = possessive = frozenset(words.describing)
        groups = (words.feminine, words.masculine, words.pronouns["thing"], words.pronouns["plural"])
        self._own = {form: possessive.intersection(group) for group in groups for form in group}
        many, asking = ("|".join(map(re.escape, some)) for some in (words.many, words.asking))
        self._relative = re.compile(rf"\b(?:[a-z]+[^\Ws]s|{many}) $")
        self._harmed = words.harmed
        self._asks = re.compile(rf"\s*(?:(?:has|have|had|also|again)\s+)*(?:{asking})\b")
        saying = "|".join(map(re.escape, sorted(words.all_saying)))
        self._says = re.compile(
            rf",? (?:also |has |have |had |later )?(?:{saying})(?: in an? \w+)?(?: \w+day)?(?: that)? ?"
        )
        several = "|".join(map(re.escape, words.several))
        self._several = re.compile(
            rf"(?:\d[\d,.]*|another \w+s|another \d[\d,]*|{several})(?:$| (?!one\b))", re.IGNORECASE
        )

    def of(
        self, page: Page, mention: Mention, near: Sequence[Named], kinds: Collection[str], quote: Quoted | None
    ) -> Iterator[tuple[str, Named, list[str]]]:
        """Every mention that a pronoun may mean, the nearest first: a key of the party, and what is true of it."""
        form = pronoun_form(page.words((mention.start, mention.end)))
        sexes = self._sexes.of(near) if form in self._sexes.pronouns else {}
        sex = self._sexes.pronouns.get(form)
        before = (one for one in near if one.mention.end <= mention.start)
        fit = [one for one in before if 0 <= mention.sentence - one.mention.sentence <= _REACH]
        fit = [one for one in fit if sexes.get(one.means, sex) == sex and self._is_of(one, mention, kinds, form)]
        fit = [one for one in fit if self._may_mean(page, one, mention, form)]
        pairs = [one.means for one in fit if one.kind == "pair"]
        fit = [one for one in fit if not any(_inside(one.means, pair) for pair in pairs)]
        keys = _keys(page, near, fit)
        if form in self._objects:  # "gunmen shot them"
            did = {key for key, one in zip(keys, fit, strict=True) if _does(page, one, mention)}
            fit = [one for key, one in zip(keys, fit, strict=True) if key not in did]
            keys = [key for key in keys if key not in did]
        role = "possessor" if form in self._possessive else "object" if form in self._objects else mention.kind
        opens = not page.before(mention).strip(_MARKS)
        first = {one.mention.sentence: one for one in reversed(fit)}
        asked = _Asked(mention, form, role, kinds, quote, opens, sex, sexes, first, Counter(keys), fit)
        for key, one in zip(reversed(keys), reversed(fit), strict=True):
            yield key, one, [*self._standing(page, asked, key, one), *self._called(page, asked, key, one)]
            asked.met.add(key)

    def _standing(self, page: Page, asked: _Asked, key: str, one: Named) -> Iterator[str]:
        """How far before the pronoun, in what part, as first or last of whom."""
        apart, role, part = asked.mention.sentence - one.mention.sentence, asked.role, one.mention.kind
        where = "here" if apart == 0 else "before" if apart == 1 else "far"
        others = len(asked.between) - (key in asked.between)
        yield f"apart {next(n for n in (6, 4, 3, 2, 1, 0) if apart >= n)}"
        yield f"{part} {role} {where}"
        yield f"others {min(others, 5)} {where}"
        if key in asked.met:
            yield f"again {where}"
        if asked.first[one.mention.sentence] is one:
            yield f"first {where} {role}"
            if apart == 1 and asked.opens:
                yield "opens"
                if "," not in page.before(one.mention):
                    yield "opens subject"
        if _plausible(one, asked.kinds):
            asked.between.add(key)
            if part not in asked.last:
                asked.last.add(part)
                yield f"last {part} {role}"
        if not page.before(one.mention).strip(_MARKS):
            yield f"begins {where}"
        if page.article.text[one.mention.end : one.mention.end + 2] in ("'s", "’s"):  # "Mr Morin's trial"
            yield f"owns {where}"
            if role == "possessor":
                yield f"owns his {where}"
        if _did(one, asked.mention, asked.fit):
            yield "did"
        if apart == 0:
            yield from self._here(page, asked, one, others)

    def _here(self, page: Page, asked: _Asked, one: Named, others: int) -> Iterator[str]:
        """What is true of the words between, in one sentence."""
        text, start, end = page.article.text, one.mention.end, asked.mention.start
        yield f"gap {sum(end - start >= size for size in _GAPS)} {asked.role}"
        if self._says.fullmatch(text, start, end):
            yield "says"  # "Moscow said it"
        if self._asks.match(text, start, end) is not None:
            yield "asks"  # "Moscow warned the rebels if they": not who warned
        if self._relative.search(page.before(asked.mention)) is not None:
            yield f"relative {one.mention.kind} {min(others, 1)}"  # "rebels freed people they had taken"
        if "; " in text[start:end]:
            yield "clause"

    def _called(self, page: Page, asked: _Asked, key: str, one: Named) -> Iterator[str]:
        """What somebody is called, here and elsewhere, and whether in a headline or a quotation."""
        low = one.exact.lower()
        named = "name" if is_named(one.exact) else "noun"
        where = "here" if one.mention.sentence == asked.mention.sentence else "elsewhere"
        yield f"times {min(asked.times[key], 4)}"
        yield f"kind {self._kind(one)}"
        the = "the " if low.startswith(_DEFINITE) else ""
        yield "called a" if low.startswith(_INDEFINITE) else f"called {the}{named}"
        if asked.sexes.get(one.means) == asked.sex is not None:
            yield "sex"
        form = pronoun_form(one.exact)
        if form in self._pronouns:
            yield "same" if form == asked.form else "pronoun"
            yield f"pronoun {where}"
        if page.in_headline(one.mention):
            yield "headline"
        if asked.quote is not None:
            yield "same quotation" if one.mention.start > asked.quote.start else "quotation"

    def _kind(self, one: Named) -> str:
        """What is known of what somebody is."""
        if one.unknown or one.kind not in ("thing", "plural"):
            return "unknown" if one.unknown else one.kind
        last = one.words[-1] if one.words else ""
        end = next((end for end in _ENDS if last.endswith(end)), "") if one.exact.endswith(last) else "name"
        several = "several " if one.several and one.kind == "thing" else ""
        number = "number " if self._several.match(one.exact) else ""
        return f"{one.kind} {several}{number}{end}".strip()

    def _is_of(self, one: Named, mention: Mention, kinds: Collection[str], form: str) -> bool:
        """False for what no such pronoun is, whatever else is true of it."""
        if one.kind in ("lifeless", "pair"):
            here = form in self._objects and one.mention.sentence == mention.sentence
            return "plural" in kinds and (one.kind == "pair" or here)
        words = one.exact.split()
        capital, many = words[-1][:1].isupper(), self._several.match(one.exact) is not None
        if "plural" in kinds:
            ends = one.exact.endswith("s")
            if one.kind == "person":  # some bodies look like persons: "the Military"
                return ends or many or words[0] in ("the", "The")
            return one.kind != "thing" or one.several or ((ends or many) and not one.body)  # no newspaper
        if one.kind == "plural" and not (len(words) == 1 and one.exact.endswith("s")):
            return "person" not in kinds and capital
        if "person" not in kinds or one.unknown:
            return True
        return not many if one.kind == "person" else not one.body and not (one.kind == "thing" and capital)

    def _may_mean(self, page: Page, one: Named, mention: Mention, form: str) -> bool:
        """False for whose the pronoun is, "rebels, with whom they", and a harmed one who acts."""
        text = page.article.text
        own = page.words((one.mention.start, one.mention.end)).lower().split()
        if one.kind == "place" or (mention.kind == "actor" and not self._harmed.isdisjoint(own)):
            return False
        return not self._is_whose(one, mention, form) and not _WITH_WHOM.fullmatch(text, one.mention.end, mention.start)

    def _is_whose(self, one: Named, mention: Mention, form: str) -> bool:
        """ "His lawyer said he": not the lawyer."""
        unnamed = one.means == (one.mention.start, one.mention.end)
        return (
            unnamed
            and one.mention.sentence == mention.sentence
            and not self._own.get(form, frozenset()).isdisjoint(one.words)
        )


def _keys(page: Page, near: Sequence[Named], fit: Sequence[Named]) -> list[str]:
    """What all mentions of one party share: the surname, or the words without an article.

    "The journalist" is the journalist Ali Lang who was named before.
    """
    names = {one.means: one.name for one in near if one.name}
    bearers = Counter(last for _, last in {(name[0], name[-1]) for name in names.values() if len(name) > 1})
    called: dict[str, str] = {}
    out = []
    for one in fit:
        words = lower(page.words(one.means))
        name = names.get(one.means, ())
        key = " ".join(words[1:] if words[:1] in _ARTICLES else words)
        if name:
            key = " ".join(name) if bearers[name[-1]] > 1 else name[-1]
        if words[:1] == ("the",) and not is_named(page.words(one.means)):
            key = called.get(head(words)[-1], key)
        else:
            called.update(dict.fromkeys(head(words) if one.name else head(words)[-1:], key))
        out.append(key)
    return out


def _plausible(one: Named, kinds: Collection[str]) -> bool:
    either = one.kind == "thing" and (("plural" in kinds and one.several) or ("person" in kinds and one.unknown))
    return one.kind in kinds or either


def _does(page: Page, one: Named, mention: Mention) -> bool:
    """Whether nothing but a verb stands between somebody and the pronoun."""
    return one.mention.kind in ("actor", "subject") and bool(
        _VERB.fullmatch(page.article.text, one.mention.end, mention.start)
    )


def _did(one: Named, mention: Mention, fit: Sequence[Named]) -> bool:
    """ "Soldiers freed 20 hostages. They had been held": not the soldiers, who did it to others."""
    return (mention.kind, one.mention.kind) == ("target", "actor") and any(
        other.mention.sentence == one.mention.sentence and other.mention.kind == "target" and other.means != one.means
        for other in fit
    )


def _inside(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
