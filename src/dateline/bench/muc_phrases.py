"""What a filler's words are for MUC-4: things, people by description, people by name, each cut as its keys cut them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.grammar import load_grammar
from dateline.knowledge.lexicon import number_words, reference_words
from dateline.records import Number
from dateline.resolve.numbers import NumberGrammar

_PRONOUNS = frozenset("he she it they them him her who which those we us others one these someone i another".split())
_ARTICLES = re.compile(
    r"^(?:including|the|an?|some|several|many|both|all|this|that|these|those|another|other|of|at|least|about|approximately|nearly"
    r"|almost|more than|over|his|its|their|our|her|so-called|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)"
    r"\s+",
    re.I,
)
_ASIDE = re.compile(r"\s*[\[(][^\])]*(?:[\])]|$)")
_CUT = re.compile(
    r"\s+(?:of|in|at|on|near|from|with|by|to|for|under|between|outside|inside|around|against|who|whom|whose|which|that"
    r"|where|when|while|belonging|owned|parked|wearing|dressed|located|known|guarding|accused|carrying|involved|called"
    r"|accompanying|transporting|attached|headed|led|linked|living|working|travell?ing|supporting|including|and|were|was"
    r"|are|is|had|calling)\b.*$",
    re.I | re.S,
)
_JOINTS = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s+")
_NAME = re.compile(r"(?:(?:[A-Z][\w'’-]+|[A-Z]\.)(?:\s+(?:de|del|la|las|los|y|von))*\s?)+$")
_ANOTHER = re.compile(r"\s*(?:one|his|her|their|its|\d)\b", re.I)
_DETERMINER = re.compile(r"\s*(?:an?|the|one|another|this|his|her|their|its|\d)\b", re.I)
_PLACE_STARTS = frozenset("san santa santo la las el los puerto villa".split())
_SINGULAR_S = frozenset("headquarters police barracks premises".split())


class MucWords(Strict):
    """lexicons/en/muc.yml."""

    things: dict[str, list[str]]
    belonging: dict[str, list[str]]
    people: dict[str, list[str]]
    former: frozenset[str]
    armed: frozenset[str]
    persons: list[str]
    person_endings: list[str]
    measures: frozenset[str]
    parts: frozenset[str]
    vague_people: frozenset[str]
    vague_perpetrators: frozenset[str]
    forces: list[str]
    bodies: list[str]
    insurgents: frozenset[str]
    bands: frozenset[str]
    actor_adjectives: frozenset[str]
    instruments: dict[str, list[str]]
    deeds: dict[str, list[str]]


@functools.cache
def muc_words() -> MucWords:
    """The packaged words for MUC-4's set lists."""
    return read_model(MucWords, "lexicons", "en", "muc.yml")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing, person or group: its words without article, its noun without "s", a person's name and title."""

    text: str
    head: str
    kind: Literal["thing", "people", "name", ""]
    start: int  # in the words that it was cut from
    end: int
    plural: bool = False
    name: str = ""
    title: str = ""
    number: Number | None = None
    definite: bool = False  # "the mayor": somebody told of before


def phrases(text: str) -> list[Phrase]:
    """The phrases that commas and "and" join; a name and its apposition are one.

    >>> [(p.kind, p.name, p.title or p.text) for p in phrases("the mayor, Luis Perez, and two of his bodyguards")]
    [('name', 'Luis Perez', 'mayor'), ('people', '', 'bodyguards')]
    """
    cuts = [0, *(edge for m in _JOINTS.finditer(text) for edge in m.span()), len(text)]
    commas = ["", *(m.group() for m in _JOINTS.finditer(text))]
    out: list[Phrase] = []
    for joint, start, end in zip(commas, cuts[::2], cuts[1::2], strict=True):
        phrase = _phrase(text[start:end], start)
        if phrase is None:
            continue
        if out and (joined := _as_one(out[-1], joint.strip(), phrase, text[start:end])) is not None:
            out[-1] = joined
        else:
            out.append(phrase)
    return out


def _as_one(before: Phrase, joint: str, phrase: Phrase, written: str) -> Phrase | None:
    """The person whom two joined phrases name and describe; None where they are two.

    "X, a judge", "X, judge and deputy", "the mayor, X", "deputy and judge X" are one; "X and a judge" are two.
    """
    bare = not _DETERMINER.match(written)
    if _is_one(phrase):
        if before.kind == "" and joint == "," and re.fullmatch(r"[A-Z][a-z]+", before.text):
            return replace(before, kind="name", name=before.text, title=phrase.text, end=phrase.end)
        if before.kind == "name":
            same = not _ANOTHER.match(written) if joint == "," else bare and bool(before.title)
        else:
            same = joint == "and" and bare and _is_one(before)
        return replace(before, title=before.title or phrase.text, end=phrase.end) if same else None
    if phrase.kind == "name" and _is_one(before) and ((joint == "," and not phrase.title) or (joint == "and" and bare)):
        return replace(phrase, title=before.text, start=before.start) if joint == "," or phrase.title else None
    return None


def plain(text: str) -> str:
    """The words without asides in brackets, and without articles, numbers and quotation marks around them.

    >>> plain("the two trucks")
    'trucks'
    """
    text = _ASIDE.sub("", text).strip(" ,\"“”'.-]")
    while (cut := _ARTICLES.sub("", text, count=1)) != text:
        text = cut.strip("\"“' ")
    return text


def stem(word: str) -> str:
    """A noun in lower case without the "s" of its plural."""
    low = word.lower().strip("\"“”'.,")
    return low if low in _SINGULAR_S or low.endswith(("ss", "us")) else low.removesuffix("'s").removesuffix("s")


def is_plural(noun: str) -> bool:
    """Whether a noun is a plural, by its ending."""
    low = noun.lower().strip("\"“”'.,")
    listed = low in ("people", "men", "women", "children", "police", "personnel", "population", "dead", "wounded")
    return listed or low.endswith("men") or (low.endswith("s") and low not in _SINGULAR_S and not low.endswith("ss"))


def surname(name: str) -> str:
    """The last word of a name, small."""
    return name.split()[-1].lower()


def thing_kind(text: str) -> str:
    """MUC-4's kind of a thing.

    >>> thing_kind("radio station"), thing_kind("oil pipeline"), thing_kind("beer truck")
    ('COMMUNICATIONS', 'ENERGY', 'TRANSPORT VEHICLE')
    """
    words = muc_words()
    low = [word.lower().strip("\"',.") for word in text.split()]
    head = stem(_core(text).split()[-1]) if _core(text) else ""
    own = next((kind for kind, nouns in words.things.items() if head in nouns), "OTHER")
    if own.startswith("TRANSPORT") or own == "COMMERCIAL":
        return own
    return next((kind for kind, marks in words.belonging.items() if set(low) & set(marks)), own)


def people_kind(text: str) -> str:
    """MUC-4's kind of people."""
    words = muc_words()
    low = {stem(word) for word in text.replace("-", " ").split()} | {word.lower() for word in text.split()}
    kind = next((kind for kind, nouns in words.people.items() if low & set(nouns)), "CIVILIAN")
    former = low & words.former and kind in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY")
    return f"FORMER {kind}" if former else kind


def _phrase(written: str, offset: int) -> Phrase | None:
    """One of the joined phrases; None for pronouns and for words that are no noun phrase."""
    text, number = plain(written), _leading(written)
    start, end = offset, offset + len(written)
    core = _core(text)
    if not core or text.lower() in _PRONOUNS or _CUT.match(f" {text}"):
        return None
    last = core.split()[-1]
    rest = re.match(r"\s+of\s+(.+)$", text[len(core) :], re.S)
    if rest and stem(last) in muc_words().measures | muc_words().parts and stem(last) != "member":
        inner = _phrase(rest[1], offset)
        if inner is not None and (inner.kind == "thing" or stem(last) not in ("group",)):
            return replace(inner, start=start, end=end, number=number or inner.number)
    name = _name_in(core)
    title = core[: core.rfind(name)].strip(" ,") if name else ""
    if name:
        return Phrase(text, surname(name), "name", start, end, False, name, title)
    kind = _kind(core)
    shown = core if kind == "thing" else text
    definite = bool(re.match(r"\s*(?:the|this|both)\s", written, re.I))
    return Phrase(shown, stem(last), kind, start, end, is_plural(last), number=number, definite=definite)


def _core(text: str) -> str:
    """A phrase up to the first word that follows its noun."""
    return _CUT.sub("", text).strip(" ,\"“”'")


def _kind(core: str) -> Literal["thing", "people", ""]:
    words = core.split()
    head = stem(words[-1])
    listed = " ".join(words[-2:]).lower() in _things() or head in _things()
    if listed and not (head in muc_words().parts and words[-1][0].isupper()):
        return "thing"
    if head in _persons() or head.endswith(tuple(muc_words().person_endings)):
        return "people"
    return ""


def _name_in(core: str) -> str | None:
    """The proper name at the end of a phrase, without titles: "Luis Perez" of "mayor Luis Perez"."""
    found = _NAME.search(core)
    words = found.group().split() if found is not None else []
    titles = [at for at, word in enumerate(words) if {stem(word), word.lower().strip(".")} & (_titles() | _persons())]
    titled = len(words) < len(core.split()) or bool(titles)
    words = words[titles[-1] + 1 :] if titles else words
    low = [word.lower() for word in words]
    if not words or any(stem(w) in _things() | _persons() or w in _bodies() for w in low) or words[-1].isupper():
        return None
    if not titled and (len(words) == 1 or low[0] in _PLACE_STARTS):
        return None
    return None if len(words) == 1 and is_plural(words[0]) else " ".join(words)


def _is_one(phrase: Phrase) -> bool:
    return phrase.kind == "people" and not phrase.plural and phrase.number is None


@functools.cache
def _numbers() -> NumberGrammar:
    return NumberGrammar(number_words())


def _leading(text: str) -> Number | None:
    """The number that a phrase begins with."""
    found = _numbers().find(text)
    return found[0].number if found and found[0].start <= 3 and not found[0].percent else None


@functools.cache
def _things() -> frozenset[str]:
    listed = load_grammar().classes.classes["structure"]
    own = [noun for nouns in muc_words().things.values() for noun in nouns]
    return frozenset(word.removesuffix("s") for word in listed) | frozenset(own) | muc_words().parts


@functools.cache
def _persons() -> frozenset[str]:
    classes = load_grammar().classes.classes
    armed = {"rebel", "guerrilla", "terrorist", "extremist", "insurgent", "soldier", "officer"}
    return frozenset(classes["people"]) | frozenset(muc_words().persons) | frozenset(armed)


@functools.cache
def _titles() -> frozenset[str]:
    named = {noun for nouns in muc_words().people.values() for noun in nouns}
    more = "monsignor msgr companero comrade priest sister brother journalist defense foreign justice division"
    return frozenset(reference_words().titles) | named | muc_words().former | frozenset(more.split())


@functools.cache
def _bodies() -> frozenset[str]:
    more = "department province city town international democratic"
    return frozenset(reference_words().organisation_words) - {"guard"} | frozenset(more.split())


def devices(text: str) -> Iterator[tuple[str, str]]:
    """The instruments that a phrase names, as (kind, words).

    >>> list(devices("bomb explosion"))
    [('BOMB', 'bomb')]
    """
    taken: list[tuple[int, int]] = []
    for kind, patterns in muc_words().instruments.items():
        found = next((m for p in patterns if (m := re.search(rf"\b(?:{p})(?=\W|$)", text, re.I))), None)
        if found is not None and not any(a < found.end() and found.start() < b for a, b in taken):
            taken.append(found.span())
            yield kind, plain(found.group())


def deed_kind(text: str) -> str | None:
    """The kind of instrument that an event's own words tell."""
    return next((k for k, ps in muc_words().deeds.items() if any(re.search(p, text, re.I) for p in ps)), None)
