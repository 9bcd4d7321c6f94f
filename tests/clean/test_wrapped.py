"""Hard line ends: which text is wrapped, and that nothing moves."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.checking import as_page
from dateline.clean.page import clean_page
from dateline.clean.sentences import split
from dateline.clean.wrapped import unwrapped

STORY = (
    "BAMA (ANP) -- Gunmen of the Lake Front killed the mayor, Luis Perez, and two of his guards in the town of "
    "Bama on Monday, police said. A bomb destroyed the car of the governor in the same town, and nine people were "
    "wounded.",
    "The army said that it had sent three hundred soldiers to the province to search for the attackers, who had fled "
    "to the mountains behind the lake.",
)


@pytest.mark.parametrize("width", [50, 65, 78])
def test_paragraphs_come_back_whole(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in STORY)
    assert unwrapped(wrapped) == "\n\n".join(STORY)


def test_indented_paragraphs_stay_apart() -> None:
    wrapped = "\n".join(textwrap.fill(part, 66, initial_indent="   ", break_on_hyphens=False) for part in STORY)
    assert [line.strip() for line in unwrapped(wrapped).split("\n")] == list(STORY)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STORY),  # a paragraph a line
        "Home\nWorld\nSport\nSubscribe to our newsletter\nFollow us\nAll rights reserved by the harbour",
        "One sentence stands on this line.\nAnother stands on this one, a bit longer.\nA third is here.\nAnd a fourth.",
        "",
        "one line",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text(alphabet="ab .\n\t", max_size=400))
def test_no_character_moves(text: str) -> None:
    out = unwrapped(text)
    assert len(out) == len(text) and all(a == b or (a, b) == (" ", "\n") for a, b in zip(out, text, strict=True))


def test_sentences_run_over_the_line_ends() -> None:
    wrapped = "\n\n".join(textwrap.fill(part, 66, break_on_hyphens=False) for part in STORY)
    article = clean_page(as_page(wrapped, "wire.txt", None))
    sentences = [article.text[s.start : s.end] for s in split(article)]
    assert sentences[0].startswith("Gunmen of the Lake Front") and sentences[0].endswith("police said.")
    assert [q.kind for q in article.qualities] == ["hard-wrapped"]
    assert all(article.text[m.start : m.end] == wrapped[m.start : m.end].replace("\n", " ") for m in article.lines)
