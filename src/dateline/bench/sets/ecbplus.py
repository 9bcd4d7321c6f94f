"""ECB+ (Cybulska and Vossen 2014): news documents in look-alike stories in pairs, with event coreference."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from dateline.errors import InputError

#: topics of the usual development split; 36 to 45 are the test topics, the others training
DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
FIRST_TEST = 36


@dataclass(frozen=True, slots=True)
class Mention:
    """An event mention of a checked sentence: its words, its sentence, and the id of what it refers to."""

    words: tuple[str, ...]
    cluster: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document: sentences as words (a first line that is the page's address left out), and its event mentions."""

    ident: str
    topic: int
    story: str  # the seminal event that it was chosen for
    sentences: tuple[tuple[str, ...], ...]
    mentions: tuple[Mention, ...]


def split_of(topic: int) -> str:
    """The usual split of a topic."""
    return "test" if topic >= FIRST_TEST else "dev" if topic in DEV else "train"


def documents(folder: Path, split: str) -> Iterator[Document]:
    """The documents of a split, by topic and file name. `folder` holds `ECB+` and the list of checked sentences."""
    checked = _checked(folder / "ECBplus_coreference_sentences.csv")
    topics = sorted(int(entry.name) for entry in (folder / "ECB+").iterdir() if entry.name.isdigit())
    for topic in topics:
        if split_of(topic) == split:
            for path in sorted((folder / "ECB+" / str(topic)).glob("*.xml")):
                yield _document(path, topic, checked[path.stem])


def _checked(path: Path) -> dict[str, set[int]]:
    """The checked sentences by document."""
    out: dict[str, set[int]] = defaultdict(set)
    with open(path, encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            out[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return out


def _document(path: Path, topic: int, checked: set[int]) -> Document:
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as wrong:
        raise InputError(str(path), f"is not XML ({wrong}); fetch the set again") from None
    tokens = {t.get("t_id"): (t.text or "", int(t.get("sentence", 0))) for t in root.iter("token")}
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for word, number in tokens.values():
        by_sentence[number].append(word)
    lines = [tuple(by_sentence[number]) for number in sorted(by_sentence)]
    if lines and lines[0][0].lower().startswith("http"):
        lines = lines[1:]
    story = f"{topic}{'ecbplus' if 'plus' in path.stem else 'ecb'}"
    return Document(path.stem, topic, story, tuple(lines), tuple(_mentions(root, path.stem, tokens, checked)))


def _mentions(
    root: ElementTree.Element, ident: str, tokens: dict[str | None, tuple[str, int]], checked: set[int]
) -> Iterator[Mention]:
    cluster = {}
    for relation in root.iterfind("Relations/*"):
        across = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        for source in relation.findall("source"):
            cluster[source.get("m_id", "")] = across or f"{ident}:{relation.get('r_id')}"
    for markable in root.iterfind("Markables/*"):
        anchors = [a.get("t_id") for a in markable.findall("token_anchor")]
        anchors = [anchor for anchor in anchors if anchor in tokens]
        event = str(markable.tag).startswith(("ACTION", "NEG_ACTION"))
        if anchors and event and tokens[anchors[0]][1] in checked:
            m_id = markable.get("m_id", "")
            words = tuple(tokens[anchor][0] for anchor in sorted(anchors, key=lambda a: int(a or 0)))
            yield Mention(words, cluster.get(m_id, f"{ident}:m{m_id}"))
