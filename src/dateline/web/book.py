"""The report's book over a part of a ledger, with the desk's addresses for anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from dateline.knowledge.lexicon import is_graphic
from dateline.link.views.common import filled
from dateline.records import Article, Claim, Evidence
from dateline.report.book import Book, Said
from dateline.report.cards import public_name
from dateline.report.values import number_words, place_words, type_words, when_words
from dateline.store.parts import Part

_QUOTED = 4_000  # characters of one sentence
_NAMED = 120  # characters of a name


class DeskBook(Book):
    """Links lead to pages of the desk; ids in reasons become links' words, cut short."""

    def __init__(self, part: Part) -> None:
        super().__init__(part, _QUOTED)

    def evidence_anchor(self, evidence: Evidence) -> str:
        """The id of some highlighted characters on the desk's page of the article."""
        return f"e{evidence.start}-{evidence.end}"

    def href(self, evidence: Evidence) -> str:
        """The address of some highlighted characters."""
        return f"/pages/{evidence.article_id}#{self.evidence_anchor(evidence)}"

    def homes_of(self, claim: Claim) -> list[tuple[str, str]]:  # noqa: ARG002 - a page of the desk lists its claims beside
        """Nowhere: a page of the desk lists its claims beside the text."""
        return []

    def page_name(self, article: Article) -> str:
        """The outlet, else the agency, else where the page came from, cut where it is very long."""
        return super().page_name(article)[:_NAMED]

    def said(self, claim: Claim) -> Said:
        """According to whom, and via whom, cut where it is very long."""
        found = super().said(claim)
        return replace(found, who=found.who[:_NAMED], via=found.via[:_NAMED])

    def _named(self, found: re.Match[str]) -> str:
        kind, _, rest = found.group().partition("_")
        return f"{kind} {rest[:6]}"


@dataclass(frozen=True, slots=True)
class Line:
    """A claim as a row of a table."""

    id: str
    day: str
    when: str
    type: str
    status: str
    actors: str
    targets: str
    counts: tuple[str, ...]
    where: str
    place_known: bool
    said: Said
    quote: Markup
    plain: str
    href: str
    page: str
    page_day: str
    article_id: str
    confidence: float
    graphic: bool
    judged: str = ""


def line(claim: Claim, book: DeskBook, *, names: bool, judged: str = "", quoted: bool = True) -> Line:
    """A claim as a row; `names` shows also names of people who were hit and hold no office, `quoted` the sentence."""
    article = book.article_of(claim)
    return Line(
        id=claim.id,
        day=next(
            (str(d) for d in (getattr(claim.when, "earliest", None), getattr(claim.when, "latest", None)) if d), ""
        ),
        when=when_words(claim.when),
        type=type_words(claim.type),
        status=claim.status,
        actors=_people(claim, "actor", names),
        targets=_people(claim, "target", names),
        counts=tuple(
            f"{number_words(c.number)} {c.measure}" + (" in all" if c.scope == "cumulative" else "")
            for c in claim.counts
        ),
        where=place_words(claim.place),
        place_known=hasattr(claim.place, "lat"),
        said=book.said(claim),
        quote=book.quote(claim) if quoted else Markup(""),
        plain=book.start_of(claim, 160),
        href=book.href(claim.sentence_evidence),
        page=book.page_name(article),
        page_day=book.page_day(article),
        article_id=article.id,
        confidence=claim.confidence,
        graphic=is_graphic(claim.sentence_evidence.exact),
        judged=judged,
    )


def _people(claim: Claim, role: str, names: bool) -> str:
    shown = [public_name(filler, names) for filler in filled(claim, role)]
    return ", ".join(dict.fromkeys(name or "a person (name hidden)" for name in shown))
