"""The checked entities as one compiled file in the cache folder, so that a start need not read every data file again.

The file is named after the hash of all it was made from; a changed data file or version makes a new one. Without a
folder to write to the data files are read each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from dateline.knowledge.cache import cache_folder, write_whole
from dateline.knowledge.entities import Active, Entity, Name, Relation, Role
from dateline.knowledge.files import folder_files, read_bytes

_FORMAT = 1
_FOLDERS = ("actors", "offices")


def table_path() -> Path:
    """Where the compiled file of the present data stands, or would stand."""
    digest = hashlib.sha256(f"{_FORMAT}\0".encode())
    for folder in _FOLDERS:
        for name in folder_files(folder):
            digest.update(f"{folder}/{name}\0".encode() + read_bytes(folder, name) + b"\0")
    return cache_folder() / f"actors-{digest.hexdigest()[:16]}.json"


def read_table(build: Callable[[], Sequence[Entity]]) -> list[Entity]:
    """The entities from the compiled file; where there is none, or it is damaged, what `build` gives, kept there."""
    path = table_path()
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return [_entity(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    entities = list(build())
    with suppress(OSError):
        write_whole(path, json.dumps([_row(entity) for entity in entities], ensure_ascii=False))
    return entities


def _row(entity: Entity) -> dict[str, Any]:
    return entity.model_dump(by_alias=True, exclude_defaults=True)


def _entity(row: dict[str, Any]) -> Entity:
    """A row as it was written; it was checked before, so it is not checked again."""
    active = row.get("active")
    return Entity.model_construct(
        **{
            **row,
            "names": [Name.model_construct(**_dated(name)) for name in row["names"]],
            "roles": [Role.model_construct(**_dated(role)) for role in row.get("roles", ())],
            "relations": [Relation.model_construct(**_dated(item)) for item in row.get("relations", ())],
            "active": Active.model_construct(**_dated(active)) if active is not None else None,
        }
    )


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {"from_" if key == "from" else key: value for key, value in row.items()}
