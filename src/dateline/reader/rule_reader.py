"""The first reader: lexicon and rules behind the protocol that a learned reader fills as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.knowledge.grammar import Grammar
from dateline.reader.attribution import Attributor, Cue, chain_of
from dateline.reader.chunks import Parse, Verb, parse
from dateline.reader.counting import Counted, Counter, Quantity
from dateline.reader.frames import frame
from dateline.reader.merging import REPORTS, merge
from dateline.reader.roles import Filled, Roles, trim
from dateline.reader.status import Statuses
from dateline.reader.tagger import Tagger
from dateline.reader.triggers import Found, Surroundings, TriggerRules
from dateline.records import Article, CountLink, Mention, Reading, RoleLink, Sentence, SourceLink, Trigger
from dateline.tokens import tokens

_BARE = frozenset(("the", "this", "that", "these", "those", "such"))


@dataclass
class _Collected:
    """What has been read so far, in the reading's own order."""

    mentions: list[Mention] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[RoleLink] = field(default_factory=list)
    counts: list[CountLink] = field(default_factory=list)
    sources: list[SourceLink] = field(default_factory=list)

    def mention(self, sentence: Sentence, start: int, end: int, kind: str, found_by: str) -> int:
        """The position of a mention, added if it is new."""
        for at, known in enumerate(self.mentions):
            if (known.start, known.end, known.kind) == (start, end, kind):
                return at
        self.mentions.append(Mention(sentence.index, start, end, kind, 1.0, found_by))
        return len(self.mentions) - 1


class RuleReader:
    """Reads with data files only; no learned part but the part-of-speech tags."""

    name = "rules/1"

    def __init__(self, grammar: Grammar, tagger: Tagger, least: float = 0.5) -> None:
        self._tagger = tagger
        self._triggers = TriggerRules(grammar, least)
        self._roles = Roles(self._triggers.classes)
        self._statuses = Statuses(grammar.status)
        self._attributor = Attributor(
            grammar.reporting, self._triggers.irregular, frozenset(grammar.classes.classes["violence"])
        )
        self._counter = Counter(self._triggers.irregular)
        self._hedges = [tuple(p.split()) for p in grammar.reporting.hedges]

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """Every claim-bearing span of the article; `hints` are times, quantities and known names."""
        by_sentence: dict[int, list[Mention]] = {}
        for hint in hints:
            by_sentence.setdefault(hint.sentence, []).append(hint)
        got = _Collected()
        for sentence in sentences:
            self._sentence(article, sentence, by_sentence.get(sentence.index, []), got)
        return Reading(
            self.name, tuple(got.mentions), tuple(got.triggers), tuple(got.roles), tuple(got.counts), tuple(got.sources)
        )

    def _sentence(self, article: Article, sentence: Sentence, hints: Sequence[Mention], got: _Collected) -> None:
        cut = tokens(article.text, sentence.start, sentence.end)
        if not cut:
            return
        known = _kinds(cut, hints)
        cut_up = parse(cut, self._tagger.tag(self._tagger.truecase(cut)), _breaks(cut, hints))
        found = self._triggers.find(cut_up, Surroundings(known))
        frames = {verb: frame(cut_up, verb) for verb in cut_up.verbs}
        speech = [f.verb for f in found if f.verb is not None and f.rule.type in REPORTS]
        cues = self._attributor.find(cut_up, speech)
        quantities = _quantities(cut, hints, article)
        counted = self._counter.bind(cut_up, found, frames, quantities)
        kept, counted, extra = merge(cut_up, found, counted, cues)
        filled = [
            trim(cut_up, [*self._roles.of(cut_up, one, known), *extra.get(i, ())]) for i, one in enumerate(kept)
        ]
        keep = [i for i, one in enumerate(kept) if self._says_something(cut_up, one, filled[i], i, counted)]
        for i in keep:
            self._write(sentence, cut_up, kept[i], filled[i], [c for c in counted if c.trigger == i], cues, hints, got)

    def _says_something(
        self, cut: Parse, one: Found, filled: Sequence[Filled], at: int, counted: Sequence[Counted]
    ) -> bool:
        """A bare "the attack" that only refers back is no claim."""
        if one.verb is not None or filled or any(c.trigger == at for c in counted):
            return True
        noun = cut.noun_at(one.first)
        return noun is None or cut.low[noun.first] not in _BARE

    def _write(
        self,
        sentence: Sentence,
        cut: Parse,
        one: Found,
        filled: Sequence[Filled],
        counted: Sequence[Counted],
        cues: Sequence[Cue],
        hints: Sequence[Mention],
        got: _Collected,
    ) -> None:
        at, rule = len(got.triggers), f"rule:en/{one.rule.id}"
        start, end = cut.span(one.first, one.stop)
        status = self._statuses.of(cut, one)
        got.triggers.append(Trigger(sentence.index, start, end, one.rule.type, status, one.rule.score, rule))
        for role in filled:
            mention = got.mention(sentence, *cut.span(role.first, role.stop), role.role, rule)
            got.roles.append(RoleLink(at, mention, role.role, one.rule.score))
        for c in counted:
            mention = got.mention(sentence, *cut.span(c.first, c.stop), "quantity", rule)
            whose = _words(cut, c.whose) if c.whose else None
            got.counts.append(CountLink(at, mention, c.measure, c.scope, whose, one.rule.score))
        for hint in _times_of(cut, one, hints, got.triggers):
            got.roles.append(RoleLink(at, got.mention(sentence, hint.start, hint.end, "time", rule), "time", 1.0))
        for first, stop in self._hedges_near(cut, one):
            mention = got.mention(sentence, *cut.span(first, stop), "hedge", rule)
            got.roles.append(RoleLink(at, mention, "hedge", 1.0))
        self._source(sentence, cut, one, cues, at, got)

    def _hedges_near(self, cut: Parse, one: Found) -> list[tuple[int, int]]:
        out = []
        for at in range(max(0, one.first - 6), min(len(cut.low), one.stop + 2)):
            for words in self._hedges:
                if cut.low[at : at + len(words)] == words:
                    out.append((at, at + len(words)))
        return out[:1]

    def _source(
        self, sentence: Sentence, cut: Parse, one: Found, cues: Sequence[Cue], at: int, got: _Collected
    ) -> None:
        own = one.verb.first if one.verb is not None else -1
        chain = [c for c in chain_of(cues, one.first, one.stop) if c.first != own]
        if not chain:
            return
        links: list[tuple[int, ...]] = []
        named = [c for c in chain if c.claimants]
        for cue in named or chain[:1]:
            for spans in (cue.claimants, cue.relayed_by):
                if spans:
                    links.append(
                        tuple(got.mention(sentence, *cut.span(a, b), "source", "rule:en/source") for a, b in spans)
                    )
        cue = chain[0]
        cue_mention = got.mention(sentence, *cut.span(cue.first, cue.stop), "cue", "rule:en/cue")
        manner = "unattributed" if not named else "quoted" if cue.quoted else "paraphrased"
        got.sources.append(SourceLink(at, tuple(links), cue_mention, manner, 1.0))


def _words(cut: Parse, span: tuple[int, int]) -> str:
    return " ".join(cut.tokens[i].text for i in range(*span))


def _kinds(cut: Sequence[object], hints: Sequence[Mention]) -> Mapping[int, str]:
    out: dict[int, str] = {}
    for i, token in enumerate(cut):
        for hint in hints:
            if hint.start <= token.start and token.end <= hint.end and hint.kind in ("actor", "place", "time"):  # type: ignore[attr-defined]
                out[i] = hint.kind
    return out


def _breaks(cut: Sequence[object], hints: Sequence[Mention]) -> frozenset[int]:
    """Tokens where a time expression begins: a noun chunk does not run into it."""
    starts = {h.start for h in hints if h.kind == "time"}
    return frozenset(i for i, token in enumerate(cut) if token.start in starts)  # type: ignore[attr-defined]


def _quantities(cut: Sequence[object], hints: Sequence[Mention], article: Article) -> list[Quantity]:
    out = []
    for hint in hints:
        if hint.kind not in ("quantity", "percent"):
            continue
        inside = [i for i, t in enumerate(cut) if hint.start <= t.start and t.end <= hint.end]  # type: ignore[attr-defined]
        if inside:
            words = article.text[hint.start : hint.end]
            out.append(Quantity(inside[0], inside[-1] + 1, words, hint.kind == "percent"))
    return out


def _times_of(cut: Parse, one: Found, hints: Sequence[Mention], triggers: Sequence[Trigger]) -> list[Mention]:
    """The time expressions of the trigger's clause."""
    out = []
    start, end = cut.span(one.first, one.stop)
    for hint in hints:
        if hint.kind != "time":
            continue
        low, high = (end, hint.start) if hint.start >= end else (hint.end, start)
        between = [
            v for v in cut.verbs if low <= cut.tokens[v.head].start < high and not v.participle and not v.infinitive
        ]
        own = [v for v in between if v != one.verb]
        if not own or (hint.start < start and len(own) <= 1 and cut.tokens[0].start >= hint.start - 4):
            out.append(hint)
    return out[:2]
