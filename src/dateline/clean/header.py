"""What stands around a story: headline, byline, dateline, publication day, outlet, agency, language."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence

from dateline.clean.dates import DayFound, day_in_address, day_shortly_before, days
from dateline.clean.htmlmeta import PageMeta
from dateline.knowledge.furniture import agency_table, furniture_table
from dateline.knowledge.times import time_words
from dateline.protocols import RawPage
from dateline.records import (
    DatelineLine,
    Evidence,
    Header,
    LineMark,
    Published,
    Unresolved,
    Why,
)

_PLACE = r"[A-Z][A-Z'’./-]+(?: [A-Z][A-Z'’./-]+){0,3}"
_REGION = r"(?:,? [A-Z][\w.'’-]+(?: (?:of |the )?[A-Z][\w.'’-]+){0,4})??"
_AGENCY = r" ?[(\[](?P<agency>[A-Z][\w .&'/-]{1,40})[)\]]"
_DASH = r"\s*(?:--|[–—-])\s*"
_AGENCY_FIRST = re.compile(r"(?P<agency>[A-Za-z][\w ]{1,30}?) ?(?:--|[–—-]) (?=[A-Z\"“])")
_OUTLET_TAIL = re.compile(r"\s*(?:\s[|–—-]\s.*|\([^()]*\)|\|.*)$")
_COPYRIGHT = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:19|20)\d\d\s+(?P<a>[A-Z][\w'’& -]{2,50})|"
    r"rights reserved (?:to|by) (?P<b>[A-Z][\w'’& -]{2,50}?)(?:\s+(?:19|20)\d\d.*|\.|$))",
    re.IGNORECASE,
)
_DESK = re.compile(r"\d{4}.*/\s*(?P<desk>[A-Z][A-Za-z' ]{3,40})$")
_FIRST_BODY_LINES = 4
_OLDEST = 7  # days: a dateline further back is that of another story


@functools.cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    """The forms of a dateline, the surest first."""
    month = rf"(?:{'|'.join(name.capitalize() for name in time_words().every_month)})\.?"
    date = rf"(?:{month} \d{{1,2}}|\d{{1,2}} {month})(?:,? \d{{4}})?"
    day = rf"(?:,? {date})?"
    table = furniture_table()
    stamps = "|".join((*(name.capitalize() for name in time_words().weekdays), *table.stamps))
    no_place = rf"(?!(?:{'|'.join(table.not_places)})\b)(?!(?:\w+ ){{0,2}}(?:{stamps})\b)"
    forms = (
        rf"(?P<place>{_PLACE}{_REGION}){day}{_AGENCY}(?:{_DASH}|_\s*|: |\s+)",  # BAGHOUZ, Syria (AP) —
        rf"(?P<place>{_PLACE}{_REGION}){day}\s*(?:--|[–—])\s*",  # LAGOS, Nigeria —
        rf"(?P<place>{_PLACE}){day}(?: - |- |: )(?=[A-Z\"“'‘])",  # RIYADH:
        rf"{no_place}(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?),"
        rf" {date}(?:{_AGENCY})?(?: ?: | ?(?:--|[–—]) ?| - |- )(?=[A-Z\"“'‘])",  # Srinagar, May 5:
        rf"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?), (?!{month} \d)(?P<agency>[A-Z][\w .]{{2,40}}?) [–—-] (?=[A-Z\"“])",
        r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: [–—] |- )(?=[A-Z\"“])",  # Beirut-
        r"(?P<place>)\((?P<agency>[A-Z][\w .&'/-]{1,40})\)" + _DASH,  # (Reuters) -
    )
    return tuple(re.compile(form) for form in forms)


def find_header(
    raw: RawPage,
    text: str,
    marks: Sequence[LineMark],
    article_id: str,
    meta: PageMeta,
    language: Callable[[str], str | Unresolved],
) -> Header:
    """The header of a page whose lines are marked."""

    def evidence(start: int, end: int) -> Evidence:
        return Evidence(article_id, start, end, text[start:end])

    headline = next((evidence(mark.start, mark.end) for mark in marks if mark.kind == "headline"), None)
    byline = next((evidence(mark.start, mark.end) for mark in marks if mark.kind == "byline"), None)
    dateline, _ = find_dateline(text, marks, article_id)
    agency = _agency(text, marks, dateline)
    story = "\n".join(text[mark.start : mark.end] for mark in marks if mark.is_article)
    return Header(
        headline=headline,
        byline=byline,
        dateline=dateline,
        published=_published(raw, text, marks, meta, dateline),
        outlet=_outlet(raw, text, marks, meta),
        agency=agency[0] if agency else None,
        agency_evidence=evidence(agency[1], agency[2]) if agency else None,
        language=raw.hints.language or meta.language or language(story),
    )


def story_day(header: Header) -> tuple[dt.date | None, str]:
    """The day from which "today" counts, and its basis: the dateline's, if that is shortly before publication."""
    published, dateline = header.published, header.dateline
    if not isinstance(published, Published):
        return None, "none"
    written = day_shortly_before(dateline.evidence.exact, published.day, _OLDEST) if dateline else None
    return (published.day, "publication") if written in (None, published.day) else (written, "dateline")


def find_dateline(text: str, marks: Sequence[LineMark], article_id: str) -> tuple[DatelineLine | None, int]:
    """The dateline of the story's first lines and where its sentence starts; -1 without one."""
    seen = 0
    for mark in marks:
        if mark.kind == "dateline":
            found = _datelines()[0].match(text[mark.start : mark.end] + " ")
            if found:
                return _dateline(found, mark.start, article_id), -1
        if mark.kind != "body":
            continue
        seen += 1
        line = text[mark.start : min(mark.end, mark.start + 160)]
        for form in (*_datelines(), _AGENCY_FIRST):
            found = form.match(line)
            if found and found.end() < mark.end - mark.start and _is_agency_first(form, found):
                return _dateline(found, mark.start, article_id), mark.start + found.end()
        if seen == _FIRST_BODY_LINES:
            break
    return None, -1


def _is_agency_first(form: re.Pattern[str], found: re.Match[str]) -> bool:
    """True unless a form that needs a known agency was matched by other words."""
    return form is not _AGENCY_FIRST or found["agency"] in agency_table().by_name


def _dateline(found: re.Match[str], base: int, article_id: str) -> DatelineLine:
    words = found.group().rstrip()
    parts = found.groupdict()
    written = (parts.get("agency") or "").strip() or None
    agency = agency_table().by_name.get(written, written) if written else None
    place = (parts.get("place") or "").strip(" ,-")
    return DatelineLine(Evidence(article_id, base, base + len(words), words), place, agency)


def _agency(text: str, marks: Sequence[LineMark], dateline: DatelineLine | None) -> tuple[str, int, int] | None:
    """The agency whose story this is: the dateline's, else a credit line's."""
    table = agency_table()
    if dateline and dateline.agency in table.by_name.values():
        at = next(
            (at for name, known in table.by_name.items() if known == dateline.agency
             and (at := dateline.evidence.exact.find(name)) >= 0), 0)  # fmt: skip
        name = next(n for n, known in table.by_name.items() if known == dateline.agency
                    and dateline.evidence.exact.startswith(n, at))  # fmt: skip
        start = dateline.evidence.start + at
        return str(dateline.agency), start, start + len(name)
    for mark in marks:
        if mark.is_article or mark.kind in ("related", "copyright", "tags", "comments") or mark.end - mark.start > 200:
            continue
        found = table.credited(text[mark.start : mark.end])
        if found:
            return found[0], mark.start + found[1], mark.start + found[2]
    return None


def _published(
    raw: RawPage, text: str, marks: Sequence[LineMark], meta: PageMeta, dateline: DatelineLine | None
) -> Published | Unresolved:
    """The publication day by the strongest statement the page makes, or why there is none."""
    stated = [("row", raw.hints.published)] if raw.hints.published else []
    stated += [(basis, exact) for basis, exact in meta.dates if basis != "library"]
    ambiguous = None
    for basis, exact in stated:
        found = days(exact)
        if found and found[0].day:
            return Published(found[0].day, found[0].time, basis, exact)
        ambiguous = exact if found else ambiguous
    for line, found_day in _dated_lines(text, marks):
        if found_day.day:
            return Published(found_day.day, found_day.time, "line", line[found_day.start : found_day.end])
        ambiguous = ambiguous or line[found_day.start : found_day.end]
    for address in filter(None, (raw.capture.url, meta.canonical)):
        day = day_in_address(address)
        if day:
            return Published(day[0], None, "address", day[1])
    stamp = dateline.evidence.exact if dateline else ""
    for found_day in days(stamp):  # AMMAN, Feb 16, 2020 (AFP) -
        if found_day.day:
            return Published(found_day.day, None, "dateline", stamp[found_day.start : found_day.end])
    for basis, exact in meta.dates:
        found = days(exact)
        if basis == "library" and found and found[0].day:
            # The library does not say where it looked: the characters are known only if they stand in the page.
            return Published(found[0].day, found[0].time, basis, exact if exact in raw.page else "")
    if ambiguous:
        return Unresolved(Why.AMBIGUOUS, f"{ambiguous!r} can be read as two days")
    if raw.hints.published:
        return Unresolved(Why.UNREADABLE, f"the row's {raw.hints.published!r} is no full date; write it as 2019-05-11")
    return Unresolved(Why.NOT_STATED, "no date in the row, the page's data, its head and end lines or its address")


def _dated_lines(text: str, marks: Sequence[LineMark]) -> list[tuple[str, DayFound]]:
    """Days in header lines, likeliest first: "Published ...", bare dates above, a stamp below; "Modified ..." last."""
    story = [number for number, mark in enumerate(marks) if mark.kind == "body"]
    first, last = (story[0], story[-1]) if story else (len(marks), len(marks))
    ranked = []
    for number, mark in enumerate(marks):
        line = text[mark.start : mark.end]
        found = days(line) if mark.kind in ("date", "byline", "credit", "dateline", "related", "share") else ()
        if not found or (mark.kind in ("related", "share") and number > first):
            continue
        # A stamp right above related headlines opens their list, where each stamp stands before its headline.
        if number > last and number + 1 < len(marks) and marks[number + 1].kind == "related":
            continue
        # A day far below the story's first line belongs to something else, unless it follows the story at once.
        if mark.rule == "furniture/period" or (first + 2 < number and number > last + 3):
            continue
        rank = {"furniture/published": 0, "furniture/modified": 3}.get(mark.rule, 1 if number <= first + 2 else 2)
        ranked.append(((rank, found[0].time is None, number), line, found[0]))
    return [(line, found_day) for _, line, found_day in sorted(ranked, key=lambda item: item[0])]


def _outlet(raw: RawPage, text: str, marks: Sequence[LineMark], meta: PageMeta) -> str | Unresolved:
    """The outlet by the row, the page's data, a copyright line or the masthead."""
    if raw.hints.outlet or meta.site:
        return str(raw.hints.outlet or meta.site)
    for mark in marks:
        line = text[mark.start : mark.end]
        if mark.kind == "copyright" and len(line) < 200 and (found := _COPYRIGHT.search(line)):
            return (found["a"] or found["b"]).strip()
    masthead = [text[mark.start : mark.end] for mark in marks if mark.kind == "masthead"]
    if masthead and not _DESK.search(masthead[0]) and not days(masthead[0]):
        name = _OUTLET_TAIL.sub("", masthead[0]).strip()
        return name.title() if name.isupper() and " " in name else name
    for mark in marks:
        if mark.kind == "date" and (found := _DESK.search(text[mark.start : mark.end])):
            return found["desk"].strip()
    return Unresolved(Why.NOT_STATED, "no outlet in the row, the page's data, a copyright line or above the headline")
