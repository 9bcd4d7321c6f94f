"""The one entry point of linking: articles and claims to families of copies, incidents, and links with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.knowledge.ontology import Ontology, load_ontology
from dateline.link.archive import Archive, Linking
from dateline.link.copies import find_copies
from dateline.link.denials import find_denials
from dateline.link.incidents import find_incidents
from dateline.link.kinds import Kinds
from dateline.link.relations import find_relations
from dateline.link.rulings import Ruling
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
    kinds = Kinds(ontology or load_ontology())
    pages = {article.id: article for article in articles}
    stated = {claim.id: claim for claim in claims}
    families = find_copies(pages.values())
    incidents, reports = find_incidents(pages, tuple(stated.values()), families, kinds, rulings)
    archive = Archive(pages.values(), stated.values(), Linking(families, incidents, reports))
    links = {link.id: link for link in (*reports, *find_relations(archive, kinds), *find_denials(archive, kinds))}
    return Linking(
        families, incidents, tuple(sorted(links.values(), key=lambda k: (k.subject_id, k.object_id, k.kind)))
    )
