"""Takes the screenshot of a report's top for the documents.

Example: .venv/bin/python docs/images/make.py dateline-out/report.html
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).parent / "report.png"
MOST_BYTES = 300_000


def main(report: Path) -> None:
    """The first screen of a report, 1400 pixels wide, as docs/images/report.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1300}, color_scheme="light")
        page.goto(report.resolve().as_uri())
        page.screenshot(path=TARGET)
        browser.close()
    size = TARGET.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{TARGET}: {size:,} bytes, over {MOST_BYTES:,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
