"""The word lists of cleaning: furniture lines, agencies, abbreviations, spun words. One model a file."""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left
from dataclasses import dataclass

from dateline.errors import DataError
from dateline.knowledge.files import Strict, read_model

_PLACES = ("any", "top", "tail")  # where a rule may hold
_PIECE = re.compile(r"%(\w+)%")


class FurnitureRule(Strict):
    """One kind of line that is not the article, as a pattern over the whole line."""

    kind: str
    reason: str
    pattern: str
    where: str = "any"
    case: bool = False
    ignore_case_start: bool = False
    opens: str = "nothing"
    max_chars: int = 200
    examples: list[str]
    unlike: list[str] = []
    needs: list[str] = []


class CaptionPattern(Strict):
    """What a picture's caption looks like (captions are article lines)."""

    pattern: str


class DatelineExample(Strict):
    """The beginning of a story's line and the place of its dateline (null: none)."""

    text: str
    place: str | None


class FurnitureFile(Strict):
    """lexicons/en/furniture.yml."""

    pieces: dict[str, str]
    rules: dict[str, FurnitureRule]
    captions: list[CaptionPattern]
    caption_examples: list[str]
    menu_words: list[str]
    small_words: list[str]  # small letters in a headline whose words have capitals
    hanging: list[str]  # words that no headline ends with
    not_places: list[str]  # words that no dateline of words in small letters begins with
    stamps: list[str]  # words, beside days of the week, that do not stand at the beginning of one
    datelines: list[DatelineExample]
    commonest: list[str]  # words that make up much of any English text


class AgencyExample(Strict):
    """A line and the agency it credits (null: none)."""

    text: str
    agency: str | None


class AgencyFile(Strict):
    """lexicons/en/agencies.yml."""

    agencies: dict[str, list[str]]
    forms: list[str]
    examples: list[AgencyExample]


class SplitExample(Strict):
    """A line and its sentences."""

    text: str
    sentences: list[str]


class AbbreviationFile(Strict):
    """lexicons/en/abbreviations.yml."""

    always: list[str]
    maybe: list[str]
    number: list[str]
    openers: list[str]
    places: list[str]  # short words that names of places begin with
    said: list[str]  # verbs behind a name with which a sentence goes on after a quotation
    pictures: list[str]  # what a picture's credit begins with
    joints: list[str]  # furniture in the middle of a line: a sentence begins behind it and the figures that follow
    examples: list[SplitExample]


class SpunExample(Strict):
    """A text and whether it counts as machine-rewritten."""

    text: str
    rewritten: bool


class SpunFile(Strict):
    """lexicons/en/spun.yml."""

    strong: list[str]
    weak: list[str]
    examples: list[SpunExample]


@dataclass(frozen=True, slots=True)
class Furniture:
    """One furniture rule, ready to use."""

    id: str
    kind: str
    reason: str
    where: str
    opens: str
    max_chars: int
    pattern: re.Pattern[str]
    needs: tuple[str, ...]  # one of these stands in every line that fits; looked for first, as it is quick

    def matches(self, line: str, low: str) -> bool:
        """True where the whole line, no longer than `max_chars`, is of this kind; `low` is it in lower case."""
        if self.needs:
            for words in self.needs:
                if words in low:
                    break
            else:
                return False
        return self.pattern.fullmatch(line) is not None


@dataclass(frozen=True)
class FurnitureTable:
    """Every furniture rule in order, captions, and the words of lines."""

    rules: tuple[Furniture, ...]
    captions: tuple[re.Pattern[str], ...]
    menu_words: frozenset[str]
    small_words: frozenset[str]
    hanging: frozenset[str]
    not_places: tuple[str, ...]
    stamps: tuple[str, ...]
    commonest: frozenset[str]

    @functools.cached_property
    def placed(self) -> dict[str, tuple[Furniture, ...]]:
        """The rules by where they hold: any, top, tail."""
        return {where: tuple(rule for rule in self.rules if rule.where == where) for where in _PLACES}

    def rules_for(self, where: str, chars: int) -> tuple[Furniture, ...]:
        """The rules that hold there for a line of so many characters."""
        lengths, rules = self._by_length[where]
        return rules[bisect_left(lengths, chars)]

    @functools.cached_property
    def _by_length(self) -> dict[str, tuple[list[int], list[tuple[Furniture, ...]]]]:
        """For each place the different lengths of lines that rules allow, and the rules for lines up to each."""
        out = {}
        for where, placed in self.placed.items():
            lengths = sorted({rule.max_chars for rule in placed})
            out[where] = lengths, [tuple(r for r in placed if r.max_chars >= chars) for chars in (*lengths, math.inf)]
        return out


@dataclass(frozen=True, slots=True)
class AgencyTable:
    """Names of agencies and the forms their credits take."""

    by_name: dict[str, str]
    forms: tuple[re.Pattern[str], ...]

    def credited(self, line: str) -> tuple[str, int, int] | None:
        """The agency a credit line names, with the offsets of the name in the line."""
        for form in self.forms:
            found = form.fullmatch(line)
            if found:
                return self.by_name[found["agency"]], found.start("agency"), found.end("agency")
        return None


@dataclass(frozen=True, slots=True)
class AbbreviationTable:
    """What the sentence splitter must know of full stops."""

    always: frozenset[str]
    maybe: frozenset[str]
    number: frozenset[str]
    openers: frozenset[str]
    places: frozenset[str]
    pictures: tuple[str, ...]
    said: re.Pattern[str]  # behind a quotation: a name and its verb
    joints: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SpunTable:
    """Phrases left by machine rewriting; where a text has none of their words, there is no need to look closer."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    phrases: tuple[str, ...]


def expand(pattern: str, pieces: dict[str, str], where: str) -> str:
    """The pattern with every %piece% put in; raises DataError for a piece that does not exist."""
    for _ in range(6):
        names = set(_PIECE.findall(pattern))
        if not names:
            return pattern
        unknown = sorted(names - pieces.keys())
        if unknown:
            raise DataError(f"{where}: no piece is called {unknown[0]!r}; choose one of {', '.join(sorted(pieces))}")
        pattern = _PIECE.sub(lambda found: pieces[found[1]], pattern)
    raise DataError(f"{where}: pieces that stand for each other")


def _compiled(pattern: str, where: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as problem:
        raise DataError(f"{where}: not a pattern: {problem}") from problem


@functools.cache
def furniture_file() -> FurnitureFile:
    """The packaged furniture file as written."""
    return read_model(FurnitureFile, "lexicons", "en", "furniture.yml")


@functools.cache
def furniture_table() -> FurnitureTable:
    """The packaged furniture rules, compiled."""
    file = furniture_file()
    rules = []
    for name, rule in file.rules.items():
        where = f"lexicons/en/furniture.yml: rules.{name}"
        if rule.where not in _PLACES:
            raise DataError(f"{where}.where: {rule.where!r} is not any, top or tail")
        if rule.opens not in ("nothing", "list", "rest"):
            raise DataError(f"{where}.opens: {rule.opens!r} is not nothing, list or rest")
        pattern = expand(rule.pattern, file.pieces, where)
        if rule.ignore_case_start:
            pattern = re.sub(r"^\(\?:", "(?i:", pattern)
        flags = 0 if rule.case else re.IGNORECASE
        compiled = _compiled(pattern, where, flags)
        rules.append(
            Furniture(
                f"furniture/{name}",
                rule.kind,
                rule.reason,
                rule.where,
                rule.opens,
                rule.max_chars,
                compiled,
                tuple(rule.needs),
            )
        )
    captions = tuple(
        _compiled(one.pattern, f"lexicons/en/furniture.yml: captions.{number}")
        for number, one in enumerate(file.captions)
    )
    menu, small, hanging, commonest = map(frozenset, (file.menu_words, file.small_words, file.hanging, file.commonest))
    not_places, stamps = tuple(file.not_places), tuple(file.stamps)
    return FurnitureTable(tuple(rules), captions, menu, small, hanging, not_places, stamps, commonest)


@functools.cache
def agency_file() -> AgencyFile:
    """The packaged agency list as written."""
    return read_model(AgencyFile, "lexicons", "en", "agencies.yml")


@functools.cache
def agency_table() -> AgencyTable:
    """The packaged agencies, ready to use."""
    file = agency_file()
    by_name = {spelling: name for name, spellings in file.agencies.items() for spelling in spellings}
    longest_first = sorted(by_name, key=lambda spelling: (-len(spelling), spelling))
    names = rf"\b(?P<agency>{'|'.join(map(re.escape, longest_first))})\b"
    forms = tuple(
        _compiled(form.replace("%agency%", names), f"lexicons/en/agencies.yml: forms.{number}")
        for number, form in enumerate(file.forms)
    )
    return AgencyTable(by_name, forms)


@functools.cache
def abbreviation_file() -> AbbreviationFile:
    """The packaged abbreviations as written."""
    return read_model(AbbreviationFile, "lexicons", "en", "abbreviations.yml")


@functools.cache
def abbreviation_table() -> AbbreviationTable:
    """The packaged abbreviations as sets."""
    file = abbreviation_file()
    joints = re.compile(rf"(?<![^\W\d])(?:{'|'.join(map(re.escape, file.joints))})(?:\s\d+)*(?=\s)", re.IGNORECASE)
    always, maybe, number, openers, places = map(
        frozenset, (file.always, file.maybe, file.number, file.openers, file.places)
    )
    said = re.compile(rf"(?:[A-Z][\w'’.-]+ ){{1,5}}(?:{'|'.join(map(re.escape, file.said))})\b")
    return AbbreviationTable(always, maybe, number, openers, places, tuple(file.pictures), said, joints)


@functools.cache
def spun_file() -> SpunFile:
    """The packaged spun words as written."""
    return read_model(SpunFile, "lexicons", "en", "spun.yml")


@functools.cache
def spun_table() -> SpunTable:
    """The packaged spun words as patterns."""
    file = spun_file()

    def one_of(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b")

    return SpunTable(one_of(file.strong), one_of(file.weak), (*file.strong, *file.weak))
