"""Shared fixtures: articles made by hand, the packaged rule reader, and no network."""

from __future__ import annotations

import functools
import gc
import importlib.util
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from dateline.code.claims import Assembler
from dateline.ids import content_id, sha256_text
from dateline.knowledge.lexicon import number_words, reference_words
from dateline.knowledge.ontology import load_ontology
from dateline.knowledge.times import feast_calendar, time_words
from dateline.protocols import Reader
from dateline.readers import rule_reader
from dateline.records import Article, Header, Mention, Sentence, Unresolved, Why
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.times import TimeGrammar

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples on every run: a check that fails for one in a thousand draws is a bug to be found on purpose, with
# `pytest --hypothesis-profile=default`, not on the day of a release.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

NOT_STATED = Unresolved(Why.NOT_STATED, "not in this test")


CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests that need it are skipped, and say so, where there is none."""
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM: nothing is tested in a browser; apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections leave this machine in no test; loopback stays open for the browser."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test connects to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def make_article(text: str) -> Article:
    """An article of plain text without a header."""
    header = Header(None, None, None, NOT_STATED, NOT_STATED, None, None, NOT_STATED)
    return Article(content_id("art", text), "cap_0", text, sha256_text(text), "test", (), header, (), ())


@functools.cache
def assembler() -> Assembler:
    """Makes drafts of claims, without a book of entities."""
    return Assembler(reference_words(), load_ontology().speech_acts)


def make_sentences(*texts: str) -> tuple[Article, tuple[Sentence, ...]]:
    """An article whose lines are the sentences."""
    article = make_article("\n".join(texts))
    out, at = [], 0
    for index, text in enumerate(texts):
        out.append(Sentence(index, at, at + len(text), "body"))
        at += len(text) + 1
    return article, tuple(out)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return rule_reader()


@pytest.fixture(scope="session")
def hints() -> Callable[[Article, tuple[Sentence, ...]], list[Mention]]:
    """Numbers and times of an article, as the pipeline hands them to a reader."""
    numbers, times = NumberGrammar(number_words()), TimeGrammar(time_words(), feast_calendar())

    def find(article: Article, sentences: tuple[Sentence, ...]) -> list[Mention]:
        out = []
        for s in sentences:
            for n in numbers.find(article.text, s.start, s.end):
                kind = "percent" if n.percent else "none" if n.number.quantifier == "zero_stated" else "quantity"
                out.append(Mention(s.index, n.start, n.end, kind, 1.0, "numbers"))
            for t in times.find(article.text, s.start, s.end):
                out.append(Mention(s.index, t.start, t.end, "time", 1.0, "times"))
        return out

    return find


def growth(prepared: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as much processor time four times as much takes: about 4 in proportion, 16 in its square.

    `prepared` makes what is measured, of a size; the quickest of three runs counts, which differ a little
    so that nothing remembered answers the next.
    """

    def seconds(work: Callable[[], object]) -> float:
        gc.collect()
        gc.disable()  # a full collection walks through everything that other tests hold
        began = time.process_time()
        work()
        took = time.process_time() - began
        gc.enable()
        return took

    small, large = (min(seconds(prepared(n + more)) for more in range(3)) for n in (size, 4 * size))
    return large / small


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Loads a script of training/, which is no package, by its name."""
    folder = Path(__file__).parent.parent / "training"

    def load(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(folder))
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load
