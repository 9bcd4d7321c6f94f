"""Choose thresholds: each in turn, by the mean LEDGER F1 of the development pages and the corpus's held-back tenth.

usage: python training/tune.py MODEL.pt OUT.json --cache FOLDER
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import torch
from data import Kit, held_back
from evaluate import Cached, heads_bytes, show, torch_encode, tuned
from model import ReaderModel

from dateline.knowledge.ontology import load_ontology
from dateline.reader.decode import Thresholds
from dateline.reader.heads import Heads
from dateline.scores import rows


def main() -> None:
    """Tune, print the tables, write the thresholds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    args = parser.parse_args()
    model = ReaderModel()
    model.load_state_dict(torch.load(args.model))
    model.eval()
    sets = {name: pickle.loads((args.cache / f"{name}.pkl").read_bytes()) for name in ("dev", "corpus")}
    sets["corpus"] = [e for e in sets["corpus"] if held_back(e.id)]
    kit, heads = Kit(), Heads(heads_bytes(model.heads))
    allowed = {name: frozenset({*kind.roles, "time", "hedge"}) for name, kind in load_ontology().events.items()}
    cached = [Cached(examples, kit, ()) for examples in sets.values()]
    for one in cached:
        one.take(torch_encode(model))
    best = tuned(cached, heads, allowed, Thresholds())
    for name, one in zip(sets, cached, strict=True):
        one.with_heads(heads, best, allowed)
        print(name, show(rows(one.tallies())), sep="\n")
    plain = {"trigger": best.trigger, "tags": dict(best.tags), "unnamed": best.unnamed}
    args.out.write_text(json.dumps(plain) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
