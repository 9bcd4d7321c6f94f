"""Where data files are and how they are read: strictly, with an error that names file and place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dateline.errors import DataError

M = TypeVar("M", bound=BaseModel)


def alternatives(words: Iterable[str]) -> str:
    """Words as the alternatives of a pattern, longest first; of no words one that matches nowhere."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or "(?!)"


class Strict(BaseModel):
    """Base of every data file's model: unknown keys refused, values frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _StrictLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """YAML without duplicate keys, dates or yes/no booleans."""


def _mapping(loader: Any, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=deep) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"key given twice: {sorted(twice)}", node.start_mark)
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag not in ("tag:yaml.org,2002:timestamp",)]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _first, _pairs in list(_StrictLoader.yaml_implicit_resolvers.items()):
    _StrictLoader.yaml_implicit_resolvers[_first] = [
        (tag, pattern)
        for tag, pattern in _pairs
        if tag != "tag:yaml.org,2002:bool" or _first in ("t", "f")  # true and false only; "no" and "on" stay words
    ]


def data_root() -> Traversable:
    """The packaged data folder."""
    return resources.files("dateline.knowledge") / "data"


def read_model(kind: type[M], *parts: str, root: Traversable | Path | None = None) -> M:
    """One data file as its model; raises DataError naming the file and the place in it."""
    where = "/".join(parts)
    file = (root or data_root()).joinpath(*parts)
    try:
        plain = yaml.load(file.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except (OSError, yaml.YAMLError) as problem:
        raise DataError(f"{where}: cannot be read: {problem}") from problem
    try:
        return kind.model_validate(plain, strict=False)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise DataError(f"{where}: {place}: {first['msg']} (found {first.get('input')!r:.80})") from problem


def folder_files(*parts: str, suffix: str = ".yml", root: Traversable | Path | None = None) -> list[str]:
    """Names of the data files in a folder, sorted."""
    folder = (root or data_root()).joinpath(*parts)
    return sorted(item.name for item in folder.iterdir() if item.is_file() and item.name.endswith(suffix))


def read_bytes(*parts: str) -> bytes:
    """A packaged binary file; raises DataError if it is missing."""
    file = data_root().joinpath(*parts)
    try:
        return file.read_bytes()
    except OSError as problem:
        raise DataError(f"{'/'.join(parts)}: cannot be read: {problem}") from problem


def knowledge_sha256() -> str:
    """One hash over every packaged data file: names and bytes."""
    digest = hashlib.sha256()
    for name, file in sorted(_walk(data_root(), "")):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        name = f"{prefix}{item.name}"
        if item.is_dir():
            yield from _walk(item, name + "/")
        else:
            yield name, item
