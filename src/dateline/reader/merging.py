"""One predication, one event (the guide's judgement call 4): which of several triggers keeps the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.parsing_words import parsing_words
from dateline.reader.attribution import Cue
from dateline.reader.chunks import Frame, Noun, Parse
from dateline.reader.counting import VIOLENT, Counted
from dateline.reader.frames import extended, frame
from dateline.reader.roles import Filled
from dateline.reader.triggers import Found

SPEECH = frozenset("demand incitement threat accusation denial rejection endorsement responsibility".split())
#: speech acts whose content the speaker vouches for (the guide's judgement call 9)
REPORTS = frozenset(("accusation", "denial", "threat", "demand", "responsibility"))
_REACH = 16
#: verbs that only say that the event named by their subject or object took place
_CARRIES = VIOLENT | frozenset(("offensive", "protest", "arrest", "release", "evacuation", "deployment", "meeting"))


def merge(
    cut: Parse, found: Sequence[Found], counted: Sequence[Counted], cues: Sequence[Cue]
) -> tuple[list[Found], list[Counted], dict[int, list[Filled]]]:
    """The triggers that stay, their counts, and fillers that a dropped or light verb gives them (by new position).

    Verbs of harm give their counts to a violent event of the clause; a verb whose subject or object names the event
    ("air strikes hit the town", "the army launched an offensive") gives its other side to that event; verbs that are
    reporting cues are no events.
    """
    own_cues = {cue.first for cue in cues}
    host: dict[int, int] = {}
    drop: set[int] = set()
    given: dict[int, list[Filled]] = {}
    for i, one in enumerate(found):
        carrier = _carried(found, one.frame, i) if one.verb is not None else None
        if one.rule.harm or (
            one.verb is not None and cut.low[one.verb.head] in parsing_words().harms and _event_noun(found, i)
        ):
            into = _host(cut, found, i)
        elif carrier is not None and one.rule.type in VIOLENT:
            into = carrier[0]
        else:
            into = None
            if one.verb is not None and one.verb.first in own_cues and one.rule.type not in SPEECH:
                drop.add(i)
        if into is not None:
            host[i] = into
            drop.add(i)
    for verb in cut.verbs:
        for at, role, nouns in _sides(cut, found, frame(cut, verb)):
            told = [n for n in nouns if cut.low[n.head] not in parsing_words().light]
            given.setdefault(at, []).extend(Filled(role, n.first, extended(cut, n)) for n in told)
    return _renumbered(found, counted, host, drop, given)


def _event_noun(found: Sequence[Found], own: int) -> bool:
    return any(f.verb is None and f.rule.type in VIOLENT for i, f in enumerate(found) if i != own)


def _sides(cut: Parse, found: Sequence[Found], roles: Frame) -> list[tuple[int, str, tuple[Noun, ...]]]:
    """For each event noun that is a verb's subject or object: the role and chunks of the other side."""
    out: list[tuple[int, str, tuple[Noun, ...]]] = []
    for i, one in enumerate(found):
        if one.verb is not None or one.rule.type not in _CARRIES:
            continue
        if any(n.first <= one.first < n.stop for n in roles.subject) and one.rule.type in VIOLENT:
            out.append((i, "target", roles.object))
        elif any(n.first <= one.first < extended(cut, n) for n in roles.object):
            out.append((i, "actor", roles.subject))
    return out


def _carried(found: Sequence[Found], roles: Frame | None, own: int) -> tuple[int] | None:
    """The violent event noun that is the verb's subject."""
    if roles is None:
        return None
    for i, other in enumerate(found):
        inside = any(n.first <= other.first < n.stop for n in roles.subject)
        if i != own and other.verb is None and other.rule.type in VIOLENT and inside:
            return (i,)
    return None


def _host(cut: Parse, found: Sequence[Found], at: int) -> int | None:
    """The violent event that a verb of harm tells the outcome of; wounding also joins a killing before it."""
    own = found[at]
    best: tuple[int, int] | None = None
    for i, other in enumerate(found):
        if i == at or (other.rule.harm and not (own.rule.id == "toll/wounded" and i < at)):
            continue
        if other.rule.type not in VIOLENT | {"toll"}:
            continue
        gap = other.first - own.stop if other.first >= own.stop else own.first - other.stop
        low, high = sorted((own.first, other.first))
        barrier = any(cut.low[k] in (";", ".", "but", "while") for k in range(low, high))
        if not barrier and gap <= _REACH and (best is None or gap < best[0]):
            best = (gap, i)
    return best[1] if best else None


def _renumbered(
    found: Sequence[Found],
    counted: Sequence[Counted],
    host: Mapping[int, int],
    drop: set[int],
    given: Mapping[int, list[Filled]],
) -> tuple[list[Found], list[Counted], dict[int, list[Filled]]]:
    def final(at: int) -> int:
        seen: set[int] = set()
        while at in host and at not in seen:
            seen.add(at)
            at = host[at]
        return at

    kept = [i for i in range(len(found)) if i not in drop]
    place = {old: new for new, old in enumerate(kept)}
    moved = [
        Counted(place[final(c.trigger)], c.first, c.stop, c.measure, c.scope, c.whose)
        for c in counted
        if final(c.trigger) in place
    ]
    extra = {place[at]: fillers for at, fillers in given.items() if at in place}
    return [found[i] for i in kept], moved, extra
