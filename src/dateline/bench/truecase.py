"""Text in capitals to ordinary case, letter for letter, so that offsets stay.

After Lita et al. (2003), "tRuEcasIng", without a language model: a word that the part-of-speech tagger knows as common
becomes small, any other keeps a capital; a sentence begins with one; acronyms that the text introduces in brackets, or
that the actors' names hold, stay in capitals, and the words that they stand for get one; so do titles before a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.knowledge.actors import load_actors
from dateline.knowledge.files import read_bytes
from dateline.knowledge.lexicon import reference_words
from dateline.reader.tagger import Tagger
from dateline.tokens import Token, tokens

_BRACKETED = re.compile(r"[(\[]\s*([A-Z][A-Z0-9-]{1,9})\s*[)\]]")
_SMALL = frozenset("a an the of in on at by to for from and or with de del y".split())
_LONGEST = 9  # words of a name before its acronym
#: endings of common words that the tagger has not met
_COMMON_ENDINGS = tuple(
    "ing ings ed ly tion tions ment ments ness ity ities ism ists ist ive ous ful less able ible".split()
)
_SENTENCE_ENDS = frozenset('. ? ! " “ ”'.split())


class Truecaser:
    """Gives text its case with the tagger it is handed, known acronyms, proper words (small) and titles (small)."""

    def __init__(
        self, tagger: Tagger, acronyms: frozenset[str], proper: frozenset[str], titles: frozenset[str]
    ) -> None:
        self._tagger, self._proper, self._titles = tagger, proper, titles
        self._acronyms = frozenset(word for word in acronyms if not self._known(word))

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
        if token.text in names or low in self._proper:
            return token.text.capitalize()
        stem = low.removesuffix("s")
        common = low.endswith(_COMMON_ENDINGS) or (stem != low and self._known(stem))
        return low if common else plain


def truecaser() -> Truecaser:
    """One with what the package knows: its tagger, the actors' acronyms, the names of states and their adjectives."""
    names = [(entity, name) for entity in load_actors().by_id.values() for name in entity.names]
    acronyms = frozenset(n.text for _, n in names if n.text.isupper() and n.text.isalpha() and len(n.text) > 1)
    states = [n.text.lower() for e, n in names if e.kind == "state"]
    proper = frozenset(text for text in states if text.isalpha()) | {"latin", "american", "america", "soviet"}
    tagger = Tagger.from_bytes(read_bytes("models", "tagger.json.gz"))
    return Truecaser(tagger, acronyms, proper, frozenset(reference_words().titles))


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
