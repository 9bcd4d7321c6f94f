"""One test a trick: whatever stands in pages, headers, addresses, places or outlines, it stays text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.records import Article, Claim, CopyGroup, CopyMember, Incident, Quality, Refused, Unresolved, Why
from tests.report.builders import MemoryLedger, by, count, find, role, where, who
from tests.report.reading import report, stored_text, tree
from tests.report.samples import sample_ledger
from tests.report.test_topology import TINY, topology

TRICKS = {
    "script": "<script>alert(1)</script>",
    "closing": "</title></style></script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "template": "{{ 7 * 7 }}{% include 'x' %}",
    "svg": "</text></svg><svg onload=alert(1)>",
    "comment": "--><script>alert(1)</script><!--",
    "cdata": "]]><script>alert(1)</script>",
    "entity": "&lt;script&gt;&#x3c;b&#x3e;",
    "css": "</style><style>*{display:none}</style>",
    "override": "\u202edaed 71\u202c",
    "controls": "a\x00b\x1b[31mc\u2028d",
    "surrogate": "a\ud800b",
}


SINGLE = "html head body title style script link base img iframe object embed form input meta".split()


@pytest.fixture(scope="module")
def harmless() -> dict[str, int]:
    """How many elements and attributes of each name a harmless ledger's report has."""
    return _shape(report(_ledger("Harmless"), title="Harmless", outlines=TINY, refused=[Refused("Harmless", "No")]))


def _shape(page: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in tree(page).iter():
        if isinstance(element.tag, str):
            for name in (element.tag, *(f"@{key}" for key in element.attrib)):
                found[name] = found.get(name, 0) + 1
    return found


def _ledger(words: str) -> MemoryLedger:
    """A ledger with the same words wherever somebody outside may put them."""
    ledger = MemoryLedger()
    text = f"{words}\nGunmen {words} shot at least 17 men near {words}, an elder {words} said."
    article = ledger.add(text, "2020-01-02", words, agency=words, url=f"https://x.example/{words}", address=words)
    article = replace(article, qualities=(Quality(words, words),))
    ledger.articles_[0] = article
    copy = ledger.add(text + " ", "2020-01-03", words)
    claims = [_claim(ledger, one, words) for one in (article, copy)]
    place = where(words, 1.0, 2.0, words)
    ledger.incident("attack", "armed-violence", claims, place, "2020-01-02")
    ledger.relate("contradicts", claims[1], claims[0], words)
    ledger.relate("contradicts", claims[0], claims[1], words)
    _extras(ledger, article, words)
    members = (CopyMember(article.id, words, 1.0, words), CopyMember(copy.id, words, 0.9, words))
    ledger.copy_groups_.append(CopyGroup(words, members, words))
    return ledger


def _claim(ledger: MemoryLedger, article: Article, words: str) -> Claim:
    said = article.text.split("\n", 1)[1].strip()
    counts = (count(article, "killed", ">=17", "at least 17 men", group=words),)
    fillers = (
        role(article, "actor", f"Gunmen {words}", who(words)),
        role(article, "place", f"near {words}"),
        role(article, "target", "17 men", Unresolved(Why.UNKNOWN_NAME, words)),
    )
    return ledger.say(
        article, said, "attack", "shot", counts=counts, fillers=fillers, topic=words, found_by=words,
        attribution=by(article, f"an elder {words}", f"Gunmen {words}|{words}"), place=where(words, 1.0, 2.0, words),
    )  # fmt: skip


def _extras(ledger: MemoryLedger, article: Article, words: str) -> None:
    said = article.text.split("\n", 1)[1].strip()
    actor = (role(article, "actor", f"Gunmen {words}", who(words)),)
    for type_, status in (("threat", "actual"), ("meeting", "planned"), ("control", "actual"), ("attack", "denied")):
        place = where(words, 1.0, 2.0, words)
        ledger.say(article, said, type_, "shot", status=status, fillers=actor, topic=words, place=place)
    total = (count(article, "killed", ">=17", "at least 17 men", scope="cumulative", group=words),)
    ledger.say(article, said, "toll", "shot", counts=total, attribution=by(article, f"an elder {words}"))
    lost = Incident("inc_x", "attack", "armed-violence", (ledger.claims_[0].id,), None, None,
                    Unresolved(Why.UNKNOWN_NAME, words), "suggested", ())  # fmt: skip
    ledger.incidents_.append(lost)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_adds_no_element_and_no_handler(trick: str, harmless: dict[str, int]) -> None:
    words = TRICKS[trick]
    page = report(_ledger(words), title=words, outlines=TINY, refused=[Refused(words, words)])
    found = _shape(page)
    assert set(found) - {"@data-code", "code"} <= set(harmless)
    assert {name: found.get(name, 0) for name in SINGLE} == {name: harmless.get(name, 0) for name in SINGLE}
    assert not tree(page).xpath("//@href[not(starts-with(., '#') or starts-with(., 'https://') or . = 'data:,')]")
    assert page.encode("utf-8")
    assert not {"\x00", "\x1b", "\u202e", "\u2028", "\ud800"} & set(page)


@pytest.mark.parametrize("trick", TRICKS)
def test_the_stored_text_survives_a_trick(trick: str) -> None:
    ledger = _ledger(TRICKS[trick])
    root = tree(report(ledger, outlines=TINY))
    for number, article in enumerate(ledger.articles(), 1):
        (text,) = root.xpath(f"//article[@id='p{number}']/div[@class='text']")
        shown = stored_text(text).replace("\ud800", "?")
        assert shown == article.text.replace("\ud800", "?")


def test_an_override_is_shown_by_its_name() -> None:
    page = report(_ledger(TRICKS["override"]), outlines=TINY)
    assert 'title="right-to-left override">U+202E</span>' in page
    assert "⟦U+202E⟧daed 71" in page


def test_a_script_address_is_text() -> None:
    ledger = sample_ledger()
    capture = ledger.captures_[0]
    ledger.captures_[0] = replace(capture, url="javascript:alert(document.domain)")
    page = report(ledger, outlines=TINY)
    assert "<code>javascript:alert(document.domain)</code>" in page


def test_ids_of_the_ledger_never_become_anchors() -> None:
    ledger = sample_ledger()
    bad = '"><b id="x'
    claim = next(c for c in ledger.claims_ if not any(c.id in i.claim_ids for i in ledger.incidents_))
    ledger.claims_[ledger.claims_.index(claim)] = replace(claim, id=bad)
    root = tree(report(ledger, outlines=TINY))
    assert not root.xpath("//*[@id='x']")


def test_names_in_outlines_stay_text() -> None:
    outlines = json.loads(topology())
    for shape in outlines["objects"]["countries"]["geometries"]:
        shape["properties"]["name"] = "<script>alert(1)</script>"
    page = report(sample_ledger(), outlines=json.dumps(outlines).encode())
    assert "<script>alert(1)" not in page


def test_evidence_of_overlapping_claims_keeps_every_anchor() -> None:
    ledger = MemoryLedger()
    article = ledger.add("Ten people died and five were hurt in Kidal, officials said.", "2020-01-02", "A")
    said = article.text
    one = (count(article, "killed", "10", "Ten people died and"), count(article, "wounded", "5", "and five were hurt"))
    claim = ledger.say(article, said, "attack", "died", counts=one)
    ledger.incident("attack", "armed-violence", [claim], Unresolved(Why.NOT_STATED, "nowhere"), None)
    root = tree(report(ledger, outlines=TINY))
    for evidence in (c.evidence for c in one):
        assert root.xpath(f"//*[@id='p1e{evidence.start}-{evidence.end}']")
    assert find(article, "Kidal").exact == "Kidal"
