"""Each page at each width: nothing cut off, nothing a screen reader stumbles over, everything by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.journey

WIDTHS = [320, 390, 1366]
#: (who, address, open the evidence)
PAGES = {
    "sign-in": (None, "/login/", False),
    "runs": ("hejingcheng", "/assessment/", False),
    "ranking": ("hejingcheng", "/assessment/runs/1/", False),
    "sheet": ("hejingcheng", "/assessment/runs/1/sheets/A01/", True),
    "sheet of a poor year": ("hejingcheng", "/assessment/runs/1/sheets/A10/", True),
    "pending sheet": ("hejingcheng", "/assessment/runs/1/sheets/A14/", True),
    "running year": ("hejingcheng", "/assessment/runs/2/sheets/A01/", True),
    "print": ("hejingcheng", "/assessment/runs/1/sheets/A01/print/", False),
    "own sheets": ("linmuchuan", "/assessment/mine/", False),
    "own sheet": ("linmuchuan", "/assessment/runs/1/sheets/A01/", True),
    "honours": ("hejingcheng", "/honours/", False),
    "honour": ("hejingcheng", "/honours/1/", False),
    "entering an honour": ("hejingcheng", "/honours/new/", False),
    "same works": ("hejingcheng", "/honours/same-works/", False),
    "own honours": ("linmuchuan", "/honours/", False),
    "trainings": ("hejingcheng", "/trainings/?year=2025", False),
    "training": ("hejingcheng", "/trainings/1/", False),
    "entering a training": ("hejingcheng", "/trainings/new/", False),
    "disciplines": ("hejingcheng", "/disciplines/", False),
    "calendar": ("linmuchuan", "/calendar/?year=2027", False),
    "entering a calendar": ("hejingcheng", "/calendar/changes/new/", False),
    "calendar change": ("hejingcheng", "/calendar/changes/1/", False),
    "nothing to do": ("liangshen", "/", False),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_accessible_at_every_width(visit, name):
    who, path, evidence = PAGES[name]
    window = visit()
    if who:
        window.sign_in(who)
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 844})
        window.page.goto(path)
        if evidence:
            window.open_all()
        assert window.cut_off() <= 0, width
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
    assert page.locator("#attendance .weeks").first.is_visible()


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
