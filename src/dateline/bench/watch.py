"""How long each stage of a machine takes: its functions are wrapped while somebody watches, and put back afterwards."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from dateline import pipeline
from dateline.pipeline import Machine
from dateline.reader.decode import Decoder
from dateline.reader.encoder import Encoder
from dateline.reader.gate import Gate, PageGate
from dateline.reader.learned import Knowledge
from dateline.reader.rule_reader import RuleReader

STAGES = ("clean", "sentences", "gate", "places-hints", "rules", "windows", "encoder", "decode", "assemble", "resolve")


class Watch:
    """Seconds of each stage; what a stage calls that is a stage itself counts there and not twice."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted."""

        def wrapped(*words: Any, **more: Any) -> Any:
            self._inner.append(0.0)
            began = time.perf_counter()
            try:
                return function(*words, **more)
            finally:
                took = time.perf_counter() - began
                self.seconds[stage] += took - self._inner.pop()
                self._inner[-1] += took

        return wrapped


@contextmanager
def watching(machine: Machine) -> Iterator[Watch]:
    """Watch the machine's stages inside the block."""
    watch = Watch()
    reader = machine.reader
    parts: list[tuple[Any, str, str]] = [
        (pipeline, "clean_page", "clean"),
        (pipeline, "split", "sentences"),
        (machine.assembler, "drafts", "assemble"),
        (pipeline, "settle", "resolve"),
        (machine.places, "settle", "resolve"),
        (PageGate, "passes", "gate"),
        (machine.places, "find", "places-hints"),
        (machine, "_story", "places-hints"),
        (machine, "_hints", "places-hints"),
        (Gate, "passes", "gate"),
        (reader, "read", "rules" if isinstance(reader, RuleReader) else "windows"),
    ]
    for part in vars(reader).values():
        if isinstance(part, Encoder):
            parts.append((part, "encode", "encoder"))
        elif isinstance(part, Decoder):
            parts.append((part, "decode", "decode"))
        elif isinstance(part, Knowledge) and part.rules is not None:
            parts.append((part.rules, "read", "rules"))
    with ExitStack() as stack:
        for owner, name, stage in parts:
            stack.enter_context(patch.object(owner, name, watch.timed(stage, getattr(owner, name))))
        yield watch
