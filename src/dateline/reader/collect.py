"""What a reader has found so far, in the order of the reading it will become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.reader.attribution import Cue, chain_of
from dateline.reader.chunks import Parse
from dateline.reader.counting import Counted
from dateline.reader.roles import Filled
from dateline.reader.triggers import Found
from dateline.records import CountLink, Mention, Reading, RoleLink, Sentence, SourceLink, Trigger
from dateline.tokens import Token

SpanOfTokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One trigger of a sentence with all that belongs to it."""

    found: Found
    status: str
    roles: Sequence[Filled]
    counts: Sequence[Counted]
    times: Sequence[Mention]
    hedges: Sequence[SpanOfTokens]


@dataclass
class Collected:
    """Mentions, triggers and links, each added once."""

    mentions: list[Mention] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[RoleLink] = field(default_factory=list)
    counts: list[CountLink] = field(default_factory=list)
    sources: list[SourceLink] = field(default_factory=list)
    _places: dict[tuple[int, int, int, str], int] = field(default_factory=dict)  # of mentions by sentence, span, kind

    def reading(self, name: str) -> Reading:
        """All of it as one reading."""
        return Reading(
            name, tuple(self.mentions), tuple(self.triggers), tuple(self.roles), tuple(self.counts), tuple(self.sources)
        )

    def add(self, sentence: Sentence, cut: Parse, event: Event, cues: Sequence[Cue]) -> None:
        """One event of a sentence with its links."""
        at, rule = len(self.triggers), f"rule:en/{event.found.rule.id}"
        start, end = cut.span(event.found.first, event.found.stop)
        score, kind = event.found.rule.score, event.found.rule.type
        self.triggers.append(Trigger(sentence.index, start, end, kind, event.status, score, rule))
        for role in event.roles:
            mention = self._mention(sentence, cut.span(role.first, role.stop), role.role, rule)
            self.roles.append(RoleLink(at, mention, role.role, score))
        for c in event.counts:
            mention = self._mention(sentence, cut.span(c.first, c.stop), "quantity", rule)
            whose = _as_stated(cut.tokens[c.whose[0] : c.whose[1]]) if c.whose else None
            self.counts.append(CountLink(at, mention, c.measure, c.scope, whose, score))
        for hint in event.times:
            self.roles.append(RoleLink(at, self._mention(sentence, (hint.start, hint.end), "time", rule), "time", 1.0))
        for span in event.hedges:
            self.roles.append(RoleLink(at, self._mention(sentence, cut.span(*span), "hedge", rule), "hedge", 1.0))
        self._source(sentence, cut, event.found, cues, at)

    def speakers(self, sentence: Sentence, cut: Parse, cues: Sequence[Cue]) -> None:
        """Everybody who says something here, also where no event is told: "he" in the next sentence may be them."""
        for cue in cues:
            for span in cue.claimants:
                self._mention(sentence, cut.span(*span), "source", "rule:en/source")

    def _mention(self, sentence: Sentence, span: tuple[int, int], kind: str, found_by: str) -> int:
        """The position of a mention, added if it is new."""
        at = self._places.setdefault((sentence.index, *span, kind), len(self.mentions))
        if at == len(self.mentions):
            self.mentions.append(Mention(sentence.index, *span, kind, 1.0, found_by))
        return at

    def _source(self, sentence: Sentence, cut: Parse, found: Found, cues: Sequence[Cue], at: int) -> None:
        own = found.verb.first if found.verb is not None else -1
        chain = [c for c in chain_of(cues, found.first, found.stop) if c.first != own]
        if not chain:
            return
        named = [c for c in chain if c.claimants]
        links = []
        for cue in named or chain[:1]:
            for spans in (cue.claimants, cue.relayed_by):
                if spans:
                    links.append(
                        tuple(self._mention(sentence, cut.span(*s), "source", "rule:en/source") for s in spans)
                    )
        links = [link for at_, link in enumerate(links) if link not in links[:at_]]
        cue_mention = self._mention(sentence, cut.span(chain[0].first, chain[0].stop), "cue", "rule:en/cue")
        manner = "unattributed" if not named else "quoted" if chain[0].quoted else "paraphrased"
        self.sources.append(SourceLink(at, tuple(links), cue_mention, manner, 1.0))


def _as_stated(run: Sequence[Token]) -> str:
    """The words of a run of tokens, with a space only where the text has one."""
    gaps = (" " if after.start > before.end else "" for before, after in zip(run, run[1:], strict=False))
    return "".join(gap + token.text for gap, token in zip(("", *gaps), run, strict=True))
