"""How soon a browser paints a page of the desk for the first time (the paint timing of the W3C)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from dateline.bench.tasks import Missing

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_WAIT_MS = 60_000
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def first_paints(port: int, addresses: Sequence[str]) -> list[float]:
    """Milliseconds from asking for each page on loopback to its first painted content, in a new browser each time.

    Raises Missing where there is no Chromium or no `playwright` to drive it, its TimeoutError where nothing is painted.
    """
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise Missing("no browser to time the first paint with; install chromium", "PATH")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as none:
        raise Missing("no playwright to drive the browser; pip install playwright", "this environment") from none
    paints = []
    with sync_playwright() as playwright:
        for address in addresses:
            with playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as launched:
                page = launched.new_page()
                page.goto(f"http://127.0.0.1:{port}{address}", wait_until="load")
                paints.append(float(page.wait_for_function(_PAINTED, timeout=_WAIT_MS).json_value()))
    return paints
