"""Short digests of a newspaper: "..., reports The Odu Star." at the end of the first sentence, or at its head.

All of such a page is the newspaper's, but for sentences in which somebody else tells of an event, and until another
newspaper is named so. Whoever claims an attack or accuses is no source of that act: the newspaper is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.knowledge.ontology import load_ontology
from dateline.records import Article, Mention, Reading, Sentence, SourceLink, overlap

_SCORE: Final = 0.7  # no reader found it
_LONGEST: Final = 20  # sentences; a longer page is a report of its own
_DAY: Final = r"(?: on [A-Z]\w+ \d{1,2}(?: \(today\))?| on [A-Z]\w+day| today| yesterday)?\s?\.?$"
_NAME: Final = r"(?:[Tt]he )?[A-Z][\w’'./-]*"


class Digests:
    """Finds their newspapers with the words it is given; `may_publish` is false for a state's, an army's name."""

    def __init__(self, words: ReferenceWords, may_publish: Callable[[str], bool]) -> None:
        self._may_publish = may_publish
        first, on = (
            rf"(?:(?<!\w)|(?=,))(?:{'|'.join(map(re.escape, some))}) "
            for some in (words.reporting, (*words.reporting, *words.reporting_on))
        )
        named = rf"(?!\w+day\b\s?\.?$)(?P<who>{_NAME}(?: {words.word_of_name})*?){_DAY}"
        self._begins = re.compile(rf"{first}$"), re.compile(first + named)
        self._goes_on = re.compile(rf"{on}$"), re.compile(on + named)
        self._behind = re.compile(rf" (?:{'|'.join(map(re.escape, words.reporting_behind))}){_DAY}")
        self._heads = re.compile(rf" (?:{'|'.join(map(re.escape, words.heading))})\b")
        self._says = re.compile(rf",?(?: \w+)? (?:{'|'.join(map(re.escape, words.saying))})\b")
        self._capital = re.compile(rf"{_NAME}(?: {words.word_of_name})*")
        self._day = re.compile(_DAY)
        self._papers, self._titles = frozenset(words.papers), frozenset(words.titles)
        self._bodies = frozenset(words.organisation_words) - self._papers
        self._acts = load_ontology().speech_acts

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with a digest's newspaper as source of its triggers that have none."""
        body = [one for one in sentences if one.kind == "body"]
        page = _Page(article.text, reading)
        speaker = self._newspaper(page, body[0], self._begins) or self._head(page, body[0]) if body[1:] else None
        if speaker is None or len(body) > _LONGEST:
            return reading
        mentions, links = list(reading.mentions), {link.trigger: link for link in reading.sources}
        places = {mention: n for n, mention in enumerate(mentions)}
        for sentence in body[1:]:
            speaker = self._newspaper(page, sentence, self._goes_on) or self._another(page, sentence) or speaker
            for n in self._untold(page, sentence):
                at = places.setdefault(speaker, len(mentions))
                if at == len(mentions):
                    mentions.append(speaker)
                links[n] = SourceLink(n, ((at,),), None, "paraphrased", _SCORE)
        return replace(reading, mentions=tuple(mentions), sources=tuple(links[n] for n in sorted(links)))

    def _untold(self, page: _Page, sentence: Sentence) -> Iterator[int]:
        """The triggers of a sentence that nobody in it tells of: not who makes the claim that is told of."""
        tellers = [*page.told[sentence.index], *(m for m in page.sources[sentence.index] if self._tells(page, m))]
        for n in page.free[sentence.index]:
            acts = page.actors[n] if page.reading.triggers[n].type in self._acts else []
            if all(any(overlap(teller, actor) for actor in acts) for teller in tellers):
                yield n

    def _tells(self, page: _Page, one: Mention) -> bool:
        """Whether a verb of saying follows, and none that is an event: "no group claimed responsibility"."""
        said = self._says.match(page.text, one.end)
        return said is not None and not any(
            begin < said.end() and one.end < end for begin, end in page.acts[one.sentence]
        )

    def _newspaper(
        self, page: _Page, sentence: Sentence, cues: tuple[re.Pattern[str], re.Pattern[str]]
    ) -> Mention | None:
        """Whose report a sentence ends with: "..., reports The Odu Star on May 5."."""
        reports, digest = cues
        for one in page.sources[sentence.index]:
            before, after = page.text[sentence.start : one.start], page.text[one.end : sentence.end]
            if reports.search(before) and self._day.match(after):
                return one if self._may_publish(page.text[one.start : one.end]) else None
        named = digest.search(page.text, sentence.start, sentence.end)
        if named is None or not self._may_publish(named["who"].rstrip(".")):
            return None
        start = named.start("who")
        end = start + len(named["who"].rstrip("."))
        told = [m for m in page.sources[sentence.index] if m.start < end and start < m.end]
        return told[0] if told else Mention(sentence.index, start, end, "source", _SCORE, "digest")

    def _head(self, page: _Page, sentence: Sentence) -> Mention | None:
        """Whose report a sentence begins with: "The Odu Star reports that ..."."""
        for one in page.sources[sentence.index]:
            name = page.text[one.start : one.end]
            body = not self._bodies.isdisjoint(name.lower().split())
            if one.start == sentence.start and self._is_name(name) and not body:
                return one if self._heads.match(page.text, one.end, sentence.end) else None
        return None

    def _another(self, page: _Page, sentence: Sentence) -> Mention | None:
        """The newspaper that takes over in a digest with its name first: "..., The Odu Star reported."."""
        for one in page.sources[sentence.index]:
            name = page.text[one.start : one.end]
            words = name.lower().removeprefix("the ").split()
            listed = len(words) == 1 or name.lower().startswith("the ") or not self._papers.isdisjoint(words)
            comma = page.text[sentence.start : one.start].rstrip().endswith(",")
            if listed and self._is_name(name) and comma and self._behind.match(page.text, one.end, sentence.end):
                return one
        return None

    def _is_name(self, name: str) -> bool:
        """True for a name in capitals that no title begins and no state, force or person has."""
        words = name.lower().removeprefix("the ").split()
        capital = self._capital.fullmatch(name) is not None and words[:1] != [] and words[0] not in self._titles
        return capital and self._may_publish(name)


class _Page:
    """A page's text, and by sentence its sources, those of them that tell of an event, and the triggers without one."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.reading = text, reading
        self.sources: dict[int, list[Mention]] = defaultdict(list)
        self.told: dict[int, list[Mention]] = defaultdict(list)
        self.free: dict[int, list[int]] = defaultdict(list)
        self.actors: dict[int, list[Mention]] = defaultdict(list)  # by trigger
        self.acts: dict[int, list[tuple[int, int]]] = defaultdict(list)  # where the triggers stand
        for mention in reading.mentions:
            if mention.kind == "source":
                self.sources[mention.sentence].append(mention)
        for link in reading.sources:
            for mention in (reading.mentions[m] for joint in link.chain for m in joint):
                self.told[mention.sentence].append(mention)
        sourced = {link.trigger for link in reading.sources}
        for n, trigger in enumerate(reading.triggers):
            self.acts[trigger.sentence].append((trigger.start, trigger.end))
            if n not in sourced:
                self.free[trigger.sentence].append(n)
        for role in reading.roles:
            if role.role == "actor":
                self.actors[role.trigger].append(reading.mentions[role.mention])
