"""Nouns to JSON and back, and the JSON Schema of the nouns, both generated from their type hints."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, TypeVar, cast

from dateline import records
from dateline.errors import InputError
from dateline.records import FORMAT_VERSION

T = TypeVar("T")
_KIND = "is"  # tells nouns apart where a field may hold more than one ("Place" or "Unresolved")

NOUNS: dict[str, type] = {
    name: noun
    for name in records.__all__
    if isinstance(noun := getattr(records, name), type) and dataclasses.is_dataclass(noun)
}


_ATOMS = frozenset((str, int, float, bool, type(None)))


@functools.cache
def _names(noun: type) -> tuple[str, ...] | None:
    """The fields of a noun; None for any other type."""
    return tuple(f.name for f in dataclasses.fields(noun)) if dataclasses.is_dataclass(noun) else None


@functools.cache
def _hints(noun: type) -> dict[str, Any]:
    return typing.get_type_hints(noun)


def to_plain(value: object) -> Any:
    """A noun as dicts, lists and plain values; each noun carries its name under "is"."""
    if type(value) in _ATOMS:  # most values
        return value
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    plain = _opened(value)
    return {name: to_plain(item) for name, item in plain.items()} if isinstance(plain, dict) else plain


def _opened(value: object) -> Any:
    """A noun as a dict of what it holds; a day or a reason as written; any other value as it is."""
    names = _names(cast(Any, type(value)))
    if names is not None:
        out = {_KIND: type(value).__name__}
        for name in names:
            out[name] = getattr(value, name)
        return out
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], plain: object) -> T:
    """The noun of that kind from what `to_plain` gave; raises ValueError where it does not fit."""
    return cast(T, _build(kind, plain, kind.__name__))


@functools.cache
def _shape(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type hint is made of: its origin and its arguments."""
    return typing.get_origin(hint), typing.get_args(hint)


@functools.cache
def _fields(noun: type) -> tuple[tuple[tuple[str, Any], ...], frozenset[str], frozenset[str]]:
    """A noun's fields with their hints, all that its JSON may have, and all that it must have."""
    hints = _hints(noun)
    later = {
        f.name for f in dataclasses.fields(noun) if f.default is not dataclasses.MISSING
    }  # older records lack them
    return tuple(hints.items()), frozenset({*hints, _KIND}), frozenset(set(hints) - later)


def _build(hint: Any, plain: Any, where: str) -> Any:
    if type(plain) is hint and hint in (str, int, float, bool):  # most values
        return plain
    origin, inside = _shape(hint)
    if origin in (types.UnionType, typing.Union):
        return _build_union(inside, plain, where)
    if origin is tuple:
        inner = inside[0]
        if not isinstance(plain, list):
            raise ValueError(f"{where}: a list is needed, not {plain!r}")
        return tuple(_build(inner, item, f"{where}[{i}]") for i, item in enumerate(plain))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build_noun(hint, plain, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if hint is dt.date:
        return dt.date.fromisoformat(plain)
    if hint is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if not isinstance(plain, hint) or (isinstance(plain, bool) and hint is not bool):
        raise ValueError(f"{where}: {getattr(hint, '__name__', hint)} is needed, not {plain!r}")
    return plain


def _build_noun(noun: type, plain: Any, where: str) -> Any:
    if not isinstance(plain, dict) or plain.get(_KIND) != noun.__name__:
        raise ValueError(f"{where}: a {noun.__name__} is needed")
    fields, allowed, required = _fields(noun)
    if not (plain.keys() <= allowed and plain.keys() >= required):
        unknown, missing = plain.keys() - allowed, required - plain.keys()
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}, missing fields {sorted(missing)}")
    return noun(**{name: _build(hint, plain[name], f"{where}.{name}") for name, hint in fields if name in plain})


def _build_union(options: tuple[Any, ...], plain: Any, where: str) -> Any:
    if plain is None and type(None) in options:
        return None
    for option in options:
        if option is type(None):
            continue
        if dataclasses.is_dataclass(option) and isinstance(option, type):
            if isinstance(plain, dict) and plain.get(_KIND) == option.__name__:
                return _build(option, plain, where)
        elif not isinstance(plain, dict):
            return _build(option, plain, where)
    raise ValueError(f"{where}: {plain!r} fits none of {', '.join(getattr(o, '__name__', str(o)) for o in options)}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_opened, check_circular=False)


def dumps(noun: object) -> str:
    """A noun as one line of JSON, keys in field order, characters as they are."""
    return _ENCODER.encode(noun)


def loads(kind: type[T], line: str) -> T:
    """The noun of that kind from one line of JSON."""
    return from_plain(kind, json.loads(line))


def write_lines(nouns: Iterable[object]) -> Iterator[str]:
    """Lines of a JSON Lines file: a header with the format version, then one noun a line."""
    yield json.dumps({"format": "dateline", "version": FORMAT_VERSION}) + "\n"
    for noun in nouns:
        yield dumps(noun) + "\n"


def read_lines(lines: Iterable[str], where: str) -> Iterator[object]:
    """The nouns of a JSON Lines file; raises InputError naming the line that does not fit."""
    for number, line in enumerate(lines, 1):
        try:
            plain = json.loads(line)
            if number == 1:
                _check_header(plain)
            else:
                yield from_plain(NOUNS[plain[_KIND]], plain)
        except (ValueError, KeyError, TypeError) as problem:
            raise InputError(f"{where}:{number}", f"not a line of the format: {problem}") from problem


def _check_header(plain: Any) -> None:
    if not isinstance(plain, dict) or plain.get("format") != "dateline":
        raise ValueError('the first line must be {"format": "dateline", "version": ...}')
    if plain.get("version") != FORMAT_VERSION:
        raise ValueError(f"version {plain.get('version')}, this program reads version {FORMAT_VERSION}")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line after the header, generated from the nouns."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Dateline records, format version {FORMAT_VERSION}",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in sorted(NOUNS)],
        "$defs": {name: _noun_schema(NOUNS[name]) for name in sorted(NOUNS)},
    }


def _noun_schema(noun: type) -> dict[str, Any]:
    hints = _hints(noun)
    return {
        "type": "object",
        "description": (noun.__doc__ or "").split("\n")[0],
        "properties": {_KIND: {"const": noun.__name__}, **{name: _schema(hint) for name, hint in hints.items()}},
        "required": [_KIND, *hints],
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(option) for option in typing.get_args(hint)]}
    if origin is tuple:
        return {"type": "array", "items": _schema(typing.get_args(hint)[0])}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if hint is dt.date:
        return {"type": "string", "format": "date"}
    names = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": names[hint]}
