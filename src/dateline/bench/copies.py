"""Task `copies`: who carries whose text, and in which role, on a set made from the project's own dispatches.

From each of the first dispatches by the hash of their ids (those of six sentences and more) one page is made, of kinds
by turns: `verbatim` (put up again days later), `edited` (other first line, its last third cut), `update` (its
figures changed), `rewritten` (words swapped one for one throughout), `stitched` (three sentences of it between
three of the next two dispatches), `look-alike` (the same sentences with other names and figures: not a copy), `apart`
(nothing made: the dispatch stands alone). `role_accuracy` is over all made pages and dispatches; a `recall_*` row is
over the pages of one kind; `family_pair_f1` is over pairs of pages in one family. The rules were written with this set
in view, so its figures show that they do what they say, not how often the world looks like this.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.bench.bootstrap import spread
from dateline.bench.clusterings import pair_f1
from dateline.bench.rows import Row
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.clean.page import clean_page
from dateline.errors import InputError
from dateline.ids import content_id
from dateline.link.copies import find_copies
from dateline.records import Article
from dateline.sources.dat import read_all

KINDS = ("verbatim", "edited", "update", "rewritten", "stitched", "look-alike", "apart")
_SWAPPED = {
    "said": "stated", "killed": "slain", "troops": "troopers", "soldiers": "servicemen", "attack": "assault",
    "people": "individuals", "town": "township", "fighters": "militia men", "forces": "powers", "group": "gathering",
    "near": "close to", "after": "following", "least": "any rate", "officials": "authorities", "were": "have been",
    "road": "street", "village": "hamlet", "police": "cops", "told": "advised", "army": "armed force", "had": "has",
}  # fmt: skip
_DISPATCHES = 210
_LEAST = 6
_FIRST = dt.date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class _Made:
    """A page, the role that it should be found in (None: in no family), and the family by the dispatch it is from."""

    article: Article
    role: str | None
    family: str


def run(bench: Bench) -> Iterator[Row]:
    """The rows; raises Missing where there is no corpus."""
    files = list(bench.gold) or sorted(Path("corpus").glob("*.dat"))
    if not files:
        raise Missing("no corpus (*.dat); run it in the project's folder or name files with --gold", "corpus")
    docs, slips = read_all(files)
    if slips:
        raise InputError(slips[0].where, slips[0].what)
    told = {doc["id"]: sentences for doc in docs if len(sentences := _sentences(doc)) >= _LEAST}
    chosen = sorted(told, key=lambda ident: content_id("copies", ident))[:_DISPATCHES]
    pages = list(_pages(chosen, told))
    families = find_copies(page.article for page in pages)
    roles = {m.article_id: m.role for family in families for m in family.members}
    home = {m.article_id: family.id for family in families for m in family.members}
    hits = [roles.get(page.article.id) == page.role for page in pages]
    given = [home.get(page.article.id, page.article.id) for page in pages]
    wanted = [page.family for page in pages]
    yield _row("family_pair_f1", pair_f1(given, wanted), None, len(pages))
    yield _row("role_accuracy", _mean(hits), spread(hits, _mean), len(pages))
    for role in (*KINDS[:5], "original", None):
        some = [hit for hit, page in zip(hits, pages, strict=True) if page.role == role]
        yield _row(f"recall_{role or 'apart'}", _mean(some), spread(some, _mean), len(some))


def _row(metric: str, value: float, interval: tuple[float, float] | None, n: int) -> Row:
    low, high = interval if interval else (None, None)
    return Row("copies", "made from corpus", "-", metric, value, low, high, n, None, None)


def _mean(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _sentences(doc: Mapping[str, Any]) -> list[str]:
    """The body's sentences, those of seven words and more."""
    body = (doc["text"][s["start"] : s["end"]] for s in doc["sentences"] if s["kind"] == "s")
    return [sentence for sentence in body if len(sentence.split()) > 6]


def _pages(chosen: Sequence[str], told: Mapping[str, list[str]]) -> Iterator[_Made]:
    for at, ident in enumerate(chosen):
        kind, sentences = KINDS[at % len(KINDS)], told[ident]
        day = _FIRST + dt.timedelta(at % 300)
        alone = kind in ("look-alike", "apart")
        yield _page(f"{ident}-first", sentences, day, None if alone else "original", ident)
        more = [told[chosen[(at + step) % len(chosen)]] for step in (1, 2)]
        made = _made(kind, sentences, more)
        if made:
            later = day + dt.timedelta(0 if kind == "edited" else 5)
            role, family = (None, f"{ident}-alone") if alone else (kind, ident)
            yield _page(f"{ident}-second", made, later, role, family)


def _made(kind: str, sentences: Sequence[str], more: Sequence[Sequence[str]]) -> list[str]:
    if kind == "verbatim":
        return list(sentences)
    if kind == "edited":
        return ["What is known so far about the day's events.", *sentences[: -(len(sentences) // 3)]]
    if kind == "update":
        changed = [re.sub(r"\b\d{1,3}\b", lambda m: str(int(m[0]) + 3), s) for s in sentences]
        return changed if changed != list(sentences) else [*sentences[:-1], _with_figure(sentences[-1])]
    if kind == "rewritten":
        return [" ".join(_SWAPPED.get(word, word) for word in s.split(" ")) for s in sentences]
    if kind == "stitched":
        return [*more[0][:2], *sentences[:3], *more[1][:1]]
    if kind == "look-alike":
        return [re.sub(r"\b[A-Z][a-z]+\b", lambda m: m[0][::-1].title(), _with_figure(s)) for s in sentences]
    return []


def _with_figure(sentence: str) -> str:
    return re.sub(r"\b\d{1,3}\b", lambda m: str(int(m[0]) * 2 + 5), sentence)


def _page(ident: str, sentences: Sequence[str], day: dt.date, role: str | None, family: str) -> _Made:
    text = "\n\n".join(sentences)
    return _Made(clean_page(as_page(text, ident, day.isoformat())), role, family)
