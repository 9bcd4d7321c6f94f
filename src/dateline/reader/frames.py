"""Who stands before and after a verb: logical subject and object, conjoined chunks, prepositional phrases."""

from __future__ import annotations

from dateline.knowledge.parsing_words import parsing_words
from dateline.reader.chunks import Frame, Noun, Parse, Verb

_BREAKS = frozenset((";", ":", "“", "”", '"'))


def frame(parse: Parse, verb: Verb) -> Frame:
    """Subject and object of a verb group."""
    key = verb.first, verb.passive
    found = parse.frames.get(key)
    if found is None:
        found = parse.frames[key] = _frame(parse, verb)
    return found


def _frame(parse: Parse, verb: Verb) -> Frame:
    left = _subject(parse, verb, 0)
    right = _object(parse, verb)
    if verb.passive:
        return Frame(_agent(parse, verb), left if left else right)
    return Frame(left, right)


def extended(parse: Parse, noun: Noun) -> int:
    """The token after the chunk and its "of" phrases."""
    stop = noun.stop
    while stop + 1 < len(parse.low) and (parse.low[stop] == "of" or _named_for(parse, stop)):
        following = parse.noun_at(stop + 1)
        if following is None or following.first != stop + 1 or following.pronoun and following.head != stop + 1:
            break
        stop = following.stop
    return stop


def _named_for(parse: Parse, at: int) -> bool:
    """ "Observatory for Human Rights": the rest of a name."""
    if parse.low[at] != "for":
        return False
    capital = parse.tokens[at + 1].is_capital or parse.low[at + 1] == "the"
    named = parse.low[at - 1] in parsing_words().bodies and parse.tokens[at - 1].is_capital
    following = parse.noun_at(at + 1)
    proper = following is not None and following.first == at + 1 and parse.tags[following.head] == "NNP"
    return named and capital and proper


def conjoined(parse: Parse, noun: Noun, subject: bool = False) -> tuple[Noun, ...]:
    """The chunk and those joined to it by commas and "and"; only a subject's list may run up to a verb."""
    out = [noun]
    while True:
        at = extended(parse, out[-1])
        joint = at
        while joint < len(parse.low) and parse.low[joint] in (",", "and", "or", "&") and joint - at < 2:
            joint += 1
        if joint == at:
            return tuple(out)
        following = parse.noun_at(joint)
        only_comma = parse.low[at:joint] == (",",)
        if (
            following is None
            or following.first != joint
            or following.pronoun
            or (only_comma and len(out) == 1 and not _list_ahead(parse, following))
        ):
            return tuple(out)
        verb = next((v for v in parse.verbs if v.first >= following.stop), None)
        if not subject and verb is not None and verb.first == following.stop and not verb.participle:
            return tuple(out)  # a new clause: "... and the army said"
        out.append(following)


def _list_ahead(parse: Parse, noun: Noun) -> bool:
    after = extended(parse, noun)
    return after < len(parse.low) and parse.low[after] in ("and", ",", "or")


def _head_of_list(parse: Parse, noun: Noun) -> tuple[Noun, ...]:
    """All chunks of the list that ends with this chunk."""
    for candidate in parse.nouns:
        if candidate.first >= noun.first:
            break
        is_object = parse.verb_at(candidate.first - 1) is not None if candidate.first else False
        if candidate.preposition or is_object or _is_time(parse, candidate):
            continue
        group = conjoined(parse, candidate, subject=True)
        if noun in group:
            return group
    return (noun,)


def _subject(parse: Parse, verb: Verb, depth: int) -> tuple[Noun, ...]:
    if depth > 4:
        return ()
    low, at = parse.low, verb.first - 1
    while at >= 0 and parse.tags[at] == "RB":
        at -= 1
    if at < 0:
        return ()
    before = next((v for v in reversed(parse.verbs) if v.stop <= verb.first), None)
    if low[at] in ("who", "which", "that") and parse.tags[at] in ("WH", "IN", "DT"):
        antecedent = _before(parse, at)
        return (antecedent,) if antecedent else ()
    if low[at] in _ASIDES and not verb.participle and not verb.infinitive:
        parenthesis = before_parenthesis(parse, at)
        if parenthesis is not None:
            return _head_of_list(parse, parenthesis)
    if low[at] in ("and", "but", "or", ",") and before is not None:
        direct = parse.noun_ending(at) if low[at] == "," and verb.participle else None
        if verb.participle and verb.passive and direct:
            return (direct,)
        finite = next((v for v in reversed(parse.verbs) if v.stop <= verb.first and not v.participle), before)
        return _subject(parse, finite if low[at] == "," else before, depth + 1)
    if low[at] in ("for", "of", "from") and before is not None and parse.tags[verb.head] == "VBG":
        blamed = _object(parse, before)
        if blamed:
            return blamed  # "criticised Washington for refusing"
    if verb.infinitive and before is not None:
        between = [n for n in parse.nouns if before.stop <= n.first and n.stop <= verb.first and not n.preposition]
        return (between[-1],) if between else _subject(parse, before, depth + 1)
    ending = _ending(parse, at + 1)
    if verb.participle and ending is not None:
        return (ending,)
    if low[at] in parsing_words().before_gerunds and before is not None:
        return _subject(parse, before, depth + 1)
    return _clause_subject(parse, verb)


_ASIDES = frozenset((",", "-", "–", "—"))


def before_parenthesis(parse: Parse, comma: int) -> Noun | None:
    """ "The rescuers, known as the White Helmets, said": the chunk before the commas that enclose an aside."""
    for at in range(comma - 1, 0, -1):
        twin = at == comma - 1 and parse.low[at] in "-–"  # the first half of a double dash
        if parse.low[at] != parse.low[comma] or parse.tags[at] == "HYPH" or twin:
            continue
        noun = _ending(parse, at - 1 if parse.low[at - 1] == parse.low[at] else at)
        relative = parse.low[at + 1] in ("who", "which", "whose", "where")
        inside = [v for v in parse.verbs if at < v.first and v.stop <= comma]
        finite = [v for v in inside if not v.participle and not v.infinitive]
        if noun is not None and not noun.preposition and not _is_time(parse, noun):
            return noun if relative or not finite else None
        if finite and not relative:
            return None
    return None


def _ending(parse: Parse, at: int) -> Noun | None:
    """The chunk that ends right before token `at`, or that an "of" phrase ending there belongs to."""
    noun = parse.noun_ending(at)
    while noun is not None and noun.preposition == "of" and noun.first >= 2:
        outer = parse.noun_ending(noun.first - 1)
        if outer is None:
            break
        noun = outer
    return noun


def _before(parse: Parse, at: int) -> Noun | None:
    while at > 0 and parse.low[at - 1] in (",", "-", "--", "(", ")"):
        at -= 1
    return _ending(parse, at)


def _clause_subject(parse: Parse, verb: Verb) -> tuple[Noun, ...]:
    """The nearest chunk to the left that no preposition governs, over at most one other verb."""
    crossed = 0
    for noun in reversed([n for n in parse.nouns if n.stop <= verb.first]):
        over = [v for v in parse.verbs if noun.stop <= v.first and v.stop <= verb.first]
        crossed = sum(1 for v in over if not v.participle and not v.infinitive)
        if crossed > 1:
            break
        relative = noun.pronoun and parse.low[noun.head] in ("who", "which")
        if not noun.preposition and not relative and not _is_time(parse, noun):
            return _head_of_list(parse, noun)
    return ()


def _is_time(parse: Parse, noun: Noun) -> bool:
    return noun.head in parse.times


def _object(parse: Parse, verb: Verb) -> tuple[Noun, ...]:
    at, particles = verb.stop, parsing_words().particles
    limit = at + 3
    while at < len(parse.low) and at < limit and (parse.tags[at] in ("RB", "RP") or parse.low[at] in particles):
        at += 1
    noun = parse.noun_at(at) if at < len(parse.low) else None
    if noun is None or noun.first != at or _is_time(parse, noun):
        return ()
    return conjoined(parse, noun)


def _agent(parse: Parse, verb: Verb) -> tuple[Noun, ...]:
    """The "by" chunk of a passive."""
    for noun in parse.nouns:
        if noun.first < verb.stop:
            continue
        if any(v.first >= verb.stop and v.stop <= noun.first and not v.participle for v in parse.verbs):
            break
        if noun.preposition == "by":
            return conjoined(parse, noun)
    return ()


def phrases_after(parse: Parse, stop: int) -> list[Noun]:
    """Prepositional chunks that follow token `stop` before the next clause."""
    out: list[Noun] = []
    for noun in parse.nouns:
        if noun.first < stop:
            continue
        finite = [v for v in parse.verbs if v.first >= stop and v.stop <= noun.first and not v.participle]
        if any(not v.infinitive for v in finite):
            break
        marks = [parse.low[i] for i in range(stop, noun.first) if parse.low[i] in _BREAKS]
        if ";" in marks or ":" in marks or len(marks) % 2:
            break
        if noun.preposition:
            out.append(noun)
    return out
