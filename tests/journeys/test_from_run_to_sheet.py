"""The main way through the product: sign in, compute a year, read the ranking, open a sheet, print it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

WIDTHS = [390, 1366]
#: the height of A4 without the margins of print.css, in CSS pixels
A4_HEIGHT = (297 - 14 - 16) / 25.4 * 96
A4_WIDTH = round((210 - 32) / 25.4 * 96)


def ranking_of_last_year(window):
    """Start last year's computation and wait until its ranking has come in by itself."""
    page = window.page
    page.goto("/assessment/")
    page.get_by_label("年度").fill(str(int(page.get_by_label("年度").input_value()) - 1))
    page.get_by_role("button", name="开始测算").click()
    page.wait_for_url("**/assessment/runs/*/")
    page.get_by_role("table").wait_for(timeout=60_000)
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_a_clerk_computes_a_year_and_reads_a_sheet(visit, width):
    window = visit(width).sign_in("wenyining")
    page = ranking_of_last_year(window)
    assert page.get_by_text("名次表").count() == 1
    assert window.cut_off() <= 0
    page.get_by_role("link", name="林沐川").click()
    page.get_by_role("heading", name="年度考核得分表").wait_for()
    page.get_by_role("button", name="展开全部依据").click()
    expect(page.locator("details.ev:not([open])")).to_have_count(0)
    expect(page.get_by_text("应到").first).to_be_visible()
    page.get_by_role("button", name="收起全部依据").click()
    expect(page.locator("details.ev[open]")).to_have_count(0)


def test_pressing_twice_starts_nothing_twice(visit):
    window = visit().sign_in("hejingcheng")
    other = visit().sign_in("wenyining")
    for each in (window, other):
        each.page.goto("/assessment/")
        each.page.get_by_label("年度").fill("2025")
    # two people press at the same moment: the second answer leads to the first one's run, or that is done already
    window.page.get_by_role("button", name="开始测算").click(no_wait_after=True)
    other.page.get_by_role("button", name="开始测算").click(no_wait_after=True)
    for each in (window, other):
        each.page.get_by_role("table").wait_for(timeout=60_000)
        each.page.reload()
        expect(each.page.get_by_role("table")).to_be_visible()


def test_the_printed_table_is_one_a4_page(visit):
    window = visit(A4_WIDTH).sign_in("hejingcheng")
    page = ranking_of_last_year(window)
    names = page.locator(".ranking .lead a").evaluate_all("links => links.map((link) => link.href)")
    assert len(names) == 14
    page.emulate_media(media="print")
    tall = {}
    for link in names:
        page.goto(f"{link}print/")
        page.evaluate("document.fonts.ready")
        height = page.locator("section.first").bounding_box()["height"]
        if height > A4_HEIGHT:
            tall[link] = height
    assert not tall


def test_without_script_everything_can_still_be_done(visit):
    window = visit(java_script_enabled=False).sign_in("wenyining")
    page = window.page
    page.goto("/assessment/")
    with page.expect_navigation():
        page.get_by_role("button", name="开始测算").click()
    for _ in range(60):
        if page.get_by_role("table").count():
            break
        page.wait_for_timeout(500)
        with page.expect_navigation():
            page.get_by_role("link", name="刷新进度").click()
    page.get_by_role("link", name="林沐川").click()
    page.locator("#ledger summary").click()
    expect(page.locator("#ledger .ledgers")).to_be_visible()
    expect(page.get_by_role("button", name="展开全部依据")).to_be_hidden()


def test_an_officer_reads_the_own_sheet_and_no_other(visit):
    office = visit().sign_in("hejingcheng")
    url = ranking_of_last_year(office).get_by_role("link", name="林沐川").get_attribute("href")
    officer = visit(390).sign_in("linmuchuan")
    officer.page.goto("/assessment/mine/")
    officer.page.get_by_role("link", name="年度第").first.click()
    expect(officer.page.get_by_text("公布前不显示").first).to_be_visible()
    answer = officer.context.request.get(url.replace("A01", "A02"))
    assert answer.status == 404
