"""The demo site as `make run` starts it, on the tests' database, and a browser that watches what pages do."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import transaction
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from assessment.demo.accounts import PASSWORD
from officers.models import Role
from tests import machine
from tests.cast import Cast
from tests.factories import grant, make_officer, make_user
from tests.security.test_user_text_never_runs import fill
from tests.toolchain.processes import ROOT, environment, free_port, until

# A busy machine is given as long as Playwright gives a click.
expect.set_options(timeout=30_000)

# Playwright runs an event loop in this thread; Django would refuse the tests' database because of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

#: what Chromium must not do by itself: ask its maker's hosts for news
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


#: the environment in which the site runs, for what a journey has to prepare on the server
SITE: dict[str, str] = {}
#: a page that is left breaks off the part that it was asking for: htmx says so, and nothing is wrong. A form that is
#: sent back with what is wrong in it is an answer of 422.
EXPECTED = (
    "htmx:sendAbort",
    "htmx:afterRequest",
    "Failed to load resource: the server responded with a status of 422",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ONE_WIDTH each journey goes at one of its widths: of those who work on a phone at a phone's, the others
    in turn. Without it at all of them."""
    if not os.environ.get("ONE_WIDTH"):
        return
    journeys: dict[tuple[str, str], list[pytest.Item]] = {}
    for item in items:
        if "width" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec"):
            journeys.setdefault((str(item.path), item.originalname), []).append(item)
    for turn, ((_, name), same) in enumerate(journeys.items()):
        widths = sorted({item.callspec.params["width"] for item in same})
        kept = widths[0 if on_phones(name) else turn % len(widths)]
        left = [item for item in same if item.callspec.params["width"] != kept]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def on_phones(journey: str) -> bool:
    """Whether a journey is named after somebody who works on a phone."""
    return any(person in journey for person in ("officer", "deputy", "liaison"))


@contextmanager
def empty_database() -> Iterator[dict[str, str]]:
    """What names a database of this run's own: nothing for the demo's SQLite file, else one on the server."""
    if os.environ.get("TEST_DB") != "postgres":
        yield {}
        return
    with machine.postgres() as server:
        name = f"journey-{os.getpid()}"
        administer(server, f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        finally:
            administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(server: str, statement: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running demo: web server, worker, beat and broker."""
    with tempfile.TemporaryDirectory(prefix="site-") as folder, empty_database() as database:
        port, said = free_port(), Path(folder) / "said"
        SITE.update(environment(VAR_DIR=folder, PORT=str(port), **database))
        process = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=SITE,
            stdout=said.open("w"),
            stderr=subprocess.STDOUT,
        )
        until(lambda: "网站已启动" in said.read_text() or process.poll() is not None, "the site is up", 180)
        assert process.poll() is None, said.read_text()
        yield f"http://127.0.0.1:{port}"
        assert process.poll() is None, said.read_text()
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one these tests fail, they are not left out."""
    program = machine.chromium()
    assert program, "journeys need Chromium (or CHROMIUM=…)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET])
        yield browser
        browser.close()


class Visitor:
    """One person's browser window. It notes every complaint of the console and every request to another host."""

    def __init__(self, browser: Browser, site: str, width: int, **options):
        height = 844 if width < 600 else 900
        viewport = {"width": width, "height": height}
        self.context = browser.new_context(viewport=viewport, locale="zh-CN", base_url=site, **options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        own = urlsplit(site).netloc
        self.page.on("request", lambda asked: self._note(asked.url, own))

    def _listen(self, told: ConsoleMessage) -> None:
        if told.type == "error" and not told.text.startswith(EXPECTED):
            self.complaints.append(told.text)

    def _note(self, url: str, own: str) -> None:
        if urlsplit(url).netloc != own and not url.startswith("data:"):
            self.foreign.append(url)

    def sign_in(self, name: str) -> "Visitor":
        """By keyboard alone, as a clerk does it."""
        self.page.goto("/login/")
        expect(self.page.locator("[name=username]")).to_be_focused()
        self.page.keyboard.type(name)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self

    def loaded(self) -> Page:
        """The page once it is read to its end. A click returns when the next page has begun: for a moment that page is
        nothing yet, and whoever looks at it by themselves (`evaluate`, `count`) has to wait here first."""
        self.page.wait_for_load_state()
        return self.page

    def open_all(self) -> None:
        """Open every piece of evidence on the page, the folded strips inside it too."""
        self.loaded().evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    def cut_off(self) -> int:
        """How many pixels the page is wider than the window."""
        return self.loaded().evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture(scope="session")
def sessions() -> dict[str, dict]:
    """The cookies of those who have signed in already, by user name: nobody signs in twice for a walk."""
    return {}


@pytest.fixture
def visit(browser, site, sessions):
    """Opens windows; at the end none of them may have complained or asked another host.

    `visit(390)` is a stranger's window, `visit(390, of="wenyining")` one in which she has signed in before.
    """
    opened: list[Visitor] = []

    def open_window(width: int = 1366, of: str = "", **options) -> Visitor:
        if of in sessions:
            options["storage_state"] = sessions[of]
        opened.append(Visitor(browser, site, width, **options))
        if of and of not in sessions:
            sessions[of] = opened[-1].sign_in(of).context.storage_state()
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()
    assert [each.complaints for each in opened] == [[]] * len(opened)
    assert [each.foreign for each in opened] == [[]] * len(opened)


@pytest.fixture(scope="module")
def scene(browser, django_db_setup, django_db_blocker):
    """The cast with a row of every kind, made once a module; and somebody new who has nothing yet. It is gone before
    a test that writes for others to read.

    The browser comes first: beside its event loop Django keeps another connection.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        fill(cast)
        cast.users["newcomer"] = grant(make_user("yeqingyue", "叶清越"), Role.OFFICER, cast.district)
        make_officer(cast.district, "A03", "叶清越", cast.users["newcomer"])
        yield cast
        transaction.set_rollback(True)
