"""Sentences of the corpus that share too many five-word runs with another one, or stand in other people's texts.

usage: python training/duplicates.py corpus/*.dat [--against FOLDER ...]

Two sentences are too alike where more than 60% of the shorter one's word 5-grams stand in the other. With --against,
every text file below the folders (also zipped, gzipped, bz2, xz) is searched for runs of eight words of the corpus.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import lzma
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.sources.dat import read_all

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> tuple[str, ...]:
    """Lower-case words; apostrophes dropped."""
    return tuple(_WORD.findall(text.lower().replace("'", "").replace("’", "")))


def grams(text: str, size: int) -> set[tuple[str, ...]]:
    """The word n-grams of a text; a shorter text is one gram."""
    found = words(text)
    return {found[i : i + size] for i in range(len(found) - size + 1)} or {found}


def alike(sentences: list[tuple[str, str]], share: float = 0.6) -> Iterator[tuple[str, str, float]]:
    """Pairs of sentences that share more than `share` of the shorter one's 5-grams."""
    sets = [grams(text, 5) for _, text in sentences]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, found in enumerate(sets):
        for gram in found:
            where[gram].append(i)
    for i, found in enumerate(sets):
        common = Counter(j for gram in found for j in where[gram] if j > i)
        for j, count in common.items():
            least = min(len(found), len(sets[j]))
            if count > share * least:
                yield f"{sentences[i][0]}: {sentences[i][1]}", f"{sentences[j][0]}: {sentences[j][1]}", count / least


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, packed ones unpacked."""
    openers = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path}:{name}", archive.read(name).decode("utf-8", "replace")
        elif path.suffix not in (".pdf", ".png"):
            data = openers.get(path.suffix, bytes)(path.read_bytes())
            yield str(path), data.decode("utf-8", "replace")


def main() -> int:
    """Print what is too alike; exit 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--against", nargs="*", type=Path, default=[])
    args = parser.parse_args()
    docs, _ = read_all(args.files)
    sentences = [(d["id"], d["text"][s["start"] : s["end"]]) for d in docs for s in d["sentences"] if s["kind"] in "st"]
    long = [(i, t) for i, t in sentences if len(words(t)) >= 5]
    bad = 0
    for one, other, share in alike(long):
        bad += 1
        print(f"{share:.0%}\n  {one}\n  {other}")
    print(f"{len(long)} sentences, {bad} pairs too alike", file=sys.stderr)
    known = {gram: i for i, t in sentences if len(words(t)) >= 8 for gram in grams(t, 8)}
    for folder in args.against:
        hits = 0
        for name, text in texts(folder):
            found = words(text)
            runs = {found[k : k + 8] for k in range(len(found) - 7)} & known.keys()
            for run in sorted(runs):
                hits += 1
                print(f"{known[run]} stands in {name}: {' '.join(run)}")
        bad += hits
        print(f"{folder}: {hits} runs of eight words", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
