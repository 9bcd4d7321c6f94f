import datetime as dt

import pytest

from dateline.export.intervals import interval
from dateline.records import When


def when(first, last, precision, words=""):
    ends = [dt.date.fromisoformat(end) if end else None for end in (first, last)]
    return When(*ends, precision, "stated", None, words)


@pytest.mark.parametrize(
    ("first", "last", "precision", "words", "want"),
    [
        ("2015-11-05", "2015-11-05", "day", "Thursday", "2015-11-05"),
        ("2015-10-12", "2015-10-13", "days", "Monday night", "2015-10-12..2015-10-13"),
        ("2017-04-03", "2017-04-09", "week", "this week", "2017-04-03..2017-04-09"),
        ("2011-03-01", "2011-03-31", "month", "in March 2011", "2011-03"),
        ("2012-02-01", "2012-02-29", "month", "in February", "2012-02"),
        ("2011-03-01", "2011-03-31", "days", "March 1 to 31", "2011-03-01..2011-03-31"),
        ("2012-06-01", "2012-08-31", "season", "the summer of 2012", "2012-06..2012-08"),
        ("2014-01-01", "2014-12-31", "year", "in 2014", "2014"),
        ("2013-01-01", "2014-12-31", "longer", "2013 and 2014", "2013..2014"),
        ("2014-07-01", "2019-06-30", "longer", "1 July 2014 to 30 June 2019", "2014-07-01..2019-06-30"),
        ("2012-05-14", "2012-06-20", "longer", "", "2012-05-14..2012-06-20"),
        ("2011-01-01", None, "open", "since 2011", "2011.."),
        ("2011-03-01", None, "open", "since the uprising began in March 2011", "2011-03.."),
        ("2014-01-01", None, "open", "since January", "2014-01.."),
        ("2021-01-01", None, "open", "since the beginning of the year", "2021-01.."),
        ("2016-03-01", None, "open", "since Tuesday", "2016-03-01.."),
        ("2011-03-01", None, "open", "since March 1, 2011", "2011-03-01.."),
        ("2011-01-01", None, "open", "since 1st January 2011", "2011-01-01.."),
        (None, "2016-08-31", "open", "until August", "..2016-08"),
        (None, "2006-12-31", "open", "before 2006 ended", "..2006"),
        (None, "2016-08-31", "open", "by the end of August", "..2016-08-31"),
        (None, "2016-12-31", "open", "before the new year", "..2016-12-31"),
        ("2016-01-01", None, "open", "since the new year", "2016-01-01.."),
        ("2015-01-01", None, "open", "since last year", "2015.."),
        ("2015-01-01", None, "open", "since January last year", "2015-01.."),
        (None, "2017-12-31", "open", "by early next year", "..2017"),
        (None, "2015-12-31", "open", "until December last year", "..2015-12"),
        ("2015-06-01", None, "open", "since last summer", "2015-06.."),
        ("2011-04-01", None, "open", "since then (April 2011)", "2011-04.."),
        (None, "2016-07-26", "open", "in recent weeks", "..2016-07-26"),
        (None, None, "open", "long", None),
        ("0814-01-01", "0814-12-31", "year", "in 814", "0814"),
    ],
)
def test_as_coarse_as_stated(first, last, precision, words, want):
    assert interval(when(first, last, precision, words)) == want
