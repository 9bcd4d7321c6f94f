import csv
import dataclasses
import io
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.claims_csv import COLUMNS, ClaimsCsv, cell_text, encoded, plain_text
from dateline.records import Attribution, Count, Filler, Number, Unresolved, When, Why
from tests.store.builders import (
    NO_ACTOR,
    TEXT,
    actor,
    article_of,
    capture_of,
    claim_of,
    claimant,
    claims_of,
    day,
    incident_of,
    number,
    place,
    small_ledger,
    words,
)

CAPTURE = capture_of(TEXT.encode(), "pages/one.txt", "https://herald.example/1")
ARTICLE = article_of(CAPTURE)


def rows(*claims, article=ARTICLE, incidents=()):
    view = SimpleNamespace(
        captures=lambda: [CAPTURE], claims=lambda: claims, incidents=lambda: incidents, article=lambda _: article
    )
    out = io.BytesIO()
    ClaimsCsv().write(view, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def row(claim, **rest):
    (only,) = rows(claim, **rest)
    return only


def a_count(exact, value, *, measure="killed", part=False):
    exactly = number(str(value), value, value, value)
    return Count(measure, exactly, "incident", words(ARTICLE, exact), None, part, False)


def with_counts(*counts):
    return dataclasses.replace(claims_of(ARTICLE)[0], counts=counts)


def test_one_row_a_claim_with_everything():
    claims = claims_of(ARTICLE)
    first, second, third = rows(*claims, incidents=[incident_of(claims[:1])])
    want = {
        "claim_id": claims[0].id,
        "article_id": ARTICLE.id,
        "address": "pages/one.txt",
        "url": "https://herald.example/1",
        "outlet": "Example Herald",
        "agency": "AP",
        "published": "2015-11-06",
        "headline": "Rebels seize town in Idlib 😀",
        "type": "seizure",
        "status": "actual",
        "trigger": "captured",
        "actor": "Rebels",
        "actor_id": "dl:rebels",
        "target": "",
        "place_as_stated": "Morek",
        "place": "Morek",
        "lat": "35.375",
        "lon": "-36.688",
        "extent_km": "2.5",
        "place_precision": "settlement",
        "country": "SY",
        "earliest": "2015-11-05",
        "latest": "2015-11-05",
        "time_precision": "day",
        "time_basis": "stated",
        "time_as_stated": "Thursday",
        "killed_low": "25",
        "killed_high": "",
        "killed_point": "",
        "killed_as_stated": "at least 25 soldiers",
        "wounded_low": "",
        "wounded_as_stated": "",
        "running_totals": "",
        "counts": "killed >=25 incident : at least 25 soldiers (soldiers)",
        "claimant": "the Observatory",
        "claimant_id": "dl:sohr",
        "chain": "the Observatory",
        "manner": "quoted",
        "sentence": "Rebels captured Morek on Thursday, killing at least 25 soldiers.",
        "incident_id": "inc_aaaaaaaaaaaaaaaaaaaa",
        "confidence": "0.9",
        "found_by": "rules/1:test",
        "unresolved": "",
    }
    assert {name: first[name] for name in want} == want
    assert TEXT[int(first["start"]) : int(first["end"])] == first["sentence"]
    assert TEXT[int(first["trigger_start"]) : int(first["trigger_end"])] == "captured"
    assert second["actor"] == "25 soldiers" and second["actor_id"] == ""
    assert second["claimant"] == second["chain"] == "?" and second["status"] == "planned"
    assert "claimant: unnamed (nobody is named)" in second["unresolved"]
    assert "actor '25 soldiers': unknown-name (no alias list has these words)" in second["unresolved"]
    assert "place: unknown-name (no gazetteer entry is called 'Qarqur')" in second["unresolved"]
    assert third["claimant"] == "" and third["manner"] == "own-voice" and third["topic"] == "war dead"


class TestNumbers:
    def test_a_running_total_is_never_this_events_number(self):
        third = rows(*claims_of(ARTICLE))[2]
        assert third["running_totals"] == third["counts"] == "killed >240000 cumulative : More than 240,000 people"
        assert third["killed_low"] == third["killed_as_stated"] == third["unresolved"].count("killed") * "x" == ""

    def test_stated_zero_and_nothing_stated_differ(self):
        zero = row(with_counts(a_count("25 soldiers", 0)))
        assert (zero["killed_low"], zero["killed_high"], zero["killed_point"]) == ("0", "0", "0")
        assert row(with_counts())["killed_point"] == ""

    def test_a_part_adds_nothing(self):
        whole, part = a_count("25 soldiers", 25), a_count("25", 3, part=True)
        got = row(with_counts(whole, part))
        assert got["killed_point"] == "25" and got["killed_as_stated"] == "25 soldiers; 25"
        only = row(with_counts(part))
        assert (
            only["killed_low"] == ""
            and "killed: not-stated (only a part of the whole is counted)" in only["unresolved"]
        )

    def test_several_numbers_are_not_added_up(self):
        got = row(with_counts(a_count("25 soldiers", 25), a_count("soldiers", 3)))
        assert got["killed_point"] == ""
        assert "killed: ambiguous (several numbers, not added up: 25, 3)" in got["unresolved"]

    def test_wounded_and_casualties_are_not_killed(self):
        got = row(with_counts(a_count("25", 4, measure="wounded"), a_count("25", 9, measure="casualties")))
        assert (got["wounded_point"], got["killed_point"]) == ("4", "")

    def test_vague_and_unreadable(self):
        vague = Count(
            "killed",
            Number(None, None, None, "vague", "dozens", "dozens"),
            "incident",
            words(ARTICLE, "25"),
            None,
            False,
            False,
        )
        got = row(with_counts(vague))
        assert got["killed_low"] == got["killed_point"] == "" and got["counts"] == "killed dozens incident : 25"
        unread = dataclasses.replace(vague, number=Unresolved(Why.UNREADABLE, "no number in '25'"))
        got = row(with_counts(unread))
        assert got["counts"] == "" and got["killed_as_stated"] == "25"
        assert "killed '25': unreadable (no number in '25')" in got["unresolved"]


class TestPlaceAndTime:
    @pytest.mark.parametrize(
        ("precision", "lat"), [("exact", "35.37471"), ("settlement", "35.375"), ("admin1", "35.4"), ("country", "")]
    )
    def test_no_point_is_finer_than_its_precision(self, precision, lat):
        got = row(dataclasses.replace(claims_of(ARTICLE)[0], place=place(precision)))
        assert got["lat"] == lat and bool(got["lon"]) == bool(lat) and got["place_precision"] == precision

    def test_an_open_end_is_empty(self):
        since = When(day("2011-03-01").earliest, None, "open", "stated", None, "since March 2011")
        got = row(dataclasses.replace(claims_of(ARTICLE)[0], when=since, fillers=()))
        assert (got["earliest"], got["latest"], got["time_as_stated"]) == ("2011-03-01", "", "since March 2011")

    def test_no_day_of_publication(self):
        article = article_of(CAPTURE, published=None, outlet=NO_ACTOR)
        got = row(claims_of(article)[0], article=article)
        assert (
            got["published"] == got["outlet"] == ""
            and "published: not-stated (the page states no day)" in got["unresolved"]
        )


class TestPeople:
    def test_chain_and_joint_claimants(self):
        joint = (claimant(ARTICLE, "Rebels", actor("Rebels")), claimant(ARTICLE, "soldiers"))
        chain = Attribution((joint, (claimant(ARTICLE, "the Observatory"),)), "paraphrased", None)
        got = row(dataclasses.replace(claims_of(ARTICLE)[0], attribution=chain))
        assert got["chain"] == "Rebels; soldiers < the Observatory"
        assert (got["claimant"], got["claimant_id"]) == ("Rebels; soldiers", "dl:rebels; ?")

    def test_incidents_confirmed_ones_first(self):
        claim = claims_of(ARTICLE)[0]
        one, two = incident_of((claim,), "inc_1"), incident_of((claim,), "inc_2")
        assert row(claim, incidents=[one, two])["incident_id"] == "inc_1; inc_2"
        confirmed = dataclasses.replace(two, status="confirmed")
        assert row(claim, incidents=[one, confirmed])["incident_id"] == "inc_2"

    def test_words_named_twice_pair_with_ids(self):
        rebels = [Filler("actor", words(ARTICLE, "Rebels", n), None, actor("Rebels"), None, None) for n in (1, 2)]
        got = row(dataclasses.replace(claims_of(ARTICLE)[0], fillers=tuple(rebels)))
        assert (got["actor"], got["actor_id"]) == ("Rebels", "dl:rebels")


class TestHostileCells:
    @pytest.mark.parametrize(
        "words_",
        ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1",
          "'=1", "''=1", "＝1", "=", "\ufeff x", "'", "'ok'", "", "\x00=1"],
    )  # fmt: skip
    def test_never_a_formula_and_always_readable_back(self, words_):
        cell = cell_text(words_)
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
        assert plain_text(cell) == words_

    def test_numbers_of_ours_are_left_alone(self):
        assert cell_text(-36.5) == "-36.5" and cell_text(-3) == "-3"

    def test_a_hostile_page(self):
        text = 'x\n=HYPERLINK("http://evil")\n@SUM(1) fled, "he" said.'
        article = article_of(CAPTURE, text)
        got = row(claim_of(article, '@SUM(1) fled, "he" said.', "fled", "displacement"), article=article)
        assert got["sentence"] == '\'@SUM(1) fled, "he" said.'
        assert got["headline"].startswith("'=HYPERLINK")

    @settings(deadline=None)
    @given(st.lists(st.text(st.characters() | st.sampled_from("=+-@\t\r\n'\", ;\x00\ud800")), min_size=1))
    def test_any_words_come_back_and_none_is_run(self, cells):
        written = encoded(cell_text(cell) for cell in ["first", *cells])
        assert written.endswith(b"\n")
        (back,) = csv.reader(io.StringIO(written.decode("utf-8"), newline=""))
        assert not [cell for cell in back if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]
        clean = [
            c.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not c.isascii() else c for c in cells
        ]
        if not any("\ud800" <= letter <= "\udfff" for cell in cells for letter in cell):
            assert [plain_text(cell) for cell in back[1:]] == clean


def test_columns_are_named_once_and_end_in_sentences():
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.meaning.endswith(".") for column in COLUMNS)


def test_the_small_ledger(tmp_path):
    with small_ledger(tmp_path / "l.db") as ledger:
        out = io.BytesIO()
        ClaimsCsv().write(ledger, out)
    assert len(list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))) == 7
