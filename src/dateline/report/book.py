"""A ledger opened for reporting: everything by id, the page's anchors, quotes and the words for values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dateline.link.archive import Archive, Linking
from dateline.link.claimants import Voice, claimants_of, outlet_of, passed_on_by
from dateline.link.views.common import filled, words_of
from dateline.protocols import LedgerView
from dateline.records import Article, Capture, Claim, Evidence, Incident, Place, Published, Unresolved, When
from dateline.report.spans import TextSpan, render
from dateline.report.values import day_words, place_words, when_words

_ID = re.compile(r"\b[a-z]{3}_[0-9a-f]{20}\b")


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to a sentence in its page: whose page, and of which day."""

    href: str
    name: str  # outlet, agency or address
    day: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who vouches for a claim and who passes it on."""

    who: str  # empty: the page itself, named beside the quote
    via: str
    unnamed: bool
    own_voice: bool


class Book:
    """Read once; stable order everywhere. `quote_limit` cuts quoted page text to so many characters."""

    def __init__(self, ledger: LedgerView, quote_limit: int | None) -> None:
        linking = Linking(tuple(ledger.copy_groups()), tuple(ledger.incidents()), tuple(ledger.links()))
        self.archive = Archive(ledger.articles(), ledger.claims(), linking)
        self.captures: dict[str, Capture] = {capture.id: capture for capture in ledger.captures()}
        self.quote_limit = quote_limit
        self.articles = tuple(self.archive.articles.values())
        self.claims = tuple(self.archive.claims.values())
        self.incidents = tuple(sorted(linking.incidents, key=_by_day_and_place))
        self.page_number = {article.id: at for at, article in enumerate(self.articles, 1)}
        self.claim_number = {claim.id: at for at, claim in enumerate(self.claims, 1)}
        self.incident_number = {incident.id: at for at, incident in enumerate(self.incidents, 1)}
        self.by_page: dict[str, list[Claim]] = {article.id: [] for article in self.articles}
        for claim in self.claims:
            self.by_page[claim.article_id].append(claim)
        self.homes: dict[str, list[tuple[str, str]]] = {}  # claim id: anchor and name of each part that shows it

    # --- anchors: made of numbers only, so that nothing from outside gets into an id ------------------------------

    def page_anchor(self, article_id: str) -> str:
        """The id of a page's part."""
        return f"p{self.page_number[article_id]}"

    def claim_anchor(self, claim_id: str) -> str:
        """The id of a claim in the list of its page."""
        return f"c{self.claim_number[claim_id]}"

    def incident_anchor(self, incident: Incident) -> str:
        """The id of an incident's card."""
        return f"i{self.incident_number[incident.id]}"

    def evidence_anchor(self, evidence: Evidence) -> str:
        """The id of some highlighted characters in their page's text."""
        return f"{self.page_anchor(evidence.article_id)}e{evidence.start}-{evidence.end}"

    def href(self, evidence: Evidence) -> str:
        """A link to some highlighted characters."""
        return f"#{self.evidence_anchor(evidence)}"

    def shown_at(self, claim: Claim, anchor: str, name: str) -> None:
        """The claim is shown in a part of the report: its sentence will link back there."""
        home = (anchor, name)
        if home not in self.homes.setdefault(claim.id, []):
            self.homes[claim.id].append(home)

    def homes_of(self, claim: Claim) -> list[tuple[str, str]]:
        """Where a claim is shown, or what it copies; else its line in the list of its page."""
        original = self.archive.twins.original(claim.id)
        shown = self.homes.get(claim.id) or (self.homes.get(original) if original else None)
        return shown or [(self.claim_anchor(claim.id), f"claim {self.claim_number[claim.id]}")]

    # --- words ----------------------------------------------------------------------------------------------------

    def article_of(self, claim: Claim) -> Article:
        """The page of a claim."""
        return self.archive.articles[claim.article_id]

    def said(self, claim: Claim) -> Said:
        """According to whom, and via whom."""
        article = self.article_of(claim)
        family = self.archive.family_of.get(article.id)
        voices = claimants_of(claim, article, family)
        via = passed_on_by(claim, article, family)
        page = self.page_name(article)
        if via and via[-1].name == page:  # the page is named beside every quote
            via = via[:-1]
        own = not claim.attribution.chain
        who = "" if own and voices[0].name == page else _joined(voices)
        return Said(who, _joined(via), all(voice.kind == "unnamed" for voice in voices), own)

    def page_name(self, article: Article) -> str:
        """The outlet, else the agency, else where the page came from."""
        capture = self.captures.get(article.capture_id)
        return outlet_of(article) or article.header.agency or (capture.address if capture else article.id)

    def page_day(self, article: Article) -> str:
        """The day of publication in words; "no day" where none was found."""
        published = article.header.published
        return day_words(published.day) if isinstance(published, Published) else "no day"

    def quote(self, claim: Claim, others: Iterable[Claim] = ()) -> Markup:
        """A claim's sentence with its trigger and numbers marked, cut to the quote limit."""
        sentence = claim.sentence_evidence
        text = self.article_of(claim).text
        spans = [span for one in (claim, *others) for span in self._marks(one)]
        end = sentence.end if self.quote_limit is None else min(sentence.end, sentence.start + self.quote_limit)
        body = render(text, spans, sentence.start, end)
        cut = Markup('<span class="cut">[…]</span>') if end < sentence.end else Markup("")
        return body + cut

    def refs(self, claim_ids: Iterable[str]) -> tuple[Ref, ...]:
        """Links to the sentences of some claims."""
        return tuple(self.ref(self.archive.claims[claim_id]) for claim_id in claim_ids)

    def ref(self, claim: Claim) -> Ref:
        """A link to the sentence of a claim."""
        article = self.article_of(claim)
        return Ref(self.href(claim.sentence_evidence), self.page_name(article), self.page_day(article))

    def _marks(self, claim: Claim) -> list[TextSpan]:
        marks = [TextSpan(claim.trigger.start, claim.trigger.end, "b", "trigger", f"t{claim.trigger.start}")]
        for count in claim.counts:
            marks.append(
                TextSpan(count.evidence.start, count.evidence.end, "mark", "count", f"n{count.evidence.start}")
            )
        return list(dict.fromkeys(marks))

    def plain(self, text: str) -> str:
        """A reason as linking writes it, with the numbers of this report in place of ids."""
        return _ID.sub(self._named, text)

    def _named(self, found: re.Match[str]) -> str:
        ident = found.group()
        for name, numbers in (
            ("page", self.page_number),
            ("claim", self.claim_number),
            ("incident", self.incident_number),
        ):
            if ident in numbers:
                return f"{name} {numbers[ident]}"
        return ident

    def order(self, ident: str) -> int:
        """Where an incident or a claim comes in this report."""
        return self.incident_number.get(ident) or self.claim_number.get(ident, 0)

    def start_of(self, claim: Claim, most: int = 140) -> str:
        """The beginning of a claim's sentence as plain text, within the quote limit."""
        most = most if self.quote_limit is None else min(most, self.quote_limit)
        text = claim.sentence_evidence.exact
        return text if len(text) <= most else f"{text[:most].rstrip()}…"

    def no_place(self, incident: Incident) -> str:
        """Why an incident has no place: in the claims' own words where there are any."""
        claims = self.archive.claims_of(incident)
        words = dict.fromkeys(words_of(filler) for claim in claims for filler in filled(claim, "place"))
        if words:
            return f"not resolved: {', '.join(f'“{w}”' for w in words)}"
        return incident.place.detail if isinstance(incident.place, Unresolved) else ""

    def when(self, when: When | Unresolved) -> str:
        """A claim's time in words."""
        return when_words(when)

    def where(self, place: Place | Unresolved) -> str:
        """A place with its precision in words."""
        return place_words(place)

    def as_of(self) -> dt.date | None:
        """The latest publication day of any page: what "as of" means here, whatever the clock says."""
        days = [a.header.published.day for a in self.articles if isinstance(a.header.published, Published)]
        return max(days, default=None)


def _by_day_and_place(incident: Incident) -> tuple[bool, dt.date, dt.date, str, str]:
    day = incident.earliest or incident.latest or dt.date.max
    where = incident.place.label if isinstance(incident.place, Place) else "\uffff"
    return day == dt.date.max, day, incident.latest or dt.date.max, where, incident.id


def _joined(voices: Iterable[Voice]) -> str:
    return ", ".join(dict.fromkeys(voice.name for voice in voices))
