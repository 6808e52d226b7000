"""Each page at each width: nothing cut off, nothing a screen reader stumbles over, everything by keyboard."""

import os
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

NARROWEST = 320
WIDTHS = [NARROWEST, 390, 1366]
TODAY = date.today()  # noqa: DTZ011 - the demo stands on the machine's day
#: ledgers come in during the first days of the next month: until then the last that are there are those of the month
#: before the last
SINCE = TODAY - timedelta(days=10)
MONTH, BEFORE = (f"{day.year}/{day.month}" for day in (TODAY, SINCE.replace(day=1) - timedelta(days=1)))
LAST_YEAR = f"/ledgers/?year={TODAY.year - 1}"
#: (who, address, open the evidence); "page → link → rest" is where the first such link of a page leads, and on
PAGES = {
    "sign-in": (None, "/login/", False),
    "home": ("linmuchuan", "/home/", False),
    "deputy's home": ("baiyuan", "/home/", False),
    "today": ("hejingcheng", "/today/", False),
    "today for leaders": ("fangjingchuan", "/today/", False),
    "runs": ("hejingcheng", "/assessment/", False),
    "ranking": ("hejingcheng", "/assessment/runs/1/", False),
    "sheet": ("hejingcheng", "/assessment/runs/1/sheets/A01/", True),
    "sheet of a poor year": ("hejingcheng", "/assessment/runs/1/sheets/A10/", True),
    "pending sheet": ("hejingcheng", "/assessment/runs/1/sheets/A14/", True),
    "running year": ("hejingcheng", "/assessment/runs/2/sheets/A01/", True),
    "print": ("hejingcheng", "/assessment/runs/1/sheets/A01/print/", False),
    "own sheets": ("linmuchuan", "/assessment/mine/", False),
    "own sheet": ("linmuchuan", "/assessment/runs/1/sheets/A01/", True),
    "ledgers": ("hejingcheng", "/ledgers/", False),
    "ledgers of last year": ("hejingcheng", LAST_YEAR, False),
    "own ledgers": ("linmuchuan", "/ledgers/", False),
    "ledger": ("linmuchuan", f"/ledgers/1/{MONTH}/", False),
    "ledger for the deputy": ("baiyuan", f"/ledgers/1/{MONTH}/", False),
    "ledger that waits": ("hejingcheng", f"/ledgers/2/{BEFORE}/", False),
    "ledger that went back": ("hejingcheng", f"/ledgers/5/{BEFORE}/", False),
    "ledger print": ("hejingcheng", f"/ledgers/2/{BEFORE}/1/print/", False),
    "weekly": ("linmuchuan", "/weekly/", False),
    "weekly report": ("hejingcheng", "/weekly/report/", False),
    "issues": ("hejingcheng", "/issues/?state=all", False),
    "own issues": ("linmuchuan", "/issues/", False),
    "closed issue": ("hejingcheng", "/issues/?state=closed → .lead a → ", False),
    "own issue": ("linmuchuan", "/issues/ → .m-row → ", False),
    "register an issue": ("linmuchuan", "/issues/new/", True),
    "find an enterprise": ("hejingcheng", "/issues/new/?who=qy", False),
    "register an issue at a desk": ("hejingcheng", "/issues/new/?enterprise=1", True),
    "close an issue": ("linmuchuan", "/issues/ → .m-row → close/", False),
    "merge an issue": ("hejingcheng", "/issues/?level=general → .lead a → merge/", False),
    "correct an issue": ("hejingcheng", "/issues/ → .lead a → correct/", False),
    "policies": ("hejingcheng", "/policies/", False),
    "policy": ("hejingcheng", "/policies/1/", False),
    "supports": ("hejingcheng", "/supports/", False),
    "support": ("hejingcheng", "/supports/1/", False),
    "enter a support": ("hejingcheng", "/supports/new/?enterprise=1", False),
    "correct a support": ("hejingcheng", "/supports/1/correct/", False),
    "void a support": ("hejingcheng", "/supports/1/void/", False),
    "visits": ("hejingcheng", "/visits/?hint=any", False),
    "visit": ("hejingcheng", "/visits/1/", False),
    "void a visit": ("hejingcheng", "/visits/1/void/", False),
    "replace a visit": ("hejingcheng", "/visits/1/replace/", True),
    "late entry": ("hejingcheng", "/visits/new/?q=lmc", True),
    "late entry before the search": ("hejingcheng", "/visits/new/", False),
    "months": ("hejingcheng", "/months/", True),
    "own visits": ("linmuchuan", "/visits/", True),
    "log a visit": ("linmuchuan", "/visits/new/", True),
    "enterprises": ("hejingcheng", "/enterprises/", False),
    "enterprise": ("hejingcheng", "/enterprises/1/", False),
    "enterprise to enter": ("hejingcheng", "/enterprises/new/", False),
    "officers": ("hejingcheng", "/officers/", False),
    "officer": ("hejingcheng", "/officers/1/", False),
    "deputies": ("fangjingchuan", "/deputies/", False),
    "units": ("hejingcheng", "/units/", False),
    "unit": ("hejingcheng", "/units/1/", False),
    "pairings": ("hejingcheng", "/pairings/", False),
    "pairing": ("hejingcheng", "/pairings/1/", False),
    "pairing to enter": ("hejingcheng", "/pairings/new/", False),
    "pairing to end": ("hejingcheng", "/pairings/1/end/", False),
    "hand-over": ("hejingcheng", "/hand-over/?officer=1", False),
    "exemptions": ("hejingcheng", "/exemptions/", False),
    "stand-ins": ("hejingcheng", "/actings/", False),
    "directory": ("linmuchuan", "/directory/", False),
    "honours": ("hejingcheng", "/honours/", False),
    "honour": ("hejingcheng", "/honours/1/", False),
    "entering an honour": ("hejingcheng", "/honours/new/", False),
    "same works": ("hejingcheng", "/honours/same-works/", False),
    "own honours": ("linmuchuan", "/honours/", False),
    "trainings": ("hejingcheng", "/trainings/?year=2025", False),
    "training": ("hejingcheng", "/trainings/1/", False),
    "entering a training": ("hejingcheng", "/trainings/new/", False),
    "own trainings": ("linmuchuan", "/trainings/", False),
    "criticisms": ("hejingcheng", "/criticisms/", False),
    "criticism": ("hejingcheng", "/criticisms/10/2026/", False),
    "disciplines": ("hejingcheng", "/disciplines/", False),
    "surveys": ("hejingcheng", "/surveys/", False),
    "survey": ("hejingcheng", "/surveys/?stage=open → .lead a → ", True),
    "survey to begin": ("hejingcheng", "/surveys/new/", False),
    "survey's questions": ("hejingcheng", "/surveys/?stage=open → .lead a → questions/", False),
    "survey's preview": ("hejingcheng", "/surveys/?stage=open → .lead a → preview/?size=large", False),
    "survey to put off": ("hejingcheng", "/surveys/?stage=open → .lead a → put-off/", False),
    "calendar": ("linmuchuan", "/calendar/?year=2027", False),
    "entering a calendar": ("hejingcheng", "/calendar/changes/new/", False),
    "calendar change": ("hejingcheng", "/calendar/changes/1/", False),
    "imports": ("hejingcheng", "/imports/", False),
    "nothing to do": ("luwendi", "/", False),
    "notifications": ("linmuchuan", "/notifications/", False),
    "notifications of the office": ("hejingcheng", "/notifications/", False),
    "notification-settings": ("linmuchuan", "/notifications/settings/", False),
    "own account": ("hejingcheng", "/me/", False),
    "own account on a phone": ("linmuchuan", "/me/", False),
    "password": ("linmuchuan", "/me/password/", False),
    "second factor": ("linmuchuan", "/me/two-factor/", False),
    "accounts": ("qinruoheng", "/accounts/", False),
    "new account": ("qinruoheng", "/accounts/new/", False),
    "import accounts": ("qinruoheng", "/accounts/import/", False),
    "account": ("qinruoheng", "/accounts/3/", False),
    "log": ("qinruoheng", "/log/", False),
    "quality of a round": ("hejingcheng", "/surveys/1/quality/", False),
    "flags of a round": ("hejingcheng", "/surveys/1/flags/", False),
    "telephone answers": ("hejingcheng", "/surveys/1/telephone/", False),
    "call-backs": ("hejingcheng", "/surveys/1/call-backs/", False),
    "second handlings": ("hejingcheng", "/surveys/1/second-handlings/", False),
    "findings of second handlings": ("hejingcheng", "/assessment/second-handlings/", False),
}


def address(window, path):
    """The address of a page in PAGES; the window is signed in."""
    if "→" not in path:
        return path
    start, link, rest = (part.strip() for part in path.split("→"))
    window.page.goto(start)
    return window.page.locator(link).first.get_attribute("href") + rest


def looked_at(name):
    """At which widths a page is looked over: not at the narrowest, which is laid out as the next; with ONE_WIDTH at one
    of the others in turn."""
    if not os.environ.get("ONE_WIDTH"):
        return WIDTHS[1:]
    return [WIDTHS[1 + list(PAGES).index(name) % 2]]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_accessible_at_every_width(visit, name):
    who, path, evidence = PAGES[name]
    window = visit(of=who or "")
    window.page.goto(address(window, path))
    if evidence:
        window.open_all()
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 844})
        assert window.cut_off() <= 0, width
        if width not in looked_at(name):
            continue
        found = Axe().run(
            window.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
        )
        assert not found.response["violations"], (width, found.generate_report())


def test_the_form_and_the_evidence_are_reached_by_keyboard(visit):
    window = visit().sign_in("hejingcheng")
    page = window.page
    page.goto("/assessment/runs/1/sheets/A01/")
    page.locator("#attendance").scroll_into_view_if_needed()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.closest('details')?.id ?? document.activeElement.tagName")
        shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
        assert shadow != "none", f"no focus ring on {here}"
        reached.append(here)
        if here == "attendance":
            break
    assert reached[-1] == "attendance"
    page.keyboard.press("Enter")
    expect(page.locator("#attendance .weeks").first).to_be_visible()


def test_the_skip_link_leads_past_the_navigation(visit):
    window = visit().sign_in("hejingcheng")
    window.page.goto("/assessment/")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "main"


def test_pages_stay_whole_at_twice_the_size(visit):
    window = visit(683).sign_in("hejingcheng")  # 1366 px at 200 %
    for path in ("/assessment/", "/assessment/runs/1/", "/assessment/runs/1/sheets/A01/"):
        window.page.goto(path)
        window.open_all()
        assert window.cut_off() <= 0, path
