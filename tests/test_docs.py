"""The documents and the program check each other: commands, paths, links, the first screen of the README."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dateline.cli.main import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "corpus" / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"```(?:console|sh|bash)\n(.*?)```", re.S)
_INLINE = re.compile(r"`(dateline [a-z][^`]*)`")
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def commands() -> Iterator[tuple[str, str]]:
    """Every `dateline ...` command line in the documents, with the page it stands in."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in _BLOCK.findall(text):
            for line in block.replace("\\\n", " ").splitlines():
                line = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
                if line.startswith("dateline "):
                    yield page.name, line.split("  #")[0]
        yield from ((page.name, line) for line in _INLINE.findall(text))


def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Every command's example in its help."""
    for line in re.findall(r"Example: (dateline .*)", command.help or ""):
        yield name, line
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from helps(child, f"{name} {child.name}")


def parses(line: str) -> None:
    """Resolves the subcommand and parses its options; raises where one does not exist."""
    words = [w for w in shlex.split(line.split(" | ")[0].split(" > ")[0])[1:] if w not in ("...", "IN...")]
    command: click.Command = cli
    context = click.Context(cli, info_name="dateline")
    while True:
        parser = command.make_parser(context)
        parser.ignore_unknown_options = False
        parser.allow_interspersed_args = not isinstance(command, click.Group)
        _, rest, _ = parser.parse_args(list(words))
        if not isinstance(command, click.Group) or not rest:
            return
        child = command.get_command(context, rest[0])
        assert child is not None, f"{line}: no command {rest[0]!r}"
        command, words = child, rest[1:]
        context = click.Context(command, info_name=child.name, parent=context)


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_documented_command_exists(page: str, line: str) -> None:
    assert page
    parses(line)


@pytest.mark.parametrize(("name", "line"), list(helps(cli, "dateline")))
def test_example_in_help_exists(name: str, line: str) -> None:
    assert name
    parses(line)


def test_every_command_has_an_example() -> None:
    missing = [name for name, command in cli.commands.items() if "Example: dateline" not in (command.help or "")]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_first_screen_of_the_readme() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    text = "\n".join(first)
    assert "make run" in text and "make test" in text and "](docs/images/" in text


def test_data_files_in_the_docs_exist() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    models = set(re.findall(r"`((?:knowledge|reader)/\w+\.py)`", text))
    assert models and all((ROOT / "src" / "dateline" / name).exists() for name in models)
