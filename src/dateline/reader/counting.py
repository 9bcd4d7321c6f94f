"""Which numbers count what: each found number of a sentence gets a measure and a trigger, or is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.reader.chunks import Noun, Parse, Verb
from dateline.reader.frames import Frame, extended
from dateline.reader.triggers import Found
from dateline.reader.words import noun_lemmas, verb_lemmas

#: verbs and nouns whose number is of that measure
HARM_VERBS = {
    "kill": "killed",
    "die": "killed",
    "slay": "killed",
    "murder": "killed",
    "massacre": "killed",
    "behead": "killed",
    "execute": "killed",
    "perish": "killed",
    "slaughter": "killed",
    "assassinate": "killed",
    "hang": "killed",
    "lose": "killed",
    "claim": "killed",
    "cost": "killed",
    "wound": "wounded",
    "injure": "wounded",
    "hurt": "wounded",
    "hospitalise": "wounded",
    "hospitalize": "wounded",
    "arrest": "arrested",
    "detain": "arrested",
    "jail": "arrested",
    "sentence": "arrested",
    "convict": "arrested",
    "charge": "arrested",
    "imprison": "arrested",
    "kidnap": "abducted",
    "abduct": "abducted",
    "snatch": "abducted",
    "seize": "captured",
    "capture": "captured",
    "free": "freed",
    "release": "freed",
    "rescue": "freed",
    "acquit": "freed",
    "swap": "freed",
    "displace": "displaced",
    "flee": "displaced",
    "uproot": "displaced",
    "return": "displaced",
    "escape": "displaced",
    "evacuate": "evacuated",
    "surrender": "surrendered",
    "defect": "surrendered",
    "deploy": "troops",
    "send": "troops",
    "gather": "crowd",
    "protest": "crowd",
    "march": "crowd",
    "rally": "crowd",
    "demonstrate": "crowd",
    "retake": "villages",
    "recapture": "villages",
}
NOUNS = {
    "dead": "killed",
    "killed": "killed",
    "death": "killed",
    "fatality": "killed",
    "body": "killed",
    "corpse": "killed",
    "life": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "injury": "wounded",
    "hurt": "wounded",
    "casualty": "casualties",
    "missing": "missing",
    "hostage": "abducted",
    "detainee": "arrested",
    "captive": "abducted",
    "strike": "strikes",
    "airstrike": "strikes",
    "raid": "strikes",
    "sortie": "strikes",
    "rocket": "strikes",
    "missile": "strikes",
    "shell": "strikes",
    "target": "targets",
    "gunman": "attackers",
    "gunmen": "attackers",
    "attacker": "attackers",
    "assailant": "attackers",
    "village": "villages",
    "town": "villages",
    "vehicle": "vehicles",
    "truck": "vehicles",
    "bus": "vehicles",
    "tank": "vehicles",
    "protester": "crowd",
    "demonstrator": "crowd",
    "marcher": "crowd",
    "refugee": "displaced",
    "evacuee": "evacuated",
}
BY_TYPE = {
    "killing": "killed",
    "toll": "killed",
    "execution": "killed",
    "assassination": "killed",
    "abduction": "abducted",
    "arrest": "arrested",
    "release": "freed",
    "displacement": "displaced",
    "evacuation": "evacuated",
    "surrender": "surrendered",
    "protest": "crowd",
    "riot": "crowd",
    "deployment": "troops",
}
HARMED = frozenset(("killed", "wounded", "casualties", "missing"))
VIOLENT = frozenset(
    "airstrike drone-strike shelling bombing suicide-bombing chemical-attack clash attack riot crackdown offensive "
    "interception abduction execution assassination killing siege destruction".split()
)
PEOPLE_ROLES = frozenset(("killed", "wounded", "arrested", "abducted", "freed", "displaced", "evacuated", "captured"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number found in the sentence, as token positions."""

    first: int
    stop: int
    value: str
    percent: bool


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

    def __init__(self, irregular: Mapping[str, str]) -> None:
        self._irregular = dict(irregular)

    def bind(
        self, parse: Parse, found: Sequence[Found], frames: Mapping[Verb, Frame], numbers: Sequence[Quantity]
    ) -> list[Counted]:
        """Every number that counts something of one of the triggers."""
        out: list[Counted] = []
        last: str | None = None
        for number in numbers:
            noun = next((n for n in parse.nouns if n.first <= number.first < n.stop), None)
            measure, verb = self._measure(parse, number, noun, frames, last)
            trigger = self._trigger(parse, found, number, measure, verb)
            if trigger is None:
                continue
            measure = measure or self._default(parse, found[trigger], number, noun)
            if measure is None:
                continue
            last = measure
            stop = max(number.stop, extended(parse, noun) if noun else number.stop)
            whose = (number.stop, stop) if noun and noun.stop > number.stop else None
            out.append(Counted(trigger, number.first, stop, measure, self._scope(parse, found[trigger]), whose))
        return out

    def _measure(
        self, parse: Parse, number: Quantity, noun: Noun | None, frames: Mapping[Verb, Frame], last: str | None
    ) -> tuple[str | None, Verb | None]:
        """The measure that nouns or verbs around the number say, and the verb it stands with."""
        low = parse.low
        if number.percent:
            return "share", None
        for i in range(number.stop, min(number.stop + 4, len(low))):
            if low[i] in (",", "and", ";", "."):
                break
            named = next((NOUNS[w] for w in noun_lemmas(low[i]) if w in NOUNS), None)
            if named and (parse.verb_at(i) is None or low[i] in ("dead", "wounded", "injured", "killed", "missing")):
                if named in HARMED or (noun is not None and i == noun.head):
                    return named, self._verb_of(parse, noun, frames)
        verb = self._verb_of(parse, noun, frames) or self._nearest(parse, number)
        if verb is not None:
            lemma = next((w for w in verb_lemmas(low[verb.head], self._irregular) if w in HARM_VERBS), None)
            if lemma is not None:
                return HARM_VERBS[lemma], verb
        before = low[max(0, number.first - 5) : number.first]
        if "toll" in before or "dead" in before:
            return "killed", verb
        if last in HARMED and number.first and low[number.first - 1] in ("and", ",", "including", "among"):
            return last, verb
        return None, verb

    def _verb_of(self, parse: Parse, noun: Noun | None, frames: Mapping[Verb, Frame]) -> Verb | None:
        if noun is None:
            return None
        chosen = [v for v, f in frames.items() if noun in f.object]
        chosen += [v for v, f in frames.items() if noun in f.subject]
        return chosen[0] if chosen else None

    def _nearest(self, parse: Parse, number: Quantity) -> Verb | None:
        """The harm verb right before ("killing 11") or after ("11 were killed") the number."""
        best: tuple[int, Verb] | None = None
        for verb in parse.verbs:
            gap = number.first - verb.stop if verb.stop <= number.first else verb.first - number.stop
            known = any(w in HARM_VERBS for w in verb_lemmas(parse.low[verb.head], self._irregular))
            if known and 0 <= gap <= 6 and (best is None or gap < best[0]):
                best = (gap, verb)
        return best[1] if best else None

    def _trigger(
        self, parse: Parse, found: Sequence[Found], number: Quantity, measure: str | None, verb: Verb | None
    ) -> int | None:
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
        if measure in HARMED:
            options = [i for i in options if found[i].rule.type in VIOLENT | {"toll"}]
        elif measure is not None:
            fitting = [i for i in options if BY_TYPE.get(found[i].rule.type) == measure]
            options = fitting or [i for i in options if found[i].rule.type in VIOLENT | {"seizure"}]
        else:
            options = [i for i in options if distance(i) <= 2]
        return min(options, key=lambda i: (abs(distance(i)), i)) if options else None

    def _default(self, parse: Parse, trigger: Found, number: Quantity, noun: Noun | None) -> str | None:
        if noun is None and trigger.rule.type not in BY_TYPE:
            return None
        return BY_TYPE.get(trigger.rule.type)

    def _scope(self, parse: Parse, trigger: Found) -> str:
        """A running total says since when, or speaks of the whole war."""
        low = parse.low
        since = "since" in low or "began" in low or "erupted" in low or "so" in low and "far" in low
        war = any(w in low for w in ("war", "conflict", "uprising", "crisis", "insurgency", "far"))
        return "cumulative" if trigger.rule.type == "toll" and (since or war) else "incident"
