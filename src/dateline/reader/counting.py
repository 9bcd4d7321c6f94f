"""Which numbers count what: each found number of a sentence gets a measure and a trigger, or is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.grammar import CountingWords
from dateline.reader.chunks import Noun, Parse, Verb
from dateline.reader.frames import extended, frame
from dateline.reader.triggers import Found
from dateline.reader.words import noun_lemmas, verb_lemmas

#: types whose counts may be totals over many events
_SUMMED = frozenset(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack clash attack killing execution abduction "
    "arrest release toll displacement evacuation crackdown riot".split()
)
VIOLENT = frozenset(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack clash attack riot crackdown offensive "
    "interception abduction execution assassination killing siege destruction".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number found in the sentence, as token positions."""

    first: int
    stop: int
    percent: bool
    zero: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its measure, the phrase that states it, whose it is, and the trigger it belongs to."""

    trigger: int
    first: int
    stop: int
    measure: str
    scope: str
    whose: tuple[int, int] | None


class Counter:
    """Binds numbers to triggers."""

    def __init__(self, words: CountingWords, irregular: Mapping[str, str], things: frozenset[str]) -> None:
        self._things = things  # nouns that are never people: hospitals, roads
        self._irregular = dict(irregular)
        self._verbs = {word: measure for measure, members in words.verbs.items() for word in members}
        self._nouns = {word: measure for measure, members in words.nouns.items() for word in members}
        self._words = words
        self._by_type = words.by_type
        self._harmed = frozenset(words.harmed)

    def bind(self, parse: Parse, found: Sequence[Found], numbers: Sequence[Quantity]) -> list[Counted]:
        """Every number that counts something of one of the triggers."""
        out: list[Counted] = []
        last: str | None = None
        for number in numbers:
            noun = next((n for n in parse.nouns if n.first <= number.first < n.stop), None)
            measure, verb = self._measure(parse, number, noun, last)
            trigger = self._trigger(found, number, measure, verb)
            if trigger is None:
                continue
            thing = noun is not None and bool(set(noun_lemmas(parse.low[noun.head])) & self._things)
            if measure is None and not number.zero and not thing:
                measure = self._default(found[trigger], noun)
            if measure is None:
                continue
            last = measure
            stop = max(number.stop, extended(parse, noun) if noun else number.stop)
            whose = (number.stop, stop) if noun and noun.stop > number.stop else None
            out.append(Counted(trigger, number.first, stop, measure, self._scope(parse, found[trigger], number), whose))
        return out

    def _measure(
        self, parse: Parse, number: Quantity, noun: Noun | None, last: str | None
    ) -> tuple[str | None, Verb | None]:
        """The measure that nouns or verbs around the number say, and the verb it stands with."""
        low = parse.low
        if number.percent:
            return "share", None
        thing = noun is not None and (bool(set(noun_lemmas(low[noun.head])) & self._things) or noun.head in parse.times)
        if low[number.stop : number.stop + 1] == ("of",) and self._event_after(low, number.stop + 1):
            return None, None  # "one of the airstrikes"
        for i in range(number.stop, min(number.stop + 4, len(low))):
            if low[i] in (",", "and", ";", "."):
                break
            named = next((self._nouns[w] for w in noun_lemmas(low[i]) if w in self._nouns), None)
            state = low[i] in self._words.states
            counted = named in self._harmed or (noun is not None and i == noun.head)
            if named and counted and (state or parse.verb_at(i) is None):
                return named, self._verb_of(parse, noun)
        verb = self._verb_of(parse, noun) or self._nearest(parse, number)
        if number.zero or thing:
            return None, verb  # "no one claimed it", "two field hospitals": nobody is counted
        if verb is not None:
            lemma = next((w for w in verb_lemmas(low[verb.head], self._irregular) if w in self._verbs), None)
            if lemma is not None:
                return self._verbs[lemma], verb
        if not self._words.tolls.isdisjoint(low[max(0, number.first - 5) : number.first]):
            return "killed", verb
        joint = low[number.first - 1] if number.first else ""
        if last is not None and (joint == "including" or (last in self._harmed and joint in ("and", ",", "among"))):
            return last, verb
        return None, verb

    def _event_after(self, low: Sequence[str], at: int) -> bool:
        """ "of the airstrikes": what follows counts events, not people."""
        window = low[at : at + 3]
        return any(self._nouns.get(w) == "strikes" for word in window for w in noun_lemmas(word))

    def _verb_of(self, parse: Parse, noun: Noun | None) -> Verb | None:
        """The verb whose object a chunk is, else the one whose subject."""
        if noun is None:
            return None
        chosen = [v for v in parse.verbs if noun in frame(parse, v).object]
        chosen = chosen or [v for v in parse.verbs if noun in frame(parse, v).subject]
        return chosen[0] if chosen else None

    def _nearest(self, parse: Parse, number: Quantity) -> Verb | None:
        """The harm verb right before ("killing 11") or after ("11 were killed") the number."""
        best: tuple[int, Verb] | None = None
        for verb in parse.verbs:
            gap = number.first - verb.stop if verb.stop <= number.first else verb.first - number.stop
            known = any(w in self._verbs for w in verb_lemmas(parse.low[verb.head], self._irregular))
            if known and 0 <= gap <= 6 and (best is None or gap < best[0]):
                best = (gap, verb)
        return best[1] if best else None

    def _trigger(self, found: Sequence[Found], number: Quantity, measure: str | None, verb: Verb | None) -> int | None:
        """The trigger a number belongs to: its own verb, else the nearest that takes such a measure."""
        if not found:
            return None
        if verb is not None:
            own = next((i for i, f in enumerate(found) if f.verb == verb), None)
            if own is not None:
                return own
        at = number.first

        def distance(i: int) -> int:
            f = found[i]
            return at - f.stop if f.stop <= at else f.first - number.stop

        options = list(range(len(found)))
        if measure in self._harmed:
            options = [i for i in options if found[i].rule.type in VIOLENT | {"toll"}]
        elif measure is not None:
            fitting = [i for i in options if self._by_type.get(found[i].rule.type) == measure]
            options = fitting or [i for i in options if found[i].rule.type in VIOLENT | {"seizure"}]
        else:
            options = [i for i in options if distance(i) <= 2]
        return min(options, key=lambda i: (abs(distance(i)), i)) if options else None

    def _default(self, trigger: Found, noun: Noun | None) -> str | None:
        if noun is None and trigger.rule.type not in self._by_type:
            return None
        return self._by_type.get(trigger.rule.type)

    def _scope(self, parse: Parse, trigger: Found, number: Quantity) -> str:
        """A running total says since when, or speaks of the whole war."""
        low, kind = parse.low, trigger.rule.type
        dated = any(
            low[i] == "since"
            and any(t in parse.times for t in range(i, i + 4))
            and not any(t in parse.times for t in range(number.stop, i - 1))  # a nearer time is the count's own
            for i in range(len(low))
        )
        words = " ".join(low)
        summed = any(phrase in words for phrase in self._words.totals)
        war = not self._words.wars.isdisjoint(low)
        return "cumulative" if (dated or summed or (kind == "toll" and war)) and kind in _SUMMED else "incident"
