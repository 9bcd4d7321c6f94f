"""Names in a page: of persons, without ranks and what stands beside them, and of bodies that get an acronym.

"Sheikh" is Omar Saeed Sheikh and "Gen Vides Casanova" General Eugenio Vides Casanova; "the mayor of Salqin" is not
called Salqin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.code.kinds import JOINTS, lower, without_brackets
from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Sentence
from dateline.tokens import Token, tokens

Span = tuple[int, int]
_BESIDE = re.compile(r",? (?:who|which|whom|whose|that) |, ")
_JOINT = re.compile(rf" (?:{'|'.join(sorted(JOINTS))}) ")
_WORD = re.compile(r"\b[A-Z][a-z](?:[\w-]|[’'](?!s\b))*\b")
BEHIND_NAME = re.compile(r",? (?:who|whom|whose) |, (?=\d|aged )")  # "Lee, 40", "Lee, who": an age, a clause
OWNER = re.compile(
    r"((?:[A-Z][\w-]*\.? )*[A-Z][\w-]*)(?:['’]s|(?<=s)['’]) (?=[a-z])"
)  # "Ann Lee" of "Ann Lee's lawyer"
_CAPITAL = re.compile(r"(?:^|[\s-])[A-Z]")
_LETTERS = re.compile(r"\w+")
_AGE = re.compile(r", \d\d\b")


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person whom the text names in full where no mention of a reader's stands."""

    name: tuple[str, ...]  # lower case
    span: Span


class PersonNames:
    """Finds them with the words it is given; `is_thing` is true of names that are no person's."""

    def __init__(self, words: ReferenceWords, is_thing: Callable[[str], bool]) -> None:
        self._titles = frozenset(words.titles)
        self._surnames = frozenset(words.title_surnames)
        self._particles = frozenset(words.particles)
        self._small = frozenset((*words.small, *words.describing))
        self._bodies = frozenset(words.organisation_words)
        self._is_thing = is_thing
        offices = (*words.titles, *(noun for noun, kind in words.bare.items() if kind == "person"))
        self._first_of_titles, self._first_of_offices = (
            frozenset(_LETTERS.findall(one)[0] for one in some) for some in (words.titles, offices)
        )
        titles, nouns, particles, told = (
            "|".join(map(re.escape, some)) for some in (words.titles, offices, words.particles, words.told_by_offices)
        )
        one = r"[A-Z][\w'’]*[a-z](?:-[A-Z][\w'’]*)*"
        name = rf"(?P<name>{one}(?: (?:(?:{particles})[ -])?{one}){{1,3}})"
        self._titled = re.compile(rf"\b(?:(?i:{titles})\.? )+{name}\b")
        self._described = re.compile(rf"\b{name}, (?:\d\d\b|(?:[a-z'’]+ ){{0,3}}(?:{nouns})\b(?! (?:{told})\b))")

    def full(self, exact: str) -> tuple[str, ...]:
        """The name proper in a mention of a person, lower case: what stands beside it and ranks before it cut off."""
        parts = _BESIDE.split(without_brackets(exact))
        first, last = self._in(parts[0]), self._in(parts[-1])
        return last if len(first) < 2 <= len(last) else first

    def _in(self, part: str) -> tuple[str, ...]:
        """The name at the end of a part between commas, or before its "of"; of "the mayor of Salqin" there is none."""
        joint = _JOINT.search(part)
        left = part[: joint.start()] if joint else ""
        if _capitals(left) > 1 and left[-1:].isalpha() and lower(left)[-1] not in self._titles:
            part = left
        run, before = self._run(part)
        name = self._unranked(run)
        whose = before is not None and before.lower in JOINTS and len(name) == len(run)
        office = not name or name[-1].lower in self._titles - self._surnames
        held = (
            joint is not None and lower(left)[-1:] and lower(left)[-1] in self._titles
        )  # "Secretary of State Ann Lee"
        if office or (whose and not (held and len(run) > (1 if left.split()[-1][0].isupper() else 2))):
            return ()
        return tuple(t.lower for t in name)

    def short(self, exact: str) -> tuple[str, ...]:
        """The name that a mention consists of, but for titles, lower case; none where there is more to it."""
        exact = BEHIND_NAME.split(exact, maxsplit=1)[0]
        run, before = self._run(exact)
        name = self._unranked(run)
        alone = JOINTS.isdisjoint(lower(exact))  # "supporters of General Noriega" are not he
        ranked = alone and (len(name) < len(run) or (before is not None and before.lower in self._titles))
        if not name or not (ranked or before is None) or (name[-1].lower in self._titles - self._surnames):
            return ()
        return tuple(t.lower for t in name)

    def _run(self, exact: str) -> tuple[list[Token], Token | None]:
        """The capitalised words at the end, and the word or mark before them."""
        cut = tokens(exact)
        at = len(cut)
        while at and (cut[at - 1].is_capital or cut[at - 1].lower in self._particles or cut[at - 1].text in "-."):
            at -= 1
        return [t for t in cut[at:] if t.is_word], cut[at - 1] if at else None

    def _unranked(self, run: list[Token]) -> list[Token]:
        """The words after the last title that a word follows."""
        return run[1 + max((n for n, t in enumerate(run[:-1]) if t.lower in self._titles), default=-1) :]

    def introduced(self, article: Article, sentences: Sequence[Sentence]) -> dict[str, list[Introduced]]:
        """Persons named in full with a title before or an office or an age behind, by surname, in text order."""
        out: dict[str, list[Introduced]] = {}
        for sentence in sentences:
            if sentence.kind == "headline":  # every word may be a capital there
                continue
            for pattern in self._likely(article.text[sentence.start : sentence.end]):
                for match in pattern.finditer(article.text, sentence.start, sentence.end):
                    start, end = match.span("name")
                    words = self._person(article.text[start:end])
                    name = tuple(t.lower for t in words)
                    if name and all(one.name != name for one in out.get(name[-1], ())):
                        out.setdefault(name[-1], []).append(Introduced(name, (start + words[0].start, end)))
        return out

    def _likely(self, sentence: str) -> Iterator[re.Pattern[str]]:
        """The patterns that may be found there: most sentences have no title, no office and no age."""
        words = frozenset(_LETTERS.findall(sentence.lower()))
        if not self._first_of_titles.isdisjoint(words):
            yield self._titled
        if not self._first_of_offices.isdisjoint(words) or _AGE.search(sentence) is not None:
            yield self._described

    def _person(self, exact: str) -> list[Token]:
        """The words of a name of two words or more that is a person's; none for another's."""
        words = self._unranked([t for t in tokens(exact) if t.is_word])
        while words and words[0].lower in self._small:
            words = words[1:]
        body = any(t.lower in self._bodies | self._titles for t in words)
        return words if len(words) > 1 and not body and not self._is_thing(exact[words[0].start :]) else []


def surnames(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Single words with a capital that stand in no mention and no headline, the last first: some are surnames."""
    inside = sorted(((m.start, m.end) for m in mentions), reverse=True)
    out: list[Mention] = []
    last = 0
    for sentence in sentences:
        if sentence.kind == "headline":
            continue
        for match in _WORD.finditer(article.text, sentence.start, sentence.end):
            while inside and inside[-1][0] <= match.start():
                last = max(last, inside.pop()[1])
            if match.start() >= last:
                out.append(Mention(sentence.index, *match.span(), "name", 1.0, "names"))
    return out[::-1]


def _capitals(words: str) -> int:
    return len(_CAPITAL.findall(words))


_BRACKET = re.compile(r"[(\[]")
_INTRODUCED = re.compile(
    r"((?:[A-Z][\w'’-]*|of|for|the|and|in|al|de|du|la)(?:\s+|-)){1,8}[(\[]([A-Z][A-Za-z-]{1,9})[)\]]"
)


def acronyms(article: Article, sentences: Sequence[Sentence], organisations: frozenset[str]) -> dict[str, Span]:
    """Acronyms introduced in brackets, with the name before them: "Syrian Democratic Forces (SDF)".

    Where the letters are another language's ("Kurdistan Workers' Party (PKK)") the name must hold an organisation word.
    """
    out: dict[str, Span] = {}
    for sentence in sentences:
        if _BRACKET.search(article.text, sentence.start, sentence.end) is None:
            continue
        for match in _INTRODUCED.finditer(article.text, sentence.start, sentence.end):
            acronym = match.group(2)
            words = list(re.finditer(r"[\w'’]+", article.text[match.start() : match.start(2) - 1]))
            capital = [at for at, w in enumerate(words) if w.group()[0].isupper()]
            spelt = [at for at in capital if _initials(words[at:]) == acronym.upper()]
            body = any(w.group().lower().rstrip("'’s") in organisations for w in words[1:])
            foreign = [at for at in capital if words[at].group() != "The"][:1]
            blend = [at for at in capital if body and _blends([w.group().lower() for w in words[at:]], acronym.lower())]
            first = spelt[:1] or (foreign if body and acronym.isupper() and len(capital) > 1 else blend[:1])
            if first:
                start = match.start() + words[first[0]].start()
                out.setdefault(acronym, (start, match.start() + words[-1].end()))
    return out


def spelt(exact: str) -> str:
    """The initials of a name of several words, without small words."""
    return _initials(list(re.finditer(r"[\w'’]+", re.sub(r"^[Tt]he ", "", without_brackets(exact)))))


def _blends(words: Sequence[str], short: str) -> bool:
    """ "Cosatu" for "Congress of South African Trade Unions": how some words begin, in order."""
    reached = {(0, 0)}  # letters of the short name that are found, and words that gave some (two for more)
    for word in words:
        begun = {
            (at + size, min(given + 1, 2))
            for at, given in reached
            for size in range(1, len(word) + 1)
            if short.startswith(word[:size], at)
        }
        reached = begun | {(at, given) for at, given in reached if given}
        if (len(short), 2) in reached:
            return True
    return False


def _initials(words: Sequence[re.Match[str]]) -> str:
    return "".join(w.group()[0] for w in words if w.group()[0].isupper()).upper()
