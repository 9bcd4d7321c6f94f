"""One page: the stored text with every claim highlighted, its copies and how they differ, and where it came from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from dateline.knowledge.lexicon import graphic_words
from dateline.records import Article
from dateline.report.hostile import marked_up, web_address
from dateline.report.pagetext import page_facts, page_text
from dateline.report.spans import TextSpan
from dateline.store.ledger import Ledger
from dateline.store.parts import Part, family_of
from dateline.web.book import DeskBook, line
from dateline.web.desk import CARE, desk_of

router = APIRouter(include_in_schema=False)
SHOWN = 200_000  # characters of a text that are shown unless all are asked for
_COMPARED = 6_000  # words of each side of a comparison
_WORDS = re.compile(r"\s*\S+|\s+$")


@router.get("/pages/{article_id}")
def page(request: Request, article_id: str) -> HTMLResponse:
    """The page of an article; `with=` another article compares the two, `all=1` shows a very long text whole."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        claim_ids = [claim.id for claim in ledger.claims_of(article_id)]
        article = ledger.article(article_id)
        book = DeskBook(Part(ledger, claim_ids, [article_id]))
        claims = book.by_page[article_id]
        end = len(article.text) if request.query_params.get("all") == "1" else min(len(article.text), SHOWN)
        names = "names" in request.state.cookies.get(CARE, "")
        other = request.query_params.get("with", "")
        facts = page_facts(article, book)
        return desk.page(
            request,
            "page.html",
            title=facts.headline,
            article=article,
            facts=facts,
            capture=ledger.capture_of(article_id),
            url=web_address(ledger.capture_of(article_id).url),
            text=page_text(article, claims, book, tuple(_graphic(article, end)), end),
            cut=len(article.text) - end,
            lines=[line(claim, book, names=names) for claim in claims],
            incidents={claim.id: ledger.incidents_of(claim.id) for claim in claims},
            family=copies(ledger, article_id),
            other=other,
            pieces=list(_difference(article, ledger.article(other))) if other else [],
        )


def _graphic(article: Article, end: int) -> Iterator[TextSpan]:
    """Sentences with graphic words, to be blurred where the reader asks for it."""
    for found in graphic_words().finditer(article.text, 0, end):
        start = max(article.text.rfind(mark, 0, found.start()) for mark in (". ", "\n", "? ", "! ")) + 1
        stops = [at for mark in (". ", "\n", "? ", "! ") if (at := article.text.find(mark, found.end())) >= 0]
        stop = min(stops, default=len(article.text))
        yield TextSpan(start, max(stop, found.end()), "span", "graphic", f"g{start}", level=-1)


@dataclass(frozen=True, slots=True)
class Copy:
    """A page in the family of this one."""

    article_id: str
    name: str
    day: str
    role: str
    share: str
    reason: str
    here: bool


def copies(ledger: Ledger, article_id: str) -> list[Copy]:
    """The family of copies that a page is in, the original first; empty where it stands alone."""
    family = family_of(ledger, article_id)
    if family is None:
        return []
    shown = family.members[:50]
    book = DeskBook(Part(ledger, (), [member.article_id for member in shown]))
    return [
        Copy(
            member.article_id,
            book.page_name(book.archive.articles[member.article_id]),
            book.page_day(book.archive.articles[member.article_id]),
            member.role,
            f"{member.similarity:.0%}",
            book.plain(member.reason),
            member.article_id == article_id,
        )
        for member in shown
    ]


def _difference(one: Article, other: Article) -> Iterator[tuple[str, Markup]]:
    """Words that both have, that only this page has, and that only the other has, in order: kind and words."""
    mine, theirs = _body(one), _body(other)
    matcher = difflib.SequenceMatcher(None, [w.strip() for w in mine], [w.strip() for w in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", marked_up("".join(mine[a:b]))
            continue
        if a < b:
            yield "ins", marked_up("".join(mine[a:b]))
        if c < d:
            yield "del", marked_up("".join(theirs[c:d]))


def _body(article: Article) -> list[str]:
    words: list[str] = []
    for mark in article.lines:
        if mark.is_article and len(words) < _COMPARED:
            words += _WORDS.findall(article.text[mark.start : mark.end][: 40 * _COMPARED])
            words.append("\n")
    return words[:_COMPARED]
