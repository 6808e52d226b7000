"""Pages that the application answers in this very process, shown in Chromium: each stands on rows of its own.

The application cannot be asked while the browser waits: Playwright's handlers see another connection to the database.
So what is to be shown is answered first.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

HOST = "http://localhost"
HEIGHT = 844
#: a folder in which each state is kept at these widths, for people to look at
SHOTS = os.environ.get("SCREENSHOTS")
KEPT = (390, 1366)
#: what stands out of the window or runs over the edge of its own box, where nothing scrolls
RUNS_OVER = """() => {
  const style = getComputedStyle;
  const scrolls = (node) => node && (/auto|scroll/.test(style(node).overflowX) || scrolls(node.parentElement));
  const skipped = ".sr, .sr *, .skip, thead, thead *, svg, svg *, .pick i, .weeks *, .hand .lab *, select, input";
  return [...document.querySelectorAll("body *")].filter((node) => {
    if (node.matches(skipped) || !node.getClientRects().length || scrolls(node.parentElement)) return false;
    if (node.getBoundingClientRect().right > innerWidth + 1) return true;
    if (style(node).display === "inline" || style(node).overflowX !== "visible" || !node.clientWidth) return false;
    // a link's larger target may stand out of its row by as much as its padding
    return node.scrollWidth > node.clientWidth + 9;
  }).map((node) => `${node.tagName}.${node.className} “${node.textContent.trim().slice(0, 30)}”`);
}"""


class Shown:
    """A window that shows what the application has answered, and notes complaints and requests to other hosts."""

    def __init__(self, browser: Browser):
        self.page: Page = browser.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.answers: dict[str, object] = {}
        self.page.on("console", lambda told: self.complaints.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._answer)

    def show(self, path: str, answer) -> None:
        """Show the answer as what stands at this path."""
        path = urlsplit(path).path
        self.answers = {path: answer}
        self.page.goto(HOST + path)

    def runs_over(self, width: int, name: str) -> list[str]:
        """What does not fit at this width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if SHOTS and width in KEPT:
            self.page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        return self.page.evaluate(RUNS_OVER)

    def _answer(self, route):
        asked = urlsplit(route.request.url)
        answer = self.answers.get(asked.path)
        if f"{asked.scheme}://{asked.netloc}" != HOST:
            self.foreign.append(route.request.url)
            route.abort()
        elif asked.path.startswith("/static/"):
            route.fulfill(path=finders.find(asked.path.removeprefix("/static/")))
        elif answer is None:
            route.fulfill(status=204)
        else:
            headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
            route.fulfill(status=200, headers=headers, body=answer.content)
