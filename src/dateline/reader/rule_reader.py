"""The first reader: lexicon and rules behind the protocol that a learned reader fills as well."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from dateline.knowledge.grammar import Grammar
from dateline.reader.attribution import Attributor
from dateline.reader.chunks import Parse, Verb, parse
from dateline.reader.collect import Collected, Event
from dateline.reader.counting import Counted, Counter, Quantity
from dateline.reader.frames import frame
from dateline.reader.merging import REPORTS, merge
from dateline.reader.roles import Filled, Roles, trim
from dateline.reader.status import Statuses
from dateline.reader.tagger import Tagger
from dateline.reader.triggers import Found, Surroundings, TriggerRules
from dateline.reader.words import by_first
from dateline.records import Article, Mention, Reading, Sentence
from dateline.tokens import Token, tokens

_BARE = frozenset(("the", "this", "that", "these", "those", "such"))
_NAMES = ("actor", "place", "time")
_QUANTITIES = ("quantity", "percent", "none")


class RuleReader:
    """Reads with data files only; no learned part but the part-of-speech tags."""

    name = "rules/1"

    def __init__(self, grammar: Grammar, tagger: Tagger, least: float = 0.5, *, speakers: bool = True) -> None:
        """`speakers`: whether to find those too who say something where no event is told."""
        self._tagger, self._speakers = tagger, speakers
        self._triggers = TriggerRules(grammar, least)
        self._roles = Roles(self._triggers.classes)
        self._statuses = Statuses(grammar.status, self._triggers.irregular)
        silent = frozenset(grammar.classes.classes["violence"])
        self._attributor = Attributor(grammar.reporting, self._triggers.irregular, silent)
        words = grammar.classes.classes
        things = frozenset(words["structure"]) | frozenset(words["place_noun"]) - frozenset(words["people"])
        self._counter = Counter(grammar.counting, self._triggers.irregular, things - grammar.counting.counted_things)
        self._hedges = by_first(grammar.reporting.hedges)

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """Every claim-bearing span of the article; `hints` are times, quantities and known names."""
        by_sentence: dict[int, list[Mention]] = {}
        for hint in hints:
            by_sentence.setdefault(hint.sentence, []).append(hint)
        got = Collected()
        for sentence in sentences:
            cut = tokens(article.text, sentence.start, sentence.end)
            if cut:
                self._sentence(cut, sentence, by_sentence.get(sentence.index, []), got)
        return got.reading(self.name)

    def attributions(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]
    ) -> list[tuple[str, int, int]]:
        """Source, cue and content spans (kind, start, end) of every reporting cue, with or without an event."""
        out: set[tuple[str, int, int]] = set()
        for sentence in sentences:
            cut = tokens(article.text, sentence.start, sentence.end)
            if not cut:
                continue
            own = [hint for hint in hints if hint.sentence == sentence.index]
            times = _time_spans(_covered(cut, own))
            parsed = parse(cut, self._tagger.tag(self._tagger.truecase(cut)), times)
            for cue in self._attributor.find(parsed, []):
                held = [at for at in range(*cue.scope) if cut[at].is_word]
                spoken = set(range(cue.first, cue.stop)) - {at for span in cue.claimants for at in range(*span)}
                told = [("source", *span) for span in cue.claimants]
                told += [("cue", min(spoken), max(spoken) + 1)] if spoken else []
                told += [("content", held[0], held[-1] + 1)] if held else []
                out |= {(kind, *parsed.span(first, stop)) for kind, first, stop in told}
        return sorted(out, key=lambda span: (span[1], span))

    def _sentence(self, cut: Sequence[Token], sentence: Sentence, hints: Sequence[Mention], got: Collected) -> None:
        if not self._speakers and not self._triggers.may_name([token.lower for token in cut]):
            return
        covered = _covered(cut, hints)
        known = _kinds(covered)
        parsed = parse(cut, self._tagger.tag(self._tagger.truecase(cut)), _time_spans(covered))
        found = self._triggers.find(parsed, Surroundings(known))
        if not found and not self._speakers:
            return
        cues = self._attributor.find(parsed, [f.verb for f in found if f.verb is not None and f.rule.type in REPORTS])
        got.speakers(sentence, parsed, cues)
        counted = self._counter.bind(parsed, found, _quantities(covered))
        kept, counted, extra = merge(parsed, found, counted, cues)
        for at, one in enumerate(kept):
            roles = trim(parsed, [*self._roles.of(parsed, one, known), *extra.get(at, ())])
            counts = [c for c in counted if c.trigger == at]
            if _says_something(parsed, one, roles, counts):
                times = _times_of(parsed, one, hints)
                hedges = self._hedges_near(parsed, one)
                got.add(
                    sentence, parsed, Event(one, self._statuses.of(parsed, one), roles, counts, times, hedges), cues
                )

    def _hedges_near(self, cut: Parse, one: Found) -> list[tuple[int, int]]:
        """The first hedge within a few words of the trigger."""
        near = cut.low[max(0, one.first - 9) : one.stop + 2]
        for at, word in enumerate(near, max(0, one.first - 9)):
            for words in self._hedges.get(word, ()):
                if cut.low[at : at + len(words)] == words:
                    return [(at, at + len(words))]
        return []


def _says_something(cut: Parse, one: Found, roles: Sequence[Filled], counts: Sequence[Counted]) -> bool:
    """A bare "the attack" that only refers back is no claim."""
    if one.verb is not None or roles or counts:
        return True
    noun = cut.noun_at(one.first)
    return noun is None or cut.low[noun.first] not in _BARE


def _covered(cut: Sequence[Token], hints: Sequence[Mention]) -> list[tuple[str, int, int]]:
    """The kind of each hint with the tokens it covers; a hint that covers no whole token is left out."""
    starts, ends = [t.start for t in cut], [t.end for t in cut]
    spans = [(hint.kind, bisect_left(starts, hint.start), bisect_right(ends, hint.end)) for hint in hints]
    return [(kind, first, stop) for kind, first, stop in spans if first < stop]


def _kinds(covered: Sequence[tuple[str, int, int]]) -> Mapping[int, str]:
    """For each token that a name or time covers: which."""
    return {at: kind for kind, first, stop in covered if kind in _NAMES for at in range(first, stop)}


def _time_spans(covered: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """The tokens of each time expression: a noun chunk does not run into it."""
    return [(first, stop) for kind, first, stop in covered if kind == "time"]


def _quantities(covered: Sequence[tuple[str, int, int]]) -> list[Quantity]:
    return [Quantity(a, b, kind == "percent", kind == "none") for kind, a, b in covered if kind in _QUANTITIES]


def _joined(cut: Parse, verb: Verb) -> bool:
    """ "Has cost 240,000 lives and driven millions out": one clause still."""
    return verb.first > 0 and cut.low[verb.first - 1] == "and"


def _told_by(cut: Parse, one: Found) -> list[Verb]:
    """The verb whose subject the event noun is: "attacks killed 70 people in May"."""
    return [v for v in cut.verbs if any(n.first <= one.first < n.stop for n in frame(cut, v).subject)]


def _times_of(cut: Parse, one: Found, hints: Sequence[Mention]) -> list[Mention]:
    """The time expressions of the trigger's clause, and one that opens the sentence."""
    times = [hint for hint in hints if hint.kind == "time"]
    if not times:
        return []
    out = []
    start, end = cut.span(one.first, one.stop)
    own = [one.verb] if one.verb is not None else _told_by(cut, one)
    for hint in times:
        low, high = (end, hint.start) if hint.start >= end else (hint.end, start)
        between = [v for v in cut.verbs if low <= cut.tokens[v.head].start < high]
        finite = [v for v in between if not v.participle and not v.infinitive and v not in own and not _joined(cut, v)]
        opens = hint.start < start and cut.tokens[0].start >= hint.start - 4
        if not finite or (opens and len(finite) <= 1):
            out.append(hint)
    return out[:2]
