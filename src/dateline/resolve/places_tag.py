"""Finds toponyms in running text: every name of a place, wherever it stands, also inside longer names.

The ledger's own finder (`places_find`) leaves out governments, and names inside those of people and bodies; benchmarks
of place names count them. This one marks them all ("Mansfield" in "Mansfield police", "Washington" as a government),
each word decided by an averaged perceptron (Collins 2002) over its neighbours and what the gazetteer knows. Adjectives
and inhabitants ("Syrian", "Ohioans") are told apart as demonyms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.protocols import Gazetteer, GazetteerEntry
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import Token, tokens

LABELS = ("O", "B", "I")
_LONGEST = 4  # words of a name that are looked up
_JOINTS = frozenset("of the de del la las los el al le les du da do di and upon on es ez an as ar".split())
_PLACED = frozenset("in at near from to outside around across into of".split())
_OUTSIDE = ("-", "-")
_ENDS = frozenset('.!?:;"“”()[]•|')


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a text; `demonym` for adjectives and inhabitants."""

    start: int
    end: int
    demonym: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text cut up for tagging: tokens, what the gazetteer says of each, runs of capitals, words seen as places."""

    text: str
    cut: Sequence[Token]
    low: Sequence[str]  # the tokens in lower case, with two marks for what lies outside on either side
    known: Sequence[str]  # what a name beginning or going on here is: "country1B", "admin12I", or ""
    runs: Sequence[tuple[int, int] | None]  # the run of capitalised words a token stands in
    demonyms: Mapping[int, int]  # first token to the token after
    common: frozenset[str]  # words that also stand in lower case
    placed: Mapping[str, int]  # words after "in", "near" and the like, and how often


class ToponymTagger:
    """Tags with weights by feature and label; `training/toponyms.py` learns them."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, weights: Mapping[str, Sequence[float]]) -> None:
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self.weights = weights

    def find(self, text: str, cut: Sequence[Token] | None = None) -> tuple[Toponym, ...]:
        """The toponyms of a text (whose tokens may be given) in order, demonyms among them."""
        sheet = self.sheet(text, cut)
        labels = self.labels(sheet)
        cut, out = sheet.cut, []
        for first, stop in spans_of(labels):
            while cut[stop - 1].text in ("-", "–", "'", "’", "&") or cut[stop - 1].lower in _JOINTS:
                stop -= 1
            out.append(Toponym(cut[first].start, cut[stop - 1].end, False))
        out += [Toponym(cut[a].start, cut[b - 1].end, True) for a, b in sheet.demonyms.items() if labels[a] == "O"]
        return tuple(sorted(out, key=lambda t: t.start))

    def sheet(self, text: str, cut: Sequence[Token] | None = None) -> Sheet:
        """The text cut up and looked up."""
        cut = tokens(text) if cut is None else cut
        known, demonyms = [""] * len(cut), {}
        stop = 0
        for at in [at for at, token in enumerate(cut) if token.is_capital]:
            if at < stop:
                continue  # inside the name before
            stop, what = self._known(text, cut, at)
            adjective = self._demonym(cut, at)
            if adjective and stop <= adjective:
                demonyms[at] = adjective
                stop, what = adjective, "demonym"
            for n in range(at, stop):
                known[n] = f"{what}{'B' if n == at else 'I'}" if what else ""
        lower = frozenset([t.text for t in cut if t.text.islower()])
        placed = Counter([t.lower for before, t in zip(cut, cut[1:], strict=False) if before.text in _PLACED])
        low = (*_OUTSIDE, *[t.lower for t in cut], *_OUTSIDE)
        return Sheet(text, cut, low, known, _runs(cut, text), demonyms, lower, placed)

    def labels(self, sheet: Sheet) -> list[str]:
        """A label for each token, left to right."""
        out: list[str] = []
        for at in range(len(sheet.cut)):
            last = out[-1] if out else "O"
            out.append(self._best(signs(sheet, at, last, self.vocabulary), last) if open_to(sheet, at, last) else "O")
        return out

    def _best(self, active: Sequence[str], last: str) -> str:
        outside = begins = inside = 0.0
        for row in filter(None, map(self.weights.get, active)):
            outside += row[0]
            begins += row[1]
            inside += row[2]
        best, label = (begins, "B") if begins > outside else (outside, "O")
        return "I" if last != "O" and inside > best else label

    def _demonym(self, cut: Sequence[Token], at: int) -> int | None:
        found = self.vocabulary.adjective_at(cut, at)
        if found:
            return found[0]
        return self.vocabulary.region_adjective_at(cut, at)

    def _known(self, text: str, cut: Sequence[Token], at: int) -> tuple[int, str]:
        """The longest name from here that the gazetteer knows, and what kind of place it is at its largest."""
        for stop in _stops(text, cut, at):
            words = text[cut[at].start : cut[stop - 1].end]
            if stop == at + 1 and (len(words) < 2 or cut[at].text.isdigit()):
                continue
            entries = [e for e in self.gazetteer.candidates(words) if e.match in ("exact", "folded")]
            if entries:
                return stop, max(map(_size, entries))
        return at + 1, ""


def _size(entry: GazetteerEntry) -> str:
    """How well known a place is, in letters that sort upwards."""
    if entry.kind == "country":
        return "z-country"
    if entry.id.startswith("dl:"):
        return "y-unit" if entry.kind == "admin1" else "x-curated"
    if entry.kind in ("admin1", "admin2"):
        return f"m-{entry.kind}"
    people = entry.population
    return "w-large" if people > 300_000 else "u-town" if people > 30_000 else "f-small" if people > 3_000 else "c-tiny"


def _stops(text: str, cut: Sequence[Token], at: int) -> Iterator[int]:
    """Where a name from token `at` may end, the farthest first."""
    stops, stop, words = [], at, 0
    while stop < len(cut) and words < _LONGEST:
        token = cut[stop]
        if stop > at and len(text[cut[stop - 1].end : token.start]) > 1:
            break
        if token.is_capital or token.text.isdigit():
            words += 1
            stops.append(stop + 1)
        elif stop == at or not (token.lower in _JOINTS or token.text in "-–'’.&"):
            break
        elif token.text == "." and len(cut[stop - 1].text) <= 5:
            stops.append(stop + 1)
        stop += 1
    return reversed(stops)


def _runs(cut: Sequence[Token], text: str) -> list[tuple[int, int] | None]:
    """For each token the capitalised words around it that stand in one row."""
    out: list[tuple[int, int] | None] = [None] * len(cut)
    for at in [at for at, token in enumerate(cut) if token.is_capital]:
        if out[at] is not None:
            continue
        stop = at + 1
        while stop < len(cut) and cut[stop].is_capital and text[cut[stop - 1].end : cut[stop].start] in (" ", "-"):
            stop += 1
        for n in range(at, stop):
            out[n] = (at, stop)
    return out


def open_to(sheet: Sheet, at: int, last: str) -> bool:
    """True where a word may be part of a toponym: capitals, and what stands inside a name."""
    token = sheet.cut[at]
    if token.is_capital or sheet.known[at].endswith("I"):
        return True
    return last != "O" and (token.text.isdigit() or token.text in "-–.'’" or token.lower in _JOINTS)


def spans_of(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First token and the token after the last, for each B with its I's."""
    for at in [at for at, label in enumerate(labels) if label == "B"]:
        stop = at + 1
        while stop < len(labels) and labels[stop] == "I":
            stop += 1
        yield at, stop


def signs(sheet: Sheet, at: int, last: str, vocabulary: Vocabulary) -> list[str]:
    """The features of a word: itself, its neighbours, its run of capitals, the gazetteer, the rest of the text."""
    cut, low, known = sheet.cut, sheet.low, sheet.known[at]
    token, w = cut[at], cut[at].lower
    left, left2, right, right2 = low[at + 1], low[at], low[at + 3], low[at + 4]
    first, stop = sheet.runs[at] or (at, at + 1)
    before, after, tail = low[first + 1], low[stop + 2], low[stop + 1]
    shape = (
        "A" if token.text.isupper() and len(w) > 1 else "a" if token.text.islower() else "d" if w[0].isdigit() else "Aa"
    )
    opens = "1" if at == 0 or cut[at - 1].text in _ENDS else "0"
    person = "1" if w in vocabulary.names else "0"
    behind = sheet.known[at + 1] if at + 1 < len(cut) else ""
    front = sheet.known[at - 1] if at else ""
    seen = f"{min(sheet.placed.get(w, 0), 2)}{'l' if w in sheet.common else ''}"
    place = f"{stop - first if stop - first < 4 else 4}{at - first if at - first < 3 else 3}"
    noun = vocabulary.nouns.get(after, "") or vocabulary.nouns.get(tail, "")
    return [
        *("b", f"w{w}", f"k{known}", f"s{w[-3:]}", f"h{shape}{opens}", f"y{last}", f"yw{last} {w}"),
        *(f"l{left}", f"L{left2}", f"r{right}", f"R{right2}", f"yk{last} {known}"),
        *(f"lk{left} {known}", f"rk{right} {known}", f"bk{before} {known}", f"ak{after} {known}"),
        *(f"tk{tail} {known} {stop - first}", f"n{place}{known}", f"p{person}{known}{place}", f"e{seen}{known}"),
        *(f"f{front}{known}{last}", f"g{behind}{known}", f"hk{shape}{opens}{known}", f"o{noun}{known}", f"t{tail}"),
        *(f"a{after}", f"be{before}", f"wr{w} {right}", f"lr{left} {right}"),
        f"q{known}{seen}{opens}{place}",
    ]
