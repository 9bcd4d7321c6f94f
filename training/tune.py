"""Choose thresholds: each in turn, by LEDGER F1 on half of the corpus's held-back tenth; show the other half and dev.

usage: python training/tune.py MODEL.pt OUT.json --cache FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from pathlib import Path

import torch
from data import Example, Kit, held_back
from evaluate import Cached, heads_bytes, show, torch_encode, tuned
from model import ReaderModel

from dateline.knowledge.ontology import load_ontology
from dateline.reader.heads import Heads
from dateline.reader.scoring import Thresholds
from dateline.scores import rows


def for_tuning(example: Example) -> bool:
    """True for half of the documents, by id alone."""
    return int(hashlib.sha256(f"tune {example.id}".encode()).hexdigest(), 16) % 2 == 0


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
    dev, corpus = (pickle.loads((args.cache / f"{name}.pkl").read_bytes()) for name in ("dev", "corpus"))
    held = [e for e in corpus if held_back(e.id)]
    sets = {
        "tuned on (half of the held-back tenth)": [e for e in held if for_tuning(e)],
        "the other half": [e for e in held if not for_tuning(e)],
        "dev": dev,
    }
    kit, heads = Kit(), Heads(heads_bytes(model.heads))
    allowed = {name: frozenset({*kind.roles, "time", "hedge"}) for name, kind in load_ontology().events.items()}
    cached = {name: Cached(examples, kit, ()) for name, examples in sets.items()}
    for one in cached.values():
        one.take(torch_encode(model))
    best = tuned([next(iter(cached.values()))], heads, allowed, Thresholds())
    for label, thresholds in (("all at .5", Thresholds()), (str(best), best)):
        print(label)
        for name, one in cached.items():
            one.with_heads(heads, thresholds, allowed)
            print(name, show(rows(one.tallies())), sep="\n")
    plain = {"trigger": best.trigger, "tags": dict(best.tags), "unnamed": best.unnamed, "event": best.event}
    args.out.write_text(json.dumps(plain) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
