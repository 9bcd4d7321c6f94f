"""What the linker keeps between runs: values by kind and key, and members by the term that they share, sorted.

One implementation here lives in memory; the ledger has another. Both give the same linking.
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable
from typing import Protocol

from dateline.records import Article, Claim


class State(Protocol):
    """Values and posting lists. Members are compared as text."""

    def get(self, kind: str, key: str) -> str | None:
        """The value, or None."""
        ...

    def put(self, kind: str, key: str, value: str | None) -> None:
        """The value from now on; None: no value."""
        ...

    def post(self, terms: Iterable[int], member: str) -> None:
        """The member under each term."""
        ...

    def unpost(self, terms: Iterable[int], member: str) -> None:
        """The member under none of the terms."""
        ...

    def before(self, term: int, member: str, limit: int) -> list[str]:
        """The first of the smaller members, at most so many, in order."""
        ...

    def after(self, terms: Iterable[int], member: str, limit: int) -> list[str]:
        """The greater members of those of the terms that have fewer than `limit` smaller ones, each once, in order."""
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
        self._posted: dict[int, list[str]] = {}

    def get(self, kind: str, key: str) -> str | None:
        """See State."""
        return self._values.get((kind, key))

    def put(self, kind: str, key: str, value: str | None) -> None:
        """See State."""
        if value is None:
            self._values.pop((kind, key), None)
        else:
            self._values[kind, key] = value

    def post(self, terms: Iterable[int], member: str) -> None:
        """See State."""
        for one in terms:
            known = self._posted.setdefault(one, [])
            at = bisect.bisect_left(known, member)
            if known[at : at + 1] != [member]:
                known.insert(at, member)

    def unpost(self, terms: Iterable[int], member: str) -> None:
        """See State."""
        for one in terms:
            known = self._posted.get(one, [])
            at = bisect.bisect_left(known, member)
            if known[at : at + 1] == [member]:
                del known[at]

    def before(self, term: int, member: str, limit: int) -> list[str]:
        """See State."""
        known = self._posted.get(term, [])
        return known[: min(limit, bisect.bisect_left(known, member))]

    def after(self, terms: Iterable[int], member: str, limit: int) -> list[str]:
        """See State."""
        lists = [self._posted.get(one, []) for one in terms]
        open_lists = [known for known in lists if bisect.bisect_left(known, member) < limit]
        return sorted({other for known in open_lists for other in known[bisect.bisect_right(known, member) :]})

    def members(self, term: int) -> list[str]:
        """See State."""
        return list(self._posted.get(term, []))

    def shared(self, terms: Iterable[int]) -> list[str]:
        """See State."""
        return sorted({member for term in terms for member in self._posted.get(term, [])})


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
