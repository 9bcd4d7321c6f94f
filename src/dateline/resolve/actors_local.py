"""Organisations that no list knows: one name in one country is one local entity, for a reviewer to merge."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.actors import ActorBook, fold
from dateline.knowledge.local_names import LocalWords
from dateline.records import ActorRef
from dateline.resolve.actors_described import forms
from dateline.resolve.actors_offices import Phrase
from dateline.resolve.actors_owners import Owners
from dateline.tokens import Token

_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


class LocalNames:
    """Makes local entities with the words it is given."""

    def __init__(self, book: ActorBook, words: LocalWords, owners: Owners) -> None:
        self.book = book
        self._owners = owners
        self.words = words
        self._ranks = book.offices.titles | book.offices.officials

    def resolve(self, phrase: Phrase) -> ActorRef | None:
        """The organisation an unknown capitalised name is; None where the words are no organisation's name."""
        name = self._name(phrase)
        if name is None:
            return None
        run, kind, why = name
        country = self._country(phrase, run)
        written = phrase.text[run[0].start : run[-1].end]
        ident = f"local:{country or 'xx'}:{'-'.join(fold(written).split())}"
        reasons = (f"no known entity is called {written!r}", why, "the same name in this country is the same entity")
        return ActorRef(ident, written, kind, country, "local", reasons)

    def is_other(self, phrase: Phrase, start: int, end: int) -> bool:
        """True where the phrase speaks of others beside the name there: "Assad's foes", "an ally of Iran"."""
        after = [t for t in phrase.words if t.start >= end]
        before = [t for t in phrase.words if t.end <= start]
        known = next((f for f in phrase.found if f.start == start and f.entity.kind == "person"), None)
        person = known is not None
        if phrase.text[end : end + 1] in ("'", "’"):
            return any(self._other(t) or (person and self._of_a_person(t)) for t in after[:4])
        if known is not None and self._owners.is_beside(phrase, known):
            return True  # "an Assad critic"
        return any(
            (self._other(t) or (person and self._of_a_person(t))) and n.lower in self.book.words.towards
            for t, n in zip(before, before[1:], strict=False)
        )

    def _other(self, token: Token) -> bool:
        return bool({*forms(token.lower)} & self.words.not_itself)

    def _of_a_person(self, token: Token) -> bool:
        return bool({*forms(token.lower)} & (self.words.of_persons | self.book.words.relatives))

    def _name(self, phrase: Phrase) -> tuple[tuple[Token, ...], str, str] | None:
        if not any(token.is_capital for token in phrase.words):
            return None
        before: tuple[Token, ...] = ()
        for run in self._runs(phrase.cut):
            before, last = run, before
            if self._is_short_for_office(run, last):
                continue
            capitals = [t for t in run if t.is_capital]
            if all(phrase.named(t) is not None for t in capitals):
                continue
            whole = self._without_office(self._without_owner(phrase, run))
            run = self._before_title(whole)
            if not run:
                return None  # "Lake Society President Samuel Orange" is a person
            if len(run) > 1 and run[1].lower == "in":
                run = run[:1]  # "Police in Geneva"
            word = self._word(run)
            if word is not None and sum(t.is_capital for t in run) > 1:
                return run, self.words.kinds[word][0], f"{word!r} makes it an organisation"
            short = run[0].text if len(run) == 1 and run[0].lower not in self.words.no_names else ""
            if short.isupper() and len(short) > 2 and short.isalpha():
                return run, "organisation", "capitals alone make it an organisation's short name"
        return None

    def _is_short_for_office(self, run: Sequence[Token], before: Sequence[Token]) -> bool:
        """ "A Junior Commissioned Officer (JCO)": the first letters of somebody's rank."""
        letters = "".join(token.text[0] for token in before if token.is_capital)
        return len(run) == 1 and letters == run[0].text and before[-1].lower in self._ranks

    def _without_owner(self, phrase: Phrase, run: tuple[Token, ...]) -> tuple[Token, ...]:
        """ "Kenya's Lake Union" without the country, where the rest is a name."""
        owner = phrase.named(run[0])
        if owner is None or owner.entity.kind != "state" or phrase.text[owner.end : owner.end + 2] not in ("'s", "’s"):
            return run
        rest = tuple(t for t in run if t.start >= owner.end + 2)
        return rest if sum(t.is_capital for t in rest) > 1 and self._word(rest) is not None else run

    def _without_office(self, run: tuple[Token, ...]) -> tuple[Token, ...]:
        """ "President of the Human Rights League" without the president."""
        of = next((i for i, token in enumerate(run) if token.lower == "of"), 0)
        before = run[of - 1].lower
        if not of or before not in self.book.last_words or self.words.kinds.get(before, ("", ""))[1] == "GOV":
            return run
        rest = of + 1
        while rest < len(run) - 1 and not run[rest].is_capital:
            rest += 1
        return run[rest:]

    def _before_title(self, run: tuple[Token, ...]) -> tuple[Token, ...]:
        """ "Lake Society President" without the president; nothing where a person's name follows."""
        at = next((i for i, t in enumerate(run) if i > 1 and t.is_capital and t.lower in self.words.heads), None)
        if at is None or self._word(run[at + 1 :]) is not None:
            return run
        named = any(t.is_capital and t.lower not in self.words.heads | self.words.beside_heads for t in run[at + 1 :])
        while at > 1 and run[at - 1].lower in self.words.beside_heads:
            at -= 1
        if self._word(run[:at]) is None:
            return run
        return () if named else tuple(_trimmed(list(run[:at])))

    def _word(self, run: Sequence[Token]) -> str | None:
        """The word that makes it an organisation: the last that says of what kind, else the last."""
        low = [t.lower for t in run if t.is_word]
        found = [w for at in range(len(low) - 1, -1, -1) for w in (" ".join(low[at : at + 2]), low[at])]
        known = [w for w in found if w in self.words.kinds]
        return next((w for w in known if self.words.kinds[w][0] != "organisation"), known[0] if known else None)

    def _runs(self, cut: Sequence[Token]) -> list[tuple[Token, ...]]:
        """Stretches of capitalised words with the small words between them, without a leading article."""
        runs: list[list[Token]] = [[]]
        for token in cut:
            inside = bool(runs[-1]) and (token.lower in self.words.joiners or token.text in {"-", "&", *_POSSESSIVES})
            article = not runs[-1] and token.lower in ("the", "a", "an")
            if inside or (token.is_word and token.is_capital and not article):
                runs[-1].append(token)
            elif runs[-1]:
                runs.append([])
        return [tuple(_trimmed(run)) for run in runs if run]

    def _country(self, phrase: Phrase, run: Sequence[Token]) -> str | None:
        """The country in the name itself, else the story's."""
        for token in run:
            found = phrase.named(token)
            if found is not None and found.entity.kind == "state":
                return found.entity.country
        named = next((f.entity.country for f in phrase.found if f.entity.kind == "state"), None)
        near = phrase.story.countries
        return named or self._in_name(run, near) or (near[0] if near else None)

    def _in_name(self, run: Sequence[Token], near: Sequence[str]) -> str | None:
        """A country of the story by a word of the name: "Nepal News"."""
        folded = ("".join(fold(token.text).split()) for token in run if token.is_capital)
        found = (one for word in folded for one in self.book.starting(word, "") if len(one.words) == 1)
        states = (one.entity for one in found if one.entity.kind == "state" and not one.name.metonym)
        return next((state.country for state in states if state.country in near[:3]), None)


def _trimmed(run: list[Token]) -> list[Token]:
    while run and not run[-1].is_capital:
        run = run[:-1]
    return run
