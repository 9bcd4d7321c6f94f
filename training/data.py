"""Annotated documents as examples for the reader: words with features, and labels as word positions.

Everything that the reader computes at run time (words, features, windows) comes from `dateline.reader.windows`; this
module adds labels. Readers: annotation files (*.dat) and PolNeAR (source, cue, content).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.code.claims import Assembler
from dateline.ids import sha256_text
from dateline.knowledge.actors import load_actors
from dateline.knowledge.files import read_bytes
from dateline.knowledge.grammar import load_grammar
from dateline.knowledge.guide import MEASURES, SCOPES, STATUSES, TYPES
from dateline.knowledge.lexicon import number_words, reference_words
from dateline.knowledge.ontology import load_ontology
from dateline.knowledge.times import feast_calendar, time_words
from dateline.reader.heads import TAGGED
from dateline.reader.rule_reader import RuleReader
from dateline.reader.tagger import Tagger
from dateline.reader.votes import lexicon_votes
from dateline.reader.windows import (
    Pieces,
    Ruled,
    Segment,
    Votes,
    Window,
    Word,
    ruled_of,
    segments_of,
    windows_of,
    words_of,
)
from dateline.records import Article, Header, LineMark, Mention, Sentence, Unresolved, When, Why
from dateline.resolve.actors import Actors
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.times import TimeGrammar, interval
from dateline.sources.dat import Document, read_all

SPANS = ("actor", "target", "place", "origin", "destination", "time", "weapon", "hedge", "count")
assert TAGGED[: len(SPANS)] == SPANS  # then source, and relay: the outer links of a source chain
Span = tuple[int, int]  # word positions in the document, half-open


@dataclass(frozen=True, slots=True)
class Event:
    """A labelled trigger: positions of its words, its type, status, and fillers as (tag, first, stop, detail)."""

    first: int
    stop: int
    type: int
    status: int
    unnamed: bool
    fillers: tuple[tuple[int, int, int, int], ...]  # tag, first, stop, measure + len(MEASURES) * scope for counts


@dataclass
class Example:
    """One document: words, segments, labels. `spans` holds word spans by the name of the head that learns them."""

    id: str
    words: list[Word]
    segments: list[Segment]
    events: list[Event] | None
    document: Document | None = None
    group: str = ""
    spans: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    ruled: tuple[Ruled, ...] = ()
    gold: list[tuple[str, int, int]] = field(default_factory=list)  # kind and offsets, where a set is scored by them


class Kit:
    """Grammars and readers that make hints, as the pipeline does."""

    def __init__(self, rules: bool = True) -> None:
        self.numbers = NumberGrammar(number_words())
        self.times = TimeGrammar(time_words(), feast_calendar())
        self.actors = Actors(load_actors())
        self.assembler = Assembler(reference_words(), load_ontology().speech_acts)
        self.rules = rule_reader() if rules else None
        self.votes = Votes(lexicon_votes(load_grammar()))

    def hints(self, article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
        """Times, quantities and known actors of every sentence."""
        out: list[Mention] = []
        for s in sentences:
            for number in self.numbers.find(article.text, s.start, s.end):
                zero = number.number.quantifier == "zero_stated"
                kind = "percent" if number.percent else "none" if zero else "quantity"
                out.append(Mention(s.index, number.start, number.end, kind, 1.0, "numbers"))
            for time in self.times.find(article.text, s.start, s.end):
                out.append(Mention(s.index, time.start, time.end, "time", 1.0, "times"))
            for name in self.actors.find(article.text, s.start, s.end):
                if name.entity.kind != "state" or name.adjective:
                    out.append(Mention(s.index, name.start, name.end, "actor", 1.0, "actors", name.entity.id))
        return out

    def words(self, article: Article, sentences: Sequence[Sentence]) -> tuple[list[list[Word]], tuple[Ruled, ...]]:
        """The words of an article with every feature, and the events of the rules."""
        hints = self.hints(article, sentences)
        try:
            rules = self.rules.read(article, sentences, hints) if self.rules is not None else None
        except ValueError:
            print("rules failed on", article.id)
            rules = None
        return words_of(article, sentences, hints, self.votes, rules), ruled_of(rules)


def rule_reader() -> RuleReader:
    """The reader by rules, as `dateline.readers` builds it."""
    return RuleReader(load_grammar(), Tagger.from_bytes(read_bytes("models", "tagger.json.gz")))


def article_of(ident: str, text: str, lines: tuple[LineMark, ...] = ()) -> Article:
    """A bare article around a text."""
    nothing = Unresolved(Why.NOT_STATED, "")
    header = Header(None, None, None, nothing, nothing, None, None, nothing)
    return Article(ident, "capture", text, sha256_text(text), "training/1", lines, header, (), ())


def sentences_of(document: Document) -> list[Sentence]:
    """The sentences of an annotated document that belong to the article."""
    kept = [s for s in document["sentences"] if s["kind"] in "st" and s["end"] > s["start"]]
    kinds = {"t": "headline", "s": "body"}
    return [Sentence(at, s["start"], s["end"], kinds[s["kind"]]) for at, s in enumerate(kept)]


def held_back(document_id: str) -> bool:
    """True for about a tenth of the corpus, by the document's id alone."""
    return int(hashlib.sha256(document_id.encode()).hexdigest()[-2:], 16) < 26


def guide_examples(paths: Sequence[Path], kit: Kit, pieces: Pieces, group: str, longest: int = 180) -> list[Example]:
    """Documents annotated by the guide."""
    documents, _ = read_all(paths)
    out = []
    for document in documents:
        article, sentences = article_of(document["id"], document["text"]), sentences_of(document)
        rows, ruled = kit.words(article, sentences)
        segments = segments_of(rows, pieces, longest)
        words = [w for row in rows for w in row]
        events = [e for e in (_event(one, words) for one in document["events"]) if e is not None]
        out.append(Example(document["id"], words, segments, events, document, group, ruled=ruled))
    return out


def _words_in(words: Sequence[Word], start: int, end: int) -> Span | None:
    inside = [at for at, w in enumerate(words) if w.start < end and start < w.end]
    return (inside[0], inside[-1] + 1) if inside else None


def _event(event: dict[str, Any], words: Sequence[Word]) -> Event | None:
    if not event.get("trigger") or event["type"] not in TYPES:
        return None
    span = _words_in(words, event["trigger"]["start"], event["trigger"]["end"])
    if span is None:
        return None
    fillers = []
    for tag, name in enumerate(TAGGED):
        for filler in _fillers(event, name):
            found = _words_in(words, filler["start"], filler["end"]) if "start" in filler else None
            if found is not None:
                detail = 0
                if name == "count":
                    detail = MEASURES.index(filler["measure"]) + len(MEASURES) * SCOPES.index(filler["scope"])
                fillers.append((tag, *found, detail))
    unnamed = any(one.get("text") == "?" for link in event.get("source", []) for one in link)
    return Event(*span, TYPES.index(event["type"]), STATUSES.index(event["status"]), unnamed, tuple(fillers))


def _fillers(event: dict[str, Any], name: str) -> list[dict[str, Any]]:
    links = event.get("source", [])
    if name == "source":
        return [one for link in links[:1] for one in link]
    if name == "relay":
        return [one for link in links[1:] for one in link]
    return list(event.get(name, []))


def public_loaders(folder: Path, part: str) -> Any:
    """The loaders module of one part of the public data."""
    spec = importlib.util.spec_from_file_location(f"loaders_{part}", folder / part / "loaders.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_events(document: Document, kit: Kit, reader: Any, hints: list[Mention] | None = None) -> dict[str, Any]:
    """What a reader finds in an annotated document's text, in the document's own shape, for `dateline.scores`."""
    article, sentences = article_of(document["id"], document["text"]), sentences_of(document)
    hints = kit.hints(article, sentences) if hints is None else hints
    reading = reader.read(article, sentences, hints)
    try:
        day = dt.date.fromisoformat(document.get("published", "-"))
    except ValueError:
        day = None
    events = []
    for draft in kit.assembler.drafts(article, sentences, reading):
        event: dict[str, Any] = {"type": draft.type, "status": draft.status, "trigger": _shown(draft.trigger, None)}
        for filler in draft.fillers:
            value = _shown(filler.evidence, filler.refers_to)
            if filler.role == "time":
                when = kit.times.when_was(
                    filler.evidence.exact,
                    day,
                    "publication" if day else "none",
                    future=draft.status in ("planned", "urged"),
                )
                if isinstance(when, When):
                    value["interval"] = interval(when)
            event.setdefault(filler.role, []).append(value)
        for count in draft.counts:
            number = kit.numbers.read(count.evidence.exact)
            shown = {**_shown(count.evidence, None), "measure": count.measure, "scope": count.scope}
            event.setdefault("count", []).append({**shown, "value": getattr(number, "value", "?")})
        if draft.chain:
            event["source"] = [
                [_shown(c.evidence, c.refers_to) if c.evidence else {"text": "?"} for c in link] for link in draft.chain
            ]
        events.append(event)
    return {"id": document["id"], "text": article.text, "events": events}


def _shown(evidence: Any, refers_to: Any) -> dict[str, Any]:
    return {
        "text": evidence.exact,
        "start": evidence.start,
        "end": evidence.end,
        "refers_to": refers_to.exact if refers_to else None,
    }


def windows_for_training(segments: Sequence[Segment], longest: int, draw: Any) -> list[Window]:
    """Windows without context that begin at a random place, so that a sentence is seen in many surroundings."""
    if not segments:
        return []
    cut = draw.randrange(min(4, len(segments)))
    size = draw.choice((longest, longest, longest // 2, longest // 3))
    return [*windows_of(segments[:cut], size, 0), *windows_of(segments[cut:], size, 0)]
