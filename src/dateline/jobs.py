"""What the commands do, as functions: add pages to a ledger, code pages without one, link what a ledger holds."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from dateline import __version__
from dateline.codec import dumps
from dateline.engines.local import in_order
from dateline.errors import DatelineError, InputError
from dateline.export.annotation import address_ident, document
from dateline.export.dat import dat_lines
from dateline.ids import content_id
from dateline.knowledge.files import knowledge_sha256
from dateline.knowledge.ontology import load_ontology
from dateline.link.kinds import Kinds
from dateline.link.linker import Linker
from dateline.link.rulings import Ruling
from dateline.pipeline import Coded, Machine
from dateline.protocols import RawPage
from dateline.records import Refused, Run
from dateline.registry import DEFAULT_READER
from dateline.sources.files import FileSource
from dateline.store.facts import work_out
from dateline.store.ledger import Ledger
from dateline.store.link_state import LinkState, unlinked
from dateline.store.portions import Portions
from dateline.store.prepared import PageRows, page_rows
from dateline.store.rulings import rulings

_LINKER = "link/4"  # what a ledger's linking state was made by; another one makes it anew
_PORTION = 500  # articles linked in one transaction
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """A page after coding: what was made of it, or why nothing was."""

    raw: RawPage | None
    coded: Coded | None
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did."""

    run: Run
    refused: tuple[Refused, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Linked:
    """What `link` found."""

    copy_groups: int
    incidents: int
    links: int


class Coder:
    """Codes one page; loads its machine at the first page, once in each process."""

    def __init__(self, reader: str = DEFAULT_READER) -> None:
        self.reader = reader

    def __call__(self, page: RawPage | Refused) -> Done:
        """Never raises for a bad page, nor for a bug that one page meets: the reason comes back."""
        if isinstance(page, Refused):
            return Done(None, None, page)
        stages = machine(self.reader)
        try:
            return Done(page, stages.code(page), None)
        except InputError as problem:
            return Done(None, None, Refused(problem.where, problem.what))
        except (DatelineError, MemoryError):
            raise
        except Exception as bug:
            what = f"internal error: {type(bug).__name__}: {str(bug)[:200]}; please report it with the page"
            return Done(None, None, Refused(page.capture.address, what))


class RowCoder:
    """Codes one page for a ledger. Its rows cost a tenth of what its nouns would on the way from process to process."""

    def __init__(self, reader: str = DEFAULT_READER) -> None:
        self._code = Coder(reader)

    def __call__(self, page: RawPage | Refused) -> PageRows | Refused:
        """The page as rows, or why there are none; raises what `Coder` raises."""
        done = self._code(page)
        if done.raw is not None and done.coded is not None:
            return page_rows(done.raw.capture, done.raw.data, done.coded.article, done.coded.claims)
        return cast(Refused, done.refused)


def weight(page: RawPage | Refused) -> int:
    """The bytes that a page takes on its way to a process."""
    return len(page.data) if isinstance(page, RawPage) else 0


_COLLECT = (20_000, 20, 20)  # new objects before the young ones are looked through, and how many rounds to the older
_machines: dict[str, Machine] = {}


def machine(reader: str = DEFAULT_READER, tell: Tell | None = None) -> Machine:
    """The stages of this process, loaded on first use.

    What they loaded stays as long as the process: it is set apart, or every full collection would walk through it all
    (a sixth of a second, once in some thirty pages). And collections are seldom: next to nothing of a page is a cycle.
    """
    if reader not in _machines:
        _machines[reader] = Machine(reader, tell)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_COLLECT)
    return _machines[reader]


def code(paths: Sequence[str | Path], reader: str = DEFAULT_READER, processes: int = 1) -> Iterator[Done]:
    """Every page of the inputs coded, in order, without a ledger."""
    with closing(in_order(Coder(reader), FileSource(paths).pages(), processes, weight)) as results:
        yield from results


def as_bytes(kind: str, raw: RawPage, coded: Coded) -> bytes:
    """A coded page as one document: `annotation` (JSON), `dat`, or `jsonl` (the claims as nouns, a line each)."""
    if kind == "jsonl":
        return "".join(dumps(claim) + "\n" for claim in coded.claims).encode()
    ident = raw.hints.ident or address_ident(raw.capture.address)
    plain = document(coded.article, coded.sentences, coded.claims, ident)
    if kind == "dat":
        return (dat_lines(plain) + "\n").encode()
    return (json.dumps(plain, ensure_ascii=False) + "\n").encode()


def add(
    ledger: Ledger,
    paths: Sequence[str | Path],
    *,
    reader: str = DEFAULT_READER,
    processes: int = 1,
    tick: Callable[[str], object] = len,
    tell_refused: Callable[[Refused], object] = id,
) -> Added:
    """Add every page of the inputs that the ledger does not hold; what it holds stays as it is.

    `tick` hears the address of each page that is done, `tell_refused` each refusal, as it happens.
    """
    stages = machine(reader)
    run = _new_run(stages.reader.name, stages.knowledge, tuple(str(path) for path in paths))
    ledger.start_run(run)
    adding = _Adding(ledger, run.id, tick, tell_refused)
    fresh = _fresh(ledger, FileSource(paths, captured_utc=run.started_utc).pages(), adding.known)
    with closing(in_order(RowCoder(reader), fresh, processes, weight)) as results, Portions(ledger) as portions:
        for page in results:
            portions.add(functools.partial(adding.put, page))
    run = ledger.finish_run(run.id, added=adding.added, skipped=adding.skipped, refused=len(adding.refused))
    return Added(run, tuple(adding.refused), adding.claims)


class _Adding:
    """Pages on their way into a ledger, counted; `add` says what hears of them."""

    def __init__(
        self,
        ledger: Ledger,
        run_id: str,
        tick: Callable[[str], object],
        tell_refused: Callable[[Refused], object],
    ) -> None:
        self._ledger, self._run_id, self._tick, self._tell_refused = ledger, run_id, tick, tell_refused
        self.added = self.skipped = self.claims = 0
        self.refused: list[Refused] = []

    def known(self, address: str) -> None:
        """A page that the ledger held before."""
        self.skipped += 1
        self._tick(address)

    def put(self, page: PageRows | Refused) -> None:
        """A page after coding, or why there is none, into the ledger."""
        if isinstance(page, Refused):
            self._ledger.refuse(page.address, page.what, self._run_id)
            self.refused.append(page)
            self._tell_refused(page)
        else:
            new = self._ledger.add_rows(page, self._run_id)
            self.added, self.skipped = self.added + new, self.skipped + (not new)
            self.claims += len(page.claims) * new
        self._tick(page.address)


def _fresh(
    ledger: Ledger, pages: Iterable[RawPage | Refused], known: Callable[[str], object]
) -> Iterator[RawPage | Refused]:
    """The pages that the ledger does not hold; `known` hears the addresses of the others."""
    for page in pages:
        if isinstance(page, RawPage) and ledger.has_capture(page.capture.id):
            known(page.capture.address)
        else:
            yield page


def _new_run(machine_name: str, knowledge: str, inputs: tuple[str, ...]) -> Run:
    """A run that starts now; its id holds the microsecond, so that no two runs share one."""
    now = dt.datetime.now(dt.UTC)
    return Run(
        id=content_id("run", now.isoformat(), machine_name, knowledge, *inputs),
        version=__version__,
        reader=machine_name,
        knowledge_sha256=knowledge,
        started_utc=now.isoformat(timespec="seconds"),
        inputs=inputs,
        added=0,
        skipped=0,
        refused=0,
    )


def link(ledger: Ledger, *, tick: Callable[[str], object] = len) -> Linked:
    """Find copies, incidents and relations of the pages that are not linked yet; people's judgements stay.

    The outcome is that of linking all pages at once, in whatever portions they came; stopped and started again, it goes
    on where it was. `tick` hears the id of each article that is done.
    """
    run = _new_run(machine_name="link/1", knowledge=knowledge_sha256(), inputs=())
    ledger.start_run(run)
    standing = rulings(ledger.database)
    state = LinkState(ledger.database)
    with ledger.transaction():
        if state.get("linker", "version") != _LINKER:
            state.clear()
            ledger.write_linking((), (), (), run.id)
            state.put("linker", "version", _LINKER)
        ruled = _newly_ruled(state, standing)
    linker = Linker(ledger, state, Kinds(load_ontology()), standing)
    for portion in itertools.chain([[]] if ruled else [], unlinked(ledger.database, _PORTION)):
        with ledger.transaction():
            ledger.alter_linking(linker.add(portion, ruled), run.id)
            for article_id in portion:
                state.put("linked", article_id, __version__)
                tick(article_id)
            state.put("linker", "rulings", _as_json(standing))
        ruled = frozenset()
    work_out(ledger)
    ledger.finish_run(run.id, added=0, skipped=0, refused=0)
    counts = ledger.counts()
    return Linked(counts["copy_groups"], counts["incidents"], counts["links"])


def _newly_ruled(state: LinkState, standing: Sequence[Ruling]) -> frozenset[str]:
    """The claims of rulings that were made or taken back since the last linking."""
    before = {tuple(map(_tupled, row)) for row in json.loads(state.get("linker", "rulings") or "[]")}
    now = {(ruling.action, ruling.one, ruling.other) for ruling in standing}
    return frozenset(claim_id for _, one, other in before ^ now for claim_id in (*one, *other))


def _tupled(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)


def _as_json(standing: Sequence[Ruling]) -> str:
    return json.dumps([(ruling.action, ruling.one, ruling.other) for ruling in standing])
