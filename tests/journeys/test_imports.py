"""The office brings records in: a workbook with errors, its clean rows, a clean one. Hostile cells stay text (T23)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.hostile_text import PAYLOADS
from tests.workbook.making import VISITS, write

pytestmark = pytest.mark.journey

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNITS = ["单位名称", "单位类别"]


def hand_in(window, folder, name, sheets):
    """Upload a workbook and wait for what the check found."""
    page = window.page
    page.goto("/imports/")
    page.get_by_label("工作簿", exact=True).set_input_files(write(folder / name, sheets))
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="移除，不导入").wait_for(timeout=60_000)
    return page


@pytest.mark.parametrize("width", [390, 1366])
def test_a_clerk_brings_in_the_clean_rows_and_fetches_the_others(visit, tmp_path, width):
    window = visit(width).sign_in("wenyining")
    rows = [UNITS, [f"区档案馆{width}", "区直部门"], [f"区气象局{width}", "衙门"]]
    page = hand_in(window, tmp_path, f"单位{width}.xlsx", {"单位": rows})
    expect(page.get_by_text("应为 区直部门")).to_have_count(1)
    assert window.cut_off() <= 0
    page.get_by_role("button", name="只导入正确的行").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="下载未导入的行").click()
    assert download.value.suggested_filename == f"单位{width}-未导入.xlsx"
    rejected = load_workbook(BytesIO(download.value.path().read_bytes()))["单位"]
    assert rejected["A2"].value == f"区气象局{width}"
    assert page.get_by_text("新增1条").count() == 1
    page.get_by_role("link", name="导入导出").first.click()
    expect(page.get_by_role("link", name=f"单位{width}.xlsx")).to_have_count(1)


def test_a_clean_workbook_comes_in_whole_and_the_second_press_does_nothing(visit, tmp_path):
    window = visit().sign_in("hejingcheng")
    page = hand_in(window, tmp_path, "干净.xlsx", {"单位": [UNITS, ["区地震局", "区直部门"]]})
    other = visit().sign_in("wenyining")
    other.page.goto(page.url)
    for each in (page, other.page):
        each.get_by_role("button", name="导入（全部正确才写入）").click(no_wait_after=True)
    for each in (page, other.page):
        each.get_by_text("新增1条").wait_for(timeout=60_000)


def test_hostile_cells_and_names_are_shown_as_text_and_nothing_runs(visit, tmp_path):
    window = visit().sign_in("hejingcheng")
    window.page.on("dialog", lambda dialog: window.complaints.append(f"dialog: {dialog.message}"))
    window.page.add_init_script("window.ran = []; window.alert = (said) => window.ran.push(said);")
    rows = [VISITS, *(["A01", payload[:300], payload, payload[:300]] for payload in PAYLOADS)]
    sheets = {
        "走访": rows,
        "<img src=x onerror=al>": [["x"]],
        "单位": [[*UNITS, "<b onclick=alert(1)>"], ["区局", "x"]],
    }
    page = hand_in(window, tmp_path, "<img src=x onerror=alert(1)>.xlsx", sheets)
    shown = 0
    while window.loaded():
        shown += page.locator("td.wraps").count()
        assert page.evaluate("window.ran") == []
        assert page.locator("main img, main script, main svg, main iframe, main [onerror], main [onclick]").count() == 0
        following = page.get_by_role("link", name="下一页")
        if not following.count():
            break
        following.click()
    assert shown >= len(PAYLOADS)


def test_an_export_is_fetched_by_keyboard_and_without_script(visit):
    window = visit(java_script_enabled=False).sign_in("wenyining")
    page = window.page
    page.goto("/imports/")
    page.get_by_role("button", name="导出工作簿").focus()
    page.keyboard.press("Enter")
    for _ in range(60):
        if page.get_by_role("link", name="下载工作簿").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="刷新进度").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载工作簿").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()), read_only=True)
    assert "走访" in book.sheetnames
    assert download.value.suggested_filename.startswith("河清示范区-20")
