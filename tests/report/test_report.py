"""The report over a hand-made ledger: links, highlights, figures, the same bytes, nothing at all."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from dateline.records import Refused
from dateline.vendored import MISSING
from tests.report.builders import MemoryLedger, role
from tests.report.reading import pieces, report, stored_text, tree
from tests.report.samples import sample_ledger
from tests.report.test_topology import TINY

SECTIONS = "happened map tolls totals speakers talks control copies gaps pages method".split()


@pytest.fixture(scope="module")
def page() -> str:
    return report(sample_ledger(), title="Three happenings", outlines=TINY)


def test_every_chapter_is_there(page: str) -> None:
    found = tree(page)
    assert [section.get("id") for section in found.iter("section")] == SECTIONS
    assert found.findtext(".//title") == "Three happenings"
    assert "As of 22 March 2021" in page


def test_every_link_has_its_target_and_every_id_is_single(page: str) -> None:
    found = tree(page)
    ids = [element.get("id") for element in found.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in found.xpath("//@href") if href.startswith("#")}
    assert targets <= set(ids)
    assert len(targets) > 50


def test_page_texts_are_the_stored_texts_and_highlights_the_evidence(page: str) -> None:
    ledger = sample_ledger()
    found = tree(page)
    for number, article in enumerate(ledger.articles(), 1):
        (text,) = found.xpath(f"//article[@id='p{number}']/div[@class='text']")
        assert stored_text(text) == article.text
        shown = pieces(text)
        for claim in (c for c in ledger.claims() if c.article_id == article.id):
            trigger, sentence = claim.trigger, claim.sentence_evidence
            assert shown[f"t{trigger.start}-{trigger.end}"] == trigger.exact
            assert shown[f"s{sentence.start}"] == sentence.exact
            for count in claim.counts:
                assert shown[f"c{count.evidence.start}-{count.evidence.end}"] == count.evidence.exact


def test_every_toll_opens_the_characters_that_state_it(page: str) -> None:
    found = tree(page)
    figures = found.xpath("//section[@id='tolls']//a[@class='figure']")
    assert len(figures) > 10
    for figure in figures:
        (mark,) = found.xpath(f"//*[@id='{figure.get('href')[1:]}']")
        assert f"as written: {mark.text_content()}" == figure.get("title")


def test_every_sentence_with_a_claim_links_back_to_where_it_is_shown(page: str) -> None:
    found = tree(page)
    backs = found.xpath("//a[@class='back']/@href")
    assert {"#i1a1", "#rt1", "#ho1"} <= set(backs)
    assert not found.xpath("//a[@class='back'][text()]"), "a link back must not add words to the page's text"


def test_figures_stay_with_their_claimants(page: str) -> None:
    text = " ".join(tree(page).get_element_by_id("i1").text_content().split())
    assert "Local council of Salqin 28" in text
    assert "at least 17" in text and "dozens" in text and "about 60" in text
    assert "Numbers in conflict." in text
    assert text.index("Contradictions") < text.index("Tolls, claimants side by side")
    assert "350,000" not in text


def test_running_totals_and_threats_make_no_incident(page: str) -> None:
    found = tree(page)
    totals = found.get_element_by_id("totals").text_content()
    assert "more than 350,000" in totals and "more than 140" in totals
    assert "350,000" not in found.get_element_by_id("happened").text_content()
    speakers = found.get_element_by_id("speakers").text_content()
    assert "Kill them where they sleep" in speakers
    assert "Kill them where they sleep" not in found.get_element_by_id("happened").text_content()


def test_a_zero_is_stated_and_nothing_else_is_zero(page: str) -> None:
    found = tree(page)
    assert "0 (stated)" in found.get_element_by_id("i4").text_content()
    assert "This is not zero" in found.get_element_by_id("i6").text_content()


def test_copies_gaps_and_control_say_what_they_are(page: str) -> None:
    found = tree(page)
    copies = found.get_element_by_id("copies").text_content()
    assert "verbatim" in copies and "update" in copies and "original" in copies
    gaps = found.get_element_by_id("gaps").text_content()
    assert "truncated" in gaps and "One claimant only" in gaps
    assert "held by Hayat Tahrir al-Sham" in found.get_element_by_id("control").text_content()


def test_names_of_people_hit_are_not_listed_apart_from_quotes() -> None:
    ledger = sample_ledger()
    claim = next(c for c in ledger.claims_ if c.type == "airstrike")
    victim = role(ledger.article(claim.article_id), "target", "Moscow")  # stands for a name nobody resolved
    ledger.claims_[ledger.claims_.index(claim)] = replace(claim, fillers=(victim,))
    card = tree(report(ledger, outlines=TINY)).get_element_by_id("i1")
    listed = [dd.text_content() for dd in card.xpath(".//dl[@class='parties']//dd")]
    assert listed == ["a crowded market; others, named in the quoted sentences"]


def test_the_same_ledger_gives_the_same_bytes(page: str) -> None:
    ledger = sample_ledger()
    for rows in (ledger.captures_, ledger.articles_, ledger.claims_, ledger.incidents_, ledger.links_):
        random.Random(7).shuffle(rows)  # type: ignore[arg-type]
    assert report(ledger, title="Three happenings", outlines=TINY) == page


def test_an_empty_ledger_gives_a_page() -> None:
    page = report(MemoryLedger())
    found = tree(page)
    assert [section.get("id") for section in found.iter("section")] == SECTIONS
    assert "The ledger holds no page" in page and "there is no “as of”" in page


def test_refused_inputs_are_listed() -> None:
    page = report(MemoryLedger(), refused=[Refused("in/broken.gz", "not a gzip file")])
    assert "in/broken.gz" in page and "1 refused input<" in page


def test_a_quote_limit_cuts_texts_and_keeps_positions_and_hashes() -> None:
    ledger = sample_ledger()
    page = report(ledger, outlines=TINY, quote_limit=30)
    found = tree(page)
    ids = {e.get("id") for e in found.iter() if isinstance(e.tag, str)}
    assert {href[1:] for href in found.xpath("//@href") if href.startswith("#")} <= ids
    article = next(iter(ledger.articles()))
    assert article.text_sha256 in page
    assert "Ten places to eat" not in page
    assert re.search(r"\[characters [\d,]+ to [\d,]+ not shown\]", page)
    for quote in found.xpath("//blockquote"):
        assert len(quote.text_content().removesuffix("[…]")) <= 30
    assert "crowded market in the northern" not in report(ledger, outlines=TINY, quote_limit=0)
    with pytest.raises(ValueError, match="quote_limit"):
        report(ledger, quote_limit=-1)


def test_without_outlines_the_report_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.report.report.read_outlines", lambda: None)
    page = report(sample_ledger())
    assert MISSING[1:] in page
    assert 'class="grid"' in page and 'class="land"' not in page


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    found = tree(page)
    assert not found.xpath("//@src | //@srcset | //iframe | //object | //embed | //form")
    assert [link.get("href") for link in found.iter("link")] == ["data:,"]
    assert "@import" not in page and "url(http" not in page
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert not found.xpath("//@style")


def test_web_addresses_are_linked_without_a_referrer(page: str) -> None:
    links = [a for a in tree(page).iter("a") if a.get("href", "").startswith("http")]
    assert links and all("noreferrer" in a.get("rel", "") for a in links)
