"""How surely events happened: the unified factuality sets (Stanovsky et al. 2017; Jiang and de Marneffe 2021)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.bench.sets.files import json_lines
from dateline.errors import InputError

#: name of a set to its folder
SETS = {
    "UW": "UW", "UDS-IH2": "UDS_IH2", "MEANTIME": "MEANTIME", "MegaVeridicality": "MV2/mv2",
    "CommitmentBank": "CB/CB", "RP": "RP/rp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A text of space-joined tokens, and its events: characters from, to, and a value from -3 (not) to 3 (surely)."""

    text: str
    events: tuple[tuple[int, int, float], ...]


def read_factuality(path: Path) -> list[JudgedSentence]:
    """Every sentence of one part of one set; raises InputError naming the line that breaks the format."""
    out = []
    for number, row in json_lines(path, "text", "targets"):
        starts, at = [], 0
        words = str(row["text"]).split(" ")
        for word in words:
            starts.append(at)
            at += len(word) + 1
        try:
            spans = [(t["span1"][0], t["span1"][1] - 1, float(t["label"])) for t in row["targets"]]
            events = tuple((starts[a], starts[b] + len(words[b]), value) for a, b, value in spans)
        except (KeyError, IndexError, TypeError, ValueError):
            raise InputError(
                f"{path}:{number}", "has a target without a span and a label; fetch the file again"
            ) from None
        out.append(JudgedSentence(str(row["text"]), events))
    return out
