"""Raw pages built by hand, and what the real annotated pages give where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.clean.page import clean_page
from dateline.ids import content_id, sha256_bytes
from dateline.protocols import RawPage
from dateline.records import Article, Capture, PageHints

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "samples"

STORY = (
    "The army said on Tuesday that its troops had taken the village of Koro after two days of fighting.\n"
    "Residents told reporters that most of the fighters had left before the soldiers came on Monday."
)


def raw_page(page: str, media_type: str = "text/plain", url: str | None = None, **hints: str) -> RawPage:
    """A page as a source hands it over."""
    data = page.encode("utf-8", "surrogatepass")
    digest = sha256_bytes(data)
    capture = Capture(
        content_id("cap", "test", digest), "test", url, digest, len(data), media_type, "utf-8", "utf-8", None
    )
    return RawPage(capture, data, page, PageHints(**hints))


def article(page: str, media_type: str = "text/plain", url: str | None = None, **hints: str) -> Article:
    """A page cleaned."""
    return clean_page(raw_page(page, media_type, url, **hints))


def kinds(one: Article) -> dict[str, str]:
    """Each line of an article with its kind."""
    return {one.text[mark.start : mark.end]: mark.kind for mark in one.lines}


def left_out(one: Article) -> list[str]:
    """The lines that are not the article."""
    return [one.text[mark.start : mark.end] for mark in one.lines if not mark.is_article]


@dataclass(frozen=True)
class Coded:
    """A page coded by hand: its lines with x (not the article), t (headline) or s (sentence)."""

    id: str
    published: str
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def coded(folder: str) -> list[Coded]:
    """The pages of shared/train or shared/dev; skips the test where they are missing."""
    files = sorted((SHARED / folder).glob("*.dat"))
    if not files:
        pytest.skip(f"needs the annotated pages in {SHARED / folder}")
    check = SHARED / "annotation" / "check.py"
    out = subprocess.run([sys.executable, check, "--json", *files], capture_output=True, text=True, check=False).stdout
    documents = [json.loads(line) for line in out.splitlines()]
    return [
        Coded(
            one["id"],
            one.get("published", "-"),
            tuple((line["kind"], one["text"][line["start"] : line["end"]]) for line in one["sentences"]),
        )
        for one in documents
    ]
