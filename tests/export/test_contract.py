"""What every exporter must do."""

import csv
import dataclasses
import io
import json

import pytest

from dateline.export.annotation import Annotation, AnnotationDat
from dateline.export.claims_csv import ClaimsCsv
from dateline.export.claims_jsonl import ClaimsJsonl
from dateline.protocols import Exporter
from dateline.store.ledger import Ledger
from tests.store.builders import clock, sentences_of, small_ledger

EXPORTERS = {
    "csv": ClaimsCsv,
    "jsonl": ClaimsJsonl,
    "jsonl with text": lambda: ClaimsJsonl(with_text=True),
    "annotation": lambda: Annotation(split=sentences_of),
    "dat": lambda: AnnotationDat(split=sentences_of),
}


class ReadOnce:
    """A ledger whose iterators are counted and can be read once only."""

    def __init__(self, ledger):
        self._ledger, self.asked = ledger, []

    def _once(self, name):
        assert name not in self.asked, f"{name} was read twice"
        self.asked.append(name)
        return iter(list(getattr(self._ledger, name)()))

    def captures(self):
        return self._once("captures")

    def articles(self):
        return self._once("articles")

    def claims(self):
        return self._once("claims")

    def copy_groups(self):
        return self._once("copy_groups")

    def incidents(self):
        return self._once("incidents")

    def links(self):
        return self._once("links")

    def article(self, article_id):
        return self._ledger.article(article_id)


class LaterCapture(ReadOnce):
    """The same ledger, captured at another time."""

    def captures(self):
        return (dataclasses.replace(c, captured_utc="2031-12-31T23:59:59+00:00") for c in self._ledger.captures())


@pytest.fixture
def ledger(tmp_path):
    with small_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture(params=EXPORTERS)
def exporter(request) -> Exporter:
    return EXPORTERS[request.param]()


def written(exporter, ledger):
    out = io.BytesIO()
    exporter.write(ledger, out)
    return out.getvalue()


class TestEveryExporter:
    def test_names_itself(self, exporter):
        assert exporter.name and exporter.suffix.startswith(".") and "/" in exporter.media_type

    def test_same_ledger_same_bytes(self, exporter, ledger, tmp_path):
        got = written(exporter, ledger)
        assert got == written(exporter, ledger)
        with small_ledger(tmp_path / "another.db") as other:
            assert got == written(exporter, other)

    def test_utf8_and_lf(self, exporter, ledger):
        got = written(exporter, ledger)
        assert got.decode("utf-8").endswith("\n") and b"\r" not in got

    def test_nothing_in_is_still_a_valid_file(self, exporter, tmp_path):
        with Ledger.open(tmp_path / "empty.db", clock=clock()) as empty:
            got = written(exporter, empty).decode()
        if exporter.name == "csv":
            assert len(list(csv.reader(io.StringIO(got)))) == 1
        elif exporter.name == "jsonl":
            assert json.loads(got) == {"format": "dateline", "version": 1}
        else:
            assert got == ""

    def test_unresolved_is_written_with_its_reason(self, exporter, ledger):
        got = written(exporter, ledger).decode()
        for why, detail in (
            ("not-stated", "no time words in the sentence"),
            ("unknown-name", "no gazetteer entry is called 'Qarqur'"),
            ("unnamed", "nobody is named"),
        ):
            assert why in got and detail in got

    def test_every_iterator_is_read_once(self, exporter, ledger):
        once = ReadOnce(ledger)
        assert written(exporter, once) == written(exporter, ledger)
        assert "claims" in once.asked

    def test_the_capture_time_never_appears(self, exporter, ledger):
        got = written(exporter, ledger)
        assert b"2026-01-02" not in got
        assert got == written(exporter, LaterCapture(ledger))
