"""What coreference keeps of an article while it reads: names, those who vouch, pronouns that are asked later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.code.names import Introduced, Span
from dateline.code.quotes import Quoted
from dateline.records import Article, Mention, Sentence


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with a name in it."""

    mention: Mention
    words: tuple[str, ...]  # lower case
    exact: str
    kind: str  # person, thing, plural, place, pair, lifeless
    subject: bool
    means: Span  # the characters of the name itself: its own, or those that it stands for
    name: tuple[str, ...] = ()  # of a person, where the words hold one, lower case
    several: bool = True  # whether "they" may mean it
    body: bool = False  # whether a book has it as something else than a person
    unknown: bool = False  # one capitalised word that no book has: "he" may mean it too


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun inside a quotation: what it means is asked when all else is known."""

    at: int
    near: Sequence[Named]  # those before it
    quote: Quoted


@dataclass(slots=True)
class Page:
    """One article and what was found in it so far."""

    article: Article
    sentences: Sequence[Sentence]
    acronyms: dict[str, Span]
    shortened: dict[int, int]  # where names begin and end that have an acronym
    introduced: dict[str, list[Introduced]]
    named: list[Named]
    speakers: list[Named]  # the named, and all others who vouch: "the witness" may be "a witness"
    everybody: list[Named]  # those, all others who act or are acted upon, and whom no reader marked: for pronouns
    kinds: dict[Span, str]  # of names, by where they stand
    places: frozenset[str]  # words that the page uses for places
    surnames: set[str]  # of persons so far, and of those whom the text introduces; lower case

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.article.text[span[0] : span[1]]

    def in_headline(self, mention: Mention) -> bool:
        """Whether a mention stands where every word may be a capital."""
        return self.sentences[mention.sentence].kind == "headline"

    def before(self, mention: Mention) -> str:
        """What stands before a mention in its sentence."""
        return self.article.text[self.sentences[mention.sentence].start : mention.start]
