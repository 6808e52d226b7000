"""Take the manual's pictures from a running demo: `python docs/manual/screenshots.py http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from assessment.demo.accounts import PASSWORD
from tests.machine import chromium

HERE = Path(__file__).parent
OFFICE, OFFICER = "hejingcheng", "A01"


def main(site: str) -> None:
    """Sign in as the office and walk to one officer's sheet of last year."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 760}, locale="zh-CN")
        page.goto(site)
        keep(page, "sign-in")
        page.fill("[name=username]", OFFICE)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        keep(page, "runs")
        page.locator("main table a").last.click()
        keep(page, "ranking")
        page.click(f"a[href$='/sheets/{OFFICER}/']")
        page.locator("details.ev").first.evaluate("part => part.open = true")
        page.set_viewport_size({"width": 1366, "height": 1180})
        keep(page, "sheet")
        page.screenshot(path=HERE.parent / "images" / "score-sheet.png")
        page.goto(f"{page.url}print/")
        page.set_viewport_size({"width": 900, "height": 1180})
        keep(page, "print")
        browser.close()


def keep(page: Page, name: str) -> None:
    """One picture of what is in view."""
    page.screenshot(path=HERE / "images" / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1])
