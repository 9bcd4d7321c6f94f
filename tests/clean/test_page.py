"""Whole pages: offsets, qualities, HTML and hostile input."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.align import Shown, blocks, depth
from dateline.clean.html import BLOCKS, MAX_DEPTH, extract
from dateline.clean.htmlmeta import read_meta
from dateline.clean.page import MAX_CHARS, MAX_LINES, clean_page
from dateline.clean.sentences import split
from dateline.errors import InputError
from dateline.records import Article, Unresolved
from tests.clean.pages import SAMPLES, STORY, article, raw_page

HTML = "text/html"


def qualities(one: Article) -> list[str]:
    return [quality.kind for quality in one.qualities]


def check_offsets(one: Article) -> None:
    header = one.header
    for evidence in (
        header.headline,
        header.byline,
        header.agency_evidence,
        header.dateline and header.dateline.evidence,
    ):
        if evidence:
            assert one.text[evidence.start : evidence.end] == evidence.exact
            assert evidence.article_id == one.id
    for sentence in split(one):
        assert one.evidence(sentence.start, sentence.end).exact.strip()
    for span in one.page_spans:
        assert 0 <= span.start < span.end <= len(one.text)


class TestPlainText:
    def test_the_text_is_the_page_after_nfc_and_lf(self):
        one = article("\ufeffCafe\u0301 🙂\r\n\u202bمقتل\u00a012\u202c\r\n")
        assert one.text == "Café 🙂\n\u202bمقتل\u00a012\u202c\n"
        assert one.page_spans == ()

    def test_the_same_page_gives_the_same_article(self):
        assert article(STORY) == article(STORY)
        assert article(STORY).id != article(STORY + " ").id

    @pytest.mark.parametrize("page", ["", " \n\t", "\x01\x02", "\u2028"])
    def test_no_text_is_an_input_error(self, page):
        with pytest.raises(InputError, match="holds no text"):
            article(page)

    def test_too_much_text_is_an_input_error(self):
        with pytest.raises(InputError, match="characters of text, over"):
            article("a" * (MAX_CHARS + 1))
        with pytest.raises(InputError, match="lines of text, over"):
            article("a\n" * (MAX_LINES + 2))

    @pytest.mark.parametrize("piece", ["A. ", "( ", '"', "1.", "By A ", "Jan 2015 ", ". ", "— ", "a" * 50, "e\u0301"])
    def test_one_very_long_line_comes_out(self, piece):
        one = article((piece * MAX_CHARS)[: MAX_CHARS // 8])
        check_offsets(one)

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=400), st.sampled_from(["", STORY, "BEIRUT (AFP) — " + STORY, "By AP Reports\n" + STORY]))
    def test_offsets_hold(self, noise, story):
        page = f"{noise}\r\n{story}\r\n{noise}"
        if not page.translate(dict.fromkeys(range(32))).strip():
            return
        try:
            one = clean_page(raw_page(page, language="en"))
        except InputError:
            return
        assert unicodedata.is_normalized("NFC", one.text) and "\r" not in one.text
        check_offsets(one)


class TestQualities:
    def test_a_cut_page_is_truncated(self):
        assert "truncated" in qualities(article((SAMPLES / "16-ituri-release.txt").read_text(encoding="utf-8")))
        assert "truncated" not in qualities(article(STORY))

    def test_a_spun_page_is_rewritten_stitched_and_doubles_its_headline(self):
        one = article((SAMPLES / "04-idlib-aggregator.txt").read_text(encoding="utf-8"))
        assert qualities(one) == ["stitched", "rewritten", "duplicated-headline"]

    def test_two_datelines_are_stitched(self):
        first, second = STORY.split("\n")
        assert "stitched" in qualities(article(f"BEIRUT (AFP) — {first}\nMOSCOW (Reuters) - {second}"))

    def test_menus_alone_are_no_article(self):
        assert "no-article" in qualities(article("Home\nNews\nShare"))

    def test_another_language_is_said(self):
        assert "not-english" in qualities(article(STORY, language="fr"))


class TestHtml:
    def test_every_paragraph_points_at_its_characters(self):
        page = (SAMPLES / "10-mali-update.html").read_text(encoding="utf-8")
        one = article(page, HTML)
        assert len(one.page_spans) == len(one.lines) >= 8
        for span in one.page_spans:
            inside = Shown(page[span.page_start : span.page_end]).flat
            assert inside == "".join(one.text[span.start : span.end].split())
        assert one.header.published.basis == "time-element"
        check_offsets(one)

    def test_json_ld_before_meta_before_time(self):
        linked = '{"@graph":[{"@type":"NewsArticle","datePublished":"2018-04-26"}]}'
        ld = f'<script type="application/ld+json">{linked}</script>'
        meta = '<meta property="article:published_time" content="2018-04-27">'
        time = '<time datetime="2018-04-28">28 April</time>'
        assert [basis for basis, _ in read_meta(time + meta + ld).dates] == ["json-ld", "meta", "time-element"]
        page = f'<html lang="en-GB"><title>Army takes Koro</title><body>{meta}<p>{STORY}</p></body></html>'
        published = article(page, HTML).header.published
        assert (published.basis, published.exact) == ("meta", "2018-04-27")

    def test_the_library_finds_a_day_only_as_a_last_resort(self):
        page = f"<html><body><p class='date'>Posted on: 2019-05-12</p><p>{STORY}</p><p>{STORY}</p></body></html>"
        published = article(page.replace("<p class='date'>Posted on: 2019-05-12</p>", ""), HTML).header.published
        assert isinstance(published, Unresolved)
        dated = article(page.replace("p class='date'", "abbr class='date-published' title='2019-05-12'"), HTML).header
        assert isinstance(dated.published, Unresolved) or dated.published.day.isoformat() == "2019-05-12"

    def test_entities_combining_marks_and_emoji_align(self):
        page = "<p>Cafe\u0301 &amp; &#8216;x&#x2019;&nbsp;<b>bo</b>ld 🙂</p>"
        shown = Shown(page)
        assert shown.flat == "Café&‘x’bold🙂"
        start, end = shown.find("Café & ‘x’") or (0, 0)
        assert page[start:end] == "Cafe\u0301 &amp; &#8216;x&#x2019;"
        assert shown.find("not there") is None

    def test_blocks_leave_menus_out_unless_there_is_nothing_else(self):
        assert blocks("<nav>Home</nav><p>One <b>two</b></p><script>x</script><p>Three") == ["One two", "Three"]
        assert blocks("<nav>Home</nav>") == ["Home"]

    def test_deep_nesting_is_cut_at_its_blocks(self):
        page = "<div>" * 10_000 + f"<p>{STORY}</p>" + "</div>" * 10_000
        assert depth(page, MAX_DEPTH) == MAX_DEPTH
        one = article(page, HTML)
        assert one.extractor == BLOCKS and "simple-extraction" in qualities(one)
        assert "Koro" in one.text

    @pytest.mark.parametrize(
        "piece",
        ["<", "<!--", "<script>", "<script type='application/ld+json'>", "<h1>", "&#9999999999;", "</p>"]
        + ["<meta property='", "<nav>", "<b></nav>", "<a href='>'>x", "<title>"],
    )
    def test_hostile_pages_come_out_or_are_refused(self, piece):
        try:
            check_offsets(article(f"<p>{STORY}</p>" + piece * 20_000, HTML))
        except InputError as refused:
            assert "no text" in str(refused)

    def test_no_text_is_an_input_error(self):
        with pytest.raises(InputError):
            article("<html><script>1</script></html>", HTML)

    def test_a_row_of_html_is_read_as_html(self):
        assert article(f"<p>{STORY}</p>", "application/json").page_spans != ()

    @settings(max_examples=30, deadline=None)
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_spans_hold_the_same_characters(self, before, inside):
        page = f"<html><body><div>{before}</div><p>{STORY} {inside}</p></body></html>"
        found = extract(page, None)
        for span in found.spans:
            assert Shown(page).flat.find("".join(found.text[span.start : span.end].split())) >= 0
            assert 0 <= span.page_start < span.page_end <= len(page)


def test_language_detection_can_be_handed_in():
    one = clean_page(raw_page(STORY), language=lambda text: "xx" if "Koro" in text else "yy")
    assert one.header.language == "xx"
