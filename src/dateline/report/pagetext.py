"""Every page's stored text with its claims highlighted: what each number of the report opens to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from dateline.records import Article, Claim, Evidence, Published, Unresolved
from dateline.report.book import Book
from dateline.report.hostile import visible, web_address
from dateline.report.spans import TextSpan, render
from dateline.report.values import day_words, number_words, type_words, why_words

_BASIS = {
    "row": "given by the input row",
    "json-ld": "from the page's JSON-LD",
    "meta": "from the page's meta tags",
    "time-element": "from a time element",
    "address": "from the address",
    "line": "from a line of the page",
    "dateline": "from the dateline",
    "library": "found by the date library",
}


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in the list under its page."""

    anchor: str
    number: int
    ident: str
    type: str
    status: str
    words: str  # of the trigger
    href: str
    who: str
    via: str
    counts: tuple[str, ...]
    when: str
    where: str
    confidence: str
    found_by: str
    homes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """One page of the report's last chapter."""

    anchor: str
    number: int
    headline: str
    outlet: str
    agency: str
    address: str
    url: str | None  # safe to link
    published: str
    basis: str
    exact: str  # the words the day was read from
    sha256: str
    text_sha256: str
    capture_size: int | None
    extractor: str
    qualities: tuple[tuple[str, str], ...]
    text: Markup
    off_lines: int
    claims: tuple[ClaimLine, ...]


def page_parts(book: Book) -> tuple[PagePart, ...]:
    """All pages in the ledger's order."""
    return tuple(
        replace(page_facts(article, book), text=_text(article, book.by_page[article.id], book))
        for article in book.articles
    )


def page_facts(article: Article, book: Book) -> PagePart:
    """All about one page but its text."""
    capture = book.captures.get(article.capture_id)
    header, published = article.header, article.header.published
    found = isinstance(published, Published)
    claims = book.by_page[article.id]
    return PagePart(
        anchor=book.page_anchor(article.id),
        number=book.page_number[article.id],
        headline=header.headline.exact if header.headline else "(no headline found)",
        outlet=f"outlet {why_words(header.outlet)}" if isinstance(header.outlet, Unresolved) else header.outlet,
        agency=header.agency or "",
        address=(capture.url or capture.address) if capture else "",
        url=web_address(capture.url) if capture else None,
        published=_published(published),
        basis=_BASIS.get(published.basis, published.basis) if isinstance(published, Published) else "",
        exact=published.exact if isinstance(published, Published) and found else "",
        sha256=capture.sha256 if capture else "",
        text_sha256=article.text_sha256,
        capture_size=capture.size if capture else None,
        extractor=article.extractor,
        qualities=tuple((type_words(q.kind), q.detail) for q in article.qualities),
        text=Markup(""),
        off_lines=sum(not line.is_article for line in article.lines),
        claims=tuple(_line(claim, book) for claim in claims),
    )


def _published(published: Published | Unresolved) -> str:
    if isinstance(published, Unresolved):
        return f"no day: {why_words(published)} ({published.detail})"
    return day_words(published.day) + (f", {published.time}" if published.time else "")


def _line(claim: Claim, book: Book) -> ClaimLine:
    said = book.said(claim)
    return ClaimLine(
        anchor=book.claim_anchor(claim.id),
        number=book.claim_number[claim.id],
        ident=claim.id,
        type=type_words(claim.type),
        status=claim.status,
        words=claim.trigger.exact,
        href=book.href(claim.trigger),
        who=said.who or book.page_name(book.article_of(claim)),
        via=said.via,
        counts=tuple(f"{number_words(c.number)} {c.measure} ({c.scope})" for c in claim.counts),
        when=book.when(claim.when),
        where=book.where(claim.place),
        confidence=f"{claim.confidence:.2f}",
        found_by=claim.found_by,
        homes=tuple(book.homes.get(claim.id, ())),
    )


# --- the text --------------------------------------------------------------------------------------------------------


def _text(article: Article, claims: Sequence[Claim], book: Book) -> Markup:
    """The whole text, or with a quote limit only the start of each sentence that holds a claim."""
    spans = [*_lines(article), *_sentences(claims, book), *_details(claims, book)]
    if book.quote_limit is None:
        return render(article.text, spans)
    return _cut(article, claims, spans, book.quote_limit)


def page_text(article: Article, claims: Sequence[Claim], book: Book, more: Sequence[TextSpan], end: int) -> Markup:
    """The text up to `end` with its lines, claims and some more spans, whatever the quote limit."""
    spans = [*_lines(article), *_sentences(claims, book), *(_details(claims, book) if claims else ()), *more]
    return render(article.text, spans, 0, end)


def _cut(article: Article, claims: Sequence[Claim], spans: Sequence[TextSpan], limit: int) -> Markup:
    """Kept stretches and, between them, how many characters are left out; no anchor gets lost."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted({(c.sentence_evidence.start, c.sentence_evidence.end) for c in claims}):
        low = max(start, kept[-1][1]) if kept else start
        if low < min(end, start + limit):
            kept.append((low, min(end, start + limit)))
    out, at, seen = [Markup("")], 0, set[str]()
    for low, high in [*kept, (len(article.text), len(article.text))]:
        if at < low:
            out.append(_left_out(at, low, spans, seen))
        for span in spans:
            if span.ident and low < high and span.start >= low and span.start < high:
                seen.add(span.ident)
        out.append(render(article.text, _without(spans, low, seen), low, high) if low < high else Markup(""))
        at = high
    return Markup("").join(out)


def _without(spans: Sequence[TextSpan], low: int, seen: set[str]) -> list[TextSpan]:
    """The spans, those that began before a stretch without their id: it stands where they begin."""
    out = []
    for span in spans:
        early = span.start < low and span.ident in seen
        out.append(TextSpan(span.start, span.end, span.tag, span.css, span.key, None, span.title) if early else span)
    return out


def _left_out(start: int, end: int, spans: Sequence[TextSpan], seen: set[str]) -> Markup:
    marks = [s.ident for s in spans if s.ident and start <= s.start < end and s.ident not in seen]
    seen.update(marks)
    anchors = Markup("").join(Markup('<span id="{}"></span>').format(ident) for ident in dict.fromkeys(marks))
    words = f"[characters {start:,} to {end:,} not shown]"
    return Markup('<span class="cut">{}{}</span> ').format(anchors, escape(words))


def _lines(article: Article) -> list[TextSpan]:
    """Lines that are not the article, dimmed, and headlines."""
    out = []
    for line in article.lines:
        if line.start < line.end and (not line.is_article or line.kind == "headline"):
            css = "head" if line.is_article else "off"
            title = f"{type_words(line.kind)}: {line.reason}"
            out.append(TextSpan(line.start, line.end, "span", css, f"l{line.start}", None, title, level=0))
    return out


def _sentences(claims: Sequence[Claim], book: Book) -> list[TextSpan]:
    """Sentences with claims, each with its links back."""
    found: dict[Evidence, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.sentence_evidence, []).append(claim)
    out = []
    for evidence, inside in found.items():
        after = Markup("").join(_backs(claim, book) for claim in inside)
        ident = book.evidence_anchor(evidence)
        out.append(TextSpan(evidence.start, evidence.end, "span", "sent", f"s{evidence.start}", ident, None, after, 1))
    return out


def _backs(claim: Claim, book: Book) -> Markup:
    """Links back to where a claim is shown; their words are drawn by the style sheet, so the text stays the text."""
    homes = book.homes_of(claim)
    link = Markup('<a class="back" href="#{}" data-n="{}" aria-label="{}"></a>')
    return Markup("").join(link.format(anchor, visible(name), visible(f"back to {name}")) for anchor, name in homes[:3])


def _details(claims: Sequence[Claim], book: Book) -> list[TextSpan]:
    """Triggers, numbers, claimants, times and places of the claims; the same characters once a kind."""
    found: dict[tuple[str, Evidence], str] = {}
    for claim in claims:
        found.setdefault(("trigger", claim.trigger), f"{type_words(claim.type)}, {claim.status}")
        for count in claim.counts:
            found.setdefault(("count", count.evidence), f"{count.measure}: {number_words(count.number)}")
        for joint in claim.attribution.chain:
            for claimant in joint:
                if claimant.evidence is not None:
                    found.setdefault(("claimant", claimant.evidence), "who says so")
        for filler in claim.fillers:
            found.setdefault(("filler", filler.evidence), filler.role)
    anchored: set[str] = {book.evidence_anchor(claim.sentence_evidence) for claim in claims}
    out = []
    for (kind, evidence), title in sorted(found.items(), key=lambda item: (item[0][1].start, _ORDER.index(item[0][0]))):
        if evidence.article_id != claims[0].article_id:
            continue
        ident = book.evidence_anchor(evidence)
        own = None if ident in anchored else ident
        anchored.add(ident)
        tag = "mark" if kind in ("trigger", "count") else "span"
        level = 2 + _ORDER.index(kind)
        key = f"{kind[0]}{evidence.start}-{evidence.end}"
        out.append(TextSpan(evidence.start, evidence.end, tag, kind, key, own, title, level=level))
    return out


_ORDER = ("count", "trigger", "claimant", "filler")
