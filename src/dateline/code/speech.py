"""Who speaks in what they say: "we" is the speaker, who acts by speaking needs no source, and no page is its own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Sequence

from dateline.knowledge.lexicon import ReferenceWords, pronoun_form
from dateline.records import Article, DraftClaimant, DraftFiller, Evidence, Reading, SourceLink, overlap

Chain = tuple[tuple[DraftClaimant, ...], ...]


def without_repeats(links: Sequence[Sequence[DraftClaimant]], first_person: Collection[str]) -> Chain:
    """The chain with everybody once, where they stand first; of words inside other words the longer are kept.

    "It said it had documented" names one claimant, not two, nor does "Police said, police said"; "State-run media" is
    not also "run". "We" beside somebody else is the one who speaks, not a claimant of their own.
    """
    others = [[one for one in joint if not _self(one, first_person)] for joint in links]
    links = others if any(others) else links
    every = [claimant for joint in links for claimant in joint]
    told: list[DraftClaimant] = []
    out = []
    for joint in links:
        kept = []
        for claimant in joint:
            inside = any(_within(claimant, other) for other in every)
            if not inside and not any(_same(claimant, other) for other in told):
                kept.append(claimant)
                told.append(claimant)
        if kept:
            out.append(tuple(kept))
    return tuple(out)


def apart_selves(
    article: Article, reading: Reading, first_person: Collection[str]
) -> tuple[Reading, dict[int, SourceLink]]:
    """The reading without sources that are nothing but "we" or "I", and these: they stand where no speaker is found."""

    def is_self(link: SourceLink) -> bool:
        told = [reading.mentions[m] for joint in link.chain for m in joint]
        return bool(told) and all(pronoun_form(article.text[m.start : m.end]) in first_person for m in told)

    selves = {link.trigger: link for link in reading.sources if is_self(link)}
    rest = tuple(link for link in reading.sources if link.trigger not in selves)
    return dataclasses.replace(reading, sources=rest), selves


def _self(claimant: DraftClaimant, first_person: Collection[str]) -> bool:
    return claimant.evidence is not None and pronoun_form(claimant.evidence.exact) in first_person


def own_names(article: Article) -> frozenset[str]:
    """What a page calls its own outlet and the agency whose story it carries: these report, they do not vouch."""
    header = article.header
    return frozenset(_plain(name) for name in (header.outlet, header.agency) if isinstance(name, str))


def without_own(chain: Chain, own: Collection[str]) -> Chain:
    """The chain without the page's own outlet and agency: "he told Fen Radio", on Fen Radio's page, has one link."""

    def stays(claimant: DraftClaimant) -> bool:
        return claimant.evidence is None or _plain(claimant.evidence.exact) not in own

    return tuple(kept for joint in chain if (kept := tuple(filter(stays, joint))))


class Papers:
    """Tells what is written from those who speak, with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._documents = frozenset(words.documents)
        issued = "|".join(words.issued)
        self._paper = re.compile(rf"(?:[\w’'-]+ ){{0,4}}?([\w-]+)(?: (?:(?:{issued})\b(?!.* by )|in|on|at|after)\b.*)?")

    def without(self, chain: Chain) -> Chain:
        """The chain without what is written: "we" of a statement is whoever issued it, where that is said.

        A statement by somebody is theirs, and stays.
        """
        return tuple(kept for joint in chain if (kept := tuple(filter(self._stays, joint))))

    def _stays(self, claimant: DraftClaimant) -> bool:
        meant = claimant.refers_to or claimant.evidence
        paper = self._paper.fullmatch(meant.exact.lower()) if meant is not None else None
        return paper is None or paper[1] not in self._documents


def _plain(name: str) -> str:
    return " ".join(name.lower().split()).removeprefix("the ")


def as_speaker(fillers: Sequence[DraftFiller], chain: Chain, first_person: Collection[str]) -> list[DraftFiller]:
    """The fillers, with "we" and "our" standing for the one who speaks, where that is one."""
    speaker = chain[0][0] if chain and len(chain[0]) == 1 else None
    meant = (speaker.refers_to or speaker.evidence) if speaker else None
    if meant is None:
        return list(fillers)
    return [
        dataclasses.replace(filler, refers_to=meant) if pronoun_form(filler.evidence.exact) in first_person else filler
        for filler in fillers
    ]


def with_speaker(fillers: Sequence[DraftFiller], chain: Chain) -> list[DraftFiller]:
    """The fillers, with whoever says "they must leave" as its actor where nobody else is: to say it is to demand it."""
    if any(filler.role == "actor" for filler in fillers):
        return list(fillers)
    told = chain[0] if chain else ()
    return [*fillers, *(DraftFiller("actor", one.evidence, one.refers_to) for one in told if one.evidence)]


def apart(fillers: Sequence[DraftFiller], pronouns: Collection[str]) -> list[DraftFiller]:
    """The fillers, whoever acts on "them" not being them: what such a pronoun means is not known.

    "They tied them", "Rebels shelled them"; `pronouns` holds none like "themselves", who may be the same.
    """
    actors, targets = ([f for f in fillers if f.role == role] for role in ("actor", "target"))

    def kept(filler: DraftFiller) -> DraftFiller:
        if filler.refers_to is None or pronoun_form(filler.evidence.exact) not in pronouns:
            return filler
        if filler.role == "target":
            same = any(_is(filler.refers_to, one) for actor in actors for one in _meanings(actor))
        else:
            same = filler.role == "actor" and any(_is(filler.refers_to, target.evidence) for target in targets)
        return dataclasses.replace(filler, refers_to=None) if same else filler

    return [kept(filler) for filler in fillers]


def _is(one: Evidence, other: Evidence) -> bool:
    """Whether two stretches are the same words of a page, but for an article."""
    return one.end == other.end and _plain(one.exact) == _plain(other.exact)


def relays_only(fillers: Sequence[DraftFiller], chain: Chain) -> Chain:
    """The chain of a speech act without whoever makes it: an accuser needs nobody to say that they accuse.

    The annotation guide codes the speaker as the act's actor; a source is only who tells of it.
    """
    speakers = [one for filler in fillers if filler.role == "actor" for one in _meanings(filler)]
    return tuple(
        kept
        for joint in chain
        if (kept := tuple(c for c in joint if not any(overlap(one, s) for one in _meanings(c) for s in speakers)))
    )


def _meanings(one: DraftFiller | DraftClaimant) -> list[Evidence]:
    return [span for span in (one.evidence, one.refers_to) if span is not None]


def _within(one: DraftClaimant, other: DraftClaimant) -> bool:
    a, b = one.evidence, other.evidence
    if a is None or b is None or (a.start, a.end) == (b.start, b.end):
        return False
    return b.start <= a.start and a.end <= b.end


def _same(one: DraftClaimant, other: DraftClaimant) -> bool:
    if any(overlap(a, b) for a in _meanings(one) for b in _meanings(other)):
        return True
    a, b = (claimant.refers_to or claimant.evidence for claimant in (one, other))
    return a is not None and b is not None and _plain(a.exact) == _plain(b.exact)
