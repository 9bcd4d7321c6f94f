"""Words of time and the days of feasts: shape-free lists an analyst may edit, loaded strictly."""

from __future__ import annotations

import functools

from pydantic import model_validator

from dateline.knowledge.files import Strict, read_model


class TimeWords(Strict):
    """times/en/words.yml: what words mean; a phrase is lower-case words."""

    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    months: dict[str, int]
    months_also_verbs: dict[str, int]
    month_abbreviations: dict[str, int]
    seasons: dict[str, str]
    seasons_also_verbs: dict[str, str]
    units: dict[str, str]
    parts: dict[str, str]
    days: dict[str, int]
    nights: dict[str, int]
    overnight: list[str]
    numbers: dict[str, int]
    vague_numbers: list[str]
    ordinals: dict[str, int]
    modes: dict[str, list[str]]
    last: list[str]
    this: list[str]
    next: list[str]
    following: dict[str, int]
    same: list[str]
    recent: list[str]
    that: list[str]
    every: list[str]
    sets: dict[str, str]
    vague: dict[str, list[str]]
    approximate: dict[str, list[str]]
    ago: list[str]
    old: list[str]
    ampm: dict[str, str]
    zones: list[str]
    oclock: list[str]
    feasts: dict[str, str]
    names: list[str]
    name_after: list[str]
    thing_after: list[str]
    counted: list[str]
    small: dict[str, str]

    @functools.cached_property
    def every_month(self) -> dict[str, int]:
        """Months by their names and abbreviations, the longest first."""
        written = {**self.months, **self.months_also_verbs, **self.month_abbreviations}
        return {name: written[name] for name in sorted(written, key=len, reverse=True)}


class TimexWords(Strict):
    """times/en/timex.yml: what TIMEX3 annotators mark beside, and words that say which way a date points."""

    left_out: list[str]
    marked: dict[str, str]
    core: list[str]
    ahead: list[str]
    behind: list[str]

    @model_validator(mode="after")
    def _apart(self) -> TimexWords:
        both = set(self.ahead) & set(self.behind)
        if both:
            raise ValueError(f"both ahead and behind: {sorted(both)}")
        return self


class FeastDays(Strict):
    """When one feast is: exactly one of the ways to say so, and how long it lasts."""

    fixed: tuple[int, int] | None = None
    easter: int | None = None
    orthodox: int | None = None
    nth: tuple[int, int, int] | None = None
    starts: tuple[str, ...] | None = None
    once: str | None = None
    days: int = 1
    until: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> FeastDays:
        ways = [self.fixed, self.easter, self.orthodox, self.nth, self.starts, self.once]
        if sum(way is not None for way in ways) != 1:
            raise ValueError("give exactly one of fixed, easter, orthodox, nth, starts, once")
        return self


class FeastCalendar(Strict):
    """times/en/calendar.yml."""

    feasts: dict[str, FeastDays]

    @model_validator(mode="after")
    def _known(self) -> FeastCalendar:
        unknown = {f.until for f in self.feasts.values() if f.until} - set(self.feasts)
        if unknown:
            raise ValueError(f"until names no feast: {sorted(unknown)}")
        return self


class TimeExample(Strict):
    """A sentence, the page's day (null: none), its time words, and the guide's interval (null: none can be said).

    `words: null` means that nothing is found; `future` that the event is planned or called for.
    """

    text: str
    published: str | None
    words: str | None
    interval: str | None
    future: bool = False


class TimeExamples(Strict):
    """times/en/examples.yml."""

    examples: list[TimeExample]


@functools.cache
def time_words() -> TimeWords:
    """The packaged words of time."""
    return read_model(TimeWords, "times", "en", "words.yml")


@functools.cache
def timex_words() -> TimexWords:
    """The packaged words of the TIMEX3 view."""
    return read_model(TimexWords, "times", "en", "timex.yml")


@functools.cache
def feast_calendar() -> FeastCalendar:
    """The packaged feasts."""
    return read_model(FeastCalendar, "times", "en", "calendar.yml")


@functools.cache
def time_examples() -> tuple[TimeExample, ...]:
    """The packaged examples, every one of them a test."""
    return tuple(read_model(TimeExamples, "times", "en", "examples.yml").examples)
