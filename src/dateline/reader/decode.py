"""Scores to a reading: spans over words, their roles, counts and sources, under the guide's constraints."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dateline.knowledge.guide import MEASURES, SCOPES, STATUSES
from dateline.knowledge.lexicon import suicide_words
from dateline.reader.heads import Floats, Heads, Span
from dateline.reader.scoring import Encoded, Read, Scorer, Thresholds, View
from dateline.reader.spans import Scored, coordinated, filler_runs, trimmed, whole_names
from dateline.reader.windows import Ruled
from dateline.records import Article, CountLink, Mention, Reading, RoleLink, SourceLink, Trigger

_ROLES: Final = ("actor", "target", "place", "origin", "destination", "time", "weapon", "hedge")
_NAMED: Final = frozenset(("actor", "target", "source", "relay"))
_TOLL_SHARE: Final = 0.6  # a count goes to a toll only if no happening of the window wants it nearly as much
_NUMBERS: Final = ("quantity", "percent")
_OF: Final = re.compile(r"^of (?:the |its |their |his |her |them$)?")
_LONE_COUNT: Final = 0.75  # a counted phrase without a number must be this sure
_SHARED: Final = 0.9  # and a second trigger that wants a quantity this sure
_FATES: Final = frozenset("killed wounded casualties abducted captured arrested missing freed".split())
_BOMBINGS: Final = ("bombing", "suicide-bombing")
_LONE_TIME: Final = 0.8  # a time that the grammar does not know must be this sure


@dataclass
class Found:
    """Everything found so far in one article."""

    article: Article
    hints: Mapping[int, Sequence[Mention]]  # by sentence
    ruled: Sequence[Ruled] = ()  # the events of the rule reader
    mentions: dict[tuple[int, int, str], int] = field(default_factory=dict)
    kept: list[Mention] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[RoleLink] = field(default_factory=list)
    counts: list[CountLink] = field(default_factory=list)
    sources: list[SourceLink] = field(default_factory=list)
    speakers: list[Mention] = field(default_factory=list)  # sources, whether or not an event is theirs

    def mention(self, sentence: int, span: Span, kind: str, score: float) -> int:
        """The position of a mention, added if it is new."""
        key = (*span, kind)
        if key not in self.mentions:
            self.mentions[key] = len(self.kept)
            self.kept.append(Mention(sentence, *span, kind, round(score, 4), "learned"))
        return self.mentions[key]

    def reading(self, name: str) -> Reading:
        """All of it, triggers in text order."""
        order = sorted(range(len(self.triggers)), key=lambda i: (self.triggers[i].start, self.triggers[i].end))
        new = {old: at for at, old in enumerate(order)}
        roles = [RoleLink(new[r.trigger], r.mention, r.role, r.score) for r in self.roles]
        counts = [CountLink(new[c.trigger], c.mention, c.measure, c.scope, c.whose, c.score) for c in self.counts]
        sources = [SourceLink(new[s.trigger], s.chain, s.cue, s.manner, s.score) for s in self.sources]
        return Reading(
            name,
            tuple(self.kept),
            tuple(self.triggers[i] for i in order),
            tuple(sorted(roles, key=lambda r: (r.trigger, r.mention))),
            tuple(sorted(counts, key=lambda c: (c.trigger, c.mention))),
            tuple(sorted(sources, key=lambda s: s.trigger)),
        )


class Decoder:
    """Decodes the windows of an article into what is found in it."""

    def __init__(self, heads: Heads, thresholds: Thresholds, allowed: Mapping[str, frozenset[str]]) -> None:
        self._heads, self._least, self._allowed = heads, thresholds, allowed
        self._scorer = Scorer(heads, thresholds)

    def decode(self, windows: Sequence[Encoded], found: Found) -> None:
        """Add what the windows say."""
        if not windows:
            return
        vectors = np.concatenate([own for _, _, own in windows])
        views = self._scorer.views(windows, vectors, found.ruled)
        for view in views:
            _name_suicides(view)
            self._share_counts(view, vectors, found)
        measures = self._measures(views, vectors)
        for view in views:
            crowd = Counter(view.words[one.span[0]].sentence for one in view.read)
            for one in view.read:  # "the death toll" beside the happening that it counts is no event of its own
                if one.kind != "toll" or one.counts or crowd[view.words[one.span[0]].sentence] == 1:
                    self._event(view, one, measures, found)
            found.speakers += _speakers(view)

    def _share_counts(self, view: View, vectors: Floats, found: Found) -> None:
        """Give every quantity to the trigger that wants it most; one without a number ("a student") must be sure.

        People may meet with a second fate, and count for both ("freed the four who were taken") unless others do.
        """
        wishes: dict[Span, list[tuple[float, Read, Scored]]] = {}
        for one in view.read:
            for first, stop, sure in self._spans(view, one, "count"):
                hint = _hint(view, first, stop, found, "quantity", "percent")
                wish = sure * (_TOLL_SHARE if one.kind == "toll" else 1.0)
                if hint is not None or sure >= _LONE_COUNT:
                    where = hint or view.characters(first, stop)
                    wishes.setdefault(where, []).append((wish, one, (first, stop, sure)))
        owners = {where: max(rivals, key=lambda r: r[0]) for where, rivals in sorted(wishes.items())}
        for where, (_, owner, own) in owners.items():
            _count(view, owner, where, own)
        bare = {id(one) for one in view.read if not one.counts}  # "14 are missing out of 26 taken": no 26 are missing
        for where, (_, owner, own) in owners.items():
            more = [(one, span) for _, one, span in wishes[where] if id(one) in bare and span[2] >= _SHARED]
            fate = self._measure(view, vectors, owner, own) if more else ""
            for one, span in more:
                if _fated(fate, self._measure(view, vectors, one, span)):
                    _count(view, one, where, span)

    def _measure(self, view: View, vectors: Floats, one: Read, span: Scored) -> str:
        """What a quantity counts of a trigger."""
        measures, _ = self._heads.counts(vectors, [view.moved(one.span)], [view.moved(span[:2])])
        return MEASURES[int(measures.argmax())]

    def _measures(self, views: Sequence[View], vectors: Floats) -> dict[tuple[Span, Span], tuple[str, str]]:
        """Measure and scope of every counted phrase of a trigger, both as words among those of all windows."""
        asked = [
            (view.moved(one.span), view.moved((first, stop)))
            for view in views
            for one in view.read
            for first, stop, _ in one.counts.values()
        ]
        if not asked:
            return {}
        measures, scopes = self._heads.counts(vectors, *zip(*asked, strict=True))
        best = zip(measures.argmax(1).tolist(), scopes.argmax(1).tolist(), strict=True)
        return {key: (MEASURES[measure], SCOPES[scope]) for key, (measure, scope) in zip(asked, best, strict=True)}

    def _event(
        self, view: View, one: Read, measures: Mapping[tuple[Span, Span], tuple[str, str]], found: Found
    ) -> None:
        at = len(found.triggers)
        status = STATUSES[int(one.event.statuses.argmax())]
        sentence = view.words[one.span[0]].sentence
        low, high = view.characters(*one.span)
        found.triggers.append(Trigger(sentence, low, high, one.kind, status, round(one.score, 4), "learned"))
        allowed = self._allowed.get(one.kind, _ROLES)
        for role in _ROLES:
            if role in one.likely and role in allowed:
                self._role(view, one, role, found, at)
        for where, (first, stop, sure) in one.counts.items():
            sentence = view.words[first].sentence
            mention = found.mention(sentence, where, "quantity", sure)
            measure, scope = measures[view.moved(one.span), view.moved((first, stop))]
            whose = _group(found, sentence, where)
            found.counts.append(CountLink(at, mention, measure, scope, whose, round(sure, 4)))
        self._source(view, one, found, at)

    def _role(self, view: View, one: Read, role: str, found: Found, at: int) -> None:
        filled = set()
        for first, stop, sure in self._spans(view, one, role):
            where = view.characters(first, stop)
            if role == "time":
                hint = _hint(view, first, stop, found, "time")
                if hint is None and sure < _LONE_TIME:
                    continue
                where = hint or where
            elif role in _NAMED:
                where = _from_its_number(found, view.words[first].sentence, where)
            mention = found.mention(view.words[first].sentence, where, role, sure)
            if mention not in filled:
                filled.add(mention)
                found.roles.append(RoleLink(at, mention, role, round(sure, 4)))

    def _spans(self, view: View, one: Read, tag: str) -> list[Scored]:
        if tag not in one.likely:  # most tags of most triggers
            return []
        spans = filler_runs(one.likely[tag], self._least.of(tag), view.words)
        return whole_names(spans, view.words, functools.partial(one.other, tag)) if tag in _NAMED else spans

    def _source(self, view: View, one: Read, found: Found, at: int) -> None:
        links, scores, nearest = [], [], None
        for tag in ("source", "relay"):
            joint = []
            named = [s for s in self._spans(view, one, tag) if not _nobody([w.text for w in view.words[s[0] : s[1]]])]
            for first, stop, sure in coordinated(named, view.words, one.span[0]):
                nearest = nearest if nearest is not None else first
                joint.append(found.mention(view.words[first].sentence, view.characters(first, stop), "source", sure))
                scores.append(sure)
            if joint:
                links.append(tuple(dict.fromkeys(joint)))
        if not links and one.event.unnamed < self._least.unnamed:
            return
        quoted = bool(view.words[one.span[0]].features[2])
        manner = "unattributed" if not links else "quoted" if quoted else "paraphrased"
        cue = view.cue_near(nearest) if nearest is not None else None
        mention = None
        if cue is not None:
            mention = found.mention(view.words[cue[0]].sentence, view.characters(*cue), "cue", 1.0)
        score = min(scores) if scores else one.event.unnamed
        found.sources.append(SourceLink(at, tuple(links), mention, manner, round(score, 4)))


def _name_suicides(view: View) -> None:
    """The guide's "attacker dies with the bomb": said once in a sentence, it holds for its bombing, and only there.

    Another sentence's "the blast killed 12" tells the same happening as a bombing.
    """
    known = suicide_words()
    for one in view.read:
        if one.kind not in _BOMBINGS:
            continue
        sentence = view.words[one.span[0]].sentence
        words = {w.text.lower() for w in view.words if w.sentence == sentence}
        if words & known.says:
            one.told = "suicide-bombing"
        elif not words & known.tells:
            one.told = "bombing"


def _speakers(view: View) -> Iterator[Mention]:
    """The sources of a window behind its context."""
    for kind, first, stop in view.said:
        if kind == "source":
            first, stop = trimmed(view.words, first, stop)
            if view.core <= first < stop:
                where = view.characters(first, stop)
                yield Mention(view.words[first].sentence, *where, "source", 1.0, "learned")


def _hint(view: View, first: int, stop: int, found: Found, *kinds: str) -> Span | None:
    """Offsets of the grammar's span of one of those kinds that lies most within the words."""
    low, high = view.characters(first, stop)
    hints = found.hints.get(view.words[first].sentence, ())
    over = [h for h in hints if h.kind in kinds and h.start < high and low < h.end]
    best = max(over, key=lambda h: min(h.end, high) - max(h.start, low), default=None)
    return (best.start, best.end) if best is not None else None


def _from_its_number(found: Found, sentence: int, where: Span) -> Span:
    """A phrase that begins within a number, from where that begins: "at least six people", not "least six people"."""
    hints = found.hints.get(sentence, ())
    begun = [h.start for h in hints if h.kind == "quantity" and h.start < where[0] < h.end]
    return min(begun, default=where[0]), where[1]


def _count(view: View, one: Read, where: Span, span: Scored) -> None:
    """Give a quantity to a trigger, with the words that belong to it."""
    low, high = view.characters(span[0], span[1])
    one.counts[min(low, where[0]), max(high, where[1])] = span


def _fated(measure: str, other: str) -> bool:
    """Whether people may be counted for both: who was kidnapped may be freed, which is no other crowd or target.

    >>> _fated("abducted", "freed"), _fated("killed", "killed"), _fated("freed", "crowd")
    (True, False, False)
    """
    return measure != other and _FATES.issuperset((measure, other))


def _nobody(words: Sequence[str]) -> bool:
    """ "On condition of anonymity" names nobody, and no more does the number of a bulletin.

    >>> _nobody(["condition", "of", "anonymity"]), _nobody(["113"]), _nobody(["Radio", "1"])
    (True, True, False)
    """
    return "anonymity" in map(str.lower, words) or not any(letter.isalpha() for word in words for letter in word)


def _group(found: Found, sentence: int, where: Span) -> str | None:
    """The words of a counted phrase behind its number: "villagers" of "at least 12 of the villagers"."""
    hints = found.hints.get(sentence, ())
    end = max((h.end for h in hints if h.kind in _NUMBERS and where[0] <= h.start and h.end <= where[1]), default=None)
    words = _OF.sub("", found.article.text[end : where[1]].strip()) if end is not None else ""
    return words if any(letter.isalpha() for letter in words) else None
