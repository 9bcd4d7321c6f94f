"""Names that only stand beside whoever is meant: "the Iranian embassy in Damascus", "Latin American leaders"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.actors import ActorBook, fold
from dateline.resolve.actors_described import Described, forms
from dateline.resolve.actors_names import FoundName
from dateline.resolve.actors_offices import Phrase
from dateline.tokens import Token

_TOLD_BY = frozenset(("outlet", "agency"))
_HYPHENS = "-‑–"
_LONGER = frozenset(("outlet", "monitor"))


class Beside:
    """Tells them with the words of the book it is given."""

    def __init__(self, book: ActorBook, described: Described) -> None:
        self.book = book
        self._described = described
        phrases = [words for some in book.office_phrases.values() for words in some]
        self._titles = tuple(words for words in phrases if len(words) > 2)
        self._offices = book.offices.officials | {words[-1] for words in phrases}

    def is_not_meant(self, phrase: Phrase, found: FoundName) -> bool:
        """True for a name that is only a part of another, or says where somebody is."""
        if self._is_stance(phrase, found) or (found.entity.kind == "state" and self._is_elsewhere(phrase, found)):
            return True
        if found.entity.kind == "person":
            return False
        first = next((i for i, token in enumerate(phrase.cut) if token.start >= found.start), 0)
        before = phrase.cut[first - 1] if first else None
        alone = first + 1 < len(phrase.cut) and phrase.cut[first].end >= found.end
        if alone and self._is_region(phrase.cut[first], phrase.cut[first + 1]):
            return True
        if before is not None and self._is_longer(phrase, found, before):
            return True
        if self._goes_on(phrase, found):
            return True
        return found.entity.kind != "state" and self._described.is_beside(phrase, found.start)

    def of_region(self, phrase: Phrase) -> bool:
        """True for a part of a continent that leads the phrase: "West African leaders"."""
        words = phrase.words
        at = next((i for i, (a, b) in enumerate(zip(words, words[1:], strict=False)) if self._is_region(a, b)), None)
        return at is not None and all(not token.is_capital for token in words[at + 2 :])

    def from_abroad(self, phrase: Phrase) -> bool:
        """True for "foreign fighters", "international human rights groups": of no country that is said."""
        words = phrase.words
        at = next((i for i, token in enumerate(words) if token.lower in self.book.words.abroad), None)
        return at is not None and all(not token.is_capital for token in words[at + 1 :])

    def somebody(self, phrase: Phrase) -> str | None:
        """An unknown person beside a known name: "Wall Street Journal reporter Samuel Orange"."""
        if not phrase.found:
            return None
        comma = next((token.start for token in phrase.cut if token.text == ","), len(phrase.text))
        words = tuple(token for token in phrase.words if token.start < comma)
        run = _last_run(phrase, words)
        if run and run < len(words) and not words[-run - 1].is_capital and phrase.named(words[-run - 1]) is None:
            kind = self._described.kind([words[-run - 1].lower])
            told = any(f.entity.kind in _TOLD_BY for f in phrase.found) and kind is not None and kind.sector == "JRN"
            from_there = any(self._is_before(phrase, f, words[-run - 1]) for f in phrase.found)
            says_who = kind is not None and words[-run - 1].lower not in self.book.words.last_only
            if told or (run > 1 and not says_who and from_there):
                return _text(phrase, words[-run:])
        return self._of_country(phrase)

    def is_unnamed(self, phrase: Phrase, found: FoundName) -> bool:
        """True where a country's name or adjective only says where somebody is from: "Iranian zealots"."""
        if phrase.text[found.end : found.end + 1] in tuple(_HYPHENS):
            after = phrase.text[found.end + 1 :].split()
            return bool(after) and after[0].lower() in self.book.words.attached
        if self.is_located(phrase, found):
            return True
        rest = [t for t in phrase.words if t.start >= found.end]
        if not rest:
            return False
        if found.metonym:
            return self._is_where(phrase, found, rest)
        return found.adjective and self._are_unknown(rest)

    def is_located(self, phrase: Phrase, found: FoundName, any_head: bool = False) -> bool:
        """True where a country's name says where somebody or something is: "a church in Egypt"; a leader is of it."""
        low = [t.lower for t in phrase.words if t.end <= found.start]
        while low and low[-1] in self.book.words.small:
            low.pop()
        head = [word for word in low[:-1] if word not in self.book.words.small]
        if not head or low[-1] not in self.book.words.located:
            return False
        return any_head or not any(form in self._offices for form in forms(head[-1]))

    def people_form(self, found: FoundName, word: str) -> str | None:
        """Whether a country's word names one of its people ("Egyptian") or many ("Egyptians"); None for neither."""
        entity, low = found.entity, fold(word)
        adjectives = {fold(name.text) for name in entity.names if name.adjective}
        if low in adjectives:
            return "one" if low.endswith(self.book.words.one_ends) else None
        many = {fold(name.text) for name in entity.names if name.text.startswith("the ")}
        named = low.endswith("s") and f"the {low}" in many and low not in fold(entity.name).split()
        return "many" if named or (low.endswith("s") and low[:-1] in adjectives) else None

    def without_place(self, phrase: Phrase) -> str:
        """ "The Iranian embassy in Damascus", "the ambassador to Libya": without where they are."""
        words, cut = self.book.words, phrase.words
        low = [token.lower for token in cut]
        owned = bool(phrase.found) and phrase.found[0].start < cut[-1].start
        posts = words.posts | words.posts_or_else if owned else words.posts
        post = next((i for i, word in enumerate(low) if i and word in posts and not phrase.named(cut[i])), None)
        if post is None or any(tuple(low[post : post + len(w)]) == w for w in self._titles if low[post] == w[0]):
            return phrase.text
        if low[post] in words.posts_or_else and (cut[post].is_capital or phrase.found[0].start > cut[post].start):
            return phrase.text
        there = (i for i, word in enumerate(low) if i > post and word in words.there)
        at = next((i for i in there if any(phrase.named(t) is not None for t in cut[i + 1 : i + 3])), None)
        return phrase.text if at is None else phrase.text[: cut[at - 1].end]

    def posted(self, phrase: Phrase) -> bool:
        """True for an embassy or an envoy of whom nobody says whose."""
        posts = (token.lower for token in phrase.words if token.lower in self.book.words.posts)
        return not phrase.found and any(self._described.kind([word]) is not None for word in posts)

    # --- the ways ----------------------------------------------------------------------------------------------------

    def _is_longer(self, phrase: Phrase, found: FoundName, before: Token) -> bool:
        """ "Latin American", "the Irish Times", "William Madrid": a part of a longer name."""
        token = next(t for t in phrase.cut if t.start >= found.start)
        if self._is_region(before, token):
            return True
        if not before.is_word or not before.is_capital or before.lower in self.book.words.small:
            return False
        if len([t for t in phrase.cut if found.start <= t.start < found.end]) > 1:
            return False
        if found.entity.kind == "outlet":
            return any(name.text.lower() == f"the {token.lower}" for name in found.entity.names)
        known = {before.lower, *forms(before.lower)} & (self.book.last_words | self.book.bodies)
        after_name = phrase.named(before) is None and not known
        last = phrase.words[-1].start == token.start and found.entity.kind == "state"
        return last and after_name and (found.metonym or self._is_branch(phrase, found, before))

    def _is_stance(self, phrase: Phrase, found: FoundName) -> bool:
        """ "Anti-Assad protests", "pro-Russian groups": whom they are against or for."""
        cut = [token for token in phrase.cut if token.end <= found.start]
        if len(cut) < 2 or cut[-1].text not in _HYPHENS or cut[-1].end != found.start:
            return False
        return cut[-2].lower in self.book.words.against | self.book.words.in_favour

    def _is_elsewhere(self, phrase: Phrase, found: FoundName) -> bool:
        """A country behind "in" where another name says who it is: "Russian officials in Syria"."""
        others = [
            f for f in phrase.found if f.end <= found.start and f.entity.country not in (None, found.entity.country)
        ]
        stays = any(not self._is_stance(phrase, f) and not self.is_located(phrase, f, any_head=True) for f in others)
        return stays and not found.adjective and self.is_located(phrase, found, any_head=True)

    def _goes_on(self, phrase: Phrase, found: FoundName) -> bool:
        """An outlet's or a monitor's name that goes on in an unknown one: "the Guardian Trust"."""
        after = next((t for t in phrase.cut if t.start >= found.end), None)
        if after is None or not after.is_capital or phrase.named(after) is not None or found.entity.kind not in _LONGER:
            return False
        kind = self._described.kind([after.lower])
        if found.entity.kind == "monitor":
            return kind is not None and kind.kind == "monitor"
        word = fold(phrase.text[found.start : found.end]).removeprefix("the ")
        definite = any(fold(name.text) == f"the {word}" for name in found.entity.names)
        known = (kind is not None and kind.sector == "JRN") or after.lower in self._offices | self.book.offices.titles
        return definite and not known

    def _is_branch(self, phrase: Phrase, found: FoundName, before: Token) -> bool:
        """True for a country's name behind an unknown one: "MTN Nigeria", but not "Communist China"."""
        words = self.book.words
        if found.adjective or self.people_form(found, phrase.text[found.start : found.end]) is not None:
            return False
        known = words.regions | words.before_states | words.some
        return before.lower not in known and not before.lower.endswith(words.adjective_ends)

    def _is_before(self, phrase: Phrase, found: FoundName, token: Token) -> bool:
        """ "British national", "Iranian oil trader": a country's word right before a noun."""
        if token.lower in self.book.words.behind | self.book.words.small:
            return False
        between = phrase.text[found.end : token.start]
        return found.entity.kind == "state" and between[:1] == " " and between == between.lower()

    def _is_region(self, before: Token, token: Token) -> bool:
        words = self.book.words
        return before.is_capital and before.lower in words.regions and token.lower in words.continents

    def _of_country(self, phrase: Phrase) -> str | None:
        """ "Samuel Orange of Germany"."""
        words = phrase.words
        at = next((i for i, token in enumerate(words) if token.lower in ("of", "from")), 0)
        behind = words[at + 1 :]
        if at < 2 or not behind or not all((f := phrase.named(t)) and f.entity.kind == "state" for t in behind):
            return None
        known = self.book.last_words | self.book.bodies | self.book.words.small | self.book.offices.titles
        name = words[:at]
        unknown = all(t.is_capital and phrase.named(t) is None and not set(forms(t.lower)) & known for t in name)
        return _text(phrase, name) if unknown else None

    def _is_where(self, phrase: Phrase, found: FoundName, rest: list[Token]) -> bool:
        """ "A Washington hotel", "Nairobi's Orange Mall"."""
        known = self.book.last_words | self.book.words.of_the_state | self.book.words.forces
        if set(forms(phrase.words[-1].lower)) & known or any(set(forms(t.lower)) & known for t in rest):
            return False
        before = [t.lower for t in phrase.words if t.end <= found.start]
        owner = phrase.text[found.end : found.end + 2] in ("'s", "’s")
        if owner:
            return len(rest) > 1 and rest[0].is_capital and phrase.named(rest[0]) is None
        return before[-1:] in (["a"], ["an"]) and not rest[0].is_capital

    def _are_unknown(self, rest: list[Token]) -> bool:
        words = self.book.words
        head = next((i for i, t in enumerate(rest) if t.lower in words.behind), len(rest))
        last = rest[head - 1] if head else None
        if last is None or last.is_capital or not last.lower.endswith("s") or last.lower.endswith(("ss", "us", "is")):
            return False
        known = words.of_the_state | words.forces | self._offices
        return not any(form in known for form in forms(last.lower))


def _last_run(phrase: Phrase, words: Sequence[Token]) -> int:
    """How many capitalised words that no known name covers stand last."""
    size = 0
    for token in reversed(words):
        if not token.is_capital or phrase.named(token) is not None:
            break
        size += 1
    return size


def _text(phrase: Phrase, words: tuple[Token, ...]) -> str:
    return phrase.text[words[0].start : words[-1].end]
