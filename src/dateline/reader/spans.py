"""O, B, I scores of words to spans: a span needs one sure word and takes in its less sure neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from dateline.knowledge.lexicon import span_words
from dateline.reader.heads import Floats
from dateline.reader.windows import KINDS, Word

Scored = tuple[int, int, float]  # first and stop word, probability
#: a word that may belong to a span, the probability of B or I, and whether it begins one
Likely = tuple[int, float, bool]
LOW: Final = 0.6  # neighbours count from this share of the least probability
_OTHER: Final = 0.3  # a word that belongs to another role with this probability ends a name
_TIMED: Final = frozenset((1 + 2 * KINDS.index("time"), 2 + 2 * KINDS.index("time")))
_AGE_FROM: Final = 2  # words before an age at least: a name and a comma
_DIGITS: Final = 3  # too many for an age
_NEW: Final = 0.5  # a word begins a new span from this probability of B


def likely(scores: Floats, least: float | Floats) -> Iterator[Likely]:
    """Every row of O, B, I scores whose B or I reaches `least`, in order."""
    inside = 1.0 - scores[:, 0]
    rows = np.flatnonzero(inside >= least)
    begins, goes_on = scores[rows, 1], scores[rows, 2]
    opens = (begins >= _NEW) & (begins > goes_on)
    return zip(rows.tolist(), inside[rows].tolist(), opens.tolist(), strict=True)


def runs(found: Iterable[Likely], least: float, words: Sequence[Word]) -> list[Scored]:
    """Spans of likely words that stand together in a sentence, of which one reaches `least`."""
    out: list[Scored] = []
    first = stop = -1
    top = -1.0
    for at, sure, begins in found:
        if at == stop and not begins and words[at].sentence == words[first].sentence:
            stop, top = at + 1, max(top, sure)
            continue
        if top >= least:
            out.append((first, stop, top))
        first, stop, top = at, at + 1, sure
    return [*out, (first, stop, top)] if top >= least else out


def filler_runs(found: Sequence[Likely], least: float, words: Sequence[Word]) -> list[Scored]:
    """Runs as fillers of a role: pieces of one phrase joined, ends trimmed, empty ones left out."""
    begins = {word for word, _, opens in found if opens}
    joined: list[Scored] = []
    for first, stop, sure in runs(found, least, words):
        if joined and words[joined[-1][0]].sentence == words[first].sentence:
            low, high, before = joined[-1]
            gap = [w.text.lower() for w in words[high:first]]
            bridged = len(gap) <= 2 and all(w in span_words().bridges for w in gap) and first not in begins
            if bridged or _one_phrase(words, low, high, first):
                joined[-1] = (low, stop, max(before, sure))
                continue
        joined.append((first, stop, sure))
    out = []
    for first, stop, sure in joined:
        first, stop = trimmed(words, first, stop)
        told = any(w.text[0].isalnum() and w.text.lower() not in span_words().empty for w in words[first:stop])
        if told and not _is_age(words, first, stop):
            out.append((first, stop, sure))
    return out


def _is_age(words: Sequence[Word], first: int, stop: int) -> bool:
    """ "37" of "Omar Berg, 37, and his son": no filler."""
    if stop - first > 1 or first < _AGE_FROM or not (words[first].text.isdigit() and len(words[first].text) < _DIGITS):
        return False
    after = words[stop].text.lower() if stop < len(words) else "."
    named = words[first - 2].text[:1].isupper() and words[first - 1].text == ","
    return named and after in (",", ".", ";", ")", "and")


def _one_phrase(words: Sequence[Word], low: int, high: int, first: int) -> bool:
    """Whether the piece `low` to `high` is no phrase without the one that begins at `first`.

    "Two positions on" leans on "the road", "unknown" on "warplanes", "the 12" on "people" after "freed".
    """
    if first - high > 1:
        return False
    last, following = words[high - 1].text, words[first].text
    if first == high and last.lower() in span_words().goes_on:
        return True
    opens = _opens(following)
    counts = all(_opens(w.text) for w in words[low:high])
    if first == high:
        plural = last.islower() and last.endswith("s")  # "soldiers" "police officers" are two
        two_names = last[:1].isupper() and following[:1].isupper()
        joint = {last.lower(), following.lower()} & span_words().joins and not counts
        apart = joint or not (last[-1].isalnum() and following[0].isalpha())
        return not opens and not apart and (counts or not (plural or two_names))
    between = words[high].text
    return counts and between.islower() and between.isalpha() and following.islower() and not opens


def _opens(word: str) -> bool:
    """Words that begin a phrase: "the", "two", "12"."""
    return word.lower() in span_words().opens or word[:1].isdigit()


def whole_names(spans: Sequence[Scored], words: Sequence[Word], others: Callable[[int], float]) -> list[Scored]:
    """The spans, drawn out where one breaks off within a name ("Colonel" of "Colonel Traore", "al" of "al-Qaida").

    `others` tells the probability that a word belongs to another role. Titles in capitals are left alone.
    """
    out = []
    for first, stop, sure in spans:
        first = _hyphened_from(words, first)
        while True:
            if stop < len(words) and _one_name(words[stop - 1], words[stop]) and others(stop) < _OTHER:
                stop += 1
            elif (further := _hyphened_to(words, stop)) > stop:
                stop = further
            else:
                break
        out.append((first, stop, sure))
    return out


def _hyphened_to(words: Sequence[Word], stop: int) -> int:
    """Where a name ends that breaks off before a hyphen: "al" "-Qaida", "Lashkar" "-e-Toiba"; not "US" "-led"."""
    for width, particle in ((2, stop - 1), (4, stop + 1)):
        joined = words[stop - 1 : stop + width]
        hyphens = len(joined) > width and all(word.text == "-" for word in joined[1::2])
        if hyphens and joined[-1].text[:1].isupper() and words[particle].text.lower() in span_words().particles:
            return stop + width if _adjoin(joined) else stop
    return stop


def _hyphened_from(words: Sequence[Word], first: int) -> int:
    """Where a phrase begins that begins behind a hyphen: "al-" "Nusra", "the 33-" "year-old"."""
    joined = words[first - 2 : first + 1] if first > 1 else ()
    if not joined or joined[1].text != "-" or not _adjoin(joined):
        return first
    if joined[2].text[:1].isupper() and joined[0].text.lower() in span_words().particles:
        return first - 2
    if joined[0].text.isdigit():
        return first - 3 if first > 2 and _opens(words[first - 3].text) else first - 2
    return first


def _adjoin(words: Sequence[Word]) -> bool:
    return all(one.end == other.start for one, other in itertools.pairwise(words))


def _one_name(word: Word, following: Word) -> bool:
    """Whether two words in capitals stand together in one sentence of running text, and neither is of a time."""
    pair = (word, following)
    capital = all(
        w.text[:1].isupper() and w.text[-1].isalpha() and w.text.lower() not in span_words().opens for w in pair
    )
    apart = following.start - word.end > 1 or word.sentence != following.sentence
    return capital and not apart and not any(w.features and (w.features[3] or w.features[1] in _TIMED) for w in pair)


def coordinated(spans: Sequence[Scored], words: Sequence[Word], trigger: int) -> list[Scored]:
    """The spans that stand together ("police and two residents"): of several groups, the one with the surest span.

    "The airport fell, says one militia; another says that it burned" has two speakers, but not for one claim: a group
    on the trigger's side of the semicolon goes first. `trigger` is the trigger's first word.
    """
    groups: list[list[Scored]] = []
    for span in sorted(spans):
        between = words[groups[-1][-1][1] : span[0]] if groups else ()
        if groups and all(w.text.lower() in span_words().joins for w in between):
            groups[-1].append(span)
        else:
            groups.append([span])

    def fits(group: Sequence[Scored]) -> tuple[bool, float]:
        low, high = sorted((group[0][0], trigger))
        return all(w.text != ";" for w in words[low:high]), max(sure for _, _, sure in group)

    return max(groups, key=fits, default=[])


def trimmed(words: Sequence[Word], first: int, stop: int) -> tuple[int, int]:
    """The span without punctuation and small words at its ends, nor a bracket without its other half."""
    while first < stop and words[first].text.lower() in span_words().trim_left:
        first += 1
    while stop > first and (words[stop - 1].text.lower() in span_words().trim_right or _half(words[first:stop])):
        stop -= 1
    return first, stop


def _half(words: Sequence[Word]) -> bool:
    return words[-1].text == ")" and all(word.text != "(" for word in words)
