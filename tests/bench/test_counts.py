"""The counts task: which headlines state a number, R's data frames, and the answer of a text's claims."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from dateline.bench.counts import killed, run
from dateline.bench.sets.rdata import read_rda
from dateline.bench.sets.ucdp import read_headlines
from dateline.bench.tasks import Bench, Missing
from dateline.records import Attribution, Claim, Count, Evidence, Number, Unresolved, Why

HEAD = "id,source_article,best,low,high"
ROWS = [
    '1,"""Herald,2016-10-20,Raid kills three in Kora""",3,3,4',
    '2,"""Herald,2016-10-21,Two die as 12 villages burn""",2,2,2',
    '3,"""Herald,2016-10-22,Market blast kills 5"";""Post,2016-10-22,Blast""",5,5,5',  # two headlines
    '4,"""Herald,2016-10-23,Truce holds for 3 days""",0,0,0',  # no killing
    '5,"""Herald,2016-10-24,Killings of 2014 recalled""",9,9,9',  # a year is no number
    '6,"""Herald,2016-10-25,Nine killed in two towns""",4,4,4',  # used for two events
    '7,"""Herald,2016-10-25,Nine killed in two towns""",5,5,5',
    '8,"""Herald,2016-10-26,Shelling kills 7, wounds 11""",8,7,9',  # another number
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "conflict_data_ukr.csv"
    path.write_text("\n".join([HEAD, "#id,#src,#x,#x,#x", *ROWS]), encoding="utf-8")
    return path


def test_headlines_that_give_their_number_back(table: Path) -> None:
    found = [(h.event, h.numbers, h.states_best) for h in read_headlines(table)]
    assert found == [("1", [3], True), ("2", [2, 12], True), ("8", [7, 11], False)]


def item(flags: int, *parts: bytes) -> bytes:
    return struct.pack(">i", flags) + b"".join(parts)


def chars(text: str) -> bytes:
    return item(9 | 1 << 18, struct.pack(">i", len(text)), text.encode())


def strings(*texts: str) -> bytes:
    return item(16, struct.pack(">i", len(texts)), *map(chars, texts))


def pairs(*tagged: tuple[str, bytes]) -> bytes:
    return b"".join(item(2 | 1024, item(1, chars(tag)), value) for tag, value in tagged) + item(254)


def test_a_data_frame_comes_back_as_rows(tmp_path: Path) -> None:
    reals = item(14, struct.pack(">i2d", 2, 1.0, 2.5))
    factor = item(13 | 512, struct.pack(">i2i", 2, 2, -(2**31)), pairs(("levels", strings("low", "high"))))
    frame = item(
        19 | 512, struct.pack(">i", 3), reals, factor, strings("a", "b"), pairs(("names", strings("n", "f", "s")))
    )
    saved = b"RDX2\nX\n" + struct.pack(">3i", 2, 0, 0) + pairs(("frame", frame))
    path = tmp_path / "frame.rda"
    path.write_bytes(gzip.compress(saved))
    assert list(read_rda(path)) == [{"n": 1.0, "f": "high", "s": "a"}, {"n": 2.5, "f": None, "s": "b"}]


def test_another_file_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "frame.rda"
    path.write_bytes(b"id,best\n")
    with pytest.raises(ValueError, match="not a saved R workspace"):
        list(read_rda(path))


def claim(*counts: tuple[str, Number, bool]) -> Claim:
    words = Evidence("art", 0, 1, "x")
    missing = Unresolved(Why.NOT_STATED, "none")
    made = tuple(Count(measure, number, "incident", words, None, part, False) for measure, number, part in counts)
    attribution = Attribution((), "own-voice", None)
    return Claim(
        "c", "art", 0, words, "attack", "actual", words, (), made, attribution, missing, missing, None, 1.0, "test"
    )


def number(value: int) -> Number:
    return Number(value, value, value, "exact", None, str(value))


def test_the_answer_is_the_largest_number_of_dead_of_one_claim() -> None:
    two_sides = claim(("killed", number(5), False), ("killed", number(2), False), ("wounded", number(30), False))
    with_part = claim(("killed", number(6), False), ("killed", number(3), True))
    assert killed([with_part, two_sides]) == 7
    assert killed([with_part]) == 6
    assert killed([claim(("wounded", number(3), False))]) is None


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        (Number(12, None, None, "at_least", None, ">=12"), 12),
        (Number(13, None, None, "more_than", None, ">12"), 12),
        (Number(None, 60, None, "at_most", None, "<=60"), 60),
        (Number(None, None, None, "vague", "dozens", "dozens"), None),
    ],
)
def test_a_bound_answers_with_the_number_written(stated: Number, answer: int | None) -> None:
    assert killed([claim(("killed", stated, False))]) == answer


def test_a_folder_without_the_set_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        list(run(Bench(tmp_path, "dev")))
