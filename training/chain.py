"""Train the stages of a file one after the other; a stage whose weights lie there already is not trained again.

usage: python training/chain.py OUT_FOLDER --last STAGE [STAGE] [--stages FILE] [--set key=value ...] -- what else
       train.py takes

Writes OUT_FOLDER/STAGE/ for each stage, and the last ones' averaged weights as OUT_FOLDER/last.pt.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent


def weights(out: Path, stages: Sequence[str], name: str) -> Path:
    """The file of the stages' averaged weights."""
    files = [str(out / stage / "model.pt") for stage in stages]
    subprocess.run([sys.executable, str(HERE / "average.py"), str(out / name), *files], check=True)
    return out / name


def main() -> None:
    """Train what is missing, up to the last stages asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--last", nargs="+", required=True)
    parser.add_argument("--stages", type=Path, default=HERE / "stages.toml")
    parser.add_argument("--set", nargs="*", default=[])
    args, rest = parser.parse_known_args()
    table = tomllib.loads(args.stages.read_text(encoding="utf-8"))["stage"]
    if unknown := set(args.last) - {stage["name"] for stage in table}:
        parser.error(f"no stage is called {', '.join(sorted(unknown))}; {args.stages} lists them")
    args.out.mkdir(parents=True, exist_ok=True)
    for stage in table:
        done = args.out / stage["name"] / "model.pt"
        if not done.exists():
            begin = weights(args.out, stage["from"], f"before-{stage['name']}.pt") if "from" in stage else None
            init = ["--init", str(begin)] if begin else []
            command = [sys.executable, str(HERE / "train.py"), "--out", str(done.parent), *init]
            command += [word for word in rest if word != "--"]
            subprocess.run([*command, "--set", *stage["set"], *args.set], check=True)
        if stage["name"] == args.last[-1]:
            break
    weights(args.out, args.last, "last.pt")


if __name__ == "__main__":
    main()
