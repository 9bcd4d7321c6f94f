"""Lines marked: kinds, the hard pages, and floors over the annotated pages."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean.lines import mark_lines
from dateline.clean.text import normalised
from tests.clean.pages import SAMPLES, SHARED, STORY, article, coded, kinds, left_out

SEEDS = {
    "000_0ee271710c3a6fe3.txt": [-17, None],
    "001_91fe4b3a416dc892.txt": [
        "Share",
        "Advertisement",
        "Advertisement",
        "Free Syrian Army delegation to meet Russian envoys next week",
    ],
    "002_b685d36732e6e062.txt": [],
    "003_1d320a6ac0f990c6.txt": [
        "date 2019-03-12 SECTIONS",
        "By AP Reports",
        "Published March 12, 2019 at 3:14am",
        "Modified March 12, 2019 at 3:19am",
        "Youssef reported from Cairo. Associated Press writer Bassem Mroue in Beirut contributed to this report.",
        "The Associated Press contributed to this report.",
        "Islamic State group calls on followers to avenge Syria siege",
    ],
    "004_b93624da7bf71a04.txt": [
        "Syria's War: Warplanes hit Idlib targets as fears of battle mount",
        "Related Articles",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDS)
def test_real_pages_lose_exactly_their_furniture(name):
    if not (SHARED / "seeds" / name).exists():
        pytest.skip(f"needs the real pages in {SHARED / 'seeds'}")
    page = (SHARED / "seeds" / name).read_text(encoding="utf-8")
    expected = SEEDS[name]
    if expected and expected[0] == -17:  # everything below "Source: AFP"
        every = [line.strip() for line in page.split("\n") if line.strip()]
        expected = every[every.index("Source: AFP") :]
    assert left_out(article(page)) == expected


def test_sample_pages_lose_their_furniture():
    expected = yaml.safe_load((SAMPLES / "expected.yml").read_text(encoding="utf-8"))["lines_not_article"]
    kept = []
    for name, lines in expected.items():
        if name.endswith(".txt"):
            one = article((SAMPLES / name).read_text(encoding="utf-8"))
            inside = {one.text[mark.start : mark.end] for mark in one.lines if mark.is_article}
            kept += [(name, line) for line in lines if line in inside]
    assert kept == [
        ("17-ituri-talks.txt", "Peace process")
    ]  # a section's name under the headline looks like a cross-heading


def scores(folder: str) -> tuple[float, float, float]:
    """Precision and recall of furniture lines, and the share of headlines found."""
    hit = wrong = missed = headlines = pages = 0
    for page in coded(folder):
        pages += 1
        for (gold, _), mark in zip(page.lines, mark_lines(page.text), strict=True):
            hit += gold == "x" and not mark.is_article
            wrong += gold != "x" and not mark.is_article
            missed += gold == "x" and mark.is_article
            headlines += gold == "t" and mark.kind == "headline"
    return hit / (hit + wrong), hit / (hit + missed), headlines / pages


@pytest.mark.parametrize(("folder", "floors"), [("train", (0.98, 0.98, 0.99)), ("dev", (0.98, 0.85, 0.99))])
def test_annotated_pages_keep_their_floors(folder, floors):
    assert all(score >= floor for score, floor in zip(scores(folder), floors, strict=True))


def test_glued_stamps_are_related_headlines():
    stamp = "Three killed in market blast in northern NigeriaGMT 21:40 2019 Thursday ,11 July"
    assert kinds(article(f"{STORY}\n{stamp}"))[stamp] == "related"


def test_cross_headings_and_captions_belong_to_the_article():
    caption = "A soldier looks on in Koro, Mali, Monday. (AP Photo/A. Diallo)"
    first, second = STORY.split("\n")
    found = kinds(
        article(f"Army takes village of Koro after two days\n{caption}\n{first}\n- 'Nowhere left' -\n{second}")
    )
    assert found[caption] == "caption"
    assert found["- 'Nowhere left' -"] == "cross-heading"


def test_a_cut_last_sentence_is_not_furniture():
    cut = "The minister said that one group had received anti-tank missiles that were turning the"
    assert left_out(article(f"Share\n{STORY}\n{cut}")) == ["Share"]


def test_a_headline_given_by_the_row_is_found_below_menus():
    one = article(f"Home\nOther things people read today\nVillage taken\n{STORY}", title="Village taken")
    assert one.header.headline is not None and one.header.headline.exact == "Village taken"


def test_what_follows_a_comment_form_is_left_out():
    one = article(f"{STORY}\nLeave a Reply\nJohn says: nobody tells the truth about this war, and nobody ever will.")
    assert left_out(one)[-1].startswith("John says")


@pytest.mark.parametrize("line", ["Related", "Share", "Приказ", "12", "Leave a comment"])
def test_thousands_of_equal_lines_are_marked(line):
    assert len(mark_lines(f"{line}\n" * 20_000)) == 20_000


TEXT = st.text(st.characters(codec="utf-8"), max_size=300) | st.lists(
    st.sampled_from(["Share", "AFP", "© 2018", "مقتل 12 شخصا", "e\u0301te\u0301", "🇸🇾 ok.",
                     "a\u00a0b", "\u200f(AFP)", *STORY.split("\n")]),
    max_size=8,
).map("\r\n".join)  # fmt: skip


@given(TEXT)
def test_marks_cover_every_character_that_is_not_blank(page):
    text = normalised(page)
    marks = mark_lines(text)
    covered = set()
    for before, mark in zip((None, *marks), marks, strict=False):
        assert before is None or before.end < mark.start
        assert text[mark.start : mark.end] == text[mark.start : mark.end].strip() != ""
        assert mark.kind and mark.reason and mark.rule
        covered.update(range(mark.start, mark.end))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= covered


@pytest.mark.parametrize(
    ("last", "kind"), [("Rebels take the town of Koro", "related"), ("Rebels take the town of", "cross-heading")]
)
def test_a_line_broken_off_is_no_headline_of_another_story(last, kind):
    assert kinds(article(f"{STORY}\nShare on Facebook\n{last}"))[last] == kind
