"""A form's fields to a mended or new claim. Only what was changed differs; every word stands in the text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.clean.sentences import split
from dateline.errors import InputError
from dateline.ids import claim_id
from dateline.knowledge.guide import MEASURES, SCOPES, SPAN_ROLES, STATUSES, TYPES, VAGUE
from dateline.records import (
    Article,
    Attribution,
    Claim,
    Claimant,
    Count,
    Evidence,
    Filler,
    Number,
    Place,
    Unresolved,
    When,
    Why,
)
from dateline.web.security import Form

PERSON = "person"
_VALUE = re.compile(r"(>=|<=|>|<|~)?(\d{1,9})|(\d{1,9})-(\d{1,9})")
_BOUNDS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "fewer_than", "~": "about"}
_UNKNOWN = Unresolved(Why.UNKNOWN_NAME, "set by a person, not looked up")
_PRECISIONS = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "country", "sea")


@dataclass(frozen=True, slots=True)
class Mending:
    """What a mended claim is made from."""

    claim: Claim
    article: Article
    form: Form
    find_place: Callable[[str], Place | None]  # by gazetteer id and words


def mended(given: Mending) -> Claim:
    """The claim with the form's values; raises InputError where one makes no sense."""
    form, claim = given.form, given.claim
    fillers = (*_fillers(given), *_new_filler(given))
    return dataclasses.replace(
        claim,
        type=_one_of("type", form.get("type", claim.type), TYPES),
        status=_one_of("status", form.get("status", claim.status), STATUSES),
        topic=(form["topic"].strip()[:300] or None) if "topic" in form else claim.topic,
        fillers=fillers,
        counts=(*_counts(given), *_new_count(given)),
        attribution=_attribution(given),
        when=_when(claim, form),
        place=_place(given),
        confidence=1.0,
        found_by=f"{PERSON}:{form.get('who', '').strip()[:80]}",
    )


def number_of(value: str) -> Number:
    """A number from the guide's form (25, 20-30, >=25, ~200, dozens); raises InputError.

    >>> number_of(">=25").low, number_of("20-30").high, number_of("dozens").vague
    (25, 30, 'dozens')
    """
    value = value.strip()
    if value in VAGUE:
        return Number(None, None, None, "vague", value, value)
    found = _VALUE.fullmatch(value)
    if found is None:
        raise InputError(
            "how many", f"{value[:40]!r} is no number as 25, 20-30, >=25, ~200 or dozens; write one of these"
        )
    if found[3]:
        low, high = int(found[3]), int(found[4])
        if low > high:
            raise InputError("how many", f"{value}: the first figure is the lower one")
        return Number(low, high, None, "range", None, value)
    n, sign = int(found[2]), found[1]
    if sign is None:
        return Number(n, n, n, "exact" if n else "zero_stated", None, value)
    least = {">=": n, ">": n + 1}.get(sign)
    most = {"<=": n, "<": n - 1}.get(sign)
    return Number(least, most, n if sign == "~" else None, _BOUNDS[sign], None, value)


def words_at(article: Article, words: str, start: str, near: int = 0) -> Evidence:
    """Words as they stand in the text: at an offset where one is given, else the occurrence nearest to `near`."""
    words = words.strip()
    if not words:
        raise InputError("words", "are empty; copy them from the text")
    if start.isdigit() and article.text[int(start) : int(start) + len(words)] == words:
        return article.evidence(int(start), int(start) + len(words))
    found = list(_occurrences(article.text, words))
    if not found:
        raise InputError("words", f"{words[:80]!r} do not stand in the text of the page; copy them exactly")
    at = min(found, key=lambda at: abs(at - near))
    return article.evidence(at, at + len(words))


def new_claim(article: Article, trigger: Evidence, form: Form) -> Claim:
    """A claim that a person states on some words, with nothing but its type and status; raises InputError."""
    kind = _one_of("type", form.get("type", ""), TYPES)
    sentences = split(article)
    home = next((s for s in sentences if s.start <= trigger.start and trigger.end <= s.end), None)
    if home is None:
        raise InputError("words", "are not within one sentence of the article; choose fewer words")
    return Claim(
        id=claim_id(article.id, kind, trigger.start, trigger.end),
        article_id=article.id,
        sentence=home.index,
        sentence_evidence=article.evidence(home.start, home.end),
        type=kind,
        status=_one_of("status", form.get("status", ""), STATUSES),
        trigger=trigger,
        fillers=(),
        counts=(),
        attribution=Attribution((), "own-voice", None),
        when=Unresolved(Why.NOT_STATED, "not set by the person who added the claim"),
        place=Unresolved(Why.NOT_STATED, "not set by the person who added the claim"),
        topic=None,
        confidence=1.0,
        found_by=f"{PERSON}:{form.get('who', '').strip()[:80]}",
    )


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InputError(name, f"{value[:40]!r} is none of {', '.join(allowed)}")
    return value


def _fillers(given: Mending) -> Iterator[Filler]:
    """Those that stay, in the role the form gives them."""
    for at, filler in enumerate(given.claim.fillers):
        role = given.form.get(f"role{at}", filler.role)
        if role == "":
            continue
        if role != filler.role:
            filler = dataclasses.replace(filler, role=_one_of("role", role, (*SPAN_ROLES, "time")))
        yield filler


def _new_filler(given: Mending) -> Iterator[Filler]:
    if given.form.get("new_words", "").strip():
        role = _one_of("role", given.form.get("new_role", ""), SPAN_ROLES)
        near = given.claim.trigger.start
        evidence = words_at(given.article, given.form["new_words"], given.form.get("new_start", ""), near)
        actor = _UNKNOWN if role in ("actor", "target") else None
        yield Filler(
            role, evidence, None, actor, _UNKNOWN if role in ("place", "origin", "destination") else None, None
        )


def _counts(given: Mending) -> Iterator[Count]:
    for at, count in enumerate(given.claim.counts):
        measure = given.form.get(f"measure{at}", count.measure)
        if measure == "":
            continue
        value = given.form.get(f"value{at}", "")
        stated = count.number.value if isinstance(count.number, Number) else ""
        yield dataclasses.replace(
            count,
            measure=_one_of("measure", measure, MEASURES),
            scope=_one_of("scope", given.form.get(f"scope{at}", count.scope), SCOPES),
            number=count.number if value.strip() == stated else number_of(value),
        )


def _new_count(given: Mending) -> Iterator[Count]:
    if given.form.get("count_words", "").strip():
        evidence = words_at(given.article, given.form["count_words"], "", given.claim.trigger.start)
        measure = _one_of("measure", given.form.get("count_measure", ""), MEASURES)
        yield Count(measure, number_of(given.form.get("count_value", "")), "incident", evidence, None, False, False)


def _attribution(given: Mending) -> Attribution:
    """Kept; or the page's own voice; or one claimant in words of the text."""
    said = given.form.get("source", "keep")
    if said == "own":
        return Attribution((), "own-voice", None)
    if said == "words":
        evidence = words_at(given.article, given.form.get("source_words", ""), "", given.claim.trigger.start)
        return Attribution(((Claimant(evidence, None, _UNKNOWN, None),),), "paraphrased", None)
    return given.claim.attribution


def _when(claim: Claim, form: Form) -> When | Unresolved:
    if "earliest" not in form:
        return claim.when
    low, high = _day(form.get("earliest", "")), _day(form.get("latest", ""))
    known = claim.when if isinstance(claim.when, When) else None
    if (low, high) == ((known.earliest, known.latest) if known else (None, None)):
        return claim.when
    if low is None and high is None:
        return Unresolved(Why.NOT_STATED, "taken out by a person")
    if low and high and low > high:
        raise InputError("days", f"{low} is after {high}; the first day comes first")
    precision = "day" if low == high else "days" if low and high else "open"
    return When(low, high, precision, PERSON, None, known.words if known else "")


def _day(value: str) -> dt.date | None:
    if not value.strip():
        return None
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError as problem:
        raise InputError("days", f"{value[:20]!r} is no day as 2021-03-14") from problem


def _place(given: Mending) -> Place | Unresolved:
    """Kept, taken out, another of the gazetteer's, or moved on the map to a point with an extent."""
    form, claim = given.form, given.claim
    choice = form.get("place", "keep")
    if choice == "none":
        return Unresolved(Why.NOT_STATED, "taken out by a person")
    if choice == "moved":
        return _moved(form, claim)
    if choice not in ("keep", ""):
        found = given.find_place(choice)
        if found is None:
            raise InputError("place", f"{choice[:40]!r} is not in the gazetteer")
        return found
    return claim.place


def _moved(form: Form, claim: Claim) -> Place:
    try:
        lat, lon, extent = (float(form.get(name, "")) for name in ("lat", "lon", "extent"))
    except ValueError as problem:
        raise InputError("place", "latitude, longitude and extent are numbers") from problem
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < extent <= 5_000):
        raise InputError("place", "latitude is within 90, longitude within 180 degrees, the extent up to 5,000 km")
    old = claim.place if isinstance(claim.place, Place) else None
    label = form.get("label", "").strip()[:120] or (old.label if old else "a place set by a person")
    precision = _one_of("precision", form.get("precision", ""), _PRECISIONS)
    why = form.get("why", "").strip()[:300]
    return Place(
        name=old.name if old else label,
        label=label,
        gazetteer_id=f"{PERSON}:{lat:.4f},{lon:.4f}",
        lat=round(lat, 5),
        lon=round(lon, 5),
        extent_km=extent,
        precision=precision,
        country=old.country if old else None,
        admin1=old.admin1 if old else None,
        basis=PERSON,
        reasons=(f"set by a person: {why}" if why else "set by a person",),
    )
