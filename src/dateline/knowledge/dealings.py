"""How a type of claim says that its actor stands to its target: fights, supports, deals, threatens, opposes."""

from __future__ import annotations

import functools
from pathlib import Path

from dateline.errors import DataError
from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.ontology import load_ontology


class Dealing(Strict):
    """One way in which two actors stand to each other, and the types that tell it."""

    name: str
    gloss: str
    types: list[str]


class DealingsFile(Strict):
    """ontology/dealings.yml."""

    dealings: list[Dealing]


@functools.cache
def load_dealings(root: Path | None = None) -> dict[str, str]:
    """Type of claim to the name of the dealing; raises DataError for a type that does not exist or is given twice."""
    out: dict[str, str] = {}
    for dealing in read_model(DealingsFile, "ontology", "dealings.yml", root=root).dealings:
        for name in dealing.types:
            load_ontology().event(name)
            if name in out:
                raise DataError(f"ontology/dealings.yml: {name!r} stands under {out[name]!r} and {dealing.name!r}")
            out[name] = dealing.name
    return out
