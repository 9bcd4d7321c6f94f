"""Spans over text: nothing lost, nothing added, every span's pieces are its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dateline.report.hostile import marked_up, visible, web_address
from dateline.report.spans import TextSpan, render
from tests.report.reading import pieces, stored_text

TEXTS = st.text(alphabet="ab<&\"'>\n é😀\u202e\u200b\x07שع", min_size=1, max_size=30)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12)), max_size=6))
def test_any_spans_over_any_text(text: str, wanted: list[tuple[int, int]]) -> None:
    spans = [
        TextSpan(start, min(len(text), start + size), "mark", "x", f"k{at}", f"id{at}", level=at)
        for at, (start, size) in enumerate(wanted)
        if start < len(text)
    ]
    root = html.document_fromstring(f"<body><div>{render(text, spans)}</div>").find(".//div")
    assert root is not None
    assert stored_text(root) == text
    shown = pieces(root)
    for span in spans:
        assert shown[span.key] == text[span.start : span.end]
        assert len(root.xpath(f"//*[@id='{span.ident}']")) == 1


def test_nested_spans_nest_and_crossing_spans_split() -> None:
    nested = [TextSpan(0, 6, "b", "x", "a"), TextSpan(2, 4, "i", "y", "b")]
    assert str(render("abcdef", nested)) == ('<b class="x" data-key="a">ab<i class="y" data-key="b">cd</i>ef</b>')
    crossing = [TextSpan(0, 4, "b", "x", "a", "one"), TextSpan(2, 6, "i", "y", "b", "two")]
    assert str(render("abcdef", crossing)) == (
        '<b class="x" data-key="a" id="one">ab<i class="y" data-key="b" id="two">cd</i></b>'
        '<i class="y" data-key="b">ef</i>'
    )


def test_code_points_not_utf16_units() -> None:
    assert "<mark" in str(render("😀 dead", [TextSpan(2, 6, "mark", "x", "k")]))
    assert ">dead</mark>" in str(render("😀 dead", [TextSpan(2, 6, "mark", "x", "k")]))


@pytest.mark.parametrize(
    "code", [0x202E, 0x2066, 0x200F, 0x0, 0x1B, 0x7F, 0x85, 0x200B, 0xFEFF, 0xE0041, 0xD800, 0xFFFE]
)
def test_characters_that_hide_or_reorder_are_written_out(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a⟦U+{code:04X}⟧b"
    assert f'data-code="{code:04X}"' in marked_up(chr(code))


def test_ordinary_scripts_stay_as_they_are() -> None:
    for text in ("سلام می‌روم", "שלום", "👩‍🚒", "línea\tdos\n"):
        assert visible(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "x.html",
        "http://", "https://a b", "https://a\u202e.example", "java\nscript:x", "http://user@evil.example",
        "http://[broken", "https:\\evil.example", "vbscript:x", None, "https://a.example/" + "x" * 3000,
    ],
)  # fmt: skip
def test_odd_addresses_are_no_links(address: str | None) -> None:
    assert web_address(address) is None


def test_plain_web_addresses_are_links() -> None:
    assert web_address("https://qalamounbrief.example/2018?a=1#x") == "https://qalamounbrief.example/2018?a=1#x"
