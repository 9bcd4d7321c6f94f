"""An event's status from the words around its trigger (ConText: Harkema et al. 2009; scopes end at the clause)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.grammar import StatusWords
from dateline.reader.chunks import Parse, Verb
from dateline.reader.frames import extended, frame
from dateline.reader.triggers import Found
from dateline.reader.words import by_first, verb_lemmas

#: statuses in the order in which a cue wins where several fit
_ORDER = ("denied", "averted", "attempted", "urged", "planned", "possible")
_SPEECH = frozenset("demand incitement threat accusation denial rejection endorsement responsibility".split())
_IS = frozenset(("is", "are", "was", "were"))
_REACH = 7
_REPORTED = 14  # tokens back in which "reports that" may stand
_Cue = tuple[int, str, tuple[str, ...]]
_QUOTES = frozenset(("“", "”", '"', "‘", "’", "'"))
_MARKS = frozenset((";", ":", "“", "”", '"'))
_STOPS = frozenset((".", ";", ":"))


class Statuses:
    """Decides statuses with the cue words it is given."""

    def __init__(self, words: StatusWords, irregular: Mapping[str, str]) -> None:
        self._carriers, self._irregular, self._denials = words.carriers, irregular, words.denials
        self._ends, self._asides = words.clause_ends | _MARKS, words.asides
        self._parting = words.parting | _STOPS
        self._modals = dict(words.modals)
        self._clauses = {status: by_first(phrases) for status, phrases in words.clausal.items()}
        self._ahead_words = by_first(words.ahead)
        self._untrue = frozenset(tuple(phrase.split()) for phrase in words.refuting.untrue)
        self._reports, self._rejecting = frozenset(words.refuting.reports), frozenset(words.refuting.rejecting)
        self._never = frozenset(tuple(phrase.split()) for phrase in words.refuting.never)
        self._nobodies = frozenset(tuple(phrase.split()) for phrase in words.refuting.nobody)
        self._of_nouns = frozenset(tuple(phrase.split()) for phrase in words.of_nouns)
        self._settled = words.settled
        self._before_verbs = frozenset(tuple(phrase.split()) for phrase in words.before_verbs)
        cues = [(status, tuple(phrase.split())) for status in _ORDER for phrase in words.before.get(status, [])]
        self._cues: dict[str, list[_Cue]] = {}  # by first word, each with its place in the order of all
        for at, (status, cue) in enumerate(cues):
            self._cues.setdefault(cue[0], []).append((at, status, cue))

    def of(self, parse: Parse, found: Found) -> str:
        """The status of one trigger."""
        return (
            self._denied(parse, found)
            or self._refuted(parse, found)
            or self._rejected(parse, found)
            or self._nobody(parse, found)
            or self._own_group(parse, found)
            or self._shared(parse, found)
            or (None if self._is_settled(parse, found) else self._before(parse, found))
            or self._ahead(parse, found)
            or (self._carried(parse, found) or self._clausal(parse, found, "possible", "urged", "planned") or "actual")
        )

    def _denied(self, parse: Parse, found: Found) -> str | None:
        """ "The ministry denied that its jets had bombed the camp", "denies supplying missiles"."""
        if found.rule.type == "denial":
            return None
        start = found.verb.first if found.verb is not None else found.first
        if found.verb is not None and start and parse.low[start - 1] in self._denials and parse.tags[start] == "VBG":
            return "denied"
        return self._clausal(parse, found, "denied")

    def _refuted(self, parse: Parse, found: Found) -> str | None:
        """ "Reports that rebels killed 20 are false", "the attack never happened"; "had the army bombed the town"."""
        if found.rule.type in ("denial", "rejection"):
            return None
        low = parse.low
        stop = next((i for i in range(found.stop, len(low)) if low[i] in (".", ";", ",", "but")), len(low))
        for at in range(found.stop, stop - 1):
            if low[at] in _IS and self._is_untrue(low, at + 1):
                return "denied"
            if found.verb is None and (low[at : at + 2] in self._never or low[at : at + 3] in self._never):
                return "denied"
        unreal = low[:1] == ("had",) and parse.tags[1:2] != ("VBN",) and "," not in low[: found.first]
        return "possible" if unreal else None

    def _ahead(self, parse: Parse, found: Found) -> str | None:
        """ "The ministers meet next week": a verb in the plain present with a time that is still to come."""
        verb = found.verb
        if verb is None or verb.stop - verb.first > 1 or parse.tags[verb.head] not in ("VBP", "VBZ"):
            return None
        for at in range(verb.stop, min(len(parse.low), verb.stop + _REPORTED)):
            if parse.low[at] in self._ends:
                return None
            if any(parse.low[at : at + len(w)] == w for w in self._ahead_words.get(parse.low[at], ())):
                return "planned"
        return None

    def _is_untrue(self, low: Sequence[str], at: int) -> bool:
        """ "(were) 'completely baseless'": a word for what is not true, quotation marks and adverbs passed over."""
        while at < len(low) and (low[at] in _QUOTES or low[at].endswith("ly")):
            at += 1
        return low[at : at + 1] in self._untrue or low[at : at + 2] in self._untrue

    def _rejected(self, parse: Parse, found: Found) -> str | None:
        """ "Rejected allegations that soldiers raped", "dismissed as fabricated a report that", "are denied by"."""
        low, ends = parse.low, self._ends - _QUOTES
        start = max((i + 1 for i in range(found.first) if low[i] in ends), default=0)
        reach = range(max(start, found.first - _REPORTED), found.first)
        told = max((i for i in reach if low[i] in self._reports), default=None)
        if told is None or found.rule.type in ("denial", "rejection"):
            return None
        if any(low[i] in self._rejecting for i in range(max(start, told - _REACH), told)):
            return "denied"
        stop = next((i for i in range(found.stop, len(low)) if low[i] in (".", ";", "but")), len(low))
        for at in range(found.stop, stop - 1):
            if low[at] in _IS and low[at + 1] in self._rejecting:
                return "denied"
            if (low[at] == "as" or low[at] in _QUOTES) and self._is_untrue(low, at + 1):
                return "denied"
        return None

    def _nobody(self, parse: Parse, found: Found) -> str | None:
        """ "The group held nobody" did not happen; "killed nobody" is a toll of none."""
        if found.verb is None or found.rule.type in ("toll", "killing"):
            return None
        after = parse.low[found.verb.stop : found.verb.stop + 2]
        return "denied" if after[:1] in self._nobodies or after in self._nobodies else None

    def _clausal(self, parse: Parse, found: Found, *wanted: str) -> str | None:
        """The status of a cue whose clause the trigger stands in."""
        before = parse.low[: found.first]
        since = max([at + 1 for at, word in enumerate(before) if word in self._ends], default=0)
        for status in wanted:
            clauses = self._clauses.get(status, {})
            for at, word in enumerate(before):
                for words in clauses.get(word, ()):
                    stop = at + len(words)
                    if stop >= since and before[at:stop] == words and not self._goes_on(parse, found, at, stop):
                        return status
        return None

    def _goes_on(self, parse: Parse, found: Found, cue: int, start: int) -> bool:
        """Whether the trigger is told beside a clause that begins at token `start`, behind its cue, not in it.

        "While denying that anybody saw it, has asked"; "denies that it shot and blames the rebels"; "fears that it will
        return to the days when thousands were killed".
        """
        commas = [i for i in range(start, found.first) if parse.low[i] == ","]
        if any(parse.low[i + 1] in self._asides for i in commas):
            return parse.low[commas[-1] + 1] in self._asides  # behind one it goes on: "could, when they come, kill"
        verb = found.verb
        if verb is None or not _finite(verb) or not start < verb.first:
            return False
        before = parse.low[verb.first - 1]
        return (before == "," and parse.tags[cue] == "VBG") or (before == "and" and found.rule.type in _SPEECH)

    def _carried(self, parse: Parse, found: Found) -> str | None:
        """An event noun takes the status of the verb it is the object of ("will hold talks", "due to hold talks")."""
        if found.verb is not None:
            return None
        for verb in parse.verbs:
            told = any(n.first <= found.first < n.stop for n in frame(parse, verb).subject)
            if told and verb.first > found.first and verb.modal and verb.first - found.stop <= 5:
                return self._modals.get(verb.modal)  # "the capture of Baghouz would be"
            gap = found.first - verb.stop
            if 0 <= gap <= 5 and any(n.first <= found.first < extended(parse, n) for n in frame(parse, verb).object):
                if verb.negated and not self._carriers.intersection(verb_lemmas(parse.low[verb.head], self._irregular)):
                    return None  # "could not stop the attack"
                own = "denied" if verb.negated else self._modals.get(verb.modal)
                return own or self._cued(parse, verb.first, verb)
        return None

    def _own_group(self, parse: Parse, found: Found) -> str | None:
        verb = found.verb
        if verb is None:
            return None
        if verb.negated:
            return "denied"
        if self._imperative(parse, verb):
            return "urged"
        status = self._modals.get(verb.modal)
        if status is None or (verb.modal == "would" and found.rule.type in _SPEECH):
            return None
        words = parse.low[verb.first : verb.head]
        return None if "have" in words and verb.modal in ("would", "could") else status

    def _imperative(self, parse: Parse, verb: Verb) -> bool:
        """ "Then kill their soldiers", "Take revenge": a bare base form with nobody before it."""
        alone = verb.stop - verb.first == 1 and not verb.infinitive
        before = parse.low[verb.first - 1] if verb.first else ""
        if alone and before == "and" and parse.tags[verb.head] in ("VB", "VBP"):
            return any(self._imperative(parse, v) for v in parse.verbs if v.stop < verb.first)
        bare = alone and parse.tags[verb.head] == "VB"
        return bare and (before in ("then", "“", '"', ":") or verb.first == 0) and not self._shares_modal(parse, verb)

    def _shared(self, parse: Parse, found: Found) -> str | None:
        """ "Vowed to retake the town and kill every rebel": a second bare verb takes the status of the first."""
        verb = found.verb
        if verb is None or verb.stop - verb.first > 1 or parse.tags[verb.head] not in ("VB", "VBP"):
            return None
        if (
            not verb.first
            or parse.low[verb.first - 1] not in ("and", "or", "nor")
            or not self._shares_modal(parse, verb)
        ):
            return None
        first = next(v for v in reversed(parse.verbs) if v.stop <= verb.first)
        return "denied" if first.negated else self._modals.get(first.modal) or self._cued(parse, first.first, first)

    def _shares_modal(self, parse: Parse, verb: Verb) -> bool:
        """ "Will attack and kill": the modal of the verb before holds for both; so does an infinitive."""
        before = next((v for v in reversed(parse.verbs) if v.stop <= verb.first), None)
        return (
            before is not None
            and bool(before.modal or before.infinitive)
            and parse.low[verb.first - 1] in ("and", "or", "nor")
        )

    def _before(self, parse: Parse, found: Found) -> str | None:
        start = found.verb.first if found.verb is not None else found.first
        return self._cued(parse, start, found.verb, found.rule.type in _SPEECH)

    def _is_settled(self, parse: Parse, found: Found) -> bool:
        """ "The other's guns were to blame": the words of the trigger and the one before it speak of no plan."""
        return " ".join(parse.low[max(0, found.stop - 2) : found.stop]) in self._settled

    def _cued(self, parse: Parse, start: int, verb: Verb | None, speech: bool = False) -> str | None:
        """The status of the first cue that governs what starts at token `start`."""
        first = max(0, start - _REACH)
        window = parse.low[first : start + (verb is not None)]
        near = [(*cue, at) for at, word in enumerate(window, first) for cue in self._cues.get(word, ())]
        for _, status, words, at in sorted(near):
            stop = at + len(words)
            if parse.low[at:stop] != words or stop > start + (words[-1] == "to"):
                continue
            if (words == ("may",) and parse.tags[at] != "MD") or (speech and words[0] in self._denials):
                continue  # a denied accusation was made all the same
            if self._reaches(parse, stop, start, words, verb):
                return status
        return None

    def _reaches(self, parse: Parse, stop: int, start: int, words: tuple[str, ...], verb: Verb | None) -> bool:
        """No other clause stands between the cue and the trigger."""
        if not self._parting.isdisjoint(parse.low[stop:start]):
            return False
        between = [v for v in parse.verbs if v.first >= stop and v.stop <= start and not _same_group(v, verb)]
        other = parse.verb_at(stop - 1)
        modifies = other is not None and other.head != stop - 1 and not _same_group(other, verb)
        if modifies and (verb is None or _finite(verb)):
            return False  # "a figure that it has never accepted and 21 were executed", "had not expected the attack"
        if verb is not None and _finite(verb) and words in self._of_nouns:
            return False  # "a failed candidate was jailed", "a house without one was burnt"
        if words in (("no",), ("without",), ("not",), ("neither",)):
            apart = any(parse.low[i] == "," for i in range(stop, start))  # "the trucks, which had no armour, were hit"
            return start - stop <= 2 and not between and not apart and (words != ("not",) or verb is None)
        if words in self._before_verbs and (verb is None or parse.tags[verb.head] == "VBG"):
            return False  # "closed due to shelling"
        if words[-1] == "to":
            own = verb.first if verb is not None else -1
            return start - stop <= 1 and not any(
                v.first < start and v.head >= stop and v.first != own for v in parse.verbs
            )
        commas = sum(1 for i in range(stop, start) if parse.low[i] == ",")
        finite = [v for v in between if not v.participle and not v.infinitive]
        return not finite and commas == 0


def _finite(verb: Verb) -> bool:
    return not verb.participle and not verb.infinitive


def _same_group(verb: Verb, other: Verb | None) -> bool:
    return other is not None and verb.first == other.first
