"""The learning curve and the ablations: short trainings on parts of the data or without parts of the design.

usage: python training/curve.py OUT_FOLDER --cache CACHE [--public FOLDER] [--only curve|ablation]
                                  [--share S] [--set key=value ...]

Every row is trained anew with the recipe below and scored on the development pages and the corpus's held-back tenth at
thresholds of .5; S is the share of the corpus that the ablation's rows learn from. Rows that are already in OUT_FOLDER
are not trained again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

SHORT = ("epochs=5", "first=0", "polnear_share=0.0", "re3d_later=0")
CURVE: dict[str, list[str]] = {
    f"{share:4.0%} of the corpus, {with_real}": ["--corpus-share", str(share), *flags]
    for with_real, flags in (("with real pages", []), ("without real pages", ["--without-real"]))
    for share in (0.25, 0.5, 1.0)
}
ABLATION: dict[str, list[str]] = {
    "the short recipe": [],
    "without what the rules found": ["--set", "use_rules=false"],
    "without the role by the rules for each pair": ["--set", "use_pairs=false"],
    "without lexicon votes": ["--set", "use_votes=false"],
    "without hints of times, numbers, names": ["--set", "use_hints=false"],
    "with PolNeAR and mentions beside it": ["--set", "polnear_share=0.35", "re3d_later=2"],
}
SHOWN = ("LEDGER", "event", "typed event", "status", "actor", "target", "place", "time", "count", "source")


def trained(name: str, flags: list[str], args: argparse.Namespace) -> dict[str, dict[str, float]]:
    """The scores of one row by set of documents."""
    out = args.out / "".join(c if c.isalnum() else "-" for c in name)
    log = out / "log.json"
    if not log.exists():
        script = str(Path(__file__).with_name("train.py"))
        public = ["--public", str(args.public)] if args.public and "polnear_share=0.35" in flags else []
        sets = [*SHORT, *args.set]
        plain = [f for f in flags if "=" not in f and f != "--set"]
        sets += [f for f in flags if "=" in f]
        stay = ["--train", "x", "--corpus", "x", "--dev", "x"]  # read from the cache
        command = [sys.executable, script, "--out", str(out), "--cache", str(args.cache), *stay, *public, *plain]
        with (args.out / f"{out.name}.txt").open("w") as told:
            subprocess.run([*command, "--set", *sets], check=True, stdout=told, stderr=told)
    last = {entry["set"]: entry for entry in json.loads(log.read_text())["log"] if entry["epoch"] == 0}
    return {name: {k: float(entry.get(k, 0.0)) for k in SHOWN} for name, entry in last.items()}


def main() -> None:
    """Train what is missing and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--only", choices=("curve", "ablation"))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--set", nargs="*", default=[])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for title, table in (("curve", CURVE), ("ablation", ABLATION)):
        if args.only in (None, title):
            print(f"| {title} | set | " + " | ".join(SHOWN) + " |")
            print("|---" * (len(SHOWN) + 2) + "|")
            share = ["--corpus-share", str(args.share)] if table is ABLATION else []
            for name, flags in table.items():
                for which, scores in trained(name, [*share, *flags], args).items():
                    print(f"| {name} | {which} | " + " | ".join(f"{scores[k]:.3f}" for k in SHOWN) + " |", flush=True)


if __name__ == "__main__":
    main()
