"""Mentions to entities: aliases with dates and context, adjectives of countries, described types; never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.actors import ActorBook, DescribedType, Entity, NameOf, fold
from dateline.protocols import Story
from dateline.records import ActorRef, Unresolved, Why
from dateline.tokens import Token, tokens

_FORCES = frozenset(
    "army troops soldiers forces warplanes jets aircraft military navy marines fighters planes helicopters artillery "
    "drones warships strikes airstrikes raids shelling missiles bombers soldier troop force warplane jet".split()
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name in a text."""

    start: int
    end: int
    entity: Entity
    adjective: bool
    metonym: bool


class Actors:
    """Resolves with the book it is given."""

    def __init__(self, book: ActorBook) -> None:
        self.book = book
        self._described: dict[str, DescribedType] = {}
        for kind in book.described:
            for noun in kind.nouns:
                self._described.setdefault(noun, kind)

    def find(
        self, text: str, start: int = 0, end: int | None = None, story: Story | None = None
    ) -> tuple[FoundName, ...]:
        """Known names in a text, the longest first at each place; names that need a context only in such a story."""
        cut = tokens(text, start, end)
        folded = [fold(t.text) for t in cut]
        out: list[FoundName] = []
        at = 0
        while at < len(cut):
            best = self._longest(cut, folded, at, story)
            if best is None:
                at += 1
                continue
            name, stop = best
            out.append(FoundName(cut[at].start, cut[stop - 1].end, name.entity, name.name.adjective, name.name.metonym))
            at = stop
        return tuple(out)

    def who_is(self, words: str, story: Story) -> ActorRef | Unresolved:
        """The entity a phrase means in this story, on the story's day."""
        found = self.find(words, story=story)
        person = next((f for f in found if f.entity.kind == "person"), None)
        named = person or max((f for f in found if not f.adjective), key=_told, default=None)
        low = [t.lower for t in tokens(words) if t.is_word]
        if named is not None:
            return self._reference(named.entity, "alias" if len(found) == 1 else "alias in phrase")
        adjective = next((f for f in found if f.adjective), None)
        if adjective is not None:
            return self._adjective(adjective.entity, low)
        kind = self._described_as(low)
        if kind is not None:
            return self._described_ref(kind, story)
        if any(w[0].isupper() for w in words.split() if w[0].isalpha()):
            return Unresolved(Why.UNKNOWN_NAME, f"no entity is called {words!r}")
        return Unresolved(Why.UNNAMED, f"{words!r} names nobody")

    def countries(self, found: Sequence[FoundName]) -> Counter[str]:
        """How often the names of each country's actors stand in a text; monitors, agencies and outlets do not count."""
        away = {"agency", "outlet", "international", "ngo"}
        return Counter(f.entity.country for f in found if f.entity.country and f.entity.kind not in away)

    def _longest(
        self, cut: Sequence[Token], folded: Sequence[str], at: int, story: Story | None
    ) -> tuple[NameOf, int] | None:
        first = folded[at].split()
        if not first:
            return None
        options: list[tuple[NameOf, int]] = []
        following = next((w for part in folded[at + 1 : at + 3] for w in part.split()), "")
        if len(first) > 1:
            following = first[1]
        names = [*self.book.starting(first[0], following), *self.book.starting(first[0].removesuffix("s"), following)]
        for name in names:
            stop = _match(folded, at, name.words)
            if stop is None or not _case_fits(cut, at, stop, name) or not _in_context(name, story):
                continue
            if (
                name.name.context is not None
                and name.definite
                and (at == 0 or folded[at - 1] not in ("the", "this", "that"))
            ):
                continue  # "a monitoring group" is not "the monitoring group"
            options.append((name, stop))
        if not options:
            return None
        length = max(stop for _, stop in options)
        longest = [name for name, stop in options if stop == length]
        entities = {name.entity.id for name in longest}
        if len(entities) > 1:
            longest = _settle(longest, story)
            if len({name.entity.id for name in longest}) > 1:
                return None
        return longest[0], length

    def _reference(self, entity: Entity, basis: str) -> ActorRef:
        return ActorRef(entity.id, entity.name, entity.kind, entity.country, basis)

    def _adjective(self, state: Entity, low: Sequence[str]) -> ActorRef:
        """ "Russian warplanes" are the armed forces where they are an entity; "Russian officials" the state."""
        kind = self._described_as(low)
        if any(word in _FORCES for word in low) and state.country in self.book.military_of:
            return self._reference(self.book.military_of[state.country], "country and forces")
        if kind is not None and kind.kind in ("population", "rebel-group", "militia", "police"):
            return self._described_of(kind, state.country, state.name)
        return self._reference(state, "country's adjective")

    def _described_as(self, low: Sequence[str]) -> DescribedType | None:
        for size in (3, 2, 1):
            for at in range(len(low) - size, -1, -1):
                words = list(low[at : at + size])
                for last in dict.fromkeys(
                    (words[-1], words[-1].removesuffix("s"), words[-1].removesuffix("ies") + "y")
                ):
                    kind = self._described.get(" ".join([*words[:-1], last]))
                    if kind is not None:
                        return kind
        return None

    def _described_ref(self, kind: DescribedType, story: Story) -> ActorRef | Unresolved:
        country = story.countries[0] if story.countries else None
        if country is None:
            return ActorRef(f"described:{kind.id}", kind.name, kind.kind, None, "described")
        state = self.book.state_of.get(country)
        return self._described_of(kind, country, state.name if state else country)

    def _described_of(self, kind: DescribedType, country: str | None, name: str) -> ActorRef:
        return ActorRef(f"described:{kind.id}:{country}", f"{kind.name} ({name})", kind.kind, country, "described")


def _told(found: FoundName) -> tuple[bool, int, int]:
    """Of several names in a phrase: a group before a state ("Britain-based Observatory"), the longer, the earlier."""
    return found.entity.kind != "state", found.end - found.start, -found.start


def _match(folded: Sequence[str], at: int, words: tuple[str, ...]) -> int | None:
    """The token after the name; hyphens in the text may stand anywhere in it."""
    spot, nth = at, 0
    while nth < len(words):
        if spot >= len(folded):
            return None
        parts = folded[spot].split()
        if not parts:
            if nth == 0:
                return None
            spot += 1  # a hyphen or full stop inside the name
            continue
        if tuple(words[nth : nth + len(parts)]) != tuple(parts):
            # archives drop the apostrophe of a possessive: "Assads"
            last = nth == len(words) - 1
            if not (last and parts == [words[nth] + "s"] and len(words[nth]) > 3):
                return None
            parts = parts[:1]
        nth += len(parts)
        spot += 1
    return spot


def _case_fits(cut: Sequence[Token], at: int, stop: int, name: NameOf) -> bool:
    if name.name.exact:
        written = tuple(t.text for t in cut[at:stop] if t.is_word)
        last = name.written[-1]
        possessive = (*name.written[:-1], last + "s") if len(last) > 3 else name.written
        return written in (name.written, possessive)
    return not name.written[0][:1].isupper() or cut[at].text[:1].isupper()


def _in_context(name: NameOf, story: Story | None) -> bool:
    if name.name.context is not None and (story is None or name.name.context not in story.countries[:2]):
        return False
    day = story.day.isoformat() if story is not None and story.day is not None else None
    return name.name.holds(day)


def _settle(options: Sequence[NameOf], story: Story | None) -> list[NameOf]:
    """Of entities that share a name: the one of the story's country, then the one active on its day."""
    countries = story.countries if story is not None else ()
    for country in countries[:2]:
        near = [o for o in options if o.entity.country == country]
        if near:
            return near
    day = story.day.isoformat() if story is not None and story.day is not None else None
    active = [o for o in options if o.entity.active is None or o.entity.active.holds(day)]
    plain = [o for o in active if not o.name.adjective and not o.name.metonym]
    return plain or active or list(options)
