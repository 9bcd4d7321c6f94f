"""Counts as their own words state them: "five dead" counts the dead, "two shot, one died" counts one.

A reader binds numbers to events and says what they count. Where the words that touch a number say it themselves, they
decide. A single victim counts one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from dateline.knowledge.files import alternatives
from dateline.records import ActorRef, Count, Draft, DraftCount, Evidence, Filler, Number, overlap
from dateline.resolve.counts_deeds import Deeds
from dateline.resolve.counts_named import Named
from dateline.resolve.counts_none import Uncounted
from dateline.resolve.counts_parts import Parts
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.numbers_said import SaidNumbers
from dateline.resolve.numbers_values import FoundNumber

_HARMS = frozenset(("killed", "wounded", "casualties"))
_LETHAL = frozenset(("killing", "assassination", "execution"))
_GROUPS = frozenset(
    "state government military police militia rebel-group political international monitor agency outlet ngo".split()
)
_VIOLENT = _LETHAL | frozenset(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack clash attack riot crackdown toll".split()
)
_APART = re.compile(r"[;:,–—-]\s*(?:at least\s+)?$|[;:.]\s")  # a number begins anew behind it
_TWO = 2
_OTHERS = 30  # characters behind a word in which a number follows it at once
_NAME_WORDS = 4  # a person's name is no longer than this


class Counting:
    """Settles counts with a grammar of numbers."""

    def __init__(self, grammar: NumberGrammar) -> None:
        self._grammar, self._numbers = grammar, SaidNumbers(grammar)
        words = grammar.words
        table = {word: measure for measure, members in words.outcomes.items() for word in members}
        verbs = {word: measure for measure, members in words.harming.items() for word in members}
        self._measures: Mapping[str, str] = {**table, **verbs}
        every, before = alternatives(table), alternatives([*table, *verbs])
        helpers = rf"(?:(?:{alternatives([*words.passive, *words.before_outcomes])})\s+)*"
        self._after = re.compile(rf"\s+{helpers}(?P<word>{every})\b", re.I)
        self._within = re.compile(rf"\b(?P<word>{every})\b", re.I)
        self._before = re.compile(rf"\b(?P<word>{before})\s+$", re.I)
        ends = alternatives([*words.ends_counted, *words.possessives])
        self._phrase = re.compile(rf"(?:\s+(?!(?:{ends})\b)[\w’'-]+){{0,3}}?\s+{helpers}(?P<word>{every})\b", re.I)
        self._passive = re.compile(rf"\b(?:{alternatives(words.passive)})\b", re.I)
        self._single = re.compile(rf"(?:an?|one)\s+(?!(?:{alternatives(words.no_single)})\b)\S", re.I)
        self._pronouns = words.one_person
        self._parts = Parts(words)
        self._none = Uncounted(words)
        self._named = Named(words)
        self._deeds = Deeds(grammar, self._measures)
        self._more = re.compile(r"\s+(?:more|others)\b", re.I)

    def settled(self, draft: Draft, text: str, fillers: Sequence[Filler], total: bool) -> tuple[Count, ...]:
        """The counts of a draft. `total`: its time is so long that they are totals over many events; one is none."""
        if not draft.counts:
            return tuple(self._victim(draft, fillers, []))
        speakers = [c.evidence for link in draft.chain for c in link if c.evidence is not None]
        counted = [c for c in draft.counts if not self._none.drafted(c, speakers, text)]
        counted = self._named.without(counted, text)
        said = {c.evidence: self._told(draft, c, text) for c in counted}
        deaths = [e for e, measure in said.items() if measure == "killed"]
        listed = draft.type == "toll" or sum((said[c.evidence] or c.measure) == "killed" for c in counted) > _TWO
        parts = self._parts.among(counted, said, text)
        out = []
        for count in counted:
            own, is_part = said[count.evidence], count.part_of or count.evidence in parts
            measure = own or count.measure
            apart = measure == "killed" and deaths and own is None and not is_part and not listed
            if apart and all(_told_apart(text, count.evidence, dead) for dead in deaths):
                measure = "casualties"  # "two shot, one dies": the two are not the dead
            number = self._numbers.read(count.evidence.exact, measure, count.scope)
            one = isinstance(number, Number) and number.low == number.high == 1
            out.append(
                Count(
                    measure=measure if {measure, count.measure} <= _HARMS or own else count.measure,
                    number=number,
                    scope="cumulative" if total and not one else count.scope,
                    evidence=self._none.trimmed(count.evidence),
                    group_as_stated=count.whose,
                    part_of=is_part,
                    additional=count.additional or self._more.match(text, count.evidence.end) is not None,
                )
            )
        out = [count for count in out if not self._none.settled(count)]
        if not any(count.measure in ("killed", "casualties") for count in out):
            out += self._victim(draft, fillers, [count.evidence for count in out])
        return _each_once(out)

    def bound(self, drafts: Sequence[Draft], text: str) -> tuple[Draft, ...]:
        """The drafts with the stated dead and wounded of their sentence that none of them holds.

        "Armed men attacked a bar, leaving four dead": the nearest violent event that happened takes the number.
        """
        extra: dict[int, list[DraftCount]] = {}
        sentences: dict[int, list[int]] = {}
        for at, draft in enumerate(drafts):
            sentences.setdefault(draft.sentence, []).append(at)
        for places in sentences.values():
            sentence = drafts[places[-1]].sentence_evidence
            taken = [c.evidence for at in places for c in drafts[at].counts]
            taken += [f.evidence for at in places for f in drafts[at].fillers if f.role == "time"]
            hosts = [at for at in places if drafts[at].type in _VIOLENT and drafts[at].status == "actual"]
            for found in self._grammar.find(text, sentence.start, sentence.end) if hosts else ():
                taken_already = any(found.start < e.end and e.start < found.end for e in taken)
                stated = None if taken_already or found.percent else self._stated(text, found, sentence)
                if stated is None:
                    continue
                measure, evidence = stated
                host = min(hosts, key=lambda at: (abs(drafts[at].trigger.start - found.start), at))
                count = DraftCount(measure, "incident", evidence, None, found.part_of, found.additional)
                extra.setdefault(host, []).append(count)
        return tuple(
            dataclasses.replace(d, counts=(*d.counts, *extra[at])) if at in extra else d for at, d in enumerate(drafts)
        )

    def _stated(self, text: str, found: FoundNumber, sentence: Evidence) -> tuple[str, Evidence] | None:
        """What a number of a sentence plainly counts, with its words: killed or wounded; None for all else."""
        if found.number.quantifier in ("zero_stated", "vague"):
            return None
        before = self._before.search(text, max(sentence.start, found.start - 16), found.start)
        behind = self._phrase.match(text, found.end, sentence.end)
        match, stop = (before, found.end) if before else (behind, behind.start("word") if behind else found.end)
        measure = self._deeds.measure(text, match, found.end) if match else ""
        if measure not in _HARMS:
            return None
        exact = text[found.start : stop].rstrip()
        return measure, Evidence(sentence.article_id, found.start, found.start + len(exact), exact)

    def _told(self, draft: Draft, count: DraftCount, text: str) -> str | None:
        """The measure that the words beside a number say, where they may overrule the reader.

        Not in "freed 45 wounded soldiers", a release; but nobody arrests "two murdered men".
        """
        if count.measure in _HARMS or draft.type in _VIOLENT:
            own = self._said(text, count.evidence)
            return None if own not in _HARMS and draft.type in _LETHAL else own  # the killed are not the detained
        within = self._within.search(count.evidence.exact)
        return "killed" if within and self._measures[within["word"].lower()] == "killed" else None

    def _said(self, text: str, evidence: Evidence) -> str | None:
        """The measure that the words within, behind or before a counted phrase say; None where they say none."""
        behind = self._after.match(text, evidence.end)
        before = self._before.search(text, max(0, evidence.start - 16), evidence.start)
        if behind and (self._counts_others(text, evidence.end, behind) or self._deeds.other(text, evidence, behind)):
            behind = None
        found = self._within.search(text, evidence.start, evidence.end) or behind or before
        return self._deeds.measure(text, found, evidence.end) if found else None

    def _counts_others(self, text: str, start: int, behind: re.Match[str]) -> bool:
        """True for "took 40 girls, killed three guards" without its comma: who was killed is counted behind the word.

        "12 killed 30 wounded" is no such case: the number behind has a word of its own.
        """
        if not behind["word"].lower().endswith("ed") or self._passive.search(text, start, behind.start("word")):
            return False
        line = text.find("\n", behind.end())
        stop = min(len(text) if line < 0 else line, behind.end() + _OTHERS)
        others = next(iter(self._grammar.find(text, behind.end(), stop)), None)
        close = others is not None and not text[behind.end() : others.start].strip()
        return close and others is not None and self._phrase.match(text, others.end) is None

    def _victim(self, draft: Draft, fillers: Sequence[Filler], counted: Sequence[Evidence]) -> list[Count]:
        """One, where the target of a killing that happened is one person, those counted already apart."""
        targets = [f for f in fillers if f.role == "target" and not any(overlap(f.evidence, e) for e in counted)]
        if draft.type not in _LETHAL or draft.status != "actual" or len(targets) != 1 or not self._is_one(targets[0]):
            return []
        evidence = (targets[0].refers_to or targets[0].evidence) if _has_name(targets[0]) else targets[0].evidence
        reason = f"{evidence.exact!r} is one person"
        number = Number(1, 1, 1, "exact", None, "1", (reason,))
        return [Count("killed", number, "incident", evidence, None, False, False)]

    def _is_one(self, filler: Filler) -> bool:
        """True for a person's name, a pronoun of one person, and "a villager"; not for "People" or "They"."""
        words = filler.evidence.exact
        if words.lower() in self._pronouns or self._single.match(words):
            return True
        group = (
            isinstance(filler.actor, ActorRef) and filler.actor.kind in _GROUPS and filler.actor.basis != "described"
        )
        several = self._grammar.ones.is_several(words.split()[-1].lower())
        return _is_name(words) and not group and not several


def _told_apart(text: str, one: Evidence, other: Evidence) -> bool:
    """True for "two shot; one dies", False for "45 rebels and 43 soldiers were killed": killed is said of both."""
    first, second = sorted((one, other), key=lambda e: e.start)
    return _APART.search(text[first.end : second.start]) is not None


def _has_name(filler: Filler) -> bool:
    return filler.refers_to is not None and _is_name(filler.refers_to.exact)


def _each_once(counts: Sequence[Count]) -> tuple[Count, ...]:
    """The counts without those of a person counted more fully, or before: "Tesk" beside "Joram Tesk"."""
    named = {n: count.evidence.exact for n, count in enumerate(counts) if _is_one_name(count)}

    def again(n: int) -> bool:
        same = {m: name for m, name in named.items() if m != n and counts[m].measure == counts[n].measure}
        return any(name.endswith(f" {named[n]}") or (m < n and name == named[n]) for m, name in same.items())

    return tuple(count for n, count in enumerate(counts) if n not in named or not again(n))


def _is_one_name(count: Count) -> bool:
    return isinstance(count.number, Number) and count.number.point == 1 and _is_name(count.evidence.exact)


def _is_name(words: str) -> bool:
    """Two to four capitalised words, or one that is no acronym."""
    parts = words.split()
    capital = all(part[:1].isupper() and not part.isupper() for part in parts)
    return capital and 1 <= len(parts) <= _NAME_WORDS and not words.endswith("s")
