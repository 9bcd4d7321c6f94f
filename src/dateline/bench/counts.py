"""Task `counts`: the number of dead that a headline states, read as a user reads it: headline in, ledger out.

Sets are the headlines of `sets.ucdp`. `accuracy` is over those that state a number: the coders' best estimate is among
the numbers that the headline writes. `accuracy_all` is over all of them, also where the coders' number comes from
elsewhere (a later report, a sum, one of several places), which no reading of the headline can give. The headline is
coded like any page, with its day and nothing else. The answer is the largest number of dead of one claim: its counts of
killed, without those that are part of another. What only bounds ("at least 12") answers with its bound, a vague word
with nothing. `first_number` and `first_number_all` are the baseline: the first number that the headline writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.bench.bootstrap import spread
from dateline.bench.rows import Row
from dateline.bench.sets.ucdp import PARTS, CodedHeadline, read_headlines
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.errors import InputError
from dateline.records import Claim, Number

_SPLITS = {"dev": ("myanmar", "mexico"), "test": ("ukraine",)}
_EVERY = 250  # headlines between lines of progress


def run(bench: Bench) -> Iterator[Row]:
    """Rows of every part that is there; raises Missing where none is."""
    folder = bench.data / "events" / "data" / "ucdp_ged"
    files = {part: folder / PARTS[part] for part in _SPLITS[bench.split]}
    there = {part: path for part, path in files.items() if path.exists()}
    if not there:
        raise Missing("no UCDP headlines", " or ".join(map(str, files.values())))
    for part, path in there.items():
        headlines = list(read_headlines(path))
        answers = list(_answers(bench, part, headlines))
        pairs = list(zip(headlines, answers, strict=True))
        stated = [pair for pair in pairs if pair[0].states_best]
        for suffix, chosen in (("", stated), ("_all", pairs)):
            right = [answer == headline.best for headline, answer in chosen]
            first = [headline.numbers[0] == headline.best for headline, _ in chosen]
            for metric, hits in ((f"accuracy{suffix}", right), (f"first_number{suffix}", first)):
                low, high = spread(hits, _mean)
                yield Row("counts", part, bench.split, metric, _mean(hits), low, high, len(hits), None, None)


def _mean(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _answers(bench: Bench, part: str, headlines: Sequence[CodedHeadline]) -> Iterator[int | None]:
    machine = bench.machine
    for at, headline in enumerate(headlines):
        if at and at % _EVERY == 0:
            bench.tell(f"counts {part}: {at} of {len(headlines)} headlines")
        try:
            claims = machine.code(as_page(headline.text, headline.event, headline.date)).claims
        except InputError:
            claims = ()  # a headline that is an address and nothing else
        yield killed(claims)


def killed(claims: Sequence[Claim]) -> int | None:
    """The largest number of dead that one of the claims of a text counts; None where none does."""
    sums = [sum(found) for claim in claims if (found := [n for n in _figures(claim) if n is not None])]
    return max(sums, default=None)


def _figures(claim: Claim) -> Iterator[int | None]:
    """Every count of killed of a claim that is no part of another, as one number."""
    for count in claim.counts:
        number = count.number
        if count.measure == "killed" and not count.part_of and isinstance(number, Number):
            yield number.point if number.point is not None else _bound(number)


def _bound(number: Number) -> int | None:
    """The number written in "at least 12", "more than 12" (whose low is 13) or "up to 12"."""
    if number.low is not None:
        return number.low - (number.quantifier == "more_than")
    return number.high if number.quantifier == "at_most" else None
