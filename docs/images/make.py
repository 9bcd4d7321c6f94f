"""Takes the screenshot of a report for the documents.

Example: .venv/bin/python docs/images/make.py dateline-out/report.html
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).parent / "report.png"
MOST_BYTES = 300_000
_OPEN_MOST_CONTRADICTED = """() => {
  const cards = [...document.querySelectorAll('#happened details')].filter(card => /contradiction/.test(card.innerText));
  const told = card => parseInt((card.innerText.match(/(\\d+) contradiction/) || [0, 0])[1]);
  const best = cards.sort((a, b) => told(b) - told(a))[0];
  if (best) { best.open = true; best.scrollIntoView(); window.scrollBy(0, -40); }
}"""


def main(report: Path) -> None:
    """The incident with most contradictions, opened, 1400 pixels wide, as docs/images/report.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1300}, color_scheme="light")
        page.goto(report.resolve().as_uri())
        page.evaluate(_OPEN_MOST_CONTRADICTED)
        page.screenshot(path=TARGET)
        browser.close()
    size = TARGET.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{TARGET}: {size:,} bytes, over {MOST_BYTES:,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
