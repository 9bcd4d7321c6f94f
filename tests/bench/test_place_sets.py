"""The toponym sets' formats and the geocoding figures, on files of a few lines."""

from __future__ import annotations

import math

import pytest

from dateline.bench import geocoding
from dateline.bench.sets.toponyms import SETS, place_sets, read_places
from dateline.bench.tasks import Bench, Missing
from dateline.errors import InputError
from dateline.records import Unresolved, Why

LGL = """<articles><article docid="7"><text>Fire in Alpha, Beta County.</text><toponyms>
<toponym><start>8</start><end>13</end><phrase>Alpha</phrase><gaztag geonameid="1"><name>Alpha</name><lat>31.5</lat>
<lon>-92.5</lon></gaztag></toponym>
<toponym><start>15</start><end>26</end><phrase>Beta County</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>x</source><text>Cases in Alpha rose.</text><locations><location>
<name>Alpha</name><start>10</start><end>15</end><lat>1</lat><lon>2</lon></location></locations></article></articles>"""
GEOWEBNEWS = """<articles><article file="3"><text>Alpha and the Alphans.</text><toponyms>
<toponym><start>0</start><end>5</end><extractedName>Alpha</extractedName><type>Literal</type><latitude>4.5</latitude>
<longitude>5.5</longitude></toponym>
<toponym><start>14</start><end>21</end><extractedName>Alphans</extractedName><type>Demonym</type></toponym>
<toponym><start>10</start><end>13</end><extractedName>the</extractedName><type>Literal_Modifier</type>
<modifierType>Adjective</modifierType></toponym>
</toponyms></article></articles>"""


@pytest.mark.parametrize(
    ("plain", "words", "point"),
    [
        (LGL, ["Alpha", "Beta County"], (31.5, -92.5)),
        (GEOVIRUS, ["Alpha"], (1.0, 2.0)),
        (GEOWEBNEWS, ["Alpha"], (4.5, 5.5)),
    ],
)
def test_every_format_gives_names_at_their_characters(tmp_path, plain, words, point):
    (tmp_path / "set.xml").write_text(plain, encoding="utf-8")
    document = read_places(tmp_path / "set.xml")[0]
    assert [document.text[t.start : t.end] for t in document.toponyms] == words
    assert document.toponyms[0].point == point
    assert [t.point for t in document.toponyms[1:]] == [None] * (len(words) - 1)


def test_a_damaged_file_is_told_and_a_missing_one_skips_the_task(tmp_path):
    (tmp_path / "set.xml").write_text("<articles><article>", encoding="utf-8")
    with pytest.raises(InputError, match="no XML"):
        read_places(tmp_path / "set.xml")
    with pytest.raises(Missing, match="no toponym set"):
        list(place_sets(Bench(tmp_path, "dev", tell=lambda _: None)))


def test_the_sets_of_both_splits_are_listed():
    assert {item.split for item in SETS} == {"dev", "test"}


def test_an_unresolved_toponym_is_as_far_as_can_be():
    assert geocoding.off_km(Unresolved(Why.UNKNOWN_NAME, "x"), (0.0, 0.0)) == geocoding.FARTHEST_KM


def test_figures_of_known_errors():
    logs = [math.log(1 + e) / math.log(1 + geocoding.FARTHEST_KM) for e in (0.0, 100.0, geocoding.FARTHEST_KM)]
    sums = (3.0, 2.0, 100.0 + geocoding.FARTHEST_KM, sum(logs))
    assert geocoding._accuracy([sums]) == pytest.approx(2 / 3)
    assert geocoding._mean([sums]) == pytest.approx((100 + geocoding.FARTHEST_KM) / 3)
    assert geocoding._auc([sums]) == pytest.approx((0 + 0.4657 + 1) / 3, abs=1e-3)
