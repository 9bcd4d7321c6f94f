"""What the linker keeps between runs: values by kind and key, and members by the term that they share, in rank order.

One implementation here lives in memory; the ledger has another. Both give the same linking.
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable
from typing import Protocol

from dateline.records import Article, Claim


class State(Protocol):
    """Values and posting lists. Ranks and members are compared as text."""

    def get(self, kind: str, key: str) -> str | None:
        """The value, or None."""
        ...

    def put(self, kind: str, key: str, value: str | None) -> None:
        """The value from now on; None: no value."""
        ...

    def post(self, terms: Iterable[int], rank: str, member: str) -> None:
        """The member under each term."""
        ...

    def unpost(self, terms: Iterable[int], rank: str, member: str) -> None:
        """The member under none of the terms."""
        ...

    def before(self, term: int, rank: str, limit: int) -> list[str]:
        """The first members of smaller rank, at most so many, in order."""
        ...

    def after(self, terms: Iterable[int], rank: str) -> list[str]:
        """The members of one of the terms and of greater rank, each once, in order."""
        ...

    def members(self, term: int) -> list[str]:
        """Every member, in order."""
        ...

    def shared(self, terms: Iterable[int]) -> list[str]:
        """Every member of one of the terms, each once, in order."""
        ...


class Records(Protocol):
    """The pages and claims that are linked."""

    def article(self, article_id: str) -> Article:
        """One article."""
        ...

    def claims_of(self, article_id: str) -> Iterable[Claim]:
        """The claims of one article."""
        ...

    def claim(self, claim_id: str) -> Claim:
        """One claim."""
        ...


def term(*parts: str) -> int:
    """A signed 64-bit hash, the same on every machine.

    >>> term("cell", "36:37") == term("cell", "36:37") != term("cell", "36:38")
    True
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class MemoryState:
    """A state in memory, for linking a collection at once."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], str] = {}
        self._posted: dict[int, list[tuple[str, str]]] = {}

    def get(self, kind: str, key: str) -> str | None:
        """See State."""
        return self._values.get((kind, key))

    def put(self, kind: str, key: str, value: str | None) -> None:
        """See State."""
        if value is None:
            self._values.pop((kind, key), None)
        else:
            self._values[kind, key] = value

    def post(self, terms: Iterable[int], rank: str, member: str) -> None:
        """See State."""
        for one in terms:
            rows = self._posted.setdefault(one, [])
            at = bisect.bisect_left(rows, (rank, member))
            if at == len(rows) or rows[at] != (rank, member):
                rows.insert(at, (rank, member))

    def unpost(self, terms: Iterable[int], rank: str, member: str) -> None:
        """See State."""
        for one in terms:
            rows = self._posted.get(one, [])
            at = bisect.bisect_left(rows, (rank, member))
            if at < len(rows) and rows[at] == (rank, member):
                del rows[at]

    def before(self, term: int, rank: str, limit: int) -> list[str]:
        """See State."""
        rows = self._posted.get(term, [])
        return [member for _, member in rows[: min(limit, bisect.bisect_left(rows, (rank, "")))]]

    def after(self, terms: Iterable[int], rank: str) -> list[str]:
        """See State."""
        lists = [self._posted.get(one, []) for one in terms]
        limit = (rank + "\x7f", "")
        return sorted({member for rows in lists for _, member in rows[bisect.bisect_left(rows, limit) :]})

    def members(self, term: int) -> list[str]:
        """See State."""
        return [member for _, member in self._posted.get(term, [])]

    def shared(self, terms: Iterable[int]) -> list[str]:
        """See State."""
        return sorted({member for term in terms for _, member in self._posted.get(term, [])})


class MemoryRecords:
    """Articles and claims in memory."""

    def __init__(self, articles: Iterable[Article], claims: Iterable[Claim]) -> None:
        self.articles = {article.id: article for article in articles}
        self._claims = {claim.id: claim for claim in claims}
        self._by_article: dict[str, list[Claim]] = {}
        for claim in self._claims.values():
            self._by_article.setdefault(claim.article_id, []).append(claim)

    def article(self, article_id: str) -> Article:
        """See Records."""
        return self.articles[article_id]

    def claims_of(self, article_id: str) -> Iterable[Claim]:
        """See Records."""
        return self._by_article.get(article_id, ())

    def claim(self, claim_id: str) -> Claim:
        """See Records."""
        return self._claims[claim_id]
