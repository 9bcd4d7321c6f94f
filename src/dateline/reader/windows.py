"""Articles as windows for the encoder: words with offsets, their features, and stretches of whole sentences.

A window is as many whole sentences as fit, with the sentence before them as context. Sentences longer than a window are
cut into segments. Every word carries a few small integers beside its word pieces: its shape (the encoder is uncased),
which hint covers it, whether it stands in quotation marks or a headline, which event types the lexicon votes for, and
what the rule reader made of it. Training builds its windows with the same functions.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple, Protocol

from dateline.knowledge.guide import STATUSES, TYPES
from dateline.records import Article, Mention, Reading, Sentence
from dateline.tokens import Token, tokens

KINDS: Final = ("quantity", "percent", "time", "actor", "place")
RULE_ROLES: Final = ("actor", "target", "place", "origin", "destination", "weapon", "time", "hedge", "count", "source")
PAIR_ROLES: Final = (*RULE_ROLES, "relay")
_TYPE_ID: Final = {name: at + 1 for at, name in enumerate(TYPES)}
#: sizes of the feature columns; 0 always means "nothing"
COLUMNS: Final = (
    ("shape", 7),
    ("hint", 2 * len(KINDS) + 1),
    ("quoted", 2),
    ("headline", 2),
    ("vote", len(TYPES) + 1),
    ("second_vote", len(TYPES) + 1),
    ("rule_trigger", len(TYPES) + 1),
    ("rule_role", len(RULE_ROLES) + 1),
    ("rule_cue", 2),
)
OFFSETS: Final = tuple(sum(size for _, size in COLUMNS[:at]) for at in range(len(COLUMNS)))
FEATURE_ROWS: Final = sum(size for _, size in COLUMNS)
_START, _END = attrgetter("start"), attrgetter("end")
_OPEN, _CLOSE, _PLAIN = "“«„", "”»", '"'
_QUOTES: Final = frozenset((*_OPEN, *_CLOSE, _PLAIN))


class Word(NamedTuple):
    """A word of a sentence with its feature values, one for each column."""

    start: int
    end: int
    text: str
    sentence: int
    features: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a part of one that is longer than a window: words `first` to `stop` of the article's words."""

    sentence: int
    first: int
    stop: int
    pieces: tuple[tuple[int, ...], ...]  # word pieces of each word

    @property
    def size(self) -> int:
        """Word pieces, with the separator after them."""
        return sum(map(len, self.pieces)) + 1


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive segments; those before `core` are context, read but not decoded."""

    segments: tuple[Segment, ...]
    core: int

    @property
    def size(self) -> int:
        """Word pieces with separators and the mark at the start."""
        return 1 + sum(s.size for s in self.segments)


@dataclass(frozen=True, slots=True)
class Ruled:
    """An event as the rule reader found it: its trigger, its status (counted from 1), and its fillers as marks."""

    start: int
    end: int
    status: int
    fillers: tuple[tuple[int, int, int], ...]  # start, end, place in PAIR_ROLES


class Pieces(Protocol):
    """Cuts words into word pieces."""

    def cut(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[int, ...]]]:
        """For each sentence, for each of its words, the ids of its pieces (at least one)."""
        ...


class Votes:
    """Which event types a word's lexicon entries vote for."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
        for phrase, types in phrases.items():
            words = tuple(phrase.split())
            ids = tuple(_TYPE_ID[t] for t in types[:2])
            self._by_first.setdefault(words[0], []).append((words, ids))
        for entries in self._by_first.values():
            entries.sort(key=lambda e: -len(e[0]))

    def of(self, low: Sequence[str]) -> list[tuple[int, int]]:
        """For each word the ids of its two best types, 0 for none; the longest phrase wins."""
        out = [(0, 0)] * len(low)
        for at, word in enumerate(low):
            if out[at] != (0, 0):
                continue
            for words, ids in self._by_first.get(word, ()):
                if tuple(low[at : at + len(words)]) == words:
                    for k in range(at, at + len(words)):
                        out[k] = (ids[0], ids[1] if len(ids) > 1 else 0)
                    break
        return out


def words_of(
    article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention], votes: Votes, rules: Reading | None
) -> list[list[Word]]:
    """The words of every sentence with their features."""
    hinted: dict[int, list[Mention]] = {}
    for hint in hints:
        hinted.setdefault(hint.sentence, []).append(hint)
    quoted, out = False, []
    for sentence in sentences:
        cut = tokens(article.text, sentence.start, sentence.end)
        low = [t.lower for t in cut]
        hint_ids = _spread(cut, _hint_marks(hinted.get(sentence.index, ())))
        vote_ids = votes.of(low)
        inside, quoted = _quoted(cut, quoted)
        headline = int(sentence.kind == "headline")
        columns = zip(cut, hint_ids, inside, vote_ids, strict=True)
        row = [
            Word(t.start, t.end, t.text, sentence.index, (_shape(t.text), hint, within, headline, *vote, 0, 0, 0))
            for t, hint, within, vote in columns
        ]
        out.append(row)
    return with_rules(out, rules) if rules is not None else out


def with_rules(rows: Sequence[Sequence[Word]], rules: Reading) -> list[list[Word]]:
    """The words of `words_of` with what the rule reader made of them, the last three features."""
    ruled = _ruled(rules)
    out = []
    for row in rows:
        marks = ruled.get(row[0].sentence) if row else None
        if marks is None:
            out.append(list(row))
            continue
        ids = zip(*(_spread(row, column) for column in marks), strict=True)
        both = zip(row, ids, strict=True)
        out.append([Word(w.start, w.end, w.text, w.sentence, (*w.features[:-3], *own)) for w, own in both])
    return out


def segments_of(words: Sequence[Sequence[Word]], pieces: Pieces, longest: int) -> list[Segment]:
    """Every sentence as one segment, or several where it is longer than `longest` pieces."""
    cut = pieces.cut([[w.text for w in row] for row in words])
    out, base = [], 0
    for row, row_pieces in zip(words, cut, strict=True):
        first, size = 0, 0
        for at, one in enumerate(row_pieces):
            if size + len(one) > longest - 2:
                out.append(Segment(row[0].sentence, base + first, base + at, tuple(row_pieces[first:at])))
                first, size = at, 0
            size += len(one)
        if first < len(row):
            out.append(Segment(row[0].sentence, base + first, base + len(row), tuple(row_pieces[first:])))
        base += len(row)
    return out


def windows_of(segments: Sequence[Segment], longest: int, context: int) -> list[Window]:
    """Segments packed into windows of at most `longest` pieces; up to `context` of them repeat what stands before."""
    sizes = [segment.size for segment in segments]
    out: list[Window] = []
    at = 0
    while at < len(segments):
        begin = at
        if at and sizes[at - 1] <= context and sizes[at - 1] + sizes[at] < longest:
            begin = at - 1
        core, size = at - begin, 1 + sum(sizes[begin : at + 1])
        at += 1
        while at < len(segments) and size + sizes[at] <= longest:
            size += sizes[at]
            at += 1
        out.append(Window(tuple(segments[begin:at]), core))
    return out


def _quoted(cut: Sequence[Token], quoted: bool) -> tuple[list[int], bool]:
    """For each word whether it stands in quotation marks, and whether they are still open behind the last."""
    if _QUOTES.isdisjoint([token.text for token in cut]):
        return [int(quoted)] * len(cut), quoted
    out = []
    for token in cut:
        if token.text in _OPEN or (token.text == _PLAIN and not quoted):
            quoted = True
        elif token.text in _CLOSE or token.text == _PLAIN:
            quoted = False
        out.append(int(quoted))
    return out, quoted


@functools.lru_cache(maxsize=50_000)
def _shape(text: str) -> int:
    if not text[0].isalnum():
        return 5
    if text[0].isdigit():
        return 4
    if text.islower():
        return 1
    if text.isupper():
        return 3 if len(text) > 1 else 6
    return 2


Mark = tuple[int, int, int, int]  # start, end, id for the first word, id for the others


def _hint_marks(hints: Iterable[Mention]) -> list[Mark]:
    order = {kind: at for at, kind in enumerate(KINDS)}
    known = sorted((h for h in hints if h.kind in order), key=lambda h: -order[h.kind])
    return [(h.start, h.end, 2 * order[h.kind] + 1, 2 * order[h.kind] + 2) for h in known]


def _spread(cut: Sequence[Token | Word], marks: Iterable[Mark]) -> list[int]:
    out = [0] * len(cut)
    for start, end, first, rest in marks:
        ident = first
        for at, token in enumerate(cut):
            if token.end > end:
                break
            if token.start >= start:
                out[at] = ident
                ident = rest
    return out


def _ruled(reading: Reading) -> dict[int, tuple[list[Mark], list[Mark], list[Mark]]]:
    """What the rule reader found, by sentence: triggers, role fillers, cues."""
    out: dict[int, tuple[list[Mark], list[Mark], list[Mark]]] = {}
    role_id = {name: at + 1 for at, name in enumerate(RULE_ROLES)}

    def add(sentence: int, column: int, start: int, end: int, ident: int) -> None:
        out.setdefault(sentence, ([], [], []))[column].append((start, end, ident, ident))

    for trigger in reading.triggers:
        add(trigger.sentence, 0, trigger.start, trigger.end, _TYPE_ID[trigger.type])
    filled = [(r.mention, r.role) for r in reading.roles] + [(c.mention, "count") for c in reading.counts]
    filled += [(m, "source") for s in reading.sources for joint in s.chain for m in joint]
    for at, role in filled:
        mention = reading.mentions[at]
        if role in role_id:
            add(mention.sentence, 1, mention.start, mention.end, role_id[role])
    for source in reading.sources:
        if source.cue is not None:
            mention = reading.mentions[source.cue]
            add(mention.sentence, 2, mention.start, mention.end, 1)
    return out


def ruled_of(reading: Reading | None) -> tuple[Ruled, ...]:
    """The events of the rule reader, each with the words that fill its roles; nothing without a reading."""
    if reading is None:
        return ()
    place = {name: at for at, name in enumerate(PAIR_ROLES)}
    filled = [(r.trigger, r.mention, r.role) for r in reading.roles]
    filled += [(c.trigger, c.mention, "count") for c in reading.counts]
    for source in reading.sources:
        for depth, joint in enumerate(source.chain):
            filled += [(source.trigger, m, "relay" if depth else "source") for m in joint]
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for trigger, mention, role in filled:
        if role in place:
            where = reading.mentions[mention]
            marks.setdefault(trigger, []).append((where.start, where.end, place[role]))
    return tuple(
        Ruled(t.start, t.end, STATUSES.index(t.status) + 1, tuple(marks.get(at, ())))
        for at, t in enumerate(reading.triggers)
    )


def ruled_pair(ruled: Iterable[Ruled], words: Sequence[Word], first: int, stop: int) -> tuple[list[int], int]:
    """What the rules say of the trigger at words `first` to `stop`: a class for each word, and the status.

    0: the rules have no event there; 1: they have, and the word fills none of its roles; from 2: the role it fills.
    """
    start, end = words[first].start, words[stop - 1].end
    own = [r for r in ruled if r.start < end and start < r.end]
    if not own:
        return [0] * len(words), 0
    out = [1] * len(words)
    for one in own:
        for low, high, role in one.fillers:
            for at in range(bisect_right(words, low, key=_END), bisect_left(words, high, key=_START)):
                out[at] = role + 2
    return out, own[0].status
