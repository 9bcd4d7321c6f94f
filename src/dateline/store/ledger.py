"""The ledger file: pages, claims, what links them, and the log of every decision."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from dateline.errors import ConfigError, LedgerError
from dateline.link.archive import Archive, Linking
from dateline.link.linker import Changes as Changed
from dateline.protocols import LedgerView
from dateline.records import Article, Capture, Claim, CopyGroup, Decision, Incident, Link, Refused, Run
from dateline.store import log, queries
from dateline.store.claims import put_claims
from dateline.store.database import Database
from dateline.store.linking import Changes, Replacement, put_incident, put_link
from dateline.store.merged import with_merged
from dateline.store.prepared import PageRows, page_rows, prepared
from dateline.store.rows import read, read_article, record, storable, unpack
from dateline.store.rulings import judged
from dateline.store.search import Hit, match_expression
from dateline.store.standing import as_judged

T = TypeVar("T")
SHORTEST_PREFIX = 6
_LISTED = 10
_JUDGEMENTS = {"confirmed": "accept", "rejected": "reject", "suggested": "undo"}


class NoSuchRecord(ConfigError, KeyError):
    """The ledger holds nothing under this id, or more than one thing; the message says what to type."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would print it as a Python string


class Ledger:
    """One ledger file, open. Satisfies `LedgerView`; use it in one thread, and as a context manager."""

    def __init__(self, database: Database, clock: Callable[[], str] = log.utc_now) -> None:
        self._database, self._clock = database, clock

    @classmethod
    def open(
        cls,
        path: str | Path,
        create: bool = True,
        *,
        timeout_s: float = 10.0,
        clock: Callable[[], str] = log.utc_now,
    ) -> Ledger:
        """The ledger at a path; raises LedgerError saying what to do. `timeout_s`: how long to wait for a writer."""
        path = Path(path)
        if path.is_dir():
            raise LedgerError(f"{path}: is a folder; name a file, for example {path / 'ledger.db'}")
        if not create and not path.exists():
            raise LedgerError(f"{path}: there is no ledger; check the path, or read some pages into it first")
        if create and not path.parent.is_dir():
            raise LedgerError(f"{path}: there is no folder {path.parent}; create it first")
        return cls(Database(path, timeout_s=timeout_s, create=create), clock)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closed for good; closing twice is allowed."""
        self._database.close()

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self._database.path

    @property
    def database(self) -> Database:
        """The SQLite file underneath, for queries of the web pages and checks."""
        return self._database

    def transaction(self) -> AbstractContextManager[None]:
        """Several writes as one, all or nothing: `with ledger.transaction(): ...`"""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment: `with ledger.snapshot(): ...`"""
        return self._database.snapshot()

    # --- writing pages and claims -----------------------------------------------------------------------------------

    def add_page(self, capture: Capture, data: bytes, article: Article, claims: Iterable[Claim], run_id: str) -> bool:
        """A page with all its claims, or nothing: False where the capture or the article is already there."""
        return self.add_rows(page_rows(capture, data, article, claims), run_id)

    def add_rows(self, page: PageRows, run_id: str) -> bool:
        """The same for a page that was made into rows before, in another process perhaps."""
        article_id, database = page.article[0], self._database
        with self.transaction():
            if self.has_capture(page.capture[0]) or database.first(queries.ARTICLE_HAS, (article_id,)):
                return False
            database.execute(queries.RAW_ADD, page.raw)
            database.execute(queries.CAPTURE_ADD, page.capture)
            database.execute(queries.ARTICLE_ADD, page.article)
            put_claims(database, with_merged(database, page.claims))
            after = log.ids_as_json([row.claim[0] for row in page.claims])
            self._log(run_id, "add-article", article_id, (None, after), f"read from {page.address}")
            return True

    def refuse(self, address: str, what: str, run_id: str) -> bool:
        """An input that could not be read; False where this refusal is already there."""
        address, what = storable(address), storable(what)
        with self.transaction():
            if not self._database.execute(queries.REFUSAL_ADD, (address, what, run_id)):
                return False
            self._log(run_id, "refuse-input", address, (None, None), what)
            return True

    def replace_claims(self, article_id: str, claims: Iterable[Claim], run_id: str, reason: str) -> bool:
        """An article re-coded: new claims for old ones, which are kept aside; False where nothing changed.

        What people decided about claims stands: none of it is taken back by what a machine finds.
        """
        claims = tuple(claims)
        if any(claim.article_id != article_id for claim in claims):
            raise ValueError(f"not all claims are of {article_id}")
        with self.transaction():
            if not self._database.first(queries.ARTICLE_HAS, (article_id,)):
                raise _unknown("article", article_id)
            claims = as_judged(self._database, article_id, claims)
            old = tuple(self.claims_of(article_id))
            if {claim.id: claim for claim in old} == {claim.id: claim for claim in claims}:
                return False
            before, after = (log.ids_as_json([claim.id for claim in some]) for some in (old, claims))
            decision = self._log(run_id, "mend", article_id, (before, after), reason)
            self._database.execute(queries.CLAIMS_KEEP, (decision.id, article_id))
            self._database.execute(queries.CLAIMS_DROP, (article_id,))
            self._database.execute(queries.STATE_DROP, ("linked", article_id))
            put_claims(self._database, with_merged(self._database, [prepared(claim) for claim in claims]))
            return True

    # --- writing links and decisions --------------------------------------------------------------------------------

    def write_linking(
        self, copy_groups: Iterable[CopyGroup], incidents: Iterable[Incident], links: Iterable[Link], run_id: str
    ) -> Changes:
        """The linker's suggestions in place of its former ones; what is confirmed or rejected stays as it is."""
        with self.transaction():
            return Replacement(self._database, run_id, self._clock()).replace(copy_groups, incidents, links)

    def alter_linking(self, changes: Changed, run_id: str) -> None:
        """What the linker found anew, put in; what is gone, withdrawn; what a person judged stays as it is."""
        put: tuple[CopyGroup | Incident | Link, ...] = (
            *changes.groups.values(),
            *changes.incidents.values(),
            *changes.links.values(),
        )
        with self.transaction():
            writing = Replacement(self._database, run_id, self._clock())
            writing.alter(put, changes.gone, changes.incidents.values())

    def judge(self, subject_id: str, status: str, who: str, reason: str) -> Decision:
        """A link or an incident confirmed, rejected (links only) or set back to suggested by a person."""
        if status not in _JUDGEMENTS:
            raise ConfigError(f"no judgement is called {status!r}; choose one of {', '.join(_JUDGEMENTS)}")
        with self.transaction():
            row = self._database.first(queries.LINK, (subject_id,))
            after: Link | Incident
            if row is not None:
                after = dataclasses.replace(read(Link, *row), status=status, by=who)
                put_link(self._database, after)
            elif status == "rejected":
                raise ConfigError(f"{subject_id}: only a link can be rejected; reject the links that make the incident")
            else:
                after = dataclasses.replace(self.incident(subject_id), status=status)
                subject_id = after.id
                row = self._database.first(queries.INCIDENT, (subject_id,))
                put_incident(self._database, after)
            before = row[1] if row else None
            decision = self._log(who, _JUDGEMENTS[status], subject_id, (before, record(after)), reason)
            judged(self._database, after, decision)
            return decision

    def now(self) -> str:
        """The moment as the log writes it: ISO 8601 in UTC."""
        return self._clock()

    def log(self, decision: Decision) -> Decision:
        """The decision as appended to the log. Its id is given by the log; the one handed in is not used."""
        with self.transaction():
            return log.append(self._database, decision)

    def _log(
        self, who: str, action: str, subject_id: str, change: tuple[str | None, str | None], reason: str
    ) -> Decision:
        return log.append(self._database, Decision("", self._clock(), who, action, subject_id, *change, reason))

    def start_run(self, run: Run) -> None:
        """The run as begun; a run of the same id that is already there stays as it is."""
        with self.transaction():
            self._database.execute(queries.RUN_ADD, (run.id, record(run)))

    def finish_run(self, run_id: str, *, added: int, skipped: int, refused: int) -> Run:
        """The run with what came of it; raises KeyError where it was never started."""
        with self.transaction():
            row = self._database.first(queries.RUN, (run_id,))
            if row is None:
                raise _unknown("run", run_id)
            run = dataclasses.replace(read(Run, *row), added=added, skipped=skipped, refused=refused)
            self._database.execute(queries.RUN_FINISH, (record(run), self._clock(), run_id))
            return run

    # --- reading pages ----------------------------------------------------------------------------------------------

    def has_capture(self, capture_id: str) -> bool:
        """True where the page is already there."""
        return self._database.first(queries.CAPTURE_HAS, (capture_id,)) is not None

    def captures(self) -> Iterator[Capture]:
        """Every capture, by address."""
        return self._nouns(Capture, queries.CAPTURES)

    def capture_of(self, article_id: str) -> Capture:
        """The capture an article was made from; raises KeyError."""
        return self._noun(Capture, queries.CAPTURE_OF, "article", article_id)

    def raw(self, capture_id: str) -> bytes:
        """The bytes of a capture as they came; raises KeyError."""
        row = self._database.first(queries.RAW_OF, (capture_id,))
        if row is None:
            raise _unknown("capture", capture_id)
        return unpack(capture_id, row[0])

    def article_ids(self) -> Iterator[str]:
        """The id of every article, in the order of `articles`."""
        return (row[0] for row in self._database.rows(queries.ARTICLE_IDS))

    def articles(self) -> Iterator[Article]:
        """Every article, by publication day (unresolved last), then id."""
        return (read_article(*row) for row in self._database.rows(queries.ARTICLES))

    def article(self, article_id: str) -> Article:
        """One article; raises KeyError."""
        row = self._database.first(queries.ARTICLE, (article_id,))
        if row is None:
            raise _unknown("article", article_id)
        return read_article(*row)

    # --- reading claims and links -----------------------------------------------------------------------------------

    def claims(self) -> Iterator[Claim]:
        """Every claim, by article (in the order of `articles`) then place in the text."""
        return self._nouns(Claim, queries.CLAIMS)

    def claims_of(self, article_id: str) -> Iterator[Claim]:
        """The claims of one article by place in the text."""
        return self._nouns(Claim, queries.CLAIMS_OF, (article_id,))

    def claim(self, claim_id: str) -> Claim:
        """One claim by its id or by the first six or more characters of it; raises NoSuchRecord, a KeyError."""
        return self._noun(Claim, queries.CLAIM, "claim", self._whole_id("claims", "claim", claim_id))

    def status_of(self, claim_id: str) -> str | None:
        """The status of a claim; None where there is no such claim."""
        row = self._database.first(queries.CLAIM_STATUS, (claim_id,))
        return row[0] if row else None

    def copy_groups(self) -> Iterator[CopyGroup]:
        """Families of copies, by id."""
        return self._nouns(CopyGroup, queries.COPY_GROUPS)

    def incidents(self) -> Iterator[Incident]:
        """Incidents by first day (unresolved last), then id."""
        return self._nouns(Incident, queries.INCIDENTS)

    def incident(self, incident_id: str) -> Incident:
        """One incident by its id or by the first six or more characters of it; raises NoSuchRecord, a KeyError."""
        found = self._whole_id("incidents", "incident", self.now_called(incident_id))
        return self._noun(Incident, queries.INCIDENT, "incident", found)

    def now_called(self, incident_id: str) -> str:
        """The id under which an incident stands now: ids change where it grew backwards, was merged or split."""
        row = self._database.first(queries.NAME_OF, (storable(incident_id),))
        return str(row[0]) if row else incident_id

    def incidents_with(self, claim_ids: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that hold one of the claims, in the order of `incidents`."""
        return tuple(self._nouns(Incident, queries.INCIDENTS_WITH, (log.ids_as_json(sorted(claim_ids)),)))

    def incidents_of(self, claim_id: str) -> tuple[str, ...]:
        """The ids of the incidents a claim reports."""
        return tuple(row[0] for row in self._database.rows(queries.INCIDENTS_OF_CLAIM, (claim_id,)))

    def links(self) -> Iterator[Link]:
        """Relations between claims, and claims to incidents, by subject then object."""
        return self._nouns(Link, queries.LINKS)

    def links_of(self, ident: str) -> Iterator[Link]:
        """The links that start or end at a claim or an incident."""
        return self._nouns(Link, queries.LINKS_OF, (ident,))

    # --- reading the log --------------------------------------------------------------------------------------------

    def decisions(self, subject_id: str | None = None) -> Iterator[Decision]:
        """The log from its first row, or the rows about one subject."""
        return log.decisions(self._database, subject_id)

    def decision(self, decision_id: str) -> Decision:
        """One row of the log; raises NoSuchRecord, a KeyError."""
        return self._noun(Decision, queries.DECISION, "decision", decision_id)

    def runs(self) -> Iterator[Run]:
        """Every run in the order they began."""
        return self._nouns(Run, queries.RUNS)

    def refusals(self) -> Iterator[Refused]:
        """Every input that could not be read, by address; an input that a later run could read is none of them."""
        return (Refused(*row) for row in self._database.rows(queries.REFUSALS))

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """What holds all words of a query ("in quotes": together), best first: claims, then other articles."""
        expression = match_expression(query)
        if expression is None or limit < 1:
            return ()
        hits = [Hit("claim", *row) for row in self._database.rows(queries.FIND_CLAIMS, (expression, limit))]
        listed = {hit.article_id for hit in hits}
        for row in self._database.rows(queries.FIND_ARTICLES, (expression, limit)):
            if row[1] not in listed and len(hits) < limit:
                hits.append(Hit("article", *row))
        return tuple(hits)

    def counts(self) -> dict[str, int]:
        """How many of each the ledger holds: captures, articles, claims, copy_groups, incidents, links, ..."""
        rows = {table: self._database.first(queries.COUNT.format(table=table)) for table in queries.COUNTED}
        return {table: row[0] if row else 0 for table, row in rows.items()}

    # --- helpers ----------------------------------------------------------------------------------------------------

    def _nouns(self, kind: type[T], query: str, values: Sequence[object] = ()) -> Iterator[T]:
        return (read(kind, *row) for row in self._database.rows(query, values))

    def _noun(self, kind: type[T], query: str, name: str, ident: str) -> T:
        row = self._database.first(query, (storable(ident),))
        if row is None:
            raise _unknown(name, ident)
        return read(kind, *row)

    def _whole_id(self, table: str, name: str, ident: str) -> str:
        """The one id that is or starts with these characters, with or without the letters before the underscore."""
        ident = storable(ident)
        if len(ident) < SHORTEST_PREFIX:
            raise NoSuchRecord(f"{ident!r} is too short for a {name}'s id; give at least {SHORTEST_PREFIX} characters")
        starts = [ident] if "_" in ident else [ident, f"{'clm' if table == 'claims' else 'inc'}_{ident}"]
        for start in starts:
            values = (start, start + "\U0010ffff", _LISTED + 1)
            found = [row[0] for row in self._database.rows(queries.WITH_PREFIX.format(table=table), values)]
            if len(found) == 1 or start in found:
                return start if start in found else str(found[0])
            if found:
                listed = ", ".join(found[:_LISTED]) + (", ..." if len(found) > _LISTED else "")
                raise NoSuchRecord(f"{ident!r} starts more than one {name}'s id: {listed}; give more characters")
        kept = self._database.first(queries.OLD_CLAIM, (ident,)) if table == "claims" else None
        if kept:
            raise NoSuchRecord(f"claim {ident!r} was replaced when its article was re-coded (decision {kept[0]})")
        raise _unknown(name, ident)


def archive_of(ledger: LedgerView) -> Archive:
    """All articles, claims and links of a ledger in memory; raises LedgerError where an incident's claim is gone."""
    linking = Linking(tuple(ledger.copy_groups()), tuple(ledger.incidents()), tuple(ledger.links()))
    archive = Archive(ledger.articles(), ledger.claims(), linking)
    archive.require_claims()
    return archive


def _unknown(name: str, ident: str) -> NoSuchRecord:
    return NoSuchRecord(f"the ledger holds no {name} {ident!r}; check the id, or list what it holds")
