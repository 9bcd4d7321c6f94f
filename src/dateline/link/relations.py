"""How the claims of one incident stand to each other: repeats, updates, corrects, overlaps, contradicts, corroborates.

The later claim (by page day, page, position) is the subject, the earlier one the object. A claim is compared with the
latest earlier claim of each claimant, so that a row of updates is a chain and the work grows with the claimants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.ids import content_id
from dateline.knowledge.lexicon import linking_words
from dateline.link.archive import Archive
from dateline.link.facts import Facts
from dateline.link.figures import Figure, Standing, compare_figures, figures_of
from dateline.link.independence import Standing as Position
from dateline.link.independence import dependence, standings_of
from dateline.link.places import Where, between
from dateline.link.rivals import rival_actors
from dateline.link.twins import sentence_likeness
from dateline.link.words import words_in
from dateline.records import Claim, Incident, Link

BY = "link/1"
_COPY = 0.8  # likeness of sentences, in one family of copies


@dataclass(frozen=True, slots=True)
class _Side:
    """A claim with everything that relations compare."""

    claim: Claim
    position: Position
    facts: Facts
    figures: tuple[Figure, ...]

    @property
    def voices(self) -> frozenset[str]:
        return frozenset(v.key for v in self.position.claimants)

    @property
    def name(self) -> str:
        return " and ".join(v.name for v in self.position.claimants)

    @property
    def cues(self) -> frozenset[str]:
        return frozenset(token.lower for token in words_in(self.claim.sentence_evidence.exact))


def find_relations(archive: Archive) -> Iterator[Link]:
    """Relations between the claims of each incident, in the order of the incidents."""
    for incident in archive.linking.incidents:
        yield from incident_relations(incident, archive)


def incident_relations(incident: Incident, archive: Archive) -> Iterator[Link]:
    """Relations between the claims of one incident, in the order of the claims."""
    claims = archive.claims_of(incident)
    told = zip(claims, standings_of(claims, archive), strict=True)
    sides = [_Side(claim, standing, archive.facts(claim), figures_of(claim)) for claim, standing in told]
    latest: dict[tuple[str, str], _Side] = {}  # voice and measure ("" where nothing is counted): its latest claim
    for side in sides:
        seen: set[str] = set()
        for earlier in _earlier(side, latest):
            link = _relation(earlier, side)
            if link is not None and earlier.claim.id not in seen:
                seen.add(earlier.claim.id)
                yield link
        for voice in side.voices:
            for measure in {f.measure for f in side.figures} | {""}:
                latest[voice, measure] = side


def _earlier(side: _Side, latest: dict[tuple[str, str], _Side]) -> list[_Side]:
    """The latest earlier claims of every claimant that count the same, or, where nothing is counted, at all."""
    measures = {f.measure for f in side.figures} or {""}
    found = {s.claim.id: s for (_, measure), s in latest.items() if measure in measures}
    return sorted(found.values(), key=lambda s: s.facts.key)


def _relation(earlier: _Side, later: _Side) -> Link | None:
    same_voice = bool(earlier.voices & later.voices)
    depends = dependence(earlier.position, later.position)
    pairs = [(a, b, compare_figures(a, b)) for a in earlier.figures for b in later.figures]
    pairs = [pair for pair in pairs if pair[2] is not Standing.APART]
    if _is_copy(earlier, later):
        return _link("repeats", later, earlier, "the same sentence in a copy of the same text", 1.0)
    changed = [(a, b) for a, b, s in pairs if s is Standing.CONFLICT or (s is Standing.COMPATIBLE and same_voice)]
    if same_voice:
        return _same_voice(earlier, later, changed, pairs)
    if _is_former(earlier) or _is_former(later):
        changed = []
    against = _contradiction(earlier, later, changed)
    if against is not None:
        return _link("contradicts", later, earlier, against, 0.9 if changed else 0.6)
    parts = [(a, b) for a, b, s in pairs if s is Standing.PART]
    if depends is None:
        return _corroboration(earlier, later, pairs)
    equal = [a for a, _, s in pairs if s is Standing.EQUAL]
    if equal and earlier.claim.article_id != later.claim.article_id:
        return _link("repeats", later, earlier, f"{equal[0].words} in both; not independent: {depends}", 0.7)
    if parts and earlier.claim.article_id == later.claim.article_id:
        return _overlap(earlier, later, parts[0])
    return None


def _is_former(side: _Side) -> bool:
    """True for a claim that tells one figure as given up ("had earlier given a toll of 17")."""
    sentence = side.claim.sentence_evidence.exact.lower()
    return len(side.figures) == 1 and any(words in sentence for words in linking_words().former_figure)


def _is_copy(earlier: _Side, later: _Side) -> bool:
    if earlier.position.text != later.position.text or earlier.claim.article_id == later.claim.article_id:
        return False
    if earlier.claim.type != later.claim.type or _values(earlier) != _values(later):
        return False
    return sentence_likeness(earlier.position.sentence, later.position.sentence) >= _COPY


def _values(side: _Side) -> list[tuple[str, str]]:
    return sorted((f.measure, f.number.value) for f in side.figures)


def _same_voice(
    earlier: _Side,
    later: _Side,
    changed: Sequence[tuple[Figure, Figure]],
    pairs: Sequence[tuple[Figure, Figure, Standing]],
) -> Link | None:
    parts = [(a, b) for a, b, s in pairs if s is Standing.PART]
    if changed:
        a, b = changed[0]
        words = f"{later.name}: {b.words}, before {a.words}"
        if later.cues & linking_words().correcting:
            return _link("corrects", later, earlier, f"{words}; the sentence says that it corrects", 0.9)
        if earlier.claim.article_id == later.claim.article_id:
            return _same_page_change(earlier, later, (a, b))
        return _link("updates", later, earlier, f"{words}; the later page gives the current figure", 0.9)
    if any(s is Standing.EQUAL for _, _, s in pairs):
        return _link("repeats", later, earlier, f"{later.name} gives the same figure again: {pairs[0][0].words}", 0.9)
    if parts:
        return _overlap(earlier, later, parts[0])
    if not earlier.figures and not later.figures and earlier.claim.type == later.claim.type:
        return _link("repeats", later, earlier, f"{later.name} says the same again", 0.6)
    return None


def _same_page_change(earlier: _Side, later: _Side, pair: tuple[Figure, Figure]) -> Link | None:
    """Two figures of one claimant on one page: the one told as former is the older one; else nothing says which."""
    one, other = pair
    former = "which the page tells as the former figure"
    if later.cues & linking_words().superseded and not earlier.cues & linking_words().superseded:
        words = f"{later.name}: {one.words}, before {other.words}, {former}"
        return _link("updates", earlier, later, words, 0.8)
    if earlier.cues & linking_words().superseded:
        words = f"{later.name}: {other.words}, before {one.words}, {former}"
        return _link("updates", later, earlier, words, 0.8)
    return None


def _contradiction(earlier: _Side, later: _Side, changed: Sequence[tuple[Figure, Figure]]) -> str | None:
    if changed:
        a, b = changed[0]
        return f"{b.words} by {later.name} against {a.words} by {earlier.name}"
    apart = _elsewhere_or_elsewhen(earlier, later)
    if apart is not None:
        return apart
    rivals = rival_actors(later.claim, earlier.claim)
    return rivals and f"{later.name} names {rivals[0]} as the actor, {earlier.name} {rivals[1]}"


def _elsewhere_or_elsewhen(earlier: _Side, later: _Side) -> str | None:
    """Another place or another day for what is one incident all the same (a person joined them, or copies carry it)."""
    one, other = earlier.facts, later.facts
    for a in one.places:
        for b in other.places:
            where, words = between(a, b)
            if where is Where.APART:
                return f"{later.name} has it in {b.label}, {earlier.name} in {a.label}: {words}"
    days = [(side.facts.earliest, side.facts.latest) for side in (earlier, later)]
    if "toll" in one.types | other.types:
        return None  # people die and are found later
    (first, last), (from_, to) = days
    if first and last and from_ and to and (last < from_ or to < first):
        return f"{later.name} dates it {_span(from_, to)}, {earlier.name} {_span(first, last)}"
    return None


def _span(first: dt.date, last: dt.date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _corroboration(earlier: _Side, later: _Side, pairs: Sequence[tuple[Figure, Figure, Standing]]) -> Link | None:
    why = f"{later.name} and {earlier.name} are independent"
    equal = [a for a, _, s in pairs if s is Standing.EQUAL]
    if equal:
        return _link("corroborates", later, earlier, f"{why}; both give {equal[0].words}", 0.9)
    fits = [(a, b) for a, b, s in pairs if s is Standing.COMPATIBLE]
    if fits:
        a, b = fits[0]
        return _link("corroborates", later, earlier, f"{why}; {b.words} is compatible with {a.words}", 0.6)
    parts = [(a, b) for a, b, s in pairs if s is Standing.PART]
    if parts:
        return _overlap(earlier, later, parts[0])
    if not pairs and earlier.facts.types == later.facts.types:
        return _link("corroborates", later, earlier, f"{why}; both tell of the {later.claim.type}", 0.5)
    return None


def _overlap(earlier: _Side, later: _Side, pair: tuple[Figure, Figure]) -> Link:
    a, b = pair
    return _link("overlaps", later, earlier, f"one figure includes the other: {b.words} and {a.words}", 0.7)


def _link(kind: str, subject: _Side, other: _Side, reason: str, score: float) -> Link:
    key = content_id("lnk", kind, subject.claim.id, other.claim.id)
    return Link(key, kind, subject.claim.id, other.claim.id, "suggested", BY, (reason,), score)
