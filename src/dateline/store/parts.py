"""A part of a ledger as a ledger of its own: some claims with all they stand on, for views, cards and exports."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from dateline.link.archive import Archive, Linking
from dateline.records import Article, Capture, Claim, CopyGroup, Incident, Link
from dateline.store.database import Database
from dateline.store.ledger import Ledger
from dateline.store.rows import read, read_article

_BATCH = 500  # ids in one statement
_COPIES = "SELECT article_id, group_id FROM copy_members WHERE article_id IN ({})"
_REPORTS = "SELECT claim_id, incident_id FROM incident_claims WHERE claim_id IN ({})"
_CAPTURES = "SELECT c.id, c.record FROM captures c WHERE c.id IN ({})"


class Part:
    """Some claims, their articles and captures, and the copies, incidents and links among them; a `LedgerView`.

    An incident is cut to the claims that are here, a family of copies to its pages that are here.
    """

    def __init__(
        self, ledger: Ledger, claim_ids: Iterable[str], article_ids: Iterable[str] = (), known: Iterable[Claim] = ()
    ) -> None:
        """`known` are claims that were read already."""
        database = ledger.database
        here = {claim.id: claim for claim in known}
        wanted = [claim_id for claim_id in dict.fromkeys(claim_ids) if claim_id not in here]
        self._claims = here | {
            row[0]: read(Claim, *row)
            for row in _each(database, "SELECT id, record FROM claims WHERE id IN ({})", wanted)
        }
        pages = dict.fromkeys([*article_ids, *(claim.article_id for claim in self._claims.values())])
        self._articles = {
            row[0]: read_article(*row)
            for row in _each(database, "SELECT id, record, text FROM articles WHERE id IN ({})", list(pages))
        }
        self._database = database

    def captures(self) -> tuple[Capture, ...]:
        """The captures of the articles, by address."""
        ids = list(dict.fromkeys(article.capture_id for article in self._articles.values()))
        found = [read(Capture, *row) for row in _each(self._database, _CAPTURES, ids)]
        return tuple(sorted(found, key=lambda c: (c.address, c.id)))

    def articles(self) -> tuple[Article, ...]:
        """The articles, by publication day (unresolved last), then id."""
        return tuple(sorted(self._articles.values(), key=_article_key))

    def article(self, article_id: str) -> Article:
        """One article; raises KeyError."""
        return self._articles[article_id]

    def claims(self) -> tuple[Claim, ...]:
        """The claims, by article then place in the text."""
        order = {article.id: at for at, article in enumerate(self.articles())}
        key = lambda c: (order[c.article_id], c.trigger.start, c.trigger.end, c.id)  # noqa: E731
        return tuple(sorted(self._claims.values(), key=key))

    def copy_groups(self) -> tuple[CopyGroup, ...]:
        """The families of copies that the articles are in."""
        ids = {row[1] for row in _each(self._database, _COPIES,
                                       list(self._articles))}  # fmt: skip
        out = []
        for row in _each(self._database, "SELECT id, record FROM copy_groups WHERE id IN ({})", sorted(ids)):
            group = read(CopyGroup, *row)
            members = tuple(member for member in group.members if member.article_id in self._articles)
            out.append(dataclasses.replace(group, members=members))
        return tuple(sorted(out, key=lambda g: g.id))

    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that the claims report, by first day, then id."""
        ids = {row[1] for row in _each(self._database, _REPORTS,
                                       list(self._claims))}  # fmt: skip
        out = []
        for row in _each(self._database, "SELECT id, record, day_key FROM incidents WHERE id IN ({})", sorted(ids)):
            incident = read(Incident, row[0], row[1])
            kept = tuple(claim_id for claim_id in incident.claim_ids if claim_id in self._claims)
            if kept:
                out.append((row[2], incident.id, dataclasses.replace(incident, claim_ids=kept)))
        return tuple(incident for _, _, incident in sorted(out, key=lambda item: item[:2]))

    def links(self) -> tuple[Link, ...]:
        """The links that start at one of the claims, and of those between claims only those that stay here."""
        found = (
            read(Link, row[0], row[1])
            for row in _each(
                self._database, "SELECT id, record FROM links WHERE subject_id IN ({})", list(self._claims)
            )
        )
        inside = [link for link in found if link.object_id in self._claims or link.kind == "reports"]
        return tuple(sorted(inside, key=lambda k: (k.subject_id, k.object_id, k.id)))

    def archive(self) -> Archive:
        """The part as the views take it."""
        linking = Linking(self.copy_groups(), self.incidents(), self.links())
        return Archive(self.articles(), self.claims(), linking)


def incident_part(ledger: Ledger, incident: Incident) -> Part:
    """An incident with its claims, and with the claims elsewhere that deny or contradict one of them."""
    against = _each(
        ledger.database,
        "SELECT subject_id, object_id FROM links WHERE object_id IN ({0}) AND kind = 'contradicts'",
        list(incident.claim_ids),
    )
    return Part(ledger, [*incident.claim_ids, *(row[0] for row in against)])


def family_of(ledger: Ledger, article_id: str) -> CopyGroup | None:
    """The family of copies that an article is in; None where it stands alone."""
    sql = "SELECT g.id, g.record FROM copy_members m JOIN copy_groups g ON g.id = m.group_id WHERE m.article_id = ?"
    row = ledger.database.first(sql, (article_id,))
    return read(CopyGroup, *row) if row else None


def by_number(ledger: Ledger, numbers: Sequence[int]) -> Part:
    """The claims of these numbers."""
    return Part(
        ledger, [row[0] for row in _each(ledger.database, "SELECT id FROM claims WHERE number IN ({})", numbers)]
    )


def _each(database: Database, sql: str, ids: Sequence[object]) -> Iterator[tuple[str, ...]]:
    """The rows of a query over many ids, in batches."""
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        yield from database.rows(sql.format(", ".join("?" * len(some))), some)


def _article_key(article: Article) -> tuple[str, str]:
    published = article.header.published
    day = getattr(published, "day", None)
    return (day.isoformat() if day else "~"), article.id
