"""Names that only a hospital, school or mosque bears: they say nothing of where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import GazetteerEntry
from dateline.tokens import tokens

_LARGE = 50_000  # people; such a town's own name is not another's


def bears(words: str, after: str, entries: Sequence[GazetteerEntry], bearers: Collection[str]) -> bool:
    """True for "the Al Rashid hospital", not for "Homs hospital": a name that a site bears, and no town's own."""
    first = next((t.lower for t in tokens(after) if t.is_word), "")
    own = any(fold(e.name) == fold(words) and (e.population >= _LARGE or e.id.startswith("dl:")) for e in entries)
    return first in bearers and not own and entries[0].kind == "settlement"
