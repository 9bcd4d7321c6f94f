"""Nouns go to JSON and back; the schema accepts what the codec writes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import records
from dateline.codec import NOUNS, dumps, json_schema, loads, read_lines, write_lines
from dateline.errors import InputError
from dateline.records import Evidence, Unresolved, Why

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that fits a type hint of the nouns."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(values(option) for option in typing.get_args(hint)))
    if origin is tuple:
        return st.lists(values(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if dataclasses.is_dataclass(hint):
        return nouns(typing.cast(type, hint))
    if hint is Why:
        return st.sampled_from(Why)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        int: st.integers(-(2**53), 2**53),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
        dt.date: st.dates(),
    }
    return simple[hint]


def nouns(noun: type) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(noun)
    return st.builds(noun, **{name: values(hint) for name, hint in hints.items()})


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_every_noun_comes_back(name: str) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())

    @settings(max_examples=8, deadline=None)
    @given(nouns(NOUNS[name]))
    def round_trip(noun: Any) -> None:
        line = dumps(noun)
        assert loads(NOUNS[name], line) == noun
        validator.validate(json.loads(line))

    round_trip()


def test_lines_carry_the_version() -> None:
    noun = Unresolved(Why.NOT_STATED, "ночь")
    lines = list(write_lines([noun]))
    assert list(read_lines(lines, "x.jsonl")) == [noun]
    assert json.loads(lines[0]) == {"format": "dateline", "version": records.FORMAT_VERSION}


@pytest.mark.parametrize(
    "lines",
    [
        ["{}"],
        ['{"format": "dateline", "version": 99}'],
        ['{"format": "dateline", "version": 1}', "{"],
        ['{"format": "dateline", "version": 1}', '{"is": "Nothing"}'],
        ['{"format": "dateline", "version": 1}', '{"is": "Evidence", "article_id": "a", "start": "0"}'],
    ],
)
def test_a_bad_line_is_named(lines: list[str]) -> None:
    with pytest.raises(InputError, match=rf"x\.jsonl:{len(lines)}"):
        list(read_lines(lines, "x.jsonl"))


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fields"):
        loads(Evidence, '{"is":"Evidence","article_id":"a","start":0,"end":1,"exact":"x","more":1}')
