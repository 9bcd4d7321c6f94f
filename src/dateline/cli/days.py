"""The day that an option takes."""

from __future__ import annotations

import datetime as dt

import click


class _Day(click.ParamType):  # type: ignore[type-arg]  # older versions of click know no argument
    name = "YYYY-MM-DD"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day written; wrong usage where it is none."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as YYYY-MM-DD, for example 2018-04-25.", param, ctx)


DAY = _Day()
