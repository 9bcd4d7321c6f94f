"""The first reader: lexicon and rules behind the protocol that a learned reader fills as well."""

from __future__ import annotations

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

    def __init__(self, grammar: Grammar, tagger: Tagger, least: float = 0.5) -> None:
        self._tagger = tagger
        self._triggers = TriggerRules(grammar, least)
        self._roles = Roles(self._triggers.classes)
        self._statuses = Statuses(grammar.status, self._triggers.irregular)
        silent = frozenset(grammar.classes.classes["violence"])
        self._attributor = Attributor(grammar.reporting, self._triggers.irregular, silent)
        words = grammar.classes.classes
        things = frozenset(words["structure"]) | frozenset(words["place_noun"]) - frozenset(words["people"])
        self._counter = Counter(grammar.counting, self._triggers.irregular, things - {"village", "town", "vehicle"})
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
            parsed = parse(cut, self._tagger.tag(self._tagger.truecase(cut)), _time_spans(cut, own))
            for cue in self._attributor.find(parsed, []):
                held = [at for at in range(*cue.scope) if cut[at].is_word]
                spoken = set(range(cue.first, cue.stop)) - {at for span in cue.claimants for at in range(*span)}
                told = [("source", *span) for span in cue.claimants]
                told += [("cue", min(spoken), max(spoken) + 1)] if spoken else []
                told += [("content", held[0], held[-1] + 1)] if held else []
                out |= {(kind, *parsed.span(first, stop)) for kind, first, stop in told}
        return sorted(out, key=lambda span: (span[1], span))

    def _sentence(self, cut: Sequence[Token], sentence: Sentence, hints: Sequence[Mention], got: Collected) -> None:
        known = _kinds(cut, hints)
        parsed = parse(cut, self._tagger.tag(self._tagger.truecase(cut)), _time_spans(cut, hints))
        found = self._triggers.find(parsed, Surroundings(known))
        frames = {verb: frame(parsed, verb) for verb in parsed.verbs}
        cues = self._attributor.find(parsed, [f.verb for f in found if f.verb is not None and f.rule.type in REPORTS])
        got.speakers(sentence, parsed, cues)
        counted = self._counter.bind(parsed, found, frames, _quantities(cut, hints))
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
        for at in range(max(0, one.first - 9), min(len(cut.low), one.stop + 2)):
            for words in self._hedges.get(cut.low[at], ()):
                if cut.low[at : at + len(words)] == words:
                    return [(at, at + len(words))]
        return []


def _says_something(cut: Parse, one: Found, roles: Sequence[Filled], counts: Sequence[Counted]) -> bool:
    """A bare "the attack" that only refers back is no claim."""
    if one.verb is not None or roles or counts:
        return True
    noun = cut.noun_at(one.first)
    return noun is None or cut.low[noun.first] not in _BARE


def _kinds(cut: Sequence[Token], hints: Sequence[Mention]) -> Mapping[int, str]:
    """For each token that a name or time covers: which."""
    out: dict[int, str] = {}
    for hint in hints:
        if hint.kind in _NAMES:
            out.update((i, hint.kind) for i, t in enumerate(cut) if hint.start <= t.start and t.end <= hint.end)
    return out


def _time_spans(cut: Sequence[Token], hints: Sequence[Mention]) -> list[tuple[int, int]]:
    """The tokens of each time expression: a noun chunk does not run into it."""
    out = []
    for hint in hints:
        inside = [i for i, t in enumerate(cut) if hint.start <= t.start and t.end <= hint.end]
        if hint.kind == "time" and inside:
            out.append((inside[0], inside[-1] + 1))
    return out


def _quantities(cut: Sequence[Token], hints: Sequence[Mention]) -> list[Quantity]:
    out = []
    for hint in hints:
        inside = [i for i, t in enumerate(cut) if hint.start <= t.start and t.end <= hint.end]
        if hint.kind in _QUANTITIES and inside:
            out.append(Quantity(inside[0], inside[-1] + 1, hint.kind == "percent", hint.kind == "none"))
    return out


def _joined(cut: Parse, verb: Verb) -> bool:
    """ "Has cost 240,000 lives and driven millions out": one clause still."""
    return verb.first > 0 and cut.low[verb.first - 1] == "and"


def _told_by(cut: Parse, one: Found) -> set[Verb]:
    """The verb whose subject the event noun is: "attacks killed 70 people in May"."""
    return {v for v in cut.verbs if any(n.first <= one.first < n.stop for n in frame(cut, v).subject)}


def _times_of(cut: Parse, one: Found, hints: Sequence[Mention]) -> list[Mention]:
    """The time expressions of the trigger's clause, and one that opens the sentence."""
    out = []
    start, end = cut.span(one.first, one.stop)
    own = {one.verb} if one.verb is not None else _told_by(cut, one)
    for hint in hints:
        if hint.kind != "time":
            continue
        low, high = (end, hint.start) if hint.start >= end else (hint.end, start)
        between = [v for v in cut.verbs if low <= cut.tokens[v.head].start < high]
        finite = [v for v in between if not v.participle and not v.infinitive and v not in own and not _joined(cut, v)]
        opens = hint.start < start and cut.tokens[0].start >= hint.start - 4
        if not finite or (opens and len(finite) <= 1):
            out.append(hint)
    return out[:2]
