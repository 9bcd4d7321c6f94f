"""What the corpus holds, against what it must hold: documents, sentences, types, statuses, sources, counts, forms.

usage: python training/spread.py corpus/*.dat        (exit 1 where a minimum is not met)
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from dateline.knowledge.guide import MEASURES, STATUSES, TYPES
from dateline.sources.dat import read_all

MESSY = {"aggregator", "rewritten", "translated", "cut-off"}
FORMS = ("passive", "nominal", "participial", "headline", "reported")
ENOUGH = {"documents": 400, "sentences": 3000, "x lines": 600, "events": 4000, "look-alikes": 300, "conflicts": 40}
LEAST_STATUS = dict.fromkeys(("denied", "attempted", "averted", "possible", "urged", "planned"), 150)


def form_of(value: str) -> str:
    """The form of a count's value: exact, range, vague, or its sign."""
    if not any(ch.isdigit() for ch in value):
        return "vague"
    sign = re.match(r"[<>=~]*", value)
    return (sign.group() if sign and sign.group() else "") or ("range" if "-" in value else "exact")


class Spread:
    """Counts over documents."""

    def __init__(self, docs: list[dict[str, Any]]) -> None:
        self.docs = docs
        self.events = [(d, e) for d in docs for e in d["events"]]
        lines = [(d, i, s) for d in docs for i, s in enumerate(d["sentences"])]
        self.sentences = [(d["id"], i) for d, i, s in lines if s["kind"] in "st"]
        self.furniture = sum(s["kind"] == "x" for _, _, s in lines)
        self.with_event = {(d["id"], e["sentence"]) for d, e in self.events}
        self.notes = [note for d in docs for _, note in d["notes"]]
        self.counts = [c for _, e in self.events for c in e.get("count", [])]
        self.types = Counter(e["type"] for _, e in self.events)
        self.statuses = Counter(e["status"] for _, e in self.events)
        self.forms = Counter(tuple(n.split()[1:3]) for n in self.notes if n.startswith("form "))
        self.conflicts = Counter(d.get("conflict", "?").split(",")[0].strip() for d in docs)
        self.shapes = Counter(d.get("shape", "?") for d in docs)

    def figures(self) -> dict[str, float]:
        """The single figures."""
        n = max(1, len(self.events))
        fillers = [
            f
            for _, e in self.events
            for r in ("actor", "target", "place", "origin", "destination")
            for f in e.get(r, [])
        ]
        claimants = [c for _, e in self.events for link in e.get("source", []) for c in link]
        starts = {(d["id"], i): (s["start"], s["end"]) for d in self.docs for i, s in enumerate(d["sentences"])}
        away = 0
        for d, e in self.events:
            low, high = starts[d["id"], e["sentence"]]
            spans = [f for r in ("actor", "target", "place", "origin", "destination") for f in e.get(r, [])]
            spans += [c for link in e.get("source", []) for c in link if "start" in c]
            away += sum("refers_to" in f or not low <= f["start"] < high for f in spans)
        return {
            "documents": len(self.docs),
            "sentences": len(self.sentences),
            "x lines": self.furniture,
            "events": len(self.events),
            "look-alikes": sum(n.startswith("look-alike") for n in self.notes),
            "conflicts": len(self.conflicts),
            "sentences without event %": 100 * (1 - len(self.with_event) / max(1, len(self.sentences))),
            "messy documents %": 100 * sum(self.shapes[s] for s in MESSY) / max(1, len(self.docs)),
            "events with source %": 100 * sum("source" in e for _, e in self.events) / n,
            "two-link chains %": 100 * sum(len(e.get("source", [])) > 1 for _, e in self.events) / n,
            "source=?": sum(c["text"] == "?" for c in claimants),
            "events with count": sum(bool(e.get("count")) for _, e in self.events),
            "cumulative counts": sum(c["scope"] == "cumulative" for c in self.counts),
            "fillers by reference (^ and =>)": away,
            "fillers": len(fillers),
        }

    def short(self) -> list[str]:
        """What does not reach its minimum."""
        got = self.figures()
        least = {**ENOUGH, "sentences without event %": 25, "messy documents %": 20, "events with source %": 54}
        least |= {"two-link chains %": 8, "source=?": 60, "events with count": 900, "cumulative counts": 150}
        least |= {"fillers by reference (^ and =>)": 800}
        out = [f"{name}: {got[name]:.4g} of {want}" for name, want in least.items() if got[name] < want]
        common = [t for t, _ in self.types.most_common(20)]
        out += [f"type {t}: {self.types[t]}" for t in TYPES if self.types[t] < (100 if t in common else 25)]
        out += [f"status {s}: {self.statuses[s]}" for s in STATUSES if self.statuses[s] < LEAST_STATUS.get(s, 60)]
        out += [f"measure {m}: none" for m in MEASURES if not any(c["measure"] == m for c in self.counts)]
        out += [f"form {f} of {t}: none" for t in common for f in FORMS if not self.forms[f, t]]
        words: dict[str, Counter[str]] = defaultdict(Counter)
        for _, e in self.events:
            words[e["type"]][e["trigger"]["text"].lower()] += 1
        for kind, counter in words.items():
            word, top = counter.most_common(1)[0]
            if top > counter.total() / 5:
                out.append(f"trigger {word!r} is {top} of {counter.total()} {kind}")
        return out

    def markdown(self) -> str:
        """The spread as tables."""
        out = ["| what | figure |", "|---|---|"]
        out += [f"| {name} | {value:,.0f} |" for name, value in self.figures().items()]
        for title, counter in (("type", self.types), ("status", self.statuses), ("shape", self.shapes)):
            out += ["", f"| {title} | n |", "|---|---|", *(f"| {k} | {v} |" for k, v in counter.most_common())]
        for title, values in (
            ("measure", Counter(c["measure"] for c in self.counts)),
            ("form of a number", Counter(form_of(c["value"]) for c in self.counts)),
        ):
            out += ["", f"| {title} | n |", "|---|---|", *(f"| `{k}` | {v} |" for k, v in values.most_common())]
        return "\n".join(out)


def main(paths: list[str]) -> int:
    """Print the spread, then what is short."""
    docs, slips = read_all(Path(p) for p in paths)
    for slip in slips:
        print(f"{slip.where}: {slip.what}", file=sys.stderr)
    spread = Spread(docs)
    print(spread.markdown())
    for line in spread.short():
        print(f"SHORT {line}", file=sys.stderr)
    return 1 if slips or spread.short() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
