"""onnxruntime sessions: one processor, a set number of threads, no chatter."""

from __future__ import annotations

from typing import Any

import onnxruntime  # type: ignore[import-untyped]

#: fused, the sum and the norm after each layer are slower than apart: 72 and 61 ms a page (onnxruntime 1.31, one core)
_SLOW_FUSIONS = ("SkipLayerNormFusion",)


def session(model: bytes, threads: int) -> Any:
    """A session for a model's bytes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOW_FUSIONS)
    )
