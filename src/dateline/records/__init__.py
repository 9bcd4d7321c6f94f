"""The nouns of Dateline: frozen, slotted, standard library only.

Offsets are Unicode code points, half-open, into `Article.text`, unless a field says otherwise. Days are
`datetime.date` without a zone (the day as the page counts it). `None` means "does not apply"; a value that was looked
for and not found is `Unresolved` with a reason. Every noun goes to JSON and back through `dateline.codec`.
"""

from __future__ import annotations

from dateline.records.claims import ActorRef, Attribution, Claim, Claimant, Count, Filler, Number, Place, When
from dateline.records.common import FORMAT_VERSION, Evidence, Unresolved, Why, overlap
from dateline.records.linking import CopyGroup, CopyMember, Decision, Incident, Link, Run
from dateline.records.pages import (
    Article,
    Capture,
    DatelineLine,
    Header,
    LineMark,
    PageHints,
    PageSpan,
    Published,
    Quality,
    Refused,
    Sentence,
)
from dateline.records.readings import (
    CountLink,
    Draft,
    DraftClaimant,
    DraftCount,
    DraftFiller,
    Mention,
    Reading,
    RoleLink,
    SourceLink,
    Trigger,
)

__all__ = [
    "FORMAT_VERSION",
    "Why",
    "Unresolved",
    "Evidence",
    "overlap",
    "Capture",
    "PageHints",
    "Refused",
    "LineMark",
    "PageSpan",
    "Published",
    "DatelineLine",
    "Quality",
    "Header",
    "Article",
    "Sentence",
    "Mention",
    "Trigger",
    "RoleLink",
    "CountLink",
    "SourceLink",
    "Reading",
    "DraftFiller",
    "DraftCount",
    "DraftClaimant",
    "Draft",
    "ActorRef",
    "Place",
    "When",
    "Number",
    "Filler",
    "Count",
    "Claimant",
    "Attribution",
    "Claim",
    "CopyMember",
    "CopyGroup",
    "Incident",
    "Link",
    "Decision",
    "Run",
]
