"""Task `linking`: which claims, and which headlines, tell of one happening (F1 over pairs that are together).

Pages: DATA/../SPLIT/*.dat with the incident keys of their coders. `pair_f1` is linking alone, over the coders' claims
with places and actors resolved; `pair_f1_within` and `pair_f1_across` are its pairs on one page and on two;
`pair_f1_read` is end to end, over the reader's claims where one stands on a coded trigger. Claims count that can report
an incident at all (actual happenings and their tolls; docs/ledger.md). `pair_f1_same_type` is the baseline: whatever
shares page and type. Headlines: UCDP events coded from several headlines, with as many others coded from one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from dateline.bench.bootstrap import spread
from dateline.bench.clusterings import pair_counts
from dateline.bench.coded import CodedPage, coded_page
from dateline.bench.rows import Row
from dateline.bench.sets.ucdp import PARTS, read_events
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.errors import InputError
from dateline.ids import content_id
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Linking
from dateline.link.kinds import Kinds
from dateline.link.ledger import link_ledger
from dateline.records import Article, Claim, overlap
from dateline.sources.dat import read_all

_SPLITS = {"dev": ("myanmar", "mexico"), "test": ("ukraine",)}
_EVENTS = 60  # events coded from several headlines, of each part; the first by the hash of their ids
_MOST = 4  # headlines of one event


def run(bench: Bench) -> Iterator[Row]:
    """The rows of the pages and of every part of the headlines that is there; raises Missing where none is."""
    files = list(bench.gold) or sorted((bench.data.parent / bench.split).glob("*.dat"))
    folder = bench.data / "events" / "data" / "ucdp_ged"
    parts = {part: folder / PARTS[part] for part in _SPLITS[bench.split] if (folder / PARTS[part]).exists()}
    if not files and not parts:
        raise Missing("neither pages coded by hand nor UCDP headlines", folder)
    if files:
        yield from _pages(bench, files)
    for part, path in parts.items():
        yield _headlines(bench, part, path)


def _pages(bench: Bench, files: Sequence[Path]) -> Iterator[Row]:
    docs, slips = read_all(files)
    if slips:
        raise InputError(slips[0].where, slips[0].what)
    pages = [coded_page(bench.machine, doc) for doc in docs]
    kinds = Kinds(load_ontology())
    claims = [c for page in pages for c in page.claims if kinds.may_join(c)]
    keys = {claim_id: key for page in pages for claim_id, key in page.keys.items()}
    gold: list[Hashable] = [keys.get(c.id, c.id) for c in claims]
    coded = _homes(link_ledger([p.article for p in pages], [c for p in pages for c in p.claims]))
    given: list[Hashable] = [coded.get(c.id, c.id) for c in claims]
    where: list[Hashable] = [c.article_id for c in claims]
    name, split = "+".join(f.stem for f in files), "gold" if bench.gold else bench.split

    def row(metric: str, labels: Sequence[Hashable], wanted: Sequence[Hashable]) -> Row:
        low, high = spread(_by_page(where, labels, wanted), _f1, draws=200)
        value = _f1([pair_counts(labels, wanted)])
        return Row("linking", name, split, metric, value, low, high, len(claims), None, None)

    yield row("pair_f1", given, gold)
    one = [list(zip(where, labels, strict=True)) for labels in (given, gold)]
    yield row("pair_f1_within", *one)
    both, mine, theirs = (a - b for a, b in zip(pair_counts(given, gold), pair_counts(*one), strict=True))
    yield Row(
        "linking", name, split, "pair_f1_across", _f1([(both, mine, theirs)]), None, None, len(claims), None, None
    )
    read = _homes(link_ledger([p.read.article for p in pages], [c for p in pages for c in p.read.claims]))
    found = _read_claims(pages)
    yield row("pair_f1_read", [read.get(found.get(c.id, ""), c.id) for c in claims], gold)
    yield row("pair_f1_same_type", [(c.article_id, c.type) for c in claims], gold)


def _f1(counted: Sequence[tuple[int, int, int]]) -> float:
    both, mine, theirs = (sum(column) for column in zip(*counted, strict=True))
    return 2 * both / (mine + theirs) if mine + theirs else 0.0


def _by_page(
    where: Sequence[Hashable], given: Sequence[Hashable], gold: Sequence[Hashable]
) -> list[tuple[int, int, int]]:
    """For each page its pairs, those with later pages counted half on either side (doubled, to stay whole)."""
    whole = pair_counts(given, gold)
    out = []
    for page in dict.fromkeys(where):
        rest = [at for at, one in enumerate(where) if one != page]
        without = pair_counts([given[at] for at in rest], [gold[at] for at in rest])
        inside = [at for at, one in enumerate(where) if one == page]
        within = pair_counts([given[at] for at in inside], [gold[at] for at in inside])
        out.append(tuple(w - r + i for w, r, i in zip(whole, without, within, strict=True)))
    return [(a, b, c) for a, b, c in out]


def _homes(linking: Linking) -> dict[str, str]:
    """Claim id to incident id."""
    return {claim_id: incident.id for incident in linking.incidents for claim_id in incident.claim_ids}


def _read_claims(pages: Sequence[CodedPage]) -> dict[str, str]:
    """Coded claim to the reader's claim whose trigger overlaps it; where several do, the one of the same type."""
    out = {}
    for page in pages:
        same = page.article.text == page.read.article.text
        for claim in page.claims:
            near = [c for c in page.read.claims if same and overlap(c.trigger, claim.trigger)]
            if near:
                out[claim.id] = min(near, key=lambda c: (c.type != claim.type, c.trigger.start)).id
    return out


def _headlines(bench: Bench, part: str, path: Path) -> Row:
    events = read_events(path)
    several = sorted((e for e, s in events.items() if len(s) > 1), key=lambda e: content_id("event", e))[:_EVENTS]
    single = sorted((e for e, s in events.items() if len(s) == 1), key=lambda e: content_id("event", e))[:_EVENTS]
    told = [(event, source) for event in (*several, *single) for source in events[event][:_MOST]]
    articles: list[Article] = []
    claims: list[Claim] = []
    gold, kept = [], []
    for at, (event, (_, date, headline)) in enumerate(told):
        try:
            coded = bench.machine.code(as_page(headline, f"{part}-{at}", date))
        except InputError:
            continue  # a headline that is an address and nothing else
        articles.append(coded.article)
        claims += coded.claims
        gold.append(event)
        kept.append(coded)
    homes = _homes(link_ledger(articles, claims))
    given = [next((homes[c.id] for c in coded.claims if c.id in homes), coded.article.id) for coded in kept]
    items = list(zip(given, gold, strict=True))
    names = list(dict.fromkeys(gold))
    by_event = [_of_event(event, items) for event in names]
    low, high = spread(by_event, _f1, draws=200)
    value = _f1([pair_counts(given, gold)])
    return Row("linking", f"UCDP {part}", bench.split, "pair_f1", value, low, high, len(items), None, None)


def _of_event(event: str, items: Sequence[tuple[Hashable, str]]) -> tuple[int, int, int]:
    """Pairs with a headline of the event in them: right, given (those with other events half), expected."""
    inside = [given for given, gold in items if gold == event]
    both, mine, theirs = pair_counts(inside, [event] * len(inside))
    others = [given for given, gold in items if gold != event]
    wrong = sum(given == other for given in inside for other in others)
    return both, mine + wrong // 2, theirs
