"""Known names in a text: how the words of a name are matched, in which stories and on which days they count."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.knowledge.actors import ActorBook, Entity, NameOf, fold
from dateline.protocols import Story
from dateline.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name in a text."""

    start: int
    end: int
    entity: Entity
    adjective: bool
    metonym: bool
    context: str | None = None  # the country whose stories give the name its meaning


@dataclass(frozen=True, slots=True)
class Begun:
    """A text with the names that may begin at each token; what a story makes of them comes after."""

    cut: Sequence[Token]
    folded: Sequence[tuple[str, ...]]  # the words of each token: none for a mark, several where folding splits it
    names: Mapping[int, Sequence[NameOf]]  # by token, in their order

    @classmethod
    def of(cls, book: ActorBook, text: str, start: int, end: int | None) -> Begun:
        """The names of `book` that may begin in `text[start:end]`."""
        cut = tokens(text, start, end)
        folded = [_folded(token.text) for token in cut]
        first = book.first_words
        starts = [at for at, words in enumerate(folded) if words and words[0] in first]
        return cls(cut, folded, {at: names for at in starts if (names := _starting(book, cut, folded, at))})


BODIES = frozenset(("government", "military", "police"))
ARTICLES = frozenset(("al", "el", "as", "ash"))  # Arabic, written small before a name
_DEFINITE = (("the",), ("this",), ("that",))


def story_day(story: Story | None) -> str | None:
    """The story's day, ISO; None where it has none."""
    return story.day.isoformat() if story is not None and story.day is not None else None


class Around(NamedTuple):
    """What of a story decides which names count in it."""

    countries: tuple[str, ...]  # the first two
    here: str | None
    day: str | None


def around(story: Story | None) -> Around:
    """What of a story decides which names count; where there is none, names of no country."""
    return Around((), None, None) if story is None else Around(story.countries[:2], story.here, story_day(story))


def longest_names(book: ActorBook, begun: Begun, at: int, story: Around) -> tuple[tuple[NameOf, ...], int]:
    """The longest of the names that may begin at a token, settled by the story, and the token after them.

    Several names are left where the story does not say which of several entities is meant; none where there is none.
    """
    cut, folded = begun.cut, begun.folded
    first = folded[at]
    options: list[tuple[NameOf, int]] = []
    known = (*story.countries, story.here)
    for name in begun.names[at]:
        context = name.name.context
        if context is not None and (context not in known or context not in _near(book, name, story)):
            continue
        stop = _match(folded, at, name.words)
        if stop is None or (name.definite and stop == at + 1 and first[0] != name.words[0]):
            continue  # "Hindus" are not "The Hindu"
        if not _case_fits(cut, at, stop, name) or not name.name.holds(story.day):
            continue
        before = folded[at - 1] if at else ()
        if context is not None and name.definite and before not in _DEFINITE:
            continue  # "a monitoring group" is not "the monitoring group"
        options.append((name, stop))
    if not options:
        return (), at
    length = max(stop for _, stop in options)
    longest = [name for name, stop in options if stop == length]
    if len({name.entity.id for name in longest}) > 1:
        longest = _settle(longest, story)
    return tuple(longest), length


@functools.lru_cache(maxsize=20_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _starting(book: ActorBook, cut: Sequence[Token], folded: Sequence[Sequence[str]], at: int) -> Sequence[NameOf]:
    """The names that may begin with a token, in the singular too; behind "al-" no adjective ("Abu Omar al-Kuwaiti").

    "Al-Qaeda" written small stays the "Qaeda" that is a name of its own.
    """
    first, after = folded[at], folded[at + 1 : at + 3]
    following = first[1] if len(first) > 1 else next((words[0] for words in after if words), "")
    names: Sequence[NameOf] = book.beginning(first[0], following)
    if not names:
        return ()
    if at > 1 and cut[at - 1].text in ("-", "‑") and cut[at - 2].text.lower() in ARTICLES:
        names = [name for name in names if not name.name.adjective]
    if cut[at].text in ARTICLES and at + 2 < len(cut) and folded[at + 2]:
        alone = {name.entity.id for name in book.starting(folded[at + 2][0], "")}
        names = [name for name in names if name.entity.id not in alone]
    return names


def _near(book: ActorBook, name: NameOf, story: Around) -> tuple[str, ...]:
    """The countries of the story in which a bare name counts.

    "The government" is that of the first alone, the police are of where it happened, and the army of a country that
    has none here may be.
    """
    if (
        name.entity.kind not in BODIES
        or not {" ".join(name.words), " ".join(name.words).removesuffix("s")} & book.nouns
    ):
        return story.countries
    here = () if story.here is None else (story.here,)
    if name.entity.kind == "police" and here:
        return here
    return (*story.countries[:1], *here)


def _match(folded: Sequence[Sequence[str]], at: int, words: tuple[str, ...]) -> int | None:
    """The token after the name; hyphens in the text may stand anywhere in it."""
    spot, nth, size, most = at, 0, len(words), len(folded)
    while nth < size:
        if spot >= most:
            return None
        for part in folded[spot]:  # none for a hyphen or full stop inside the name
            if nth == size:
                return None
            # archives drop the apostrophe of a possessive: "Assads"
            owner = nth == size - 1 and len(words[nth]) > 3 and len(folded[spot]) == 1
            if part != words[nth] and not (owner and part == words[nth] + "s"):
                return None
            nth += 1
        spot += 1
    return spot


def _case_fits(cut: Sequence[Token], at: int, stop: int, name: NameOf) -> bool:
    if name.name.exact:
        written = tuple(t.text for t in cut[at:stop] if t.is_word)
        last = name.written[-1]
        possessive = (*name.written[:-1], last + "s") if len(last) > 3 else name.written
        return written in (name.written, possessive)
    spot = at
    if cut[at].text in ARTICLES and stop - at > 2:
        spot = at + 2  # "al-Manar"
    return not name.written[0][:1].isupper() or cut[spot].text[:1].isupper()


def _settle(options: Sequence[NameOf], story: Around) -> list[NameOf]:
    """Of entities that share a name: the one of the story's country, then the one active on its day."""
    for country in story.countries:
        near = [o for o in options if o.entity.country == country]
        if near:
            return near
    active = [o for o in options if o.entity.active is None or o.entity.active.holds(story.day)]
    plain = [o for o in active if not o.name.adjective and not o.name.metonym]
    return plain or active or list(options)
