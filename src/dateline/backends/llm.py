"""A reader that asks a language model for claims as quotations, and believes nothing that is not in the page.

A quotation is refused where its exact characters do not stand in the passage, or stand there twice equally near. A
claim falls with its trigger, its source or its hedge (without those it would say more than the page); any other part
falls alone. What was left out is counted in the reading's marks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.backends.answers import BadAnswer, SaidClaim, SaidCount, read_answer, schema
from dateline.backends.chat import Chat, EndpointError
from dateline.backends.quotations import Located, Locator
from dateline.code.quotes import Quoted, quotations
from dateline.errors import DatelineError, InputError
from dateline.knowledge.guide import SCOPES, STATUSES
from dateline.protocols import Reader
from dateline.records import (
    Article,
    CountLink,
    Mention,
    Quality,
    Reading,
    RoleLink,
    Sentence,
    SourceLink,
    Trigger,
)

SCORE = 0.5  # a model that says nothing of its sureness is given none
_FOUND_BY = "llm"
_OUTSIDE, _ONTOLOGY, _SHAPE, _TWICE = "outside the passage", "not in the ontology", "wrong shape", "told twice"
_GIVE_UP = 5  # pages in a row that the endpoint failed


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the ontology allows a type: its roles and its measures."""

    roles: frozenset[str]
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: the instructions, the names allowed, the size of a passage, and who reads where no answer comes."""

    instructions: str
    allowed: Mapping[str, Allowed]
    passage: int = 4_000  # characters
    context: int = 2  # sentences before it, shown but not asked about
    fallback: Reader | None = None


class _Refused(Exception):
    """Part of a claim that is not believed, and why."""


class LlmReader:
    """Reads by asking an endpoint, passage by passage, one question at a time."""

    def __init__(self, chat: Chat, asking: Asking) -> None:
        self.name = f"llm/1:{chat.endpoint.model}"
        self._chat, self._asking, self._schema = chat, asking, schema()
        self._failed = 0

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """Every claim whose quotations stand in the text. Raises InputError where no usable answer comes.

        With a fallback, that reader codes such a page instead, under its own name. After five pages in a row that the
        endpoint failed there is no more asking: DatelineError without a fallback.
        """
        fallback = self._asking.fallback
        if self._failed >= _GIVE_UP and fallback is not None:
            return fallback.read(article, sentences, hints)
        try:
            out = self._read(article, sentences)
            self._failed = 0
            return out
        except EndpointError as problem:
            self._failed = self._failed + 1 if problem.down else 0
            what = problem.what
        except BadAnswer as problem:
            self._failed, what = 0, str(problem)
        if fallback is not None:
            return fallback.read(article, sentences, hints)
        if self._failed >= _GIVE_UP:
            raise DatelineError(f"{what}, for {_GIVE_UP} pages in a row; what was done so far is kept: run it again")
        raise InputError(article.id, f"not read: {what}")

    def _read(self, article: Article, sentences: Sequence[Sentence]) -> Reading:
        got = _Got(article, quotations(article, sentences))
        for context, passage in passages(sentences, self._asking.passage, self._asking.context):
            shown = [*context, *passage]
            text = self._chat.ask(self._messages(article, context, passage), self._schema, read_answer)
            locator = Locator(article, shown)
            for said in read_answer(text):
                try:
                    believed = self._believed(said, locator, {s.index for s in passage}, got)
                except _Refused as refused:
                    got.refused[f"claim {refused}"] += 1
                    continue
                if said is not None:
                    got.add(said, believed)
        return got.reading(self.name)

    def _messages(
        self, article: Article, context: Sequence[Sentence], passage: Sequence[Sentence]
    ) -> list[dict[str, str]]:
        """The instructions, and apart from them the passage as JSON: text to read, never anything to obey."""

        def numbered(some: Sequence[Sentence]) -> list[dict[str, object]]:
            return [{"number": s.index, "text": article.text[s.start : s.end]} for s in some]

        data = {"before": numbered(context), "sentences": numbered(passage)}
        return [
            {"role": "system", "content": self._asking.instructions},
            {"role": "user", "content": json.dumps(data, ensure_ascii=True)},
        ]

    def _believed(self, said: SaidClaim | None, locator: Locator, asked: set[int], got: _Got) -> _Believed:
        """A claim's parts as found in the text; raises _Refused where the claim as a whole is not to be believed."""
        if said is None:
            raise _Refused(_SHAPE)
        allowed = self._asking.allowed.get(said.type)
        if allowed is None or said.status not in STATUSES:
            raise _Refused(_ONTOLOGY)
        if said.sentence not in asked:
            raise _Refused(_OUTSIDE)
        trigger = _must(locator.find(said.trigger, said.sentence))
        if trigger.sentence not in asked:
            raise _Refused(_OUTSIDE)
        if any((t.type, t.start, t.end) == (said.type, trigger.start, trigger.end) for t in got.triggers):
            raise _Refused(_TWICE)
        home = trigger.sentence
        chain = [[_must(locator.find(q, home)) for q in joint] for joint in said.sources if joint]
        fillers = [("hedge", _must(locator.find(f.words, home))) for f in said.fillers if f.role == "hedge"]
        for filler in said.fillers:
            where = locator.find(filler.words, home) if filler.role in allowed.roles else _ONTOLOGY
            if filler.role != "hedge" and (found := got.part("filler", where)) is not None:
                fillers.append((filler.role, found))
        counts = []
        for count in said.counts:
            known = count.measure in allowed.measures and count.scope in SCOPES
            found = got.part("count", locator.find(count.words, home) if known else _ONTOLOGY)
            group = got.part("group", locator.find(count.group, home)) if count.group is not None else None
            if found is not None:
                counts.append((count, found, group))
        topic = got.part("topic", locator.find(said.topic, home)) if said.topic is not None else None
        return _Believed(trigger, fillers, counts, chain, topic)


def _must(where: Located | str) -> Located:
    if isinstance(where, str):
        raise _Refused(where)
    return where


@dataclass(frozen=True, slots=True)
class _Believed:
    """The places of a claim's quotations."""

    trigger: Located
    fillers: Sequence[tuple[str, Located]]
    counts: Sequence[tuple[SaidCount, Located, Located | None]]
    chain: Sequence[Sequence[Located]]
    topic: Located | None


def passages(
    sentences: Sequence[Sentence], longest: int, before: int
) -> Iterator[tuple[Sequence[Sentence], Sequence[Sentence]]]:
    """Runs of whole sentences of at most `longest` characters (or one longer one), each with those before it."""
    first = 0
    while first < len(sentences):
        stop = first + 1
        while stop < len(sentences) and sentences[stop].end - sentences[first].start <= longest:
            stop += 1
        yield sentences[max(0, first - before) : first], sentences[first:stop]
        first = stop


@dataclass
class _Got:
    """What was believed so far, and how much was not."""

    article: Article
    quoted: Sequence[Quoted]
    mentions: dict[tuple[Located, str], int] = field(default_factory=dict)
    triggers: list[Trigger] = field(default_factory=list)
    roles: list[RoleLink] = field(default_factory=list)
    counts: list[CountLink] = field(default_factory=list)
    sources: list[SourceLink] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def part(self, what: str, where: Located | str) -> Located | None:
        """A part's place, or None and one more refusal."""
        if isinstance(where, str):
            self.refused[f"{what} {where}"] += 1
            return None
        return where

    def add(self, said: SaidClaim, found: _Believed) -> None:
        """A claim whose parts were found."""
        at, trigger = len(self.triggers), found.trigger
        span = (trigger.sentence, trigger.start, trigger.end)
        topic = self._words(found.topic)
        self.triggers.append(Trigger(*span, said.type, said.status, SCORE, _FOUND_BY, topic))
        for role, place in dict.fromkeys(found.fillers):
            self.roles.append(RoleLink(at, self._mention(place, role), role, SCORE))
        for count, place, group in found.counts:
            mention = self._mention(place, "quantity")
            self.counts.append(CountLink(at, mention, count.measure, count.scope, self._words(group), SCORE))
        if found.chain or said.source_unnamed:
            links = tuple(tuple(dict.fromkeys(self._mention(p, "source") for p in joint)) for joint in found.chain)
            inside = any(q.start <= trigger.start and trigger.end <= q.end for q in self.quoted)
            manner = "unattributed" if not links else "quoted" if inside else "paraphrased"
            self.sources.append(SourceLink(at, links, None, manner, SCORE))

    def _words(self, place: Located | None) -> str | None:
        return None if place is None else self.article.text[place.start : place.end]

    def _mention(self, place: Located, kind: str) -> int:
        return self.mentions.setdefault((place, kind), len(self.mentions))

    def reading(self, name: str) -> Reading:
        """All of it, in text order, with a mark that counts what was left out."""
        order = sorted(range(len(self.triggers)), key=lambda i: (self.triggers[i].start, self.triggers[i].end, i))
        new = {old: at for at, old in enumerate(order)}
        left_out = ", ".join(f"{n} {why}" for why, n in sorted(self.refused.items()))
        return Reading(
            name,
            tuple(Mention(p.sentence, p.start, p.end, kind, SCORE, _FOUND_BY) for p, kind in self.mentions),
            tuple(self.triggers[i] for i in order),
            tuple(sorted((replace(r, trigger=new[r.trigger]) for r in self.roles), key=lambda r: r.trigger)),
            tuple(sorted((replace(c, trigger=new[c.trigger]) for c in self.counts), key=lambda c: c.trigger)),
            tuple(sorted((replace(s, trigger=new[s.trigger]) for s in self.sources), key=lambda s: s.trigger)),
            (Quality("left-out", f"of what the model told: {left_out}"),) if left_out else (),
        )
