"""Those whom "they" may mean together: two parties or two claimants with an "and" between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.code.mentioned import Named, Page
from dateline.records import Article

_PARTIES: Final = frozenset(("actor", "target"))


def pair(page: Page, one: Named) -> list[Named]:
    """ "The government and the LPF": of "they" both are meant."""
    before = page.named[-1] if page.named else None
    if before is None or page.article.text[before.mention.end : one.mention.start] != " and ":
        return []
    listed = page.words((max(0, before.mention.start - 5), before.mention.start)).endswith((", ", " and "))
    if listed or not {before.mention.kind, one.mention.kind} <= _PARTIES or before.kind == "pair":
        return []
    span = (before.mention.start, one.mention.end)
    return [replace(one, kind="pair", words=(), exact=page.words(span), means=span, name=())]


def with_the_one_before(article: Article, one: Named, speakers: Sequence[Named]) -> Named:
    """ "Medics and residents said": of "they" both are meant."""
    before = speakers[-1] if speakers else None
    if before is None or article.text[before.mention.end : one.mention.start] != " and ":
        return one
    return replace(one, kind="plural", means=(before.mention.start, one.mention.end))
