"""Which words name an event, and of which type: the rules of `knowledge/data/grammars`, applied to one sentence."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.grammar import Grammar, Rule
from dateline.knowledge.parsing_words import parsing_words
from dateline.reader.chunks import Frame, Noun, Parse, Verb
from dateline.reader.frames import frame
from dateline.reader.words import Classes, irregular_forms, noun_lemmas, verb_lemmas

Phrases = tuple[tuple[tuple[str, ...], Rule], ...]
_NO_PHRASES: tuple[Phrases, Phrases] = ((), ())
_NAMING = frozenset(("NN", "NNS", "NNP", "JJ", "VBG", "VBN", "VB", "VBZ", "VBP", "VBD"))
#: how much a rule may rest on words that stand apart from the trigger
_GAP = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger: token positions, the rule, and the verb's frame where it is a verb."""

    first: int
    stop: int
    rule: Rule
    verb: Verb | None
    frame: Frame | None
    weight: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the caller knows of the sentence's tokens: the kind of hint that covers them."""

    known: Mapping[int, str]


class TriggerRules:
    """The rules, indexed by the first word of each phrase."""

    def __init__(self, grammar: Grammar, least: float = 0.5) -> None:
        self.classes = Classes(grammar.classes)
        self.irregular = irregular_forms(grammar.forms)
        self._verbs: dict[str, list[tuple[tuple[str, ...], Rule]]] = defaultdict(list)
        self._nouns: dict[str, list[tuple[tuple[str, ...], Rule]]] = defaultdict(list)
        for rule in grammar.rules:
            if rule.score < least:
                continue
            for phrase in rule.verbs:
                words = tuple(phrase.replace("-", " - ").split())
                self._verbs[words[0]].append((words, rule))
            for phrase in rule.nouns:
                words = tuple(phrase.replace("-", " - ").split())
                self._nouns[words[0]].append((words, rule))
        self._of_form = functools.lru_cache(maxsize=20_000)(self._phrases)

    def _phrases(self, form: str) -> tuple[Phrases, Phrases]:
        """The rules' phrases that a word may begin as a verb, and those that it may begin as a noun."""
        verbs = [one for lemma in verb_lemmas(form, self.irregular) for one in self._verbs.get(lemma, ())]
        return tuple(verbs), tuple(one for lemma in noun_lemmas(form) for one in self._nouns.get(lemma, ()))

    def may_name(self, low: Iterable[str]) -> bool:
        """False where no word of a sentence can begin a trigger."""
        return any(phrases != _NO_PHRASES for phrases in map(self._of_form, low))

    def find(self, parse: Parse, around: Surroundings) -> list[Found]:
        """The triggers of one sentence in text order; where several rules fit, the most specific one."""
        verbs = [(verb, self._of_form(parse.low[verb.head])[0]) for verb in parse.verbs]
        nouns = [(at, self._of_form(word)[1]) for at, word in enumerate(parse.low)]
        found = [f for verb, phrases in verbs if phrases for f in self._of_verb(parse, verb, phrases, around)]
        found += [f for at, phrases in nouns if phrases for f in self._of_noun(parse, at, phrases, around)]
        found.sort(key=lambda f: (-f.weight, f.first, -(f.stop - f.first), f.rule.id))
        taken: set[int] = set()
        out: list[Found] = []
        for one in found:
            cover = set(range(one.first, one.stop))
            if not cover & taken:
                taken |= cover
                out.append(one)
        return sorted(out, key=lambda f: f.first)

    def _of_verb(self, parse: Parse, verb: Verb, phrases: Phrases, around: Surroundings) -> list[Found]:
        out = []
        for words, rule in phrases:
            stop = _rest(parse, verb, words)
            if stop is None or not self._fits(parse, verb, rule, around):
                continue
            asked = bool(rule.subject) + bool(rule.object) + bool(rule.needs) + rule.bare
            weight = rule.score + len(words) + 0.6 * asked
            out.append(Found(verb.head, stop, rule, verb, frame(parse, verb), weight))
        return out

    def _of_noun(self, parse: Parse, at: int, phrases: Phrases, around: Surroundings) -> list[Found]:
        out: list[Found] = []
        if parse.tags[at] == "NNP" and self.classes.is_time(parse.low[at]):
            return out  # March, May
        if parse.tags[at] not in _NAMING:
            return out
        for words, rule in phrases:
            stop = _noun_phrase(parse, at, words)
            if stop is None or not self._noun_fits(parse, at, stop, rule):
                continue
            weight = rule.score + len(words) + 0.3 * bool(rule.needs) - (0.5 if around.known.get(at) == "actor" else 0)
            out.append(Found(at, stop, rule, None, None, weight))
        return out

    def _fits(self, parse: Parse, verb: Verb, rule: Rule, around: Surroundings) -> bool:
        if rule.passive is not None and rule.passive != verb.passive:
            return False
        roles = frame(parse, verb)
        if rule.bare and roles.subject:
            return False
        if rule.subject and not self._any(parse, roles.subject, rule.subject, around):
            return False
        if rule.object and not self._any(parse, roles.object, rule.object, around):
            return False
        if rule.not_object and self._any(parse, roles.object[:1], rule.not_object, around):
            return False
        return not rule.needs or _near(parse, verb.head, rule.needs)

    def _any(self, parse: Parse, nouns: Sequence[Noun], wanted: Sequence[str], around: Surroundings) -> bool:
        for noun in nouns:
            have = self.classes.of(parse, noun, around.known) | self._counted(parse, noun, around)
            if have & set(wanted) or ("agreement" in wanted and parse.low[noun.head] in parsing_words().agreements):
                return True
            if "plot" in wanted and parse.low[noun.head] in parsing_words().plots:
                return True
        return False

    def _counted(self, parse: Parse, noun: Noun, around: Surroundings) -> frozenset[str]:
        """ "dozens of villages" are villages."""
        if parse.low[noun.head] not in parsing_words().amounts or parse.low[noun.stop : noun.stop + 1] != ("of",):
            return frozenset()
        of = parse.noun_at(noun.stop + 1) if noun.stop + 1 < len(parse.low) else None
        return self.classes.of(parse, of, around.known) if of is not None else frozenset()

    def _noun_fits(self, parse: Parse, at: int, stop: int, rule: Rule) -> bool:
        low = parse.low
        verbal = parse.tags[stop - 1] in ("VB", "VBZ", "VBP", "VBD", "VBN")
        if verbal and stop - at == 1 and not (at and parse.tags[at - 1] in ("DT", "JJ", "PRP$", "POS")):
            return False
        if parse.tags[stop - 1] == "VBG" and stop - at == 1 and parse.verb_at(at) is not None:
            following = low[stop] if stop < len(low) else ""
            noun = following in parsing_words().behind_gerunds or parse.tags[at - 1 : at] == ("DT",)
            if following and not noun:
                return False
        if at and low[at - 1] in rule.not_before:
            return False
        if rule.not_after and " ".join(low[stop : stop + 3]).startswith(tuple(rule.not_after)):
            return False
        if rule.needs_after and (stop >= len(low) or low[stop] not in rule.needs_after):
            return False
        return not rule.needs or _near(parse, at, rule.needs)


def _near(parse: Parse, at: int, words: Sequence[str]) -> bool:
    window = set(parse.low[max(0, at - 8) : at + 9])
    return any(word in window for word in words)


def _rest(parse: Parse, verb: Verb, words: tuple[str, ...]) -> int | None:
    """The token after the phrase's last word that stands near the verb; the head alone for one-word phrases."""
    at, low = verb.head + 1, parse.low
    if len(words) == 1:
        return at
    for nth, word in enumerate(words[1:]):
        gap = _GAP if nth == 0 else 1
        for spot, written in enumerate(low[at : at + gap + 1], at):
            if written == word or (len(word) > 4 and word in noun_lemmas(written)):
                at = spot + 1
                break
        else:
            return None
    near = at - verb.head <= len(words) + 1
    return at if near else verb.head + 1


def _noun_phrase(parse: Parse, at: int, words: tuple[str, ...]) -> int | None:
    """The token after the phrase that starts at `at`; hyphens in the text are skipped where the phrase has none."""
    spot = at
    for nth, word in enumerate(words):
        if nth and spot < len(parse.low) and parse.low[spot] in "-–" and word not in "-–":
            spot += 1
        if spot >= len(parse.low):
            return None
        last = nth == len(words) - 1
        if parse.low[spot] != word and not (last and word in noun_lemmas(parse.low[spot])):
            return None
        spot += 1
    return spot
