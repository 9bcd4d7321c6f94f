"""The report in Chromium: nothing leaves, nothing is logged, a number opens its sentence, with and without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.report.report import write_report
from tests.report.samples import sample_ledger
from tests.report.test_hostile import TRICKS
from tests.report.test_hostile import _ledger as hostile_ledger
from tests.report.test_report import SECTIONS
from tests.report.test_topology import TINY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        write_report(sample_ledger(), out, outlines=TINY)
    return path.as_uri()


def open_page(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """The page, and everything that was asked of a network or logged."""
    heard: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: heard.append(request.url) if request.url != address.split("#")[0] else None)
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda problem: heard.append(f"error: {problem}"))
    page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    page.goto(address)
    return page, heard


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_number_opens_its_sentence_and_the_sentence_leads_back(browser: Browser, address: str, scripts: bool) -> None:
    context = browser.new_context(offline=True, java_script_enabled=scripts)
    page, heard = open_page(context, address)
    for section in SECTIONS:
        assert page.locator(f"section#{section} h2").count() == 1
    figure = page.locator("section#tolls a.figure", has_text="at least 17").first
    figure.click()
    target = page.locator(":target")
    assert target.inner_text() == "at least 17 people"
    sentence = page.locator(".sent:has(:target)")
    assert sentence.is_visible()
    back = page.locator(".sent:has(:target) + a.back").first
    back.click()
    assert page.locator(":target").get_attribute("id") == "i1a1"
    assert [word for word in heard if word != "data:,"] == []
    context.close()


def test_a_link_into_a_folded_part_opens_it(browser: Browser, address: str) -> None:
    context = browser.new_context(offline=True)
    page, _ = open_page(context, f"{address}#c1")
    assert page.locator("#c1").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_nothing_sticks_out_at_the_sides(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    page, _ = open_page(context, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_map_marks_can_be_reached_by_keyboard_and_lead_to_incidents(browser: Browser, address: str) -> None:
    context = browser.new_context(offline=True)
    page, _ = open_page(context, address)
    badge = page.locator("svg .mark a[aria-label]").first
    badge.focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").evaluate("element => element.classList.contains('card')")
    context.close()


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_runs(browser: Browser, tmp_path: Path, trick: str) -> None:
    path = tmp_path / "report.html"
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        write_report(hostile_ledger(TRICKS[trick]), out, title=TRICKS[trick], outlines=TINY)
    context = browser.new_context(offline=True)
    page, heard = open_page(context, path.as_uri())
    assert [word for word in heard if word != "data:,"] == []
    assert page.locator("body > *").count() == 4
    context.close()


def test_text_can_be_read_against_its_ground(browser: Browser, address: str) -> None:
    """WCAG AA: 4.5 to 1 for every piece of text, in light and dark."""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, offline=True)  # type: ignore[arg-type]
        page, _ = open_page(context, address)
        poor = page.evaluate(_CONTRAST)
        assert poor == [], scheme
        context.close()


_CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const linear = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = (rgb) => rgb.slice(0, 3).map((v) => linear(v / 255))
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  document.querySelectorAll('body *:not(svg *):not(script):not(style)').forEach((el) => {
    if (![...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) return;
    const style = getComputedStyle(el), ink = parse(style.color), back = ground(el);
    let alpha = 1; for (let at = el; at; at = at.parentElement) alpha *= Number(getComputedStyle(at).opacity);
    const mixed = ink.slice(0, 3).map((v, i) => v * alpha + back[i] * (1 - alpha));
    const [a, b] = [light(mixed), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) seen.add(el.tagName + '.' + el.className + ' ' + ratio.toFixed(2));
  });
  return [...seen];
}"""
