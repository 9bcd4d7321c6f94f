"""Text in capitals to ordinary case, letter for letter, so that offsets stay.

After Lita et al. (2003), "tRuEcasIng", without a language model: a word that the part-of-speech tagger knows as common
becomes small, any other keeps a capital; a sentence begins with one; acronyms that the text introduces in brackets, or
that the actors' names hold, and short words without a vowel stay in capitals, and the words that they stand for get
one; so do titles before a name and the names of actors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.knowledge.actors import load_actors
from dateline.knowledge.files import read_bytes
from dateline.knowledge.grammar import load_grammar
from dateline.knowledge.lexicon import reference_words
from dateline.reader.tagger import Tagger
from dateline.tokens import Token, tokens

_BRACKETED = re.compile(r"[(\[]\s*([A-Z][A-Z0-9-]{1,9})\s*[)\]]")
_SMALL = frozenset("a an the of in on at by to for from and or with de del y".split())
_LONGEST = 9  # words of a name before its acronym
#: endings of common words that the tagger has not met
_COMMON_ENDINGS = tuple(
    "ing ings ed ly tion tions ment ments ness ity ities ism ists ist ive ous ful less able ible ence ance ency ancy"
    " ship hood ical cial tial ual men women ers".split()
)
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}")
_SEVERAL = re.compile(r"(?!The )[A-Z]\w+(?: \w+)* [A-Z]\w+")  # a name of several words, by its own capitals
_SENTENCE_ENDS = frozenset('. ? ! " “ ”'.split())


class Truecaser:
    """Gives text its case with the tagger and the words it is handed: acronyms, and small proper, titles and common.

    `names` are names of several words as they are written.
    """

    def __init__(
        self,
        tagger: Tagger,
        acronyms: frozenset[str],
        proper: frozenset[str],
        titles: frozenset[str],
        names: Iterable[str] = (),
        common: frozenset[str] = frozenset(),
    ) -> None:
        self._tagger, self._proper, self._titles, self._listed = tagger, proper, titles, common
        self._acronyms = frozenset(word for word in acronyms if not self._known(word))
        self._names: dict[str, list[list[str]]] = defaultdict(list)  # by their first word, small
        for name in names:
            self._names[name.split()[0].lower()].append(name.split())

    def paragraphs(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The paragraphs of one story; acronyms that one introduces are known in all."""
        known = self._acronyms | {m for text in texts for m in _BRACKETED.findall(text)}
        names = {word for text in texts for word in _spelt_out(text)}
        return tuple(self._cased(text, known, names) for text in texts)

    def _known(self, word: str) -> bool:
        """Whether the tagger takes the word for a common one."""
        four = [Token(0, 4, "Word")] * 4  # it takes fewer than four long words for no headline
        return self._tagger.truecase([Token(0, len(word), word.capitalize()), *four])[0].text.islower()

    def _cased(self, text: str, acronyms: frozenset[str], names: set[str]) -> str:
        cut = tokens(text)
        titled = [Token(t.start, t.end, t.text.capitalize()) for t in cut]
        plain = [t.text for t in self._tagger.truecase([*titled, *([Token(0, 4, "Word")] * 4)])[: len(cut)]]
        words = [self._word(t, word, acronyms, names) for t, word in zip(cut, plain, strict=True)]
        for at, word in enumerate(words):
            opens = at == 0 or cut[at - 1].text in _SENTENCE_ENDS
            name_follows = at + 1 < len(words) and words[at + 1][:1].isupper() and words[at + 1].lower() not in _SMALL
            if word.islower() and (opens or (word in self._titles and name_follows)):
                words[at] = word[:1].upper() + word[1:]
        for at in range(len(words)):
            for name in self._names.get(words[at].lower(), ()):
                if [word.lower() for word in words[at : at + len(name)]] == [word.lower() for word in name]:
                    words[at : at + len(name)] = name
        out = list(text)
        for token, word in zip(cut, words, strict=True):
            if len(word) == token.end - token.start:
                out[token.start : token.end] = word
        return "".join(out)

    def _word(self, token: Token, plain: str, acronyms: frozenset[str], names: set[str]) -> str:
        low = token.text.lower()
        if token.text in acronyms or "." in token.text:
            return token.text
        if low in _SMALL or not token.text[0].isalpha():
            return low
        if _VOWELLESS.fullmatch(low) and low not in self._titles and not plain.islower():
            return token.text
        if token.text in names or low in self._proper:
            return token.text.capitalize()
        stem = low.removesuffix("s")
        common = low.endswith(_COMMON_ENDINGS) or (stem != low and self._known(stem)) or {low, stem} & self._listed
        return low if common else plain


def truecaser() -> Truecaser:
    """One with what the package knows: its tagger, the actors' acronyms, the names of states and their adjectives."""
    names = [(entity, name) for entity in load_actors().by_id.values() for name in entity.names]
    acronyms = frozenset(n.text for _, n in names if n.text.isupper() and n.text.isalpha() and len(n.text) > 1)
    states = [n.text.lower() for e, n in names if e.kind == "state" and not n.text.isupper()]
    proper = frozenset(text for text in states if text.isalpha()) | {"latin", "american", "america", "soviet"}
    tagger = Tagger.from_bytes(read_bytes("models", "tagger.json.gz"))
    several = {n.text for e, n in names if e.kind != "state" and _SEVERAL.fullmatch(n.text)}
    classes = load_grammar().classes.classes.values()
    reference = reference_words()
    listed = [*(word for words in classes for word in words), *reference.titles, *reference.bare, "country"]
    common = frozenset(word for word in listed if word.isalpha())
    return Truecaser(tagger, acronyms, proper, frozenset(reference.titles), sorted(several), common)


def _spelt_out(text: str) -> set[str]:
    """The words that an acronym in brackets stands for, in whatever language: those back to an article before it."""
    out: set[str] = set()
    for match in _BRACKETED.finditer(text):
        before = [t.text for t in tokens(text, max(0, match.start() - 120), match.start())]
        article = next((at for at in range(len(before) - 1, -1, -1) if before[at].lower() in ("the", "a", "an")), None)
        named = before[article + 1 :] if article is not None else []
        if len(named) <= _LONGEST and all(word[0].isalpha() or word in "-'" for word in named):
            out.update(named)
    return out
