"""Task `events`: our types in other people's schemes, from raw text.

Three sets. PLV: the PLOVER root of one relation in a sentence; given gold: whom the relation joins (as in the published
set-up), which picks among several claims of the sentence. CASE 2021 task 2: the type of a snippet (its one part is a
test part); nothing given. PETRARCH's validation sentences: triples of source, target and CAMEO code, exact; given gold:
the sentence's day. Each text is coded as a page of its own; `dateline.bench.crosswalk` and `case_labels`
say what a claim is in the other scheme. A sentence without a claim has the label NONE, which is never right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dateline.bench.case_labels import case_label
from dateline.bench.crosswalk import cameo_actor, cameo_code, country_code, plover_root
from dateline.bench.figures import Board, Tally, tally_of, told
from dateline.bench.rows import Row
from dateline.bench.sets.petrarch import CodedSentence, read_petrarch
from dateline.bench.sets.plover import Snippet, read_case, read_plv
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.pipeline import Machine
from dateline.records import Claim, Place
from dateline.tokens import tokens

NONE = "NONE"
_SPOKEN = frozenset("agreement demand rejection threat accusation denial endorsement".split())
Labels = tuple[str, str]  # gold, ours
_SMALL = frozenset("the a an of in on at by to and or for with its his her their".split())
_CASE = {"weighted_f1": (0.839, "best of CASE 2021 task 2, on test")}
_PETRARCH = {"triple_f1": (0.513, "PETRARCH 2 from a parser's gold trees")}


def run(bench: Bench) -> Iterator[Row]:
    """Rows of every set that is there; raises Missing where none is."""
    part = {"dev": "train", "test": "test"}[bench.split]
    plv = bench.data / "events" / "data" / "zsp_plover" / "datasets" / f"PLV_{part}.tsv"
    case = bench.data / "events" / "data" / "case2021" / "task2" / "test_dataset"
    case = case / "test_set_final_release_with_labels.tsv"
    petrarch = bench.data / "coding" / "data" / "petrarch" / "gsr_petr2.xml"
    sets: list[tuple[str, Path, Callable[[Bench, Path], Iterator[Row]]]] = [
        ("PLV", plv, _plv),
        ("CASE 2021 task 2", case, _case),
        ("PETRARCH cases", petrarch, _petrarch),
    ]
    found = [
        (path, rows) for name, path, rows in sets if path.exists() and (name != "CASE 2021 task 2" or part == "test")
    ]
    if not found:
        raise Missing("snippets with types", plv)
    for path, rows in found:
        yield from rows(bench, path)


def _plv(bench: Bench, path: Path) -> Iterator[Row]:
    pairs = [(s.label, plv_label(s, claims_of(bench.machine, s.text))) for s in told(bench, "PLV", read_plv(path))]
    yield from _typed(Board("events", "PLV", bench.split), pairs)


def _case(bench: Bench, path: Path) -> Iterator[Row]:
    snippets = told(bench, "CASE 2021 task 2", read_case(path))
    pairs = [(s.label, case_label(claims_of(bench.machine, s.text)) or NONE) for s in snippets]
    yield from _typed(Board("events", "CASE 2021 task 2", "test", _CASE), pairs)


def _typed(board: Board, pairs: Sequence[Labels]) -> Iterator[Row]:
    yield board.mean_row("weighted_f1", pairs, weighted_f1)
    yield board.mean_row("accuracy", pairs, lambda some: sum(a == b for a, b in some) / len(some))
    yield board.mean_row("coverage", pairs, lambda some: sum(b != NONE for _, b in some) / len(some))


def _petrarch(bench: Bench, path: Path) -> Iterator[Row]:
    sentences = told(bench, "PETRARCH cases", read_petrarch(path))
    tallies = [triples(bench.machine, sentence) for sentence in sentences]
    metrics = {f"{kind}_f1": (kind,) for kind in ("triple", "root_triple", "source", "target", "code")}
    yield from Board("events", "PETRARCH cases", bench.split, _PETRARCH).f1_rows(tallies, metrics)


def claims_of(machine: Machine, text: str, day: str | None = None) -> tuple[Claim, ...]:
    """The claims of a text coded as a page of its own."""
    return machine.code(as_page(text, "bench", day)).claims


def plv_label(snippet: Snippet, claims: Sequence[Claim]) -> str:
    """The root of the claim that joins the two most nearly, by the share of their words; among equals the surest.

    What is promised, refused, asked for or threatened is so to those whom it concerns: a claim of speech or of an
    agreement joins its actor with the sides of the claims behind it that have not happened.
    """
    source, target = _of(snippet.source), _of(snippet.target)

    def near(claim: Claim) -> float:
        others = _sides(claim)
        if claim.type in _SPOKEN:
            others |= {
                w for other in claims if _is_content(other, claim) for w in _sides(other) | _words(other, "actor")
            }
        return _share(source, _words(claim, "actor")) + _share(target, others)

    ranked = [(near(c), c.confidence, -n, root) for n, c in enumerate(claims) if (root := plover_root(c)) is not None]
    return max(ranked)[3] if ranked else NONE


def _sides(claim: Claim) -> set[str]:
    """The words of whom, or where, a claim's act is done to."""
    return {word for role in ("target", "place", "origin", "destination") for word in _words(claim, role)}


def _is_content(claim: Claim, speech: Claim) -> bool:
    """True for a claim behind another in its sentence of what has not happened: what is promised, refused ..."""
    unreal = claim.status not in ("actual", "attempted")
    return unreal and claim.sentence == speech.sentence and claim.trigger.start > speech.trigger.start


def _share(wanted: set[str], words: set[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0


def weighted_f1(pairs: Sequence[Labels]) -> float:
    """Mean of each gold label's F1, weighted by how often the gold has it.

    >>> weighted_f1([("AID", "AID"), ("AID", "NONE"), ("YIELD", "YIELD")])
    0.7777777777777777
    """
    gold, ours = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return sum(n * 2 * right[label] / (n + ours[label]) for label, n in sorted(gold.items())) / len(pairs)


def triples(machine: Machine, gold: CodedSentence) -> Tally:
    """A sentence's triples, found and expected, and the parts of them."""
    found = {t for claim in claims_of(machine, gold.text, gold.day) for t in cameo_triples(claim)}
    return tally_of(_facts(found), _facts(set(gold.events)))


def cameo_triples(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Every pair of an actor and another actor of a claim with the claim's code; meetings stand both ways.

    As CAMEO has it, what is done to nobody who is named is done to the country where it is done.
    """
    code = cameo_code(claim)
    actors = [a for a in (cameo_actor(f.actor) for f in claim.fillers if f.role == "actor") if a]
    targets = [a for a in (cameo_actor(f.actor) for f in claim.fillers if f.role == "target") if a]
    mutual = claim.type in ("meeting", "agreement", "clash") and len(actors) + len(targets) > 1
    if not targets and not mutual and isinstance(claim.place, Place) and claim.place.country:
        targets = [country_code(claim.place.country)]
    pairs = [(a, b) for a in actors for b in targets]
    if mutual:
        both = [*actors, *targets]
        pairs = [(a, b) for i, a in enumerate(both) for j, b in enumerate(both) if i != j]
    yield from ((a, b, code) for a, b in pairs if code and a != b)


def _facts(found: set[tuple[str, str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for source, target, code in found:
        yield "triple", (source, target, code)
        yield "root_triple", (source[:3], target[:3], code[:2])
    for at, kind in enumerate(("source", "target", "code")):
        yield from ((kind, (value,)) for value in {t[at] for t in found})


def _words(claim: Claim, role: str) -> set[str]:
    fillers = [f for f in claim.fillers if f.role == role]
    return {w for f in fillers for e in (f.evidence, f.refers_to) if e is not None for w in _of(e.exact)}


def _of(text: str) -> set[str]:
    return {t.lower for t in tokens(text) if t.is_word} - _SMALL
