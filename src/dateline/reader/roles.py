"""Which chunks fill which roles of a trigger, from verb frames and prepositions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.parsing_words import parsing_words
from dateline.reader.chunks import Noun, Parse
from dateline.reader.frames import conjoined, extended, phrases_after
from dateline.reader.triggers import Found
from dateline.reader.words import Classes

_MOVES = frozenset("withdrawal displacement evacuation deployment release handover".split())
_OF_ACTOR = frozenset(
    "surrender withdrawal displacement protest advance deployment riot overthrow mobilization".split()
)
_NO_PLACE = frozenset("demand threat accusation denial rejection endorsement responsibility military-aid".split())
_TARGETED = frozenset(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack attack killing assassination execution "
    "abduction abuse destruction arrest release crackdown evacuation interception sanction offensive accusation "
    "endorsement rejection displacement threat".split()
)
_FIRED = frozenset(("airstrike", "drone-strike", "shelling", "bombing", "suicide-bombing"))
_TO_TARGET = frozenset("military-aid threat demand aid endorsement".split())
_WITH_ACTOR = frozenset("clash meeting agreement ceasefire riot".split())


@dataclass(frozen=True, slots=True)
class Filled:
    """A role and the tokens that fill it."""

    role: str
    first: int
    stop: int


class Roles:
    """Fills roles; `known` maps tokens to the kind of hint that covers them (actor, place, time)."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes

    def of(self, parse: Parse, found: Found, known: Mapping[int, str]) -> list[Filled]:
        """The roles of one trigger inside its sentence, each filler once."""
        out = self._of_frame(parse, found, known) if found.frame else self._of_noun(parse, found, known)
        out += self._phrases(parse, found, known)
        seen: set[tuple[str, int]] = set()
        unique = []
        for one in out:
            if (one.role, one.first) not in seen and not self._is_trigger(parse, one, found):
                seen.add((one.role, one.first))
                unique.append(one)
        return unique

    def _is_trigger(self, parse: Parse, one: Filled, found: Found) -> bool:
        """The trigger's own words fill no role ("launch jihad"), a weapon named in it apart."""
        if one.first <= found.first and found.stop <= one.stop:
            return one.role != "weapon"
        own = {word for phrase in found.rule.verbs if " " in phrase for word in phrase.split()[1:]}
        return one.first >= found.first and one.stop <= found.stop and parse.low[one.stop - 1] in own

    def _of_frame(self, parse: Parse, found: Found, known: Mapping[int, str]) -> list[Filled]:
        assert found.frame is not None
        rule, out = found.rule, []
        for noun in found.frame.subject:
            role = rule.subject_role
            kinds = self.classes.of(parse, noun, known)
            if role == "none":
                continue
            if role == "target_or_actor":
                role = "actor" if found.verb is not None and not found.verb.passive else "target"
            if role == "actor" and "weapons" in kinds and not kinds & {"armed", "pronoun"}:
                role = "weapon"
            if role == "actor" and ("violence" in kinds or "time" in kinds) and not kinds & {"armed", "aircraft"}:
                continue
            out.append(self._filled(parse, role, noun))
        role = "actor" if rule.both_sides else rule.object_role
        if role != "none":
            for noun in found.frame.object:
                kinds = self.classes.of(parse, noun, known)
                fired = role == "target" and rule.type in _FIRED and kinds & {"weapons", "bomb", "artillery"}
                if "time" not in kinds:
                    out.append(self._filled(parse, "weapon" if fired else role, noun))
        return out

    def _of_noun(self, parse: Parse, found: Found, known: Mapping[int, str]) -> list[Filled]:
        """Modifiers before the noun ("an Israeli attack", "rebel shelling")."""
        out: list[Filled] = []
        noun = parse.noun_at(found.first)
        if noun is None:
            return out
        modifiers = range(noun.first, found.first)
        actor = [i for i in modifiers if self._actorish(parse, i, known)]
        if actor:
            first = actor[0]
            stop = first + 1
            while stop < found.first and (stop in actor or parse.tags[stop] in ("NN", "NNS", "NNP", "POS", "HYPH")):
                stop += 1
            out.append(Filled("place" if known.get(first) == "place" else "actor", first, stop))
        return out

    def _actorish(self, parse: Parse, at: int, known: Mapping[int, str]) -> bool:
        if known.get(at) in ("actor", "place"):
            return True
        if known.get(at) == "time":
            return False
        word = Noun(at, at + 1, at, "", False)
        kinds = self.classes.of(parse, word, known)
        capital = parse.tokens[at].is_capital and at > 0 and parse.tags[at] in ("NNP", "JJ")
        return ("armed" in kinds and parse.tags[at] in ("NN", "NNS")) or (capital and "time" not in kinds)

    def _phrases(self, parse: Parse, found: Found, known: Mapping[int, str]) -> list[Filled]:
        out: list[Filled] = []
        after = phrases_after(parse, found.stop)
        for noun in after:
            for one in conjoined(parse, noun):
                role = self._role_of(parse, found, noun.preposition, one, known)
                if role:
                    out.append(self._filled(parse, role, one))
        if not any(f.role == "place" for f in out):
            out += self._before(parse, found, known)
        return out

    def _role_of(
        self, parse: Parse, found: Found, preposition: str, noun: Noun, known: Mapping[int, str]
    ) -> str | None:
        kinds, kind, rule = self.classes.of(parse, noun, known), found.rule.type, found.rule
        if "time" in kinds or noun.pronoun and preposition not in ("by", "against", "on", "with", "of"):
            return None
        place = bool(kinds & {"place", "place_noun"}) and not kinds & {"armed", "people"}
        if preposition in ("by", "with", "between"):
            return _side(preposition, found, kinds)
        if preposition == "of" and rule.of_role:
            return rule.of_role
        if preposition == "of" and kind in _OF_ACTOR and noun.first - 2 <= found.stop and found.verb is None:
            return "actor" if kinds & {"armed", "people", "actor"} and "place_noun" not in kinds else None
        moved = _movement(preposition, found, kinds, place)
        if moved is not None:
            return moved or None
        if preposition in parsing_words().against and kind in _TARGETED and _at_it(preposition, found, noun):
            if preposition == "of" and kind in ("advance", "offensive", "clash"):
                return None
            return "place" if kind == "offensive" and place else "target"
        if preposition == "to" and kind in _TO_TARGET and kinds & {"armed", "actor", "people", "pronoun"}:
            return "target"
        if preposition in parsing_words().of_places and place and kind not in _NO_PLACE and "weapons" not in kinds:
            return "place"
        return None

    def _before(self, parse: Parse, found: Found, known: Mapping[int, str]) -> list[Filled]:
        """Places that stand before the trigger: "In Damascus, ...", or inside its own subject's phrase."""
        if found.rule.type in _NO_PLACE:
            return []
        limit = found.verb.first if found.verb else found.first
        for noun in parse.nouns:
            if noun.stop > limit:
                break
            crossed = [v for v in parse.verbs if v.first >= noun.stop and v.stop <= limit and not v.participle]
            kinds = self.classes.of(parse, noun, known)
            sited = noun.preposition in parsing_words().opening_places
            if sited and not crossed and kinds & {"place", "place_noun"} and not kinds & {"time", "armed"}:
                return [self._filled(parse, "place", noun)]
        return []

    def _filled(self, parse: Parse, role: str, noun: Noun) -> Filled:
        return Filled(role, noun.first, extended(parse, noun))


def _side(preposition: str, found: Found, kinds: frozenset[str]) -> str | None:
    """By whom or what, with whom or what, between whom."""
    both = found.rule.type in _WITH_ACTOR or found.rule.both_sides
    if preposition == "by":
        weapon = "weapons" in kinds and not kinds & {"armed", "actor"}
        return "weapon" if weapon else ("actor" if found.verb is None or found.verb.passive else None)
    if preposition == "with" and not both:
        return "weapon" if kinds & {"weapons", "artillery", "bomb"} else None
    return "actor" if both else None


def _movement(preposition: str, found: Found, kinds: frozenset[str], place: bool) -> str | None:
    """From where and to where; the empty string where the phrase says neither and nothing else."""
    kind, rule = found.rule.type, found.rule
    if preposition == "from" and kind in _MOVES:
        return "origin"
    if preposition in parsing_words().toward and kind in _MOVES and place:
        return "destination"
    if preposition == "from" and kind == "seizure":
        return "target" if kinds & {"armed", "actor"} and "place_noun" not in kinds else ""
    return rule.to_role if preposition == "to" else None


def _at_it(preposition: str, found: Found, noun: Noun) -> bool:
    """The phrase follows directly on an event noun, or says "against"."""
    return preposition == "against" or (found.verb is None and noun.first - 2 <= found.stop)


def trim(parse: Parse, fillers: Sequence[Filled]) -> list[Filled]:
    """Fillers without a leading or trailing possessive or punctuation mark."""
    out = []
    for one in fillers:
        first, stop = one.first, one.stop
        while stop > first and not parse.tokens[stop - 1].is_word:
            stop -= 1
        while first < stop and not parse.tokens[first].is_word:
            first += 1
        if first < stop:
            out.append(Filled(one.role, first, stop))
    return out
