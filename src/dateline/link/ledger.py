"""The one entry point of linking: articles and claims to families of copies, incidents, and links with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.knowledge.ontology import Ontology, load_ontology
from dateline.link.archive import Archive, Linking
from dateline.link.facts import LAST
from dateline.link.kinds import Kinds
from dateline.link.linker import Linker
from dateline.link.rulings import Ruling
from dateline.link.state import MemoryRecords, MemoryState
from dateline.records import Article, Claim

__all__ = ["Archive", "Linking", "link_ledger"]


def link_ledger(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    ontology: Ontology | None = None,
    rulings: Sequence[Ruling] = (),
) -> Linking:
    """Everything that links the claims of a ledger. The same records in any order give the same linking.

    `rulings` are people's standing decisions, in their order.
    """
    records = MemoryRecords(articles, claims)
    linker = Linker(records, MemoryState(), Kinds(ontology or load_ontology()), rulings)
    found = linker.add(records.articles)
    return Linking(
        tuple(sorted(found.groups.values(), key=lambda g: g.id)),
        tuple(sorted(found.incidents.values(), key=lambda i: (i.earliest or i.latest or LAST, i.id))),
        tuple(sorted(found.links.values(), key=lambda k: (k.subject_id, k.object_id, k.kind))),
    )
