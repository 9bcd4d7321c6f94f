"""What the heads say of an article: its triggers, what words near a trigger may be to it, and who is said to speak.

All windows go through the heads together, as one long row of words; each keeps a view of its own part.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.knowledge.guide import TYPES
from dateline.knowledge.ontology import load_ontology
from dateline.reader.heads import TAGGED, EventScores, Floats, Heads, Ints, Pairs, Span, distances, means, voted
from dateline.reader.spans import LOW, Likely, Scored, likely, runs
from dateline.reader.tagging import ATTRIBUTION
from dateline.reader.windows import COLUMNS, Ruled, Window, Word, ruled_pair

Encoded = tuple[Window, Sequence[Word], Floats]  # a window, the words of its article, and the vectors of its own
_TAG: Final = {name: at for at, name in enumerate(TAGGED)}
_HINT: Final = [name for name, _ in COLUMNS].index("hint")


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


@functools.cache
def _families() -> Floats:
    """A row for each type: ones for the types of its family, its own among them."""
    names = [load_ontology().family_of(kind) for kind in TYPES]
    return np.array([[one == other for other in names] for one in names], np.float32)


@dataclass(slots=True)
class Read:
    """A trigger of a window with what the heads say of it, and the quantities that fall to it."""

    span: Span
    scored: Span  # the trigger that the heads were asked about: it may be a part
    sure: float
    event: EventScores
    ruled: Sequence[int] = ()  # what the rules say of each word of the window (`ruled_pair`)
    counts: dict[Span, Scored] = field(default_factory=dict)
    told: str = ""  # the type that the words of the sentence give it, if they do
    likely: dict[str, list[Likely]] = field(default_factory=dict)  # words by tag
    words: Ints = field(default_factory=lambda: np.zeros(0, np.int64))  # within reach, in order
    outside: Floats = field(default_factory=lambda: np.zeros((0, len(TAGGED)), np.float32))  # O of their tags
    likeliest: int = field(init=False)  # of the types
    score: float = field(init=False)

    def __post_init__(self) -> None:
        """Score: the probability of the trigger times that of its type, and half of what else falls to its family.

        Whether somebody was killed or ill-treated may be open where it is plain that something was done.
        """
        types = self.event.types
        self.likeliest = int(types.argmax())
        self.score = self.sure * float(types[self.likeliest] + types @ _families()[self.likeliest]) / 2

    @property
    def kind(self) -> str:
        """The likeliest type, unless the words say otherwise."""
        return self.told or TYPES[self.likeliest]

    def other(self, tag: str, word: int) -> float:
        """The probability that a word belongs to another tag; of a word out of reach, 0."""
        at = int(np.searchsorted(self.words, word))
        if at == len(self.words) or self.words[at] != word:
            return 0.0
        return 1.0 - float(np.delete(self.outside[at], _TAG[tag]).min())


@dataclass(slots=True)
class View:
    """The words of one window; those before `core` are context."""

    words: Sequence[Word]
    core: int
    base: int  # where they begin among the words of all windows
    sentences: Ints = field(init=False)
    said: list[tuple[str, int, int]] = field(default_factory=list)  # sources, cues and contents
    read: list[Read] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sentences = np.array([w.sentence for w in self.words], np.int64)

    def characters(self, first: int, stop: int) -> Span:
        """Offsets of words `first` to `stop`."""
        return self.words[first].start, self.words[stop - 1].end

    def cue_near(self, word: int) -> Span | None:
        """The cue of that word's sentence that stands nearest."""
        sentence = self.words[word].sentence
        near = [(a, b) for kind, a, b in self.said if kind == "cue" and self.words[a].sentence == sentence]
        return min(near, key=lambda c: min(abs(c[0] - word), abs(c[1] - word)), default=None)

    def within_reach(self, sentences: Ints) -> npt.NDArray[np.bool_]:
        """For triggers in those sentences a row each: which words may fill their roles.

        Those of the sentence; names, times and numbers of the one before it; and everywhere the words of speakers.
        """
        speaks = np.zeros(len(self.words), bool)
        for kind, first, stop in self.said:
            speaks[first:stop] |= kind == "source"
        back = sentences[:, None] - self.sentences
        named = np.array([w.features[_HINT] > 0 or w.text[:1].isupper() for w in self.words])
        return np.asarray((back == 0) | (back == 1) & named | speaks)

    def moved(self, span: Span) -> Span:
        """A span of words as one among those of all windows."""
        return self.base + span[0], self.base + span[1]


class Scorer:
    """Asks the heads about the windows of an article."""

    def __init__(self, heads: Heads, thresholds: Thresholds) -> None:
        self._heads, self._least = heads, thresholds
        self._lows = np.array([LOW * thresholds.of(tag) for tag in TAGGED], np.float32)

    def views(self, windows: Sequence[Encoded], vectors: Floats, ruled: Sequence[Ruled]) -> list[View]:
        """A view of each window with its triggers; `vectors` are those of all windows, `ruled` the rules' events."""
        out: list[View] = []
        for window, words, _ in windows:
            own = [w for s in window.segments for w in words[s.first : s.stop]]
            core = sum(s.stop - s.first for s in window.segments[: window.core])
            out.append(View(own, core, out[-1].base + len(out[-1].words) if out else 0))
        self._listen(out, vectors)
        votes = voted(np.array([w.features for view in out for w in view.words], np.int64))
        self._find(out, vectors, votes, ruled)
        self._fill(out, vectors)
        return out

    def _listen(self, views: Sequence[View], vectors: Floats) -> None:
        """Set who is said to say what."""
        changes = np.concatenate([np.diff(view.sentences, prepend=-1) != 0 for view in views])
        scores, moves = self._heads.attribution(vectors), self._heads.attribution_moves
        spans = ATTRIBUTION.spans(scores, np.cumsum(changes), moves)
        bases = np.array([view.base for view in views])
        for kind, first, stop in spans:
            view = views[int(np.searchsorted(bases, first, side="right")) - 1]
            view.said.append((kind, first - view.base, stop - view.base))

    def _find(self, views: Sequence[View], vectors: Floats, votes: Floats, ruled: Sequence[Ruled]) -> None:
        """Set the triggers that are sure enough."""
        least = self._least.trigger
        scores = self._heads.triggers(vectors, votes)
        found = []
        for view in views:
            own = likely(scores[view.base : view.base + len(view.words)], least)
            found += [(view, (a, b), sure) for a, b, sure in runs(own, least, view.words) if a >= view.core]
        if not found:
            return
        where = [view.moved(span) for view, span, _ in found]
        pairs = [ruled_pair(ruled, view.words, *span) for view, span, _ in found]
        events = self._heads.events(means(vectors, where), means(votes, where), [status for _, status in pairs])
        for (view, span, sure), (ids, _), event in zip(found, pairs, events, strict=True):
            view.read.append(Read(span, span, sure, event, ids))
        for view in views:
            view.read = [one for one in joined(view.read, view.sentences) if one.score >= self._least.event]

    def _fill(self, views: Sequence[View], vectors: Floats) -> None:
        """Set which words are what to each trigger."""
        read = [(view, one) for view in views for one in view.read]
        if not read:
            return
        parts, base = [], 0
        for view in views:
            if view.read:
                parts.append(_pairs(view, base))
                base += len(view.read)
        pairs = Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        given = means(vectors, [view.moved(one.scored) for view, one in read])
        tags = self._heads.tags(vectors, given, np.stack([one.event.types for _, one in read]), pairs)
        of, word = pairs.triggers, pairs.words - np.array([view.base for view, _ in read])[pairs.triggers]
        cuts = np.searchsorted(of, np.arange(len(read) + 1)).tolist()
        for (_, one), first, stop in zip(read, cuts, cuts[1:], strict=False):
            one.words, one.outside = word[first:stop], tags[first:stop, :, 0]
        triggers, words = of.tolist(), word.tolist()
        for at, sure, begins in likely(tags.reshape(-1, 3), np.tile(self._lows, len(words))):
            row, tag = divmod(at, len(TAGGED))
            read[triggers[row]][1].likely.setdefault(TAGGED[tag], []).append((words[row], sure, begins))


def _pairs(view: View, base: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The columns of `Pairs` for the triggers of a window, of which the first is the trigger `base` of its article."""
    first, stop = np.array([one.scored for one in view.read], np.int64).T
    own = view.sentences[first]
    of, word = np.nonzero(view.within_reach(own))
    far = distances(first[of], stop[of], view.sentences[word], own[of], word)
    ruled = np.array([one.ruled for one in view.read], np.int64)[of, word]
    return of + base, word + view.base, far, ruled


def joined(read: Iterable[Read], sentences: Ints) -> list[Read]:
    """Triggers of one type and sentence that touch, or nearly, are one trigger: the surer one, longer."""
    out: list[Read] = []
    for one in read:
        near = bool(out) and 0 <= one.span[0] - out[-1].span[1] <= 1
        if near and out[-1].kind == one.kind and sentences[out[-1].span[0]] == sentences[one.span[0]]:
            best = max(out[-1], one, key=lambda r: r.sure)
            out[-1] = Read((out[-1].span[0], one.span[1]), best.scored, best.sure, best.event, best.ruled)
        else:
            out.append(one)
    return out
