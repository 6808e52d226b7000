"""Visits in the browser: logged in half a minute, kept through a lost connection and an ended session, sent once."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessment.demo.accounts import PASSWORD

pytestmark = pytest.mark.journey

TEXT = "看了冷库二期施工进度，企业想了解增容流程。"


def form_of(visit, name, **options):
    window = visit(390, **options).sign_in(name)
    window.page.goto("/visits/new/")
    return window


def save(window):
    window.page.get_by_role("button", name="保存").click()


def saved(window):
    window.page.wait_for_url("**/visits/*/")
    window.page.get_by_text("已保存，编号").wait_for()
    return window.page.url


def drafts(window):
    return window.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:')).length")


def test_an_officer_logs_a_visit_in_less_than_half_a_minute(visit):
    window = form_of(visit, "linmuchuan")
    page, begun = window.page, time.monotonic()
    page.get_by_role("checkbox", name="宣讲政策").check()
    page.get_by_text("政策宣讲（本季第").wait_for()
    page.get_by_label("说了什么").fill(TEXT)
    expect(page.get_by_text(f"已写{len(TEXT)}字")).to_be_visible()
    save(window)
    saved(window)
    assert time.monotonic() - begun < 30
    expect(page.get_by_text("到岗").first).to_be_visible()
    assert drafts(window) == 0
    assert window.cut_off() <= 0


def test_what_was_typed_offline_waits_and_is_sent_once(visit):
    window = form_of(visit, "suruolan")
    page = window.page
    page.get_by_label("说了什么").fill(TEXT)
    page.get_by_label("帮办事项").check()
    page.wait_for_load_state("networkidle")
    window.context.set_offline(True)
    save(window)
    page.get_by_text("没有保存，网络中断").wait_for()
    expect(page.get_by_label("说了什么")).to_have_value(TEXT)
    window.context.set_offline(False)
    # the telephone was put away, and the page is opened anew
    page.goto("/visits/")
    page.goto("/visits/new/")
    page.get_by_text("已恢复未提交的内容").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("说了什么")).to_have_value(TEXT)
    expect(page.get_by_label("帮办事项")).to_be_checked()
    window.context.set_offline(True)
    save(window)
    page.get_by_role("button", name="重试").wait_for()
    window.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    first = saved(window)
    assert drafts(window) == 0
    # the way back and a second press lead to the same record
    page.go_back()
    page.get_by_label("说了什么").wait_for()
    expect(page.get_by_text("已恢复未提交的内容")).to_be_hidden()
    assert first.rstrip("/").split("/")[-1].isdecimal()


@pytest.mark.parametrize("lost", ["session", None])
def test_after_the_session_has_ended_the_sign_in_leads_back_to_the_draft(visit, lost):
    """With the session's cookie alone, and with every cookie gone, the CSRF token's too."""
    window = form_of(visit, "baiyuan")
    page = window.page
    page.get_by_role("radio", name="其他").check()
    page.wait_for_load_state("networkidle")
    page.get_by_label("说了什么").fill(TEXT)
    window.context.clear_cookies(**({"name": lost} if lost else {}))
    save(window)
    page.wait_for_url("**/login/?next=/visits/new/")
    page.get_by_label("登录名").fill("baiyuan")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("已恢复未提交的内容").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("说了什么")).to_have_value(TEXT)
    expect(page.get_by_role("radio", name="其他")).to_be_checked()
    page.get_by_role("button", name="不要了，重新填").click()
    page.wait_for_load_state()
    assert page.get_by_label("说了什么").input_value() == ""
    assert drafts(window) == 0


@pytest.mark.parametrize(("back", "chosen"), [(1, "昨天"), (3, "其他")])
def test_a_draft_keeps_the_day_that_the_page_showed(visit, back, chosen):
    """The page is opened again days later: the day is what it was, under the word that it has by now."""
    window = form_of(visit, "baiyuan")
    page, today = window.page, timezone.localdate()
    page.get_by_label("说了什么").fill(TEXT)
    earlier = (today - timedelta(days=back)).isoformat()
    page.evaluate(
        """([now, then]) => {
          const [own] = Object.keys(localStorage).filter((name) => name.startsWith("draft:"));
          localStorage.setItem(own, localStorage.getItem(own).replace(`["day","${now}"]`, `["day","${then}"]`));
        }""",
        [today.isoformat(), earlier],
    )
    page.goto("/visits/new/")
    page.get_by_text("已恢复未提交的内容").wait_for()
    expect(page.get_by_role("radio", name=chosen)).to_be_checked()
    if chosen == "其他":
        expect(page.get_by_label("选“其他”时填走访日期")).to_have_value(earlier)


def test_a_draft_of_a_firm_that_is_not_offered_is_filed_under_no_other(visit):
    """Handed over meanwhile, or another one was looked for: the firm that the page prefers is not the one meant."""
    window = form_of(visit, "baiyuan")
    page = window.page
    page.get_by_label("说了什么").fill(TEXT)
    page.evaluate(
        """() => {
          const [own] = Object.keys(localStorage).filter((name) => name.startsWith("draft:"));
          localStorage.setItem(own, localStorage.getItem(own).replace(/\\["pairing","\\d+"\\]/, '["pairing","0"]'));
        }"""
    )
    page.goto("/visits/new/")
    page.get_by_text("原来选的一项这里没有，要重新选。").wait_for()
    expect(page.get_by_label("说了什么")).to_have_value(TEXT)
    expect(page.locator("[name=pairing]:checked")).to_have_count(0)
    save(window)
    assert page.locator("[name=pairing]").first.evaluate("one => one.validity.valueMissing")


def test_nobody_sees_anothers_draft_on_a_shared_telephone(visit):
    window = form_of(visit, "baiyuan")
    window.page.get_by_label("说了什么").fill(TEXT)
    window.context.clear_cookies()
    window.sign_in("linmuchuan")
    window.page.goto("/visits/new/")
    assert window.page.get_by_label("说了什么").input_value() == ""


def test_without_script_a_visit_is_logged_all_the_same(visit):
    window = form_of(visit, "baiyuan", java_script_enabled=False)
    window.page.get_by_label("了解情况").check()
    window.page.get_by_label("说了什么").fill(TEXT)
    save(window)
    saved(window)


def free_day(listed):
    """A day of the last week on which the demo has entered no visit of the officer's."""
    days = [timezone.localdate() - timedelta(days=back) for back in range(7)]
    return next(day for day in days if f"{day.year}年{day.month}月{day.day}日，林沐川" not in listed)


def test_a_photo_is_attached_on_the_telephone_and_fetched_at_the_office(visit, tmp_path):
    window = visit(390).sign_in("linmuchuan")
    page, photo = window.page, tmp_path / "现场照片.jpg"
    page.goto("/visits/")
    page.screenshot(path=photo, type="jpeg")
    day = free_day(page.locator("main").inner_text())
    page.goto("/visits/new/")
    page.get_by_role("radio", name="其他").check()
    page.get_by_label("选“其他”时填走访日期").fill(day.isoformat())
    page.get_by_label("说了什么").fill(TEXT)
    page.get_by_label("附件").set_input_files(photo)
    assert window.cut_off() <= 0
    page.wait_for_load_state("networkidle")
    expect(page.locator(".htmx-request")).to_have_count(0)
    save(window)
    page.wait_for_url(re.compile(r"/visits/\d+/$"))
    office = visit(1366).sign_in("hejingcheng")
    office.page.goto(page.url)
    with office.page.expect_download() as taken:
        office.page.get_by_role("link", name="现场照片.jpg", exact=True).click()
    assert taken.value.suggested_filename == "现场照片.jpg"
    assert taken.value.path().read_bytes() == photo.read_bytes()
    assert office.cut_off() <= 0


def test_a_draft_says_that_files_are_to_be_chosen_again(visit):
    window = form_of(visit, "linmuchuan")
    page = window.page
    page.get_by_label("说了什么").fill(TEXT)
    page.get_by_label("附件").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    page.reload()
    page.get_by_text("附件不留在草稿里，要重新选。").wait_for()
    expect(page.get_by_label("说了什么")).to_have_value(TEXT)
    assert page.get_by_label("附件").evaluate("field => field.files.length") == 0


def test_the_office_voids_a_visit_with_a_reason(visit):
    window = visit(1366).sign_in("wenyining")
    page = window.page
    page.goto("/visits/?officer=srl&state=valid")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="作废").click()
    page.get_by_label("作废原因").fill("经核实未到场")
    page.get_by_role("button", name="作废").click()
    page.get_by_text("已作废走访").wait_for()
    expect(page.locator("h1 s")).to_have_count(1)
    expect(page.get_by_text("经核实未到场").first).to_be_visible()
    assert window.cut_off() <= 0


def test_the_list_is_taken_away_as_a_workbook(visit):
    window = visit(1366).sign_in("hejingcheng")
    window.page.goto("/visits/?officer=lmc")
    with window.page.expect_download() as taken:
        window.page.get_by_role("button", name="导出Excel").click()
    assert taken.value.suggested_filename.startswith("走访")
    assert taken.value.path().stat().st_size > 1000
