"""A reading to drafts of claims: fillers with referents, counts, and the chain of who vouches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from dateline.code.coreference import Coreference
from dateline.code.given import befell_nobody, given
from dateline.code.repeats import doubted, refers_back, told_once
from dateline.code.sources import Sources
from dateline.code.speech import (
    Chain,
    Papers,
    apart,
    as_speaker,
    own_names,
    relays_only,
    with_speaker,
    without_own,
    without_repeats,
)
from dateline.knowledge.lexicon import ReferenceWords, given_words, number_words
from dateline.records import (
    Article,
    CountLink,
    Draft,
    DraftClaimant,
    DraftCount,
    DraftFiller,
    Evidence,
    Mention,
    Reading,
    RoleLink,
    Sentence,
    SourceLink,
    Trigger,
)


class Assembler:
    """Makes drafts of claims with the words it is given; `speech_acts` are the types whose actor speaks.

    `known` gives the kind of an entity that a name is, where a book holds it.
    """

    def __init__(
        self, words: ReferenceWords, speech_acts: Collection[str], known: Callable[[str], str | None] | None = None
    ) -> None:
        self.speech_acts = speech_acts
        self.coreference = Coreference(words, known)
        self.sources = Sources(words, self.coreference.kinds)
        self.doubts, self.anonymous = tuple(words.doubts), frozenset(words.anonymous)
        self.first_person, self.papers = frozenset(words.first_person), Papers(words)
        self.helpless, self.given = words.helpless, given_words()
        self.part, self.more = number_words().part, number_words().additional
        pronouns = {member for members in words.pronouns.values() for member in members}
        self.acted_on = frozenset(pronouns - set(words.reflexive))
        self.demanding = re.compile(rf"(?:{'|'.join(map(re.escape, words.demanding))})\b", re.IGNORECASE)
        both = "|".join(map(re.escape, words.killed_and_wounded))
        self.both = re.compile(rf"\b(?:{both})\b(?! [\w-]+s\b| people\b| men\b)", re.IGNORECASE)

    def drafts(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> tuple[Draft, ...]:
        """Every trigger of the reading as a draft, in text order."""
        return _Assembly(self, article, sentences, reading).drafts()


class _Assembly:
    def __init__(self, assembler: Assembler, article: Article, sentences: Sequence[Sentence], reading: Reading) -> None:
        reading, quotes = assembler.sources.attributed(article, sentences, reading)
        self.assembler, self.article, self.sentences, self.reading = assembler, article, sentences, reading
        self.referents = assembler.coreference.referents(article, sentences, reading.mentions, quotes)
        self.roles: dict[int, list[RoleLink]] = defaultdict(list)
        self.counts: dict[int, list[CountLink]] = defaultdict(list)
        for role in reading.roles:
            self.roles[role.trigger].append(role)
        for count in reading.counts:
            self.counts[count.trigger].append(count)
        self.sources = {link.trigger: link for link in reading.sources}
        self.relayed: dict[tuple[int, int], tuple[tuple[int, ...], ...]] = {}  # whom a claimant told, by its place
        for link in self.sources.values():
            if len(link.chain) > 1 and len(link.chain[0]) == 1:
                teller = reading.mentions[link.chain[0][0]]
                self.relayed.setdefault((teller.start, teller.end), link.chain[1:])
        self.evidences: dict[int, Evidence] = {}  # of mentions
        self.own_names = own_names(article)
        self.doubts = doubted(article, sentences, reading.triggers, assembler.doubts)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts in text order, one for each happening of a sentence, without those that only refer back."""
        order = sorted(range(len(self.reading.triggers)), key=lambda i: self.reading.triggers[i].start)
        out: list[Draft] = []
        for draft in told_once(self.article, (self._draft(i) for i in order)):
            if not refers_back(self.article, draft, out):
                out.append(draft)
        return tuple(out)

    def _draft(self, at: int) -> Draft:
        trigger = self.reading.triggers[at]
        sentence = self.sentences[trigger.sentence]
        source = self.sources.get(at)
        chain = without_own(self._chain(source), self.own_names) if source else ()
        source = source if chain else None
        real = given(self.article, sentence, trigger, self.assembler.given)
        own = self._fillers(at, sentence, real)
        by = self.assembler.papers.without(chain)
        fillers, spoken = (as_speaker(own, one, self.assembler.first_person) for one in (by, chain))
        if trigger.type == "demand" and self.assembler.demanding.match(self.article.text, trigger.start):
            fillers, spoken = (with_speaker(some, by) for some in (fillers, spoken))
        if trigger.type in self.assembler.speech_acts and (relayed := relays_only(spoken, chain)) != chain:
            chain, source = relayed, source if relayed else None
        if at in self.doubts and not any(filler.role == "hedge" for filler in fillers):
            fillers.append(DraftFiller("hedge", self.article.evidence(*self.doubts[at]), None))
        return Draft(
            sentence=sentence.index,
            sentence_evidence=self.article.evidence(sentence.start, sentence.end),
            type="evacuation" if trigger.type == "deployment" and self._helpless(fillers) else trigger.type,
            status=self._status(trigger, sentence, real),
            trigger=self.article.evidence(trigger.start, trigger.end),
            fillers=tuple(dict.fromkeys(fillers)),
            counts=tuple(self._count(link) for link in self.counts[at]),
            chain=chain,
            manner=source.manner if source else "own-voice",
            cue=self._evidence(source.cue) if source and source.cue is not None else None,
            topic=trigger.topic,
            confidence=round(min([trigger.score, *(r.score for r in self.roles[at])]), 3),
            found_by=f"{self.reading.reader}:{trigger.found_by}",
        )

    def _status(self, trigger: Trigger, sentence: Sentence, real: int | None) -> str:
        if trigger.status == "actual" and befell_nobody(self.article, sentence, trigger, self.assembler.given):
            return "denied"
        return trigger.status if real is None else "actual"

    def _helpless(self, fillers: Sequence[DraftFiller]) -> bool:
        """ "Flew eleven wounded soldiers to the coast" deploys nobody."""
        words = (word for f in fillers if f.role == "target" for word in f.evidence.exact.lower().split())
        return not self.assembler.helpless.isdisjoint(words)

    def _evidence(self, at: int) -> Evidence:
        """The words of a mention."""
        known = self.evidences.get(at)
        if known is None:
            mention = self.reading.mentions[at]
            known = self.evidences[at] = self.article.evidence(mention.start, mention.end)
        return known

    def _fillers(self, at: int, sentence: Sentence, real: int | None) -> list[DraftFiller]:
        """The trigger's fillers; whoever is to look into an event that is taken for granted did not do it."""
        fillers = apart([self._filler(link) for link in self.roles[at]], self.assembler.acted_on)
        if real is None:
            return fillers
        outside = range(sentence.start, real)
        return [f for f in fillers if f.role != "actor" or f.evidence.start not in outside]

    def _filler(self, link: RoleLink) -> DraftFiller:
        return DraftFiller(link.role, self._evidence(link.mention), self.referents.get(link.mention))

    def _count(self, link: CountLink) -> DraftCount:
        mention = self.reading.mentions[link.mention]
        before = self.article.text[max(0, mention.start - 24) : mention.start].lower().rstrip()
        words = self.article.text[mention.start : mention.end].lower()
        return DraftCount(
            measure="casualties" if self._is_of_both(link, mention) else link.measure,
            scope=link.scope,
            evidence=self._evidence(link.mention),
            whose=link.whose,
            part_of=before.endswith(self.assembler.part),
            additional=before.endswith(self.assembler.more) or self._adds(words),
        )

    def _adds(self, words: str) -> bool:
        """ "Another five", "six more people", but not "more than 20"."""
        plain = f" {words} ".replace(" more than ", " ")
        return plain.strip().startswith(self.assembler.more) or " more " in plain

    def _is_of_both(self, link: CountLink, mention: Mention) -> bool:
        """ "Dozens were killed and wounded": one figure for the dead and the wounded, of which nobody says how many."""
        if link.measure not in ("killed", "wounded") or len(self.counts[link.trigger]) > 1:
            return False
        return (
            self.assembler.both.search(self.article.text, mention.end, self.sentences[mention.sentence].end) is not None
        )

    def _relays(self, source: SourceLink) -> tuple[tuple[int, ...], ...]:
        """Whom "the source" told when it was first named; of people with a name nobody knows that they did so again."""
        inner = source.chain[0] if len(source.chain) == 1 else ()
        meant = self.referents.get(inner[0]) if len(inner) == 1 else None
        if meant is None or self._evidence(inner[0]).exact.split()[-1] not in self.assembler.anonymous:
            return ()
        return self.relayed.get((meant.start, meant.end), ())

    def _chain(self, source: SourceLink) -> Chain:
        told = (*source.chain, *self._relays(source))
        links = without_repeats([[self._claimant(m) for m in joint] for joint in told], self.assembler.first_person)
        return links or ((DraftClaimant(None, None),),)

    def _claimant(self, at: int) -> DraftClaimant:
        return DraftClaimant(self._evidence(at), self.referents.get(at))
