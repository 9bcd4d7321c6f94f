"""The desk in Chromium: with and without scripts, by keyboard, wide and narrow, light and dark; nothing leaves."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from dateline.store.judging import state_of
from dateline.store.ledger import Ledger
from dateline.vendored import AXE, LEAFLET, UPLOT, installed
from dateline.web.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FIXED = (
    "/ /claims /incidents /actors /control /totals /statements /review /check /decisions /help /settings /map /new"
).split()


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The desk over a ledger in a thread of this process, which ends with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(path), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def desk(samples: Path) -> Iterator[str]:
    with serving(samples) as address:
        yield address


@pytest.fixture
def own(ledger_path: Path) -> Iterator[str]:
    """A desk of the test's own, to decide on."""
    with serving(ledger_path) as address:
        yield address


@pytest.fixture(scope="module")
def ids(samples: Path) -> dict[str, str]:
    with Ledger.open(samples) as ledger:
        incident = max(ledger.incidents(), key=lambda one: len(one.claim_ids))
        copied = next(iter(ledger.copy_groups())).members
        actor = ledger.database.first("SELECT entity_id FROM entity_counts WHERE role = 'actor' ORDER BY n DESC")
        return {
            "incident": incident.id, "claim": incident.claim_ids[0], "article": copied[1].article_id,
            "other": copied[0].article_id, "actor": actor[0] if actor else "",
        }  # fmt: skip


ABOUT = [
    "/incidents/{incident}", "/claims/{claim}", "/claims/{claim}/mend", "/pages/{article}?with={other}",
    "/actors/{actor}",
]  # fmt: skip


def look(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """The page, and whatever it logged or asked of another host."""
    heard: list[str] = []
    page = context.new_page()
    host = address.split("/")[2]
    page.on(
        "request", lambda r: heard.append(r.url) if r.url.split("/")[2:3] != [host] and r.url[:5] != "data:" else None
    )
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda problem: heard.append(f"error: {problem}"))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page, heard


@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_and_as_wide_as_the_window(
    browser: Browser, desk: str, ids: dict[str, str], width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in (*FIXED, *(one.format(**ids) for one in ABOUT)):
        page, heard = look(context, desk + path)
        assert heard == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.close()
    context.close()


def test_every_page_passes_axe(browser: Browser, desk: str, ids: dict[str, str]) -> None:
    if not installed(AXE):  # `make test` fetches it; no test uses the network
        pytest.skip("NO AXE-CORE: accessibility is not tested; `make test` fetches it where there is a network")
    script = (AXE.folder / AXE.main).read_text(encoding="utf-8")
    poor = []
    for scheme in ("light", "dark"):
        context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
        for path in (*FIXED, *(one.format(**ids) for one in ABOUT)):
            page, _ = look(context, desk + path)
            page.evaluate(script)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)")
            poor += [
                f"{path} {scheme}: {v['id']}: {v['nodes'][0]['html'][:120]}"
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
            page.close()
        context.close()
    assert poor == []


def test_overview_map_and_brush(browser: Browser, desk: str) -> None:
    if not (installed(LEAFLET) and installed(UPLOT)):
        pytest.skip("NO LEAFLET OR UPLOT: run `dateline setup-map`")
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page, _ = look(context, desk)
    page.wait_for_selector(".map[data-ready]")
    page.wait_for_selector("#brush[data-ready]")
    box = page.locator("#brush .u-over").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 40, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=**")
    assert "until=" in page.url and page.locator(".chips li").count() == 3
    context.close()


def test_without_scripts_the_pages_lead_on(browser: Browser, desk: str, ids: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = look(context, desk)
    page.locator("svg.bars a").first.click()
    assert "since=" in page.url
    page.goto(f"{desk}/incidents/{ids['incident']}")
    page.locator(".axis-chart a").first.click()
    assert "/pages/" in page.url and page.locator(":target").count() == 1
    page.goto(f"{desk}/map?incident={ids['incident']}")
    assert page.locator("svg .mark").count() >= 1
    page.goto(f"{desk}/claims?q=killed")
    assert page.locator("tr[data-row]").count() > 5
    context.close()


def test_a_number_opens_its_sentence(browser: Browser, desk: str, ids: dict[str, str]) -> None:
    context = browser.new_context()
    page, _ = look(context, f"{desk}/incidents/{ids['incident']}")
    figure = page.locator("a.figure").first
    written = (figure.get_attribute("title") or "").removeprefix("as written: ")
    figure.click()
    assert page.locator(":target").inner_text() == written
    context.close()


def test_everything_by_keyboard(browser: Browser, own: str, ledger_path: Path) -> None:
    context = browser.new_context()
    page, _ = look(context, own)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/claims")
    page.keyboard.press("/")
    page.keyboard.type("market")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=market")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr[data-at]").count() == 1
    page.goto(f"{own}/settings")
    page.fill("#f-who", "Ann")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{own}/review")
    ident = page.locator("form.acts").get_attribute("action").split("/")[2]  # type: ignore[union-attr]
    with page.expect_navigation():
        page.keyboard.press("a")
    with Ledger.open(ledger_path) as ledger:
        assert state_of(ledger, ident).state == "accepted"
    page.goto(f"{own}/claims/{ident}")
    with page.expect_navigation():
        page.keyboard.press("u")
    with Ledger.open(ledger_path) as ledger:
        assert state_of(ledger, ident).state == ""
    context.close()


def test_words_selected_on_a_page_start_a_claim(
    browser: Browser, own: str, ids: dict[str, str], ledger_path: Path
) -> None:
    context = browser.new_context()
    page, _ = look(context, f"{own}/pages/{ids['article']}")
    page.locator("#text .sent").first.dblclick()
    page.wait_for_function("document.getElementById('new-start').value !== ''")
    words = page.input_value("#new-words")
    start = int(page.input_value("#new-start"))
    with Ledger.open(ledger_path) as ledger:
        text = ledger.article(ids["article"]).text
    assert words and text[start : start + len(words)] == words
    page.keyboard.press("s")
    page.wait_for_url("**/claims-new**")
    page.select_option("#f-type", "protest")
    page.fill("[name=who]", "Ann")
    page.get_by_role("button", name="Add the claim").click()
    page.wait_for_url("**/mend")
    assert "Mend" in page.locator("h1").inner_text()
    context.close()


def test_a_place_is_moved_on_the_map(browser: Browser, own: str, ids: dict[str, str], ledger_path: Path) -> None:
    if not installed(LEAFLET):
        pytest.skip("NO LEAFLET: run `dateline setup-map`")
    context = browser.new_context(viewport={"width": 1200, "height": 1400})
    page, _ = look(context, f"{own}/claims/{ids['claim']}/mend")
    page.wait_for_selector(".map[data-ready]")
    before = page.input_value("#f-lat"), page.input_value("#f-lon")
    page.locator(".map").click(position={"x": 60, "y": 60})
    assert (page.input_value("#f-lat"), page.input_value("#f-lon")) != before and page.is_checked("#moved")
    page.fill("[name=who]", "Ann")
    page.get_by_role("button", name="Keep the mended claim").click()
    page.wait_for_url(f"**/claims/{ids['claim']}")
    with Ledger.open(ledger_path) as ledger:
        assert getattr(ledger.claim(ids["claim"]).place, "basis", "") == "person"
    context.close()


def test_graphic_passages_are_blurred_where_asked_for(browser: Browser, own: str) -> None:
    context = browser.new_context()
    page, _ = look(context, f"{own}/settings")
    page.check("[name=blur]")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.goto(f"{own}/claims?q=bodies")
    shown = page.locator(".graphic").first
    assert "blur" in shown.evaluate("e => getComputedStyle(e).filter")
    shown.focus()
    assert shown.evaluate("e => getComputedStyle(e).filter") == "none"
    context.close()


def test_the_slider_shows_another_day(browser: Browser, desk: str) -> None:
    context = browser.new_context()
    page, _ = look(context, f"{desk}/control")
    page.locator("#slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**day=0**")
    assert page.locator("h2").first.inner_text().startswith("On ")
    context.close()
