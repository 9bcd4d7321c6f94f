"""Who says it, within one sentence: reporting verbs, "according to", quoting outlets, unnamed sources.

A cue has a scope of tokens; a trigger belongs to the innermost cue whose scope holds it, and cues that hold cues make
the chain "A, as reported by B" (PolNeAR's source, cue, content: Newell et al. 2018).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.grammar import Reporting
from dateline.reader.chunks import Noun, Parse, Verb
from dateline.reader.frames import before_parenthesis, conjoined, extended, frame
from dateline.reader.words import by_first, noun_lemmas, verb_lemmas

_QUOTES = frozenset('"“”«»„')


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting cue: token positions, its claimants (chunks; none: unnamed), and the tokens it covers."""

    first: int
    stop: int
    claimants: tuple[tuple[int, int], ...]  # token spans
    scope: tuple[int, int]
    quoted: bool
    relayed_by: tuple[tuple[int, int], ...] = ()


class Attributor:
    """Finds cues with the reporting words it is given."""

    def __init__(self, words: Reporting, irregular: dict[str, str], never: frozenset[str]) -> None:
        self.words = words
        self._never = never  # heads of chunks that cannot speak: "the attack"
        self._irregular = irregular
        self._verbs = frozenset(v for v in words.verbs if " " not in v)
        self._counts = frozenset(words.tolling.verbs)
        self._counted = frozenset(words.tolling.nouns)
        self._phrases = by_first(words.according)
        self._quoted_by = [tuple(p.split()) for p in words.quoted_by]
        self._unnamed = by_first(words.unattributed)
        self._relay = frozenset(words.relay)
        self._cue_of = functools.lru_cache(maxsize=20_000)(self._lemmas)

    def _lemmas(self, form: str) -> tuple[str | None, str | None, bool]:
        """The reporting verb and the verb of counting that a form is of, and whether it is one of relaying."""
        lemmas = verb_lemmas(form, self._irregular)
        said = next((word for word in lemmas if word in self._verbs), None)
        counted = next((word for word in lemmas if word in self._counts), None)
        return said, counted, not self._relay.isdisjoint(lemmas)

    def find(self, parse: Parse, speech: Sequence[Verb]) -> list[Cue]:
        """Every cue of a sentence. `speech` are verbs of events that also report (accuse, threaten, deny)."""
        cues = self._according(parse) + self._relayed(parse) + self._headline(parse)
        taken = {i for cue in cues for i in range(cue.first, cue.stop)}
        for verb in parse.verbs:
            if verb.head in taken:
                continue
            lemma = self._lemma(parse, verb) or self._counting(parse, verb)
            if lemma is not None or verb in speech:
                cue = self._of_verb(parse, verb, lemma)
                if cue is not None:
                    cues.append(cue)
        return cues + self._unattributed(parse)

    def _lemma(self, parse: Parse, verb: Verb) -> str | None:
        if verb.infinitive or parse.low[verb.head] == "according" or (verb.passive and not _opens(parse, verb)):
            return None
        return self._cue_of(parse.low[verb.head])[0]

    def _counting(self, parse: Parse, verb: Verb) -> str | None:
        """ "The monitor put the toll at 31": the lemma of a verb of counting whose object is a toll."""
        lemma = self._cue_of(parse.low[verb.head])[1]
        if lemma is None or verb.passive or verb.infinitive:
            return None
        told = any(not self._counted.isdisjoint(noun_lemmas(word)) for word in parse.low[verb.stop : verb.stop + 6])
        return lemma if told else None

    def _of_verb(self, parse: Parse, verb: Verb, lemma: str | None) -> Cue | None:
        if verb.passive and _opens(parse, verb):
            verb = replace(verb, passive=False, participle=False)  # "boasted" taken for a participle
        inverted = self._inverted(parse, verb)
        subjects = (inverted,) if inverted else frame(parse, verb).subject
        subjects = tuple(n for n in subjects if n.stop <= verb.first or n is inverted)
        subjects = tuple(n for n in subjects if self._never.isdisjoint(noun_lemmas(parse.low[n.head])))
        if not subjects:
            return None
        last = max(extended(parse, n) for n in subjects) if inverted else verb.stop
        scope = self._scope(parse, verb, subjects, last, lemma)
        if scope is None:
            return None
        spans = tuple((n.first, extended(parse, n)) for n in subjects)
        quoted = not _QUOTES.isdisjoint(parse.low)
        first = min(verb.first, *(n.first for n in subjects)) if inverted is None else verb.first
        return Cue(min(first, verb.first), max(last, verb.stop), spans, scope, quoted)

    def _inverted(self, parse: Parse, verb: Verb) -> Noun | None:
        """`..." said the Observatory` : the claimant follows the verb."""
        if parse.low[verb.head] not in self.words.before_speakers:
            return None
        before = parse.low[verb.first - 1] if verb.first else ""
        noun = parse.noun_at(verb.stop) if verb.stop < len(parse.low) else None
        aside = before == "," and before_parenthesis(parse, verb.first - 1) is not None
        direct = aside or _adjacent_subject(parse, verb)
        if noun is None or noun.first != verb.stop or direct:
            return None
        return noun if before in _QUOTES or before in (",", ".") or verb.first > 3 else None

    def _scope(
        self, parse: Parse, verb: Verb, subjects: Sequence[Noun], last: int, lemma: str | None
    ) -> tuple[int, int] | None:
        """Tokens the cue covers: what follows it, or, where nothing does, what stands before it."""
        size = len(parse.low)
        first = min([verb.first, *(n.first for n in subjects if n.stop <= verb.first)])
        after = [v for v in parse.verbs if v.first >= last and parse.low[v.head] != "according"]
        after_verbs = [v for v in after if not (v.participle and v.passive)]
        quote_after = not _QUOTES.isdisjoint(parse.low[last:])
        quote_before = not _QUOTES.isdisjoint(parse.low[:first])
        if lemma in self.words.charging and not verb.passive:
            return last, len(parse.low)
        that = "that" in parse.low[last : last + 6]
        relative = first > 0 and parse.low[first - 1] in ("who", "which", "that")
        size = next((i for i in range(last, size - 1) if self._turns(parse, i)), size)
        if relative or (verb.participle and parse.tags[verb.head] == "VBG"):
            return last, size
        if that or (quote_after and not quote_before):
            return last, size
        if first >= 3 and (quote_before or not after_verbs or self._trailing(parse, first)):
            return (0, first) if not after_verbs or quote_before or self._comma(parse, first) else (last, size)
        if lemma in self.words.weak and not that:
            return None
        return (last, size) if last < size else None

    def _turns(self, parse: Parse, at: int) -> bool:
        """ ", as Moscow announced", ", while the army said": another clause, not what was said."""
        return parse.low[at] == "," and parse.low[at + 1] in self.words.turning

    def _trailing(self, parse: Parse, first: int) -> bool:
        return any(v.stop <= first and not v.participle for v in parse.verbs)

    def _comma(self, parse: Parse, first: int) -> bool:
        return parse.low[first - 1] in (",", *_QUOTES)

    def _according(self, parse: Parse) -> list[Cue]:
        out = []
        for at, word in enumerate(parse.low):
            for words in self._phrases.get(word, ()):
                stop = at + len(words)
                if parse.low[at:stop] != words:
                    continue
                noun = next((n for n in parse.nouns if stop <= n.first <= stop + 3), None)
                if noun is None or any(
                    v.first >= stop and v.stop <= noun.first and not v.participle for v in parse.verbs
                ):
                    continue
                group = conjoined(parse, noun)
                spans = tuple((n.first, extended(parse, n)) for n in group)
                end = spans[-1][1]
                scope = (0, at) if at > 2 else (end, len(parse.low))
                out.append(Cue(at, end, spans, scope, False))
        return out

    def _headline(self, parse: Parse) -> list[Cue]:
        """ "Air strike kills 17: monitor" : a short chunk after the last colon or dash of a headline."""
        size = len(parse.low)
        for at in range(size - 2, max(2, size - 6), -1):
            if parse.low[at] not in (":", "-", "–", "—"):
                continue
            noun = parse.noun_at(at + 1)
            glued = parse.tokens[at].start == parse.tokens[at - 1].end and parse.low[at] != ":"
            if (
                noun is None
                or glued
                or noun.first != at + 1
                or extended(parse, noun) != size
                or noun.head in parse.times
            ):
                return []
            return [Cue(at, size, ((noun.first, size),), (0, at), False)]
        return []

    def _relayed(self, parse: Parse) -> list[Cue]:
        """ "X was quoted by Y as saying", "Y quoted X as saying", "in a statement carried by Y"."""
        out = []
        for verb in parse.verbs:
            relays = self._cue_of(parse.low[verb.head])[2]
            if not relays or "as" not in parse.low[verb.stop : verb.stop + 12]:
                continue
            roles = frame(parse, verb)
            said = next((i for i in range(verb.stop, len(parse.low)) if parse.low[i] in self.words.said_on), None)
            if said is None or not (roles.object or roles.subject):
                continue
            inner = tuple((n.first, extended(parse, n)) for n in roles.object)
            outer = tuple((n.first, extended(parse, n)) for n in roles.subject)
            out.append(Cue(verb.first, said + 1, inner, (said + 1, len(parse.low)), False, outer))
        return out

    def _unattributed(self, parse: Parse) -> list[Cue]:
        out = []
        for at, word in enumerate(parse.low):
            for words in self._unnamed.get(word, ()):
                if parse.low[at : at + len(words)] == words:
                    stop = at + len(words)
                    out.append(Cue(at, stop, (), (max(0, at - 8), len(parse.low)), False))
        return out


def _opens(parse: Parse, verb: Verb) -> bool:
    """A colon or a quotation follows within a few words: what is said comes next."""
    return verb.participle and any(
        parse.low[i] in (":", "“", '"') for i in range(verb.stop, min(verb.stop + 6, len(parse.low)))
    )


def _adjacent_subject(parse: Parse, verb: Verb) -> bool:
    """A chunk stands right before the verb: it speaks, and what follows is what it says."""
    return any(n.stop == verb.first for n in parse.nouns)


def chain_of(cues: Sequence[Cue], first: int, stop: int) -> list[Cue]:
    """The cues that cover the tokens, innermost first."""
    holding = [c for c in cues if c.scope[0] <= first and stop <= c.scope[1] and not (c.first <= first < c.stop)]
    return sorted(holding, key=lambda c: (_depth(c, holding), c.scope[1] - c.scope[0]))


def _depth(cue: Cue, others: Sequence[Cue]) -> int:
    """How many cues stand inside this cue's scope: the innermost claimant has none."""
    return sum(1 for o in others if o is not cue and cue.scope[0] <= o.first and o.stop <= cue.scope[1])
