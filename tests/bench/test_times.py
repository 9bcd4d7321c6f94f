"""The times task: its scorer against three documents worked by hand, and its reader of TimeML."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.sets.tempeval import Annotated, TimeDocument, read_tempeval
from dateline.bench.tasks import Bench, Missing
from dateline.bench.times import TimeTally, f1, run, tally
from dateline.resolve.times_timex import Timex


def gold(*marks: tuple[int, int, str]) -> list[Annotated]:
    return [Annotated(start, end, "DATE", value) for start, end, value in marks]


def given(*marks: tuple[int, int, str]) -> list[Timex]:
    return [Timex(start, end, "", "DATE", value) for start, end, value in marks]


# "Shells fell on Tuesday and again late Friday." All found, one too wide, one with another value.
FIRST = tally(
    gold((15, 22, "2016-10-18"), (38, 44, "2016-10-14")), given((15, 22, "2016-10-18"), (33, 44, "2016-10-21"))
)
# "The truce of 3 May held two weeks." One missed, one that nobody marked.
SECOND = tally(gold((13, 18, "2016-05-03"), (24, 33, "P2W")), given((13, 18, "2016-05-03"), (0, 9, "PAST_REF")))
# "2014 to 2015": one expression over two marks matches the first of them, the other is missed.
THIRD = tally(gold((0, 4, "2014"), (8, 12, "2015")), given((0, 12, "2014")))


def test_three_documents_by_hand() -> None:
    assert TimeTally(gold=2, given=2, strict=1, relaxed=2, value=1) == FIRST
    assert TimeTally(gold=2, given=2, strict=1, relaxed=1, value=1) == SECOND
    assert TimeTally(gold=2, given=1, strict=0, relaxed=1, value=1) == THIRD
    # 6 marked, 5 given. Strict 2: P 2/5, R 2/6, F 4/11. Relaxed 4: F 8/11. Value 3: accuracy 3/4 of 8/11 = 6/11.
    every = [FIRST, SECOND, THIRD]
    assert f1(every, "strict_f1") == pytest.approx(4 / 11)
    assert f1(every, "relaxed_f1") == pytest.approx(8 / 11)
    assert f1(every, "value_f1") == pytest.approx(3 / 4 * 8 / 11)


def test_nothing_marked_and_nothing_given_is_no_division_by_zero() -> None:
    assert f1([tally([], [])], "value_f1") == 0.0


TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>a1</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2016-10-20">20161020</TIMEX3></DCT>
<TEXT>They <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2016-10-18">Tuesday</TIMEX3>
&amp; left.</TEXT>
</TimeML>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "reading" / "data" / "tempeval3" / "te3-platinum"
    folder.mkdir(parents=True)
    (folder / "a1.tml").write_text(TIMEML, encoding="utf-8")
    return tmp_path


def test_only_the_text_element_counts(data: Path) -> None:
    [doc] = read_tempeval(data / "reading" / "data" / "tempeval3" / "te3-platinum")
    assert doc == TimeDocument(
        "a1", "2016-10-20", "They met on Tuesday\n& left.", (Annotated(12, 19, "DATE", "2016-10-18"),)
    )


def test_rows_of_the_test_part(data: Path) -> None:
    rows = {row.metric: row for row in run(Bench(data, "test"))}
    assert (rows["value_f1"].value, rows["value_f1"].n, rows["value_f1"].published) == (1.0, 1, 0.776)
    assert rows["strict_f1"].published is None


def test_expressions_without_a_text(data: Path) -> None:
    listed = data / "reading" / "data" / "timenorm_en" / "test.tsv"
    listed.parent.mkdir()
    listed.write_text("2016-10-20\tDATE\t2016-10-20\nlast week\tDATE\t2016-W41\n1987\tDATE\t1988\n", encoding="utf-8")
    row = list(run(Bench(data, "test")))[-1]
    assert (row.set, row.metric, row.value, row.n) == ("timenorm", "accuracy", 0.5, 2)


def test_a_folder_without_the_sets_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        list(run(Bench(tmp_path, "dev")))
