"""Files and folders as pages: addresses, encodings, rows, and input that must be refused and never crash."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.page import clean_page, is_html
from dateline.errors import InputError
from dateline.ids import content_id, sha256_bytes
from dateline.protocols import RawPage
from dateline.records import Refused
from dateline.sources import files
from dateline.sources.files import FileSource

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STORY = "The army said on Tuesday that its troops had taken the village of Koro after two days of fighting."


def read(*paths: Path) -> list[RawPage | Refused]:
    return list(FileSource(paths).pages())


def one(path: Path) -> RawPage:
    (page,) = read(path)
    assert isinstance(page, RawPage), page
    return page


def refused(path: Path) -> Refused:
    (page,) = read(path)
    assert isinstance(page, Refused)
    return page


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


class TestAddresses:
    def test_samples_come_sorted_with_addresses_from_their_folder(self):
        addresses = [page.capture.address for page in read(SAMPLES) if isinstance(page, RawPage)]
        assert addresses[0] == "samples/01-idlib-wire.txt"
        assert addresses[-3:] == [f"samples/18-briefs.jsonl#{number}" for number in (1, 2, 3)]
        assert len(addresses) == 20

    def test_ids_come_from_address_and_bytes_and_time_is_no_part_of_them(self, tmp_path):
        path = put(tmp_path, "a.txt", STORY)
        (page,) = FileSource([path], captured_utc="2026-11-21T12:00:00Z").pages()
        assert isinstance(page, RawPage)
        assert page.capture.captured_utc == "2026-11-21T12:00:00Z"
        assert page.capture.id == content_id("cap", "a.txt", sha256_bytes(STORY.encode())) == one(path).capture.id
        assert (page.capture.size, page.data) == (len(STORY), STORY.encode())

    def test_a_folder_gives_only_known_suffixes_and_nothing_hidden(self, tmp_path):
        for name in ("b/2.txt", "b/1.html.gz", "README.md", "expected.yml", ".hidden.txt", ".git/x.txt", "a.TXT"):
            put(tmp_path / "in", name, gzip.compress(STORY.encode()) if name.endswith("gz") else STORY)
        assert [page.capture.address for page in read(tmp_path / "in")] == ["in/a.TXT", "in/b/1.html.gz", "in/b/2.txt"]

    def test_a_file_named_directly_is_always_read(self, tmp_path):
        assert one(put(tmp_path, "page.dat", STORY)).page == STORY

    def test_a_name_that_is_not_utf8_gets_an_address(self, tmp_path):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        try:
            path.write_text(STORY)
        except OSError:
            pytest.skip("the file system takes only UTF-8 names")
        assert one(path).capture.address == "caf\\xe9.txt"


class TestEncodings:
    @pytest.mark.parametrize(
        ("name", "data", "encoding", "found"),
        [
            ("a.txt", "Café".encode(), "utf-8", "utf-8"),
            ("a.txt", b"\xef\xbb\xbf" + "Café".encode(), "utf-8", "bom"),
            ("a.txt", "\ufeffCafé".encode("utf-16-le"), "utf-16-le", "bom"),
            ("a.txt", "\ufeffCafé".encode("utf-32-be"), "utf-32-be", "bom"),
            ("a.html", b"<meta charset='iso-8859-1'>Caf\xe9", "cp1252", "meta"),
            ("a.html", "<meta charset=windows-1251>Café".encode("cp1251", "replace"), "cp1251", "meta"),
            ("a.html", "<meta charset=utf-7>Café".encode(), "utf-8", "utf-8"),
            ("a.html", "<meta charset=zip>Café".encode(), "utf-8", "utf-8"),
            ("a.html", "<meta charset=nonsense>Café".encode(), "utf-8", "utf-8"),
            ("a.txt", ("Армия сообщила, что взяла деревню Коро. " * 9).encode("cp1251"), "cp1251", "detected"),
        ],
    )
    def test_how_the_encoding_was_found(self, tmp_path, name, data, encoding, found):
        page = one(put(tmp_path, name, data))
        assert (page.capture.encoding, page.capture.encoding_found) == (encoding, found)
        assert "Caf" in page.page or "деревню" in page.page

    @pytest.mark.parametrize(
        "data", [b"<!DOCTYPE html><p>x", b"\n<html><p>x", b"<!-- c --><html>x", "\ufeff<html>x".encode("utf-16-le")]
    )
    def test_html_is_known_by_its_first_bytes(self, tmp_path, data):
        assert one(put(tmp_path, "a.txt", data)).capture.media_type == "text/html"

    def test_the_suffix_says_html(self, tmp_path):
        page = one(put(tmp_path, "a.htm.gz", gzip.compress(b"<p>x")))
        assert page.capture.media_type == "text/html" and is_html(page)


class TestRows:
    def test_hints_are_taken_and_unknown_keys_ignored(self, tmp_path):
        row = {
            "text": STORY,
            "url": "https://a.example/1",
            "date": "2019-01-02",
            "source": "A",
            "title": "T",
            "id": 7,
            "lang": "en-GB",
            "x": [1],
        }
        page = one(put(tmp_path, "a.jsonl", json.dumps(row)))
        assert page.capture.address == "a.jsonl#1"
        assert (page.capture.url, page.capture.media_type) == ("https://a.example/1", "application/json")
        hints = page.hints
        assert (hints.published, hints.outlet, hints.title, hints.ident, hints.language) == (
            "2019-01-02",
            "A",
            "T",
            "7",
            "en",
        )

    def test_bad_rows_are_refused_by_line_and_the_rest_goes_on(self, tmp_path):
        rows = [
            json.dumps({"text": STORY}),
            "{broken",
            "",
            "[1]",
            '{"title": "no text"}',
            '{"text": 5}',
            '{"text": "  "}',
            '{"text": "a\\u0000b"}',
            "[" * 100_000,
            '{"text": "x", "id": ' + "9" * 5000 + "}",
            '{"html": "<p>Army took Koro</p>"}',
        ]
        data = "\ufeff" + "\n".join(rows) + "\n"
        pages = read(
            put(tmp_path, "a.ndjson", data.encode() + b'{"text": "\xff"}\n' + b'{"text": "lone \\ud800 surrogate"}')
        )
        good = [page.capture.address for page in pages if isinstance(page, RawPage)]
        assert good == ["a.ndjson#1", "a.ndjson#11", "a.ndjson#13"]
        assert [page.address for page in pages if isinstance(page, Refused)] == [
            f"a.ndjson#{n}" for n in (2, 4, 5, 6, 7, 8, 9, 10, 12)
        ]
        assert all(len(page.what) > 20 for page in pages if isinstance(page, Refused))
        last = pages[-1]
        assert isinstance(last, RawPage) and last.page == "lone \ufffd surrogate"

    def test_rows_that_are_too_long_are_skipped_and_the_rest_goes_on(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "MAX_ROW", 200)
        long = json.dumps({"text": "a" * 1000})
        pages = read(put(tmp_path, "a.jsonl", f"{long}\n{json.dumps({'text': 'b'})}\n"))
        assert isinstance(pages[0], Refused) and "row is longer" in pages[0].what
        assert isinstance(pages[1], RawPage) and pages[1].capture.address == "a.jsonl#2"

    def test_a_file_of_rows_that_unpacks_to_too_much_stops(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "MAX_ROWS_FILE", 1000)
        pages = read(put(tmp_path, "a.jsonl.gz", gzip.compress((json.dumps({"text": STORY}) + "\n").encode() * 50)))
        assert isinstance(pages[-1], Refused) and "unpacks to more" in pages[-1].what
        assert 5 < len(pages) < 20

    def test_rows_are_read_one_at_a_time(self, tmp_path):
        path = put(tmp_path, "a.jsonl", (json.dumps({"text": STORY}) + "\n").encode() * 5)
        pages = FileSource([path]).pages()
        assert next(pages).capture.address == "a.jsonl#1"  # type: ignore[union-attr]
        pages.close()  # type: ignore[attr-defined]

    def test_rows_cut_off_in_gzip_are_read_up_to_there(self, tmp_path):
        data = b"".join(json.dumps({"text": STORY, "id": str(n)}).encode() + b"\n" for n in range(2000))
        pages = read(put(tmp_path, "a.jsonl.gz", gzip.compress(data)[:-200]))
        assert isinstance(pages[0], RawPage)
        assert isinstance(pages[-1], Refused) and "broken gzip" in pages[-1].what


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "data", "what"),
        [
            ("a.txt", b"", "empty"),
            ("a.txt", b" \n\t ", "empty"),
            ("a.txt", "\u2003\n".encode(), "white space"),
            ("a.txt", b"abc\0def", "NUL"),
            ("a.txt", b"%PDF-1.7 text", "PDF"),
            ("a.txt", b"\x89PNG....", "picture"),
            ("a.txt", b"a\x01\x02\x03\x04\x05\x06b" * 9, "control characters"),
            ("a.txt.gz", gzip.compress(STORY.encode())[:-12], "broken gzip"),
            ("a.txt.gz", b"\x1f\x8bgarbage", "broken gzip"),
            ("a.txt.gz", STORY.encode(), "not gzip"),
            ("a.jsonl", b"", "empty"),
            ("a.txt", b"a" * 20_000_000, "split it"),
            ("a.html", b"<p>" + b"a" * 6_000_000, "split it"),
        ],
    )
    def test_says_what_is_wrong_and_what_to_do(self, tmp_path, name, data, what):
        refusal = refused(put(tmp_path, name, data))
        assert what in refusal.what
        assert refusal.address == name

    def test_a_bomb_is_bounded(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "MAX_FILE", 100_000)
        assert "unpacks to more" in refused(put(tmp_path, "a.txt.gz", gzip.compress(b"a" * 1_000_000))).what
        assert "larger than" in refused(put(tmp_path, "b.txt", b"a" * 200_000)).what

    def test_what_does_not_exist(self, tmp_path):
        assert "does not exist" in refused(tmp_path / "no.txt").what

    def test_links(self, tmp_path):
        put(tmp_path, "in/a.txt", STORY)
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
        (tmp_path / "in" / "self.txt").symlink_to("self.txt")
        (tmp_path / "in" / "dead.txt").symlink_to("nothing")
        pages = read(tmp_path / "in")
        assert isinstance(pages[0], RawPage)
        assert [page.address for page in pages[1:] if isinstance(page, Refused)] == [
            "in/dead.txt",
            "in/loop",
            "in/self.txt",
        ]

    def test_what_is_no_file(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.txt")
        assert "not a regular file" in refused(tmp_path / "pipe.txt").what

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_what_may_not_be_read(self, tmp_path):
        path = put(tmp_path, "a.txt", STORY)
        path.chmod(0)
        assert "permissions" in refused(path).what

    def test_one_broken_input_does_not_stop_the_rest(self, tmp_path):
        put(tmp_path, "in/1.txt", b"\0")
        put(tmp_path, "in/2.txt", STORY)
        assert [type(page) for page in read(tmp_path / "in")] == [Refused, RawPage]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.gz"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, name):
    path = put(tmp_path_factory.mktemp("fuzz"), name, data)
    for page in read(path):
        if isinstance(page, RawPage):
            assert page.capture.sha256 == sha256_bytes(page.data)
            try:
                clean_page(page, language=lambda _: "en")
            except InputError as wrong:
                assert wrong.where == page.capture.address
