"""Sentences: boundaries, datelines, and floors over the annotated pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean.sentences import split, split_line
from tests.clean.pages import STORY, article, coded


def sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in split_line(line)]


@pytest.mark.parametrize(
    "parts",
    [
        ["He fled to the U.S. in 2014.", "Nobody followed."],
        ["“Did they come?” Col. John Dorrian said.", "They did."],
        ["“We entered the camp, then stopped,” he said.", "“There was resistance.”"],
        ["They fired 3.5 tonnes at St. George's.", "(Nobody was hurt.)", "It ended."],
        ['"Don\'t let that happen!"', "He repeated it."],
        ["Mr. Assad and Gen. J. Townsend met on Jan. 8.", "1,200 fled."],
        ["قال الجيش إنه تقدم.", "لم يعلق أحد."],
        ["They came at 8 a.m. and left.", "The rest stayed…", "Nobody spoke."],
    ],
)
def test_boundaries(parts):
    assert sentences(" ".join(parts)) == parts


def test_a_missing_space_is_a_boundary_and_an_address_is_not():
    assert sentences("The war ended.The army left.") == ["The war ended.", "The army left."]
    assert sentences("See www.example.Com or mail a@b.Example now.") == ["See www.example.Com or mail a@b.Example now."]


def test_a_lone_quote_stays_with_the_sentence_before():
    assert sentences('He wrote it on Twitter. "') == ['He wrote it on Twitter. "']


def test_the_dateline_is_no_part_of_the_first_sentence():
    one = article(f"Army takes village of Koro\nBAMAKO, Mali (AP) — {STORY}")
    found = split(one)
    assert [sentence.kind for sentence in found] == ["headline", "body", "body"]
    assert one.text[found[1].start : found[1].end] == STORY.split("\n")[0]
    assert [sentence.index for sentence in found] == [0, 1, 2]


def test_furniture_has_no_sentences():
    one = article(f"Share\n{STORY}\n© 2018 Harbour Times. All rights reserved.")
    assert [one.text[s.start : s.end] for s in split(one)] == STORY.split("\n")


def test_a_run_without_a_stop_is_cut_between_words():
    line = "Rebels killed five soldiers in Koro and " * 200
    pieces = split_line(line)
    assert len(pieces) > 1 and all(end - start <= 1500 for start, end in pieces)
    assert " ".join(line[start:end].strip() for start, end in pieces).split() == line.split()


def f1(folder: str) -> float:
    """Agreement with the annotated sentences, consecutive ones joined by a space, line ends not counted."""
    hit = wrong = missed = 0
    for page in coded(folder):
        runs: list[list[str]] = [[]]
        for kind, line in page.lines:
            if kind == "s":
                runs[-1].append(line.strip())
            elif runs[-1]:
                runs.append([])
        for run in filter(None, runs):
            line, gold, at = " ".join(run), set(), 0
            for sentence in run:
                gold.add(at + len(sentence))
                at += len(sentence) + 1
            found = {end for _, end in split_line(line)} - {len(line)}
            gold -= {len(line)}
            hit += len(found & gold)
            wrong += len(found - gold)
            missed += len(gold - found)
    return 2 * hit / (2 * hit + wrong + missed)


@pytest.mark.parametrize("folder", ["train", "dev"])
def test_annotated_pages_keep_their_floor(folder):
    assert f1(folder) >= 0.97


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["U.S.", "Gen.", "He.", '"', "”", " ", "...", "A", "12.", "\u0301", "🙂"])).map("".join)
)
def test_sentences_lie_in_order_and_lose_nothing(line):
    spans = split_line(line)
    kept = set()
    for before, (start, end) in zip((None, *spans), spans, strict=False):
        assert start < end and (before is None or before[1] <= start)
        assert not line[start].isspace() and not line[end - 1].isspace()
        kept.update(range(start, end))
    assert {at for at, letter in enumerate(line) if not letter.isspace()} <= kept
