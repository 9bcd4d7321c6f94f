"""Scores to a reading: spans over words, their roles, counts and sources, under the guide's constraints."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.knowledge.guide import MEASURES, SCOPES, STATUSES, TYPES
from dateline.knowledge.ontology import load_ontology
from dateline.reader.encoder import Floats
from dateline.reader.heads import TAGGED, EventScores, Heads, Ints, Pairs, Span, distances, means, voted
from dateline.reader.spans import LOW, Likely, Scored, coordinated, filler_runs, likely, runs, trimmed, whole_names
from dateline.reader.tagging import ATTRIBUTION
from dateline.reader.windows import Ruled, Window, Word, ruled_pair
from dateline.records import Article, CountLink, Mention, Reading, RoleLink, SourceLink, Trigger

_TAG: Final = {name: at for at, name in enumerate(TAGGED)}
_ROLES: Final = ("actor", "target", "place", "origin", "destination", "time", "weapon", "hedge")
_NAMED: Final = frozenset(("actor", "target", "source", "relay"))
_TOLL_SHARE: Final = 0.6  # a count goes to a toll only if no happening of the window wants it nearly as much
_NUMBERS: Final = ("quantity", "percent")
_OF: Final = re.compile(r"^of (?:the |its |their |his |her |them$)?")
_LONE_COUNT: Final = 0.75  # a counted phrase without a number must be this sure
_LONE_TIME: Final = 0.8  # a time that the grammar does not know must be this sure


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least probabilities, chosen on development data."""

    trigger: float = 0.5
    tags: Mapping[str, float] = field(default_factory=dict)
    unnamed: float = 0.6
    event: float = 0.0  # of the trigger and its type together

    def of(self, tag: str) -> float:
        """The least probability of a tag."""
        return self.tags.get(tag, 0.5)


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
    """Decodes one window at a time into what was found in its article."""

    def __init__(self, heads: Heads, thresholds: Thresholds, allowed: Mapping[str, frozenset[str]]) -> None:
        self._heads, self._least, self._allowed = heads, thresholds, allowed

    def decode(self, window: Window, words: Sequence[Word], vectors: Floats, found: Found) -> None:
        """Add what a window says; `words` are the article's, `vectors` those of the window's words."""
        own = [w for s in window.segments for w in words[s.first : s.stop]]
        sentences = np.array([w.sentence for w in own], np.int64)
        core = sum(s.stop - s.first for s in window.segments[: window.core])
        said = ATTRIBUTION.spans(self._heads.attribution(vectors), sentences, self._heads.attribution_moves)
        view = _View(own, sentences, vectors, said)
        read = self._read(view, core, found)
        for one in read:  # the guide's "attacker dies with the bomb": said once in a sentence, it holds for its bombing
            near = (w.text.lower() for w in own if w.sentence == own[one.span[0]].sentence)
            one.suicide = one.kind == "bombing" and "suicide" in near
        self._share_counts(view, read, found)
        crowd = Counter(own[one.span[0]].sentence for one in read)
        for one in read:  # "the death toll" beside the happening that it counts is no event of its own
            if one.kind != "toll" or one.counts or crowd[own[one.span[0]].sentence] == 1:
                self._event(view, one, found)
        for kind, first, stop in said:
            first, stop = trimmed(own, first, stop)
            if kind == "source" and core <= first < stop:
                found.speakers.append(
                    Mention(own[first].sentence, *view.characters(first, stop), "source", 1.0, "learned")
                )

    def _read(self, view: _View, core: int, found: Found) -> list[_Read]:
        """The triggers behind the context that are sure enough, with what fills their roles."""
        votes = voted(np.array([w.features for w in view.words], np.int64))
        least = self._least.trigger
        spans = runs(likely(self._heads.triggers(view.vectors, votes), least), least, view.words)
        spans = [s for s in spans if s[0] >= core]
        if not spans:
            return []
        where = [(first, stop) for first, stop, _ in spans]
        vectors = means(view.vectors, where)
        pairs = [ruled_pair(found.ruled, view.words, *span) for span in where]
        events = self._heads.events(vectors, means(votes, where), [status for _, status in pairs])
        read = [_Read(span, at, spans[at][2], events[at]) for at, span in enumerate(where)]
        read = [one for one in _joined(read, view.sentences) if one.score >= self._least.event]
        if read:
            kept = [one.scored for one in read]
            self._fill(view, read, [where[at] for at in kept], vectors[kept], np.array([pairs[at][0] for at in kept]))
        return read

    def _fill(self, view: _View, read: Sequence[_Read], spans: Sequence[Span], vectors: Floats, ruled: Ints) -> None:
        """Set which words are what to each trigger, by their scores."""
        first, stop = np.array(spans, np.int64).T
        own = view.sentences[first]
        of, word = np.nonzero(view.within_reach(own))
        far = distances(first[of], stop[of], view.sentences[word], own[of], word)
        types = np.stack([one.event.types for one in read])
        tags = self._heads.tags(view.vectors, vectors, types, Pairs(of, word, far, ruled[of, word]))
        least = np.array([LOW * self._least.of(tag) for tag in TAGGED], np.float32)
        for at, sure, begins in likely(tags.reshape(-1, 3), np.tile(least, len(of))):
            row, tag = divmod(at, len(TAGGED))
            read[of[row]].likely.setdefault(TAGGED[tag], []).append(Likely(int(word[row]), sure, begins))
        for at, one in enumerate(read):
            rows = np.flatnonzero(of == at)
            one.outside = dict(zip(word[rows].tolist(), tags[rows, :, 0], strict=True))

    def _share_counts(self, view: _View, read: Sequence[_Read], found: Found) -> None:
        """Give every quantity to the trigger that wants it most; one without a number ("a student") must be sure."""
        best: dict[Span, tuple[float, _Read, Scored]] = {}
        for one in read:
            for first, stop, sure in self._spans(view, one, "count"):
                hint = _hint(view, first, stop, found, "quantity", "percent")
                wish = sure * (_TOLL_SHARE if one.kind == "toll" else 1.0)
                where = hint or view.characters(first, stop)
                if (hint is not None or sure >= _LONE_COUNT) and (where not in best or wish > best[where][0]):
                    best[where] = (wish, one, (first, stop, sure))
        for hint, (_, one, span) in sorted(best.items()):
            low, high = view.characters(span[0], span[1])
            one.counts[min(low, hint[0]), max(high, hint[1])] = span

    def _event(self, view: _View, one: _Read, found: Found) -> None:
        at = len(found.triggers)
        status = STATUSES[int(one.event.statuses.argmax())]
        sentence = view.words[one.span[0]].sentence
        low, high = view.characters(*one.span)
        found.triggers.append(Trigger(sentence, low, high, one.kind, status, round(one.score, 4), "learned"))
        allowed = self._allowed.get(one.kind, _ROLES)
        for role in _ROLES:
            if role in allowed:
                self._role(view, one, role, found, at)
        if one.counts:
            self._counts(view, one, found, at)
        self._source(view, one, found, at)

    def _counts(self, view: _View, one: _Read, found: Found, at: int) -> None:
        counted = [(first, stop) for first, stop, _ in one.counts.values()]
        measures, scopes = self._heads.counts(view.vectors, [one.span] * len(counted), counted)
        best = zip(measures.argmax(1).tolist(), scopes.argmax(1).tolist(), strict=True)
        for (where, (first, _, sure)), (measure, scope) in zip(one.counts.items(), best, strict=True):
            sentence = view.words[first].sentence
            mention = found.mention(sentence, where, "quantity", sure)
            whose = _group(found, sentence, where)
            found.counts.append(CountLink(at, mention, MEASURES[measure], SCOPES[scope], whose, round(sure, 4)))

    def _role(self, view: _View, one: _Read, role: str, found: Found, at: int) -> None:
        filled = set()
        for first, stop, sure in self._spans(view, one, role):
            where = view.characters(first, stop)
            if role == "time":
                hint = _hint(view, first, stop, found, "time")
                if hint is None and sure < _LONE_TIME:
                    continue
                where = hint or where
            mention = found.mention(view.words[first].sentence, where, role, sure)
            if mention not in filled:
                filled.add(mention)
                found.roles.append(RoleLink(at, mention, role, round(sure, 4)))

    def _spans(self, view: _View, one: _Read, tag: str) -> list[Scored]:
        if tag not in one.likely:  # most tags of most triggers
            return []
        spans = filler_runs(one.likely[tag], self._least.of(tag), view.words)
        return whole_names(spans, view.words, functools.partial(one.other, tag)) if tag in _NAMED else spans

    def _source(self, view: _View, one: _Read, found: Found, at: int) -> None:
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


@functools.cache
def _families() -> Floats:
    """A row for each type: ones for the types of its family, its own among them."""
    names = [load_ontology().family_of(kind) for kind in TYPES]
    return np.array([[one == other for other in names] for one in names], np.float32)


@dataclass(slots=True)
class _Read:
    """A trigger of a window with what the heads say of it, and the quantities that fall to it."""

    span: Span
    scored: int  # the position of the trigger that the heads were asked about
    sure: float
    event: EventScores
    counts: dict[Span, Scored] = field(default_factory=dict)
    suicide: bool = False
    likely: dict[str, list[Likely]] = field(default_factory=dict)  # words by tag
    outside: Mapping[int, Floats] = field(default_factory=dict)  # for each word, the probability of O of each tag
    likeliest: int = field(init=False)  # of the types

    def __post_init__(self) -> None:
        self.likeliest = int(self.event.types.argmax())

    def other(self, tag: str, word: int) -> float:
        """The probability that a word belongs to another tag."""
        if word not in self.outside:
            return 0.0
        return 1.0 - min(np.delete(self.outside[word], _TAG[tag]).tolist())

    @property
    def score(self) -> float:
        """The probability of the trigger times that of its type, and half of what else falls to the type's family.

        Whether somebody was killed or ill-treated may be open where it is plain that something was done.
        """
        types = self.event.types
        return self.sure * float(types[self.likeliest] + types @ _families()[self.likeliest]) / 2

    @property
    def kind(self) -> str:
        """The likeliest type."""
        return "suicide-bombing" if self.suicide else TYPES[self.likeliest]


@dataclass(frozen=True, slots=True)
class _View:
    """The words of one window."""

    words: Sequence[Word]
    sentences: Ints
    vectors: Floats
    said: Sequence[tuple[str, int, int]]  # sources, cues and contents

    def within_reach(self, sentences: Ints) -> npt.NDArray[np.bool_]:
        """For triggers in those sentences a row each: which words may fill their roles.

        Those of the sentence and of the one before it, and further off those of speakers.
        """
        speaks = np.zeros(len(self.words), bool)
        for kind, first, stop in self.said:
            speaks[first:stop] |= kind == "source"
        back = sentences[:, None] - self.sentences
        return np.asarray((back == 0) | (back == 1) | speaks)

    def characters(self, first: int, stop: int) -> Span:
        """Offsets of words `first` to `stop`."""
        return self.words[first].start, self.words[stop - 1].end

    def cue_near(self, word: int) -> Span | None:
        """The cue of that word's sentence that stands nearest."""
        sentence = self.words[word].sentence
        near = [(a, b) for kind, a, b in self.said if kind == "cue" and self.words[a].sentence == sentence]
        return min(near, key=lambda c: min(abs(c[0] - word), abs(c[1] - word)), default=None)


def _hint(view: _View, first: int, stop: int, found: Found, *kinds: str) -> Span | None:
    """Offsets of the grammar's span of one of those kinds that lies most within the words."""
    low, high = view.characters(first, stop)
    hints = found.hints.get(view.words[first].sentence, ())
    over = [h for h in hints if h.kind in kinds and h.start < high and low < h.end]
    best = max(over, key=lambda h: min(h.end, high) - max(h.start, low), default=None)
    return (best.start, best.end) if best is not None else None


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


def _joined(read: Sequence[_Read], sentences: Ints) -> list[_Read]:
    """Triggers of one type and sentence that touch, or nearly, are one trigger: the surer one, longer."""
    out: list[_Read] = []
    for one in read:
        near = bool(out) and 0 <= one.span[0] - out[-1].span[1] <= 1
        if near and out[-1].kind == one.kind and sentences[out[-1].span[0]] == sentences[one.span[0]]:
            best = max(out[-1], one, key=lambda r: r.sure)
            out[-1] = _Read((out[-1].span[0], one.span[1]), best.scored, best.sure, best.event)
        else:
            out.append(one)
    return out
