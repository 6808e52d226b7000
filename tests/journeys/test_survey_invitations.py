"""The office hands out the links of a round: one on the screen, many on paper and as a list, one anew."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.toolchain.processes import ROOT

from .conftest import SITE

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def path(site):
    """The pages of a round that is open."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.open_round"], cwd=ROOT, env=SITE, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return f"/surveys/{made.stdout}/"


def check(window):
    """Nothing is cut off, and axe finds nothing."""
    assert window.cut_off() <= 0
    found = Axe().run(window.page).response["violations"]
    assert not [(each["id"], [node["html"][:90] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("width", [390, 1366])
def test_the_office_hands_out_links(visit, path, width):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto(f"{path}invitations/?state=undelivered")
    check(window)
    row = page.locator("tbody tr").nth(1)
    firm = row.locator("th a").inner_text()
    row.get_by_role("link", name=firm).click()
    check(window)
    assert "/s/" not in window.loaded().content()
    page.get_by_role("button", name="显示链接和二维码").click()
    link = page.locator("#link").inner_text()
    assert "/s/" in link
    check(window)
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("已复制").wait_for()

    page.get_by_role("link", name="返回").click()
    page.get_by_text("换链接", exact=True).click()
    check(window)
    page.get_by_label("更换原因").fill("链接发错了人")
    page.get_by_role("button", name="换新链接").click()
    page.get_by_text("旧链接不能再用").wait_for()
    page.get_by_role("button", name="显示链接和二维码").click()
    expect(page.locator("#link")).to_contain_text("/s/")
    assert page.locator("#link").inner_text() != link


@pytest.mark.parametrize("width", [390, 1366])
def test_the_office_prints_slips_and_downloads_a_list(visit, path, width):
    window = visit(width).sign_in("wenyining")
    page = window.page
    page.goto(f"{path}invitations/?state=undelivered")
    for tick in page.locator("tbody input[name=place]").all()[:3]:
        tick.check()
    page.get_by_role("button", name="打印选中的纸条").click()
    expect(page.locator(".slip")).to_have_count(3)
    found = Axe().run(page).response["violations"]
    assert not [(each["id"], each["nodes"][0]["html"][:90]) for each in found]

    page.get_by_role("link", name="返回发放链接").click()
    check(window)
    with page.expect_download() as file:
        page.get_by_role("button", name="下载短信名单").click()
    assert file.value.suggested_filename.endswith(".xlsx")
    page.goto(f"{path}hand-out/")
    page.get_by_role("button", name="标记这3家已送达").first.click()
    page.get_by_text("已标记3家送达").wait_for()
    page.goto(f"{path}remind/")
    check(window)


def test_paper_is_a4_with_eight_slips_a_page(visit, path, tmp_path):
    page = visit().sign_in("wenyining").page
    page.goto(f"{path}hand-out/")
    page.locator("#way-slips + p + form").get_by_label("按序号").check()
    form = page.locator("form.which").first
    form.get_by_label("从第几号").fill("2")
    form.get_by_label("到第几号").fill("18")
    form.get_by_role("button", name="打印纸条").click()
    expect(page.locator(".slip")).to_have_count(17)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 3
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf
