"""Headers: dates by their basis, datelines, agencies, outlets, languages."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from dateline.clean.dates import day_in_address, day_shortly_before, days
from dateline.clean.header import story_day
from dateline.records import Published, Unresolved, Why
from tests.clean.pages import SAMPLES, STORY, article, coded


@pytest.mark.parametrize(
    ("line", "day", "time"),
    [
        ("15 Apr 2017", "2017-04-15", None),
        ("Published March 12, 2019 at 3:14am", "2019-03-12", "03:14"),
        ("GMT 05:28 2024 Wednesday ,07 February", "2024-02-07", "05:28+00:00"),
        ("2018-04-26T09:15:00+0300", "2018-04-26", "09:15+03:00"),
        ("24/4/2018", "2018-04-24", None),
        ("15.04.2017(updated 2033 15.04.2017)", "2017-04-15", None),
        ("Last updated at Apr 232017", "2017-04-23", None),
        ("Mar. 19, 2021", "2021-03-19", None),
        ("5/5/2020", "2020-05-05", None),
        ("Sept. 3 2018 12:05 PM", "2018-09-03", "12:05"),
    ],
)
def test_days_are_read(line, day, time):
    found = days(line)[0]
    assert (found.day, found.time) == (dt.date.fromisoformat(day), time)


@pytest.mark.parametrize("line", ["01-08-2016", "6/09/2013"])
def test_days_that_can_be_read_twice_are_not_guessed(line):
    assert days(line)[0].day is None
    published = article(f"{line}\n{STORY}").header.published
    assert isinstance(published, Unresolved) and published.why is Why.AMBIGUOUS


@pytest.mark.parametrize("line", ["31 Feb 2019", "99/99/2019", "2019-13-01", "1,200 fled", "May 2019", ""])
def test_no_day_is_made_up(line):
    assert days(line) == ()


def test_the_strongest_statement_wins():
    page = f"15 Apr 2017\n{STORY}"
    url = "https://a.example/2016/01/02/x"
    assert article(page, url=url, published="2018-02-03T10:00:00Z").header.published == Published(
        dt.date(2018, 2, 3), "10:00+00:00", "row", "2018-02-03T10:00:00Z"
    )
    assert article(page, url=url).header.published == Published(dt.date(2017, 4, 15), None, "line", "15 Apr 2017")
    assert article(STORY, url=url).header.published == Published(dt.date(2016, 1, 2), None, "address", "/2016/01/02")


def test_related_headlines_and_copyright_years_are_no_publication_day():
    page = f"{STORY}\nStrike enters second weekGMT 09:12 2019 Friday ,12 July\n© 2018 Harbour Times"
    published = article(page).header.published
    assert isinstance(published, Unresolved) and published.why is Why.NOT_STATED


def test_day_in_address_needs_a_whole_day():
    assert day_in_address("https://a.example/2017/04/15/x") == (dt.date(2017, 4, 15), "/2017/04/15")
    assert day_in_address("https://a.example/2017/04/x") is None
    assert day_in_address("https://a.example/2017/44/99/") is None


@pytest.mark.parametrize(
    ("start", "place", "agency"),
    [
        ("BAGHOUZ, Syria (AP) — ", "BAGHOUZ, Syria", "AP"),
        ("BEIRUT, May 8 (Reuters) - ", "BEIRUT", "Reuters"),
        ("ADEN, Yemen, March 7 (Xinhua) -- ", "ADEN, Yemen", "Xinhua"),
        ("BUNIA, Democratic Republic of Congo (Reuters) - ", "BUNIA, Democratic Republic of Congo", "Reuters"),
        ("BAGHOUZ Syria (AP) ", "BAGHOUZ Syria", "AP"),
        ("LAGOS, Nigeria — ", "LAGOS, Nigeria", None),
        ("RIYADH: ", "RIYADH", None),
        ("BAMA, 5 May: ", "BAMA", None),
        ("Bama, May 5: ", "Bama", None),
        ("Bama, Oct. 18 (CNA) -- ", "Bama", "CNA"),
        ("Port Bama, Kora, 5 May 2019 – ", "Port Bama, Kora", None),
        ("BAMA, Kora (AP)_ ", "BAMA, Kora", "AP"),
        ("(Reuters) - ", "", "Reuters"),
        ("Afp - ", "", "AFP"),
    ],
)
def test_datelines(start, place, agency):
    dateline = article(start + STORY).header.dateline
    assert dateline is not None
    assert (dateline.place_words, dateline.agency) == (place, agency)
    assert dateline.evidence.exact == start.strip()


@pytest.mark.parametrize(
    "start",
    ["On Monday, May 5: ", "Updated, May 5 - ", "The UN said - ", "Daesh - which holds the town - ", "He said: ", ""],
)
def test_what_is_no_dateline(start):
    assert article(start + STORY).header.dateline is None


def test_sample_headers():
    pages = yaml.safe_load((SAMPLES / "expected.yml").read_text(encoding="utf-8"))["pages"]
    wrong = []
    for name, expected in pages.items():
        if name.endswith((".txt", ".html")):
            kind = "text/html" if name.endswith(".html") else "text/plain"
            header = article((SAMPLES / name).read_text(encoding="utf-8"), kind).header
            outlet = None if isinstance(header.outlet, Unresolved) else header.outlet
            day = header.published.day if isinstance(header.published, Published) else None
            if (outlet, header.agency, day) != (expected["outlet"], expected["agency"], expected["published"]):
                wrong.append((name, outlet, header.agency, day))
    assert wrong == []


@pytest.mark.parametrize("folder", ["train", "dev"])
def test_days_of_annotated_pages_are_right_or_unresolved(folder):
    wrong = []
    for page in coded(folder):
        published = article(page.text, language="en").header.published
        if isinstance(published, Published) and published.day.isoformat() != page.published:
            wrong.append((page.id, published))
    assert wrong == []


def test_languages():
    assert article(STORY).header.language == "en"
    assert (
        article("Die Armee teilte mit, dass ihre Truppen das Dorf am Dienstag eingenommen haben.").header.language
        == "de"
    )
    assert isinstance(article("Koro").header.language, Unresolved)
    assert article(STORY, language="fr").header.language == "fr"


def test_the_day_of_a_dateline_counts_where_nothing_else_is_stated():
    page = (
        "Rebels, army agree on a truce\nBAMA, Feb 16, 2020 (AFP) - Rebels and the army agreed on Sunday to stop firing."
    )
    assert article(page).header.published == Published(dt.date(2020, 2, 16), None, "dateline", "Feb 16, 2020")
    below = article(f"{page}\n\nPublished 17 Feb 2020").header.published
    assert isinstance(below, Published) and below.day == dt.date(2020, 2, 17)
    assert isinstance(article(page.replace(", 2020", "")).header.published, Unresolved)


@pytest.mark.parametrize(
    ("line", "last", "day"),
    [
        ("BAMA, May 5:", "2020-05-07", "2020-05-05"),
        ("Bama, 30 Dec. -", "2020-01-02", "2019-12-30"),
        ("BAMA, May 5, 2020 (AFP) -", "2020-05-05", "2020-05-05"),
        ("BAMA, May 5, 2019 (AFP) -", "2020-05-05", None),
        ("BAMA, May 5:", "2020-05-20", None),
        ("BAMA, May 5:", "2020-05-04", None),
        ("BAMA:", "2020-05-07", None),
    ],
)
def test_a_dateline_gives_a_day_shortly_before_the_last(line, last, day):
    found = day_shortly_before(line, dt.date.fromisoformat(last), 7)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("start", "published", "day", "basis"),
    [
        ("BAMA, May 5: ", "2020-05-07", "2020-05-05", "dateline"),
        ("Bama, May 5: ", "2020-05-07", "2020-05-05", "dateline"),
        ("BAMA, May 7: ", "2020-05-07", "2020-05-07", "publication"),
        ("BAMA, May 5: ", "2020-08-07", "2020-08-07", "publication"),
        ("BAMA: ", "2020-05-07", "2020-05-07", "publication"),
        ("The Bama Times, May 5 - ", "2020-05-07", "2020-05-07", "publication"),
        ("President Tesk, May 5: ", "2020-05-07", "2020-05-07", "publication"),
        ("Photo, May 5: ", "2020-05-07", "2020-05-07", "publication"),
    ],
)
def test_a_story_counts_from_the_day_of_its_dateline(start, published, day, basis):
    assert story_day(article(start + STORY, published=published).header) == (dt.date.fromisoformat(day), basis)


def test_a_page_without_a_day_has_no_story_day():
    assert story_day(article("BAMA, May 5: " + STORY).header) == (None, "none")


def test_a_row_with_a_day_that_is_none_says_so():
    published = article(STORY, published="tomorrow").header.published
    assert isinstance(published, Unresolved) and published.why is Why.UNREADABLE and "'tomorrow'" in published.detail
