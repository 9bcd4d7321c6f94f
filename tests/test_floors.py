"""Imports go down the floors, type-checking imports included, and make no circle."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "dateline"
FLOORS = {
    "errors": 0, "ids": 0, "records": 0, "tokens": 0, "codec": 0, "protocols": 0,
    "vendored": 0,
    "knowledge": 1,
    "clean": 2, "reader": 2, "code": 2, "resolve": 2, "link": 2, "scores": 2,
    "sources": 3, "store": 3, "export": 3, "engines": 3, "backends": 3,
    "config": 4, "registry": 4, "readers": 4, "readers_learned": 4, "readers_llm": 4,
    "pipeline": 4, "jobs": 4, "judgements": 4, "explain": 4, "checking": 4,
    "cli": 5, "web": 5, "report": 5, "bench": 5,
}  # fmt: skip


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    out = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        out[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return out


def imports(path: Path) -> set[str]:
    """Modules that a file imports anywhere in it, under TYPE_CHECKING and inside functions included."""
    out: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            out |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in out if name == "dateline" or name.startswith("dateline.")}


def room(name: str) -> str:
    """The room a module is in."""
    return name.split(".")[1] if "." in name else ""


def test_every_module_has_a_floor() -> None:
    unknown = {room(name) for name in modules() if room(name)} - set(FLOORS)
    assert not unknown, f"no floor is set for {unknown}"


def test_imports_go_down() -> None:
    known = modules()
    for name, path in known.items():
        for target in imports(path):
            if target not in known or not room(target) or not room(name):
                continue
            here, there = FLOORS[room(name)], FLOORS[room(target)]
            same_room = room(name) == room(target)
            free = here == 0 or here >= 4
            assert there < here or same_room or (there == here and free), f"{name} imports {target}"


def test_no_import_circle() -> None:
    known = modules()
    graph = {name: {t for t in imports(path) if t in known and t != "dateline"} for name, path in known.items()}
    done: set[str] = set()
    path: list[str] = []

    def visit(name: str) -> None:
        if name in path:
            raise AssertionError("circle: " + " -> ".join([*path[path.index(name) :], name]))
        if name in done:
            return
        path.append(name)
        for target in sorted(graph[name]):
            visit(target)
        path.pop()
        done.add(name)

    for name in graph:
        visit(name)


def test_modules_stay_short() -> None:
    long = {name: count for name, path in modules().items() if (count := len(path.read_text().splitlines())) > 400}
    assert not long


def test_functions_stay_short() -> None:
    long = []
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 40:
                    long.append(f"{name}.{node.name}: {lines}")
    assert not long
