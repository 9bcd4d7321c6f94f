"""Average the weights of several trainings that began with the same first stage.

usage: python training/average.py OUT.pt MODEL.pt MODEL.pt ...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Write the mean of all weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    args = parser.parse_args()
    states = [torch.load(one) for one in args.models]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]}, args.out)


if __name__ == "__main__":
    main()
